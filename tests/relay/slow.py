"""Slow connections beside honest ones: heads and bodies that drip, answers that nobody takes.

`python -m tests.relay.slow --connections 2000` runs it by hand against a relay process and says what the honest felt;
the suite runs a few hundred against a relay in its own process.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

TILLS = 20
_BIG = 250_000


@dataclass(frozen=True)
class Place:
    """Where a relay listens, its callback path, its tills' tokens, and the token of a till whose box is full."""

    host: str
    port: int
    path: str
    tokens: tuple[str, ...]
    sloth: str


@dataclass
class Felt:
    """Seconds until each letter was answered and until it was at its till, statuses, and how many slow ones ended."""

    answered: list[float] = field(default_factory=list)
    delivered: list[float] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    ended: int = 0

    def p99(self) -> tuple[float, float]:
        """In milliseconds: until the answer, and until the till had it."""
        return quantiles(self.answered, n=100)[98] * 1e3, quantiles(self.delivered, n=100)[98] * 1e3


def _get(token: str, query: str) -> bytes:
    return f"GET /letters?{query} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


def _post(path: str, body: bytes) -> bytes:
    return f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    size = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    return int(head[9:12]), await reader.readexactly(size)


async def fill(place: Place) -> None:
    """Letters of a megabyte for the till whose answers nobody will take."""
    reader, writer = await asyncio.open_connection(place.host, place.port)
    for number in range(4):
        body = json.dumps({"payment": {"id": f"sloth-{number}"}, "pad": "x" * _BIG}).encode()
        writer.write(_post(place.path, body))
        assert (await _answer(reader))[0] == 200
    writer.close()


async def crawl(place: Place, number: int, felt: Felt) -> None:
    """One slow connection, until the relay ends it."""
    link = socket.socket()
    link.setblocking(False)
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    loop = asyncio.get_running_loop()
    starts = (b"GET /health HT", _post(place.path, b"x" * 9_000)[:-8_990], _get(place.sloth, "after=0"))
    try:
        await loop.sock_connect(link, (place.host, place.port))
        await loop.sock_sendall(link, starts[number % 3])
        while True:
            if number % 3 < 2:
                await loop.sock_sendall(link, b"x")
            else:
                # What has come already would still be read for minutes after the relay has ended it.
                assert not link.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR), "ended"
                assert await loop.sock_recv(link, 1), "ended"
            await asyncio.sleep(0.5)
    except (OSError, AssertionError):
        felt.ended += 1
    finally:
        link.close()


async def honest(place: Place, letters: int, rate: float, felt: Felt) -> None:
    """A gateway that posts at a rate, and tills that wait; every letter is looked for at its till."""
    sent: dict[str, float] = {}
    tills = [asyncio.create_task(_till(place, token, sent, felt)) for token in place.tokens]
    reader, writer = await asyncio.open_connection(place.host, place.port)
    began = time.perf_counter()
    for number in range(letters):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        name = f"t{number % len(place.tokens)}-{number}"
        sent[name] = time.perf_counter()
        writer.write(_post(place.path, json.dumps({"payment": {"id": name}}).encode()))
        felt.statuses.add((await _answer(reader))[0])
        felt.answered.append(time.perf_counter() - sent[name])
    while len(felt.delivered) < letters:
        await asyncio.sleep(0.01)
    for till in tills:
        till.cancel()
    writer.close()


async def _till(place: Place, token: str, sent: dict[str, float], felt: Felt) -> None:
    from base64 import b64decode

    reader, writer = await asyncio.open_connection(place.host, place.port)
    after, epoch = 0, ""
    with contextlib.closing(writer):
        while True:
            writer.write(_get(token, f"after={after}&epoch={epoch}&wait=25"))
            status, body = await _answer(reader)
            felt.statuses.add(status)
            page: dict[str, Any] = json.loads(body)
            after, epoch = page["last"], page["epoch"]
            for entry in page["letters"]:
                name = json.loads(b64decode(entry["body"]))["payment"]["id"]
                felt.delivered.append(time.perf_counter() - sent[name])


async def both(place: Place, connections: int, letters: int, rate: float) -> Felt:
    """Slow ones first, then the honest among them; back when every letter is at its till and every slow one ended."""
    felt = Felt()
    await fill(place)
    slow = [asyncio.create_task(crawl(place, number, felt)) for number in range(connections)]
    await asyncio.sleep(0)
    await honest(place, letters, rate, felt)
    await asyncio.gather(*slow)
    return felt


def _command(database: str, *words: str) -> dict[str, str]:
    argv = [sys.executable, "-m", "kiosk.relay", *words, "--json", "--database", database]
    told: dict[str, str] = json.loads(subprocess.run(argv, check=True, capture_output=True, text=True).stdout)
    return told


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: the honest were served in time and without a 5xx."""
    parser = argparse.ArgumentParser(prog="python -m tests.relay.slow", description=main.__doc__)
    parser.add_argument("--connections", type=int, default=2_000, metavar="N")
    parser.add_argument("--seconds", type=int, default=10, metavar="S")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/relay.db"
        path = _command(database, "project", "add", "shop")["callback_path"]
        tokens = tuple(_command(database, "till", "add", "shop", f"t{n}")["token"] for n in range(TILLS))
        sloth = _command(database, "till", "add", "shop", "sloth")["token"]
        serve = [sys.executable, "-m", "kiosk.relay", "serve", "--listen", "127.0.0.1:0", "--database", database]
        with subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as relay:
            assert relay.stdout is not None
            port = int(relay.stdout.readline().rpartition(":")[2])
            place = Place("127.0.0.1", port, path, tokens, sloth)
            felt = asyncio.run(both(place, arguments.connections, arguments.seconds * 50, 50.0))
            relay.terminate()
    answer, delivery = felt.p99()
    print(
        f"{arguments.connections} slow connections, {felt.ended} ended by the relay; the honest: "
        f"{len(felt.answered)} letters, answered in {answer:.1f} ms, at the till in {delivery:.1f} ms (p99), "
        f"statuses {sorted(felt.statuses)}"
    )
    return 0 if max(answer, delivery) <= 500 and max(felt.statuses) < 500 else 1


if __name__ == "__main__":
    sys.exit(main())
