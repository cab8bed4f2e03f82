"""The tones as data: short, loud, without clicks, and told apart by anybody who hears them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin, sqrt

import pytest

from kiosk.adapters.tones import FULL, PEAK, RATE, samples
from kiosk.sale.screen import Chime

LONGEST_S = 1.2
SHORTEST_S = 0.6
CLICK = 0.02
"""Of the peak: a first, last or resting sample above this would be heard as a click."""


def strength(part: Sequence[int], hertz: float) -> float:
    """How much of this frequency is in the part (0 to 1 of full scale)."""
    turn = 2 * pi * hertz / RATE
    real = sum(value * cos(turn * n) for n, value in enumerate(part))
    imaginary = sum(value * sin(turn * n) for n, value in enumerate(part))
    return 2 * hypot(real, imaginary) / (len(part) * FULL)


def pitch(part: Sequence[int]) -> int:
    """The strongest frequency of the part, within ten hertz."""
    return max(range(150, 2_500, 10), key=lambda hertz: strength(part, hertz))


def between(tone: array[int], start_s: float, end_s: float) -> Sequence[int]:
    return tone[round(start_s * RATE) : round(end_s * RATE)]


def loudness(part: Sequence[int]) -> float:
    return sqrt(sum(value * value for value in part) / len(part)) / FULL


@pytest.fixture(scope="module")
def tones() -> dict[Chime, array[int]]:
    return {chime: samples(chime, 1.0) for chime in Chime}


def test_each_is_short_and_as_loud_as_the_others(tones: dict[Chime, array[int]]) -> None:
    for tone in tones.values():
        assert SHORTEST_S < len(tone) / RATE < LONGEST_S
        assert max(map(abs, tone)) == pytest.approx(PEAK * FULL, abs=1)
        assert 0.1 < loudness(tone) < 0.5, "hearable, and no siren"


def test_none_begins_or_ends_with_a_click(tones: dict[Chime, array[int]]) -> None:
    for tone in tones.values():
        edge = CLICK * PEAK * FULL
        assert max(map(abs, tone[:10])) < edge
        assert max(map(abs, tone[-10:])) < edge
        # The steepest step of a clean 1.6 kHz wave with its overtones; a cut note would leap.
        assert max(abs(b - a) for a, b in pairwise(tone)) < 0.75 * FULL


def test_paid_rises_and_is_bright(tones: dict[Chime, array[int]]) -> None:
    first, second = (pitch(between(tones[Chime.PAID], *part)) for part in ((0.03, 0.15), (0.5, 0.62)))
    assert first == pytest.approx(1_047, abs=10)
    assert second == pytest.approx(1_568, abs=10)


def test_declined_falls_and_is_low(tones: dict[Chime, array[int]]) -> None:
    first, second = (pitch(between(tones[Chime.DECLINED], *part)) for part in ((0.05, 0.17), (0.6, 0.72)))
    assert first == pytest.approx(392, abs=10)
    assert second == pytest.approx(294, abs=10)


def test_late_is_three_even_notes_with_rests(tones: dict[Chime, array[int]]) -> None:
    tone = tones[Chime.LATE]
    notes = [between(tone, start, start + 0.12) for start in (0.03, 0.33, 0.63)]
    assert len({pitch(note) for note in notes}) == 1
    assert [round(loudness(note), 2) for note in notes[1:]] == [round(loudness(notes[0]), 2)] * 2
    assert all(loudness(between(tone, rest, rest + 0.03)) < 0.01 for rest in (0.265, 0.565))


def test_no_two_share_a_pitch(tones: dict[Chime, array[int]]) -> None:
    own = {Chime.PAID: 1_568.0, Chime.DECLINED: 293.7, Chime.LATE: 698.5}
    for chime, hertz in own.items():
        others = [strength(tones[other], hertz) for other in Chime if other is not chime]
        assert strength(tones[chime], hertz) > 4 * max(others)


def test_the_volume_is_a_share_of_the_peak_and_keeps_within_it() -> None:
    for share, wanted in ((0.0, 0.0), (0.25, 0.25), (1.0, 1.0), (7.0, 1.0)):
        assert max(map(abs, samples(Chime.PAID, share))) == pytest.approx(wanted * PEAK * FULL, abs=1)
