"""What a screen reader hears by itself: each change once, in the staff's language, and never a second that passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer, QTimerEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from kiosk.sale.money import Currency
from kiosk.sale.screen import CustomerPage, CustomerView, Left, Say, Screen, Tone
from kiosk.ui.page import Page
from kiosk.ui.spoken import tell
from kiosk.ui.texts import Language
from tests.ui.office_screens import OFFICE, OPEN_CASE, WRONG
from tests.ui.reader import Heard, Reader, listening, name, role
from tests.ui.screens import ATTENTION, KEYPAD, NOW, RENEW, SCREENS, TILES, offering, qr_view
from tests.ui.stage import Stage

K = Qt.Key
W = TypeVar("W", bound=QWidget)
IDLE = CustomerView(CustomerPage.IDLE)


@pytest.fixture
def reader(stage: Stage) -> Iterator[Reader]:
    """Somebody listens, in English, from the bare keypad on."""
    stage.shell.kit.words.language = Language.EN
    with listening() as heard:
        stage.show(bare())
        stage.shell.speak()
        heard.words()
        yield heard


def bare(**changes: object) -> Screen:
    """The keypad with nothing beside it."""
    plain = replace(KEYPAD, entry="", entry_refused=None, attention=(), tiles=(), banner=None)
    return Screen(replace(plain, **changes), IDLE)  # type: ignore[arg-type]  # a test changes what it likes


def alone(screen: Screen) -> Screen:
    """Without other sales and what must be decided about them."""
    return replace(screen, staff=replace(screen.staff, attention=(), tiles=(), banner=None))


def second(stage: Stage, seconds: float = 1.0) -> None:
    """The countdown wakes the program, so much later."""
    stage.clock.now += seconds
    timer = stage.shell.ticker.findChildren(QTimer)[0]
    QCoreApplication.sendEvent(timer, QTimerEvent(timer.timerId()))


def test_the_amount_is_read_as_it_is_typed(stage: Stage, reader: Reader) -> None:
    for entry in ("1", "12", "12.5"):
        stage.show(bare(entry=entry))
    stage.show(bare(entry="12.5", currency=Currency.CNY))
    assert reader.words() == ["HK$1", "HK$12", "HK$12.5", "CNY 12.5"]
    stage.show(bare(entry="12.5", currency=Currency.CNY, entry_refused=Say("staff.decimals")))
    assert reader.said == [Heard("Two decimal places at most", urgent=True)]


def test_a_code_and_its_end_are_read_once_each(stage: Stage, reader: Reader) -> None:
    stage.show(alone(offering()))
    waiting = "HK$128.50\nWaiting for payment, 4:32 left.\nHand over the goods only after PAID."
    assert [heard.words.startswith(waiting) for heard in reader.said] == [True]
    assert not reader.said.pop().urgent
    # A deadline that moves, and the same moment again, are no news.
    stage.show(alone(offering(qr_view(left=332))))
    stage.show(alone(offering(qr_view(left=332))))
    assert reader.words() == []
    stage.show(alone(SCREENS["paid"]))
    assert [(heard.words.splitlines()[0], heard.urgent) for heard in reader.said] == [("Paid HK$128.50", True)]
    reader.words()
    stage.show(alone(SCREENS["declined"]))
    assert [("Payment not completed" in heard.words, heard.urgent) for heard in reader.said] == [(True, True)]
    reader.words()
    stage.show(bare())
    assert [words.splitlines()[0] for words in reader.words()] == ["Keypad"]


def test_seconds_pass_in_silence_and_the_last_ones_are_told_when_they_begin(stage: Stage, reader: Reader) -> None:
    stage.show(alone(offering()))
    reader.words()
    for _ in range(272 - 31):
        second(stage)
    assert reader.words() == []
    second(stage)
    assert reader.said == [Heard("30 seconds left to pay", urgent=True)]
    reader.words()
    for _ in range(28):
        second(stage)
    assert reader.words() == []


def test_a_page_that_comes_with_little_time_left_says_so_itself(stage: Stage, reader: Reader) -> None:
    near = Say("staff.qr_shown.headline", (("left", Left(NOW + 20)),))
    screen = alone(offering(qr_view(left=20)))
    stage.show(replace(screen, staff=replace(screen.staff, headline=near)))
    assert "0:20 left" in reader.words()[0]
    second(stage)
    second(stage)
    assert reader.words() == []


def test_no_widget_with_the_keyboard_changes_its_name_by_a_second(stage: Stage, reader: Reader) -> None:
    """Readers read the new name of what has the keyboard, and of nothing else."""
    stage.show(replace(offering(), staff=replace(offering().staff, tiles=TILES)))
    for key in (None, K.Key_F2):
        if key is not None:
            stage.key(key)
        for widget in reachable(stage):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            reader.renamed.clear()
            second(stage)
            assert widget not in reader.renamed, widget.objectName()
    assert any(widget.objectName().startswith("tile") for widget in reachable(stage))


def test_a_tile_with_the_keyboard_says_that_it_was_paid(stage: Stage, reader: Reader) -> None:
    stage.show(bare(tiles=TILES[:1]))
    stage.found("tile1").setFocus(Qt.FocusReason.TabFocusReason)
    reader.words()
    paid = replace(TILES[0], fact=Say("staff.tile.paid"), tone=Tone.GOOD, final=True)
    stage.show(bare(tiles=(paid,)))
    assert reader.said == [Heard("#30  HK$128.50  Paid", urgent=True)]
    assert "Paid" in name(stage.found("tile1"))


def test_a_question_is_read_with_its_answers_and_leaving_it_says_where_one_is(stage: Stage, reader: Reader) -> None:
    stage.show(alone(offering()))
    reader.words()
    stage.show(alone(offering(asked=RENEW)))
    assert [(heard.words.splitlines(), heard.urgent) for heard in reader.said] == [
        (["Does the customer's app show a payment?", "Alt 1: No: new code", "Alt 2: Yes: keep checking"], True)
    ]
    reader.words()
    stage.show(alone(offering()))
    assert "Waiting for payment" in reader.words()[0]


def test_late_money_is_read_at_once_and_what_waits_from_before_is_counted(stage: Stage, reader: Reader) -> None:
    stage.show(bare(attention=ATTENTION[1:]))
    told = reader.said.pop(0)
    assert told.urgent
    assert "money may have moved" in told.words
    stage.show(bare(attention=ATTENTION))
    words = reader.said.pop().words
    assert words.startswith("Paid twice: HK$10,000.00 to return, sale #33.")
    assert "Money arrived after the sale was closed: HK$10,000.00, sale #33" in words
    stage.shell.speak()
    assert reader.words()[0].endswith("3 items to decide")


def test_what_is_refused_or_wrong_is_read(stage: Stage, reader: Reader) -> None:
    stage.show(bare(banner=Say("staff.restarted.headline", (("n", 1),))))
    stage.show(bare(owner=WRONG))
    stage.show(bare(case=OPEN_CASE))
    stage.show(bare(refused=Say("staff.form.no_name")))
    words = reader.words()
    assert "Checking 1 payment." in words[0]
    assert len(words) == 4


def test_pages_over_the_counter_say_their_title_and_the_counter_its_own(stage: Stage, reader: Reader) -> None:
    stage.show(alone(offering()))
    reader.words()
    for key, title in ((K.Key_F2, "Recent sales"), (K.Key_F4, "Attention"), (K.Key_F12, "Settings")):
        stage.key(key)
        assert reader.words() == [title]
    stage.key(K.Key_Escape)
    assert ["Waiting for payment" in words for words in reader.words()] == [True]


def test_the_chosen_line_of_a_list_is_read(stage: Stage, reader: Reader) -> None:
    stage.show("idle")
    stage.key(K.Key_F2)
    reader.words()
    stage.key(K.Key_Down)
    assert [words.split("   ")[1:4] for words in reader.words()] == [["#2", "14:25", "Paid"]]


def test_another_language_is_spoken_from_its_choice_on(stage: Stage, reader: Reader) -> None:
    stage.show(alone(offering()))
    stage.key(K.Key_F12)
    stage.click("language_zh_HK")
    assert reader.words()[-1] == "設定"
    stage.show(alone(SCREENS["paid"]))
    assert reader.words()[-1].startswith("已收款 HK$128.50")


def test_where_nobody_listens_nothing_is_said_and_who_comes_later_hears_the_page(stage: Stage) -> None:
    stage.shell.kit.words.language = Language.EN
    stage.shell.speak()
    stage.show(alone(offering()))
    with listening() as heard:
        QAccessible.setActive(False)
        stage.show(alone(SCREENS["checking"]))
        tell(stage.shell.staff_window, "not heard")
        assert heard.said == []
        QAccessible.setActive(True)
        stage.show(alone(offering()))
        assert "Waiting for payment" in heard.words()[0]


def reachable(stage: Stage) -> list[QWidget]:
    """Every widget in sight that may have the keyboard."""
    return [
        widget
        for widget in stage.shell.staff_window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]


@pytest.mark.parametrize("language", Language)
def test_controls_have_a_role_and_a_name_and_pages_a_title(stage: Stage, language: Language) -> None:
    stage.key(K.Key_F12)
    stage.click(f"language_{language}")
    stage.key(K.Key_Escape)
    shows: list[tuple[Screen, tuple[str, ...]]] = [(screen, ()) for screen in SCREENS.values()]
    roles: set[QAccessible.Role] = set()
    for screen, pages in [*shows, *OFFICE.values()]:
        stage.show(screen)
        for page in pages:
            stage.shell.staff.open(page)
        stage.turn()
        controls = [widget for kind in (QAbstractButton, QLineEdit) for widget in _seen(stage, kind)]
        assert controls
        assert [widget.objectName() for widget in controls if not name(widget)] == []
        roles |= {role(widget) for widget in controls}
        titled = [page for page in _seen(stage, Page) if page.objectName().endswith(("Page", "List"))]
        assert titled
        assert [page.objectName() for page in titled if not name(page)] == []
        while stage.shell.staff.overlay is not None:
            stage.shell.staff.shut()
    assert roles == {QAccessible.Role.Button, QAccessible.Role.EditableText}


def test_a_choice_says_whether_it_is_the_present_one(stage: Stage) -> None:
    stage.show("idle")
    stage.key(K.Key_F12)
    chosen = {}
    for button in _seen(stage, QAbstractButton):
        if button.objectName().startswith(("language_", "theme_")):
            assert role(button) is QAccessible.Role.CheckBox
            state = QAccessible.queryAccessibleInterface(button).state()
            chosen[button.objectName()] = bool(state.checked)
    assert [name for name, present in chosen.items() if present] == ["language_zh_HK", "theme_light"]
    stage.click("language_zh_HK")
    again = QAccessible.queryAccessibleInterface(stage.found("language_zh_HK")).state()
    assert again.checked, "the present one, chosen again, stays chosen"


def _seen(stage: Stage, kind: type[W]) -> list[W]:
    return [widget for window in stage.windows() for widget in window.findChildren(kind) if widget.isVisible()]
