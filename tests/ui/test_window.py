"""The windows: the customer's takes no keyboard and cannot be closed by its frame; a ribbon cannot be missed."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kiosk.sale.screen import Say
from kiosk.ui.page import Kit
from kiosk.ui.shell import Shell
from kiosk.ui.window import CustomerWindow, StaffWindow, fill_screen, stand_on
from tests.ui.faces import TEXTS, Clock
from tests.ui.screens import SCREENS
from tests.ui.stage import FrameClose, Stage, colours


def test_the_customers_window_takes_no_focus_and_holds_nothing_that_could(stage: Stage) -> None:
    window = stage.shell.customer_window
    assert window is not None
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert window.cursor().shape() is Qt.CursorShape.BlankCursor
    for name in SCREENS:
        stage.show(name)
        takers = [
            widget.objectName() or type(widget).__name__
            for widget in [window, *window.findChildren(QWidget)]
            if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        ]
        assert takers == [], name


def test_keys_and_fingers_on_the_customers_window_mean_nothing(stage: Stage) -> None:
    window = stage.shell.customer_window
    assert window is not None
    stage.show("offering")
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_5, Qt.Key.Key_F2):
        QTest.keyClick(window, key)
    for x in range(20, window.width(), 200):
        for y in range(20, window.height(), 150):
            QTest.mouseClick(window.childAt(x, y) or window, Qt.MouseButton.LeftButton)
    assert stage.heard == []
    assert stage.seen("qrPage")
    assert stage.seen("offeringPage")


def test_the_customers_window_has_no_menu_no_shortcut_and_takes_nothing_that_is_dropped(stage: Stage) -> None:
    window = stage.shell.customer_window
    assert window is not None
    for name in SCREENS:
        stage.show(name)
        inside = [window, *window.findChildren(QWidget)]
        assert window.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
        # A menu that a child does not want is offered to the window, which has none.
        assert {widget.contextMenuPolicy() for widget in inside[1:]} <= {
            Qt.ContextMenuPolicy.DefaultContextMenu,
            Qt.ContextMenuPolicy.NoContextMenu,
        }
        assert [widget.objectName() for widget in inside if widget.acceptDrops() or widget.actions()] == []
        assert window.findChildren(QShortcut) == []
        assert [widget for widget in inside if isinstance(widget, QLineEdit | QTextEdit)] == []


@pytest.mark.parametrize("name", SCREENS)
def test_on_no_page_the_customers_window_closes_by_its_frame(stage: Stage, name: str) -> None:
    window = stage.shell.customer_window
    assert window is not None
    stage.show(name)
    stage.close_by_frame(window)
    assert window.isVisible()
    assert stage.shell.staff_window.isVisible()


def test_nobody_closes_the_customers_window_by_its_frame_but_the_program_does(qtbot: QtBot, kit: Kit) -> None:
    window = CustomerWindow(kit, "")
    qtbot.addWidget(window)
    event = FrameClose()
    window.closeEvent(event)
    assert not event.isAccepted()
    window.show()
    assert window.close()


@pytest.mark.parametrize("answer", [True, False])
def test_the_staffs_window_hands_keys_on_and_asks_before_it_closes(qtbot: QtBot, kit: Kit, answer: bool) -> None:
    keys: list[int] = []

    def key(event: QKeyEvent) -> bool:
        keys.append(event.key())
        return answer

    window = StaffWindow(kit, "", key, lambda: answer)
    qtbot.addWidget(window)
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_5.value, Qt.KeyboardModifier.NoModifier, "5")
    QApplication.sendEvent(window, press)
    assert keys == [Qt.Key.Key_5.value]
    assert press.isAccepted() is answer
    event = FrameClose()
    window.closeEvent(event)
    assert event.isAccepted() is answer


def test_a_ribbon_runs_across_both_windows_above_the_faces(clock: Clock) -> None:
    shell = Shell(TEXTS, clock, ribbon=Say("ribbon.demo"))
    shell.show()
    for window in (shell.staff_window, shell.customer_window):
        assert window is not None
        ribbon = window.findChild(QWidget, "ribbon")
        assert isinstance(ribbon, QWidget)
        assert ribbon.property("text") == "DEMO 示範"
        assert (ribbon.pos(), ribbon.width()) == (QPoint(), window.width())
        assert window.face is not None
        assert ribbon.geometry().bottom() < window.face.y()
        assert shell.kit.theme.colours.ribbon.ground in colours(ribbon)
    shell.close()


def test_without_a_ribbon_the_face_has_the_whole_window(stage: Stage) -> None:
    for window in stage.windows():
        assert window.findChild(QWidget, "ribbon") is None
    assert stage.shell.staff.geometry() == stage.shell.staff_window.rect()


def test_a_new_face_takes_the_place_of_the_old_one(qtbot: QtBot, kit: Kit) -> None:
    window = CustomerWindow(kit, "")
    qtbot.addWidget(window)
    window.resize(300, 200)
    window.show()
    first, second = QWidget(), QWidget()
    window.host(first, kit)
    window.host(second, kit)
    assert not first.isVisible()
    assert second.isVisible()
    assert second.geometry() == window.rect()


def test_what_covers_a_window_lies_over_all_of_it_and_goes(qtbot: QtBot, kit: Kit) -> None:
    window = CustomerWindow(kit, "DEMO")
    qtbot.addWidget(window)
    window.host(QWidget(), kit)
    window.resize(640, 360)
    window.show()
    cover = QWidget()
    window.cover(cover, whole=True)
    window.resize(800, 480)
    assert cover.isVisible()
    assert cover.geometry() == window.rect(), "the ribbon too"
    window.cover(None)
    assert not cover.isVisible()


def test_a_face_that_somebody_else_took_is_left_to_them(qtbot: QtBot, kit: Kit) -> None:
    window, other = CustomerWindow(kit, ""), QWidget()
    qtbot.addWidget(window)
    qtbot.addWidget(other)
    face = QWidget()
    window.host(face, kit)
    face.setParent(other)
    window.host(QWidget(), kit)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert isValid(face)


def test_a_window_that_stands_on_a_screen_is_left_where_it_was_put(qtbot: QtBot, kit: Kit) -> None:
    screen = QGuiApplication.primaryScreen()
    window = CustomerWindow(kit, "")
    qtbot.addWidget(window)
    stand_on(window, screen, (640, 360))
    assert (window.isVisible(), window.size().toTuple()) == (True, (640, 360))
    window.setGeometry(30, 40, 500, 300)
    stand_on(window, screen, (640, 360))
    assert window.geometry().getRect() == (30, 40, 500, 300)
    fill_screen(window, screen)
    stand_on(window, screen, (640, 360))
    assert (window.isFullScreen(), window.size().toTuple()) == (False, (640, 360))


def test_a_window_covers_its_screen(qtbot: QtBot, kit: Kit) -> None:
    screen = QGuiApplication.primaryScreen()
    window = CustomerWindow(kit, "")
    qtbot.addWidget(window)
    fill_screen(window, screen)
    assert window.isFullScreen()
    assert window.geometry() == screen.geometry()
