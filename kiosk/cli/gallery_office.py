"""Screens made by hand of what people decide: the owner's gate, open sales, forms, and sales that are looked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kiosk.cli.gallery_screens import ATTENTION, CHECKED, CNY, HKD, KEYPAD, MOST, NOW, RECENT, SCREENS, UTC_NOW, row
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import (
    Act,
    Apart,
    Button,
    Case,
    CustomerPage,
    CustomerView,
    Gate,
    Left,
    Owner,
    Row,
    Say,
    Screen,
    StaffView,
    Tone,
)

AGO = UTC_NOW - timedelta(minutes=4)
SOON = UTC_NOW + timedelta(minutes=26)
SHUT, OPEN = Owner(Gate.SHUT), Owner(Gate.OPEN)
WRONG = Owner(Gate.SHUT, said=Say("staff.pin.wrong", (("n", 3),)))
WAITING = Owner(Gate.SHUT, said=Say("staff.pin.too_many"), wait=Left(NOW + 272))
CHECKING = Owner(Gate.SHUT, checking=True)
APART = (
    Apart("hand", Currency.HKD, 1, 12_850), Apart("returned", Currency.HKD, 2, 98_765_432),
    Apart("trust", Currency.HKD, 3, 4_200), Apart("due", Currency.HKD, 1, 888_888),
)  # fmt: skip
NAMES = ("Ann", "陳大文")

LATE_ROW: Row = replace(ATTENTION[0], last=AGO, next=None)
LATE_CASE = Case(
    row=LATE_ROW,
    known=Say("staff.case.late", (("time", UTC_NOW),)),
    told=LATE_ROW.attention,
    acts=tuple(Button(act) for act in (Act.GOODS, Act.CHECKED, Act.RETURN, Act.CHECK_NOW)),
    most=MOST,
    due=MOST,
)
OPEN_ROW = row(31, "watching", Tone.WAIT, can_check=True, last=AGO, next=SOON, reference="INV-2026-000123 枱 8")
OPEN_CASE = Case(
    row=OPEN_ROW,
    known=Say("staff.case.open"),
    acts=(Button(Act.CLAIM), Button(Act.HAND, False, Say("staff.owner.none")), Button(Act.CHECK_NOW)),
)
CLAIMED = Say("staff.claimed.headline", (("amount", MOST), ("sale", 123456)))
CLAIMED_CASE = Case(
    row=replace(OPEN_ROW, money=CNY, sale=123456, tone=Tone.ALERT, attention=(CLAIMED,)),
    known=Say("staff.case.open"),
    told=(CLAIMED, Say("staff.case.returned", (("amount", HKD),))),
    acts=tuple(
        Button(act)
        for act in (Act.GOODS, Act.CHECKED, Act.RETURN, Act.HAND, Act.FORCE, Act.CHECK_NOW)
    ),
    most=Money(1_285, Currency.CNY),
    due=Money(1_285, Currency.CNY),
)
IDLE = CustomerView(CustomerPage.IDLE)
LIST = tuple(replace(item, last=AGO, next=SOON) for item in ATTENTION)
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
                BASE, case=CLAIMED_CASE, checked=CHECKED, checked_id=CLAIMED_CASE.row.payment_id, owner=SHUT,
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
    "hand": (over(replace(BASE, case=CLAIMED_CASE, owner=OPEN)), ("recent", "case", "hand")),
    "force": (
        Screen(
            replace(SCREENS["unsettled"].staff, case=CLAIMED_CASE, owner=OPEN, names=NAMES, question=None),
            CustomerView(CustomerPage.SEE_STAFF, HKD),
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
UNSETTLED_OWNER = Screen(
    replace(
        SCREENS["unsettled"].staff, question=None, owner=SHUT,
        buttons=tuple(Button(act) for act in (Act.SET_ASIDE, Act.CHECK_NOW, Act.NEXT, Act.TRUST, Act.OWNER)),
    ),
    CustomerView(CustomerPage.SEE_STAFF, HKD),
)  # fmt: skip
