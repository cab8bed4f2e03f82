"""Moments for the words that come and go on a page: causes, answers, facts, refusals. Each stands in one place.

`gallery_moments` adds them to the rest. Must not know how a page is drawn.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.cli import gallery_screens as made
from kiosk.cli.gallery_office import BASE, LATE_CASE, OPEN_CASE, over
from kiosk.cli.gallery_screens import HKD, KEYPAD, MOST, SCREENS, STRIP, UTC_NOW
from kiosk.sale import words
from kiosk.sale.money import Currency, Money
from kiosk.sale.office import Gate
from kiosk.sale.screen import Act, Button, Owner, Row, Say, Screen, Tone
from kiosk.sale.verdict import GOODS_ONCE, GOODS_OR_MONEY, OWNER_SAID

Placed = tuple[Screen, str]
"""A screen, and the pages that lie over it."""

CAUSES = (*words.CAUSE.values(), "staff.cause.relay_asked", "staff.cause.records", "staff.starting")
ANSWERS = ("staff.check.running", "staff.check.paid", "staff.check.open")
STATES = ("not_started", "trust", "qr_ready")
CASES = ("staff.case.double", "staff.case.differs", "staff.case.hand")
PINS = ("staff.pin.unreadable", "staff.pin.unanswered")
REFUSED = ("staff.form.no_reason", "staff.form.no_amount", "staff.form.too_much", "staff.form.owner")
CAME = (("came", Money(1_000_000, Currency.CNY)), ("amount", MOST))


def worded() -> dict[str, Placed]:
    """All of them, by name."""
    return {**_on_the_keypad(), **_on_a_sale(), **_over_the_counter()}


def _on_the_keypad() -> dict[str, Placed]:
    found: dict[str, Placed] = {}
    for key in CAUSES:
        view = replace(KEYPAD, buttons=(Button(Act.CHARGE, False, Say(key)),), entry="128.50")
        found[f"said-{key}"] = over(view), ""
    for verdict in (GOODS_ONCE, GOODS_OR_MONEY, OWNER_SAID):
        strip = replace(STRIP, money=MOST, fact=Say("staff.state.paid_late"), tone=Tone.ALERT, verdict=(verdict,))
        found[f"said-{verdict.key}"] = over(replace(KEYPAD, strip=strip)), ""
    for said in (Say("staff.zero"), Say("staff.items"), Say("staff.limit_till", (("limit", MOST),))):
        found[f"said-{said.key}"] = over(replace(KEYPAD, entry="0.00", entry_refused=said)), ""
    back = replace(KEYPAD, entry="128.50", money=HKD, headline=Say("staff.refilled"))
    found["said-staff.refilled"] = over(back), ""
    return found


def _on_a_sale() -> dict[str, Placed]:
    found: dict[str, Placed] = {}
    unsettled, declined, doubtful = (SCREENS[name] for name in ("unsettled", "declined", "doubtful"))
    for key in ANSWERS:
        answer = Say(key, (("time", UTC_NOW),))
        found[f"said-{key}"] = replace(unsettled, staff=replace(unsettled.staff, answer=answer)), ""
    differs = replace(unsettled.staff, headline=Say("staff.amount_came.headline", CAME), question=None)
    found["said-staff.amount_came"] = replace(unsettled, staff=differs), ""
    plain = replace(declined.staff, action=Say("staff.declined.action"))
    found["said-staff.declined"] = replace(declined, staff=plain), ""
    asked = made.question("staff.code_editable.question", Act.ALLOW, Act.REFUSE)
    editable = replace(doubtful.staff, headline=asked.text, question=asked)
    found["said-staff.code_editable"] = replace(doubtful, staff=editable), ""
    return found


def _over_the_counter() -> dict[str, Placed]:
    rows = tuple(made.row(number, state, Tone.CALM) for number, state in enumerate(STATES, 50))
    after = Say("staff.paid_after_decline.headline", (("amount", HKD), ("sale", 36)))
    item: Row = replace(LATE_CASE.row, attention=(after, Say("staff.amount_came.headline", CAME)))
    found: dict[str, Placed] = {
        "said-states": (over(replace(BASE, recent=rows)), "recent"),
        "said-attention": (over(replace(BASE, attention=(item,))), "attention"),
    }
    for key in CASES:
        case = replace(OPEN_CASE, known=Say(key, (("by", "陳大文"), ("time", UTC_NOW))))
        found[f"said-{key}"] = over(replace(BASE, case=case)), "attention/case"
    for key in PINS:
        found[f"said-{key}"] = over(replace(BASE, owner=Owner(Gate.SHUT, said=Say(key)))), "today"
    for key in REFUSED:
        refused = Say(key, (("amount", MOST),))
        found[f"said-{key}"] = over(replace(BASE, case=LATE_CASE, refused=refused)), "attention/case/return"
    return found
