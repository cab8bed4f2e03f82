"""Both windows together: silent while drawing, the same picture for the same screen, codes gone at once."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer, QTimerEvent
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.sale.events import QrPainted
from kiosk.ui.shell import Shell
from kiosk.ui.window_pair import Places
from tests.ui.faces import TEXTS, Clock, Heard, Picture, picture, read_codes
from tests.ui.screens import NOW, PAYLOAD, SCREENS, offering, qr_view
from tests.ui.stage import Paints, Stage


def pictures(stage: Stage) -> tuple[Picture, ...]:
    return tuple(picture(window) for window in stage.windows())


def test_drawing_any_screen_emits_nothing_but_the_check_of_a_new_code(stage: Stage) -> None:
    for name, screen in [*SCREENS.items(), *reversed(SCREENS.items())]:
        stage.show(screen)
        assert stage.heard == ([QrPainted("till1-A", good=True)] if name == "awaiting" else []), name
        stage.heard.clear()


def test_the_same_screen_is_the_same_picture_whatever_stood_there_before(stage: Stage) -> None:
    first: dict[str, tuple[Picture, ...]] = {}
    # Qt paints the edges of a letter a shade otherwise on its very first time, so every screen has a rehearsal.
    for name, screen in [*SCREENS.items(), *SCREENS.items()]:
        stage.show(screen)
        first[name] = pictures(stage)
    different = []
    for name, screen in reversed(SCREENS.items()):
        stage.show(screen)
        if pictures(stage) != first[name]:
            different.append(name)
    assert different == []


def test_the_same_screen_again_paints_nothing(stage: Stage) -> None:
    stage.show("offering")
    again = Paints()
    stage.show(offering())
    assert again.stop() == 0
    other = Paints()
    stage.show("checking")
    assert other.stop() > 0


def test_blanking_takes_every_code_off_at_once_and_the_next_equal_screen_is_drawn(stage: Stage) -> None:
    stage.show("offering")
    assert [read_codes(window) for window in stage.windows()] == [[PAYLOAD], [PAYLOAD]]
    stage.shell.blank()
    assert [read_codes(window) for window in stage.windows()] == [[], []]
    assert not stage.seen("qrPage")
    stage.show("offering")
    assert [read_codes(window) for window in stage.windows()] == [[PAYLOAD], [PAYLOAD]]


def test_a_code_goes_at_its_deadline_without_a_new_screen(stage: Stage, qtbot: QtBot) -> None:
    stage.show(offering(qr_view(left=0.05)))
    assert stage.seen("qrPage")
    stage.clock.now = NOW + 0.05
    assert [read_codes(window) for window in stage.windows()] == [[], []]
    qtbot.waitUntil(lambda: stage.seen("waitStaffPage"), timeout=2000)
    assert not stage.seen("qrPage")
    assert stage.heard == []
    assert not stage.shell.ticker.running


def test_the_program_wakes_up_only_while_something_is_counted(stage: Stage) -> None:
    for name, counted in [("idle", False), ("offering", True), ("paid", False), ("set-aside", True)]:
        stage.show(name)
        assert stage.shell.ticker.running is counted, name


def ring(stage: Stage) -> None:
    """The second is over."""
    timer = stage.shell.ticker.findChildren(QTimer)[0]
    QCoreApplication.sendEvent(timer, QTimerEvent(timer.timerId()))


def test_whoever_wants_to_know_hears_that_the_countdown_woke_the_program(clock: Clock) -> None:
    beats: list[float] = []
    stage = Stage(clock, beat=lambda: beats.append(clock.now))
    stage.show("offering")
    for _ in range(3):
        clock.now += 1
        ring(stage)
    assert beats == [NOW + 1, NOW + 2, NOW + 3]
    assert stage.shell.ticker.running
    stage.shell.close()


def test_a_second_that_fails_does_not_stop_the_countdown(clock: Clock, qtbot: QtBot) -> None:
    def broken() -> None:
        raise ValueError("a fault of the program")

    stage = Stage(clock, beat=broken)
    stage.show(offering(qr_view(left=1.5)))
    clock.now += 1
    with qtbot.captureExceptions() as caught:
        ring(stage)
    assert [str(fault) for _, fault, _ in caught] == ["a fault of the program"]
    assert stage.shell.ticker.running
    stage.shell.close()


def test_the_language_changes_in_the_middle_of_a_sale(stage: Stage) -> None:
    chosen = Heard()
    stage.shell.chosen.connect(chosen)
    stage.show("offering")
    stage.key(Qt.Key.Key_F12)
    stage.click("language_en")
    stage.turn()
    stage.key(Qt.Key.Key_Escape)
    assert chosen.events == [("language", "en")]
    assert stage.text("headlineText") == "Waiting for payment, 4:32 left."
    assert stage.text("saleAmountText") == "HK$128.50"
    assert [read_codes(window) for window in stage.windows()] == [[PAYLOAD], [PAYLOAD]]
    assert stage.heard == []


def test_the_look_changes_in_the_middle_of_a_sale_and_a_checked_code_stays_checked(stage: Stage) -> None:
    chosen = Heard()
    stage.shell.chosen.connect(chosen)
    stage.show("awaiting")
    stage.heard.clear()
    before = pictures(stage)
    stage.key(Qt.Key.Key_F12)
    stage.click("theme_dark")
    stage.turn()
    stage.key(Qt.Key.Key_Escape)
    assert chosen.events == [("theme", "dark")]
    assert all(old != new for old, new in zip(before, pictures(stage), strict=True))
    assert stage.heard == []
    stage.show("offering")
    assert read_codes(stage.windows()[1]) == [PAYLOAD]


def test_both_windows_are_named_in_the_language_that_was_chosen(stage: Stage) -> None:
    stage.show("idle")
    stage.key(Qt.Key.Key_F12)
    stage.click("language_en")
    stage.turn()
    titles = [window.windowTitle() for window in stage.windows()]
    assert titles[0] == "FPS Kiosk"
    assert all(title.isascii() for title in titles), titles


def test_larger_type_is_there_at_once_on_both_screens(stage: Stage) -> None:
    stage.show("paid")
    before = [stage.found(name).font().pixelSize() for name in ("actionText", "thanksText")]
    stage.key(Qt.Key.Key_F12)
    stage.click("type_larger")
    stage.turn()
    stage.key(Qt.Key.Key_Escape)
    now = [stage.found(name).font().pixelSize() for name in ("actionText", "thanksText")]
    assert all(new > old for new, old in zip(now, before, strict=True))
    assert stage.shell.kit.type_size == "larger"


def test_with_less_motion_no_cursor_blinks_while_the_window_is_open(single: Stage) -> None:
    hints = QGuiApplication.styleHints()
    usual = hints.cursorFlashTime()
    assert usual > 0
    single.key(Qt.Key.Key_F12)
    single.click("motion_less")
    single.turn()
    assert hints.cursorFlashTime() == 0
    assert single.shell.one is not None
    assert single.shell.one.foot.cancel.still
    single.click("motion_usual")
    assert (hints.cursorFlashTime(), single.shell.one.foot.cancel.still) == (usual, False)
    single.key(Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert hints.cursorFlashTime() == 0
    single.shell.close()
    assert hints.cursorFlashTime() == usual


def test_a_choice_of_language_does_not_bring_a_blanked_code_back(stage: Stage) -> None:
    stage.show("offering")
    stage.shell.blank()
    stage.key(Qt.Key.Key_F12)
    stage.click("language_en")
    stage.key(Qt.Key.Key_F12)
    stage.click("theme_dark")
    stage.key(Qt.Key.Key_Escape)
    assert [read_codes(window) for window in stage.windows()] == [[], []]


@pytest.mark.parametrize("name", ["offering", "checking", "set-aside", "unsettled"])
def test_closing_in_the_middle_of_a_sale_asks(stage: Stage, name: str) -> None:
    closed: list[bool] = []
    stage.shell.closed.connect(lambda: closed.append(True))
    stage.show(name)
    stage.close_by_frame(stage.shell.staff_window)
    assert stage.shell.staff_window.isVisible()
    assert stage.seen("closePage")
    stage.keys("1")
    assert stage.seen("closePage"), "a bare figure answers nothing"
    stage.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert not stage.seen("closePage")
    stage.close_by_frame(stage.shell.staff_window)
    assert closed == []
    stage.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert closed == [True]
    assert [window.isVisible() for window in stage.windows()] == [False, False]
    assert stage.heard == []


@pytest.mark.parametrize("name", ["idle", "paid", "not-started", "out-of-service"])
def test_closing_when_nothing_is_left_undone_does_not_ask(stage: Stage, name: str) -> None:
    closed: list[bool] = []
    stage.shell.closed.connect(lambda: closed.append(True))
    stage.show(name)
    stage.close_by_frame(stage.shell.staff_window)
    assert closed == [True]
    assert [window.isVisible() for window in stage.windows()] == [False, False]


def test_with_one_screen_closing_asks_in_front_of_the_customer(single: Stage) -> None:
    single.show("offering")
    single.close_by_frame(single.shell.staff_window)
    assert single.seen("closePage")
    assert not single.seen("qrPage")


def test_a_customer_screen_that_is_missing_makes_one_window(clock: Clock) -> None:
    shell = Shell(TEXTS, clock, places=Places(customer_screen="HDMI-9"))
    assert shell.customer_window is None
    assert shell.one is not None
    shell.close()


DESIGNED = {
    "offering": ("qrPage", "qrCode", "countdownText", "cancelButton", "setAsideButton"),
    "typing": ("keypadPage", "amountText", "chargeButton"),
    "typing-full": ("currencyButton",),
    "checking": ("checkingPage",),
    "paid": ("paidPage",),
    "declined": ("declinedPage",),
    "stopped": ("stoppedPage",),
    "expired": ("expiredPage",),
    "ended": ("endedPage",),
    "confirming": ("confirmingPage",),
    "not-started": ("notStartedPage",),
    "unsettled": ("unsettledPage",),
    "idle": ("idlePage",),
}


@pytest.mark.parametrize("name", DESIGNED)
def test_people_and_tests_find_widgets_by_their_promised_names(stage: Stage, name: str) -> None:
    stage.show(name)
    for wanted in DESIGNED[name]:
        assert stage.found(wanted).isVisible()
