"""What the doctor looks at, and how: one face, so that a test can be a broken computer.

Each look brings a value or a fault in words; none of them changes anything. The platform gets a request for its
front page and a signed question about a payment that cannot exist, the relay a probe: no money is touched.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.cli import itself
from kiosk.cli.preflight import CannotStart, check_libraries
from kiosk.gate.standing import Told
from kiosk.settings import SecretRef, Settings
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.adapters.http_mailbox import RelayTold

LOOK_S = 20.0
"""Seconds for Qt to start and name its screens; a cold disk may take several."""


class Unreachable(Exception):
    """The other side did not answer usefully. `why` is a word of `kiosk.sale.events.CallFailed`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NoSound(Exception):
    """Nothing could be heard; `str()` says why."""


class NoSecret(Exception):
    """The secret cannot be had; `str()` names the place and the cure."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen as Qt sees it: its name, and its size in logical pixels."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a started Qt says: its screens, which characters the bundled font lacks, and what keeps the screens on."""

    screens: tuple[Screen, ...]
    lacking: str
    awake: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """The platform answered over a trusted line. `theirs` is its clock, None when it does not say; `ours` is ours."""

    theirs: datetime | None
    ours: datetime


class Probe(Protocol):
    """The looks."""

    def libraries(self) -> None:
        """The libraries that Qt needs. Raises CannotStart."""

    def qt(self, text: str, *, screen: bool) -> Seen:
        """Start Qt, on the real screen or on none, and look for the characters of `text`. Raises CannotStart."""

    def sound(self) -> str:
        """What the tones would come out of, in words. Nothing is heard. Raises NoSound."""

    def secret(self, ref: SecretRef) -> object:
        """The secret, to be compared and never printed. Raises NoSecret."""

    def exposure(self, ref: SecretRef) -> str:
        """Who else could read it, with the cure, or ""."""

    def journal(self, path: Path) -> str:
        """A fault of the journal with its cure, or ""."""

    def free_bytes(self, folder: Path) -> int:
        """Free space for this folder, which need not be there yet."""

    def platform(self, settings: Settings) -> Answered:
        """The platform's front page. Raises Unreachable."""

    def standing(self, settings: Settings) -> Told:
        """What the platform says of this key and this project. Raises Unreachable, NoSecret."""

    def relay(self, settings: Settings) -> RelayTold:
        """What the relay says to this till's token. Raises Unreachable, NoSecret."""


class RealProbe:
    """This computer and its lines. Adapters are imported where they are used: a till without them is still examined."""

    def libraries(self) -> None:
        """See Probe."""
        check_libraries(os.environ)

    def qt(self, text: str, *, screen: bool) -> Seen:
        """See Probe. In a process of its own: a dead display ends the process that asks it."""
        environ = dict(os.environ) if screen else dict(os.environ) | {"QT_QPA_PLATFORM": "offscreen"}
        try:
            done = subprocess.run(  # noqa: S603 — this very program; the text goes in as input
                itself.words("doctor", "--look"),
                input=text.encode("utf-8", "replace"),
                capture_output=True,
                timeout=LOOK_S,
                env=environ,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise CannotStart(f"Qt did not start within {LOOK_S:.0f} s", "is the display busy or far away?") from None
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit code {done.returncode}"]
            what = said[0].removeprefix("kiosk: ")
            raise CannotStart(what, " ".join(line.strip() for line in said[1:]) or "see the lines above")
        found = json.loads(done.stdout)
        return Seen(tuple(Screen(*screen) for screen in found["screens"]), found["lacking"], tuple(found["awake"]))

    def sound(self) -> str:
        """See Probe."""
        from kiosk.adapters.loudspeaker import Loudspeaker, SoundFailed

        try:
            return Loudspeaker().device()
        except SoundFailed as fault:
            raise NoSound(str(fault)) from fault

    def secret(self, ref: SecretRef) -> object:
        """See Probe."""
        from kiosk.adapters.key_store import SecretUnavailable, resolve

        try:
            return resolve(ref)
        except SecretUnavailable as fault:
            raise NoSecret(str(fault)) from fault

    def exposure(self, ref: SecretRef) -> str:
        """See Probe."""
        from kiosk.adapters.key_store import exposure

        return exposure(ref)

    def journal(self, path: Path) -> str:
        """See Probe."""
        from kiosk.adapters.journal_reader import JournalFailed, JournalReader

        try:
            with JournalReader(path) as journal:
                for _payment in journal.payments(limit=50):
                    pass
        except JournalFailed as fault:
            return str(fault)
        return ""

    def free_bytes(self, folder: Path) -> int:
        """See Probe."""
        there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        return shutil.disk_usage(there).free

    def platform(self, settings: Settings) -> Answered:
        """See Probe."""
        from kiosk.adapters.http_client import Ask, Budget, client_for, exchange
        from kiosk.adapters.translate import FAULTS, call_failed
        from kiosk.sale.events import Call

        try:
            from kiosk.compose.edge import mono, utc
        except ImportError as fault:
            raise Unreachable("libraries") from fault
        with client_for(settings.gate.url, settings.gate.environment) as client:
            try:
                answer = exchange(client, mono, Ask("HEAD", "/"), Budget(8.0))
            except FAULTS as fault:
                raise Unreachable(call_failed(Call.ASK, fault).why) from fault
        return Answered(moment(answer.date), utc())

    def standing(self, settings: Settings) -> Told:
        """See Probe."""
        from kiosk.adapters.http_client import client_for
        from kiosk.adapters.key_store import SecretUnavailable, resolve
        from kiosk.adapters.standing_line import Busy, ask_standing
        from kiosk.adapters.translate import FAULTS, call_failed
        from kiosk.sale.events import Call

        try:
            from kiosk.compose.edge import mono
        except ImportError as fault:
            raise Unreachable("libraries") from fault
        gate = settings.gate
        try:
            key = resolve(gate.secret)
            with client_for(gate.url, gate.environment) as client:
                return ask_standing(client, mono, gate.project_id, key, settings.till.id)
        except SecretUnavailable as fault:
            raise NoSecret(str(fault)) from fault
        except Busy as fault:
            raise Unreachable("busy") from fault
        except FAULTS as fault:
            raise Unreachable(call_failed(Call.ASK, fault).why) from fault

    def relay(self, settings: Settings) -> RelayTold:
        """See Probe. It is the till's own line, made by the composition; it says no name of a start, as it is none."""
        from kiosk.adapters.key_store import SecretUnavailable
        from kiosk.sale.events import CallFailed

        try:
            from kiosk.compose.edge import edge
            from kiosk.compose.live import relay_line
        except ImportError as fault:
            raise Unreachable("libraries") from fault
        try:
            told = relay_line(settings, edge(settings.till.id)).told()
        except SecretUnavailable as fault:
            raise NoSecret(str(fault)) from fault
        if isinstance(told, CallFailed):
            raise Unreachable(told.why)
        return told


def moment(date: str) -> datetime | None:
    """The instant of an HTTP Date header; None when it is absent or unreadable."""
    try:
        found = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    # Without a zone, as "-0000" is read, it is UTC all the same (RFC 9110, 5.6.7).
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
