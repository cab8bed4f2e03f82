"""A process that is alone keeps its place, and hears nobody."""

from __future__ import annotations

from kiosk.relay.neighbours import Alone, Neighbours
from kiosk.relay.values import Box


def test_alone_nothing_is_lost_and_nobody_speaks() -> None:
    alone: Neighbours = Alone()
    heard: list[tuple[str, str]] = []
    alone.listen(lambda project, till: heard.append((project, till)))
    alone.claim(Box(7, 1, "shop", "till1", "e", 0, 0))
    assert alone.held(7)
    alone.stop()
    assert heard == []
