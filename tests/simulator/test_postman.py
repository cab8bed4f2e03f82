"""When a letter is tried again: the vendor's schedule in numbers."""

import pytest

from kiosk.simulator.postman import ATTEMPTS, Letter, Postman, gap_after


def taken(postman: Postman, now: float | None) -> Letter:
    """The letter that is due, and one is."""
    assert now is not None
    letter = postman.take(now)
    assert letter is not None
    return letter


@pytest.mark.parametrize("attempt", range(1, 7))
def test_the_first_six_repeats_come_every_ten_seconds(attempt: int) -> None:
    assert gap_after(attempt) == 10


@pytest.mark.parametrize(("attempt", "seconds"), [(7, 84.0), (20, 131.3), (40, 661.4), (60, 5775.0), (68, 14191.0)])
def test_then_the_gap_grows(attempt: int, seconds: float) -> None:
    assert gap_after(attempt) == pytest.approx(seconds, rel=0.01)


@pytest.mark.parametrize("attempt", [69, 70, 119])
def test_up_to_four_hours(attempt: int) -> None:
    assert gap_after(attempt) == 4 * 3600


def test_all_attempts_take_about_ten_days() -> None:
    days = sum(gap_after(attempt) for attempt in range(1, ATTEMPTS)) / 86400
    assert days == pytest.approx(10.1, abs=0.1)


def test_a_letter_goes_until_it_meets_http_200() -> None:
    postman = Postman()
    postman.put(b"letter", 100.0)
    assert postman.take(99.9) is None
    for status, due in [(500, 110.0), (None, 120.0), (204, 130.0), (302, 140.0)]:
        letter = taken(postman, postman.due())
        assert letter.body == b"letter"
        assert not postman.answered(letter, status, letter.due)
        assert postman.due() == due
        assert postman.waiting() == 1
    letter = taken(postman, 140.0)
    assert postman.answered(letter, 200, 140.0)
    assert postman.due() is None
    assert postman.waiting() == 0


def test_a_letter_nobody_takes_is_tried_120_times_within_eleven_days() -> None:
    postman = Postman()
    postman.put(b"letter", 0.0)
    attempts = 0
    while (due := postman.due()) is not None:
        assert due <= 11 * 86400
        postman.answered(taken(postman, due), 503, due)
        attempts += 1
    assert attempts == 120


def test_a_slow_line_ends_the_attempts_at_eleven_days() -> None:
    postman = Postman()
    postman.put(b"letter", 0.0)
    letter = taken(postman, 0.0)
    assert not postman.answered(letter, None, 11 * 86400)
    assert postman.due() is None


def test_letters_due_together_go_in_the_order_they_were_written() -> None:
    postman = Postman()
    postman.put(b"second in time", 5.0)
    for body in (b"b", b"a", b"c"):
        postman.put(body, 1.0)
    assert [taken(postman, 9.0).body for _ in range(4)] == [b"b", b"a", b"c", b"second in time"]
