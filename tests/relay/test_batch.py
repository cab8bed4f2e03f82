"""The counters of a box after any run of deposits and receipts are what counting the rows would give."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path

import apsw
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.relay.limits import LIMITS
from kiosk.relay.store import SqliteStore
from kiosk.relay.values import Deposit, Receipt, Work

SMALL = replace(LIMITS, box_letters=4, box_bytes=30)
WORK = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 8), st.integers(0, 12)),
    st.tuples(st.just("read"), st.integers(0, 12), st.just(0)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(WORK, min_size=1, max_size=6), max_size=8))
def test_counters_equal_the_rows(groups: list[list[tuple[str, int, int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "relay.db", SMALL)
        store.add_project("shop", b"address", "epoch", 0.0)
        for group in groups:
            store.commit([_work(*piece) for piece in group])
            other = apsw.Connection(str(store.path), flags=apsw.SQLITE_OPEN_READONLY)
            last, read_to, queued, size = other.execute(
                "SELECT last, read_to, queued, queued_bytes FROM boxes WHERE id = 1"
            ).get
            counted = other.execute(
                "SELECT count(*), coalesce(sum(length(body)), 0) FROM letters WHERE position > ?", (read_to,)
            ).get
            assert (queued, size) == counted
            assert queued <= SMALL.box_letters
            assert size <= SMALL.box_bytes
            assert read_to <= last == other.execute("SELECT coalesce(max(position), 0) FROM letters").get
            other.close()
        store.close()


def _work(kind: str, number: int, size: int) -> Work:
    if kind == "read":
        return Receipt(1, number, 0.0)
    body = b"%d" % number + b"x" * size
    return Deposit(1, "shop", "", 0.0, hashlib.sha256(body).digest(), body)
