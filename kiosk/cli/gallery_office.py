"""Screens made by hand of what people decide: the owner's gate, open sales, forms, and sales that are looked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kiosk.cli import gallery_truth as truth
from kiosk.cli.gallery_screens import ATTENTION, CHECKED, CNY, KEYPAD, LATE, NOW, RECENT, UTC_NOW
from kiosk.cli.gallery_truth import sold
from kiosk.sale import states as s
from kiosk.sale.money import Currency
from kiosk.sale.office import Office
from kiosk.sale.payment import State
from kiosk.sale.screen import Apart, CustomerPage, CustomerView, Gate, Left, Owner, Say, Screen, StaffView

AGO = UTC_NOW - timedelta(minutes=4)
SOON = UTC_NOW + timedelta(minutes=26)
SHUT = Owner(Gate.SHUT)
WRONG = Owner(Gate.SHUT, said=Say("staff.pin.wrong", (("n", 3),)))
WAITING = Owner(Gate.SHUT, said=Say("staff.pin.too_many"), wait=Left(NOW + 272))
CHECKING = Owner(Gate.SHUT, checking=True)
APART = (
    Apart("hand", Currency.HKD, 1, 12_850), Apart("returned", Currency.HKD, 2, 98_765_432),
    Apart("trust", Currency.HKD, 3, 4_200), Apart("due", Currency.HKD, 1, 888_888),
)  # fmt: skip
NAMES = ("Ann", "陳大文")

LATE_CASE = truth.case(LATE)
LATE_CASE = replace(LATE_CASE, row=replace(LATE_CASE.row, last=AGO))
OPEN = Owner(Gate.OPEN)
OPEN_CASE = truth.case(sold(31, State.WATCHING, reference="INV-2026-000123 枱 8"))
OPEN_CASE = replace(OPEN_CASE, row=replace(OPEN_CASE.row, last=AGO, next=SOON))
# Somebody said that it was paid, while its page still stands on the counter.
CLAIMED = sold(123456, State.WATCHING, CNY, reference="INV-2026-000123 枱 8", attention=("unsettled", "claimed"))
UNKNOWN_END = s.Unsettled(CLAIMED.payment_id, "unknown")
OWNED_CASE = truth.case(CLAIMED, owner=True, counter=UNKNOWN_END)
OWNED_CASE = replace(OWNED_CASE, row=replace(OWNED_CASE.row, last=AGO, next=SOON))
IDLE = CustomerView(CustomerPage.IDLE)
LIST = tuple(replace(item, last=AGO, next=SOON) if item.can_check else item for item in ATTENTION)
BASE = replace(KEYPAD, attention=LIST, names=NAMES)


def over(view: StaffView) -> Screen:
    """With the customer's screen at rest."""
    return Screen(view, IDLE)


OFFICE: dict[str, tuple[Screen, tuple[str, ...]]] = {
    "attention": (over(BASE), ("attention",)),
    "recent": (over(BASE), ("recent",)),
    "case-late": (over(replace(BASE, case=LATE_CASE)), ("attention", "case")),
    "case-open": (over(replace(BASE, case=OPEN_CASE, names=())), ("recent", "case")),
    "case-claimed": (
        over(
            replace(
                BASE,
                case=OWNED_CASE,
                checked=CHECKED,
                checked_id=OWNED_CASE.row.payment_id,
                owner=SHUT,
                refused=Say("staff.form.no_name"),
            )
        ),
        ("attention", "case"),
    ),
    "return": (
        over(replace(BASE, case=LATE_CASE, refused=Say("staff.form.no_name"))),
        ("attention", "case", "return"),
    ),
    "return-plain": (over(replace(BASE, case=LATE_CASE)), ("attention", "case", "return")),
    "hand": (over(replace(BASE, case=OWNED_CASE, owner=OPEN)), ("recent", "case", "hand")),
    "force": (
        Screen(
            replace(truth.told(UNKNOWN_END, CLAIMED).staff, case=OWNED_CASE, owner=OPEN, names=NAMES),
            CustomerView(CustomerPage.SEE_STAFF, CNY),
        ),
        ("case", "force"),
    ),
    "pin": (over(replace(BASE, owner=SHUT)), ("today",)),
    "pin-wrong": (over(replace(BASE, owner=WRONG)), ("today",)),
    "pin-waiting": (over(replace(BASE, owner=WAITING)), ("today",)),
    "pin-checking": (over(replace(BASE, owner=CHECKING)), ("today",)),
    "today-apart": (over(replace(BASE, owner=OPEN, apart=APART)), ("today",)),
    "close-plain": (over(replace(BASE, owner=OPEN)), ("close",)),
    "claim": (over(replace(BASE, found=RECENT)), ("claim",)),
    "claim-none": (over(replace(BASE, found=())), ("claim",)),
}
"""By name: a screen, and the pages that are opened one after the other."""
TRUSTING = replace(truth.RULES, trust_below=20_000)
UNSETTLED_OWNER = truth.told(
    s.Unsettled("till1-R42", "unknown"),
    sold(42, State.WATCHING, attention=("unsettled",)),
    rules=TRUSTING,
    office=Office(Gate.SHUT),
)
