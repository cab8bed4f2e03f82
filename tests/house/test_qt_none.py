"""The binding must not lose references to None: 6.12.0 loses one a call and ends the process after a few thousand."""

import sys

import PySide6
from PySide6.QtWidgets import QApplication, QWidget

CALLS = 2_000


def test_calls_that_return_nothing_keep_none_alive(qapp: QApplication) -> None:
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.setEnabled(True)
    assert sys.getrefcount(None) > before - 100


def test_the_binding_is_one_that_was_tried() -> None:
    major, minor = (int(part) for part in PySide6.__version__.split(".")[:2])
    assert (major, minor) == (6, 11)
