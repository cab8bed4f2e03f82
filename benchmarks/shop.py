"""A whole shop on loopback for a while: relay and pretend Gate as processes, and tills with their settings.

Must not know what is measured in it.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from benchmarks.children import ROOT, Child, ChildFault, Told, command, surroundings

PROJECT = 383_000
FLOOR = "floor1"
LISTENING = "listening on "
SETTINGS = """[shop]
name_en = "Lucky Tea House"
name_zh = "好運茶室"
[till]
id = "{till}"
customer_ip = "203.0.113.7"
[gate]
url = "{gate}"
project_id = {project}
environment = "test"
secret = {{ file = "{till}.secret" }}
[relay]
url = "{relay}"
token = {{ file = "{till}.token" }}
[screens]
customer = "{customer}"
"""


@dataclass(frozen=True, slots=True)
class Relay:
    """Where the relay listens and how to be let in."""

    host: str
    port: int
    floor_token: str


class Shop:
    """Opened as a context; `folder` holds everything."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._database = f"sqlite:///{folder / 'relay.db'}"
        self._secret = secrets.token_urlsafe(32)
        self._tills = 0
        self._open = contextlib.ExitStack()

    def __enter__(self) -> Shop:
        with contextlib.ExitStack() as stack:
            path = str(self._command("project", "add", "shop")["callback_path"])
            serve = [sys.executable, "-m", "kiosk.relay", "serve", "--listen", "127.0.0.1:0"]
            relay = stack.enter_context(Child("relay", [*serve, "--database", self._database], self.folder))
            address = _address(relay.line())
            host, _, port = address.removeprefix("http://").rpartition(":")
            self.relay = Relay(host, int(port), self._token(FLOOR))
            words = [str(PROJECT), self._secret, address + path]
            self.gate = stack.enter_context(Child("gate", command("pretend_gate", words), self.folder))
            self._addresses = {"relay": address, "gate": str(self.gate.hear()["listening"])}
            self._open = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def till(self, screens: int = 1) -> Path:
        """The settings of a new till, with one screen for both faces or with two.

        New, because a till that finds letters of sales it never made takes itself for one restored from a copy.
        """
        self._tills += 1
        name = f"till{self._tills}"
        for kind, text in (("secret", self._secret), ("token", self._token(name))):
            file = self.folder / f"{name}.{kind}"
            file.touch(mode=0o600)
            file.write_text(text, "utf-8")
        settings = self.folder / f"{name}.toml"
        customer = "none" if screens == 1 else ""
        settings.write_text(SETTINGS.format(till=name, project=PROJECT, customer=customer, **self._addresses), "utf-8")
        return settings

    def payment(self) -> Told:
        """The newest payment as Gate holds it: `payment_id`, `payload` and more."""
        self.gate.say("last")
        while "payload" not in (told := self.gate.hear()):
            pass
        return told

    def pay(self, payment_id: str) -> float:
        """The customer pays; the moment at which the letter of it left."""
        self.gate.say("pay", payment_id=payment_id)
        return self._left(payment_id)

    def copy(self) -> float:
        """The last letter goes to the floor's box; the moment at which it left."""
        self.gate.say("copy", till=FLOOR)
        return self._left(f"{FLOOR}-")

    def _left(self, payment_id: str) -> float:
        while True:
            told = self.gate.hear()
            if told.get("letter") == "success" and str(told["payment_id"]).startswith(payment_id):
                if told["status"] != 200:
                    raise ChildFault(f"the relay answered a letter with {told['status']}")
                return float(told["left"])

    def _token(self, till: str) -> str:
        return str(self._command("till", "add", "shop", till)["token"])

    def _command(self, *words: str) -> Told:
        argv = [sys.executable, "-m", "kiosk.relay", *words, "--json", "--database", self._database]
        environment = surroundings(self.folder)
        done = subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ChildFault(f"kiosk-relay {' '.join(words)} ended with {done.returncode}: {done.stderr.strip()}")
        told = json.loads(done.stdout)
        assert isinstance(told, dict), "the relay's commands print one object"
        return told


def _address(line: str) -> str:
    if not line.startswith(LISTENING):
        raise ChildFault(f"the relay began with {line!r}; expected {LISTENING!r} and its address")
    return line.removeprefix(LISTENING).strip()
