"""Marks: each shape means one thing, and the ring moves calmly until the last seconds."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.sale.screen import Light
from kiosk.ui.icons import Icon
from kiosk.ui.marks import RING_STEPS, Awning, LeftBar, LightDot, Mark, Ring, steps
from kiosk.ui.page import Kit
from kiosk.ui.palette import Pair
from tests.ui.faces import picture


@pytest.fixture
def page(qtbot: QtBot, kit: Kit) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_mark_is_its_icon_in_its_colour(page: QWidget, kit: Kit) -> None:
    mark = Mark(page)
    mark.resize(120, 120)
    empty = picture(mark)
    mark.show_icon(Icon.TICK, kit.theme.colours.good_mark)
    tick = picture(mark)
    mark.show_icon(Icon.CROSS, kit.theme.colours.good_mark)
    assert len({empty, tick, picture(mark)}) == 3


def test_the_seal_of_a_paid_sale_is_the_only_full_mark(page: QWidget, kit: Kit) -> None:
    def full(mark: Mark) -> float:
        pixels = picture(mark).pixels.convert("RGB").tobytes()
        return sum(pixels[i : i + 3] == b"\x12\x34\x56" for i in range(0, len(pixels), 3)) / (len(pixels) / 3)

    mark = Mark(page)
    mark.resize(200, 200)
    shares = []
    for icon in Icon:
        mark.show_icon(icon, "#123456")
        shares.append(full(mark))
    mark.show_seal(Pair("#ffffff", "#123456"))
    assert full(mark) > 0.55 > 1.2 * max(shares)
    mark.show_icon(Icon.CROSS, "#123456")
    assert full(mark) < 0.4


def test_lights_differ_by_shape_without_colour(page: QWidget, kit: Kit) -> None:
    grey = kit.theme.colours._replace(wait_mark="#444444", alert_mark="#444444", bad_mark="#444444", soft="#444444")
    dot = LightDot(page, "relayLight", Icon.RELAY)
    dot.resize(24, 24)
    dot.dress(grey)
    seen = set()
    for light in Light:
        dot.show_light(light, f"Relay: {light}")
        seen.add(picture(dot))
        assert dot.accessibleName() == dot.toolTip() == f"Relay: {light}"
    assert len(seen) == len(Light)


@pytest.fixture
def ring(page: QWidget, kit: Kit) -> Ring:
    made = Ring(page, "countdown")
    made.resize(120, 120)
    made.dress("#dddddd", "#0000ff", "#000000", "#ffffff")
    return made


def blue(ring: QWidget) -> int:
    image = ring.grab().toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(x, y) == QColor("#0000ff") for x, y in points)


def test_the_ring_empties_with_the_time(ring: Ring) -> None:
    amounts = []
    for share in (1.0, 0.75, 0.5, 0.25, 0.0):
        ring.show_left("4:32", share, soon=False)
        amounts.append(blue(ring))
    assert amounts == sorted(amounts, reverse=True)
    assert amounts[0] > 0 == amounts[-1]
    assert ring.text.text() == "4:32"
    assert ring.text.objectName() == "countdownText"


def test_the_last_seconds_have_another_shape(ring: Ring) -> None:
    ring.show_left("0:30", 0.5, soon=False)
    calm = picture(ring)
    ring.show_left("0:30", 0.5, soon=True)
    assert picture(ring) != calm


def test_a_bar_empties_too(page: QWidget, kit: Kit) -> None:
    bar = LeftBar(page, "staffCountdownBar")
    bar.resize(200, 10)
    bar.dress("#dddddd", "#0000ff")
    amounts = []
    for share, soon in ((1.0, False), (0.5, False), (0.5, True), (0.0, False)):
        bar.show_left(share, soon=soon)
        amounts.append(blue(bar))
    assert amounts[0] == 2000
    assert amounts[1] == 1000
    assert 0 < amounts[2] < amounts[1]
    assert amounts[3] == 0


def test_time_moves_in_few_steps_and_never_outside() -> None:
    assert len({steps(second / 300) for second in range(301)}) == RING_STEPS + 1
    assert (steps(-1.0), steps(7.0)) == (0.0, 1.0)


def test_an_awning_has_two_colours(page: QWidget, kit: Kit) -> None:
    awning = Awning(page)
    awning.resize(300, 40)
    awning.dress(Pair("#123456", "#fedcba"))
    image = awning.grab().toImage()
    assert {image.pixelColor(x, 2).name() for x in (10, 30, 50)} == {"#123456", "#fedcba"}
