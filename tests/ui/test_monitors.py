"""Screens as the desktop tells of them, and that nobody has to ask twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QTimer, QTimerEvent
from PySide6.QtGui import QGuiApplication

from kiosk.ui.monitors import QtMonitors, mark_of, mark_parts
from kiosk.ui.scale import LOOKS_MS
from tests.ui.fake_monitors import monitor

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize("serial", ["", "0x01 3\n"])
def test_a_mark_holds_the_name_and_the_number_if_there_is_one(serial: str) -> None:
    assert mark_parts(mark_of("HDMI-1", serial)) == ("HDMI-1", serial)
    assert monitor("HDMI-1", serial).mark == mark_of("HDMI-1", serial)
    assert mark_of("HDMI-1", "") == "HDMI-1", "as the settings name it"


@pytest.mark.parametrize(
    ("maker", "model", "make"),
    [("Dell", "U2412M", "Dell U2412M"), ("Dell", "Dell U2412M", "Dell U2412M"), ("", "", ""), ("Dell", "", "Dell")],
)
def test_the_makers_name_is_said_once(maker: str, model: str, make: str) -> None:
    assert monitor("HDMI-1", maker=maker, model=model).make == make


def test_the_desktops_screens_are_listed_with_the_main_one_first() -> None:
    found = QtMonitors().connected()
    assert {one.screen for one in found} == set(QGuiApplication.screens())
    main = QGuiApplication.primaryScreen()
    assert (found[0].screen, found[0].name) == (main, main.name())
    ratio = main.devicePixelRatio()
    assert found[0].width == round(main.size().width() * ratio)
    assert found[0].height == round(main.size().height() * ratio)


def test_a_change_is_told_at_once_and_again_when_the_window_manager_is_done() -> None:
    monitors = QtMonitors()
    heard: list[int] = []
    monitors.changed.connect(lambda: heard.append(1))
    screen = QGuiApplication.primaryScreen()
    timer = monitors.findChildren(QTimer)[0]
    waits = []
    screen.geometryChanged.emit(screen.geometry())
    while timer.isActive():
        waits.append(timer.interval())
        QCoreApplication.sendEvent(timer, QTimerEvent(timer.timerId()))
    assert (tuple(waits), len(heard)) == (LOOKS_MS, len(LOOKS_MS))
    monitors.leave()
    screen.geometryChanged.emit(screen.geometry())
    assert not timer.isActive(), "nobody listens any more"
