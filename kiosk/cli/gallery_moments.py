"""Moments to look at: every page of both windows, with usual and with the longest texts that can stand on it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from kiosk.cli import gallery_screens as made
from kiosk.cli import gallery_truth as truth
from kiosk.cli.gallery_office import OFFICE, UNSETTLED_OWNER
from kiosk.cli.gallery_sales import LONG_MESSAGE as LONG_MESSAGE
from kiosk.cli.gallery_sales import MOST_CNY, sales
from kiosk.cli.gallery_screens import CHECKED, KEYPAD, MOST, RECENT, SCREENS, TILES, UTC_NOW
from kiosk.cli.gallery_truth import HKD, sold, told
from kiosk.cli.gallery_words import worded
from kiosk.sale import states as s
from kiosk.sale import words
from kiosk.sale.money import Entry
from kiosk.sale.office import LONGEST_NAME
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, CustomerView, Row, Say, Screen
from kiosk.ui.reference_edit import REFERENCE_MOST

OVERLAYS = ("recent", "today", "attention", "settings", "screens", "sound", "close")
LONG_REFERENCE = "WWWWWWWWWW-2026-000123 枱 8 外賣自取 INV-0001"[:REFERENCE_MOST]
# A shop's names may have 60 characters each.
LONG_NAMES = ("The Lucky and Prosperous Tea House of Causeway Bay Company L", "好運茶室" * 15)
LONG_NAME = "W" * LONGEST_NAME
# Looked at in every size of type that the owner may wish for.
WORST = frozenset(
    (
        *("idle", "offering", "cancel-asked", "declined", "longest-hkd", "longest-cny", "longest-cny-asked"),
        *("typing-full", "staff-staff.unsettled", "staff-staff.refused.project"),
        *("customer-expired-CNY", "customer-paid-CNY"),
    )
)
LATE_TILES = tuple(replace(tile, sale=123450 + number) for number, tile in enumerate(TILES))


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


def _row(number: int, state: State, *kinds: str, **changes: object) -> Row:
    sale = sold(123450 + number, state, MOST_CNY, reference=LONG_REFERENCE, attention=kinds, **changes)
    return replace(truth.row(sale), can_check=True)


def _attention() -> tuple[Row, ...]:
    """A row for each kind, beside another that can stand with it."""
    rows = []
    for number, kind in enumerate(sorted(words.ATTENTION)):
        paid = kind in ("late", "double", "after_decline")
        state = State.PAID_LATE if paid else State.WATCHING if kind in ("unsettled", "claimed") else State.ATTENTION
        facts: dict[str, object] = {"successes": ("1", "2")} if paid else {"code": "20801"} if kind == "moved" else {}
        facts |= {"hand_at": UTC_NOW, "hand_by": LONG_NAME} if kind == "by_hand" else {}
        other = "double" if paid else "claimed"
        rows.append(_row(number, state, *dict.fromkeys((kind, other)), **facts))
    return tuple(rows)


def _recent() -> tuple[Row, ...]:
    settled = {"decided_by": LONG_NAME}
    return (
        _row(0, State.REJECTED),
        _row(1, State.ATTENTION, "moved"),
        _row(2, State.WATCHING, set_aside=True),
        _row(3, State.WATCHING, "by_hand", hand_at=UTC_NOW, hand_by=LONG_NAME),
        _row(4, State.PAID_LATE, "late"),
        _row(5, State.ACCEPTED),
        _row(6, State.PAID, "double", successes=("1", "2")),
        *(_row(7 + n, State.ATTENTION, decided=choice, **settled) for n, choice in enumerate(words.SETTLED)),
        _row(10, State.ATTENTION, decided="checked"),
        _row(11, State.WATCHING, shown=False),
    )


def _full() -> Screen:
    """Everything the staff's window can hold at once."""
    full = replace(made.FULL_KEYPAD, tiles=LATE_TILES, reference=LONG_REFERENCE, entry="10000.00", money=MOST)
    full = replace(full, attention=_attention(), recent=_recent() + RECENT, entry_refused=Say("staff.decimals"))
    return Screen(full, CustomerView(CustomerPage.AMOUNT, MOST))


def _tiles() -> dict[str, Screen]:
    states = {"waiting": State.QR_SHOWN, "paid": State.PAID, "declined": State.DECLINED}
    found = {}
    for fact in ("waiting", "confirming", "paid", "declined", "unsure"):
        state = states.get(fact, State.WATCHING)
        left = {"waiting": 3599.0, "confirming": 12.0, "unsure": -5.0}.get(fact)
        said = truth.WAITING if fact == "confirming" else ""
        sales = [(sold(123450 + number, state, MOST_CNY, said=said), left) for number in range(5)]
        view = replace(KEYPAD, tiles=truth.tiles(sales))
        found[f"tiles-{fact}"] = Screen(view, CustomerView(CustomerPage.IDLE))
    return found


def _banners() -> dict[str, Screen]:
    """A lasting trouble of the till itself, with what else the counter shows beside it."""
    # The last result is not the one that came and could not be saved.
    last = sold(41, State.WATCHING)
    woken = (last, sold(40, State.WATCHING), sold(39, State.WATCHING))
    around = {"payments": {last.payment_id: last}, "strip": last.payment_id}
    told_of: dict[str, Screen] = {
        "staff.clock.headline": told(s.Ready(), lines=replace(truth.WELL, clock_offset_s=-1_728_000.0)),
        "staff.identity_elsewhere.headline": told(s.Ready(), lines=replace(truth.WELL, relay_why="elsewhere")),
        "staff.cannot_save.headline": told(s.Ready(), None, around, saved=False, owed=True),
        "staff.storage_before.headline": told(s.Ready(), saved=False),
        "staff.restarted.headline": told(
            s.Checking(last.payment_id, "restart", truth.NOW + 60.0), last,
            {"payments": {p.payment_id: p for p in woken}}, restarted=frozenset(p.payment_id for p in woken),
        ),
        "staff.fault.headline": told(s.Ready(Entry.of(HKD)), broken="fault"),
    }
    told_of |= {key: told(s.OutOfService(why)) for why, key in sorted(words.OUT_OF_SERVICE.items())}
    return {f"banner-{key}": screen for key, screen in told_of.items()}


def moments() -> list[Moment]:
    """All of them, in an order that does not change."""
    screens = {**SCREENS, **sales(), **_tiles(), **_banners()}
    full = _full()
    found = [Moment(name, screen, worst=name in WORST) for name, screen in screens.items()]
    found += [Moment("full", full, worst=True)]
    found += [Moment(f"over-keypad-{overlay}", full, overlay, worst=True) for overlay in OVERLAYS]
    busy = replace(SCREENS["unsettled"].staff, attention=full.staff.attention, recent=full.staff.recent)
    busy = replace(busy, tiles=LATE_TILES, totals=made.TOTALS, answer=CHECKED, money=MOST_CNY)
    over_sale = Screen(busy, CustomerView(CustomerPage.SEE_STAFF, MOST_CNY))
    found += [Moment(f"over-sale-{overlay}", over_sale, overlay, worst=True) for overlay in OVERLAYS]
    found.append(Moment("unsettled-owner", UNSETTLED_OWNER))
    found += [Moment(name, *placed) for name, placed in worded().items()]
    return found + [Moment(f"office-{name}", screen, "/".join(pages)) for name, (screen, pages) in OFFICE.items()]
