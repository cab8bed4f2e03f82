"""Moments for the words that come and go on a page: causes, answers, facts, refusals. Each stands in one place.

`gallery_moments` adds them to the rest. Must not know how a page is drawn.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.cli import gallery_screens as made
from kiosk.cli import gallery_truth as truth
from kiosk.cli.gallery_office import BASE, LATE_CASE, over
from kiosk.cli.gallery_truth import CNY, HKD, MOST, NOW, UTC_NOW, sold, told
from kiosk.sale import states as s
from kiosk.sale import words
from kiosk.sale.events import Ids
from kiosk.sale.facts import Sum
from kiosk.sale.money import Currency, Entry
from kiosk.sale.office import Gate
from kiosk.sale.payment import Payment, State
from kiosk.sale.screen import Case, Owner, Say, Screen

Placed = tuple[Screen, str]
"""A screen, and the pages that lie over it."""

PINS = ("staff.pin.unreadable", "staff.pin.unanswered")
REFUSED = ("staff.form.no_reason", "staff.form.no_amount", "staff.form.too_much", "staff.form.owner")


def worded() -> dict[str, Placed]:
    """All of them, by name."""
    return {**_on_the_keypad(), **_on_a_sale(), **_over_the_counter()}


def _on_the_keypad() -> dict[str, Placed]:
    found: dict[str, Placed] = {}
    typed = s.Ready(Entry.of(HKD))
    asked = replace(typed, charge=Ids("till1-R42", "K7Q2"), charge_by=NOW + 4.0)
    screens = {
        "staff.starting": told(typed, awake=False),
        "staff.cause.starting": told(asked, held_until=NOW + 5.0),
        "staff.cause.relay_asked": told(asked),
        "staff.refilled": told(replace(typed, refilled=True)),
        "staff.zero": told(s.Ready(told_until=NOW + 3.0)),
        "staff.items": told(s.Ready(replace(Entry.of(HKD), refused="items"))),
        "staff.limit_till": told(s.Ready(replace(Entry.of(CNY), refused="limit"), Currency.CNY)),
        "staff.cause.records": told(s.OutOfService("unreadable")),
    }
    found |= {f"said-{key}": (screen, "") for key, screen in screens.items()}
    for kind in ("double", "late", "by_hand"):
        state = State.WATCHING if kind == "by_hand" else State.PAID_LATE
        facts = {"hand_at": UTC_NOW, "hand_by": "陳大文"} if kind == "by_hand" else {"successes": ("1", "2")}
        last = sold(41, state, MOST, attention=(kind,), **facts)
        found[f"said-strip-{kind}"] = told(s.Ready(), payments={last.payment_id: last}, strip=last.payment_id), ""
    unsure = sold(41, State.PAID, MOST, attention=("gaps",))
    found["said-strip-gaps"] = told(s.Ready(), payments={unsure.payment_id: unsure}, strip=unsure.payment_id), ""
    gone = sold(41, State.PAID_LATE, MOST, hand_at=UTC_NOW, hand_by="陳大文")
    found["said-strip-gone"] = told(s.Ready(), payments={gone.payment_id: gone}, strip=gone.payment_id), ""
    return found


def _on_a_sale() -> dict[str, Placed]:
    unknown, declined = sold(42, State.WATCHING), sold(42, State.DECLINED, code="20000")
    front, after = unknown.payment_id, NOW + 60.0
    differs = sold(42, State.ATTENTION, MOST, attention=("amount",), came=Sum(1_000_000, "CNY"))
    typed = replace(made.code(), amount_minor=12_850, editable=True)
    screens = {
        "staff.check.running": told(s.Unsettled(front, "unknown"), unknown, answer=""),
        "staff.check.open": told(s.Unsettled(front, "unknown"), unknown, answer="open"),
        "staff.check.disputed": told(s.Unsettled(front, "amount"), differs, answer="disputed"),
        "staff.check.paid": told(s.Approved(front, NOW, after), sold(42, State.PAID), answer="paid"),
        "staff.check.not_paid": told(s.Declined(front, NOW, after), declined, answer="not_paid"),
        "staff.paid_twice": told(
            s.Approved(front, NOW, after), sold(42, State.PAID, attention=("double",), successes=("1", "2"))
        ),
        "staff.gaps": told(s.Approved(front, NOW, after), sold(42, State.PAID, MOST, attention=("gaps",))),
        "staff.gaps_twice": told(
            s.Approved(front, NOW, after), sold(42, State.PAID, attention=("double", "gaps"), successes=("1", "2"))
        ),
        "staff.amount_came": told(s.Unsettled(front, "amount"), differs, answer="open"),
        "staff.code_editable": told(s.QrDoubtful(front, typed, after), sold(42, State.QR_READY)),
    }
    for why, key in words.CAUSE.items():
        screens[key] = told(s.NotStarted(front, why, HKD, "", NOW, after), sold(42, State.REJECTED, why=why))
    return {f"said-{key}": (screen, "") for key, screen in screens.items()}


def _orphan() -> Payment:
    asked = ("orphan", "claimed")
    return replace(sold(44, State.ATTENTION, closed="orphan", said="success 0", attention=asked), sale=0)


def _cases() -> dict[str, Case]:
    came = replace(sold(35, State.ATTENTION, MOST, stopped=True, attention=("amount",)), came=Sum(500_000, "HKD"))
    hand = {"hand_at": UTC_NOW, "hand_by": "陳大文", "attention": ("by_hand",)}
    gone = {"hand_at": UTC_NOW, "hand_by": "陳大文"}
    orphan = _orphan()
    return {
        "double": truth.case(sold(36, State.PAID, MOST, successes=("1", "2"), attention=("double",))),
        "double_gone": truth.case(
            sold(40, State.PAID_LATE, MOST, **gone, successes=("1", "2"), attention=("double",)),
        ),
        "paid_gone": truth.case(sold(41, State.PAID_LATE, MOST, **gone)),
        "went_on_trust": truth.case(sold(42, State.PAID, MOST, trust_at=UTC_NOW)),
        "orphan_paid": truth.case(orphan),
        "double_unsure": truth.case(sold(48, State.PAID, MOST, successes=("1", "2"), attention=("double", "gaps"))),
        "paid_unsure": truth.case(sold(45, State.PAID, MOST, attention=("gaps",))),
        "paid_settled": truth.case(
            sold(47, State.PAID, MOST, answered=("gaps",), decided="goods", decided_by="陳大文"),
        ),
        "gaps": truth.case(sold(46, State.WATCHING, MOST, attention=("gaps",))),
        "silent": truth.case(sold(43, State.ATTENTION, rested=True, attention=("silent",))),
        "differs": truth.case(came),
        "hand": truth.case(sold(37, State.WATCHING, MOST, **hand)),
        "returned": truth.case(sold(38, State.PAID_LATE, MOST, attention=("late",), returned=250_000)),
    }


def _over_the_counter() -> dict[str, Placed]:
    kinds = (State.ACCEPTED, State.QR_READY, State.SUBMITTED, State.INTENT)
    rows = tuple(truth.row(sold(number, state)) for number, state in enumerate(kinds, 50))
    went = truth.row(sold(56, State.PAID, trust_at=UTC_NOW, successes=("1", "2"), attention=("double",)))
    late = truth.row(sold(57, State.PAID_LATE, hand_at=UTC_NOW, hand_by="陳大文"))
    trusted = truth.row(sold(54, State.WATCHING, trust_at=UTC_NOW))
    unstarted = truth.row(sold(55, State.REJECTED, why="relay"))
    came = truth.row(sold(36, State.PAID, attention=("after_decline",)))
    unsure = truth.row(sold(58, State.PAID, MOST, attention=("gaps",)))
    differs = truth.row(sold(35, State.ATTENTION, MOST, attention=("amount",), came=Sum(1_000_000, "CNY")))
    found: dict[str, Placed] = {
        "said-states": (over(replace(BASE, recent=(*rows, late, trusted, unstarted))), "recent"),
        "said-attention": (
            over(replace(BASE, attention=(unsure, truth.row(_orphan()), came, differs, went))), "attention"
        ),
    }
    for name, case in _cases().items():
        found[f"said-staff.case.{name}"] = over(replace(BASE, case=case)), "attention/case"
    for key in PINS:
        found[f"said-{key}"] = over(replace(BASE, owner=Owner(Gate.SHUT, said=Say(key)))), "today"
    for key in REFUSED:
        refused = Say(key, (("amount", LATE_CASE.most or HKD),))
        found[f"said-{key}"] = over(replace(BASE, case=LATE_CASE, refused=refused)), "attention/case/return"
    return found
