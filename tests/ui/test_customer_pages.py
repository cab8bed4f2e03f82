"""The customer's messages: one name, one shape and two languages each; only the paid one is green."""

import pytest
from pytestqt.qtbot import QtBot

from kiosk.sale.screen import CustomerPage, Tone
from kiosk.ui.customer_pages import MESSAGES, AmountPage, IdlePage, MessagePage
from kiosk.ui.page import Kit, Shop
from kiosk.values import replace
from tests.ui.faces import SIZES, cut_texts
from tests.ui.screens import CNY, HKD
from tests.ui.stage import colours
from tests.ui.test_logo import picture

OWN = {CustomerPage.IDLE, CustomerPage.AMOUNT, CustomerPage.QR}


def test_every_page_is_known_by_its_own_name_and_only_paid_is_good() -> None:
    assert set(MESSAGES) == set(CustomerPage) - OWN
    assert len({message.name for message in MESSAGES.values()}) == len(MESSAGES)
    assert [page for page, message in MESSAGES.items() if message.tone is Tone.GOOD] == [CustomerPage.PAID]
    assert len({message.icon for page, message in MESSAGES.items() if message.tone in (Tone.GOOD, Tone.BAD)}) == 2


@pytest.mark.parametrize("page", MESSAGES)
def test_a_message_fits_and_speaks_both_languages(qtbot: QtBot, kit: Kit, page: CustomerPage) -> None:
    made = MessagePage(None, kit, page)
    qtbot.addWidget(made)
    made.show()
    for money in (HKD, CNY, None):
        for size in SIZES[:-1]:
            made.resize(*size)
            made.draw(money)
            assert cut_texts(made) == [], (money, size)
    texts = [label.text() for label in made.words.labels]
    assert texts == [*kit.words.customer(MESSAGES[page].key, None), ""]
    of = kit.theme.colours
    assert (of.good.ground in colours(made)) is (page is CustomerPage.PAID)


def test_paid_is_wholly_green_with_the_amount(qtbot: QtBot, kit: Kit) -> None:
    made = MessagePage(None, kit, CustomerPage.PAID)
    qtbot.addWidget(made)
    made.resize(800, 480)
    made.show()
    made.draw(HKD)
    image = made.grab().toImage()
    corners = [image.pixelColor(x, y).name() for x in (0, 799) for y in (0, 479)]
    assert corners == [kit.theme.colours.good.ground] * 4
    assert made.amount.text() == "HK$128.50"
    assert made.amount.font().pixelSize() > 60


def test_an_amount_names_its_currency_and_renminbi_has_three_languages(qtbot: QtBot, kit: Kit) -> None:
    made = AmountPage(None, kit)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.draw(HKD)
    assert [bool(label.text()) for label in made.ask.labels] == [True, True, False]
    made.draw(CNY)
    assert [bool(label.text()) for label in made.ask.labels] == [True, True, True]
    assert "8,888.88" in made.amount.text()
    assert "人民幣" in made.currency.text()
    assert cut_texts(made) == []


SHOPS = (Shop("<b>Tea</b>", "好運茶室"), Shop("Tea", ""), Shop("", ""), Shop("T" * 80, "茶" * 40))


@pytest.mark.parametrize("shop", SHOPS)
def test_the_welcome_names_the_shop_as_it_was_written(qtbot: QtBot, kit: Kit, shop: Shop) -> None:
    made = IdlePage(None, replace(kit, shop=shop))
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.show()
    said = [label.text() for label in made.name.labels if label.text()]
    assert said == [name for name in (shop.name_zh, shop.name_en) if name]
    assert made.rule.isVisible() is bool(said)
    assert cut_texts(made) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", [(400, 100), (100, 300)])
@pytest.mark.parametrize("names", [SHOPS[0], Shop("", "")])
def test_the_welcome_shows_the_shops_picture_above_its_names(
    qtbot: QtBot, kit: Kit, size: tuple[int, int], shape: tuple[int, int], names: Shop
) -> None:
    made = IdlePage(None, replace(kit, shop=replace(names, logo=picture(*shape))))
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    qtbot.waitUntil(lambda: made.logo is not None)
    assert made.logo is not None
    place = made.logo.geometry()
    assert made.rect().contains(place)
    below = [label.geometry().top() for label in (*made.name.labels, *made.welcome.labels) if label.text()]
    assert min(below) >= place.bottom()
    assert min(size) / 12 < place.height()
    assert cut_texts(made) == []


def test_a_damaged_picture_leaves_the_welcome_as_it_is(
    qtbot: QtBot, kit: Kit, caplog: pytest.LogCaptureFixture
) -> None:
    made = IdlePage(None, replace(kit, shop=Shop("Tea", "茶", picture(40, 40)[:70])))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: "damaged" in caplog.text)
    assert made.logo is None
    assert made.name.labels[0].isVisible()


@pytest.mark.parametrize("page", MESSAGES)
def test_words_that_two_scripts_write_alike_stand_once(qtbot: QtBot, kit: Kit, page: CustomerPage) -> None:
    made = MessagePage(None, kit, page)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.draw(CNY)
    said = [label.text() for label in made.words.labels if label.isVisible()]
    assert len(said) == len(set(said)) == len(set(kit.words.customer(MESSAGES[page].key, CNY)))
    assert all(made.accessibleName().split("   ").count(text) == 1 for text in said)
