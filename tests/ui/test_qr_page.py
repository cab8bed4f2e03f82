"""The page with the code: readable in every look and shape, honest about its time, and markup-free."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk.sale.screen import QrView
from kiosk.ui.page import Kit
from kiosk.ui.qr_page import QrPage
from tests.ui.faces import SIZES, Clock, cut_texts, picture, read_codes
from tests.ui.screens import CNY, LONG_QR, NOW, PAYLOAD, qr_view


@pytest.fixture
def page(qtbot: QtBot, kit: Kit) -> QrPage:
    made = QrPage(None, kit)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    return made


def texts(page: QrPage) -> dict[str, str]:
    return {label.objectName(): label.text() for label in page.findChildren(QLabel) if label.isVisible()}


@pytest.mark.parametrize("size", SIZES[:-1])
@pytest.mark.parametrize("qr", [qr_view(), LONG_QR], ids=["short", "long"])
def test_a_stock_reader_finds_the_code_and_no_text_is_cut(page: QrPage, size: tuple[int, int], qr: QrView) -> None:
    page.resize(*size)
    page.load(qr)
    assert read_codes(page) == [PAYLOAD]
    assert cut_texts(page) == []
    assert page.good()


def test_it_says_how_much_until_when_and_to_whom(page: QrPage) -> None:
    page.load(qr_view())
    said = texts(page)
    assert said["qrAmountText"] == "HK$128.50"
    assert said["countdownText"] == "4:32"
    assert "14:31" in said["validUntilText"]
    assert "LUCKY TEA HOUSE" in said["payeeText"]
    assert "exactText" not in said
    assert "qrCurrencyText" not in said


def test_renminbi_is_named_and_an_amount_to_be_typed_stands_out(page: QrPage) -> None:
    page.load(qr_view(CNY, exact=True))
    said = texts(page)
    assert "人民幣" in said["qrCurrencyText"]
    assert "8,888.88" in said["exactText"]
    assert "scanText" not in said
    assert page.exact_box.geometry().contains(page.exact.labels[0].geometry())


def test_the_last_seconds_use_other_words_and_another_shape(page: QrPage, clock: Clock) -> None:
    page.load(qr_view())
    before, ring = texts(page)["validUntilText"], picture(page.ring)
    clock.now = NOW + 272 - 30
    page.tick()
    soon = texts(page)
    assert soon["validUntilText"] != before
    assert soon["countdownText"] == "0:30"
    assert "0:30" in soon["validUntilText"]
    assert picture(page.ring) != ring


def test_words_and_shape_turn_at_thirty_seconds_and_not_before(page: QrPage, clock: Clock) -> None:
    page.load(qr_view())
    calm = texts(page)["validUntilText"].partition("（")[0]
    for left in (31, 30):
        clock.now = NOW + 272 - left
        if not page.quick():
            page.tick()
        said = texts(page)
        assert said["countdownText"] == f"0:{left}"
        assert said["validUntilText"].startswith(calm) is (left > 30)


def test_only_whole_seconds_change_the_words(page: QrPage, clock: Clock) -> None:
    page.load(qr_view())
    seen = []
    for past in (0.0, 0.5, 0.9, 1.0, 1.5, 2.0):
        clock.now = NOW + past
        page.tick()
        seen.append(texts(page)["countdownText"])
    assert seen == ["4:32", "4:32", "4:32", "4:31", "4:31", "4:30"]


@pytest.mark.parametrize("size", [(1024, 600), (480, 800)])
def test_every_second_of_a_countdown_says_and_looks_what_a_page_does_that_just_began(
    qtbot: QtBot, kit: Kit, page: QrPage, clock: Clock, size: tuple[int, int]
) -> None:
    """Most seconds only write figures into labels; nothing may come to stand differently by that."""
    other = QrPage(None, kit)
    qtbot.addWidget(other)
    qr = qr_view(left=605.0, lifetime_s=605.0)
    for each in (page, other):
        each.resize(*size)
        each.show()
        each.load(qr)
    quick = 0
    for left in range(605, 0, -1):
        clock.now = NOW + 605 - left
        if page.quick():
            quick += 1
        else:
            page.tick()
        said = texts(page)
        clock_says = f"{left // 60}:{left % 60:02d}"
        assert said["countdownText"] == clock_says
        assert all(clock_says in line.text() for line in page.until.labels if line.text())
        if left in (604, 599, 333, 31, 30, 29, 9):
            # The other one has not counted since, and writes all of it.
            other.tick()
            assert picture(page) == picture(other), left
    # Where a line breaks between its words every second is written whole.
    assert quick > 500 or not all(label.hand() for label in page.until.labels if label.text())


def test_a_page_that_got_another_shape_goes_on_counting(page: QrPage, clock: Clock) -> None:
    page.load(qr_view())
    for past, size in enumerate([(1024, 600), (480, 800), (640, 360), (1920, 1080)], start=1):
        clock.now = NOW + past
        if not page.quick():
            page.tick()
        page.resize(*size)
        clock.now += 0.5
        if not page.quick():
            page.tick()
        assert texts(page)["countdownText"] == f"4:{32 - past}"
        assert f"4:{32 - past}" in texts(page)["validUntilText"]
        assert cut_texts(page) == []


def test_a_time_that_is_only_the_shops_own_says_about(page: QrPage) -> None:
    page.load(qr_view())
    exact = texts(page)["validUntilText"]
    page.load(qr_view(about=True))
    assert texts(page)["validUntilText"] != exact


def test_a_payee_with_markup_is_drawn_literally(page: QrPage) -> None:
    page.load(qr_view(payee="<b>Shop</b>"))
    assert "<b>Shop</b>" in texts(page)["payeeText"]
    page.load(qr_view(payee=""))
    assert "payeeText" not in texts(page)


def test_a_blanked_code_comes_back_only_when_it_is_loaded_again(page: QrPage) -> None:
    page.load(qr_view())
    page.blank()
    assert read_codes(page) == []
    page.tick()
    assert read_codes(page) == []
    page.load(qr_view())
    assert read_codes(page) == [PAYLOAD]


def test_the_code_has_a_spoken_name(page: QrPage) -> None:
    page.load(qr_view())
    assert page.code.accessibleName()
