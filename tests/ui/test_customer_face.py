"""The customer's side: one page at a time, a code checked unseen exactly once, and gone with its time."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kiosk.sale.events import QrPainted
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import CustomerPage, CustomerView, QrView
from kiosk.ui.customer_face import CustomerFace
from kiosk.ui.page import Kit
from kiosk.ui.qr_page import QrPage
from kiosk.ui.scale import EXPECT_MS
from tests.ui.faces import Clock, Heard, picture, read_codes, visible
from tests.ui.screens import HKD, NOW, ON_GLASS, PAYLOAD, code, qr_view, rows_of


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def face(qtbot: QtBot, kit: Kit, heard: Heard) -> CustomerFace:
    made = CustomerFace(None, kit, heard)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    return made


def prepare(face: CustomerFace, qr: QrView | None) -> None:
    face.draw(CustomerView(CustomerPage.WAIT, HKD, prepare=qr))
    QApplication.processEvents()


def test_a_code_is_painted_out_of_sight_and_told_once_after_the_event_loop_turned(
    face: CustomerFace, heard: Heard
) -> None:
    face.draw(CustomerView(CustomerPage.WAIT, HKD, prepare=qr_view()))
    assert heard.events == []
    QApplication.processEvents()
    assert heard.events == [QrPainted("till1-A", good=True)]
    assert visible(face, "waitPage")
    assert not visible(face, "qrPage")
    assert read_codes(face) == []
    prepare(face, qr_view())
    face.draw(ON_GLASS)
    QApplication.processEvents()
    assert heard.events == [QrPainted("till1-A", good=True)]
    assert read_codes(face) == [PAYLOAD]


def said(face: CustomerFace) -> list[str]:
    return [label.text() for label in face.findChildren(QLabel) if label.isVisible()]


def test_a_code_in_sight_says_its_own_amount_whichever_amount_was_expected(face: CustomerFace, qtbot: QtBot) -> None:
    for other in (HKD, Money(777_700, Currency.HKD)):
        # The page is written a moment after an amount was asked for, and by then another code can be in sight.
        face.draw(CustomerView(CustomerPage.WAIT, other))
        shown = replace(qr_view(), money=Money(888_888, Currency.CNY), exact=True)
        face.draw(CustomerView(CustomerPage.QR, shown.money, shown))
        before = said(face)
        later = QTimer(face, singleShot=True, interval=2 * EXPECT_MS)
        with qtbot.waitSignal(later.timeout):
            later.start()
        assert "CNY 8,888.88" in before
        assert said(face) == before


def test_a_code_that_is_held_is_written_again_when_other_words_stood_there(kit: Kit, qtbot: QtBot) -> None:
    page = QrPage(None, kit)
    qtbot.addWidget(page)
    page.load(qr_view())
    page.expect(Money(777_700, Currency.HKD))
    page.load(qr_view())
    assert page.amount.text() == "HK$128.50"


ROWS = rows_of(PAYLOAD)
SPOILED = {
    "nothing": (),
    "a row is short": (ROWS[0][:-3], *ROWS[1:]),
    "a row is long": (*ROWS[:-1], ROWS[-1] + b"\x01"),
    "a row is missing": ROWS[1:],
}


@pytest.mark.parametrize("why", SPOILED)
def test_a_spoiled_matrix_is_told_as_not_good(face: CustomerFace, heard: Heard, why: str) -> None:
    prepare(face, qr_view(code=replace(code(), rows=SPOILED[why])))
    assert heard.events == [QrPainted("till1-A", good=False)]


def test_a_place_too_small_for_a_pixel_a_module_is_told_as_not_good(face: CustomerFace, heard: Heard) -> None:
    face.resize(60, 40)
    prepare(face, qr_view())
    assert heard.events == [QrPainted("till1-A", good=False)]


def test_each_new_code_is_checked_and_so_is_one_that_comes_back(face: CustomerFace, heard: Heard) -> None:
    prepare(face, qr_view())
    prepare(face, qr_view(payment_id="till1-B"))
    prepare(face, None)
    prepare(face, qr_view(payment_id="till1-B"))
    assert [event.payment_id for event in heard.events if isinstance(event, QrPainted)] == [
        "till1-A",
        "till1-B",
        "till1-B",
    ]


def test_a_code_past_its_time_is_never_shown(face: CustomerFace, clock: Clock) -> None:
    clock.now = NOW + 272
    face.draw(ON_GLASS)
    assert visible(face, "waitStaffPage")
    assert read_codes(face) == []
    assert not face.counting


def test_at_the_deadline_the_code_is_not_painted_any_more_and_the_tick_takes_the_page(
    face: CustomerFace, clock: Clock
) -> None:
    face.draw(ON_GLASS)
    clock.now = NOW + 271.9
    assert not face.tick()
    assert read_codes(face) == [PAYLOAD]
    clock.now = NOW + 272
    assert read_codes(face) == []
    assert visible(face, "qrPage")
    assert face.tick()
    assert visible(face, "waitStaffPage")
    assert not face.tick()


def test_blanking_shows_a_page_that_claims_nothing_and_leaves_other_pages_alone(face: CustomerFace) -> None:
    face.draw(ON_GLASS)
    face.blank()
    assert visible(face, "waitStaffPage")
    assert read_codes(face) == []
    face.draw(CustomerView(CustomerPage.PAID, HKD))
    picture(face)
    before = picture(face)
    face.blank()
    assert visible(face, "paidPage")
    assert picture(face) == before


def test_a_page_with_a_code_but_without_its_view_claims_nothing(face: CustomerFace) -> None:
    face.draw(CustomerView(CustomerPage.QR, HKD))
    assert visible(face, "waitStaffPage")


def test_pages_made_ahead_of_time_are_not_in_sight(face: CustomerFace, heard: Heard) -> None:
    # Qt paints the edges of a letter a shade otherwise on its very first time.
    picture(face)
    before = picture(face)
    face.warm_code()
    face.warm_paid()
    QApplication.processEvents()
    assert picture(face) == before
    assert heard.events == []


def test_a_code_fits_again_after_the_window_changed(face: CustomerFace) -> None:
    face.draw(ON_GLASS)
    face.resize(600, 900)
    assert read_codes(face) == [PAYLOAD]
