"""What lies under words: a panel, and a ribbon that cannot be overlooked."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.page import Kit
from kiosk.ui.palette import Pair
from kiosk.ui.sheets import Panel, Ribbon


def test_a_panel_has_round_corners_and_an_edge(qtbot: QtBot, kit: Kit) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.setStyleSheet("")
    panel = Panel(page, "card")
    panel.resize(60, 40)
    blank = panel.grab().toImage()
    panel.dress("#ff0000", "#0000ff", 12)
    image = panel.grab().toImage()
    assert image.pixelColor(30, 20).name() == "#ff0000"
    assert image.pixelColor(0, 0) == blank.pixelColor(0, 0)
    assert image.pixelColor(30, 0).blue() > image.pixelColor(30, 0).red()


def test_a_strong_edge_is_wider(qtbot: QtBot, kit: Kit) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    panel = Panel(page, "card")
    panel.resize(60, 40)
    panel.dress("#ff0000", "#0000ff", 0, 4)
    image = panel.grab().toImage()
    assert [image.pixelColor(30, y).name() for y in (0, 3, 4)] == ["#0000ff", "#0000ff", "#ff0000"]


def test_a_ribbon_says_its_word_over_stripes(qtbot: QtBot, kit: Kit) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    ribbon = Ribbon(page, "DEMO 示範", Pair("#ffce54", "#1d2430"))
    ribbon.place(QRect(0, 0, 600, 30), 16)
    image = ribbon.grab().toImage()
    assert (ribbon.text(), ribbon.objectName()) == ("DEMO 示範", "ribbon")
    assert ribbon.textFormat() is Qt.TextFormat.PlainText
    edge = {image.pixelColor(x, 15).name() for x in range(100)}
    assert "#ffce54" in edge
    assert len(edge) > 1
