"""What every page shares: a ground, a scale that follows the window, a text in several languages."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.measure import HOLE
from kiosk.ui.page import Kit, Page, Trio
from kiosk.ui.palette import Pair
from kiosk.ui.scale import Scale
from kiosk.ui.space import stack
from kiosk.values import replace


class Plain(Page):
    """A page that remembers the scales it was given."""

    def __init__(self, parent: QWidget | None, kit: Kit) -> None:
        super().__init__(parent, "plainPage", kit)
        self.scales: list[Scale] = []

    def arrange(self, scale: Scale) -> None:
        """Remember."""
        self.scales.append(scale)


def test_a_page_follows_the_size_of_its_window(qtbot: QtBot, kit: Kit) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1920, 1080)
    page = Plain(window, kit)
    page.resize(900, 500)
    window.show()
    assert page.scales[-1] == Scale.of(1920, 1080)
    assert replace(kit, factor=1.5).scale(page) == Scale.of(1920, 1080, 1.5)


def test_a_page_lies_on_the_ground_it_was_given(qtbot: QtBot, kit: Kit) -> None:
    page = Plain(None, kit)
    qtbot.addWidget(page)
    page.resize(20, 20)
    assert page.grab().toImage().pixelColor(5, 5).name() == kit.theme.colours.page
    page.paper(Pair("#102030", "#ffffff"))
    assert page.grab().toImage().pixelColor(5, 5).name() == "#102030"


def test_a_text_in_three_languages_takes_as_many_lines(qtbot: QtBot, kit: Kit) -> None:
    page = Plain(None, kit)
    qtbot.addWidget(page)
    page.resize(600, 300)
    trio = Trio(page, "someText", bold=True, centre=True)
    trio.write(["請掃描付款", "Scan to pay"])
    stack(page.rect(), trio.lines(40, 20, 10))
    sizes = [label.font().pixelSize() for label in trio.labels[:2]]
    assert sizes == [40, 20]
    assert [label.isVisibleTo(page) for label in trio.labels] == [True, True, False]
    trio.count([f"尚餘 {HOLE}", f"{HOLE} left", f"尚余 {HOLE}"], "4:32")
    assert [label.text() for label in trio.labels] == ["尚餘 4:32", "4:32 left", "尚余 4:32"]
    assert all(label.isVisibleTo(page) for label in trio.labels)
    assert page.findChild(QWidget, "someText") is trio.labels[0]
