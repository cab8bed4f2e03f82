"""Sales at the counter: every page the staff's window can have, in the counter's own words, with the longest texts.

`gallery_moments` adds them to the rest. Must not know how a page is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from kiosk.cli import gallery_screens as made
from kiosk.cli import gallery_truth as truth
from kiosk.cli.gallery_screens import rows_of
from kiosk.cli.gallery_truth import HKD, MOST, NOW, UTC_NOW, sold, told
from kiosk.sale import states as s
from kiosk.sale import words
from kiosk.sale.facts import Code
from kiosk.sale.money import Currency, Entry, Money
from kiosk.sale.office import Gate, Office
from kiosk.sale.payment import Payment, State
from kiosk.sale.screen import CustomerPage, Screen
from kiosk.values import replace

MOST_CNY = Money(1_000_000, Currency.CNY)
# As long as a code of the method gets: a long name, an address, every optional field of the format.
LONG_PAYLOAD = made.PAYLOAD[:-8] + "64260002ZH0116" + "好運茶室有限公司（銅鑼灣分店）港" + "X" * 60 + "6304ABCD"
LONG_PAYEE = "LUCKY TEA HOUSE & BAKERY CO. LTD. (CAUSEWAY BAY)"
LONG_MESSAGE = (
    "2541 The operation could not be performed with these details: ask your manager at the provider about it, "
    "then try again. Request 5f1e2d3c-0a1b-4c5d-8e9f-001122334455, node gate-hk-02, trace 00f067aa0ba902b7, "
    "merchant 383000, method hk-qr, operation sale"
)[:255]
LONG_AFTER = NOW + 60.0
ELSEWHERE = replace(truth.WELL, relay_why="elsewhere")


def sales() -> dict[str, Screen]:
    """All of them, by name."""
    return {**_codes(), **_customers(), **_staff_words(), **_hints(), **_five_aside()}


def _long() -> Code:
    """As long as one gets, without an amount, of an unknown kind."""
    rows = rows_of(LONG_PAYLOAD)
    return Code(LONG_PAYLOAD, rows, True, "demo.invalid", "HKD", None, True, LONG_PAYEE, None, True)


def _aside(front: Payment, *others: Payment, left: float = truth.LEFT_S, ended: bool = True) -> Mapping[str, object]:
    """Five sales that were set aside before this one, whose code lives `left` seconds."""
    last = State.DECLINED if ended else State.WATCHING
    kinds = [State.QR_SHOWN, State.WATCHING, State.PAID if ended else State.QR_SHOWN, State.WATCHING, last]
    amounts = [HKD, MOST, Money(4200, Currency.HKD), MOST_CNY, MOST_CNY]
    tiles = [
        sold(123450 + number, kind, money, said=truth.WAITING if number == 1 else "")
        for number, (kind, money) in enumerate(zip(kinds, amounts, strict=True))
    ]
    lefts = [75.0, 12.0, None if ended else 17.0, -5.0, None if ended else -5.0]
    return truth.beside(*zip(tiles, lefts, strict=True), front=front, left=left, others=others)


def _codes() -> dict[str, Screen]:
    found = {}
    for name, money, left in (("hkd", MOST, 3599.0), ("cny", MOST_CNY, 17.0)):
        until = UTC_NOW + timedelta(seconds=left)
        front = sold(123456, State.QR_SHOWN, money, about=True, open_amount=True, lifetime_s=3600, deadline=until)
        around = _aside(front, left=left)
        for asked, ending in (("", ""), ("cannot", "-asked")):
            counter = s.Offering(front.payment_id, _long(), asked)
            found[f"longest-{name}{ending}"] = told(counter, front, around, answer="no_answer", lines=ELSEWHERE)
    return found


def _counters(page: CustomerPage, sale: Payment) -> s.Counter:
    """Where the counter stands while the customer sees this page."""
    name, money = sale.payment_id, sale.money
    after = NOW + 60.0
    match page:
        case CustomerPage.AMOUNT:
            return s.Ready(Entry.of(money), money.currency)
        case CustomerPage.WAIT:
            return s.Ordering(name, NOW)
        case CustomerPage.SET_ASIDE:
            return s.Ready(residue=s.Residue(page, money, after))
        case CustomerPage.CHECKING:
            return s.Checking(name, "resume", after)
        case CustomerPage.CONFIRMING:
            return s.Confirming(name, after)
        case CustomerPage.PAID:
            return s.Approved(name, NOW, after)
        case CustomerPage.DECLINED:
            return s.Declined(name, NOW, after)
        case CustomerPage.EXPIRED | CustomerPage.ENDED:
            return s.Checking(name, "deadline" if page is CustomerPage.EXPIRED else "ended", after, may_renew=True)
        case CustomerPage.STOPPED:
            return s.Stopped(name, NOW, after)
        case CustomerPage.SEE_STAFF:
            return s.Unsettled(name, "unknown")
        case _:
            why = "gate" if page is CustomerPage.UNAVAILABLE else "no_code"
            return s.NotStarted(name, why, money, "", NOW, after)


HAPPENED = {
    CustomerPage.WAIT: State.SUBMITTED,
    CustomerPage.PAID: State.PAID,
    CustomerPage.DECLINED: State.DECLINED,
    CustomerPage.UNAVAILABLE: State.REJECTED,
    CustomerPage.WAIT_STAFF: State.ACCEPTED,
}


def _customers() -> dict[str, Screen]:
    found = {}
    for page in CustomerPage:
        for money in (MOST, MOST_CNY):
            sale = sold(42, HAPPENED.get(page, State.WATCHING), money)
            if page not in (CustomerPage.QR, CustomerPage.IDLE):
                found[f"customer-{page}-{money.currency}"] = told(_counters(page, sale), sale)
    return found


# What is left to decide, where it is named otherwise than the page.
ITEMS: dict[str, tuple[str, ...]] = {"unknown": (), "differs": ("customer",)}


def _staff_words() -> dict[str, Screen]:
    """Every text a page of the staff can be headed with, as the counter joins it with acts and answers."""
    found: dict[str, Screen] = {}
    for why, key in words.NOT_STARTED.items():
        found.setdefault(f"staff-{key}", _not_started(why))
    found |= {f"staff-{words.refused(code)}": _not_started("refused", code) for code in ("9999", *REFUSED)}
    for why, key in words.UNSETTLED.items():
        state = State.PAID_LATE if why == "late" else State.WATCHING if why == "unknown" else State.ATTENTION
        sale = sold(123456, state, MOST_CNY, attention=ITEMS.get(why, (why,)))
        answer = "paid" if why == "late" else "no_answer"
        found[f"staff-{key}"] = told(s.Unsettled(sale.payment_id, why), sale, answer=answer)
    sale = sold(123456, State.ACCEPTED, MOST_CNY)
    found["staff-staff.stopped_before"] = told(s.Stopped(sale.payment_id, NOW, LONG_AFTER), sale, answer="no_answer")
    for cause in words.CAUSES:
        sale = sold(42, State.WATCHING, MOST_CNY, shown=True, closed=cause)
        found[f"stopped-{cause}"] = told(s.Stopped(sale.payment_id, NOW, LONG_AFTER), sale, answer="open")
    found["staff-staff.damaged"] = told(s.OutOfService("broken"))
    return found


def _not_started(why: str, code: str = "") -> Screen:
    message = LONG_MESSAGE.partition(" ")[2] if code else ""
    sale = sold(123456, State.REJECTED, MOST_CNY, why=why, code=code, message=message)
    return told(s.NotStarted(sale.payment_id, why, sale.money, "", NOW, LONG_AFTER, code), sale)


def _five_aside() -> dict[str, Screen]:
    """No room for a sixth tile: which one would give way stands beside the button."""
    found = {}
    front = sold(123456, State.QR_SHOWN, MOST_CNY)
    for key, ended in (("staff.set_aside.full", False), ("staff.set_aside.full_ended", True)):
        around = _aside(front, ended=ended)
        found[f"offering-{key}"] = told(s.Offering(front.payment_id, made.code()), front, around)
        unknown = s.Unsettled(front.payment_id, "unknown")
        around = _aside(replace(front, state=State.WATCHING), ended=ended)
        # The longer of the two stands beside an owner's button: with the words of a locked one too, it finds no room in
        # a window of a third of 1024 by 600.
        office = Office(Gate.SHUT if ended else Gate.NONE)
        found[f"unsettled-{key}"] = told(unknown, front, around, office=office)
    return found


# One code of each group of refusals.
REFUSED = tuple({group: code for code, group in words.REFUSED_GROUP.items()}.values())


def _hints() -> dict[str, Screen]:
    found = {}
    for code in ("20101", "20105", "20106", "20102", "20301", "20000"):
        message = LONG_MESSAGE.partition(" ")[2]
        sale = sold(123456, State.DECLINED, MOST_CNY, code=code, message=message)
        # Another attempt of the sale was shown, and nobody knows its end.
        other = replace(sold(99, State.WATCHING, MOST_CNY), sale=123456)
        counter = s.Declined(sale.payment_id, NOW, LONG_AFTER)
        found[words.hint(code).key] = told(counter, sale, _aside(sale, other), lines=ELSEWHERE)
    return found
