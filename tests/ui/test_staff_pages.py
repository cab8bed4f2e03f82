"""The clerk's page: its name, its words, the small code, and nothing from outside that turns into markup."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kiosk.sale import events
from kiosk.sale.screen import Act, Button, CustomerPage, Say, StaffPage, Tone
from kiosk.ui.staff_pages import ICONS, NAMES
from tests.ui.faces import cut_texts, picture, read_codes
from tests.ui.screens import NOW, PAYLOAD, RENEW, SCREENS, both, offering, qr_view, staff
from tests.ui.stage import Stage

P = StaffPage


def test_every_page_but_the_keypad_has_a_name_and_a_shape() -> None:
    assert set(NAMES) == set(ICONS) == set(P) - {P.KEYPAD}
    assert len(set(NAMES.values())) == len(NAMES)


def test_each_page_is_found_by_its_name_and_cuts_nothing(stage: Stage) -> None:
    for name, screen in SCREENS.items():
        if screen.staff.page in NAMES:
            stage.show(screen)
            assert stage.seen(NAMES[screen.staff.page]), name
            assert cut_texts(stage.shell.staff_window) == [], name


def test_a_running_sale_says_number_amount_and_what_to_do(stage: Stage) -> None:
    stage.show("offering")
    assert "42" in stage.text("saleText")
    assert stage.text("saleAmountText") == "HK$128.50"
    assert "4:32" in stage.text("headlineText")
    assert stage.text("actionText")
    assert "LUCKY TEA HOUSE" in stage.text("staffPayeeText")


def test_the_time_left_is_counted_on(stage: Stage) -> None:
    stage.show("offering")
    stage.clock.now = NOW + 12
    stage.shell.staff.tick()
    assert "4:20" in stage.text("headlineText")


def test_a_button_that_cannot_be_pressed_says_why_beside_it(stage: Stage) -> None:
    stage.show("unsettled")
    assert not stage.seen("whyText")
    view = SCREENS["unsettled"].staff
    locked = Button(Act.NEW_CODE_NO, False, Say("staff.second_charge.no_owner"))
    stage.show(replace(SCREENS["unsettled"], staff=replace(view, buttons=(*view.buttons, locked))))
    assert "請店主在此電腦設定" in stage.text("whyText")
    assert cut_texts(stage.shell.staff_window) == []
    stage.click("newCodeNoButton")
    assert stage.heard == []


def test_the_headline_of_a_paid_sale_is_the_amount(stage: Stage) -> None:
    stage.show("paid")
    assert not stage.seen("saleAmountText")
    assert "128.50" in stage.text("headlineText")


def test_where_the_goods_may_have_gone_that_is_what_is_read_first(stage: Stage) -> None:
    """A large "paid" and a tick are what a clerk in a hurry hands the goods over by."""
    stage.show("unsettled")
    page, headline = stage.shell.staff.sale, stage.found("headlineText")
    assert page is not None
    mark = page.mark
    sign = picture(mark)
    stage.show("paid")
    seal, large = picture(mark), headline.font().pixelSize()
    verdict = (Say("staff.goods.maybe_gone"), Say("staff.again.no"))
    paid = SCREENS["paid"]
    stage.show(replace(paid, staff=replace(paid.staff, tone=Tone.ALERT, verdict=verdict)))
    assert sign == picture(mark) != seal
    first = stage.found("verdictText")
    assert first.font().pixelSize() > headline.font().pixelSize() < large
    assert first.y() < stage.found("actionText").y() < headline.y()
    assert cut_texts(stage.shell.staff_window) == []
    stage.show("paid")
    assert picture(mark) == seal


def test_a_question_with_its_own_way_back_replaces_words_and_buttons(stage: Stage) -> None:
    stage.show("cancel-asked")
    assert stage.text("questionText")
    assert not stage.seen("headlineText")
    assert not stage.seen("actionText")
    assert not stage.seen("cancelButton")
    stage.show("expired")
    assert stage.seen("headlineText")
    assert stage.seen("questionText")
    assert stage.seen("setAsideButton")


def test_the_answers_under_the_finger(stage: Stage) -> None:
    stage.show(offering(asked=RENEW))
    stage.click("newCodeNoButton")
    stage.click("newCodeYesButton")
    assert stage.heard == [events.NewCodeAnswered(shows_payment=False), events.NewCodeAnswered(shows_payment=True)]


def test_the_small_copy_can_be_read_goes_at_once_and_is_drawn_again(stage: Stage) -> None:
    stage.show("offering")
    code = stage.found("staffQrCode")
    assert read_codes(code) == [PAYLOAD]
    stage.shell.staff.blank()
    assert read_codes(code) == []
    stage.shell.staff.draw(SCREENS["offering"].staff)
    assert read_codes(code) == [PAYLOAD]
    stage.clock.now = NOW + 272
    assert read_codes(code) == []


@pytest.mark.parametrize("name", ["checking", "paid", "stopped", "ordering"])
def test_no_code_stands_on_any_other_page(stage: Stage, name: str) -> None:
    stage.show("offering")
    stage.show(name)
    assert not stage.seen("staffQrCode")
    assert read_codes(stage.shell.staff_window) == []


def test_words_from_outside_stay_text(stage: Stage) -> None:
    stage.show(offering(qr_view(payee="<b>bold</b> &amp; <img src=x>")))
    assert stage.text("staffPayeeText").endswith("<b>bold</b> &amp; <img src=x>")
    view = staff(P.DECLINED, Tone.BAD, "staff.declined", Act.NEXT, small="20106 <script>x</script>",
                 answer=Say("staff.payee", (("payee", "<i>y</i>"),)))  # fmt: skip
    stage.show(both(view, CustomerPage.DECLINED))
    assert stage.text("smallPrint") == "20106 <script>x</script>"
    assert "<i>y</i>" in stage.text("answerText")
    for name in ("smallPrint", "answerText"):
        assert stage.found(name).property("textFormat") == Qt.TextFormat.PlainText


def test_small_print_is_copied_and_says_so(stage: Stage) -> None:
    stage.show("declined")
    before = stage.text("copyButton")
    stage.click("copyButton")
    assert QGuiApplication.clipboard().text() == SCREENS["declined"].staff.small
    assert stage.text("copyButton") != before
    assert stage.heard == []
    stage.show("paid")
    assert not stage.seen("copyButton")


def test_every_page_says_what_holds_for_goods_and_charge_beside_a_question_too(stage: Stage) -> None:
    stage.show("cancel-asked")
    assert stage.text("verdictText") == "請先不要交貨。請勿再次收款。"
    stage.show("expired")
    assert stage.text("verdictText") == "請先不要交貨。只有顧客的應用程式未顯示付款，才可再次收款。"
    stage.show("paid")
    assert not stage.seen("verdictText")
