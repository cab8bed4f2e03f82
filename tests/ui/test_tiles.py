"""Set-aside sales: each tile says amount, fact and time left, and touching it names its payment."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.cli.gallery_glass import runs
from kiosk.sale import events
from kiosk.sale.screen import Say, Tone
from kiosk.ui.acts import Opens
from kiosk.ui.page import Kit
from kiosk.ui.scale import TOUCH_FLOOR, Scale
from kiosk.ui.tiles import MOST, TileRow
from tests.ui.faces import Clock, Heard, picture
from tests.ui.screens import NOW, TILES
from tests.ui.stage import colours


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1024, 600)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def tiles(window: QWidget, kit: Kit, heard: Heard) -> TileRow:
    made = TileRow(window, kit, heard)
    window.show()
    return made


def lay(tiles: TileRow, width: int, height: int) -> None:
    """Give the row its room in a window of that size."""
    tiles.window().resize(width, height)
    scale = Scale.of(width, height)
    tiles.setGeometry(0, 0, width, tiles.tall(scale, width))
    tiles.arrange(scale)


def test_touching_a_tile_names_its_payment(tiles: TileRow, heard: Heard) -> None:
    tiles.draw(TILES)
    lay(tiles, 1024, 600)
    for button in tiles.tiles:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    # The code of two of them does not come back: what is known of those sales stands on a page of its own.
    told: list[object] = []
    for tile in TILES:
        told.append(events.TileTapped(tile.payment_id))
        told += [Opens("case", tile.payment_id)] if tile in (TILES[1], TILES[3]) else []
    assert heard.events == told
    heard.events.clear()
    tiles.draw(TILES[2:3])
    QTest.mouseClick(tiles.tiles[0], Qt.MouseButton.LeftButton)
    assert heard.events == [events.TileTapped(TILES[2].payment_id)]


def test_a_tile_whose_code_does_not_come_back_counts_nothing_and_opens_its_page(tiles: TileRow, heard: Heard) -> None:
    gone = replace(TILES[0], returns=False)
    tiles.draw((gone,))
    lay(tiles, 1024, 600)
    assert ":" not in tiles.tiles[0].accessibleName()
    QTest.mouseClick(tiles.tiles[0], Qt.MouseButton.LeftButton)
    assert heard.events == [events.TileTapped(gone.payment_id), Opens("case", gone.payment_id)]


def test_a_tile_speaks_amount_number_fact_and_time_left(tiles: TileRow, clock: Clock) -> None:
    tiles.draw(TILES)
    first, paid = tiles.tiles[0], tiles.tiles[2]
    assert "128.50" in first.accessibleName()
    assert "#30" in first.accessibleName()
    assert first.accessibleName().endswith("1:15")
    assert ":" not in paid.accessibleName()
    clock.now = NOW + 15
    tiles.tick()
    assert first.accessibleName().endswith("1:00")
    clock.now = NOW + 75
    tiles.tick()
    assert "0:00" not in first.accessibleName()


def test_only_a_paid_tile_is_green(tiles: TileRow, kit: Kit) -> None:
    tiles.draw(TILES)
    lay(tiles, 1024, 600)
    of = kit.theme.colours
    green = [bool(colours(button) & {of.good.ground, of.good_mark}) for button in tiles.tiles]
    assert green == [tile.tone is Tone.GOOD for tile in TILES]


def test_the_row_tells_when_it_needs_other_room(tiles: TileRow) -> None:
    scale = Scale.of(1024, 600)
    assert tiles.draw(TILES[:1])
    assert tiles.draw(TILES[:3])
    assert not tiles.draw(TILES[1:4])
    assert tiles.tall(scale, 1024) > 0
    assert tiles.draw(())
    assert tiles.tall(scale, 1024) == 0
    assert not any(button.isVisible() for button in tiles.tiles)


@pytest.mark.parametrize("size", [(640, 360), (1024, 600), (800, 1280), (360, 640)])
def test_every_tile_can_be_hit_and_none_overlaps(tiles: TileRow, size: tuple[int, int]) -> None:
    tiles.draw(TILES)
    lay(tiles, *size)
    places = [button.geometry() for button in tiles.tiles if button.isVisible()]
    assert len(places) == len(TILES)
    for number, one in enumerate(places):
        assert tiles.rect().contains(one)
        assert min(one.width(), one.height()) >= TOUCH_FLOOR
        assert not any(one.intersects(two) for two in places[number + 1 :])


def test_never_more_than_five(tiles: TileRow) -> None:
    tiles.draw((*TILES, replace(TILES[0], payment_id="till1-T9")))
    assert len([button for button in tiles.tiles if button.isVisible()]) == MOST


def test_the_time_left_is_painted(tiles: TileRow, clock: Clock) -> None:
    tiles.draw(TILES[:1])
    lay(tiles, 1024, 600)
    before = picture(tiles.tiles[0])
    clock.now = NOW + 40
    tiles.tick()
    assert picture(tiles.tiles[0]) != before


def test_a_tile_whose_code_is_over_does_not_say_that_it_waits(tiles: TileRow, kit: Kit, clock: Clock) -> None:
    """Nobody can pay by it any more; only what came before its end can still turn it green."""
    tiles.draw((replace(TILES[0], fact=Say("staff.tile.waiting"), returns=True, final=False, deadline=NOW + 30.0),))
    assert kit.words.staff("staff.tile.waiting") in tiles.tiles[0].accessibleName()
    clock.now = NOW + 30.0
    tiles.tick()
    assert kit.words.staff("staff.tile.unsure") in tiles.tiles[0].accessibleName()
    tiles.draw((replace(TILES[0], fact=Say("staff.tile.confirming"), returns=True, deadline=NOW - 1.0),))
    assert kit.words.staff("staff.tile.confirming") in tiles.tiles[0].accessibleName()


@pytest.mark.parametrize("wish", [1.0, 1.25, 1.5])
def test_a_tile_names_its_key_in_larger_type_too(tiles: TileRow, wish: float) -> None:
    tiles.draw(TILES)
    tiles.offer_keys(True)
    scale = Scale.of(1280, 800, wish)
    tiles.window().resize(1280, 800)
    tiles.setGeometry(0, 0, 1280, tiles.tall(scale, 1280))
    tiles.arrange(scale)
    for number, tile in enumerate(tiles.tiles, 1):
        assert f"Alt{number}" in "".join(run.text for run in runs(tile)).replace(" ", "")
