"""The SQLite store: one transaction for a group, all of it or nothing, there again after a crash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import apsw
import pytest

from kiosk.relay.errors import StoreError
from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.store import SqliteStore, Store
from kiosk.relay.values import Box, Broken, Deposit, Full, Noted, Receipt, Stored
from tests.relay.helpers import Desk


def deposit(box: Box, body: bytes, at: float = 1_000.0) -> Deposit:
    return Deposit(box.id, "shop", box.till, at, hashlib.sha256(body).digest(), body)


def box_of(store: SqliteStore, till: str = "till1") -> Box:
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
    commits: list[int] = []
    other = apsw.Connection(str(desk.store.path), flags=apsw.SQLITE_OPEN_READONLY)
    before = desk.store.transactions
    version = other.pragma("data_version")
    outcomes = desk.store.commit([deposit(box, b"%d" % n) for n in range(100)])
    commits.append(desk.store.transactions - before)
    assert commits == [1]
    assert other.pragma("data_version") == version + 1
    assert other.execute("SELECT count(*) FROM letters").get == 100
    positions = [outcome.position for outcome in outcomes if isinstance(outcome, Stored) and outcome.fresh]
    assert positions == list(range(1_000_000, 1_000_100))
    other.close()


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


def test_a_failed_group_leaves_nothing_and_says_so_to_each(desk: Desk) -> None:
    box = box_of(desk.store)
    other = apsw.Connection(str(desk.store.path))
    other.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON letters WHEN new.body = x'62' BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    before = desk.store.transactions
    assert desk.store.commit([deposit(box, b"a"), deposit(box, b"b")]) == [Broken("ConstraintError")] * 2
    assert desk.store.letters(box.id, 0, 10, 10) == []
    assert desk.store.transactions == before
    # The next one is not harmed by it.
    assert desk.store.commit([deposit(box, b"a")]) == [Stored(1_000_000, fresh=True)]
    other.close()


def test_what_was_committed_is_there_after_a_crash(desk: Desk) -> None:
    box = box_of(desk.store)
    desk.store.commit([deposit(box, b"a"), Receipt(box.id, 0, 1.0)])
    # The first store is neither closed nor checkpointed: what the second one sees is what the disk has.
    again = SqliteStore(desk.store.path)
    assert [letter.body for letter in again.letters(box.id, 0, 10, 10)] == [b"a"]
    assert again.commit([deposit(box, b"a")]) == [Stored(1_000_000, fresh=False)]
    again.close()


def test_reading_goes_on_while_another_program_writes(desk: Desk) -> None:
    box = box_of(desk.store)
    desk.store.commit([deposit(box, b"a")])
    other = apsw.Connection(str(desk.store.path))
    other.execute("BEGIN IMMEDIATE; DELETE FROM letters")
    assert len(desk.store.letters(box.id, 0, 10, 10)) == 1
    other.execute("ROLLBACK")
    other.close()


def test_a_page_that_was_cut_short_holds_nothing_open(desk: Desk) -> None:
    box = box_of(desk.store)
    desk.store.commit([deposit(box, b"a" * 100), deposit(box, b"b" * 100)])
    assert len(desk.store.letters(box.id, 0, 10, 1)) == 1
    desk.store.checkpoint()
    other = apsw.Connection(str(desk.store.path))
    # A reader left standing in the log would keep it from being emptied.
    assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").get[0] == 0
    other.close()


def test_a_store_out_of_reach_is_named_with_a_cure(desk: Desk) -> None:
    desk.store.close()
    with pytest.raises(StoreError, match=r"relay\.db cannot be read.*Look at the disk"):
        desk.store.letters(1, 0, 1, 1)
    with pytest.raises(StoreError, match=r"relay\.db cannot be written"):
        desk.store.sweep(0.0)
    with pytest.raises(StoreError):
        desk.store.checkpoint()
    assert isinstance(desk.store.commit([Receipt(1, 1, 1.0)])[0], Broken)
