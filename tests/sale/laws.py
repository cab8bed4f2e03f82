"""The laws of the machines, checked on one step: what was, what happened, what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import office_events as o
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.machine import step, wake_at
from kiosk.sale.office import received
from kiosk.sale.payment import CLIMBING, Payment, State
from kiosk.sale.screen import Chime, CustomerPage, Say, Screen, Tone
from kiosk.sale.till import Now, Step, Till
from kiosk.sale.view import view

ENDS = {State.DECLINED, State.DEAD}
A_MOMENT_S = 0.002
CALLS = fx.CreatePayment | fx.AskStatus | fx.ReadMailbox | fx.ProbeRelay


def check(before: Till, event: object, done: Step, now: Now, ordered: set[str], shown: set[str]) -> None:
    """All laws. `ordered` are the attempts ever sent, `shown` those whose code was recorded as shown before."""
    records = [x.record for x in done.effects if isinstance(x, fx.Remember | fx.RideAlong)]
    _orders(done, ordered)
    for payment_id, payment in done.till.payments.items():
        _money(before.payments.get(payment_id), payment, event, _standing(before))
    _counted(before, event, done)
    _heard(before, event, done)
    shown |= {x.payment_id for x in records if isinstance(x, r.CodeShown)}
    screen = view(done.till, now)
    _code_on_screen(done.till, screen, now, shown)
    _green(done.till, screen)
    _one_call_of_a_kind(before, event, done)
    if done.till.awake and not isinstance(done.till.counter, s.OutOfService):
        _nobody_is_lost(done.till)
        _time(done.till, now)


def _orders(done: Step, ordered: set[str]) -> None:
    remembered: set[str] = set()
    for effect in done.effects:
        if isinstance(effect, fx.Remember) and isinstance(effect.record, r.Intended):
            remembered.add(effect.record.payment_id)
        if isinstance(effect, fx.CreatePayment):
            assert effect.payment_id in remembered, "an order leaves only after its record"
            assert effect.payment_id not in ordered, "one attempt asks at most once"
            ordered.add(effect.payment_id)


def _standing(till: Till) -> set[int]:
    """The sales somebody at the counter waits for."""
    return {p.sale for pid in (*till.tiles, s.front(till.counter)) if (p := till.payments.get(pid)) is not None}


def _money(before: Payment | None, payment: Payment, event: object, standing: set[int]) -> None:
    if before is None:
        return  # it came from the journal
    was = before.state
    if payment.paid and not before.paid:
        assert isinstance(event, e.LetterHeard | e.StatusHeard), "only a proof makes paid"
        assert isinstance(event.fact, f.SuccessProved)
        assert event.payment_id == payment.payment_id, "a proof is about its own row"
        assert not before.stopped, "a contradiction is not turned into paid"
        late = before.closed or payment.sale not in standing
        assert payment.state is (State.PAID_LATE if late else State.PAID)
        ours = (payment.money.minor, payment.money.currency)
        assert all((x.minor, x.currency) == ours for x in event.fact.stated.sums)
    if before.paid:
        assert payment.state is was, "paid is never lowered"
    assert payment.returned in (before.returned, min(payment.returned, received(before))), "no more than came goes back"
    if payment.hand_at is not None and before.hand_at is None:
        assert isinstance(event, o.HandPaid), "only a person marks by hand"
        assert not payment.paid, "a hand mark is no proof"
    if payment.state in ENDS and was not in ENDS and payment.why != "silence":
        assert isinstance(event, e.LetterHeard | e.StatusHeard)
        assert isinstance(event.fact, f.DeclineProved | f.Ended)
        assert was is not State.ATTENTION, "a decline settles nothing that a person has to decide"


def _counted(before: Till, event: object, done: Step) -> None:
    """What counts as paid today grows by a proof and by nothing else."""
    sums = [sum(minor for _count, minor in till.totals.values()) for till in (before, done.till)]
    if before.awake and sums[1] > sums[0]:
        assert isinstance(event, e.LetterHeard | e.StatusHeard)
        assert isinstance(event.fact, f.SuccessProved)
    assert all(count >= 0 <= minor for count, minor in done.till.apart.values())


def _heard(before: Till, event: object, done: Step) -> None:
    """One chime for each result that becomes known, in its step, and none for anything else."""
    chimes = [x.chime for x in done.effects if isinstance(x, fx.PlayChime)]
    fact = event.fact if isinstance(event, e.LetterHeard | e.StatusHeard) else None
    counter = done.till.counter
    turned = type(counter) is not type(before.counter)
    came = False
    if isinstance(event, e.LetterHeard | e.StatusHeard) and event.payment_id in done.till.payments:
        was = before.payments.get(event.payment_id) or event.recalled
        came = done.till.payments[event.payment_id].paid and not (was is not None and was.paid)
    wanted: list[Chime] = []
    if turned and isinstance(counter, s.Approved):
        assert isinstance(fact, f.SuccessProved)
        assert done.till.payments[counter.payment_id].paid
        wanted = [Chime.PAID]
    elif turned and isinstance(counter, s.Declined):
        assert isinstance(fact, f.DeclineProved)
        wanted = [Chime.DECLINED]
    elif came:
        assert isinstance(fact, f.SuccessProved)
        wanted = [Chime.LATE]
    assert chimes == wanted


def _code_on_screen(till: Till, screen: Screen, now: Now, shown: set[str]) -> None:
    code = screen.customer.qr
    assert (screen.customer.page is CustomerPage.QR) == (code is not None)
    assert screen.staff.qr == code
    assert screen.blank_at == (code.deadline if code is not None else None)
    if code is not None:
        payment = till.payments[code.payment_id]
        assert code.payment_id in shown, "no code on a screen before its record"
        assert payment.state is State.QR_SHOWN
        assert not payment.closed
        assert now.mono < code.deadline, "a reached deadline never comes back"
    if screen.customer.prepare is not None:
        assert till.payments[screen.customer.prepare.payment_id].payload


def _green(till: Till, screen: Screen) -> None:
    payment = till.payments.get(s.front(till.counter))
    if screen.staff.tone is Tone.GOOD:
        assert payment is not None
        assert payment.paid
    if screen.customer.page is CustomerPage.PAID and isinstance(till.counter, s.Approved):
        assert payment is not None
        assert payment.paid
    for row in (*screen.staff.recent, *screen.staff.attention, *(screen.staff.found or ())):
        assert row.tone is not Tone.GOOD or till.payments[row.payment_id].paid
    for tile in screen.staff.tiles:
        assert tile.tone is not Tone.GOOD or till.payments[tile.payment_id].paid
    assert len(screen.staff.tiles) <= 5


def _one_call_of_a_kind(before: Till, event: object, done: Step) -> None:
    kinds = [type(x) for x in done.effects if isinstance(x, CALLS)]
    assert len(kinds) == len(set(kinds)), "one of a kind"
    lines = done.till.lines
    out = {fx.CreatePayment: lines.order_out, fx.AskStatus: lines.ask_out, fx.ReadMailbox: lines.mailbox_out}
    out |= {fx.ProbeRelay: lines.probe_out}
    assert all(out[kind] is not None for kind in kinds), "what left is known to be out"
    if fx.CreatePayment in kinds:
        earlier, left = before.lines.order_out, lines.order_out
        answers = e.OrderAccepted | e.OrderRefused | e.CallFailed
        ended = isinstance(event, answers) and event.payment_id == before.lines.ordering
        assert earlier is None or ended or (left or 0.0) - earlier >= 15.0, "the last order ended first"


def _nobody_is_lost(till: Till) -> None:
    """Whatever was ordered and is neither paid nor refused is watched, and belongs to somebody unless it was closed."""
    sales = _standing(till)
    for payment in till.payments.values():
        final = payment.paid or payment.state is State.REJECTED
        assert final or payment.rested or payment.watched
        if payment.state in (*CLIMBING, State.WATCHING) and not payment.closed:
            assert payment.sale in sales, f"{payment.payment_id} is nobody's"
    assert all(pid in till.payments for pid in till.tiles)
    front = s.front(till.counter)
    assert not front or front in till.payments


def _time(till: Till, now: Now) -> None:
    ticked = step(till, e.Ticked(), now)
    again = wake_at(ticked.till, now)
    assert again is not None
    assert again > now.mono, "a till that did what was due waits"


def quiet_until_woken(till: Till, now: Now, share: float) -> None:
    """Nothing is due before the till wants to be woken; `share` of the way is looked at."""
    at = wake_at(till, now)
    if at is None or at <= now.mono:
        return
    early = Now(now.mono + max(0.0, at - now.mono - A_MOMENT_S) * share, now.utc)
    done = step(till, e.Ticked(), early)
    assert [x for x in done.effects if isinstance(x, CALLS | fx.Remember)] == []
    assert done.till.counter == till.counter


def said(screen: Screen) -> Iterator[Say]:
    """Every text of the staff's screen."""
    staff = screen.staff
    buttons = [*staff.buttons, *(staff.question.buttons if staff.question else ())]
    rows = [*staff.recent, *staff.attention]
    texts = [
        staff.headline, staff.action, staff.answer, staff.banner, staff.entry_refused,
        staff.question.text if staff.question else None, staff.strip.fact if staff.strip else None,
        *(b.why for b in buttons), *(t.fact for t in staff.tiles), *(x.fact for x in rows), *(x.action for x in rows),
        *(word for x in rows for word in x.attention), staff.owner.said, staff.refused,
        *((staff.case.known, *staff.case.told, *(b.why for b in staff.case.acts)) if staff.case else ()),
    ]  # fmt: skip
    return (text for text in texts if text is not None)
