"""What is counted, and that the page is one a Prometheus server reads."""

from __future__ import annotations

import re

from kiosk.relay.meter import GAUGES, ROUTES, Histogram, Meter
from kiosk.relay.values import Broken, Deposit, Full, Outcome, Stored

DEPOSIT = Deposit(1, "tea-house", "till1", 0.0, b"digest", b'{"payment":{"id":"till1-A"}}')
ORPHAN = Deposit(2, "tea-house", "", 0.0, b"digest", b"{}")
SAMPLE = re.compile(r'(kiosk_relay_[a-z_]+)(\{[a-z]+="[A-Za-z0-9+._]+"(,[a-z]+="[0-9]+")?\})? (\S+)')


def samples(page: str) -> dict[str, float]:
    """Every sample of a page, and that each stands below its own TYPE; the text format of Prometheus, 0.0.4."""
    found: dict[str, float] = {}
    kinds: dict[str, str] = {}
    assert page.endswith("\n")
    for line in page.splitlines():
        if line.startswith("# HELP "):
            continue
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in kinds, "a family is told once"
            kinds[name] = kind
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample is not None, line
        family = re.sub(r"_(bucket|sum|count)\Z", "", sample[1])
        assert list(kinds)[-1] in (sample[1], family)
        found[line.rpartition(" ")[0]] = float(sample[4])
    return found


def test_answers_are_counted_by_route_and_status() -> None:
    meter = Meter()
    for path, status in (("/callback/secret", 200), ("/callback/other", 200), ("/letters", 409), ("/letters", 429)):
        meter.answered(path, status, 0.003)
    found = samples(meter.page({}))
    assert found['kiosk_relay_answers_total{route="callback",status="200"}'] == 2
    assert found['kiosk_relay_answers_total{route="letters",status="409"}'] == 1
    assert found['kiosk_relay_answers_total{route="letters",status="429"}'] == 1
    assert found["kiosk_relay_callback_answered_seconds_count"] == 2
    assert found['kiosk_relay_callback_answered_seconds_bucket{le="0.0025"}'] == 0
    assert found['kiosk_relay_callback_answered_seconds_bucket{le="0.005"}'] == 2


def test_paths_that_anybody_may_write_become_one_route() -> None:
    meter = Meter()
    for path in ("/letters/x", '/"} 1\nforged', "/callback", "", "/admin"):
        meter.answered(path, 404, 0.0)
    page = meter.page({})
    assert samples(page)['kiosk_relay_answers_total{route="other",status="404"}'] == 5
    assert "forged" not in page


def test_letters_are_counted_by_what_became_of_them() -> None:
    meter = Meter()
    outcomes: list[tuple[Deposit, Outcome]] = [
        (DEPOSIT, Stored(1, fresh=True)),
        (DEPOSIT, Stored(1, fresh=False)),
        (ORPHAN, Stored(2, fresh=True)),
        (DEPOSIT, Full()),
        (DEPOSIT, Broken("FullError")),
    ]
    for deposit, outcome in outcomes:
        meter.letter(deposit, outcome, 0.2)
    found = samples(meter.page({}))
    counted = {key: found[f'kiosk_relay_letters_total{{outcome="{key}"}}'] for key in ("stored", "orphan", "repeated")}
    assert counted == {"stored": 1, "orphan": 1, "repeated": 1}
    assert found['kiosk_relay_letters_total{outcome="full"}'] == 1
    assert found['kiosk_relay_letters_total{outcome="broken"}'] == 1
    # Only what is on the disk was committed.
    assert found["kiosk_relay_callback_committed_seconds_count"] == 3


def test_gauges_stand_there_when_they_are_known() -> None:
    found = samples(Meter().page({"polls_waiting": 2_000, "orphans": 0}))
    assert found["kiosk_relay_polls_waiting"] == 2_000
    assert found["kiosk_relay_orphans"] == 0
    assert "kiosk_relay_letters_unread" not in found
    assert set(GAUGES) == {"ready", "polls_waiting", "letters_unread", "orphans"}


def test_commits_and_deliveries_are_measured() -> None:
    meter = Meter()
    meter.commit(7, 0.02)
    meter.delivered(11.0)
    found = samples(meter.page({}))
    assert found['kiosk_relay_commit_size_bucket{le="4"}'] == 0
    assert found['kiosk_relay_commit_size_bucket{le="8"}'] == 1
    assert found["kiosk_relay_commit_seconds_sum"] == 0.02
    assert found['kiosk_relay_delivery_seconds_bucket{le="10.0"}'] == 0
    assert found['kiosk_relay_delivery_seconds_bucket{le="+Inf"}'] == 1


def test_a_bound_belongs_to_its_bucket_and_a_clock_that_goes_back_counts_as_nothing() -> None:
    histogram = Histogram((1, 2))
    for value in (1, 1.5, 2, 3, -4):
        histogram.take(value)
    assert histogram.lines("x") == [
        'x_bucket{le="1"} 2', 'x_bucket{le="2"} 4', 'x_bucket{le="+Inf"} 5', "x_sum 7.5", "x_count 5",
    ]  # fmt: skip


def test_every_route_of_the_service_is_known() -> None:
    assert {"letters", "probe", "health", "ready", "openapi.json"} <= set(ROUTES)
