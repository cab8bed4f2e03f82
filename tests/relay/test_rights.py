"""What is remembered of rights: no longer than a second, and never against what this process wrote itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.relay.errors import StoreError
from kiosk.relay.limits import LIMITS
from kiosk.relay.recall import Place, Recall
from kiosk.relay.rights import KEPT_S, Rights
from kiosk.relay.service import Service
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import (
    Box,
    Deposit,
    Project,
    Receipt,
    Redemption,
    Rejection,
    Renewal,
    Request,
    Response,
    Seating,
    TokenUse,
    Work,
)
from tests.relay.helpers import Clock, answered, content, letter

TOKEN = b"token"


@dataclass
class Pair:
    """The serving store, another process' store on the same file, and the hand clock of the first."""

    ticks: Clock
    serving: SqliteStore
    other: SqliteStore

    def blind(self) -> None:
        """From here on, whatever asks the disk fails."""
        self.serving._reader.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    ticks = Clock(0.0)
    path = tmp_path / "relay.db"
    pair = Pair(ticks, SqliteStore(path, LIMITS, alone=True, ticks=ticks), SqliteStore(path))
    pair.other.add_project("shop", b"address", "epoch", 0.0)
    pair.other.add_till("shop", "till1", TOKEN, "epoch", 0.0)
    yield pair
    pair.serving.close()
    pair.other.close()


def test_the_disk_is_believed_for_a_second_and_no_longer(pair: Pair) -> None:
    assert KEPT_S <= 1.0
    assert pair.serving.box_of_token(TOKEN) is not None
    pair.ticks.now = KEPT_S / 2
    # Being asked does not make it any younger.
    assert pair.serving.box_of_token(TOKEN) is not None
    pair.other.revoke_till("shop", "till1")
    assert pair.serving.box_of_token(TOKEN) is not None
    pair.ticks.now = KEPT_S
    assert pair.serving.box_of_token(TOKEN) is None
    pair.other.add_till("shop", "till1", TOKEN, "epoch", 1.0)
    # That a token opens nothing is not remembered at all.
    assert pair.serving.box_of_token(TOKEN) is not None


def test_without_a_clock_or_beside_others_nothing_is_believed(pair: Pair) -> None:
    for store in (SqliteStore(pair.serving.path, alone=True), SqliteStore(pair.serving.path, ticks=pair.ticks)):
        assert store.box_of_token(TOKEN) is not None
        pair.other.revoke_till("shop", "till1")
        assert store.box_of_token(TOKEN) is None
        pair.other.add_till("shop", "till1", TOKEN, "epoch", 1.0)
        store.close()


@pytest.mark.parametrize(
    "work",
    [
        Seating(2, "a" * 16, 1, 1.0), Renewal(2, "next"), Rejection(2, "b" * 16, 1.0),
        Redemption(b"code", b"another", 1.0),
    ],
    ids=lambda work: type(work).__name__,
)  # fmt: skip
def test_what_this_process_writes_of_rights_counts_at_once(pair: Pair, work: Work) -> None:
    # The first commit looks what others wrote before it, and what they wrote ends the memory as well.
    pair.serving.commit([TokenUse(2, TOKEN, 1.0)])
    assert pair.serving.box_of_token(TOKEN) is not None
    pair.serving.commit([work])
    assert pair.serving.box_of_token(TOKEN) == pair.other.box_of_token(TOKEN)
    pair.serving.commit([work])
    pair.blind()
    with pytest.raises(StoreError):
        pair.serving.box_of_token(TOKEN)


def test_letters_receipts_and_uses_change_no_right(pair: Pair) -> None:
    letters: list[Work] = [Deposit(2, "shop", "till1", 1.0, b"d", b"{}"), Receipt(2, 1, 1.0), TokenUse(2, TOKEN, 1.0)]
    pair.serving.commit(letters)
    assert pair.serving.box_of_token(TOKEN) is not None
    pair.serving.commit(letters)
    pair.blind()
    assert pair.serving.box_of_token(TOKEN) == pair.other.box_of_token(TOKEN)


def test_what_the_owner_does_here_counts_at_once(pair: Pair) -> None:
    assert pair.serving.box_of_token(TOKEN) is not None
    pair.serving.revoke_till("shop", "till1")
    assert pair.serving.box_of_token(TOKEN) is None


def test_news_of_a_right_that_was_taken_ends_the_memory(pair: Pair) -> None:
    pair.serving.box_of_token(TOKEN)
    after, _ = pair.serving.changes(0)
    assert pair.serving.box_of_token(TOKEN) is not None
    pair.other.revoke_till("shop", "till1")
    assert pair.serving.changes(after)[1] == [("shop", "till1")]
    assert pair.serving.box_of_token(TOKEN) is None


def test_positions_are_those_of_the_last_commit_though_the_disk_is_not_asked(pair: Pair) -> None:
    service = Service(pair.serving, Clock(), os.urandom, ticks=pair.ticks)
    deposit = service._intake.address
    # The first commit looks what others wrote before it.
    pair.serving.commit([deposit(_project(pair), letter("till1-0"))])
    before = pair.serving.box_of_token(TOKEN)
    pair.serving.commit([deposit(_project(pair), letter("till1-A")), deposit(_project(pair), letter("till1-B"))])
    expected = pair.other.box_of_token(TOKEN)
    assert expected is not None
    pair.serving.commit([Receipt(2, expected.last - 1, 1.0, "epoch")])
    expected = pair.other.box_of_token(TOKEN)
    pair.blind()
    assert pair.serving.box_of_token(TOKEN) == expected != before


def test_positions_that_another_process_put_back_are_not_lifted_again(pair: Pair) -> None:
    service = Service(pair.serving, Clock(), os.urandom, ticks=pair.ticks)
    pair.serving.commit([service._intake.address(_project(pair), letter("till1-A")), Receipt(2, 10**15, 1.0, "epoch")])
    pair.other.renew_epochs(lambda: "new")
    # The first look asks the disk, the second one remembers what it said.
    looks = [pair.serving.box_of_token(TOKEN) for _ in range(2)]
    assert looks == [pair.other.box_of_token(TOKEN)] * 2
    assert looks[0] is not None
    assert (looks[0].epoch, looks[0].read_to) == ("new", 0)


def test_a_sweep_leaves_no_position_behind(pair: Pair) -> None:
    pair.serving.box_of_token(TOKEN)
    service = Service(pair.serving, Clock(), os.urandom, ticks=pair.ticks)
    pair.serving.commit([service._intake.address(_project(pair), letter("till1-A"))])
    pair.serving.sweep(0.0)
    assert pair.serving.box_of_token(TOKEN) == pair.other.box_of_token(TOKEN)


def test_a_row_that_was_read_before_the_forgetting_counts_for_nothing() -> None:
    rights = Rights(Clock(0.0), Recall())
    old, new = Box(2, 1, "shop", "till1", "old", 0, 0), Box(2, 1, "shop", "till1", "new", 0, 0)

    def slow(token: bytes) -> Box:
        rights.forget()
        return old

    assert rights.box(TOKEN, slow) is old
    assert rights.box(TOKEN, lambda token: new) is new
    assert rights.box(TOKEN, slow) is new


def test_positions_that_are_forgotten_under_its_hands_are_asked_of_the_disk() -> None:
    row, moved = Box(2, 1, "shop", "till1", "e", 0, 0), Box(2, 1, "shop", "till1", "e", 7, 0)

    class Forgetful(Recall):
        def place(self, box: int) -> Place | None:
            rights.forget()
            return None

    recall = Forgetful()
    rights = Rights(Clock(0.0), recall)
    assert rights.box(TOKEN, lambda token: row) is row
    assert rights.box(TOKEN, lambda token: moved) is moved


def test_a_second_machine_is_kept_out_though_rights_are_remembered(pair: Pair) -> None:
    clock = Clock()
    service = Service(pair.serving, clock, os.urandom, ticks=pair.ticks)
    token = service.rotate_till("shop", "till1")

    def poll(name: str, generation: int, query: str = "") -> Response:
        who = {"x-till-instance": name * 16, "x-till-generation": str(generation)}
        headers = {"authorization": f"Bearer {token}", **who}
        return answered(service.handle(Request("GET", "/letters", query, headers)))

    assert poll("a", 5).status == 200
    assert poll("c", 5).status == 409
    assert poll("b", 6).status == 200
    assert poll("a", 5).status == 409
    assert poll("b", 6).status == 200


def test_a_till_with_the_newest_cursor_never_hears_of_a_new_epoch(pair: Pair) -> None:
    clock = Clock()
    service = Service(pair.serving, clock, os.urandom, ticks=pair.ticks)
    token, epoch, after = service.rotate_till("shop", "till1"), "", 0
    headers = {"authorization": f"Bearer {token}"}
    for number in range(20):
        pair.serving.commit([service._intake.address(_project(pair), letter(f"till1-{number}"))])
        if number % 5 == 4:
            pair.serving.sweep(0.0)
        query = f"after={after}&epoch={epoch}&wait=0"
        page = content(service.handle(Request("GET", "/letters", query, headers)))
        assert page["epoch"] == (epoch or page["epoch"])
        assert len(page["letters"]) == 1
        epoch, after = page["epoch"], page["last"]
        pair.ticks.now += 0.07


def _project(pair: Pair) -> Project:
    project = pair.other.project(b"address")
    assert project is not None
    return project
