"""What is thrown away, when, and that a late repeat is still known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kiosk.relay.limits import LIMITS, Limits
from tests.relay.helpers import DAY, Desk, bodies, letter


def rows(desk: Desk, table: str) -> int:
    return int(desk.tell(f"SELECT count(*) FROM {table}"))


def acknowledge(desk: Desk) -> None:
    page = desk.poll()
    desk.poll(f"after={page['last']}&epoch={page['epoch']}")


def test_a_read_body_goes_after_a_day_and_an_unread_one_stays(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    acknowledge(desk)
    desk.post(letter("till1-B"))
    desk.clock.now += DAY - 1
    assert desk.service.sweep() is False
    assert bodies(desk.poll()) == [letter("till1-A"), letter("till1-B")]
    desk.clock.now += 2
    desk.service.sweep()
    assert bodies(desk.poll()) == [letter("till1-B")]
    assert rows(desk, "receipts") == 0


def test_the_day_counts_from_the_receipt_not_from_the_coming(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    desk.clock.now += 10 * DAY
    acknowledge(desk)
    desk.clock.now += DAY / 2
    desk.service.sweep()
    assert len(desk.poll()["letters"]) == 1


def test_an_unread_body_goes_after_fourteen_days_and_makes_room(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, box_letters=2))
    desk.post(letter("till1-A"))
    desk.clock.now += DAY
    desk.post(letter("till1-B"))
    assert desk.post(letter("till1-C")).status == 503
    desk.clock.now += 13 * DAY + 1
    desk.service.sweep()
    assert bodies(desk.poll()) == [letter("till1-B")]
    assert [desk.post(letter(f"till1-{name}")).status for name in "CD"] == [200, 503]


def test_expired_letters_that_were_read_are_not_counted_twice(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, box_letters=1))
    desk.post(letter("till1-A"))
    desk.clock.now += 14 * DAY - 1
    acknowledge(desk)
    desk.clock.now += 2
    desk.service.sweep()
    assert [desk.post(letter(f"till1-{name}")).status for name in "BC"] == [200, 503]


def test_orphans_are_thrown_away_and_counted_no_more(desk: Desk) -> None:
    desk.post(letter("till9-A"))
    assert desk.probe()["orphans"] == 1
    desk.clock.now += 14 * DAY + 1
    desk.service.sweep()
    assert desk.probe()["orphans"] == 0


def test_a_late_repeat_is_answered_and_not_handed_out_again(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    acknowledge(desk)
    cursor = desk.probe()["last"]
    desk.clock.now += 12 * DAY
    desk.service.sweep()
    assert rows(desk, "letters") == 0
    assert desk.post(letter("till1-A")).status == 200
    assert desk.poll()["letters"] == []
    assert desk.probe()["last"] == cursor


def test_a_digest_is_forgotten_after_thirty_days(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    desk.clock.now += 30 * DAY + 1
    desk.service.sweep()
    assert rows(desk, "seen") == 0
    assert desk.post(letter("till1-A")).status == 200
    assert len(desk.poll()["letters"]) == 1


def test_until_then_bytes_that_come_again_are_known(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    acknowledge(desk)
    desk.clock.now += 30 * DAY - 1
    desk.service.sweep()
    assert (rows(desk, "letters"), rows(desk, "seen")) == (0, 1)
    assert desk.post(letter("till1-A")).status == 200
    assert desk.poll()["letters"] == []


def test_an_unread_body_stays_for_all_of_its_fourteen_days(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    desk.post(letter("till9-A"))
    desk.clock.now += 14 * DAY - 1
    desk.service.sweep()
    assert bodies(desk.poll()) == [letter("till1-A")]
    assert desk.probe()["orphans"] == 1


def test_what_is_kept_for_thirty_days_is_no_body(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    acknowledge(desk)
    desk.clock.now += 2 * DAY
    desk.service.sweep()
    assert desk.tell("SELECT length(digest) FROM seen") == 32
    assert rows(desk, "letters") == 0


def test_a_sweep_is_bounded_and_says_whether_there_is_more(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, sweep_rows=10))
    for n in range(25):
        desk.post(letter(f"till1-{n}"))
    acknowledge(desk)
    desk.clock.now += DAY + 1
    assert [desk.service.sweep() for _ in range(3)] == [True, True, False]
    assert rows(desk, "letters") == 0
    assert rows(desk, "receipts") == 0


def test_a_thrown_away_body_is_overwritten_on_the_disk(tmp_path: Path) -> None:
    """On SQLite; PostgreSQL keeps its files to itself."""
    desk = Desk(tmp_path / "relay.db")
    desk.post(letter("till1-A", mark="Chan-Tai-Man-1234567890"))
    acknowledge(desk)
    desk.clock.now += DAY + 1
    desk.service.sweep()
    desk.close()
    for file in tmp_path.iterdir():
        assert b"Chan-Tai-Man" not in file.read_bytes()
