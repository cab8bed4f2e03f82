"""The monkey for some seconds, and that it sees what it is there to see."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from kiosk.sale.events import ChargePressed
from kiosk.ui.number_card import NumberCard
from tests.monkey.monkey import Monkey
from tests.stories.playground import Playground

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("one_screen", [False, True], ids=["two screens", "one screen"])
def test_nobody_escapes_and_nothing_ends_dead(one_screen: bool, tmp_path: Path) -> None:
    monkey, sale = Monkey(3, tmp_path, one_screen=one_screen), {"keypad", "offering", "approved"}
    found = monkey.play(1_200)
    while not sale <= set(found.pages) and found.touches < 7_200:
        # Where it touches hangs on where buttons stand: some walks come to a paid sale later than others.
        monkey.play(600)
    assert found.escapes == []
    assert sale <= set(found.pages), "it saw a sale from its beginning to its end"


def field(ground: Playground) -> None:
    """Something to type into where the customer looks."""
    made = QLineEdit(ground.till.shell.customer_window)
    made.show()


def button(ground: Playground) -> None:
    """A way to charge where the customer looks."""
    shell = ground.till.shell
    made = QPushButton("charge", shell.customer_window)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.resize(4_000, 4_000)
    made.clicked.connect(lambda: shell.acted.emit(ChargePressed()))
    made.show()


def window(ground: Playground) -> None:
    """A window of its own."""
    made = QWidget(ground.till.staff_window, Qt.WindowType.Window)
    made.show()


def card(ground: Playground) -> None:
    """The number of a screen, but one that takes the finger."""
    shell = ground.till.shell
    monitor = shell.windows.seating.monitors[0]
    made = NumberCard(monitor, 1, shell.kit.theme)
    made.setParent(ground.till.staff_window, Qt.WindowType.ToolTip)
    made.show()


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (field, "takes focus"),
        (button, "the customer started"),
        (button, "a control"),
        (window, "nobody made"),
        (card, "nobody made"),
    ],
)
def test_it_sees_an_escape(plant: object, words: str, tmp_path: Path) -> None:
    assert callable(plant)
    found = Monkey(1, tmp_path, one_screen=False, plant=plant).play(100)
    assert any(words in escape for escape in found.escapes), found
    QApplication.processEvents()
