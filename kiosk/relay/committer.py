"""The relay's one thread: it commits whatever has come in since the last commit, in one transaction.

While the disk is busy with one transaction, the next letters gather; so a lone letter pays one flush and a thousand at
once share a few. A lone letter is never delayed to fill a group. Where they come in crowds, the next group waits a
moment for those who were just answered and send again: half the flushes then serve as many. Each piece of work hears
its outcome only after its transaction is on the disk. In the pauses the thread tidies the store.

A letter that comes alone need not go to the thread and back: where the last transaction was quick, the event loop's
thread commits it itself. A disk that begins to hang holds that one letter up there, and every poll with it; the tills
then see a relay that does not answer. From then on the thread waits for the disk, until it is quick again.

This is the only file of the relay that starts a thread. Outcomes go back to the event loop's thread through
`deliver`, so everything else in the relay stays on that one. Whoever writes to the store has the turn meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from kiosk.relay.notes import Note
from kiosk.relay.store import Store
from kiosk.relay.values import Broken, Full, Outcome, Receipt, Work

Done = Callable[[Outcome], None]
Carrier = Callable[[Callable[[], None]], object]

# One transaction stays short enough that its first letter does not wait for a crowd behind it.
_GROUP = 512
# So many answered by one transaction are a crowd, and the next transaction waits so long for as many.
_CROWD = 8
_LINGER_S = 0.002
# The thread tidies once a minute, when nothing has come in for a moment; under a load that never pauses it
# does so a minute later all the same.
_QUIET_S = 0.5
_TIDY_EVERY_S = 60.0
_OVERDUE_S = 60.0
# A receipt may come late to the disk, for the next poll says it again: those of one box within this time are one.
_RECEIPTS_S = 0.5
# A hundred of them in one transaction would hold a lone letter up for milliseconds.
_RECEIPTS = 8
# A disk that took no longer for the last transaction is quick: there the way to the thread and back is a tenth of
# what a lone letter waits.
_QUICK_S = 0.001


class Committer:
    """Group commit on a thread of its own.

    Args:
        store: its writing side belongs to the committer from `start` to `stop`.
        chore: tidies a bounded amount; true when there may be more. Called in pauses.
        ticks: monotonic seconds.
        measured: hears how many pieces of work each transaction had and how long it took, while it has the turn.
        linger_s: how long a group waits for its crowd at most.
    """

    def __init__(
        self,
        store: Store,
        chore: Callable[[], bool],
        ticks: Callable[[], float],
        note: Note,
        measured: Callable[[int, float], None] = lambda size, took_s: None,
        linger_s: float = _LINGER_S,
    ) -> None:
        self._store = store
        self._chore = chore
        self._ticks = ticks
        self._note = note
        self._measured = measured
        self._linger_s = linger_s
        self._deliver: Carrier = lambda call: call()
        self._soon: Carrier | None = None
        # Whoever writes to the store holds it; never anything else meanwhile.
        self._turn = threading.Lock()
        self._quick = False
        self._lock = threading.Lock()
        self._arrived = threading.Condition(self._lock)
        self._work: list[tuple[Work, Done]] = []
        self._receipts: dict[int, Receipt] = {}
        self._due: list[Receipt] = []
        self._receipts_at = 0.0
        self._stopping = False
        # How many the next group waits for; 0: for nobody.
        self._crowd = 0
        self._tidy_at = ticks() + _TIDY_EVERY_S
        self._thread = threading.Thread(target=self._run, name="relay-committer", daemon=True)

    def start(self, deliver: Carrier, soon: Carrier | None = None) -> None:
        """Begin. `deliver` carries a call to the thread that must hear the outcomes; `soon`, called on that thread, to
        its next free moment: with it that thread commits a lone letter itself, on a disk that is quick.
        """
        self._deliver = deliver
        self._soon = soon
        self._thread.start()

    def submit(self, work: Work, done: Done | None = None) -> None:
        """Queue work; `done` hears its outcome on the thread that `deliver` leads to. Never blocks on the disk.

        A receipt that nobody waits for may be committed a moment later, together with others.
        """
        with self._lock:
            if done is None and isinstance(work, Receipt):
                self._put_by(work)
                return
            self._work.append((work, done or _nobody))
            if len(self._work) not in (1, self._crowd):
                return
            soon = self._soon if self._quick and done is not None and not self._crowd and not self._due else None
            if soon is None:
                self._arrived.notify()
                return
        soon(self._alone)

    def _put_by(self, receipt: Receipt) -> None:
        if not self._receipts:
            self._receipts_at = self._ticks() + _RECEIPTS_S
            self._arrived.notify()
        known = self._receipts.get(receipt.box)
        if known is None or known.epoch != receipt.epoch or known.upto < receipt.upto:
            self._receipts[receipt.box] = receipt

    def _hasten(self) -> None:
        """A box is full: a receipt that waits for others may be what makes room in it."""
        with self._lock:
            self._receipts_at = self._ticks()
            self._arrived.notify()

    def stop(self) -> None:
        """Commit what is queued, then end the thread and wait for it."""
        with self._arrived:
            self._stopping = True
            self._arrived.notify()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            group = self._next_group()
            if group is None:
                return
            if group:
                with self._turn:
                    tell = self._commit(group)
                self._deliver(tell)
            else:
                with self._turn:
                    self._tidy()

    def _next_group(self) -> list[tuple[Work, Done]] | None:
        """What has come in; an empty list when it is time to tidy; None when all is done."""
        with self._arrived:
            while True:
                if not self._stopping and not self._await():
                    return []
                if self._crowd and not self._stopping:
                    self._arrived.wait_for(lambda: self._stopping or len(self._work) >= self._crowd, self._linger_s)
                self._take_receipts()
                group, self._work = self._work[:_GROUP], self._work[_GROUP:]
                # While it waited for a crowd, the one letter that was there may have been committed where it came.
                if group or self._stopping:
                    return group or None

    def _await(self) -> bool:
        """Wait until there is something to commit, or for the end; false when it is time to tidy."""
        while not self._stopping:
            now = self._ticks()
            if now >= self._tidy_at + _OVERDUE_S:
                return False
            if self._work or self._due or (self._receipts and now >= self._receipts_at):
                break
            rest = max(_QUIET_S, self._tidy_at - now)
            if self._receipts:
                rest = min(rest, self._receipts_at - now)
            if not self._arrived.wait(rest) and not self._receipts and self._ticks() >= self._tidy_at:
                return False
        return True

    def _take_receipts(self) -> None:
        """Those that are due ride along; where no crowd is served anyway a few at a time, for a letter that comes now
        must not wait for all of them.
        """
        if self._receipts and (self._stopping or self._ticks() >= self._receipts_at):
            self._due += self._receipts.values()
            self._receipts = {}
        count = len(self._due) if self._stopping or self._crowd else _RECEIPTS
        self._work += [(receipt, _nobody) for receipt in self._due[:count]]
        del self._due[:count]

    def _alone(self) -> None:
        """On the listeners' thread: commit what came if it is still one letter, else leave all to the other one."""
        with self._lock:
            if len(self._work) != 1 or not self._turn.acquire(blocking=False):
                self._arrived.notify()
                return
            group, self._work = self._work, []
        try:
            tell = self._commit(group)
        finally:
            self._turn.release()
        tell()

    def _commit(self, group: Sequence[tuple[Work, Done]]) -> Callable[[], None]:
        """Do it, with the turn in hand. Gives the call by which everybody hears how it went."""
        began = self._ticks()
        try:
            outcomes = self._store.commit([work for work, _ in group])
        except Exception as fault:  # the thread must outlive any fault: senders wait for their answers
            self._note("commit fault", {"why": type(fault).__name__})
            outcomes = [Broken(type(fault).__name__)] * len(group)
        if any(isinstance(outcome, Full) for outcome in outcomes):
            self._hasten()
        took = self._ticks() - began
        self._quick = took < _QUICK_S
        self._measured(len(group), took)
        heard = [(done, outcome) for (_, done), outcome in zip(group, outcomes, strict=True)]

        def tell() -> None:
            for done, outcome in heard:
                done(outcome)

        answered = sum(done is not _nobody for done, _ in heard)
        self._crowd = min(_GROUP, answered + len(self._work)) if answered >= _CROWD else 0
        return tell

    def _tidy(self) -> None:
        """A bounded sweep; then, with nothing left to sweep, the log is folded back into the file."""
        try:
            more = self._chore()
            self._store.checkpoint()
        except Exception as fault:  # see _commit
            more = False
            self._note("tidying failed", {"why": type(fault).__name__})
        if not more:
            self._tidy_at = self._ticks() + _TIDY_EVERY_S


def _nobody(outcome: Outcome) -> None:
    """A receipt that is lost is said again by the next poll."""
