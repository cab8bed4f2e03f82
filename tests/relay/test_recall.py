"""What is remembered of a store is what the store would say, whoever changes it meanwhile."""

from __future__ import annotations

import hashlib
import tempfile
from itertools import count as numbers
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.relay.limits import LIMITS
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import Deposit, Receipt, Redemption, Renewal, Seating, Work
from tests.relay.helpers import Clock

TOKENS = (b"token", b"second", b"third")
FIRST = "a" * 16
STEPS = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 30)),
    st.tuples(st.just("read"), st.integers(0, 40)),
    st.tuples(st.just("renew"), st.integers(0, 3)),
    st.tuples(st.just("sit"), st.integers(0, 3)),
    st.tuples(st.just("redeem"), st.integers(1, 2)),
    st.tuples(st.just("sweep"), st.just(0)),
    st.tuples(st.just("epochs"), st.just(0)),
    st.tuples(st.just("epochs elsewhere"), st.just(0)),
    st.tuples(st.just("revoke"), st.just(0)),
    st.tuples(st.just("rotate"), st.integers(0, 2)),
    st.tuples(st.just("readmit"), st.just(0)),
)
ELSEWHERE = ("epochs elsewhere", "revoke", "rotate", "readmit")
_COUNTERS = """
SELECT queued, queued_bytes,
    (SELECT count(*) FROM letters WHERE box = boxes.id AND position > read_to),
    (SELECT coalesce(sum(size), 0) FROM letters WHERE box = boxes.id AND position > read_to)
FROM boxes WHERE id = 2
"""


def work(kind: str, number: int, now: float) -> Work:
    match kind:
        case "read":
            return Receipt(2, number, now)
        case "renew":
            return Renewal(2, f"epoch{number}")
        case "sit":
            return Seating(2, f"{number}" * 16, number, now)
        case "redeem":
            return Redemption(b"code", TOKENS[number], now)
    body = b"%d" % number * 50
    return Deposit(2, "shop", "till1", now, hashlib.sha256(body).digest(), body)


def act(serving: SqliteStore, other: SqliteStore, kind: str, number: int, now: float, epochs: list[str]) -> None:
    """One step: commits are the serving process's, what an owner asks for is another's."""
    live = other.tills("shop")[0].tokens
    match kind:
        case "sweep":
            serving.sweep(now)
        case "epochs":
            serving.renew_epochs(epochs.pop)
        case "epochs elsewhere":
            other.renew_epochs(epochs.pop)
        case "revoke":
            if live:
                other.revoke_till("shop", "till1")
        case "rotate":
            if other.box_of_token(TOKENS[number]):
                return
            if live:
                other.rotate_till("shop", "till1", TOKENS[number], now)
            else:
                other.add_till("shop", "till1", TOKENS[number], "epoch", now)
        case "readmit":
            other.readmit_till("shop", "till1", 0.0)
        case "redeem":
            if not other.box_of_token(TOKENS[number]):
                other.enrol_till("shop", "till1", b"code", now + 1.0, "epoch")
                serving.commit([work(kind, number, now)])
        case _:
            serving.commit([work(kind, number, now)])


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=25), st.integers(1, 4), st.integers(1, 400))
def test_the_one_that_remembers_answers_like_one_that_asks(
    steps: list[tuple[str, int]], count: int, size: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "relay.db"
        ticks = Clock(0.0)
        serving, other = SqliteStore(path, alone=True, ticks=ticks), SqliteStore(path)
        other.add_project("shop", b"address", "epoch", 0.0)
        other.add_till("shop", "till1", TOKENS[0], "epoch", 0.0)
        epochs = [f"new{number}" for number in range(100)]
        for (kind, number), moment in zip(steps, numbers(1), strict=False):
            act(serving, other, kind, number, moment / 1000, epochs)
            if kind in ELSEWHERE:
                # Rights that another process gives and takes are believed a second later.
                ticks.now += 1.0
            for token in TOKENS * 2:
                assert serving.box_of_token(token) == other.box_of_token(token)
            for after in (0, 1, 5, 10, 30):
                assert serving.letters(2, after, count, size) == other.letters(2, after, count, size)
            counters = other._reader.execute(_COUNTERS).fetchone()
            assert counters is not None
            assert counters[:2] == counters[2:]
        serving.close()
        other.close()


def opened(folder: Path) -> SqliteStore:
    store = SqliteStore(folder / "relay.db", LIMITS, alone=True)
    store.add_project("shop", b"address", "epoch", 0.0)
    store.add_till("shop", "till1", TOKENS[0], "epoch", 0.0)
    return store


def test_a_letter_that_was_just_committed_is_not_read_again(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.commit([work("put", 1, 1.0), work("put", 2, 1.0)])
    box = store.box_of_token(TOKENS[0])
    store._reader.close()  # whatever asks the disk from here on fails
    assert box is not None
    found = store.letters(2, 0, 10, 10_000)
    assert [letter.body for letter in found] == [b"1" * 50, b"2" * 50]
    assert box.last == found[-1].position
    assert store.letters(2, box.last, 10, 10_000) == []
    store.close()


def test_memory_is_bounded_and_what_was_forgotten_is_on_the_disk(tmp_path: Path) -> None:
    store = opened(tmp_path)
    bodies = [b"%d" % number + b"x" * 200_000 for number in range(20)]
    for number, body in enumerate(bodies):
        store.commit([Deposit(2, "shop", "till1", float(number), hashlib.sha256(body).digest(), body)])
    assert store._recall is not None
    assert store._recall._bytes <= 2_097_152
    assert [letter.body for letter in store.letters(2, 0, 100, 10_000_000)] == bodies
    store.close()


def test_a_new_epoch_by_another_process_ends_what_was_known_of_the_counters(tmp_path: Path) -> None:
    store, other = opened(tmp_path), SqliteStore(tmp_path / "relay.db")
    store.commit([work("put", 1, 1.0), Receipt(2, 1_000, 1.0)])
    other.renew_epochs(lambda: "new")
    store.commit([work("put", 2, 2.0)])
    box = store.box_of_token(TOKENS[0])
    assert box is not None
    assert (box.epoch, box.read_to) == ("new", 0)
    assert store.unread() == (2, 0)
    store.close()
    other.close()


def test_a_letter_that_was_acknowledged_in_its_own_transaction_is_read_from_the_disk(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.commit([work("put", 1, 1.0), Receipt(2, 5_000, 1.0), work("put", 2, 2.0)])
    assert [letter.body for letter in store.letters(2, 0, 10, 10_000)] == [b"1" * 50, b"2" * 50]
    store.close()


def test_who_lost_a_right_on_the_disk_has_lost_it_here(tmp_path: Path) -> None:
    store, other = opened(tmp_path), SqliteStore(tmp_path / "relay.db")
    store.commit([Seating(2, FIRST, 1, 1.0)])
    seen = store.box_of_token(TOKENS[0])
    assert seen is not None
    assert seen.instance == FIRST
    other.commit([Seating(2, "b" * 16, 2, 2.0)])
    seen = store.box_of_token(TOKENS[0])
    assert seen is not None
    assert seen.instance == "b" * 16
    other.revoke_till("shop", "till1")
    assert store.box_of_token(TOKENS[0]) is None
    store.close()
    other.close()
