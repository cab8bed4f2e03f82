"""Relay processes on one address, one after the other, and letters that are sent until each one is acknowledged.

A socket can be held for them as systemd holds it. Whoever sends, sends like the gateway: what was not answered 200 is
sent again. It must not know what a test is about.
"""

from __future__ import annotations

import base64
import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

from tests.process.programs import PATIENCE_S, ROOT, answer_of

TRIES = 2_000


def letter(payment_id: str) -> bytes:
    return json.dumps({"payment": {"id": payment_id}}).encode()


class Relays:
    """One store with one project and one till."""

    def __init__(self, folder: Path) -> None:
        self.database = f"sqlite:///{folder}/relay.db"
        self.log = folder / "relay.log"
        self.running: list[subprocess.Popen[str]] = []
        self.path = self.command("project", "add", "shop")["callback_path"]
        self.token = self.command("till", "add", "shop", "till1")["token"]

    def command(self, *words: str) -> dict[str, str]:
        told: dict[str, str] = answer_of("-m", "kiosk.relay", *words, "--json", "--database", self.database)
        return told

    def launch(
        self, listen: str, *more: str, handed: socket.socket | None = None, said: IO[str] | None = None
    ) -> subprocess.Popen[str]:
        """Start one and do not wait. What it says on stdout goes to `said`, or to `listening`."""
        command = [sys.executable, "-m", "kiosk.relay", "serve", "--database", self.database, "--listen", listen, *more]
        with self.log.open("a") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, stdout=said or subprocess.PIPE, stderr=log, text=True,
                pass_fds=[handed.fileno()] if handed is not None else [],
            )  # fmt: skip
        self.running.append(process)
        return process

    def listening(self, process: subprocess.Popen[str]) -> tuple[str, int]:
        """Wait until it serves; where."""
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("listening on http://"), self.log.read_text()
        host, _, port = line.removeprefix("listening on http://").strip().rpartition(":")
        return host, int(port)

    def end(self, process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> int:
        process.send_signal(number)
        code = process.wait(PATIENCE_S)
        if process.stdout is not None:
            process.stdout.close()
        self.running.remove(process)
        return code

    def events(self) -> list[dict[str, object]]:
        """The lines of the log."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def page(self, at: tuple[str, int]) -> dict[str, Any]:
        """What a till reads that has nothing yet."""
        _, text = ask(at, "GET", "/letters?wait=0", headers={"authorization": f"Bearer {self.token}"})
        found: dict[str, Any] = json.loads(text)
        return found

    def stored(self, at: tuple[str, int]) -> list[bytes]:
        """Every letter in the till's box, read page by page as a till does."""
        found: list[bytes] = []
        query = "wait=0"
        while True:
            _, text = ask(at, "GET", f"/letters?{query}", headers={"authorization": f"Bearer {self.token}"})
            page = json.loads(text)
            found += [base64.b64decode(entry["body"]) for entry in page["letters"]]
            if not page["letters"]:
                return found
            query = f"wait=0&after={page['last']}&epoch={page['epoch']}"


@contextmanager
def relays(folder: Path) -> Iterator[Relays]:
    """They are gone at the end, whatever happened."""
    made = Relays(folder)
    try:
        yield made
    finally:
        for process in list(made.running):
            made.end(process, signal.SIGKILL)


def ask(
    at: tuple[str, int], method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    """One request on a connection of its own. Raises OSError or HTTPException when there is no whole answer."""
    with closing(http.client.HTTPConnection(*at, timeout=PATIENCE_S)) as line:
        line.request(method, path, body, headers or {})
        answer = line.getresponse()
        return answer.status, answer.read()


class Load:
    """Several senders at once, each letter until it is acknowledged."""

    def __init__(self, at: tuple[str, int], path: str, senders: int, each: int) -> None:
        self._at, self._path, self._each = at, path, each
        self._heard = threading.Condition()
        self.acknowledged: list[bytes] = []
        self.refused = 0
        """Connections that nobody took."""
        self.again = 0
        """Requests without a 200, sent again."""
        self._threads = [threading.Thread(target=self._send, args=(number,)) for number in range(senders)]
        for thread in self._threads:
            thread.start()

    def _send(self, sender: int) -> None:
        pause = threading.Event()
        for number in range(self._each):
            body = letter(f"till1-{sender}x{number}")
            for _ in range(TRIES):
                try:
                    status, _ = ask(self._at, "POST", self._path, body)
                except ConnectionRefusedError:
                    self._count(refused=True)
                except (OSError, http.client.HTTPException):
                    self._count()
                else:
                    if status == 200:
                        with self._heard:
                            self.acknowledged.append(body)
                            self._heard.notify_all()
                        break
                    self._count()
                pause.wait(0.01)

    def _count(self, *, refused: bool = False) -> None:
        with self._heard:
            self.again += 1
            self.refused += refused

    def until(self, count: int) -> None:
        """Wait until so many letters were acknowledged."""
        with self._heard:
            assert self._heard.wait_for(lambda: len(self.acknowledged) >= count, PATIENCE_S)

    def finish(self) -> None:
        """Wait until every letter was acknowledged."""
        for thread in self._threads:
            thread.join(PATIENCE_S)
        assert len(self.acknowledged) == len(self._threads) * self._each
