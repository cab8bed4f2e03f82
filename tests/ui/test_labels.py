"""A label shows all of its text or says so, is plain, and redraws only figures that count."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.labels import CENTRE, LEFT, RIGHT, FitLabel
from kiosk.ui.measure import HOLE
from tests.ui.faces import Clock, cut_texts, picture
from tests.ui.reader import name

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def page(qtbot: QtBot, clock: Clock) -> QWidget:
    made = QWidget()
    made.resize(400, 200)
    qtbot.addWidget(made)
    return made


def test_a_label_takes_the_largest_type_that_fits(page: QWidget) -> None:
    label = FitLabel(page, "some")
    label.write("HK$10,000.00")
    label.place(QRect(0, 0, 200, 100), 90, 10)
    small = label.font().pixelSize()
    label.place(QRect(0, 0, 400, 150), 90, 10)
    assert 10 < small < label.font().pixelSize() <= 90
    assert not label.cut
    assert cut_texts(page) == []


def test_a_text_without_room_says_that_it_is_cut(page: QWidget) -> None:
    label = FitLabel(page)
    label.write("far too much for so small a place")
    label.place(QRect(0, 0, 30, 12), 40, 10)
    assert label.cut
    assert cut_texts(page) == ["label: 'far too much for so small a place'"]


def test_markup_from_outside_stays_text(page: QWidget) -> None:
    label = FitLabel(page)
    label.write("<b>paid</b> <img src=x>")
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>paid</b> <img src=x>"
    assert label.focusPolicy() is Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("align", [LEFT, CENTRE, RIGHT])
@pytest.mark.parametrize(
    "text", [f"尚餘 {HOLE}", f"Stop showing? Customers can pay for another {HOLE} minutes, so wait."]
)
def test_counting_paints_the_same_as_writing(page: QWidget, align: Qt.AlignmentFlag, text: str) -> None:
    counted, written = FitLabel(page, align=align), FitLabel(page, align=align)
    for label in (counted, written):
        label.ink("#000000")
        label.place(QRect(0, 0, 400, 180), 30, 10)
    counted.count(text, "4:32")
    picture(counted)
    counted.count(text, "4:31")
    written.write(text.replace(HOLE, "4:31"))
    assert counted.text() == written.text()
    assert counted.accessibleName() == written.text()
    assert picture(counted) == picture(written)


def test_counting_keeps_size_and_place(page: QWidget) -> None:
    label = FitLabel(page, align=CENTRE)
    label.place(QRect(0, 0, 100, 40), 40, 10)
    label.count(HOLE, "4:00")
    size = label.font().pixelSize()
    label.count(HOLE, "3:11")
    assert (label.text(), label.font().pixelSize()) == ("3:11", size)


def test_a_label_tells_how_much_room_it_needs(page: QWidget) -> None:
    label = FitLabel(page)
    label.write("two words")
    assert label.height_at(60, 20) > label.height_at(400, 20)
    assert label.fits_at(60, 20)
    assert not label.fits_at(10, 20)
    assert label.wide_at(40) > label.wide_at(20)


def test_a_label_may_have_a_ground_of_its_own(page: QWidget) -> None:
    label = FitLabel(page)
    label.paper("#ffeecc", "#221100")
    label.place(QRect(0, 0, 50, 20), 12, 10)
    assert label.grab().toImage().pixelColor(25, 18).name() == "#ffeecc"


@pytest.mark.parametrize("ground", ["", "#ffeecc"])
def test_new_figures_leave_what_stands_beside_them(page: QWidget, ground: str) -> None:
    """Only the figures are drawn again on the glass; the letters next to them must not lose a part."""
    label = FitLabel(page, align=LEFT)
    label.ink("#221100")
    if ground:
        label.paper(ground, "#221100")
    label.place(QRect(20, 10, 360, 60), 30, 10)
    label.count(f"（尚餘 {HOLE}）", "4:32")
    page.show()
    QApplication.processEvents()
    for figures in ("4:31", "4:30", "4:29"):
        label.count(f"（尚餘 {HOLE}）", figures)
        QApplication.processEvents()
    glass = QLabel()
    glass.setPixmap(page.screen().grabWindow(page.winId()))
    glass.resize(page.size())
    assert picture(glass) == picture(page)


def test_words_after_a_countdown_are_read_as_they_stand(page: QWidget) -> None:
    """A name that was left over from a second would be read in their place."""
    label = FitLabel(page, "t")
    label.place(QRect(0, 0, 400, 60), 20, 10)
    label.count(f"{HOLE} left", "1:00")
    label.count(f"{HOLE} left", "0:59")
    assert name(label) == "0:59 left"
    label.write("Paid")
    assert name(label) == "Paid"
