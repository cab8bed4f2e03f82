"""What staff can do about the screens, and that a sale takes everything off them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTimer, QTimerEvent
from PySide6.QtWidgets import QApplication

from kiosk.ui.number_card import NumberCard
from kiosk.ui.pattern_page import TEXT
from kiosk.ui.scale import NUMBER_MS, PATTERN_MS
from kiosk.ui.screens_desk import ScreensDesk
from kiosk.ui.seating import NONE, Wish
from kiosk.ui.window_pair import Places
from tests.ui.faces import Clock, Heard, read_codes
from tests.ui.fake_monitors import CUSTOMER, OTHER, STAFF, FakeMonitors
from tests.ui.screens import PAYLOAD, SCREENS
from tests.ui.stage import Stage

FREE = ("idle", "starting", "typing", "typing-full", "typing-items", "charge-asked", "one-tile", "out-of-service")


@pytest.fixture
def two(clock: Clock) -> Iterator[Stage]:
    """A till on two screens."""
    made = Stage(clock, monitors=FakeMonitors(STAFF, CUSTOMER), places=Places(fullscreen=True))
    yield made
    made.shell.close()


@pytest.fixture
def desk(two: Stage) -> ScreensDesk:
    two.show("idle")
    return two.shell._screens_desk()


def cards() -> list[NumberCard]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, NumberCard) and one.isVisible()]


def ring(desk: ScreensDesk, name: str) -> int:
    """The time of that timer is over; how long it was, in milliseconds."""
    timer = desk.findChild(QTimer, name)
    assert isinstance(timer, QTimer)
    QCoreApplication.sendEvent(timer, QTimerEvent(timer.timerId()))
    return timer.interval()


def whose(desk: ScreensDesk) -> dict[str, str]:
    return {one.monitor.name: one.whose for one in desk.listed()}


def test_the_list_says_whose_each_screen_is(two: Stage, desk: ScreensDesk) -> None:
    assert two.monitors is not None
    two.monitors.be(STAFF, CUSTOMER, OTHER)
    assert whose(desk) == {STAFF: "staff", CUSTOMER: "customer", OTHER: "unused"}
    assert [one.number for one in desk.listed()] == [1, 2, 3]
    desk.choose_none()
    assert whose(desk) == {STAFF: "both", CUSTOMER: "unused", OTHER: "unused"}
    assert not any(one.chosen for one in desk.listed())


def test_a_choice_is_told_and_applied_at_once(two: Stage, desk: ScreensDesk) -> None:
    heard = Heard()
    two.shell.wish_changed.connect(heard)
    staff, customer = (one.monitor for one in desk.listed())
    desk.choose(customer)
    assert [one.chosen for one in desk.listed()] == [False, True]
    desk.choose_none()
    assert two.shell.customer_window is None
    desk.choose_any()
    assert two.shell.customer_window is not None
    # The staff's own screen: they change places.
    desk.choose(staff)
    assert whose(desk) == {STAFF: "customer", CUSTOMER: "staff"}
    assert heard.events == [Wish(STAFF, CUSTOMER), Wish(STAFF, NONE), Wish(STAFF), Wish(CUSTOMER, STAFF)]


def test_the_only_screen_stays_the_staffs(two: Stage, desk: ScreensDesk) -> None:
    assert two.monitors is not None
    two.monitors.be(STAFF)
    before = desk.wish
    desk.choose(desk.listed()[0].monitor)
    assert desk.wish == before


def test_a_chosen_screen_that_is_gone_is_named(two: Stage, desk: ScreensDesk) -> None:
    assert two.monitors is not None
    desk.choose(desk.listed()[1].monitor)
    assert desk.missing == ""
    two.monitors.be(STAFF)
    assert desk.missing == CUSTOMER


def test_every_screen_shows_its_number_for_some_seconds(desk: ScreensDesk) -> None:
    desk.identify()
    assert sorted(card.number.text() for card in cards()) == ["1", "2"]
    desk.identify()
    assert len(cards()) == 2, "the old ones make room"
    assert ring(desk, "numbers") == NUMBER_MS
    assert cards() == []


def test_the_pattern_stands_on_the_customers_screen_for_a_minute(two: Stage, desk: ScreensDesk) -> None:
    desk.start_pattern()
    staff, customer = two.windows()
    assert (read_codes(staff), read_codes(customer)) == ([], [TEXT])
    assert ring(desk, "pattern") == PATTERN_MS
    assert (read_codes(customer), desk.pattern_on) == ([], False)
    assert two.seen("idlePage")


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_only_while_no_sale_is_on_a_screen(two: Stage, desk: ScreensDesk, name: str) -> None:
    desk.identify()
    desk.start_pattern()
    two.show(name)
    assert desk.free is (name in FREE)
    assert (desk.pattern_on, bool(cards())) == (desk.free, desk.free)
    if desk.free:
        return
    wish = desk.wish
    desk.identify()
    desk.start_pattern()
    desk.choose_none()
    desk.choose_any()
    desk.choose(desk.listed()[0].monitor)
    assert (desk.pattern_on, cards(), desk.wish) == (False, [], wish)
    assert TEXT not in read_codes(two.windows()[1])


def test_a_code_is_never_below_the_pattern(two: Stage, desk: ScreensDesk) -> None:
    desk.start_pattern()
    two.show("offering")
    assert read_codes(two.windows()[1]) == [PAYLOAD]


def test_a_screen_that_goes_takes_the_pattern_along(two: Stage, desk: ScreensDesk) -> None:
    assert two.monitors is not None
    desk.start_pattern()
    two.monitors.be(STAFF)
    assert not desk.pattern_on
    two.monitors.be(STAFF, CUSTOMER)
    assert read_codes(two.windows()[1]) == []


def test_who_closes_the_till_leaves_nothing_on_a_screen(two: Stage, desk: ScreensDesk) -> None:
    desk.identify()
    two.shell.close()
    assert cards() == []
