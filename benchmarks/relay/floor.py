"""The floor: a relay with nothing in it but the work itself, on a bare asyncio protocol and uvloop.

It checks an HMAC-SHA512, reads the JSON, commits letters in groups on one thread with `synchronous=FULL`, and answers
the sender and the waiting poll. HTTP is looked at as little as possible; no limit, no token, no cursor, no retention.
`POST /cb` with `x-sign`, `GET /wait?k=TILL`. Must not import the product.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import sqlite3
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import uvloop

KEY = b"k" * 32
_TABLE = "CREATE TABLE letters (id INTEGER PRIMARY KEY, name TEXT UNIQUE, till TEXT, body BLOB)"
_STORED = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"
_Row = tuple[str, str, bytes]


class Log:
    """Group commit: what came while the disk was busy shares the next transaction."""

    def __init__(self, path: Path, loop: asyncio.AbstractEventLoop) -> None:
        self._path = path
        self._loop = loop
        self._more = threading.Condition()
        self._rows: list[tuple[_Row, Callable[[], None]]] = []
        threading.Thread(target=self._run, daemon=True).start()

    def put(self, row: _Row, done: Callable[[], None]) -> None:
        """`done` is called on the loop once the row is on the disk."""
        with self._more:
            self._rows.append((row, done))
            if len(self._rows) == 1:
                self._more.notify()

    def _run(self) -> None:
        base = sqlite3.connect(self._path, isolation_level=None)
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=FULL")
        base.execute(_TABLE)
        while True:
            with self._more:
                while not self._rows:
                    self._more.wait()
                group, self._rows = self._rows, []
            base.execute("BEGIN IMMEDIATE")
            rows = [row for row, _ in group]
            base.executemany("INSERT OR IGNORE INTO letters (name, till, body) VALUES (?, ?, ?)", rows)
            base.execute("COMMIT")
            self._loop.call_soon_threadsafe(_tell, [done for _, done in group])


def _tell(heard: list[Callable[[], None]]) -> None:
    for done in heard:
        done()


class Line(asyncio.Protocol):
    """One connection."""

    log: Log
    waiting: dict[str, Line]
    letters: dict[str, list[bytes]]

    def __init__(self) -> None:
        self._text = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.WriteTransport = transport  # type: ignore[assignment]  # uvloop's has what it takes

    def data_received(self, data: bytes) -> None:
        text = self._text + data if self._text else data
        while (end := text.find(b"\r\n\r\n")) >= 0:
            head = text[:end]
            if head.startswith(b"GET "):
                text = text[end + 4 :]
                self._wait(head.split(b" ", 2)[1].partition(b"=")[2].decode())
                continue
            size = int(_header(head, b"content-length:"))
            if len(text) < end + 4 + size:
                break
            body, text = text[end + 4 : end + 4 + size], text[end + 4 + size :]
            if not hmac.compare_digest(hmac.digest(KEY, body, "sha512").hex(), _header(head, b"x-sign:").decode()):
                self._transport.close()
                return
            name = json.loads(body)["payment"]["id"]
            self.log.put((name, name.partition("-")[0], body), partial(self._stored, name.partition("-")[0], body))
        self._text = text

    def give(self, body: bytes) -> None:
        """The letter that was waited for."""
        head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
        self._transport.write(head + body)

    def _wait(self, till: str) -> None:
        kept = self.letters.get(till)
        if kept:
            self.give(kept.pop(0))
        else:
            self.waiting[till] = self

    def _stored(self, till: str, body: bytes) -> None:
        self._transport.write(_STORED)
        line = self.waiting.pop(till, None)
        if line is not None:
            line.give(body)
        else:
            self.letters.setdefault(till, []).append(body)


def _header(head: bytes, name: bytes) -> bytes:
    place = head.lower().index(name)
    return head[place + len(name) :].split(b"\r\n", 1)[0].strip()


async def serve(port: int, path: Path) -> None:
    """Until killed."""
    loop = asyncio.get_running_loop()
    Line.log, Line.waiting, Line.letters = Log(path, loop), {}, {}
    await loop.create_server(Line, "127.0.0.1", port, backlog=4_096)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
