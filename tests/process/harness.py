"""A shop of real programs on loopback: the relay, a pretend Gate, tills, and lines between them that can be cut.

Everything lives in one folder. Every program that was started is known here and is killed at the end; what it
complained about stays in its log. It must not know what a test is about.
"""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event
from types import TracebackType

import httpx

from tests.process.lines import Line
from tests.process.programs import PATIENCE_S, Server, answer_of
from tests.process.tills import PROJECT, SCREENS, SECRET, Seen, Till, showing

__all__ = ["PROJECT", "SECRET", "Line", "Seen", "Shop", "Till", "open_shops", "showing"]

BRISK = "code=0.1,pay=0.3,confirm=0.1,repeat=0.05,again=0.6,late=1.5,slow=1.5"
"""A pretend Gate and customer in a hurry."""

open_shops: list[Shop] = []
"""Shops whose programs run: their logs are shown when a test fails."""


class Shop(AbstractContextManager["Shop"]):
    """One folder, one relay, one pretend Gate, and any number of tills."""

    def __init__(self, folder: Path, pace: str = BRISK, *, manual: bool = False) -> None:
        self.folder = folder
        folder.joinpath("screens.json").write_text(SCREENS)
        self.tills: list[Till] = []
        self.servers: list[Server] = []
        self._web = httpx.Client(timeout=PATIENCE_S, trust_env=False)
        open_shops.append(self)
        self._database = f"sqlite:///{folder}/relay.db"
        self.callback = self.relay_command("project", "add", "shop")["callback_path"]
        self._secret = folder / "gate.secret"
        self._secret.touch(0o600)
        self._secret.write_text(SECRET)
        self.relay = self._serve(Server("relay", folder, self._relay_arguments))
        self._pace = pace
        self._manual = manual
        self.gate = self._serve(Server("gate", folder, self._gate_arguments))

    def _relay_arguments(self, at: str) -> list[str]:
        return ["-m", "kiosk.relay", "serve", "--listen", at, "--database", self._database]

    def empty_relay(self) -> Server:
        """Another relay, which knows nobody."""
        database = f"sqlite:///{self.folder}/empty.db"
        arguments = ["-m", "kiosk.relay", "serve", "--database", database, "--listen"]
        return self._serve(Server("empty", self.folder, lambda at: [*arguments, at]))

    def _gate_arguments(self, at: str) -> list[str]:
        whose = ["--project", str(PROJECT), "--secret-file", str(self._secret)]
        how = ["--callback", self.relay.url + self.callback, "--pace", self._pace] + ["--manual"] * self._manual
        return ["-m", "kiosk", "simulator", "--listen", at, *whose, *how]

    def _serve(self, server: Server) -> Server:
        self.servers.append(server)
        server.start()
        return server

    def relay_command(self, *arguments: str) -> Seen:
        """What a `kiosk-relay` command answers."""
        told: Seen = answer_of("-m", "kiosk.relay", *arguments, "--json", "--database", self._database)
        return told

    def line_to(self, far_end: Server) -> Line:
        """A line to a server that can be cut and that hears what passes."""
        line = Line(f"line{len(self.servers)}-{far_end.name}", self.folder, far_end)
        self._serve(line)
        return line

    def till(
        self, till_id: str, *, gate: Server | None = None, relay: Server | None = None, lifetime_s: int = 300
    ) -> Till:
        """A new till, not started; it reaches Gate and relay directly unless lines are given."""
        token = self.relay_command("till", "add", "shop", till_id)["token"]
        till = Till(self, till_id, token, gate or self.gate, relay or self.relay, lifetime_s)
        self.tills.append(till)
        return till

    # The pretend customer, and what Gate and the relay know.

    def pay(self, payment_id: str) -> float:
        """The customer pays on the phone; the moment of it (monotonic seconds)."""
        at = time.monotonic()
        answer = self._web.post(f"{self.gate.url}/simulator/pay/{payment_id}")
        assert answer.status_code == 200, answer.text
        return at

    def at_gate(self, till: Till) -> dict[str, Seen]:
        """Every payment that Gate accepted from a till, by id, oldest first."""
        found: list[Seen] = self._web.get(f"{self.gate.url}/simulator/payments").json()
        return {payment["payment_id"]: payment for payment in found if payment["payment_id"].startswith(f"{till.id}-")}

    def post(self, letter: bytes) -> int:
        """Post a letter straight to the callback address; the HTTP status."""
        return self._web.post(self.relay.url + self.callback, content=letter).status_code

    def probe(self, till: Till) -> Seen:
        """What the relay tells a till of its mailbox: epoch and the position of the newest letter."""
        told: Seen = self._web.get(f"{self.relay.url}/probe", headers=_bearer(till)).json()
        return told

    def next_letter(self, till: Till, known: Seen) -> None:
        """Wait until the relay holds a newer letter for a till that does not run; `known` is an earlier probe."""
        # Letters are given to the till's own machine alone; where the newest stands everybody with its token may ask.
        until, pause = time.monotonic() + PATIENCE_S, Event()
        while self.probe(till)["last"] <= known["last"]:
            assert time.monotonic() < until, f"no letter came for {till.id}"
            pause.wait(0.02)

    # The end.

    def close(self) -> None:
        """Kill everything that still runs."""
        for till in self.tills:
            if till.program is not None:
                till.end()
        for server in self.servers:
            server.kill()
        self._web.close()
        open_shops.remove(self)

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def logs(self) -> list[tuple[str, str]]:
        """(name, end) of every log that says anything."""
        found = [(file.name, file.read_text(errors="replace")[-6_000:]) for file in sorted(self.folder.glob("*.log"))]
        return [(name, text) for name, text in found if text]


def _bearer(till: Till) -> dict[str, str]:
    return {"authorization": f"Bearer {till.token}"}
