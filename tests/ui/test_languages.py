"""Languages on the glass: the customer always reads Chinese and English together, renminbi in both scripts, and the
staff's language changes under a running sale without touching it.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.sale.money import Money
from kiosk.sale.screen import CustomerPage, CustomerView, Screen
from kiosk.ui.texts import Language
from tests.ui.faces import TEXTS, Clock, Picture, picture, read_codes
from tests.ui.screens import CNY, HKD, KEYPAD, PAYLOAD, SCREENS, offering, qr_view
from tests.ui.stage import Stage

K = Qt.Key
HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
# What each page says at least; the code's page says more, and the welcome the shop's names.
KEYS = {
    CustomerPage.IDLE: ("customer.idle",),
    CustomerPage.AMOUNT: ("customer.amount",),
    CustomerPage.QR: ("customer.scan_word", "customer.vendor_1", "customer.vendor_2", "customer.vendor_3"),
    CustomerPage.PAID: ("customer.paid_word", "customer.paid_thanks"),
}


def words(stage: Stage) -> str:
    """All words in sight on the customer's window."""
    window = stage.windows()[1]
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.text())


@pytest.mark.parametrize("money", [HKD, CNY], ids=["HKD", "CNY"])
@pytest.mark.parametrize("language", Language)
def test_every_page_of_the_customer_speaks_all_languages_at_once(
    stage: Stage, money: Money, language: Language
) -> None:
    """Whatever language staff have chosen."""
    choose(stage, language)
    wanted = [Language.EN, Language.ZH_HK, *([Language.ZH_CN] if money is CNY else [])]
    for page in CustomerPage:
        qr = qr_view(money) if page is CustomerPage.QR else None
        shown = None if page is CustomerPage.IDLE else money
        stage.show(Screen(KEYPAD, CustomerView(page, shown, qr)))
        said = words(stage)
        for key in KEYS.get(page, (f"customer.{page}",)):
            for each in wanted if page is not CustomerPage.IDLE else wanted[:2]:
                assert TEXTS.one(each, key) in said, f"{page}: {key} in {each}"
        if page in (CustomerPage.QR, CustomerPage.AMOUNT):
            assert ("人民幣" in said, "人民币" in said, "Renminbi" in said) == (money is CNY,) * 3


def test_no_line_of_the_customer_mixes_half_width_marks_into_chinese(stage: Stage) -> None:
    for name, screen in SCREENS.items():
        stage.show(screen)
        bad = re.findall(f"{HAN}[,.:;?!()]|[,;?!]{HAN}", words(stage))
        assert bad == [], name


def choose(stage: Stage, language: Language) -> None:
    """As staff do: the settings, and a button."""
    stage.key(K.Key_F12)
    stage.click(f"language_{language}")
    stage.turn()
    assert stage.shell.staff.overlay is not None
    assert stage.shell.staff.overlay.objectName() == "settingsPage", "the settings stay open, in the new language"
    assert stage.text("overlayTitle") == TEXTS.one(language, "staff.settings")
    stage.key(K.Key_Escape)


def pages(stage: Stage) -> set[str]:
    """The names of the pages in sight."""
    found = [widget for window in stage.windows() for widget in window.findChildren(QWidget) if widget.isVisible()]
    return {widget.objectName() for widget in found if widget.objectName().endswith(("Page", "Text", "Button"))}


@pytest.mark.parametrize("name", SCREENS)
def test_the_language_changes_under_any_page_and_leaves_the_sale_as_it_is(stage: Stage, name: str) -> None:
    stage.show(name)
    stage.heard.clear()
    # The first choice is a rehearsal: the edges of a letter are a shade otherwise on its very first time.
    for language in (Language.EN, Language.ZH_HK):
        choose(stage, language)
    # The amounts here are letters of 200 pixels: other words would differ by the whole of ink and ground.
    before, customer = pages(stage), Picture(stage.windows()[1], hair=64)
    amounts = amount_texts(stage)
    for language in (Language.EN, Language.ZH_CN, Language.ZH_HK):
        choose(stage, language)
        assert pages(stage) == before
        assert picture(stage.windows()[1]) == customer
        assert [re.findall(r"[\d.,]+", text) for text in amount_texts(stage)] == [
            re.findall(r"[\d.,]+", text) for text in amounts
        ]
    assert stage.heard == []


def amount_texts(stage: Stage) -> list[str]:
    names = ("amountText", "saleAmountText", "customerAmountText", "messageAmountText", "qrAmountText")
    return [stage.text(name) for name in names if stage.seen(name)]


def test_the_code_is_not_painted_anew_by_a_choice_of_language(stage: Stage) -> None:
    stage.show("offering")
    code = stage.found("qrCode")
    before = picture(code)
    for language in Language:
        choose(stage, language)
        assert stage.found("qrCode") is code
        assert picture(code) == before
        assert [read_codes(window) for window in stage.windows()] == [[PAYLOAD], [PAYLOAD]]


def test_a_question_and_an_amount_being_typed_stay(stage: Stage) -> None:
    stage.show("cancel-asked")
    choose(stage, Language.EN)
    assert stage.text("questionText").startswith("Stop showing the code?")
    stage.show(Screen(replace(KEYPAD, entry="128.5", reference="INV 枱 8"), CustomerView(CustomerPage.AMOUNT, HKD)))
    choose(stage, Language.ZH_CN)
    assert stage.text("amountText") == "HK$128.5"
    assert stage.shell.staff.keypad.reference.text() == "INV 枱 8"


def test_with_one_screen_the_code_is_the_same_after_a_choice(clock: Clock) -> None:
    single = Stage(clock, one_screen=True)
    single.show("offering")
    single.hold("staffButton")
    single.key(K.Key_F12)
    single.click("language_en")
    single.turn()
    assert single.seen("settingsPage"), "the clerk's side stays in front"
    single.key(K.Key_Escape)
    assert single.text("headlineText") == "Waiting for payment, 4:31 left."
    single.click("showCustomerButton")
    assert read_codes(single.windows()[0]) == [PAYLOAD]
    assert offering().customer.page is CustomerPage.QR
    assert single.heard == []
    single.shell.close()
