"""One value for all pages: whoever draws it is told of changes, and of nothing else."""

from __future__ import annotations

import pytest

from kiosk.sale.screen import Chime
from kiosk.ui.sound_dial import USUAL, VOLUMES, SoundDial

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_turn_is_told_once() -> None:
    dial, told = SoundDial(), list[object]()
    dial.turned.connect(told.append)
    dial.changed.connect(lambda: told.append("changed"))
    dial.turn(USUAL)
    assert told == []
    dial.turn("low")
    dial.turn("low")
    assert told == ["changed", "low"]
    assert dial.volume == "low"


def test_what_is_known_of_the_device_is_told_once() -> None:
    dial, told = SoundDial(), list[object]()
    dial.changed.connect(lambda: told.append((dial.dead, dial.sounding)))
    dial.show(dead=False, sounding=None)
    dial.show(dead=False, sounding=Chime.LATE)
    dial.show(dead=False, sounding=Chime.LATE)
    dial.show(dead=True, sounding=None)
    assert told == [(False, Chime.LATE), (True, None)]


@pytest.mark.parametrize("volume", VOLUMES)
def test_a_till_that_is_off_warns_of_nothing(volume: str) -> None:
    dial = SoundDial(volume)
    assert not dial.warns
    dial.show(dead=True, sounding=None)
    assert dial.warns is (volume != "off")
