"""What relay processes say to each other over NOTIFY: short words that name boxes, turns and who speaks.

Nothing secret is in them. It must not know connections.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CHANNEL = "fps_relay"

# PostgreSQL refuses 8,000 bytes and more.
_MOST = 7_900


@dataclass(frozen=True, slots=True)
class Letters:
    """These boxes have something new; `boxes` is None when there were too many to name."""

    process: str
    boxes: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Turn:
    """The newest poll of this box is at that process, by its turn."""

    process: str
    box: int
    turn: int


@dataclass(frozen=True, slots=True)
class Beat:
    """A process speaks to itself, to find out whether it can hear."""

    process: str


Word = Letters | Turn | Beat


def letters_word(process: str, boxes: Sequence[int]) -> str:
    """The word for `Letters`, short enough whatever was given."""
    text = f"letters {process} " + ",".join(map(str, boxes))
    return text if len(text) <= _MOST else f"letters {process} all"


def beat_word(process: str) -> str:
    """The word for `Beat`."""
    return f"beat {process}"


def read_word(text: str) -> Word | None:
    """What was said; None for what no relay of this release says (a newer one may know more words)."""
    try:
        match text.split(" "):
            case ["letters", process, "all"]:
                return Letters(process, None)
            case ["letters", process, boxes]:
                return Letters(process, tuple(int(box) for box in boxes.split(",")))
            case ["turn", process, box, turn]:
                return Turn(process, int(box), int(turn))
            case ["beat", process]:
                return Beat(process)
    except ValueError:
        pass
    return None
