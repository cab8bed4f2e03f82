"""The demo's phone: pays and declines what could be scanned now."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.simulator.stories import STORIES
from kiosk.ui.page import Kit
from kiosk.ui.phone_panel import MOST, PhonePanel
from kiosk.ui.texts import Language
from tests.ui.faces import Clock, Heard, cut_texts, make_kit


@pytest.fixture
def phone(qtbot: QtBot, kit: Kit) -> PhonePanel:
    made = PhonePanel(None, kit)
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_a_code_there_is_nothing_to_pay(phone: PhonePanel) -> None:
    assert phone.empty.isVisible()
    assert phone.empty.text() == "未有可掃描的二維碼"
    assert phone.windowTitle() == "顧客的手機"
    assert cut_texts(phone) == []


def test_each_open_payment_can_be_paid_or_declined(phone: PhonePanel) -> None:
    paid, declined = Heard(), Heard()
    phone.paid.connect(paid)
    phone.declined.connect(declined)
    phone.set_open([("till1-A", "HK$128.50"), ("till1-B", "HK$10,000.00")])
    assert paid.events == declined.events == []
    assert not phone.empty.isVisible()
    (pay, _), (other, decline) = phone._buttons
    assert (pay.text(), other.text()) == ("付款 HK$128.50", "付款 HK$10,000.00")
    QTest.mouseClick(pay, Qt.MouseButton.LeftButton)
    QTest.mouseClick(decline, Qt.MouseButton.LeftButton)
    assert (paid.events, declined.events) == (["till1-A"], ["till1-B"])


def test_what_was_settled_goes_from_the_phone(phone: PhonePanel) -> None:
    phone.set_open([("till1-A", "HK$1.00"), ("till1-B", "HK$2.00")])
    phone.set_open([("till1-B", "HK$2.00")])
    phone.set_open([("till1-B", "HK$2.00")])
    assert [pay.text() for pay, _ in phone._buttons if pay.isVisible()] == ["付款 HK$2.00"]
    phone.set_open([])
    assert phone.empty.isVisible()


def test_all_of_it_changes_its_language_and_look_at_once(phone: PhonePanel, clock: Clock) -> None:
    phone.set_open([("till1-A", "HK$1.00")])
    phone.follow(make_kit(clock, "dark", Language.EN))
    assert (phone.windowTitle(), phone.title.text(), phone.empty.text()) == (
        "Customer's phone", "Customer's phone", "No code to scan",
    )  # fmt: skip
    (pay, decline), *_ = phone._buttons
    assert (pay.text(), decline.text()) == ("Pay HK$1.00", "Decline")


def test_more_than_fit_show_the_newest(phone: PhonePanel) -> None:
    phone.set_open([(f"till1-{number}", f"HK${number}.00") for number in range(MOST + 2)])
    shown = [pay for pay, _ in phone._buttons if pay.isVisible()]
    assert [pay.text() for pay in shown] == [f"付款 HK${number}.00" for number in range(2, MOST + 2)]
    assert all(phone.rect().contains(pay.geometry()) for pay in shown)


@pytest.mark.parametrize("language", Language)
def test_it_says_how_an_amount_chooses_what_happens(phone: PhonePanel, clock: Clock, language: Language) -> None:
    phone.follow(make_kit(clock, "light", language))
    phone.set_open([("till1-A", "HK$1.00"), ("till1-B", "HK$2.00")])
    assert phone.hint.isVisible()
    assert cut_texts(phone) == []
    lines = [line for label in phone.stories for line in label.text().split("\n")]
    told = [int(line[:2]) for line in lines]
    assert told == sorted(set(told) & {story.cents for story in STORIES}), "the stories are those that are played"
    _, (last, _) = phone._buttons
    assert not phone.hint.geometry().intersects(last.geometry())
    assert len({label.font().pixelSize() for label in phone.stories}) == 1, "both columns are written alike"
    phone.set_open([("till1-A", "HK$1.00"), ("till1-B", "HK$2.00"), ("till1-C", "HK$3.00")])
    assert not phone.hint.isVisible()
