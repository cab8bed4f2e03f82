"""Which machine a till is, and codes for tokens: what every store promises. Times are wall seconds."""

from __future__ import annotations

import pytest

from kiosk.relay.doorman import NOT_YET
from kiosk.relay.store import Store
from kiosk.relay.values import (
    Box,
    NoSuchCode,
    Noted,
    OtherTill,
    Redeemed,
    Redemption,
    Rejection,
    Seating,
    TokenUse,
    Work,
)

A, B, C = "a" * 16, "b" * 16, "c" * 16


def box_of(store: Store, till: str = "till1", project: int = 1) -> Box:
    box = store.box(project, till)
    assert box is not None
    return box


def holder(store: Store, token: bytes = b"t1") -> tuple[str, int]:
    box = store.box_of_token(token)
    assert box is not None
    return box.instance, box.generation


def test_the_first_machine_is_in_and_a_newer_start_takes_its_place(store: Store) -> None:
    box = box_of(store).id
    assert holder(store) == ("", 0)
    assert store.commit([Seating(box, A, 5, 10.0)]) == [Noted()]
    assert holder(store) == (A, 5)
    assert store.past_holder(box, A) is None
    store.commit([Seating(box, B, 6, 11.0)])
    assert holder(store) == (B, 6)
    assert (store.past_holder(box, A), store.past_holder(box, B)) == (0.0, None)
    assert store.refused_at(box) == 0.0


@pytest.mark.parametrize("late", [(B, 5), (B, 4), (B, 0)])
def test_a_start_that_is_not_newer_takes_no_place(store: Store, late: tuple[str, int]) -> None:
    box = box_of(store).id
    store.commit([Seating(box, A, 5, 10.0), Seating(box, *late, 11.0)])
    assert holder(store) == (A, 5)
    assert store.past_holder(box, B) is None


def test_who_lost_the_place_does_not_get_it_back_by_a_higher_number(store: Store) -> None:
    box = box_of(store).id
    store.commit([Seating(box, A, 5, 10.0), Seating(box, B, 6, 11.0), Seating(box, A, 9, 12.0)])
    assert holder(store) == (B, 6)
    store.commit([Seating(box, C, 7, 13.0)])
    assert holder(store) == (C, 7)


def test_two_who_ask_in_one_moment_are_decided_by_the_store(store: Store) -> None:
    box = box_of(store).id
    store.commit([Seating(box, B, 6, 10.0), Seating(box, C, 6, 10.0)])
    assert holder(store) == (B, 6)


def test_who_was_turned_away_is_remembered_with_the_time(store: Store) -> None:
    box = box_of(store).id
    store.commit([Seating(box, A, 5, 10.0), Rejection(box, B, 20.0), Rejection(box, C, 30.0), Rejection(box, B, 40.0)])
    assert (store.past_holder(box, B), store.past_holder(box, C)) == (40.0, 30.0)
    assert store.refused_at(box) == 40.0
    assert store.tills("shop")[0].refused_at == 40.0
    assert store.refused_at(box_of(store, "till2").id) == 0.0


def test_a_token_that_calls_itself_something_else_each_time_fills_nothing(store: Store) -> None:
    box = box_of(store).id
    work: list[Work] = [Rejection(box, f"{n:016x}", float(n + 1)) for n in range(200)]
    store.commit(work)
    known = [n for n in range(200) if store.past_holder(box, f"{n:016x}") is not None]
    assert known[-1] == 199
    assert len(known) <= 32


def test_readmitting_forgets_who_the_till_is_when_nobody_asks_for_its_place(store: Store) -> None:
    box = box_of(store).id
    assert store.readmit_till("shop", "till1", 0.0) == 0.0
    store.commit([Seating(box, A, 5, 10.0), Seating(box, B, 6, 11.0), Rejection(box, A, 12.0)])
    assert store.readmit_till("shop", "till1", 12.5) == 0.0
    assert holder(store) == ("", 0)
    assert store.past_holder(box, A) is None
    assert store.refused_at(box) == 0.0
    store.commit([Seating(box, A, 5, 13.0)])
    assert holder(store) == (A, 5)


def test_readmitting_lets_in_who_was_turned_away_last_and_keeps_the_other_out(store: Store) -> None:
    box = box_of(store).id
    store.commit([
        Seating(box, A, 5, 10.0), Seating(box, B, 6, 11.0),
        Rejection(box, C, 12.0), Rejection(box, A, 13.0), Rejection(box, "", 14.0),
    ])  # fmt: skip
    assert store.readmit_till("shop", "till1", 12.0) == 13.0
    assert holder(store) == (A, NOT_YET)
    assert (store.past_holder(box, B), store.past_holder(box, C), store.refused_at(box)) == (0.0, None, 0.0)
    store.commit([Seating(box, B, 6, 15.0)])
    assert holder(store) == (A, NOT_YET), "it is out, whatever its number"
    store.commit([Seating(box, A, 5, 16.0), Seating(box, B, 6, 17.0)])
    assert holder(store) == (A, 5)
    # And back, for who meant the other one.
    store.commit([Rejection(box, B, 18.0)])
    assert store.readmit_till("shop", "till1", 18.0) == 18.0
    store.commit([Rejection(box, A, 19.0)])
    assert store.readmit_till("shop", "till1", 18.0) == 19.0, "before the other one has asked, too"
    assert holder(store) == (A, NOT_YET)


def test_a_code_is_changed_for_a_token_once(store: Store) -> None:
    store.enrol_till("shop", "till1", b"code", 100.0, "e")
    assert store.commit([Redemption(b"other", b"x", 50.0)]) == [NoSuchCode()]
    assert store.commit([Redemption(b"code", b"t9", 50.0)]) == [Redeemed("shop", "till1")]
    assert store.commit([Redemption(b"code", b"t10", 51.0)]) == [NoSuchCode()]
    assert store.box_of_token(b"t10") is None
    # The token before goes on until somebody takes it away.
    assert store.box_of_token(b"t9") == store.box_of_token(b"t1") == box_of(store)


def test_a_code_of_another_till_is_left_as_it_is(store: Store) -> None:
    store.enrol_till("shop", "till1", b"code", 100.0, "e")
    assert store.commit([Redemption(b"code", b"x", 50.0, "till2")]) == [OtherTill("till1")]
    assert store.box_of_token(b"x") is None
    assert store.commit([Redemption(b"other", b"x", 50.0, "till2")]) == [NoSuchCode()]
    assert store.commit([Redemption(b"code", b"t9", 51.0, "till1")]) == [Redeemed("shop", "till1")]
    store.enrol_till("shop", "till1", b"late", 100.0, "e")
    assert store.commit([Redemption(b"late", b"x", 101.0, "till2")]) == [NoSuchCode()]


def test_a_code_is_void_when_it_is_old_replaced_or_its_till_was_revoked(store: Store) -> None:
    store.enrol_till("shop", "till1", b"old", 100.0, "e")
    assert store.commit([Redemption(b"old", b"x", 100.5)]) == [NoSuchCode()]
    store.enrol_till("shop", "till1", b"first", 100.0, "e")
    store.enrol_till("shop", "till1", b"second", 100.0, "e")
    assert store.commit([Redemption(b"first", b"x", 50.0)]) == [NoSuchCode()]
    store.revoke_till("shop", "till1")
    assert store.commit([Redemption(b"second", b"x", 50.0)]) == [NoSuchCode()]
    assert store.box_of_token(b"x") is None


def test_two_redemptions_in_one_group_give_one_token(store: Store) -> None:
    store.enrol_till("shop", "till1", b"code", 100.0, "e")
    outcomes = store.commit([Redemption(b"code", b"x", 50.0), Redemption(b"code", b"y", 50.0)])
    assert outcomes == [Redeemed("shop", "till1"), NoSuchCode()]
    assert store.box_of_token(b"y") is None


def test_a_code_makes_a_till_that_was_not_there(store: Store) -> None:
    store.enrol_till("shop", "till9", b"code", 100.0, "e9")
    assert box_of(store, "till9").epoch == "e9"
    assert store.commit([Redemption(b"code", b"t9", 50.0)]) == [Redeemed("shop", "till9")]
    assert store.box_of_token(b"t9") == box_of(store, "till9")


def test_whoever_enrols_a_machine_means_this_one(store: Store) -> None:
    box = box_of(store).id
    store.commit([Seating(box, A, 900, 10.0), Rejection(box, B, 11.0)])
    store.enrol_till("shop", "till1", b"code", 100.0, "e")
    store.commit([Redemption(b"code", b"t9", 50.0), Seating(box, B, 1, 51.0)])
    assert holder(store) == (B, 1)


def test_of_two_tokens_the_one_in_use_stays_when_a_third_comes(store: Store) -> None:
    box = box_of(store).id
    store.rotate_till("shop", "till1", b"lost", 20.0)
    store.commit([TokenUse(box, b"t1", 30.0), TokenUse(box, b"nobody's", 31.0)])
    store.rotate_till("shop", "till1", b"found", 40.0)
    opened = [store.box_of_token(token) is not None for token in (b"t1", b"lost", b"found")]
    assert opened == [True, False, True]
    assert (store.tills("shop")[0].tokens, store.tills("shop")[0].polled_at) == (2, 30.0)


def test_every_right_that_ends_is_told_to_who_asks(store: Store) -> None:
    box, told = box_of(store).id, store.changes(0)[0]
    assert store.changes(told) == (told, [])

    def after(what: str) -> None:
        nonlocal told
        before, (told, boxes) = told, store.changes(told)
        assert boxes == [("shop", "till1")], what
        assert told > before, what

    store.rotate_till("shop", "till1", b"new", 20.0)
    after("a third token ends another")
    store.revoke_till("shop", "till1", old=True)
    after("revoked")
    store.commit([Seating(box, A, 5, 10.0)])
    assert store.changes(told) == (told, []), "nobody lost anything"
    store.commit([Seating(box, B, 6, 10.0)])
    after("another machine came")
    store.commit([Rejection(box, A, 12.0)])
    store.readmit_till("shop", "till1", 0.0)
    after("readmitted, one for the other")
    store.readmit_till("shop", "till1", 0.0)
    after("readmitted")
    store.enrol_till("shop", "till1", b"code", 100.0, "e")
    store.commit([Redemption(b"code", b"t9", 50.0)])
    after("enrolled")
    store.revoke_till("shop", "till1")
    after("revoked")


def test_changes_of_several_boxes_come_together(store: Store) -> None:
    told = store.changes(0)[0]
    for till in ("till2", "till1", "till2"):
        store.readmit_till("shop", till, 0.0)
    told, boxes = store.changes(told)
    assert sorted(boxes) == [("shop", "till1"), ("shop", "till2")]
    assert store.changes(told) == (told, [])
