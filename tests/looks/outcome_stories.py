"""Every outcome that a clerk or a customer can be unsure of, and "paid" beside them, each reached by its own events.

Nothing here is a made-up screen: each story is told to the machine of `sale`, and what comes out is what both people
would see. Each story names the texts that have to stand on the glass, by key: those that the wording of the product
gives to this outcome. What a person decides later is seen as staff meet it: on the keypad, in the list, on its page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from kiosk.cli.gallery_screens import PAYLOAD, rows_of
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import office_events as o
from tests.sale.helpers import CONFIRMING, MOVED, ONE, PROCESSING, REVERSED, Playbook, code, decline, ids, qr, success
from tests.sale.openings import accepted, charged, expired, offered, opened, restarted, set_aside, type_amount
from tests.sale.test_owner import owner

LIST, CASE = "attention", "case"
WHO = "Manager"
# What a page says of the goods and of another charge, where its own words leave it open.
KEEP, ONCE, IF_NONE = "staff.goods.keep", "staff.again.no", "staff.again.if_none"
RENEWAL = ("staff.new_code.question", "staff.new_code.no", "staff.new_code.yes")
SECOND = "staff.second_charge.headline"


class Outcome(NamedTuple):
    """A story, the keys of the texts that stand on both windows, and what staff opened over their page."""

    name: str
    story: Callable[[], Playbook]
    staff: tuple[str, ...]
    customer: str
    over: str = ""


def _shown(minor: int | None = 12_850, *, unusual: bool = False) -> f.Code:
    """A code that can be drawn."""
    return replace(code(minor, payload=PAYLOAD, unusual=unusual), rows=rows_of(PAYLOAD), payee="LUCKY TEA HOUSE")


def _offered(*, unusual: bool = False) -> Playbook:
    return offered(shown=_shown(unusual=unusual)).after(47.0)


def _typed_by_the_customer() -> Playbook:
    return accepted().hears(qr(_shown(None))) >> e.DoubtAnswered(True) >> e.QrPainted(ONE, True)


def _unknown() -> Playbook:
    return offered().tick(300.0).answers(PROCESSING).tick(61.0)


def _told_yes() -> Playbook:
    return (expired() >> e.NewCodeAnswered(True)).tick(61.0)


def _cancelled() -> Playbook:
    return _offered() >> e.CancelPressed() >> e.CancelConfirmed()


def _no_relay() -> Playbook:
    book = type_amount(opened()).after(11.0) >> e.ChargePressed(ids())
    return (book >> e.CallFailed(e.Call.PROBE, False, "unreachable")).tick(4.0)


def _no_order(why: str) -> Playbook:
    return charged() >> e.CallFailed(e.Call.ORDER, True, why, ONE)


def _elsewhere() -> Playbook:
    return opened() >> e.CallFailed(e.Call.MAILBOX, False, "elsewhere")


def _elsewhere_charged() -> Playbook:
    return (type_amount(_elsewhere()) >> e.ChargePressed(ids())).tick(4.0)


def _late() -> Playbook:
    return (_cancelled() >> e.NextPressed()).after(40.0).hears(success())


def _twice() -> Playbook:
    return (offered().hears(success()).after(5.0) >> e.NextPressed()).after(30.0).hears(success(operation="op2"))


def _left(fact: f.Fact) -> Playbook:
    """A contradiction was met, and staff went on to the next customer."""
    return (offered().hears(fact).after(20.0) >> e.NextPressed()).tick(10.0)


def _by_hand() -> Playbook:
    return owner(_unknown()) >> o.HandPaid(ONE, "seen in the bank's record", WHO)


def _unsaved() -> Playbook:
    book = _offered()
    return book.broke(book.letter(success()))


def _looked_at(story: Callable[[], Playbook]) -> Callable[[], Playbook]:
    return lambda: story() >> o.CaseOpened(ONE)


def _later(name: str, story: Callable[[], Playbook], state: str, listed: tuple[str, ...], case: tuple[str, ...],
           customer: str = "customer.idle") -> list[Outcome]:
    """What a person decides: as it is met on the keypad, in the list, and on its page."""
    return [
        Outcome(f"{name}-keypad", story, (state,), customer),
        Outcome(f"{name}-list", story, listed, customer, LIST),
        Outcome(f"{name}-case", _looked_at(story), case, customer, CASE),
    ]  # fmt: skip


OTHER_AMOUNT = success(12_800)
OTHER_CUSTOMER = success(customer_id="somebody else")

OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        "paid", lambda: offered().hears(success()),
        ("staff.paid.headline", "staff.paid.action"), "customer.paid_word",
    ),
    Outcome(
        "getting-the-code", accepted,
        ("staff.getting_code.headline", "staff.getting_code.action", KEEP, ONCE), "customer.wait",
    ),
    Outcome("waiting", _offered, ("staff.qr_shown.headline", "staff.qr_shown.action", ONCE), "customer.scan_word"),
    Outcome(
        "checking", lambda: _offered().at(300.0).tick(),
        ("staff.checking.headline", "staff.checking.action", KEEP), "customer.checking",
    ),
    Outcome(
        "being-confirmed", lambda: _offered().hears(CONFIRMING),
        ("staff.confirming.headline", "staff.confirming.action", ONCE), "customer.confirming",
    ),
    Outcome(
        "expired-asked", expired, ("staff.expired.headline", *RENEWAL, KEEP, IF_NONE), "customer.expired",
    ),
    Outcome(
        "ended-asked", lambda: _offered().at(20.0).answers(f.Ended(f.Stated(status="awaiting customer"))),
        ("staff.ended.headline", *RENEWAL, KEEP, IF_NONE), "customer.ended",
    ),
    Outcome(
        "unknown-asked", lambda: expired().tick(61.0),
        (
            "staff.unsettled.headline", "staff.unsettled.action", "staff.new_code.question", IF_NONE,
        ),
        "customer.see_staff",
    ),
    Outcome(
        "unknown-after-yes", _told_yes,
        ("staff.unsettled.headline", "staff.unsettled.action", ONCE), "customer.see_staff",
    ),
    Outcome(
        "second-charge-blocked", _unknown,
        ("staff.unsettled.headline", "staff.unsettled.action", ONCE, SECOND), "customer.see_staff",
    ),
    Outcome(
        "cancel-asked", lambda: _offered() >> e.CancelPressed(),
        ("staff.cancel.question", "staff.cancel.yes", "staff.cancel.no", KEEP, ONCE), "customer.scan_word",
    ),
    Outcome("cancelled", _cancelled, ("staff.stopped.headline", KEEP, IF_NONE), "customer.stopped"),
    Outcome("set-aside", set_aside, ("staff.tile.waiting", "staff.set_aside.headline", KEEP), "customer.set_aside"),
    Outcome(
        "no-code", lambda: accepted().tick(15.0),
        ("staff.no_code.headline", "staff.no_code.action", KEEP), "customer.wait_staff",
    ),
    Outcome(
        "cannot-start-relay", _no_relay,
        (
            "staff.cannot_start.headline", "staff.cannot_start.action", "staff.cause.relay", KEEP,
        ),
        "customer.unavailable",
    ),
    Outcome(
        "cannot-start-platform", lambda: _no_order("unreachable"),
        (
            "staff.cannot_start.headline", "staff.cannot_start.action", "staff.cause.platform", KEEP,
        ),
        "customer.unavailable",
    ),
    Outcome(
        "cannot-start-clock", lambda: _no_order("tls"),
        ("staff.no_tls.headline", "staff.no_tls.action", KEEP), "customer.unavailable",
    ),
    Outcome(
        "cannot-start-storage", lambda: type_amount(opened()).broke(e.ChargePressed(ids())),
        (
            "staff.storage_before.headline", "staff.storage_before.action", KEEP,
            "staff.again.nothing_charged",
        ),
        "customer.unavailable",
    ),
    Outcome(
        "refused", lambda: charged() >> e.OrderRefused(ONE, "3358", "Amount is above the limit", b"{}"),
        ("staff.refused.limit.headline", "staff.refused.limit.action", KEEP), "customer.wait_staff",
    ),
    Outcome(
        "refused-daily", lambda: charged() >> e.OrderRefused(ONE, "3297", "The daily limit is exceeded", b"{}"),
        ("staff.refused.daily.headline", "staff.refused.daily.action", KEEP), "customer.wait_staff",
    ),
    Outcome(
        "code-refused", lambda: accepted().hears(qr(code(12_800))),
        ("staff.code_refused.headline", "staff.code_refused.action", KEEP), "customer.wait_staff",
    ),
    Outcome(
        "code-without-amount", lambda: accepted().hears(qr(_shown(None))),
        (
            "staff.code_doubtful.question", "staff.code_doubtful.allow", "staff.code_doubtful.refuse", KEEP,
            ONCE,
        ),
        "customer.wait",
    ),
    Outcome(
        "code-without-amount-shown", _typed_by_the_customer,
        ("staff.qr_shown.headline", "staff.qr_shown.action", ONCE), "customer.exact_amount",
    ),
    Outcome(
        "unusual-code", lambda: _offered(unusual=True),
        (
            "staff.qr_shown.headline", "staff.code_unusual.headline", "staff.qr_shown.action", ONCE,
        ),
        "customer.scan_word",
    ),
    Outcome(
        "amount-differs", lambda: _offered().hears(OTHER_AMOUNT),
        ("staff.amount_came.headline", "staff.amount_differs.action", KEEP, ONCE), "customer.see_staff",
    ),
    Outcome(
        "sale-differs", lambda: _offered().hears(OTHER_CUSTOMER),
        ("staff.differs.headline", "staff.differs.action", KEEP, ONCE), "customer.see_staff",
    ),
    Outcome(
        "money-may-have-moved", lambda: _offered().hears(MOVED),
        ("staff.moved.headline", "staff.moved.action", KEEP, SECOND), "customer.see_staff",
    ),
    Outcome(
        "money-given-back", lambda: _offered().hears(REVERSED),
        ("staff.reversed.headline", "staff.reversed.action", ONCE), "customer.see_staff",
    ),
    Outcome(
        "declined", lambda: _offered().hears(decline("20101")),
        ("staff.declined.headline", "staff.declined.action", "staff.decline_hint.limit", KEEP), "customer.declined",
    ),
    Outcome(
        "customer-cannot-pay", lambda: _offered() >> e.CannotPayPressed(),
        (
            "staff.cannot_pay.title", "staff.cannot_pay.limit", "staff.cannot_pay.bank_app",
            "staff.cannot_pay.fps_setup", "staff.cannot_pay.network", KEEP, ONCE,
        ),
        "customer.scan_word",
    ),
    Outcome(
        "restarted", lambda: restarted(_offered().payment(), t=60.0),
        ("staff.restarted.headline", "staff.checking.headline", KEEP), "customer.checking",
    ),
    Outcome(
        "restarted-before-the-code", lambda: restarted(charged().payment(), t=2.0).tick(5.1),
        ("staff.restart_before.headline", "staff.restart_before.action", KEEP), "customer.wait_staff",
    ),
    Outcome(
        "cannot-save-a-result", _unsaved,
        ("staff.cannot_save.headline", "staff.cannot_save.action", KEEP, ONCE), "customer.see_staff",
    ),
    Outcome("identity-elsewhere", _elsewhere, ("staff.identity_elsewhere.headline",), "customer.idle"),
    Outcome(
        "identity-elsewhere-charged", _elsewhere_charged,
        ("staff.identity_elsewhere.headline", "staff.identity_elsewhere.action", KEEP), "customer.unavailable",
    ),
    Outcome(
        "paid-late-on-the-page", lambda: _cancelled().after(20.0).hears(success()),
        ("staff.paid_late.headline", "staff.paid_late.action", ONCE), "customer.see_staff",
    ),
    *_later(
        "paid-late", _late, "staff.state.paid_late", ("staff.paid_late.headline", "staff.paid_late.action", ONCE),
        ("staff.case.late",),
    ),
    *_later(
        "paid-twice", _twice, "staff.state.double", ("staff.paid_twice.headline", "staff.paid_twice.action", ONCE),
        ("staff.case.double", "staff.paid_twice.headline"),
    ),
    *_later(
        "amount-differed", lambda: _left(OTHER_AMOUNT), "staff.state.attention",
        ("staff.amount_came.headline", "staff.amount_differs.action", KEEP, ONCE),
        ("staff.case.differs", "staff.amount_came.headline"),
    ),
    *_later(
        "sale-differed", lambda: _left(OTHER_CUSTOMER), "staff.state.attention",
        ("staff.differs.headline", "staff.differs.action", KEEP, ONCE),
        ("staff.case.differs", "staff.differs.headline"),
    ),
    *_later(
        "by-hand", _by_hand, "staff.state.by_hand", ("staff.hand.headline", "staff.hand.action", ONCE),
        ("staff.case.hand",),
    ),
)  # fmt: skip
