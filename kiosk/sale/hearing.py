"""What a fact about a payment does to that payment: the money's side of the house.

Theory. Every fact goes to its payment first. Here it is compared with the row (identity, never age), and becomes
records; what changed is handed back as `News`, and only that is what the counter hears. A proof or a contradiction is
the business of `settling`; nothing that is less than a proof changes what is known of money, and it is handled here.

It must not know the counter, the lines beyond "is the order still out", or a clock other than the `Now` it is handed.
"""

from __future__ import annotations

from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale.payment import CLIMBING, Payment, State
from kiosk.sale.settling import contradicted, decline, differs, fail, moved, note, past_deadline, success
from kiosk.sale.tidings import Heard, News, Told
from kiosk.sale.till import Draft
from kiosk.values import replace

UNREGISTERED_APART_S = 10.0


def hear(draft: Draft, payment: Payment, fact: f.Fact, told: Told) -> News:
    """Let a payment hear a fact; returns what changed."""
    match fact:
        case f.Odd():
            return _odd(draft, payment, fact, told)
        case f.NotRegistered():
            return _unregistered(draft, payment, told)
        case _:
            kind = differs(payment, fact.stated)
            if kind:
                return contradicted(draft, payment, kind, fact.stated, told)
            return _signed(draft, payment, fact, told)


def _signed(draft: Draft, payment: Payment, fact: f.Fact, told: Told) -> News:
    match fact:
        case f.SuccessProved():
            return success(draft, payment, fact.stated, told)
        case f.DeclineProved():
            return decline(draft, payment, fact.stated, told)
        case f.MayHaveMoved():
            return moved(draft, payment, fact.stated, told)
        case f.Reversed():
            return contradicted(draft, payment, "reversed", fact.stated, told)
        case f.Ended():
            return _ended(draft, payment, fact.stated, told)
        case _:
            return _open(draft, payment, fact, told)


def _open(draft: Draft, payment: Payment, fact: f.Fact, told: Told) -> News:
    """Signed and still open."""
    assert isinstance(fact, f.QrProved | f.CodeUnusable | f.Confirming | f.Pending)
    note(draft, payment, fact.stated, True, told)
    if payment.paid:
        return News(payment.payment_id, Heard.NOTHING)
    match fact:
        case f.Confirming():
            return News(payment.payment_id, Heard.CONFIRMING, letter=told.letter)
        case f.QrProved() if _wanted(payment):
            return News(payment.payment_id, Heard.CODE, code=fact.code, letter=told.letter)
        case f.CodeUnusable() if _wanted(payment):
            return News(payment.payment_id, Heard.CODE_REFUSED, why=fact.why, letter=told.letter)
        case f.QrProved(action=True) | f.Pending(action=True):
            return News(payment.payment_id, Heard.WAITING, letter=told.letter)
        case _:
            return News(payment.payment_id, Heard.PENDING, letter=told.letter)


def _wanted(payment: Payment) -> bool:
    """The first code stays; one for a sale that was closed, and so is only watched, is never shown."""
    return not payment.payload and payment.state in CLIMBING


def _ended(draft: Draft, payment: Payment, stated: f.Stated, told: Told) -> News:
    if payment.paid:
        return News(payment.payment_id, Heard.NOTHING)
    final = payment.ended or payment.state is State.ATTENTION
    if stated.status == "expired" and not final and past_deadline(draft, payment):
        fail(draft, payment, stated, told, dead=True, why="expired")
    else:
        note(draft, payment, stated, False, told)
    return News(payment.payment_id, Heard.ENDED, why=stated.status, letter=told.letter)


def _odd(draft: Draft, payment: Payment, fact: f.Odd, told: Told) -> News:
    """A letter that proves nothing asks for the status; an answer that proves nothing is followed by the next one as
    planned, or a broken platform would be asked without end.
    """
    if told.letter:
        watch = draft.watch(payment.payment_id)
        draft.set_watch(payment.payment_id, watch.doubted(fact.digest, draft.now.mono))
    return News(payment.payment_id, Heard.NOTHING)


def _unregistered(draft: Draft, payment: Payment, told: Told) -> News:
    """Not registered twice, 10 s apart, with the code never shown and no order on its way: it never came to be."""
    nothing = News(payment.payment_id, Heard.NOTHING)
    if told.letter or not payment.unborn or draft.till.lines.ordering == payment.payment_id:
        return nothing
    watch = draft.watch(payment.payment_id)
    if watch.unregistered_at is None:
        draft.set_watch(payment.payment_id, replace(watch, unregistered_at=draft.now.mono))
        return nothing
    if draft.now.mono - watch.unregistered_at < UNREGISTERED_APART_S:
        return nothing
    draft.remember(r.Refused(draft.now.utc, payment.payment_id, "unregistered", "3061", "", told.raw))
    return News(payment.payment_id, Heard.REJECTED, why="unregistered", letter=False)
