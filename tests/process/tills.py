"""A till as a process: its settings, the hands on its keyboard, the eyes on its screens, and its books."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.process.programs import PATIENCE_S, Late, Program, Server, run

if TYPE_CHECKING:
    from tests.process.harness import Shop

PROJECT = 383000
SECRET = "a key that only this shop and its Gate know"

Seen = dict[str, Any]
"""A screen as the driver reports it; `at` is monotonic seconds."""


def _screen(name: str, left: int, width: int, height: int) -> dict[str, object]:
    place = {"x": left, "y": 0, "width": width, "height": height}
    return {"name": name, **place, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


SCREENS = json.dumps({"screens": [_screen("staff", 0, 1366, 768), _screen("customer", 1366, 1024, 600)]})
"""Two screens that nobody sees, for Qt's offscreen platform."""


class Till:
    """One till: its settings, its data, and the process that a test presses."""

    def __init__(self, shop: Shop, till_id: str, token: str, gate: Server, relay: Server, lifetime_s: int) -> None:
        self.shop = shop
        self.id = till_id
        self.token = token
        self.data = shop.folder / till_id / "data"
        self.config = shop.folder / till_id / "settings.toml"
        self.screens: list[Seen] = []
        self.seen = 0
        self.surroundings = {"QT_QPA_PLATFORM": f"offscreen:configfile={shop.folder / 'screens.json'}"}
        self._log = shop.folder / f"{till_id}.log"
        self.program: Program | None = None
        self.config.parent.mkdir()
        for name, text in (("gate.secret", SECRET), ("relay.token", token)):
            file = self.config.with_name(name)
            file.touch(0o600)
            file.write_text(text)
        self.config.write_text(settings(till_id, gate.url, relay.url, lifetime_s), encoding="utf-8")

    # The process.

    def launch(self) -> None:
        """Start it, and do not wait."""
        self.screens, self.seen = [], 0
        arguments = ["-m", "tests.process.driver", "--config", str(self.config), "--data", str(self.data)]
        self.program = Program(self.id, arguments, self._log, self.surroundings)

    def start(self) -> Seen:
        """Start it and wait until it read its journal."""
        self.launch()
        return self.until(lambda seen: seen["ready"] or seen["staff"] != "keypad")

    def end(self, number: signal.Signals = signal.SIGKILL) -> int:
        """Send a signal that ends it; its exit code."""
        program, self.program = self.program, None
        assert program is not None, f"{self.id} does not run"
        return program.end(number)

    # The hands.

    def do(self, **command: str) -> None:
        """Press: keys="88.00", press="Return", alt="1", click="cancelButton"."""
        assert self.program is not None, f"{self.id} does not run"
        self.program.say(json.dumps(command))

    def charge(self, amount: str) -> float:
        """Key an amount and charge; the moment of the press."""
        self.until(lambda seen: seen["ready"])
        self.do(keys=amount)
        at = time.monotonic()
        self.do(press="Return")
        return at

    def next(self) -> None:
        """On to the next customer."""
        self.do(press="Return")
        self.until(lambda seen: seen["ready"])

    def offer(self, amount: str) -> Seen:
        """Charge and wait for the code on the customer's screen."""
        self.charge(amount)
        return self.until(showing("qr"))

    # The eyes.

    def until(self, test: Callable[[Seen], bool], within: float = PATIENCE_S) -> Seen:
        """The next screen that passes the test, the one that was found last included. Raises Late."""
        by = time.monotonic() + within
        while True:
            while self.seen < len(self.screens):
                if test(self.screens[self.seen]):
                    return self.screens[self.seen]
                self.seen += 1
            try:
                self._hear(by)
            except Late as late:
                last = json.dumps(self.screens[-1], indent=1) if self.screens else "nothing"
                raise Late(f"{late}\n--- the last screen of {self.id}\n{last}") from None

    def now(self) -> Seen:
        """The last screen that was reported."""
        assert self.program is not None, f"{self.id} does not run"
        for line in self.program.lines_so_far():
            self._take(json.loads(line))
        self.seen = len(self.screens) - 1
        return self.screens[-1]

    def look(self) -> list[str]:
        """The codes on its windows, as a decoder reads them off the glass."""
        assert self.program is not None, f"{self.id} does not run"
        self.do(look="")
        by = time.monotonic() + PATIENCE_S
        while (found := self._take(json.loads(self.program.next_line(by)))) is None:
            pass
        return sorted(text for window in found for text in window)

    def _hear(self, by: float) -> None:
        assert self.program is not None, f"{self.id} does not run"
        self._take(json.loads(self.program.next_line(by)))

    def _take(self, told: Seen) -> list[list[str]] | None:
        """Keep a screen; the answer to a look is handed back."""
        assert "fault" not in told, f"{self.id}: {told}"
        if "look" in told:
            codes: list[list[str]] = told["look"]
            return codes
        self.screens.append(told)
        return None

    # The books.

    def payments(self) -> dict[str, Seen]:
        """What `kiosk payments list --json` prints, by payment id, oldest first. The till goes on meanwhile."""
        done = run("-m", "kiosk", "payments", "list", "--json", "--data", str(self.data))
        assert done.returncode == 0, done.stderr
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        return {row["payment_id"]: row for row in reversed(rows)}

    def last_payment(self) -> Seen:
        """The newest of them."""
        return list(self.payments().values())[-1]


def showing(page: str) -> Callable[[Seen], bool]:
    """A test for `until`: a page of either screen, by its name or by its widget's name."""
    return lambda seen: page in (seen["staff"], seen["customer"], *seen["pages"])


def settings(till_id: str, gate: str, relay: str, lifetime_s: int) -> str:
    """A settings file for a till on loopback."""
    return f"""\
[shop]
name_en = "Lucky Tea House"
name_zh = "好運茶室"

[till]
id = "{till_id}"
customer_ip = "203.0.113.7"
qr_lifetime_s = {lifetime_s}

[gate]
url = "{gate}"
project_id = {PROJECT}
environment = "test"
secret = {{ file = "gate.secret" }}

[relay]
url = "{relay}"
token = {{ file = "relay.token" }}
"""
