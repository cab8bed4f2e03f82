"""Moments to look at: every page of both windows, with usual and with the longest texts that can stand on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from kiosk.cli import gallery_screens as made
from kiosk.cli.gallery_office import OFFICE, UNSETTLED_OWNER
from kiosk.cli.gallery_screens import (
    CANNOT,
    CHECKED,
    KEYPAD,
    MOST,
    NOW,
    RECENT,
    SCREENS,
    TILES,
    UTC_NOW,
    WARNING,
    rows_of,
)
from kiosk.cli.gallery_words import worded
from kiosk.sale import words
from kiosk.sale.facts import Code
from kiosk.sale.money import Currency, Money
from kiosk.sale.office import LONGEST_NAME
from kiosk.sale.screen import Act, Button, CustomerPage, CustomerView, Left, Row, Say, Screen, StaffPage, Tile, Tone
from kiosk.sale.verdict import AFTER_PAID, IF_NONE, KEEP, NOTHING_CHARGED, ONCE, SECOND
from kiosk.ui.reference_edit import REFERENCE_MOST

OVERLAYS = ("recent", "today", "attention", "settings", "screens", "sound", "close")
MOST_CNY = Money(1_000_000, Currency.CNY)
# As long as a code of the method gets: a long name, an address, every optional field of the format.
LONG_PAYLOAD = made.PAYLOAD[:-8] + "64260002ZH0116" + "好運茶室有限公司（銅鑼灣分店）港" + "X" * 60 + "6304ABCD"
LONG_PAYEE = "LUCKY TEA HOUSE & BAKERY CO. LTD. (CAUSEWAY BAY)"
LONG_REFERENCE = "WWWWWWWWWW-2026-000123 枱 8 外賣自取 INV-0001"[:REFERENCE_MOST]
LONG_MESSAGE = (
    "2541 Payment method is not allowed for this project: ask your manager at the provider to switch it on, "
    "then try again. Request 5f1e2d3c-0a1b-4c5d-8e9f-001122334455, node gate-hk-02, trace 00f067aa0ba902b7, "
    "merchant 383000, method hk-qr, operation sale"
)[:255]
# A shop's names may have 60 characters each.
LONG_NAMES = ("The Lucky and Prosperous Tea House of Causeway Bay Company L", "好運茶室" * 15)
LONG_NAME = "W" * LONGEST_NAME
LONG_ANSWER = Say("staff.check.not_paid", (("time", UTC_NOW),))
# Looked at in every size of type that the owner may wish for.
WORST = frozenset(
    (
        *("idle", "offering", "cancel-asked", "declined", "longest-hkd", "longest-cny", "longest-cny-asked"),
        *("typing-full", "staff-staff.unsettled", "staff-staff.refused.project"),
        *("customer-expired-CNY", "customer-paid-CNY"),
    )
)
LATE_TILES = tuple(replace(tile, sale=123450 + number) for number, tile in enumerate(TILES))


VERDICTS = {StaffPage.NOT_STARTED: (KEEP, NOTHING_CHARGED), StaffPage.STOPPED: (KEEP, IF_NONE)}


GROUPS = ("customer", "tiles", "banner", "over", "office", "longest", "said")


class Moment(NamedTuple):
    """A screen, and the page that lies over the staff's, "" for none; pages that are opened one after the other stand
    apart by a stroke.
    """

    name: str
    screen: Screen
    overlay: str = ""
    worst: bool = False

    @property
    def alike(self) -> bool:
        """Whether others differ from it in a text alone."""
        return self.name.startswith(("staff", "banner", "tiles", "said"))

    @property
    def group(self) -> str:
        """Which moments it belongs with."""
        first, _, rest = self.name.partition("-")
        if first in ("staff", "staff.decline_hint") or self.name.startswith("staff."):
            return "words"
        return first if rest and first in GROUPS else "counter"

    @property
    def with_code(self) -> bool:
        return self.screen.customer.page is CustomerPage.QR and not self.overlay


def _code() -> Code:
    return Code(LONG_PAYLOAD, rows_of(LONG_PAYLOAD), True, "demo.invalid", "HKD", None, False, "", None, True)


def _codes() -> dict[str, Screen]:
    found = {}
    for name, money, left in (("hkd", MOST, 3599.0), ("cny", MOST_CNY, 17.0)):
        qr = made.qr_view(money, left=left, code=_code(), exact=True, about=True, payee=LONG_PAYEE, lifetime_s=3600.0)
        for asked, ending in ((None, ""), (CANNOT, "-asked")):
            found[f"longest-{name}{ending}"] = made.offering(
                qr,
                asked,
                sale=123456,
                tiles=LATE_TILES,
                action=Say("staff.code_unusual.headline"),
                verdict=(AFTER_PAID, ONCE),
                answer=LONG_ANSWER,
                banner=WARNING,
            )
    return found


def _customers() -> dict[str, Screen]:
    beside = SCREENS["checking"].staff
    return {
        f"customer-{page}-{money.currency}": Screen(beside, CustomerView(page, money))
        for page in CustomerPage
        if page not in (CustomerPage.QR, CustomerPage.IDLE)
        for money in (MOST, MOST_CNY)
    }


def _staff_words() -> dict[str, Screen]:
    """Every text a page of the staff can be headed with, as the counter joins it with acts and answers."""
    two: tuple[Act, ...] = (Act.AGAIN, Act.NEXT)
    three = (Act.SET_ASIDE, Act.CHECK_NOW, Act.NEXT)
    keys = [(StaffPage.NOT_STARTED, Tone.BAD, key, two) for key in {*words.NOT_STARTED.values(), *_refusals()}]
    keys += [(StaffPage.UNSETTLED, Tone.ALERT, key, three) for key in set(words.UNSETTLED.values())]
    keys += [(StaffPage.STOPPED, Tone.CALM, "staff.stopped_before", (Act.CHECK_NOW, Act.NEXT))]
    keys += [(StaffPage.OUT_OF_SERVICE, Tone.BAD, "staff.damaged", ())]
    found = {}
    for page, tone, key, acts in sorted(keys):
        action = None if key in words.WITHOUT_ACTION else Say(f"{key}.action")
        view = made.staff(page, tone, key, *acts, action=action, money=MOST_CNY, sale=123456, answer=LONG_ANSWER)
        view = replace(view, verdict=VERDICTS.get(page, (KEEP, ONCE)))
        if key == "staff.paid_late":
            late = Say(f"{key}.headline", (("amount", MOST_CNY), ("sale", 123456), ("time", UTC_NOW)))
            view = replace(view, headline=late, buttons=(Button(Act.NEXT),))
        if page is StaffPage.NOT_STARTED:
            view = replace(view, small=LONG_MESSAGE, answer=Say("staff.cause.token"))
        if key in ("staff.unsettled", "staff.moved"):
            locked = Button(Act.NEW_CODE_NO, False, Say("staff.second_charge.no_owner"))
            view = replace(view, buttons=(*view.buttons, locked), verdict=(ONCE, SECOND))
        found[f"staff-{key}"] = Screen(view, CustomerView(CustomerPage.WAIT_STAFF, MOST))
    return found


def _five_aside() -> dict[str, Screen]:
    """No room for a sixth tile: which one would give way stands beside the button."""
    found = {}
    for key in ("staff.set_aside.full", "staff.set_aside.full_ended"):
        aside = Button(Act.SET_ASIDE, why=Say(key, (("sale", 123456), ("amount", MOST_CNY))))
        for name in ("offering", "unsettled"):
            view = SCREENS[name].staff
            others = [button for button in view.buttons if button.act is not Act.SET_ASIDE]
            locked = [Button(Act.NEW_CODE_NO, False, Say("staff.second_charge.no_owner"))]
            buttons = (aside, *others, *(locked if name == "unsettled" else []))
            view = replace(view, tiles=LATE_TILES, buttons=buttons, question=None, money=MOST_CNY, sale=123456)
            found[f"{name}-{key}"] = replace(SCREENS[name], staff=view)
    return found


def _refusals() -> set[str]:
    return {words.refused(code) for code in ("", *words.REFUSED_GROUP)}


def _hints() -> dict[str, Screen]:
    found = {}
    for code in ("20101", "20105", "20106", "20102", "20301", ""):
        said = words.hint(code)
        acts = (Act.AGAIN, Act.NEXT)
        view = made.staff(StaffPage.DECLINED, Tone.BAD, "staff.declined", *acts, action=said, small=LONG_MESSAGE)
        view = replace(view, money=MOST_CNY, sale=123456, tiles=LATE_TILES, banner=WARNING, verdict=(KEEP, IF_NONE))
        found[said.key] = Screen(view, CustomerView(CustomerPage.DECLINED, MOST_CNY))
    return found


def _row(number: int, key: str, headline: str) -> Row:
    args = (("amount", MOST), ("sale", 123456), ("time", UTC_NOW), ("by", LONG_NAME))
    fact = Say(key, (("by", LONG_NAME),)) if key.startswith("staff.state.settled_") else Say(key)
    return Row(
        payment_id=f"till1-L{number}",
        sale=123450 + number,
        money=MOST_CNY,
        reference=LONG_REFERENCE,
        state="ATTENTION",
        fact=fact,
        tone=Tone.ALERT,
        created=UTC_NOW - timedelta(minutes=number),
        settled=UTC_NOW,
        code="20801",
        attention=tuple(Say(f"{part}.headline", args) for part in (headline, "staff.paid_twice")),
        action=Say(f"{headline}.action"),
        verdict=(KEEP, ONCE),
        can_check=True,
    )


def _full() -> Screen:
    """Everything the staff's window can hold at once."""
    kinds = sorted({key for key in words.ATTENTION.values() if key != "staff.paid_after_decline"})
    states: tuple[str, ...] = ("rejected", "attention", "set_aside", "by_hand", "paid_late", "accepted", "double")
    attention = tuple(_row(number, "staff.state.attention", key) for number, key in enumerate(kinds))
    states = (*states, "unshown", *(key.removeprefix("staff.state.") for key in words.SETTLED.values()), "settled")
    recent = tuple(_row(number, f"staff.state.{state}", "staff.moved") for number, state in enumerate(states))
    full = replace(made.FULL_KEYPAD, tiles=LATE_TILES, reference=LONG_REFERENCE, entry="10000.00")
    full = replace(full, attention=attention, recent=recent + RECENT, entry_refused=Say("staff.decimals"))
    return Screen(full, CustomerView(CustomerPage.AMOUNT, MOST_CNY))


def _tiles() -> dict[str, Screen]:
    found = {}
    for fact in ("waiting", "confirming", "paid", "declined", "unsure"):
        tile = Tile("till1-T", 123456, MOST_CNY, Say(f"staff.tile.{fact}"), Tone.WAIT, NOW + 3599, final=False)
        view = replace(KEYPAD, tiles=(tile,) * 5)
        found[f"tiles-{fact}"] = Screen(view, CustomerView(CustomerPage.IDLE))
    return found


def _banners() -> dict[str, Screen]:
    keys = ["staff.identity_elsewhere.headline", "staff.cannot_save.headline", "staff.storage_before.headline"]
    keys += ["staff.fault.headline", *sorted(words.OUT_OF_SERVICE.values())]
    moment = Left(NOW + 272)
    return {
        f"banner-{key}": Screen(replace(KEYPAD, banner=Say(key, (("left", moment),))), CustomerView(CustomerPage.IDLE))
        for key in keys
    }


def moments() -> list[Moment]:
    """All of them, in an order that does not change."""
    screens = {**SCREENS, **_codes(), **_customers(), **_staff_words(), **_hints(), **_tiles(), **_banners()}
    screens |= _five_aside()
    full = _full()
    found = [Moment(name, screen, worst=name in WORST) for name, screen in screens.items()]
    found += [Moment("full", full, worst=True)]
    found += [Moment(f"over-keypad-{overlay}", full, overlay, worst=True) for overlay in OVERLAYS]
    busy = replace(SCREENS["unsettled"].staff, attention=full.staff.attention, recent=full.staff.recent)
    busy = replace(busy, tiles=LATE_TILES, totals=made.TOTALS, answer=CHECKED, money=MOST_CNY)
    over_sale = Screen(busy, CustomerView(CustomerPage.SEE_STAFF, MOST))
    found += [Moment(f"over-sale-{overlay}", over_sale, overlay, worst=True) for overlay in OVERLAYS]
    found.append(Moment("unsettled-owner", UNSETTLED_OWNER))
    found += [Moment(name, *placed) for name, placed in worded().items()]
    return found + [Moment(f"office-{name}", screen, "/".join(pages)) for name, (screen, pages) in OFFICE.items()]
