"""The look at a window finds what it is there to find: made-up windows, each with one fault."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.cli.gallery_checks import faults
from kiosk.cli.gallery_glass import runs
from kiosk.ui import fonts
from kiosk.ui.sheets import Panel

Fill = Callable[[QWidget], object]


def label(window: QWidget, text: str, place: tuple[int, int, int, int], *, pixels: int = 20) -> QLabel:
    made = QLabel(text, window)
    made.setObjectName(f"label{len(window.children())}")
    made.setFont(fonts.font(pixels))
    made.setGeometry(*place)
    return made


def wrapped(window: QWidget, text: str, place: tuple[int, int, int, int]) -> None:
    label(window, text, place).setWordWrap(True)


def button_over(window: QWidget) -> None:
    label(window, "Valid until", (10, 10, 200, 40))
    QPushButton(window).setGeometry(40, 10, 60, 40)


def wrong_font(window: QWidget) -> None:
    made = label(window, "Paid", (10, 10, 200, 40))
    font = made.font()
    font.setFamily("Sans Serif")
    made.setFont(font)


def elided(window: QWidget) -> None:
    made = QLineEdit(window)
    made.setFont(fonts.font(20))
    made.setPlaceholderText("Optional, stays in this till")
    made.setGeometry(10, 10, 120, 40)


def covered(window: QWidget) -> None:
    made = QWidget(window)
    made.setGeometry(0, 0, 50, 50)
    inner = QLabel("HK$10,000.00", made)
    inner.setFont(fonts.font(20))
    inner.setGeometry(0, 0, 200, 40)


def crossing(window: QWidget) -> None:
    Panel(window, "card").setGeometry(10, 10, 200, 60)
    label(window, "Please give a name", (20, 50, 180, 40))


FAULTY: dict[str, tuple[Fill, str]] = {
    "wide": (lambda w: label(w, "HK$10,000.00", (10, 10, 60, 40)), "is cut by"),
    "high": (lambda w: wrapped(w, "請下載二維碼並在網上銀行應用程序", (10, 10, 90, 40)), "is cut by"),
    "parent": (covered, "is cut by QWidget"),
    "overlap": (
        lambda w: (label(w, "Scan to pay", (10, 10, 200, 40)), label(w, "Paid", (20, 15, 200, 40))),
        "lies on",
    ),
    "button": (button_over, "QPushButton lies on"),
    "edge": (crossing, "crosses the edge of card"),
    "outside": (lambda w: label(w, "", (350, 10, 200, 40)), "stands outside the window"),
    "glyph": (lambda w: label(w, "好運 \U0001f600", (10, 10, 200, 40)), "no glyph for '\U0001f600'"),
    "font": (wrong_font, "in Sans Serif"),
    "elided": (elided, "is painted as"),
}


def opened(qtbot: QtBot, fill: Fill) -> QWidget:
    fonts.register()
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 200)
    fill(window)
    window.show()
    return window


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_found(qtbot: QtBot, name: str) -> None:
    fill, told = FAULTY[name]
    found = faults(opened(qtbot, fill))
    assert any(told in fault for fault in found), found


def good(window: QWidget) -> None:
    label(window, "Scan to pay 請掃描付款", (10, 10, 300, 40))
    label(window, "HK$10,000.00", (10, 60, 200, 40)).setAlignment(Qt.AlignmentFlag.AlignRight)
    wrapped(window, "Please do not use it; wait for staff", (10, 100, 200, 90))
    label(window, "hidden and far too long to be seen here", (10, 10, 10, 10)).hide()


def test_nothing_is_found_where_all_is_well(qtbot: QtBot) -> None:
    assert faults(opened(qtbot, good)) == []


def test_what_is_painted_is_read_back_run_by_run(qtbot: QtBot) -> None:
    window = opened(qtbot, good)
    wide, _right, broken, _hidden = window.findChildren(QLabel)
    assert "".join(run.text for run in runs(wide)) == "Scan to pay 請掃描付款"
    lines = {run.box.y() for run in runs(broken)}
    assert len(lines) == 2
    assert all(run.owner is broken and 10 <= run.box.x() < 210 for run in runs(broken))
