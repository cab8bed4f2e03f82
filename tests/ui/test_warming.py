"""Steps are done one after the other, and none after it was stopped."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk.ui.warming import one_by_one


def test_every_step_is_done_in_its_order(qtbot: QtBot) -> None:
    done: list[str] = []
    owner = QObject()
    one_by_one(owner, [lambda: done.append("first"), lambda: done.append("second")], lambda: False, 0)
    assert done == []
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["first", "second"]


def test_nothing_is_done_after_it_was_stopped(qtbot: QtBot) -> None:
    done: list[str] = []
    asked: list[bool] = []

    def stopped() -> bool:
        asked.append(bool(done))
        return bool(done)

    owner = QObject()
    one_by_one(owner, [lambda: done.append("first"), lambda: done.append("second")], stopped, 0)
    qtbot.waitUntil(lambda: asked == [False, True])
    assert done == ["first"]
