"""The code follows the customer's screen: it goes to the staff's when that is lost and comes back, one and the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from kiosk.sale.events import QrPainted
from kiosk.ui.window_pair import Places
from tests.ui.faces import Clock, cut_texts, read_codes
from tests.ui.fake_monitors import CUSTOMER, OTHER, STAFF, FakeMonitors
from tests.ui.screens import PAYLOAD
from tests.ui.stage import Stage

FULL = Places(fullscreen=True)


@pytest.fixture
def two(clock: Clock) -> Iterator[Stage]:
    """A till on two screens that can be pulled."""
    made = Stage(clock, monitors=FakeMonitors(STAFF, CUSTOMER), places=FULL)
    yield made
    made.shell.close()


def plug(stage: Stage, *names: str) -> None:
    assert stage.monitors is not None
    stage.monitors.be(*names)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    stage.turn()


def faces(stage: Stage) -> int:
    """How many customer's faces show a code."""
    return sum(
        code.isVisible() for window in stage.windows() for code in window.findChildren(type(stage.shell.customer))
    )


def test_a_code_whose_screen_goes_is_offered_on_the_staffs_and_goes_back(two: Stage) -> None:
    two.show("awaiting")
    two.show("offering")
    two.heard.clear()
    assert two.shell.customer_window is not None
    plug(two, STAFF)
    assert two.shell.customer_window is None
    assert two.text("turnText") == "請將螢幕轉向顧客 · 顧客螢幕未有連接"
    assert (two.seen("qrPage"), faces(two)) == (True, 1)
    assert read_codes(two.shell.staff_window) == [PAYLOAD]
    assert cut_texts(two.shell.staff_window) == []
    two.clock.now += 30
    two.shell.customer.tick()
    assert two.text("countdownText") == "4:02", "the time goes on"
    plug(two, STAFF, CUSTOMER)
    assert two.shell.customer_window is not None
    assert read_codes(two.shell.customer_window) == [PAYLOAD]
    assert (two.text("countdownText"), faces(two)) == ("4:02", 1)
    assert not two.seen("turnText")
    assert two.seen("offeringPage")
    assert two.heard == [], "nothing was asked for anew"


def test_a_code_that_was_taken_off_does_not_come_back_with_a_screen(two: Stage) -> None:
    two.show("offering")
    two.shell.blank()
    plug(two, STAFF)
    assert read_codes(two.shell.staff_window) == []
    plug(two, STAFF, CUSTOMER)
    assert [read_codes(window) for window in two.windows()] == [[], []]


def test_a_code_that_is_being_prepared_while_its_screen_goes_is_checked_once(two: Stage) -> None:
    two.show("awaiting")
    plug(two, STAFF)
    two.show("offering")
    assert read_codes(two.shell.staff_window) == [PAYLOAD]
    assert two.heard == [QrPainted("till1-A", good=True)]


def test_who_is_at_work_on_a_page_keeps_it_and_finds_the_code_below(two: Stage) -> None:
    two.show("offering")
    two.key(Qt.Key.Key_F2)
    plug(two, STAFF)
    assert two.seen("recentList")
    two.click("showCustomerButton")
    assert two.seen("qrPage")
    assert read_codes(two.shell.staff_window) == [PAYLOAD]
    plug(two, STAFF, CUSTOMER)
    assert two.seen("recentList"), "it was never left"


def test_the_staffs_controls_never_come_onto_the_customers_screen(two: Stage) -> None:
    two.show("offering")
    plug(two, CUSTOMER)
    assert not two.shell.staff_window.isVisible()
    assert two.shell.customer_window is not None
    assert read_codes(two.shell.customer_window) == [PAYLOAD]
    assert not two.seen("staffFoot")
    two.show("paid")
    assert two.seen("paidPage")
    plug(two, CUSTOMER, STAFF)
    assert two.shell.staff_window.isVisible()
    assert two.seen("staffPaidPage")


@pytest.mark.parametrize("order", [(STAFF, CUSTOMER), (CUSTOMER, STAFF)])
def test_both_windows_survive_all_screens_going(two: Stage, order: tuple[str, str]) -> None:
    two.show("offering")
    plug(two, order[1])
    plug(two)
    plug(two, ":0.0")
    plug(two, order[0])
    plug(two, *order)
    assert [window.isVisible() for window in two.windows()] == [True, True]
    assert [read_codes(window) for window in two.windows()] == [[PAYLOAD], [PAYLOAD]]
    assert (two.seen("offeringPage"), faces(two)) == (True, 1)


def test_a_screen_of_another_size_is_filled_again(two: Stage) -> None:
    window = two.shell.customer_window
    assert window is not None
    two.show("offering")
    window.resize(600, 1024)
    plug(two, STAFF, CUSTOMER)
    assert window.geometry() == window.screen().geometry()
    assert read_codes(window) == [PAYLOAD]


def test_a_till_that_never_had_a_second_screen_has_lost_none(clock: Clock) -> None:
    stage = Stage(clock, monitors=FakeMonitors(STAFF), places=FULL)
    stage.show("offering")
    assert stage.seen("qrPage")
    assert not stage.seen("turnText")
    plug(stage, STAFF, OTHER)
    assert stage.shell.customer_window is not None
    assert read_codes(stage.shell.customer_window) == [PAYLOAD]
    stage.shell.close()


def test_two_windows_beside_each_other_stay_so_until_there_is_a_screen(clock: Clock) -> None:
    stage = Stage(clock, monitors=FakeMonitors(STAFF), places=Places())
    window = stage.shell.customer_window
    assert window is not None
    assert not window.isFullScreen()
    plug(stage, STAFF, CUSTOMER)
    assert window.isFullScreen()
    plug(stage, STAFF)
    assert not window.isFullScreen()
    stage.shell.close()


def test_after_the_end_no_screen_matters(two: Stage) -> None:
    two.shell.close()
    plug(two, STAFF)
    plug(two, STAFF, CUSTOMER)
    assert [window.isVisible() for window in two.windows()] == [False, False]
