"""The counters of a box after any run of deposits and receipts are what counting the rows would give."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.relay.limits import LIMITS
from kiosk.relay.location import Postgres
from kiosk.relay.store import Store
from kiosk.relay.values import ORPHANS, Box, Deposit, Receipt, Work
from tests.relay.helpers import open_kept, row
from tests.relay.postgres.server import Server

SMALL = replace(LIMITS, box_letters=4, box_bytes=30)
WORK = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 8), st.integers(0, 12)),
    st.tuples(st.just("read"), st.integers(0, 12), st.just(0)),
)
ROWS = """
SELECT last, read_to, queued, queued_bytes,
    (SELECT count(*) FROM letters WHERE box = boxes.id AND position > boxes.read_to),
    (SELECT coalesce(sum(length(body)), 0) FROM letters WHERE box = boxes.id AND position > boxes.read_to),
    (SELECT coalesce(max(position), 0) FROM letters WHERE box = boxes.id)
FROM boxes WHERE id = {box}
"""
GROUPS = st.lists(st.lists(WORK, min_size=1, max_size=6), max_size=8)
EXAMPLES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def a_box(store: Store, numbers: Iterator[int]) -> Box:
    """The orphan box of one more project."""
    name = f"shop{next(numbers)}"
    store.add_project(name, name.encode(), "epoch", 0.0)
    project = store.project(name.encode())
    assert project is not None
    box = store.box(project.id, ORPHANS)
    assert box is not None
    return box


def test_counters_equal_the_rows(new_place: Callable[[], Path | Postgres]) -> None:
    place, numbers = new_place(), count()
    store = open_kept(place, SMALL)

    @EXAMPLES
    @given(GROUPS)
    def holds(groups: list[list[tuple[str, int, int]]]) -> None:
        box = a_box(store, numbers).id
        for group in groups:
            store.commit([_work(box, *piece) for piece in group])
            last, read_to, queued, size, letters, length, newest = row(place, ROWS.format(box=box))
            assert (queued, size) == (letters, length)
            assert queued <= SMALL.box_letters
            assert size <= SMALL.box_bytes
            assert read_to <= last == newest

    holds()
    store.close()


def test_both_stores_give_the_same_answers(postgres: Server, tmp_path: Path) -> None:
    stores = [open_kept(tmp_path / "relay.db", SMALL), open_kept(postgres.database(), SMALL)]
    counts = [count(), count()]

    @EXAMPLES
    @given(GROUPS)
    def holds(groups: list[list[tuple[str, int, int]]]) -> None:
        boxes = [a_box(store, numbers) for store, numbers in zip(stores, counts, strict=True)]
        box, project = boxes[0].id, boxes[0].project
        assert boxes[0] == boxes[1]
        for group in groups:
            work = [_work(box, *piece) for piece in group]
            one, other = (store.commit(work) for store in stores)
            assert one == other
            assert stores[0].box(project, ORPHANS) == stores[1].box(project, ORPHANS)
        assert stores[0].letters(box, 0, 99, 99) == stores[1].letters(box, 0, 99, 99)

    holds()
    for store in stores:
        store.close()


def _work(box: int, kind: str, number: int, size: int) -> Work:
    if kind == "read":
        return Receipt(box, number, 0.0)
    body = b"%d" % number + b"x" * size
    return Deposit(box, "shop", "", 0.0, hashlib.sha256(body).digest(), body)
