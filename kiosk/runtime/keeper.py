"""The journal lane as the runner sees it: load, save, recall, tidy; one job at a time, each with one answer.

What rides along waits here, with the rows it adds up to, until the next records that must be saved. Whatever the
journal raises becomes an answer with a reason; nothing is thrown across threads. Must not know what a record
means.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Slot

from kiosk.runtime.desk import Late
from kiosk.runtime.lanes import AnyLane
from kiosk.runtime.ports import JournalPort
from kiosk.sale.effects import Remember, RideAlong
from kiosk.sale.events import Woke
from kiosk.sale.payment import Payment
from kiosk.sale.records import BESIDE, Record
from kiosk.sale.till import Step
from kiosk.values import dataclass

T = TypeVar("T")
Rows = Mapping[str, Payment]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step writes, and the payments it changes as they are after it. `barrier`: it must be saved now; else it
    rides along with the next that must.
    """

    records: tuple[Record, ...]
    rows: Rows
    barrier: bool


NOTHING = Batch((), {}, barrier=True)
SILENCE = Batch((), {}, barrier=False)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The journal was opened: what a start needs, or why it cannot be had."""

    woke: Woke | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """Saved, or why not. `fault`: the journal is well, and the records are none that can be written."""

    why: str = ""
    fault: bool = False


@dataclass(frozen=True, slots=True)
class Remembered:
    """A recall: the payment, and who holds the operation id; or why neither could be read."""

    payment: Payment | None = None
    bound_to: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Ended:
    """A job came to its end; `then` is what to do about it in the runner's thread."""

    then: Callable[[], None]


class Keeper(QObject):
    """One job at a time on the journal lane. `busy` is True from a call until its answer is handled."""

    def __init__(self, journal: Late[JournalPort], lane: AnyLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._lane = lane
        self._riding: list[Record] = []
        self._rows: dict[str, Payment] = {}
        self._waits = False
        self._opened = False
        self._closed = False
        lane.arrived.connect(self._answered)

    @property
    def busy(self) -> bool:
        """The inbox has to wait."""
        return self._waits or self._closed

    @property
    def riding(self) -> int:
        """How many records wait for the next that must be saved."""
        return len(self._riding)

    def load(self, utc: Callable[[], datetime], then: Callable[[Loaded], None]) -> None:
        """Open the journal and read what a start needs. Staff may type meanwhile: nothing is saved before it ends."""
        if self._closed:
            return  # the window was shut before its first paint
        self._opened = True
        self._submit(lambda: Loaded(self._journal.get().load(utc())), lambda fault: Loaded(None, _why(fault)), then)

    def ride(self, batch: Batch) -> None:
        """Written with the next that must be saved."""
        self._riding += batch.records
        self._rows.update(batch.rows)

    def save(self, batch: Batch, then: Callable[[Saved], None]) -> None:
        """Commit this and all that rides along, in their order: all or nothing."""
        riding, rows = tuple(self._riding), {**self._rows, **batch.rows}

        def work() -> Saved:
            _write(self._journal.get(), riding, batch.records, rows)
            return Saved()

        def saved(answer: Saved) -> None:
            if not answer.why:
                self._riding.clear()
                self._rows.clear()
            then(answer)

        self._alone(work, lambda fault: Saved(_why(fault), fault=not _trouble(fault)), saved)

    def recall(self, payment_id: str, operation: str, then: Callable[[Remembered], None]) -> None:
        """Read a payment that left memory ("": none) and who holds an operation id ("": none)."""

        def work() -> Remembered:
            port = self._journal.get()
            payment = port.recall(payment_id) if payment_id else None
            return Remembered(payment, port.bound(operation) if operation else "")

        self._alone(work, lambda fault: Remembered(why=_why(fault)), then)

    def tidy(self) -> None:
        """Checkpoint; nobody waits for it."""
        self._submit(lambda: self._journal.get().checkpoint(), lambda fault: None, lambda answer: None)

    def close(self) -> None:
        """No answer is handled any more. What rides along is written and the file let go after what is under way."""
        if self._closed:
            return
        self._closed = True
        if not self._opened:
            return
        # What is being saved right now has the riding records with it: writing them again would double them.
        riding, rows = ((), {}) if self._waits else (tuple(self._riding), dict(self._rows))

        def work() -> None:
            journal = self._journal.made
            if journal is None:
                return
            try:
                if riding:
                    journal.commit(riding, tuple(rows.values()))
            finally:
                journal.close()

        self._submit(work, lambda fault: None, lambda answer: None)

    def _alone(self, work: Callable[[], T], failed: Callable[[BaseException], T], then: Callable[[T], None]) -> None:
        assert not self._waits, "the journal does one thing at a time"
        self._waits = True

        def ended(answer: T) -> None:
            self._waits = False
            then(answer)

        self._submit(work, failed, ended)

    def _submit(self, work: Callable[[], T], failed: Callable[[BaseException], T], then: Callable[[T], None]) -> None:
        def job() -> object:
            try:
                answer = work()
            except BaseException as fault:
                # All of them: the lane's own word for a job that ended so does not say which job it was.
                log.exception("the journal did not do what was asked")
                answer = failed(fault)
            return _Ended(lambda: then(answer))

        self._lane.submit(job)

    @Slot(object)
    def _answered(self, answer: object) -> None:
        if isinstance(answer, _Ended) and not self._closed:
            answer.then()


def batch_of(done: Step) -> Batch:
    """What a step writes. A step never lets go of a payment whose records are not saved yet."""
    if not done.effects:
        return SILENCE
    records = tuple(x.record for x in done.effects if isinstance(x, Remember | RideAlong))
    names = dict.fromkeys(record.payment_id for record in records if not isinstance(record, BESIDE))
    rows = {name: done.till.payments[name] for name in names}
    return Batch(records, rows, any(isinstance(x, Remember) for x in done.effects))


def _write(journal: JournalPort, riding: Sequence[Record], records: Sequence[Record], rows: Rows) -> None:
    """What rides along may be lost, but it must not keep what follows it from being saved."""
    try:
        journal.commit((*riding, *records), tuple(rows.values()))
    except Exception as fault:
        if not riding or _trouble(fault):
            raise
        log.exception("what rode along cannot be written and is left out")
        journal.commit(records, tuple(rows.values()))


def _trouble(fault: BaseException) -> bool:
    """Is it the journal's trouble, which may pass, and no fault of the program?"""
    return hasattr(fault, "why") or isinstance(fault, OSError)


def _why(fault: BaseException) -> str:
    return str(getattr(fault, "why", "")) or str(fault) or type(fault).__name__
