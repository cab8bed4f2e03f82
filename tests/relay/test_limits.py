"""The buckets behind the rates, and the bounds that the contract names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.relay.limits import DAY_S, LIMITS, Buckets, Rate


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    buckets = Buckets(Rate(2.0, 3), most=10)
    assert [buckets.take("a", 0.0) for _ in range(4)] == [True, True, True, False]
    assert [buckets.take("a", 0.5) for _ in range(2)] == [True, False]
    assert [buckets.take("a", 100.0) for _ in range(4)] == [True, True, True, False]


def test_keys_do_not_share_a_bucket() -> None:
    buckets = Buckets(Rate(1.0, 1), most=10)
    assert buckets.take("a", 0.0)
    assert buckets.take("b", 0.0)
    assert not buckets.take("a", 0.0)


def test_a_flood_of_keys_does_not_fill_the_memory_and_forgets_the_least_recent() -> None:
    buckets = Buckets(Rate(1.0, 1), most=3)
    assert buckets.take("busy", 0.0)
    for key in range(1_000):
        buckets.take(key, 0.0)
        assert not buckets.take("busy", 0.0)
    assert len(buckets) == 3


@given(st.lists(st.floats(0.0, 5.0), max_size=60))
def test_no_window_ever_lets_more_through_than_burst_and_rate(gaps: list[float]) -> None:
    buckets, now, allowed = Buckets(Rate(2.0, 5), most=3), 0.0, 0
    for gap in gaps:
        now += gap
        allowed += buckets.take("a", now)
    assert allowed <= 5 + 2.0 * now + 1e-6


def test_a_clock_that_steps_back_gives_nothing_away() -> None:
    buckets = Buckets(Rate(1.0, 1), most=3)
    assert buckets.take("a", 100.0)
    assert not buckets.take("a", 50.0)
    assert not buckets.take("a", 50.5)


def test_the_bounds_of_the_contract() -> None:
    assert (LIMITS.max_body, LIMITS.max_depth, LIMITS.max_wait_s) == (262_144, 8, 25.0)
    assert (LIMITS.box_letters, LIMITS.box_bytes) == (10_000, 64 * 2**20)
    assert (LIMITS.page_letters, LIMITS.page_bytes) == (100, 2**20)
    assert (LIMITS.keep_unread_s, LIMITS.keep_read_s, LIMITS.keep_digest_s) == (14 * DAY_S, DAY_S, 30 * DAY_S)
