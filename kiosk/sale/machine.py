"""The till's one function: `step(till, event, now)`.

Theory. Two vocabularies: events in the past tense come in, effects in the imperative go out, records first. A fact
of the world goes to its payment, the payment's news to the counter; staff events go to the counter's table; time is
tended at the end of every step. The function is pure: the same till, event and moment give the same step, so a step
whose records could not be saved is simply thrown away.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.sale import counter, exchange, offering, trouble, waking
from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.table import TABLE, answer
from kiosk.sale.tending import tend
from kiosk.sale.tending import wake_at as _wake_at
from kiosk.sale.till import Draft, Now, Rules, Step, Till
from kiosk.values import replace

CHECK_ANSWER_S = 5.0
MOST_OFFSET_S = 3e8

assert (s.Ready, e.ChargePressed) in TABLE, f"{counter.__name__} registers its transitions at import"


def begin(rules: Rules) -> Till:
    """A till before it woke."""
    return Till(rules=rules, counter=s.Ready(currency=rules.currencies[0]))


def step(till: Till, event: object, now: Now) -> Step:
    """The next till and what it asks for. Total: an event that means nothing here changes nothing."""
    draft = Draft(till, now)
    handler = HANDLERS.get(type(event))
    if handler is not None:
        handler(draft, event)
    else:
        answer(draft, event)
    tend(draft)
    done = draft.done()
    if not till.saved and any(isinstance(x, fx.Remember) for x in done.effects):
        # If this step's records are saved, the journal is well again; if not, the step is thrown away with this.
        return replace(done, till=replace(done.till, saved=True, owed=False, retry_at=0.0))
    return done


def wake_at(till: Till, now: Now) -> float | None:
    """When the till wants its next `Ticked` (monotonic seconds), or None."""
    return _wake_at(Draft(till, now)) if till.awake else None


def _check_now(draft: Draft, event: e.CheckNowPressed) -> None:
    """Ask now; words come within 5 s, whatever the network does."""
    payment_id = event.payment_id or draft.front
    payment = draft.known(payment_id, event.recalled)
    if payment is None:
        return
    now = draft.now.mono
    draft.set_watch(payment_id, draft.watch(payment_id).hurried(now))
    draft.till = replace(draft.till, asked=s.Asked(payment_id, now + CHECK_ANSWER_S, draft.now.utc))


def _decided(draft: Draft, event: e.AttentionDecided) -> None:
    payment = draft.payment(event.payment_id)
    if payment is not None and payment.attention:
        draft.remember(r.Decided(draft.now.utc, event.payment_id, event.choice))


def _clock(draft: Draft, event: e.ClockHeard) -> None:
    """A clock that is years off is no clock: the codes' own times are not trusted then."""
    believed = abs(event.offset_s) <= MOST_OFFSET_S
    draft.lines(replace(draft.till.lines, clock_offset_s=event.offset_s if believed else 0.0))


def _failed(draft: Draft, event: e.StepFailed) -> None:
    """Charging stops, letters and watching go on."""
    draft.till = replace(draft.till, broken=event.event)


def _ticked(draft: Draft, event: e.Ticked) -> None:
    """Tending does it all."""


HANDLERS: dict[type, Callable[..., None]] = {
    e.CheckNowPressed: _check_now,
    e.AttentionDecided: _decided,
    e.QrPainted: offering.painted,
    e.QrDrawn: offering.drawn,
    e.ClockHeard: _clock,
    e.StepFailed: _failed,
    e.Ticked: _ticked,
    e.Woke: waking.woke,
    e.Resumed: waking.resumed,
    e.JournalBroke: trouble.journal_broke,
    e.OrderLeft: exchange.order_left,
    e.OrderAccepted: exchange.order_accepted,
    e.OrderRefused: exchange.order_refused,
    e.CallFailed: exchange.call_failed,
    e.LetterHeard: exchange.letter_heard,
    e.MailboxAnswered: exchange.mailbox_answered,
    e.ProbeAnswered: exchange.probe_answered,
    e.StatusHeard: exchange.status_heard,
}
