"""What every store does, on SQLite and on PostgreSQL: one transaction for a group, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.relay.errors import StoreError
from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.store import Store
from kiosk.relay.values import Box, Broken, Deposit, Full, Noted, Receipt, Renewal, Stored, Work
from tests.relay.helpers import Desk


def deposit(box: Box, body: bytes, at: float = 1_000.0) -> Deposit:
    return Deposit(box.id, "shop", box.till, at, hashlib.sha256(body).digest(), body)


def box_of(store: Store, till: str = "till1") -> Box:
    box = store.box(1, till)
    assert box is not None
    return box


def test_it_is_a_store(desk: Desk) -> None:
    store: Store = desk.store
    assert store.orphans(1) == 0
    assert store.orphans(99) == 0
    assert store.box(1, "nobody") is None
    assert store.project(b"x") is None
    assert store.box_of_token(b"x") is None


def test_a_group_is_one_transaction(desk: Desk) -> None:
    box = box_of(desk.store)
    before = desk.store.transactions
    outcomes = desk.store.commit([deposit(box, b"%d" % n) for n in range(100)])
    assert desk.store.transactions == before + 1
    assert desk.tell("SELECT count(*) FROM letters") == 100
    positions = [outcome.position for outcome in outcomes if isinstance(outcome, Stored) and outcome.fresh]
    assert positions == list(range(1_000_000, 1_000_100))


def test_positions_follow_the_clock_and_never_go_back(desk: Desk) -> None:
    box = box_of(desk.store)
    times = [5.0, 5.0, 9.0, 1.0, -3.0, 9.002]
    outcomes = [desk.store.commit([deposit(box, b"%d" % n, at)])[0] for n, at in enumerate(times)]
    assert [o.position for o in outcomes if isinstance(o, Stored)] == [5000, 5001, 9000, 9001, 9002, 9003]


def test_a_repeat_within_one_group_is_seen(desk: Desk) -> None:
    box = box_of(desk.store)
    first, second = desk.store.commit([deposit(box, b"{}"), deposit(box, b"{}")])
    assert first == Stored(1_000_000, fresh=True)
    assert second == Stored(1_000_000, fresh=False)


def test_one_full_box_in_a_group_harms_no_other(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, box_letters=1))
    desk.service.add_till("shop", "till2")
    one, two = box_of(desk.store), box_of(desk.store, "till2")
    outcomes = desk.store.commit([deposit(one, b"a"), deposit(one, b"b"), deposit(two, b"b")])
    assert [type(outcome) for outcome in outcomes] == [Stored, Full, Stored]


def test_a_receipt_in_the_group_makes_room_for_what_follows(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, box_letters=1))
    box = box_of(desk.store)
    first = desk.store.commit([deposit(box, b"a")])[0]
    assert isinstance(first, Stored)
    outcomes = desk.store.commit([deposit(box, b"b"), Receipt(box.id, first.position, 2.0), deposit(box, b"b")])
    assert [type(outcome) for outcome in outcomes] == [Full, Noted, Stored]


def test_a_receipt_beyond_the_end_acknowledges_only_what_is_there(desk: Desk) -> None:
    box = box_of(desk.store)
    desk.store.commit([deposit(box, b"a"), Receipt(box.id, 10**15, 2.0), deposit(box, b"b")])
    assert box_of(desk.store).read_to == 1_000_000
    assert [letter.body for letter in desk.store.letters(box.id, 1_000_000, 10, 10)] == [b"b"]


def test_a_receipt_of_another_epoch_means_nothing(desk: Desk) -> None:
    box = box_of(desk.store)
    work: list[Work] = [
        deposit(box, b"a"), deposit(box, b"b"), Receipt(box.id, 1_000_000, 2.0, box.epoch), Renewal(box.id, "next"),
        Receipt(box.id, 1_000_001, 2.0, box.epoch),
    ]  # fmt: skip
    desk.store.commit(work)
    assert box_of(desk.store).read_to == 1_000_000
    desk.store.commit([Receipt(box.id, 1_000_001, 2.0, box.epoch)])
    assert desk.tell(f"SELECT queued FROM boxes WHERE id = {box.id}") == 1
    desk.store.commit([Receipt(box.id, 1_000_001, 2.0, "next")])
    assert box_of(desk.store).read_to == 1_000_001
    assert desk.tell(f"SELECT queued FROM boxes WHERE id = {box.id}") == 0


def test_what_was_committed_is_there_after_a_crash(desk: Desk) -> None:
    box = box_of(desk.store)
    desk.store.commit([deposit(box, b"a"), Receipt(box.id, 0, 1.0)])
    # The first store is neither closed nor checkpointed: what the second one sees is what the disk has.
    desk.open(desk.place)
    assert [letter.body for letter in desk.store.letters(box.id, 0, 10, 10)] == [b"a"]
    assert desk.store.commit([deposit(box, b"a")]) == [Stored(1_000_000, fresh=False)]


def test_several_receipts_in_a_group_count_each_letter_once(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, box_letters=4))
    box = box_of(desk.store)
    desk.store.commit([deposit(box, b"%d" % n) for n in range(4)])
    first = 1_000_000
    work: list[Work] = [
        Receipt(box.id, first, 2.0), Receipt(box.id, first + 2, 2.0), Receipt(box.id, first + 1, 2.0),
        deposit(box, b"new"), Receipt(box.id, first + 4, 2.0),
    ]  # fmt: skip
    assert [type(outcome) for outcome in desk.store.commit(work)] == [Noted, Noted, Noted, Stored, Noted]
    assert box_of(desk.store).read_to == first + 4
    assert desk.tell(f"SELECT queued FROM boxes WHERE id = {box.id}") == 0
    assert desk.tell(f"SELECT queued_bytes FROM boxes WHERE id = {box.id}") == 0
    outcomes = desk.store.commit([deposit(box, b"x%d" % n) for n in range(5)])
    assert [type(outcome) for outcome in outcomes] == [Stored] * 4 + [Full]


def test_a_renewal_changes_the_epoch_and_nothing_else(desk: Desk) -> None:
    box = box_of(desk.store)
    assert desk.store.commit([deposit(box, b"a"), Renewal(box.id, "another")])[1] == Noted()
    after = box_of(desk.store)
    assert after == replace(box, epoch="another", last=1_000_000)


def test_a_page_ends_at_its_bytes_and_holds_at_least_one(desk: Desk) -> None:
    box = box_of(desk.store)
    desk.store.commit([deposit(box, body) for body in (b"aaaa", b"bbbb", b"cc")])
    for size, expected in ((0, 1), (3, 1), (4, 1), (7, 1), (8, 2), (9, 2), (10, 3), (99, 3)):
        assert len(desk.store.letters(box.id, 0, 10, size)) == expected
    assert [letter.body for letter in desk.store.letters(box.id, 1_000_000, 1, 99)] == [b"bbbb"]
    assert desk.store.letters(box.id, 10**15, 10, 99) == []


def test_nothing_of_a_group_with_a_stranger_in_it_is_kept(desk: Desk) -> None:
    box = box_of(desk.store)
    stranger = replace(deposit(box, b"b"), box=999)
    with pytest.raises((TypeError, KeyError)):
        desk.store.commit([deposit(box, b"a"), stranger])
    assert desk.store.letters(box.id, 0, 10, 10) == []
    assert desk.store.commit([deposit(box, b"a")]) == [Stored(1_000_000, fresh=True)]


def test_a_closed_store_is_out_of_reach_and_says_so(desk: Desk) -> None:
    desk.store.close()
    with pytest.raises(StoreError):
        desk.store.letters(1, 0, 1, 1)
    with pytest.raises(StoreError):
        desk.store.sweep(0.0)
    with pytest.raises(StoreError):
        desk.store.add_project("other", b"x", "e", 0.0)
    assert isinstance(desk.store.commit([Receipt(1, 1, 1.0)])[0], Broken)
