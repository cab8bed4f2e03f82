"""The counters of a box after any run of deposits and receipts are what counting the rows would give."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.relay.limits import LIMITS
from kiosk.relay.location import Postgres
from kiosk.relay.values import Deposit, Receipt, Work
from tests.relay.helpers import open_kept, row
from tests.relay.postgres.server import Server

SMALL = replace(LIMITS, box_letters=4, box_bytes=30)
WORK = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 8), st.integers(0, 12)),
    st.tuples(st.just("read"), st.integers(0, 12), st.just(0)),
)
ROWS = """
SELECT last, read_to, queued, queued_bytes,
    (SELECT count(*) FROM letters WHERE position > boxes.read_to),
    (SELECT coalesce(sum(length(body)), 0) FROM letters WHERE position > boxes.read_to),
    (SELECT coalesce(max(position), 0) FROM letters)
FROM boxes WHERE id = 1
"""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORK, min_size=1, max_size=6), max_size=8))
def test_counters_equal_the_rows(
    new_place: Callable[[], Path | Postgres], groups: list[list[tuple[str, int, int]]]
) -> None:
    place = new_place()
    store = open_kept(place, SMALL)
    store.add_project("shop", b"address", "epoch", 0.0)
    for group in groups:
        store.commit([_work(*piece) for piece in group])
        last, read_to, queued, size, letters, length, newest = row(place, ROWS)
        assert (queued, size) == (letters, length)
        assert queued <= SMALL.box_letters
        assert size <= SMALL.box_bytes
        assert read_to <= last == newest
    store.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORK, min_size=1, max_size=6), max_size=8))
def test_both_stores_give_the_same_answers(
    postgres: Server, tmp_path_factory: pytest.TempPathFactory, groups: list[list[tuple[str, int, int]]]
) -> None:
    stores = [open_kept(tmp_path_factory.mktemp("x") / "relay.db", SMALL), open_kept(postgres.database(), SMALL)]
    for store in stores:
        store.add_project("shop", b"address", "epoch", 0.0)
    for group in groups:
        work = [_work(*piece) for piece in group]
        one, other = (store.commit(work) for store in stores)
        assert one == other
        assert stores[0].box(1, "") == stores[1].box(1, "")
    assert stores[0].letters(1, 0, 99, 99) == stores[1].letters(1, 0, 99, 99)
    for store in stores:
        store.close()


def _work(kind: str, number: int, size: int) -> Work:
    if kind == "read":
        return Receipt(1, number, 0.0)
    body = b"%d" % number + b"x" * size
    return Deposit(1, "shop", "", 0.0, hashlib.sha256(body).digest(), body)
