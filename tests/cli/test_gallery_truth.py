"""The made-up sales are told as the counter tells them, and no picture joins what the counter never joins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.cli import gallery_truth as truth
from kiosk.cli.gallery_moments import Moment, moments
from kiosk.cli.gallery_truth import CNY, HKD, sold, told
from kiosk.sale import states as s
from kiosk.sale import words
from kiosk.sale.money import Money
from kiosk.sale.payment import State
from kiosk.sale.screen import Act, CustomerPage, Row, Say, StaffPage, StaffView, Strip, Tile, Tone
from kiosk.sale.verdict import GOODS_OR_MONEY, IF_NONE, KEEP, NOTHING_CHARGED, ONCE

MOMENTS = moments()
GREEN = {"staff.tile.paid", "staff.state.paid", "staff.state.paid_late", "staff.state.paid_gone"}
# Words that say that money came, and the only pages they may stand on.
PAID_ANSWER, UNPAID_ANSWER = words.CHECKED["paid"], words.CHECKED["not_paid"]


def keys(view: StaffView) -> set[str]:
    said = [view.headline, view.action, view.answer, *view.verdict]
    return {say.key for say in said if say is not None}


def judged(view: StaffView) -> Iterator[str]:
    """What no counter would join on one page."""
    found = keys(view)
    if KEEP in view.verdict and "staff.paid_late.action" in found:
        yield "goods are kept and given"
    if NOTHING_CHARGED in view.verdict and view.headline != Say("staff.storage_before.headline"):
        yield "nothing was charged, after an order left"
    if {ONCE, IF_NONE} <= set(view.verdict):
        yield "charged again, and not"
    if PAID_ANSWER in found and not {"staff.paid.headline", "staff.paid_late.headline"} & found:
        yield "answered paid, on a page that says no such thing"
    if UNPAID_ANSWER in found and view.page is not StaffPage.DECLINED:
        yield "answered not paid, of a sale that is open or paid"
    if found & set(words.CAUSE.values()) and "staff.cannot_start.headline" not in found:
        yield "a cause of what did not happen"


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.name)
def test_a_page_says_what_the_counter_says(moment: Moment) -> None:
    staff, customer = moment.screen.staff, moment.screen.customer
    assert list(judged(staff)) == []
    if staff.page is not StaffPage.KEYPAD:
        assert customer.money in (None, staff.money)
        assert customer.page not in (CustomerPage.AMOUNT, CustomerPage.IDLE, CustomerPage.SET_ASIDE)
    assert (customer.page is CustomerPage.PAID) <= (staff.page in (StaffPage.APPROVED, StaffPage.KEYPAD))
    # Where nobody knows whether the goods went, "paid" is no word to hand them over by.
    said = {say.key for say in (staff.action, *staff.verdict) if say is not None}
    unsure = bool({"staff.gaps.action", "staff.goods.maybe_gone"} & said)
    assert (staff.tone is Tone.GOOD) == (staff.page is StaffPage.APPROVED and not unsure)


def rows(view: StaffView) -> Iterator[Row]:
    yield from (*view.recent, *view.attention, *(view.found or ()))
    if view.case is not None:
        yield view.case.row


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.name)
def test_lists_tiles_and_strip_feel_as_what_they_say(moment: Moment) -> None:
    view = moment.screen.staff
    told_of: list[Row | Tile | Strip] = [*rows(view), *view.tiles, *([view.strip] if view.strip else [])]
    for one in told_of:
        assert (one.tone is Tone.GOOD) <= (one.fact.key in GREEN), one.fact
        assert (one.fact.key in {"staff.tile.paid", "staff.state.paid"}) <= (one.tone in (Tone.GOOD, Tone.ALERT))
        if isinstance(one, Row) and one.attention:
            assert one.tone is Tone.ALERT
    for tile in view.tiles:
        assert tile.final == (tile.fact.key in ("staff.tile.paid", "staff.tile.declined"))


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.name)
def test_amounts_are_of_the_sale(moment: Moment) -> None:
    view = moment.screen.staff
    for row in rows(view):
        for said in (*row.attention, *((view.case.known, *view.case.told) if view.case else ())):
            if view.case is None or row is view.case.row:
                amounts = {value.currency for name, value in said.args if isinstance(value, Money) and name != "came"}
                assert amounts <= {row.money.currency}, said
        named = [value for said in row.attention for name, value in said.args if name == "amount"]
        assert set(named) <= {row.money}, "what a headline names is what the row says"
    if view.case is not None and view.case.most is not None:
        assert view.case.most.currency is view.case.row.money.currency
        assert view.case.due is not None
        assert view.case.due.minor <= view.case.most.minor


def test_money_that_is_not_recorded_is_beside_nothing_green() -> None:
    unsaved = [m.screen.staff for m in MOMENTS if m.screen.staff.banner == Say("staff.cannot_save.headline")]
    assert unsaved
    for view in unsaved:
        assert view.strip is None or view.strip.tone is not Tone.GOOD


def test_a_made_up_sale_is_told_by_the_counter() -> None:
    late = sold(7, State.PAID_LATE, CNY, attention=("late",))
    screen = told(s.Unsettled(late.payment_id, "late"), late, answer="paid")
    assert (screen.staff.money, screen.customer.money) == (CNY, CNY)
    assert screen.staff.verdict == (ONCE,)
    assert screen.staff.answer is not None
    assert told(s.Unsettled(late.payment_id, "late"), late, answer="not_paid").staff.answer is None
    strip = told(s.Ready(), late, strip=late.payment_id).staff.strip
    assert strip is not None
    assert strip.verdict == (GOODS_OR_MONEY, ONCE)


def test_a_case_offers_what_its_sale_allows() -> None:
    acts = {button.act for button in truth.case(sold(7, State.PAID, successes=("1", "2"), attention=("double",))).acts}
    assert acts == {Act.GOODS, Act.CHECKED, Act.RETURN}
    tile = truth.tiles([(sold(8, State.PAID, HKD), None)])[0]
    assert (tile.tone, tile.final, tile.deadline) == (Tone.GOOD, True, None)
