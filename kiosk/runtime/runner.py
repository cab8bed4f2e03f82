"""The heart: inbox, step, journal, effects, screen.

One event at a time goes through `sale.step`. A step with records is a transaction: they are committed together on
the journal lane, and until they are durable the inbox is held and nothing of the step comes out, no effect and no
screen. If they cannot be saved, the step is thrown away and the till is told. Showing *less* never waits: a code is
hidden at its deadline, at the press of Cancel and after sleep, outside any step, and stays hidden until a step has
taken it off the screen.

Must not know widgets, HTTP or SQLite; threads are the lanes' business.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.runtime.desk import Desk
from kiosk.runtime.early import EarlyPress
from kiosk.runtime.inbox import Inbox, Item, milder
from kiosk.runtime.keeper import NOTHING, Keeper, Loaded, Remembered, Saved, batch_of
from kiosk.runtime.lanes import Errands, Lanes
from kiosk.runtime.ports import Alarms, Edge, Makers
from kiosk.runtime.shutter import Shutter, arm, timer
from kiosk.runtime.stamp import stamped
from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import office_events as o
from kiosk.sale.machine import begin, step, wake_at
from kiosk.sale.screen import Chime, Screen
from kiosk.sale.till import Now, Rules, Step, Till
from kiosk.values import replace

log = logging.getLogger(__name__)

BLANKS_AT_ONCE = (e.CancelConfirmed, e.SetAsidePressed, e.CannotPayChosen, o.WrongAmountPressed, e.Resumed)
LOOKED_UP = (e.CheckNowPressed, o.CaseOpened, o.PaidClaimed)
HEARD = (e.LetterHeard, e.StatusHeard, *LOOKED_UP)
RETRY_MS, IDLE_MS = 1_000, 10_000
OVERDUE_MS = 100  # what is still due after a step waits this long: a till that cannot do it must not spin
RELOAD_MS, SLEPT_S = 5_000, 5.0
PULSE_MS, SLOW_PULSE_MS, MOST_RIDING = 3_000, 30_000, 32


class Runner(QObject):
    """Drives one till. Lives on the main thread; every public method returns at once."""

    shown, blanked, sounded, rested = Signal(object), Signal(object), Signal(object), Signal()

    def __init__(
        self, rules: Rules, makers: Makers, edge: Edge, lanes: Lanes,
        parent: QObject | None = None, alarms: Alarms = timer,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        desk = Desk(makers)
        self._till = begin(rules)
        self._inbox = Inbox()
        self._keeper = Keeper(desk.journal, lanes.journal, self)
        self._errands = Errands(desk, lanes)
        self._edge, self._lanes = edge, lanes
        self._working = self._closed = self._fresh = self._beaten = False
        self._early = EarlyPress()
        self._asleep = edge.asleep()
        self._shutter = Shutter(edge.mono, self._show, lambda: self.blanked.emit(None), self._tick, self, alarms)
        self._wake = alarms(self, "wake", self._tick)
        self._breath = alarms(self, "breath", self._run)
        self._retry = alarms(self, "retry", self._try_again)
        self._reload = alarms(self, "reload", self._load)
        self._idle = alarms(self, "idle", self._tidy)
        self._pulse = alarms(self, "pulse", self._pulsed, once=False)
        for lane in (lanes.order, lanes.ask, lanes.mailbox, lanes.probe):
            lane.arrived.connect(self._arrived)

    @property
    def till(self) -> Till:
        """The till as it stands."""
        return self._till

    def present(self) -> None:
        """Show the screen before anything is known, so that the first paint need not wait for the disk."""
        self._publish()

    def start(self) -> None:
        """Open the journal and wake the till. Call after the first paint; a till that was closed by then stays so."""
        if self._closed:
            return
        self._pulse.start(PULSE_MS)
        self._load()

    def _load(self) -> None:
        self._keeper.load(self._edge.utc, self._loaded)

    def _loaded(self, loaded: Loaded) -> None:
        if loaded.woke is None:
            # Out of service, until whatever holds the journal lets it go.
            self._reload.start(RELOAD_MS)
        self._inbox.put_first(loaded.woke or e.JournalBroke(None, loaded.why))
        self._run()

    def close(self, timeout_s: float = 0.05) -> None:
        """Stop asking and let go. What is out comes back or does not; the next start asks again."""
        self._closed = True
        for running in (self._wake, self._breath, self._retry, self._reload, self._idle, self._pulse):
            running.stop()
        self._shutter.close()
        self._keeper.close()
        self._lanes.close(timeout_s)

    @Slot(object)
    def dispatch(self, event: object) -> None:
        """Put an event into the inbox."""
        self._notice_sleep()
        if isinstance(event, BLANKS_AT_ONCE):
            self._shutter.hide()
        event = stamped(event, self._edge)
        if not self._till.awake:
            self._early.press(event, self._edge.mono())
        self._inbox.put_pressed(event)
        self._run()

    @Slot(object)
    def _arrived(self, answer: object) -> None:
        self._notice_sleep()
        self._inbox.put(self._errands.heard(answer))
        self._run()

    def _now(self) -> Now:
        return Now(self._edge.mono(), self._edge.utc())

    def _run(self, first: Callable[[], None] | None = None) -> None:
        """Finish what came back, then work off the inbox. Never inside itself: whoever answers or presses while a step
        comes out waits until all of it is out.
        """
        inside, self._working = self._working, True
        self._fresh = False
        try:
            if first is not None:
                first()
            if self._fresh and not inside:
                # What was saved is on its way to the screen: it is painted before the next thing is worked off.
                self._breath.start(0)
                return
            while not inside and not self._keeper.busy and (item := self._inbox.take()) is not None:
                self._work(item)
        finally:
            self._working = inside

    def _work(self, item: Item) -> None:
        if not item.looked_up and self._look_up(item):
            return
        event = item.event
        try:
            done = step(self._till, event, self._now())
            batch = batch_of(done)
        except Exception:
            log.exception("an event could not be worked off and was put aside: %s", type(event).__name__)
            self._quarantine(event)
            return
        if batch.barrier:
            self._keeper.save(batch, lambda saved: self._run(lambda: self._saved(item, done, saved)))
        else:
            self._keeper.ride(batch)
            self._adopt(done)

    def _saved(self, item: Item, done: Step, saved: Saved) -> None:
        if saved.fault:
            self._quarantine(item.event)
        elif saved.why:
            self._broke(item, saved.why)
        else:
            self._idle.start(IDLE_MS)
            self._inbox.try_all()
            self._adopt(done)

    def _adopt(self, done: Step) -> None:
        """The step is true: it comes out, in order."""
        woke = done.till.awake and not self._till.awake
        self._till = done.till
        for effect in done.effects:
            if isinstance(effect, fx.CreatePayment):
                self._inbox.put_first(e.OrderLeft(effect.payment_id))
            self._errands.run(effect)
        if self._keeper.riding >= MOST_RIDING and not self._idle.isActive():
            self._idle.start(IDLE_MS)
        if woke:
            self._inbox.put(self._early.due(self._edge.mono()))
        self._publish([effect.chime for effect in done.effects if isinstance(effect, fx.PlayChime)])

    def _quarantine(self, event: object) -> None:
        """A fault of the program: charging stops, letters and watching go on with what is left of the event."""
        if isinstance(event, e.StepFailed):
            # Not even that can be worked off: the word is put in by hand, or staff would go on charging.
            self._till = replace(self._till, broken=event.event)
            self._publish()
            return
        less = e.JournalBroke(None, "fault") if isinstance(event, e.Woke) else milder(event)
        if less is not None:
            self._inbox.put_first(less)
        self._inbox.put_first(e.StepFailed(type(event).__name__))

    def _broke(self, item: Item, why: str) -> None:
        """Nothing of the step happened. Letters come again by themselves and in order; answers are kept."""
        self._refused(item)
        if isinstance(item.event, e.JournalBroke):
            # The till asks for no record then. If it did, the one about the other would never end.
            self._till = replace(self._till, saved=False)
            self._publish()
        else:
            self._inbox.put_first(e.JournalBroke(item.event, why))

    def _refused(self, item: Item) -> None:
        self._inbox.refused(item)
        if self._inbox.keeps and not self._retry.isActive():
            self._retry.start(RETRY_MS)

    def _try_again(self) -> None:
        self._inbox.try_one()
        self._run()
        if self._inbox.keeps and not self._retry.isActive():
            self._retry.start(RETRY_MS)

    # What the journal remembers.

    def _look_up(self, item: Item) -> bool:
        """Read a payment that left memory, and who holds a successful operation, before the event is worked off."""
        event = item.event
        if not isinstance(event, HEARD):
            return False
        known = not event.payment_id or event.payment_id in self._till.payments
        fact = None if isinstance(event, LOOKED_UP) else event.fact
        operation = fact.stated.operation_id if isinstance(fact, f.SuccessProved) else ""
        if known and not operation:
            return False
        name = "" if known else event.payment_id
        self._keeper.recall(name, operation, lambda found: self._run(lambda: self._recalled(item, found)))
        return True

    def _recalled(self, item: Item, found: Remembered) -> None:
        event = item.event
        if found.why:
            self._broke(item, found.why)
        elif isinstance(event, LOOKED_UP):
            self._inbox.put_back(item, replace(event, recalled=found.payment))
        elif isinstance(event, e.LetterHeard | e.StatusHeard):
            self._inbox.put_back(item, replace(event, recalled=found.payment, bound_to=found.bound_to))

    def _tidy(self) -> None:
        """Nobody is in a hurry: what rides along must not pile up, and the log is moved into the file."""
        if self._keeper.riding >= MOST_RIDING and not self._keeper.busy:
            self._keeper.save(NOTHING, lambda saved: self._run())
        self._keeper.tidy()
        self.rested.emit()

    # Screen and time.

    def _publish(self, chimes: Sequence[Chime] = ()) -> None:
        try:
            now = self._now()
            arm(self._wake, wake_at(self._till, now), now.mono, RETRY_MS if self._till.broken else OVERDUE_MS)
            self._shutter.publish(self._till, now, closing=self._inbox.holds(BLANKS_AT_ONCE))
            # What could not be shown is not heard either.
            for chime in chimes:
                self.sounded.emit(chime)
        except Exception:
            log.exception("the screen could not be made")
            self._till = replace(self._till, broken=self._till.broken or "Screen")
            self._shutter.hide()
            self._wake.start(RETRY_MS)

    def _show(self, screen: Screen) -> None:
        self._fresh = True
        self.shown.emit(screen)

    def _tick(self) -> None:
        self.dispatch(e.Ticked())

    @Slot()
    def beat(self) -> None:
        """A sign of life; who counts seconds calls it, so that the pulse may be a slow one, the slower meanwhile."""
        self._beaten = True
        self._notice_sleep()
        if not self._inbox.empty:
            self._run()

    def _pulsed(self) -> None:
        self._pulse.start(SLOW_PULSE_MS if self._beaten else PULSE_MS)
        self.beat()
        self._beaten = False

    def _notice_sleep(self) -> None:
        """Timers stand still while the computer sleeps, so they cannot be what notices it: every sign of life looks."""
        asleep = self._edge.asleep()
        gap, self._asleep = asleep - self._asleep, asleep
        if gap > SLEPT_S:
            self._shutter.hide()
            self._inbox.put([e.Resumed()])
