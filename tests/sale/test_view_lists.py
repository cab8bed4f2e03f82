"""Tiles, strip, recent sales, attention list, totals and lights."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import office_events as o
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import Light, Lights, Say, Tone, Total
from kiosk.sale.view_lists import MOST_KEPT, attention
from tests.sale.helpers import BOTH, CONFIRMING, MOVED, ONE, THREE, TWO, Playbook, decline, ended, ids, success
from tests.sale.openings import charged, expired, offered, opened, set_aside, type_amount

HKD = Money(12_850, Currency.HKD)


@pytest.mark.parametrize(
    ("fact", "words", "tone", "final"),
    [
        (None, "staff.tile.waiting", Tone.WAIT, False), (CONFIRMING, "staff.tile.confirming", Tone.WAIT, False),
        (success(), "staff.tile.paid", Tone.GOOD, True), (decline(), "staff.tile.declined", Tone.BAD, True),
        (MOVED, "staff.tile.unsure", Tone.ALERT, False),
    ],
)  # fmt: skip
def test_a_tile_shows_its_last_fact(fact: f.Fact | None, words: str, tone: Tone, final: bool) -> None:
    book = set_aside() if fact is None else set_aside().hears(fact)
    (tile,) = book.staff.tiles
    assert (tile.fact, tile.tone, tile.final) == (Say(words), tone, final)
    assert (tile.payment_id, tile.sale, tile.money, tile.deadline) == (ONE, 1, HKD, 1_300.0)


def test_a_tile_that_was_being_confirmed_already() -> None:
    (tile,) = (offered().hears(CONFIRMING) >> e.SetAsidePressed()).staff.tiles
    assert tile.fact == Say("staff.tile.confirming")
    (unsure,) = (expired() >> e.SetAsidePressed()).staff.tiles
    assert unsure.fact == Say("staff.tile.unsure")


def test_the_strip_is_the_last_result() -> None:
    assert opened().staff.strip is None
    book = offered().after(9.0).hears(success()) >> e.NextPressed()
    assert book.staff.strip is not None
    strip = book.staff.strip
    assert (strip.sale, strip.money, strip.fact, strip.tone) == (1, HKD, Say("staff.state.paid"), Tone.GOOD)
    assert strip.at == book.now.utc


def test_a_row_says_all_that_is_known() -> None:
    book = offered(opened() >> e.ReferenceTyped("table 4")).hears(decline("20105")) >> e.NextPressed()
    (row,) = book.staff.recent
    assert (row.payment_id, row.sale, row.money, row.reference) == (ONE, 1, HKD, "table 4")
    assert (row.state, row.fact, row.tone, row.code) == ("DECLINED", Say("staff.state.declined"), Tone.BAD, "20105")
    assert (row.settled, row.attention, row.action, row.can_check) == (book.now.utc, (), None, True)
    (paid,) = offered().hears(success()).staff.recent
    assert not paid.can_check


def test_late_money_stands_above_older_items_and_the_newest_of_it_first() -> None:
    book = set_aside().hears(MOVED, ONE)
    for name in (TWO, THREE):
        offered(book.after(1.0), name) >> e.CancelPressed() >> e.CancelConfirmed() >> e.NextPressed()
    assert [row.payment_id for row in book.staff.attention] == [ONE]
    # Paid in the other order than they were sold.
    book.after(1.0).hears(success(operation="op-C"), THREE)
    assert [row.payment_id for row in book.staff.attention] == [THREE, ONE]
    book.after(1.0).hears(success(operation="op-B"), TWO)
    assert [row.payment_id for row in book.staff.attention] == [TWO, THREE, ONE]


def test_the_rest_of_the_attention_list_is_oldest_first_and_says_what_to_do() -> None:
    book = set_aside().after(1.0)
    set_aside(book, TWO).hears(MOVED, TWO).hears(success(1), ONE)
    first, second = book.staff.attention
    assert (first.payment_id, second.payment_id) == (ONE, TWO)
    assert [said.key for said in first.attention] == ["staff.amount_came.headline"]
    assert ("came", f.Sum(1, "HKD")) in first.attention[0].args, "which one came"
    assert second.action == Say("staff.moved.action")
    assert book.staff.badge == 2


def test_a_line_of_the_attention_list_is_made_again_when_it_says_something_else() -> None:
    book = set_aside().hears(MOVED)
    (before,) = attention(book.till, book.now)
    assert attention(book.till, book.now)[0] is before
    asked = replace(book.till.watches[ONE], last=book.now.mono - 120.0)
    (later,) = attention(replace(book.till, watches={ONE: asked}), book.now)
    assert later == replace(before, last=later.last, next=later.next) != before


def test_however_many_lines_there_are_each_is_its_own() -> None:
    book = set_aside().hears(MOVED)
    row, watch = book.till.payments[ONE], book.till.watches[ONE]
    names = [f"till1-{number:04}" for number in range(MOST_KEPT + 2)]
    many = replace(
        book.till,
        payments={name: replace(row, payment_id=name, sale=place) for place, name in enumerate(names)},
        watches=dict.fromkeys(names, watch),
    )
    lines = attention(many, book.now)
    assert [(line.payment_id, line.sale) for line in lines] == [(name, place) for place, name in enumerate(names)]
    assert attention(many, book.now) == lines


def test_totals_never_add_currencies() -> None:
    book = offered(opened(limits=BOTH)).hears(success()) >> e.NextPressed() >> e.CurrencyPressed()
    type_amount(book, "5") >> e.ChargePressed(ids(TWO)) >> e.OrderLeft(TWO)
    book.hears(f.SuccessProved(f.Stated(sums=(f.Sum(500, "CNY"),), operation_id="op2")), TWO)
    assert book.staff.totals == (Total(Currency.CNY, 1, 500), Total(Currency.HKD, 1, 12_850))


def test_lights() -> None:
    assert Playbook().staff.lights == Lights(Light.UNKNOWN, Light.UNKNOWN, Light.OK)
    book = charged() >> e.OrderAccepted(ONE, b"")
    assert book.staff.lights == Lights(Light.OK, Light.OK, Light.OK)
    assert book.after(40.0).staff.lights.relay is Light.OK
    assert book.after(1.0).staff.lights.relay is Light.SLOW
    broken = opened().broke(opened().letter(f.Odd("x", "y"), ""))
    assert broken.staff.lights.records is Light.DOWN


def test_a_list_never_names_what_left_memory() -> None:
    book = set_aside().hears(ended("error"))
    book.till = replace(book.till, tiles=(ONE, "till1-GONE"), recent=(ONE, "till1-GONE"), strip="till1-GONE")
    assert [tile.payment_id for tile in book.staff.tiles] == [ONE]
    assert [row.payment_id for row in book.staff.recent] == [ONE]
    assert book.staff.strip is None
    book.till = replace(book.till, watches={})
    assert book.staff.tiles[0].deadline is None


def test_a_line_is_carried_on_until_its_payment_changes() -> None:
    book = offered(set_aside(opened(), TWO), ONE)
    lines = {row.payment_id: row for row in book.staff.recent}
    book.tick(1.0)
    assert all(row is lines[row.payment_id] for row in book.staff.recent)
    book.hears(success(), TWO)
    later = {row.payment_id: row for row in book.staff.recent}
    assert later[ONE] is lines[ONE]
    assert later[TWO].fact == Say("staff.state.paid")
    assert set(book.till.rows) == set(book.till.recent)
    found = {row.payment_id: row for row in (book >> o.Sought()).staff.found or ()}
    assert found[ONE] is lines[ONE], "whoever looks for it gets the same"


def test_a_line_of_another_payment_is_not_taken_for_it() -> None:
    book = offered()
    changed = replace(book.payment(ONE), reference="table 9")
    book.till = replace(book.till, payments={ONE: changed})
    assert book.staff.recent[0].reference == "table 9", "a payment that no step brought"
    book.till = replace(book.till, rows={})
    assert book.staff.recent[0].reference == "table 9"
