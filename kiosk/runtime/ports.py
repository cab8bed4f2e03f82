"""What a till needs of the world, as protocols: a journal, four lines, a loudspeaker, ids and clocks.

The adapters behind these faces are made by the composition, on the lane that will use them, after the first paint:
importing them costs more than a blank window. Must not know httpx, SQLite or widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject

from kiosk.runtime.lane import Bell
from kiosk.sale.effects import CreatePayment, ReadMailbox
from kiosk.sale.events import Ids, QrDrawn, Woke
from kiosk.sale.office_events import Pin, PinChecked, PinKnown
from kiosk.sale.payment import Payment
from kiosk.sale.records import Record
from kiosk.sale.screen import Chime
from kiosk.values import dataclass

Events = tuple[object, ...]


class JournalPort(Protocol):
    """The journal as the runner uses it; only ever called on the journal lane."""

    def commit(self, records: Sequence[Record], rows: Sequence[Payment]) -> None:
        """Save all or nothing; durable on return. Raises when nothing was saved: something with a `why` (full, busy,
        ...) or an OSError when the journal is in trouble, anything else when the records are none that can be written.
        """

    def load(self, now: datetime) -> Woke:
        """What a start needs to know."""

    def recall(self, payment_id: str) -> Payment | None:
        """A payment that left memory."""

    def bound(self, operation_id: str) -> str:
        """The payment that holds this operation id, or ""."""

    def checkpoint(self) -> None:
        """Tidy up while nobody waits."""

    def close(self) -> None:
        """Let go of the file."""


class GatePort(Protocol):
    """The platform. Calls return events, never raise for what the network does, and may come from two lanes."""

    def order(self, effect: CreatePayment) -> Events:
        """Send the sale."""

    def ask(self, payment_id: str) -> Events:
        """Ask for the status."""

    def warm(self) -> Events:
        """Open the connection the next sale will need."""

    def draw(self, payment_id: str, payload: str) -> QrDrawn:
        """Make a code again from its payload."""


class MailboxPort(Protocol):
    """The relay."""

    def read(self, effect: ReadMailbox) -> Events:
        """Wait for letters."""

    def probe(self) -> Events:
        """Is it there?"""


class Alarm(Protocol):
    """A timer of the runner; `QTimer` is the real one. It rings in the runner's thread, never inside `start`."""

    def start(self, ms: int, /) -> None:
        """Ring in so many milliseconds, and not when it would have rung before."""

    def stop(self) -> None:
        """Do not ring."""

    def isActive(self) -> bool:
        """It is going to ring."""


class Alarms(Protocol):
    """Makes alarms; `shutter.timer` makes the real ones."""

    def __call__(self, parent: QObject, name: str, slot: Callable[[], None], /, *, once: bool = True) -> Alarm:
        """An alarm that calls `slot` when it rings: once, or again and again."""


class PinPort(Protocol):
    """The owner's PIN. Whatever goes wrong is an answer with words; nothing is raised."""

    def look(self) -> PinKnown:
        """Is there one, and how many wrong ones were tried in a row?"""

    def check(self, pin: Pin) -> PinChecked:
        """Count a try, durably, and only then compare. It takes a tenth of a second of purpose."""


class SpeakerPort(Protocol):
    """What makes a chime heard; only ever called on its own lane."""

    def play(self, chime: Chime, share: float, stop: Bell) -> bool:
        """Sound it at this share of the loudest (0 to 1), to its end (True) or until `stop` rings. Raises when there is
        nothing that could sound, or when it falls silent on the way.
        """


class NoPins:
    """A till without an owner's PIN."""

    def look(self) -> PinKnown:
        """There is none."""
        return PinKnown(False)

    def check(self, pin: Pin) -> PinChecked:
        """None is right."""
        return PinChecked(False, 0, "none")


@dataclass(frozen=True, slots=True)
class Makers:
    """How each port is made, on its own lane, when first needed. A maker may raise; the lane's calls then fail with
    words.
    """

    journal: Callable[[], JournalPort]
    gate: Callable[[], GatePort]
    mailbox: Callable[[], MailboxPort]
    pins: Callable[[], PinPort] = NoPins


@dataclass(frozen=True, slots=True)
class Edge:
    """Clocks and chance, read in the composition and handed on. `mono` and `asleep` are seconds; `asleep` only grows
    in suspend.
    """

    mono: Callable[[], float]
    utc: Callable[[], datetime]
    asleep: Callable[[], float]
    ids: Callable[[], Ids]
