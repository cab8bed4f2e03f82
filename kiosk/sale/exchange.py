"""What the answers of the world do to the lines: health, cursor, and which call is out.

Every call that ends is noted here, however it ended; the next of its kind is planned by `calls`. Facts about a
payment are handed to `hearing` and its news to the counter. Letters are kept whole, whatever they are, and their
position is the receipt.
"""

from __future__ import annotations

from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.calls import ELSEWHERE
from kiosk.sale.evidence import keep_answer, keep_request
from kiosk.sale.hearing import hear
from kiosk.sale.money import Currency, Money
from kiosk.sale.moves import AWAIT_QR_S, to_not_started
from kiosk.sale.news import react
from kiosk.sale.payment import Payment, State
from kiosk.sale.tally import count_paid
from kiosk.sale.tidings import Heard, Told
from kiosk.sale.till import Draft
from kiosk.sale.waking import doubt_goods, fell_behind, first_answer
from kiosk.sale.watching import Watch
from kiosk.values import replace

MAILBOX_BACKOFF_S = (0.5, 1.0, 2.0, *((3.0,) * 40), 8.0, 15.0)
"""Two minutes long somebody may stand at the keypad and wait for the light; after that the outage is a long one."""
MAILBOX_WAITED_S = 3.0
"""The longest pause in a shop that is at work: one that had a sale in this half hour. While an amount is typed or a
code lives, probes look out every 2 s beside it.
"""
MAILBOX_STEP_S = 0.05
PROBE_AGAIN_S = 2.0
ELSEWHERE_S = 5.0
UNSAVED_S = 1.0


# The order.


def order_left(draft: Draft, event: e.OrderLeft) -> None:
    """The order is on its way: questions count from here."""
    if draft.till.lines.ordering == event.payment_id and draft.payment(event.payment_id) is not None:
        draft.ride(r.Submitted(draft.now.utc, event.payment_id))
        draft.set_watch(event.payment_id, replace(draft.watch(event.payment_id), left_at=draft.now.mono))


def _order_ended(draft: Draft, payment_id: str) -> None:
    if draft.till.lines.ordering == payment_id:
        draft.lines(replace(draft.till.lines, order_out=None, ordering=""))


def order_accepted(draft: Draft, event: e.OrderAccepted) -> None:
    """Accepted for processing; the code is on its way."""
    _order_ended(draft, event.payment_id)
    _gate_answered(draft)
    keep_request(draft, e.Call.ORDER, event.payment_id, event.sent)
    if draft.payment(event.payment_id) is not None:
        draft.ride(r.Acknowledged(draft.now.utc, event.payment_id, event.raw))
        await_qr(draft, event.payment_id)


def await_qr(draft: Draft, payment_id: str) -> None:
    """Accepted or unsure: wait for the code until 15 s after the order's first byte."""
    if isinstance(draft.counter, s.Ordering) and draft.front == payment_id:
        draft.to(s.AwaitingQr(payment_id, draft.watch(payment_id).left_at + AWAIT_QR_S))


def order_refused(draft: Draft, event: e.OrderRefused) -> None:
    """Surely refused: no operation exists, unless the platform spoke of one, which contradicts the refusal."""
    _order_ended(draft, event.payment_id)
    _gate_answered(draft)
    keep_request(draft, e.Call.ORDER, event.payment_id, event.sent)
    refusal = r.Refused(draft.now.utc, event.payment_id, "refused", event.code, event.message, event.raw)
    _refuse(draft, refusal, "refused")
    keep_answer(draft, e.Call.ORDER, event.payment_id, "", event.raw)


def _order_failed(draft: Draft, event: e.CallFailed) -> None:
    _order_ended(draft, event.payment_id)
    _gate_failed(draft, event.why)
    if event.certain:
        refusal = r.Refused(draft.now.utc, event.payment_id, event.why, "", "", b"")
        _refuse(draft, refusal, "tls" if event.why == "tls" else "gate")
    else:
        await_qr(draft, event.payment_id)


def _refuse(draft: Draft, refusal: r.Refused, why: str) -> None:
    payment = draft.payment(refusal.payment_id)
    if payment is None or not payment.unborn:
        return
    draft.remember(refusal)
    if isinstance(draft.counter, s.Ordering | s.AwaitingQr) and draft.front == refusal.payment_id:
        to_not_started(draft, draft.payment(refusal.payment_id) or payment, why, refusal.code)


# Calls that failed.


def call_failed(draft: Draft, event: e.CallFailed) -> None:
    """A call ended without a usable answer."""
    if event.sent and not event.certain:
        # What surely never left is no evidence, and a till without a network must not fill its disk with it.
        keep_request(draft, event.call, event.payment_id, event.sent)
        keep_answer(draft, event.call, event.payment_id, event.why, event.raw)
    match event.call:
        case e.Call.ORDER:
            _order_failed(draft, event)
        case e.Call.ASK:
            ask_ended(draft, event.payment_id, busy=event.why == "busy")
            _gate_failed(draft, event.why)
            _checked(draft, event.payment_id, "no_answer")
        case e.Call.MAILBOX:
            _mailbox_failed(draft, event.why)
        case _:
            lines = draft.till.lines
            why = ELSEWHERE if lines.relay_why == ELSEWHERE else event.why
            again = draft.now.mono + PROBE_AGAIN_S
            draft.lines(replace(lines, probe_out=None, probe_next=again, relay_ok=None, relay_why=why))


def _mailbox_failed(draft: Draft, why: str) -> None:
    if why == ELSEWHERE:
        doubt_goods(draft)
    lines = draft.till.lines
    wait = MAILBOX_BACKOFF_S[min(lines.mailbox_fails, len(MAILBOX_BACKOFF_S) - 1)]
    if draft.till.recent:
        wait = min(wait, MAILBOX_WAITED_S)
    draft.lines(
        replace(
            lines,
            mailbox_out=None,
            mailbox_fails=lines.mailbox_fails + 1,
            mailbox_next=draft.now.mono + (ELSEWHERE_S if why == ELSEWHERE else wait),
            relay_ok=None,
            relay_why=why,
        )
    )


# The relay.


def _epoch(draft: Draft, epoch: str) -> None:
    """A new epoch means that the relay lost its memory: the cursor starts anew and every open payment is asked."""
    lines = draft.till.lines
    if epoch == lines.epoch:
        return
    if lines.epoch:
        for payment in draft.payments().values():
            if payment.watched:
                draft.set_watch(payment.payment_id, draft.watch(payment.payment_id).hurried(draft.now.mono))
    draft.lines(replace(lines, epoch=epoch, position=0, receipt=0, behind=False))


def mailbox_answered(draft: Draft, event: e.MailboxAnswered) -> None:
    """The read ended well; the next may leave almost at once, unless letters cannot be saved: then the relay must not
    be hurried.
    """
    _epoch(draft, event.epoch)
    fell_behind(draft, event.taken)
    lines, now = draft.till.lines, draft.now.mono
    # A relay that never waits must not keep the till busy.
    step = (lines.mailbox_out if lines.mailbox_out is not None else now) + MAILBOX_STEP_S
    following = max(now, step) if draft.till.saved else now + UNSAVED_S
    draft.lines(replace(lines, relay_ok=now, relay_why="", mailbox_out=None, mailbox_fails=0, mailbox_next=following))


def probe_answered(draft: Draft, event: e.ProbeAnswered) -> None:
    """The relay answered. While another computer reads our letters, only a read of our own says that it stopped."""
    _epoch(draft, event.epoch)
    fell_behind(draft, event.taken)
    lines = replace(draft.till.lines, probe_out=None, orphans=event.orphans)
    if lines.relay_why != ELSEWHERE:
        # It is back: letters must not sit out a pause that was meant for a dead relay.
        soon = min(lines.mailbox_next, draft.now.mono)
        lines = replace(lines, relay_ok=draft.now.mono, relay_why="", mailbox_next=soon)
    draft.lines(lines)


# The platform.


def _gate_answered(draft: Draft) -> None:
    draft.lines(replace(draft.till.lines, gate_ok=draft.now.mono, gate_why=""))


def _gate_failed(draft: Draft, why: str) -> None:
    draft.lines(replace(draft.till.lines, gate_why=why))


def ask_ended(draft: Draft, payment_id: str, *, busy: bool) -> None:
    """The question that was out came back. The late return of one that was given up is only information."""
    if draft.till.lines.asking == payment_id:
        draft.lines(replace(draft.till.lines, ask_out=None, asking=""))
    if draft.payment(payment_id) is not None:
        draft.set_watch(payment_id, draft.watch(payment_id).answered(draft.now.mono, busy))


def letter_heard(draft: Draft, event: e.LetterHeard) -> None:
    """One letter: kept, counted as received, then heard by its payment."""
    lines = draft.till.lines
    if event.epoch == lines.epoch and event.position <= lines.position:
        return  # already taken; the relay repeats what it has no receipt for
    why = event.fact.why if isinstance(event.fact, f.Odd) else type(event.fact).__name__
    draft.remember(r.LetterKept(draft.now.utc, event.payment_id, event.epoch, event.position, why, event.raw))
    _epoch(draft, event.epoch)
    draft.lines(replace(draft.till.lines, position=event.position))
    payment = draft.known(event.payment_id, event.recalled)
    if payment is None:
        _orphan(draft, event)
    else:
        tell(draft, payment, event.fact, Told(event.raw, True, event.bound_to))


def _orphan(draft: Draft, event: e.LetterHeard) -> None:
    """A verified letter for an id of our till that the journal does not hold: a restored backup, or worse."""
    ours = event.payment_id.startswith(f"{draft.till.rules.till_id}-")
    if not ours or isinstance(event.fact, f.Odd | f.NotRegistered):
        return
    stated = event.fact.stated
    known = [x for x in stated.sums if x.currency in tuple(Currency) and x.minor >= 0]
    money = Money(known[0].minor, Currency(known[0].currency)) if known else Money(0, Currency.HKD)
    rules = draft.till.rules
    draft.remember(r.Orphaned(draft.now.utc, event.payment_id, money, rules.project_id, rules.environment, event.raw))
    draft.set_watch(event.payment_id, Watch(left_at=draft.now.mono).hurried(draft.now.mono))


def status_heard(draft: Draft, event: e.StatusHeard) -> None:
    """The platform answered our question."""
    _gate_answered(draft)
    ask_ended(draft, event.payment_id, busy=False)
    first_answer(draft, event.payment_id)
    payment = draft.known(event.payment_id, event.recalled)
    if payment is not None:
        keep_request(draft, e.Call.ASK, event.payment_id, event.sent)
        tell(draft, payment, event.fact, Told(event.raw, False, event.bound_to))
        keep_answer(draft, e.Call.ASK, event.payment_id, "", event.raw)
        _checked(draft, event.payment_id, _found(draft.payment(event.payment_id) or payment, event.fact))


def _found(payment: Payment, fact: f.Fact) -> str:
    if payment.paid:
        return "paid"
    if isinstance(fact, f.DeclineProved) and payment.ended:
        return "not_paid"
    if payment.state is State.ATTENTION and isinstance(fact, f.SuccessProved):
        return "disputed"
    return "no_answer" if isinstance(fact, f.Odd) else "open"


def _checked(draft: Draft, payment_id: str, answer: str) -> None:
    asked = draft.till.asked
    if asked is not None and asked.payment_id == payment_id and asked.answer in ("", "no_answer"):
        draft.till = replace(draft.till, asked=replace(asked, answer=answer, at=draft.now.utc))


def tell(draft: Draft, payment: Payment, fact: f.Fact, told: Told) -> None:
    """Let the payment hear, then the counter; count what was settled today."""
    news = hear(draft, payment, fact, told)
    if news.what in (Heard.PAID, Heard.PAID_LATE):
        count_paid(draft, payment)
    if told.letter and draft.watch(payment.payment_id).behind and not isinstance(fact, f.Odd):
        # Its letter was only slower than our question, as with a code that takes three seconds.
        draft.set_watch(payment.payment_id, replace(draft.watch(payment.payment_id), behind=False))
    elif not told.letter and news.what in (Heard.PAID, Heard.PAID_LATE, Heard.DECLINED, Heard.CODE):
        # Gate knew more than the letters said: do not lean on the mailbox for this one.
        draft.set_watch(payment.payment_id, replace(draft.watch(payment.payment_id), behind=True))
    react(draft, news)
