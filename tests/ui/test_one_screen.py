"""One screen for two: it flips by itself, and nothing a customer brushes against does anything."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.sale import events, office_events
from kiosk.sale.screen import Act, Button, CustomerPage, CustomerView, Say, Screen
from tests.ui.faces import read_codes
from tests.ui.screens import CANNOT, HKD, PAYLOAD, SCREENS, offering
from tests.ui.stage import Stage

K = Qt.Key

FOR_STAFF = (
    "idle", "typing", "typing-items", "typing-full", "starting", "not-started", "storage", "out-of-service",
    "one-tile", "set-aside",
)  # fmt: skip


def test_the_right_face_is_in_front_by_itself(single: Stage) -> None:
    for name, screen in SCREENS.items():
        single.show(screen)
        # Whoever is asked something has to see it.
        staff = name in FOR_STAFF or screen.staff.question is not None
        assert (single.seen("staffFace"), single.seen("customerFace")) == (staff, not staff), name
        assert single.seen("staffFoot") is not staff
    assert single.shell.customer_window is None
    assert single.heard == [events.QrPainted("till1-A", good=True)]


def test_a_code_is_checked_at_the_size_it_is_shown_in_and_can_be_read(single: Stage) -> None:
    single.show("awaiting")
    assert single.heard == [events.QrPainted("till1-A", good=True)]
    single.show("offering")
    assert read_codes(single.shell.staff_window) == [PAYLOAD]
    assert single.heard == [events.QrPainted("till1-A", good=True)]


@pytest.mark.parametrize("seconds", [0.0, 0.5, 0.95])
def test_a_brush_against_the_foot_does_nothing(single: Stage, seconds: float) -> None:
    single.show("offering")
    single.hold("cancelButton", seconds)
    single.hold("staffButton", seconds)
    assert single.heard == []
    assert single.seen("qrPage")


def test_holding_cancel_asks_and_brings_the_clerks_page(single: Stage) -> None:
    single.show("offering")
    single.hold("cancelButton")
    assert single.heard == [events.CancelPressed()]
    single.show("cancel-asked")
    assert single.seen("questionText")
    single.click("cancelKeepButton")
    assert single.heard[1:] == [events.QuestionLeft()]
    single.show("offering")
    assert single.seen("qrPage")


def test_the_drawer_opens_by_holding_and_closes_by_its_button_escape_or_the_next_page(single: Stage) -> None:
    single.show("offering")
    single.hold("staffButton")
    assert single.seen("offeringPage")
    single.click("showCustomerButton")
    assert single.seen("qrPage")
    single.hold("staffButton")
    single.key(K.Key_Escape)
    assert single.seen("qrPage")
    single.hold("staffButton")
    single.show("paid")
    assert single.seen("paidPage")
    assert single.heard == []


def test_the_question_in_the_drawer_stays_in_front_until_it_is_answered(single: Stage) -> None:
    single.show("offering")
    single.hold("staffButton")
    single.click("cannotPayButton")
    single.show(offering(asked=CANNOT))
    assert single.seen("cannotLimitButton")
    single.key(K.Key_Escape)
    assert single.heard == [events.CannotPayPressed(), events.QuestionLeft()]
    single.show("offering")
    assert single.seen("qrPage")


def test_escape_on_the_keyboard_asks_and_the_question_comes_to_the_front(single: Stage) -> None:
    single.show("offering")
    single.key(K.Key_Escape)
    assert single.heard == [events.CancelPressed()]
    single.show("cancel-asked")
    assert single.seen("questionText")


def test_a_list_opened_from_the_keyboard_comes_to_the_front(single: Stage) -> None:
    single.show("offering")
    single.key(K.Key_F2)
    assert single.seen("recentList")
    single.key(K.Key_Escape)
    assert single.heard == []
    assert single.seen("offeringPage")


def test_next_is_offered_on_a_result_and_cancel_is_not(single: Stage) -> None:
    single.show("paid")
    assert not single.seen("cancelButton")
    single.click("nextButton")
    assert single.heard == [events.NextPressed()]
    single.show("offering")
    assert not single.seen("nextButton")


def test_a_paid_sale_whose_goods_may_have_gone_is_the_clerks_at_once(single: Stage) -> None:
    """Who saw only the customer's green page would hand them over."""
    screen = SCREENS["paid"]
    unsure = replace(screen.staff, verdict=(Say("staff.goods.maybe_gone"),))
    for before in ("offering", "paid"):
        single.show(before)
        single.show(Screen(unsure, screen.customer))
        assert single.seen("staffPaidPage")
        assert not single.seen("paidPage")
        single.click("showCustomerButton")
        assert single.seen("paidPage")
    single.show(screen)
    assert single.seen("paidPage"), "it was settled"


def test_a_result_whose_customers_page_is_over_is_the_clerks(single: Stage) -> None:
    screen = SCREENS["declined"]
    single.show(screen)
    assert single.seen("declinedPage")
    single.show(Screen(screen.staff, CustomerView(CustomerPage.IDLE)))
    assert single.seen("staffDeclinedPage")
    assert not single.seen("showCustomerButton")


def test_blanking_takes_the_code_of_both_faces(single: Stage) -> None:
    single.show("offering")
    single.shell.blank()
    assert read_codes(single.shell.staff_window) == []
    single.hold("staffButton")
    assert single.seen("offeringPage")
    assert read_codes(single.shell.staff_window) == []
    single.show("offering")
    assert read_codes(single.shell.staff_window) == [PAYLOAD]


def test_the_customers_page_never_holds_the_keyboard(single: Stage) -> None:
    single.show("offering")
    single.key(K.Key_F5)
    single.key(K.Key_F6)
    assert single.heard == [events.CheckNowPressed(), events.SetAsidePressed()]
    assert single.seen("qrPage")


def test_goods_go_on_trust_only_when_the_button_is_in_sight(single: Stage) -> None:
    single.show("offering")
    single.key(K.Key_Insert)
    assert not single.shell.staff.isVisible()
    trust = Button(Act.TRUST)
    single.show(offering(buttons=(trust,), sale=43))
    single.key(K.Key_Insert)
    assert single.heard == []
    assert single.seen("trustButton")
    single.key(K.Key_Insert)
    assert single.heard == [office_events.TrustPressed()]


def test_what_setting_aside_brings_along_is_seen_before_it_is_done(single: Stage) -> None:
    single.show("offering")
    single.key(K.Key_F6)
    assert single.heard == [events.SetAsidePressed()]
    single.heard.clear()
    warned = Button(Act.SET_ASIDE, why=Say("staff.set_aside.full", (("sale", 30), ("amount", HKD))))
    single.show(offering(buttons=(warned,), sale=43))
    single.key(K.Key_F6)
    assert single.heard == []
    assert "#30" in single.text("whyText")
    single.key(K.Key_F6)
    assert single.heard == [events.SetAsidePressed()]


CUSTOMERS = [name for name, screen in SCREENS.items() if name not in FOR_STAFF and screen.staff.question is None]


@pytest.mark.parametrize("name", CUSTOMERS)
def test_taps_all_over_the_customers_page_start_nothing_and_reach_no_page_of_the_clerk(
    single: Stage, name: str
) -> None:
    single.show(name)
    single.heard.clear()
    window, foot = single.shell.staff_window, single.found("staffFoot")
    for x in range(10, window.width(), 60):
        for y in range(10, window.height(), 40):
            under = window.childAt(x, y) or window
            # Only a result has a button there that a tap presses: it leads on to the next customer.
            if under.objectName() != "nextButton":
                for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
                    QTest.mouseClick(under, button)
    assert foot.isVisible()
    assert single.seen("customerFace")
    assert not single.seen("staffFace")
    assert single.heard == []
