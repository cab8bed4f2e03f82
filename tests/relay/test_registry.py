"""Projects and tills: at most two tokens a till, taken away all or but one. What every store promises."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from kiosk.relay.errors import NamingError
from kiosk.relay.overview import Holding, Till
from kiosk.relay.store import Store
from kiosk.relay.values import ORPHANS, AddressUse, Box, Deposit, NoSuchCode, Receipt, Redemption, Stored, TokenUse


def opens(store: Store, *tokens: bytes) -> list[bool]:
    return [store.box_of_token(token) is not None for token in tokens]


def test_two_tokens_open_one_box_and_a_third_ends_the_first(store: Store) -> None:
    store.rotate_till("shop", "till1", b"t2", 20.0)
    assert store.box_of_token(b"t1") == store.box_of_token(b"t2") == store.box(1, "till1")
    store.rotate_till("shop", "till1", b"t3", 30.0)
    assert opens(store, b"t1", b"t2", b"t3") == [False, True, True]
    assert store.tills("shop") == [Till("till1", 2, 0.0, 0.0), Till("till2", 1, 0.0, 0.0)]


def test_the_old_one_is_taken_away_or_both(store: Store) -> None:
    store.rotate_till("shop", "till1", b"t2", 20.0)
    store.revoke_till("shop", "till1", old=True)
    assert opens(store, b"t1", b"t2") == [False, True]
    with pytest.raises(NamingError, match="older token"):
        store.revoke_till("shop", "till1", old=True)
    store.rotate_till("shop", "till1", b"t3", 30.0)
    store.revoke_till("shop", "till1")
    assert opens(store, b"t1", b"t2", b"t3") == [False, False, False]
    # Of the neighbour nothing was taken.
    assert opens(store, b"n1") == [True]


def test_the_only_token_in_use_is_not_taken_for_an_old_one(store: Store) -> None:
    box = store.box(1, "till1")
    assert box is not None
    store.rotate_till("shop", "till1", b"t2", 20.0)
    store.commit([TokenUse(box.id, b"t1", 30.0)])
    with pytest.raises(NamingError, match=r"not used yet.*--yes"):
        store.revoke_till("shop", "till1", old=True)
    assert opens(store, b"t1", b"t2") == [True, True]
    store.commit([TokenUse(box.id, b"t2", 31.0)])
    store.revoke_till("shop", "till1", old=True)
    assert opens(store, b"t1", b"t2") == [False, True]
    store.rotate_till("shop", "till1", b"t3", 40.0)
    store.revoke_till("shop", "till1", old=True, sure=True)
    assert opens(store, b"t2", b"t3") == [False, True]


@pytest.mark.parametrize("now", [20.0, 1.0, 0.5])
def test_the_newest_is_the_one_that_came_last_whatever_the_clock_says(store: Store, now: float) -> None:
    store.rotate_till("shop", "till1", b"t2", now)
    store.revoke_till("shop", "till1", old=True)
    assert opens(store, b"t1", b"t2") == [False, True]


def test_a_revoked_till_keeps_its_box_for_the_next_token(store: Store) -> None:
    before = store.box(1, "till1")
    store.revoke_till("shop", "till1")
    store.add_till("shop", "till1", b"t9", "another epoch", 20.0)
    assert store.box_of_token(b"t9") == store.box(1, "till1") == before


def test_a_till_that_was_given_a_code_and_no_token_yet_can_be_revoked(store: Store) -> None:
    store.enrol_till("shop", "till3", b"c3", 600.0, "e3")
    store.revoke_till("shop", "till3")
    assert isinstance(store.commit([Redemption(b"c3", b"t3", 2.0)])[0], NoSuchCode)
    assert store.box_of_token(b"t3") is None
    with pytest.raises(NamingError):
        store.revoke_till("shop", "till3")


def test_a_token_is_nobody_elses(store: Store) -> None:
    store.add_project("other", b"o", "e", 1.0)
    store.add_till("other", "till1", b"o1", "e", 1.0)
    mine, theirs = store.box_of_token(b"t1"), store.box_of_token(b"o1")
    assert mine is not None
    assert theirs is not None
    assert (mine.project_name, theirs.project_name) == ("shop", "other")
    store.revoke_till("other", "till1")
    assert opens(store, b"t1", b"o1") == [True, False]


def test_names_that_are_unknown_or_taken_are_told(store: Store) -> None:
    with pytest.raises(NamingError, match="there already"):
        store.add_project("shop", b"x", "e", 1.0)
    with pytest.raises(NamingError, match="project shop is there already"):
        store.add_project("Shop", b"x", "e", 1.0)
    with pytest.raises(NamingError, match="till rotate shop till1"):
        store.add_till("shop", "till1", b"x", "e", 1.0)
    store.revoke_till("shop", "till2")
    with pytest.raises(NamingError, match="till add shop till2"):
        store.rotate_till("shop", "till2", b"x", 1.0)
    with pytest.raises(NamingError, match="no till till2"):
        store.revoke_till("shop", "till2")
    unknown: list[Callable[[], object]] = [
        lambda: store.rotate_till("shop", "till9", b"x", 1.0), lambda: store.revoke_till("shop", "till9"),
        lambda: store.readmit_till("shop", "till9", 0.0), lambda: store.readmit_till("shop", "", 0.0),
    ]  # fmt: skip
    for act in unknown:
        with pytest.raises(NamingError, match="till list shop"):
            act()
    with pytest.raises(NamingError, match="project add nowhere"):
        store.add_till("nowhere", "till1", b"x", "e", 1.0)
    with pytest.raises(NamingError, match="project add nowhere"):
        store.enrol_till("nowhere", "till1", b"x", 1.0, "e")
    with pytest.raises(NamingError, match="project add nowhere"):
        store.tills("nowhere")
    nowhere: list[Callable[[], object]] = [
        lambda: store.rotate_project("nowhere", b"x"), lambda: store.revoke_project("nowhere"),
        lambda: store.orphan_letters("nowhere", 1),
    ]  # fmt: skip
    for act in nowhere:
        with pytest.raises(NamingError, match="project add nowhere"):
            act()
    assert opens(store, b"x") == [False]


def test_a_project_has_its_newest_callback_address_and_the_one_before(store: Store) -> None:
    def known(*addresses: bytes) -> list[bool]:
        return [store.project(address) is not None for address in addresses]

    def used(address: bytes, at: float) -> None:
        stray = store.box(1, ORPHANS)
        assert stray is not None
        store.commit([AddressUse(stray.id, address, at)])

    first = store.project(b"s")
    store.rotate_project("shop", b"lost")
    assert store.project(b"lost") == store.project(b"s") == first
    used(b"s", 20.0)
    used(b"nobody's", 30.0)
    told = store.changes(0)[0]
    store.rotate_project("shop", b"second")
    # Whoever lost the new one before it was ever used asks for another.
    assert known(b"s", b"lost", b"second") == [True, False, True]
    assert store.changes(told)[1] == [("shop", ORPHANS)], "whoever remembers the lost one is told"
    with pytest.raises(NamingError, match=r"only by the older.*--yes"):
        store.revoke_project("shop")
    used(b"second", 40.0)
    with pytest.raises(NamingError, match=r"by both callback addresses of shop.*--yes"):
        store.rotate_project("shop", b"third")
    assert known(b"s", b"second", b"third") == [True, True, False]
    store.rotate_project("shop", b"third", sure=True)
    assert known(b"s", b"second", b"third") == [False, True, True], "the one in use goes on"
    assert [(found.used_at, found.old_used_at) for found in store.projects()] == [(0.0, 40.0)]
    told = store.changes(told)[0]
    store.revoke_project("shop", sure=True)
    assert known(b"second", b"third") == [False, True]
    assert store.changes(told)[1] == [("shop", ORPHANS)]
    with pytest.raises(NamingError, match="no older callback address"):
        store.revoke_project("shop")
    assert known(b"third") == [True]


def put(store: Store, box: Box, number: int) -> int:
    body = b'{"n":%d}' % number
    stored = store.commit([Deposit(box.id, "shop", box.till, 5.0, hashlib.sha256(body).digest(), body)])[0]
    assert isinstance(stored, Stored)
    return stored.position


def test_the_projects_are_listed_with_what_waits_in_them(store: Store) -> None:
    store.add_project("other", b"o", "e", 1.0)
    store.rotate_project("other", b"o2")
    till, stray = store.box(1, "till1"), store.box(1, ORPHANS)
    assert till is not None
    assert stray is not None
    positions = [put(store, till, number) for number in range(3)]
    for number in range(2):
        put(store, stray, number)
    store.commit([Receipt(till.id, positions[1], 6.0)])
    assert store.projects() == [Holding("other", 2, 0, 0, 0, 0.0, 0.0), Holding("shop", 1, 2, 1, 2, 0.0, 0.0)]
    assert [letter.body for letter in store.orphan_letters("shop", 10)] == [b'{"n":0}', b'{"n":1}']
    assert [letter.body for letter in store.orphan_letters("shop", 1)] == [b'{"n":1}']
    assert store.orphan_letters("other", 10) == []
