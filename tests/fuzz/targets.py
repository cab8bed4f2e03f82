"""All targets by their names."""

from __future__ import annotations

from tests.fuzz import (
    collide,
    forge,
    targets_files,
    targets_gate,
    targets_line,
    targets_picture,
    targets_text,
    targets_wire,
)
from tests.fuzz.engine import Target

_ROOMS = (targets_gate, targets_text, targets_line, targets_files, targets_picture, targets_wire, forge, collide)

TARGETS: dict[str, Target] = {target.name: target for room in _ROOMS for target in room.TARGETS}
