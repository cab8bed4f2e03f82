"""The till's one function: `step(till, event, now)`.

Theory. Two vocabularies: events in the past tense come in, effects in the imperative go out, records first. A fact
of the world goes to its payment, the payment's news to the counter; staff events go to the counter's table; time is
tended at the end of every step. The function is pure: the same till, event and moment give the same step, so a step
whose records could not be saved is simply thrown away.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.sale import counter, deciding, exchange, offering, overrides, owner, results, trouble, waking
from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import office_events as o
from kiosk.sale import states as s
from kiosk.sale.table import TABLE, answer
from kiosk.sale.tending import tend
from kiosk.sale.tending import wake_at as _wake_at
from kiosk.sale.till import Draft, Now, Rules, Step, Till
from kiosk.values import replace

MOST_OFFSET_S = 3e9
"""95 years: a computer without a battery may believe that it is 1970."""

assert (s.Ready, e.ChargePressed) in TABLE, f"{counter.__name__} registers its transitions at import"
assert (s.Approved, e.NextPressed) in TABLE, f"{results.__name__} registers its transitions at import"
assert (s.Unsettled, o.TrustPressed) in TABLE, f"{overrides.__name__} registers its transitions at import"


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


def _clock(draft: Draft, event: e.ClockHeard) -> None:
    """What no computer's clock is off by is no clock: the codes' own times are not trusted then."""
    believed = abs(event.offset_s) <= MOST_OFFSET_S
    draft.lines(replace(draft.till.lines, clock_offset_s=event.offset_s if believed else 0.0))
    waking.reckon(draft)


def _failed(draft: Draft, event: e.StepFailed) -> None:
    """Charging stops, letters and watching go on."""
    draft.till = replace(draft.till, broken=event.event)


def _ticked(draft: Draft, event: e.Ticked) -> None:
    """Tending does it all."""


HANDLERS: dict[type, Callable[..., None]] = {
    e.CheckNowPressed: deciding.check_now,
    e.AttentionDecided: deciding.decided,
    o.Sought: deciding.sought,
    o.SearchLeft: deciding.search_left,
    o.CaseOpened: deciding.case_opened,
    o.CaseLeft: deciding.case_left,
    o.PaidClaimed: deciding.claimed,
    o.ReturnRecorded: deciding.returned,
    o.HandPaid: deciding.hand_paid,
    o.PinKnown: owner.known,
    o.PinEntered: owner.entered,
    o.PinChecked: owner.checked,
    o.OwnerLeft: owner.left,
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
