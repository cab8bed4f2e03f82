"""The three tones of the till, made here note by note: nobody else's recordings, and nothing to ship.

Each differs from the others in pitch, in direction and in how many notes it has, so that none needs a good ear: paid is
two bright notes that rise, declined two low ones that fall, late three even ones. A note begins and ends at nothing,
or a loudspeaker would click. Must not know devices, nor when a tone is due.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from math import cos, exp, pi, sin
from types import MappingProxyType
from typing import Final

from kiosk.sale.screen import Chime
from kiosk.values import dataclass

RATE: Final = 24_000
"""Samples a second: enough for the highest overtone here, and half the work of a record's."""
PEAK: Final = 0.9
"""Of full scale, the loudest sample of each tone."""
FULL: Final = 32_767
WAVE: Final = 1_024
"""Samples of one wave: finer than anybody hears."""
RISE_S: Final = 0.012
FALL_S: Final = 0.06


@dataclass(frozen=True, slots=True)
class Note:
    """One note: `at` and `long` in seconds, `pitch` in hertz; `fade` is how fast it dies away (per second).

    `overtones` are the strengths of its multiples, the pitch itself first.
    """

    at: float
    long: float
    pitch: float
    fade: float
    overtones: tuple[float, ...]


# Small loudspeakers give little below 300 Hz: the low notes are heard by their overtones.
_BRIGHT: Final = (1.0, 0.45, 0.12)
_LOW: Final = (1.0, 0.5, 0.35, 0.15)
_EVEN: Final = (1.0, 0.15)

SCORES: Final[Mapping[Chime, Sequence[Note]]] = MappingProxyType({
    Chime.PAID: (Note(0.0, 0.42, 1046.5, 6.0, _BRIGHT), Note(0.16, 0.8, 1568.0, 5.0, _BRIGHT)),
    Chime.DECLINED: (Note(0.0, 0.4, 392.0, 3.0, _LOW), Note(0.36, 0.6, 293.7, 3.0, _LOW)),
    Chime.LATE: tuple(Note(0.3 * turn, 0.26, 698.5, 4.0, _EVEN) for turn in range(3)),
})  # fmt: skip


def samples(chime: Chime, share: float) -> array[int]:
    """The tone as signed 16-bit samples, one channel, `RATE` a second. `share` (0 to 1) is the volume."""
    notes = SCORES[chime]
    mixed = [0.0] * round(RATE * max(note.at + note.long for note in notes))
    for note in notes:
        first = round(RATE * note.at)
        sounded = _sounded(note)
        before = mixed[first : first + len(sounded)]
        mixed[first : first + len(sounded)] = [old + new for old, new in zip(before, sounded, strict=True)]
    loudest = max(max(mixed), -min(mixed))
    strength = FULL * PEAK * min(max(share, 0.0), 1.0) / loudest
    return array("h", [round(value * strength) for value in mixed])


def _sounded(note: Note) -> list[float]:
    """The note alone, in no particular strength. One wave is drawn and then read again and again, which takes a fifth
    of the time: a lane that counts holds up the windows, too.
    """
    wave = [
        sum(share * sin(2.0 * pi * (number + 1) * place / WAVE) for number, share in enumerate(note.overtones))
        for place in range(WAVE)
    ]
    count, step, fade = round(RATE * note.long), WAVE * note.pitch / RATE, -note.fade / RATE
    made = [wave[int(number * step) % WAVE] * exp(fade * number) for number in range(count)]
    # From nothing to all and back, without a corner.
    rise, fall = round(RATE * RISE_S), round(RATE * FALL_S)
    for number in range(rise):
        made[number] *= 0.5 - 0.5 * cos(pi * number / rise)
    for number in range(fall):
        made[-1 - number] *= 0.5 - 0.5 * cos(pi * number / fall)
    return made
