"""The shop's picture keeps its shape in every place, and a damaged one is none."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.logo import MOST_SIDE, Logo
from tests.ui.faces import Clock
from tests.ui.stage import colours

RED = "#c01020"


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), RED).save(made, kind, quality=100)
    return made.getvalue()


@pytest.fixture
def parent(qtbot: QtBot, clock: Clock) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.setStyleSheet("background: #204080")
    return made


def painted(logo: Logo) -> QRect:
    """Where the picture's colour is on the widget."""
    image: QImage = logo.grab().toImage()
    spots = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).red() > 150 and image.pixelColor(x, y).green() < 60
    ]
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    top, bottom = min(y for _, y in spots), max(y for _, y in spots)
    return QRect(left, top, right - left + 1, bottom - top + 1)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(200, 100), (100, 200), (30, 30), (2_000, 900)])
@pytest.mark.parametrize("card", [False, True])
def test_it_keeps_its_shape_and_fills_its_place(
    parent: QWidget, kind: str, size: tuple[int, int], card: bool
) -> None:
    logo = Logo(parent, "logo", card=card)
    assert logo.decode(picture(*size, kind))
    wide, high = logo.wide_at(120, 300)
    assert wide <= 300
    assert high <= 120
    logo.setGeometry(10, 10, wide, high)
    found = painted(logo)
    assert found.width() / found.height() == pytest.approx(size[0] / size[1], rel=0.06)
    assert (found.width() >= wide - 1 or found.height() >= high - 1) is not card


def test_a_place_of_another_shape_does_not_bend_it(parent: QWidget) -> None:
    logo = Logo(parent, "logo", card=False)
    assert logo.decode(picture(200, 100))
    logo.setGeometry(0, 0, 100, 100)
    assert painted(logo).size().toTuple() == (100, 50)


def test_a_card_is_white_and_without_one_the_page_shines_through(parent: QWidget) -> None:
    seen = {}
    for card in (False, True):
        logo = Logo(parent, "logo", card=card)
        assert logo.decode(picture(200, 100))
        logo.setGeometry(0, 0, 300, 100)
        seen[card] = "#ffffff" in colours(logo)
    assert seen == {False: False, True: True}


def test_a_large_picture_is_not_kept_as_large_as_it_came(parent: QWidget) -> None:
    logo = Logo(parent, "logo", card=False)
    assert logo.decode(picture(2_000, 1_000))
    assert logo.wide_at(5_000, 4_000) == (4_000, 2_000)
    assert max(logo._image.width(), logo._image.height()) == MOST_SIDE


def test_what_is_no_picture_is_not_taken_and_draws_nothing(parent: QWidget) -> None:
    logo = Logo(parent, "logo", card=True)
    assert not logo.decode(picture(20, 20)[:60])
    assert not logo.here
    logo.setGeometry(0, 0, 50, 50)
    assert "#ffffff" not in colours(logo)
