"""Senders and tills that never give up: what the loop of kills sets against the relay, and what it heard.

A sender repeats a callback until it is answered 200, as the gateway does; a till polls with the cursor that is its
receipt. Whatever they hear is kept and judged at once. They must not know that anybody is killed.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import random
import threading
from collections.abc import Callable, Sequence
from typing import Any

ANSWER_S = 5.0
WAIT_S = 2


class Wrong(AssertionError):
    """A law did not hold; the message says which."""


class Caller(threading.Thread):
    """One that asks one relay after the other. `ports` are those of the relays, whether they live or not."""

    def __init__(self, ports: Sequence[int], seed: int) -> None:
        super().__init__(daemon=True)
        self.dice = random.Random(seed)
        self.fault: BaseException | None = None
        self.over = threading.Event()
        self._ports = ports
        self._line: http.client.HTTPConnection | None = None

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self.turn()
        except BaseException as fault:
            self.fault = fault
        finally:
            self._hang_up()

    def turn(self) -> None:
        """One thing to do."""
        raise NotImplementedError

    def ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes] | None:
        """An answer, or None when there was none: then the next question goes to any relay."""
        try:
            if self._line is None:
                self._line = http.client.HTTPConnection("127.0.0.1", self.dice.choice(self._ports), timeout=ANSWER_S)
            self._line.request(method, path, body, headers)
            response = self._line.getresponse()
            found = response.status, response.read()
        except (OSError, http.client.HTTPException):
            self._hang_up()
            # Nobody is there: a moment, that the machine may start what is missing.
            self.over.wait(0.02)
            return None
        if self.dice.random() < 0.1:
            self._hang_up()
        return found

    def _hang_up(self) -> None:
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.close()
        self._line = None


class Sender(Caller):
    """Posts letters to tills at random; `acknowledged` holds those that were answered 200, by till."""

    def __init__(self, ports: Sequence[int], seed: int, path: str, tills: Sequence[str]) -> None:
        super().__init__(ports, seed)
        self.acknowledged: dict[str, set[str]] = {till: set() for till in tills}
        self.repeats = 0
        self._path, self._tills, self._name, self._count = path, tills, f"s{seed}", 0

    def turn(self) -> None:
        till = self.dice.choice(self._tills)
        self._count += 1
        payment = f"{till}-{self._name}x{self._count}"
        body = json.dumps({"payment": {"id": payment}, "pad": "x" * self.dice.randrange(1_500)}).encode()
        while not self.over.is_set():
            found = self.ask("POST", self._path, body, {"content-type": "application/json"})
            if found is not None and found[0] == 200:
                self.acknowledged[till].add(payment)
                return
            if found is not None and found[0] not in (429, 503):
                raise Wrong(f"a letter was answered {found[0]}: {found[1][:200]!r}")
            self.repeats += 1


class Till(Caller):
    """Polls its box. `had` holds every payment whose letter came, `pages` says how many answers brought some."""

    def __init__(self, ports: Sequence[int], seed: int, name: str, token: str) -> None:
        super().__init__(ports, seed)
        self.till = name
        self.had: set[str] = set()
        self.pages = 0
        self._headers = {"authorization": f"Bearer {token}"}
        self._last, self._epoch = 0, ""

    def turn(self) -> None:
        path = f"/letters?after={self._last}&epoch={self._epoch}&wait={WAIT_S}"
        found = self.ask("GET", path, None, self._headers)
        if found is not None and found[0] == 200:
            self._read(json.loads(found[1]))
        elif found is not None and found[0] not in (204, 429, 503):
            raise Wrong(f"a poll was answered {found[0]}: {found[1][:200]!r}")

    def _read(self, page: Any) -> None:
        if page["till"] != self.till:
            raise Wrong(f"{self.till} was told that it is {page['till']}")
        if self._epoch and page["epoch"] != self._epoch:
            raise Wrong(f"{self.till} has another epoch though nothing was restored")
        self._epoch = page["epoch"]
        self.pages += bool(page["letters"])
        for letter in page["letters"]:
            payment = json.loads(base64.b64decode(letter["body"]))["payment"]["id"]
            if payment.partition("-")[0] != self.till:
                raise Wrong(f"{self.till} was given the letter of {payment}")
            if letter["position"] <= self._last:
                raise Wrong(f"{self.till}: position {letter['position']} after {self._last}")
            if payment in self.had:
                raise Wrong(f"{self.till} was given {payment} at two positions")
            self._last = letter["position"]
            self.had.add(payment)


def until(holds: Callable[[], bool], callers: Sequence[Caller], within_s: float) -> bool:
    """Wait for it, listening for what went wrong meanwhile; false when it did not come. Raises what a caller raised."""
    pause = threading.Event()
    for _ in range(int(within_s / 0.05)):
        for caller in callers:
            if caller.fault is not None:
                raise caller.fault
        if holds():
            return True
        pause.wait(0.05)
    return False
