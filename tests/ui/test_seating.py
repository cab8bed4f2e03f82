"""Whose screen is whose, through unplugging, replugging, swapped cables and new screens."""

from __future__ import annotations

import pytest

from kiosk.ui.seating import NONE, Seating, Wish
from tests.ui.fake_monitors import CUSTOMER, OTHER, STAFF, FakeMonitors, monitor

pytestmark = pytest.mark.usefixtures("clock")


def names(seating: Seating) -> tuple[str, str]:
    staff, customer = seating.seats
    return staff.name if staff else "", customer.name if customer else ""


@pytest.mark.parametrize(
    ("there", "wish", "seats"),
    [
        ((STAFF, CUSTOMER), Wish(), (STAFF, CUSTOMER)),
        ((STAFF,), Wish(), (STAFF, "")),
        ((STAFF, OTHER, CUSTOMER), Wish(customer=CUSTOMER), (STAFF, CUSTOMER)),
        # The main screen is the customer's: staff take another.
        ((CUSTOMER, STAFF), Wish(customer=CUSTOMER), (STAFF, CUSTOMER)),
        ((CUSTOMER, OTHER, STAFF), Wish(staff=STAFF), (STAFF, CUSTOMER)),
        ((STAFF, CUSTOMER), Wish(customer=NONE), (STAFF, "")),
        ((STAFF, CUSTOMER), Wish(staff=CUSTOMER, customer=NONE), (CUSTOMER, "")),
        ((STAFF, OTHER), Wish(customer="gone"), (STAFF, "")),
        ((STAFF, OTHER), Wish(staff="gone"), (STAFF, OTHER)),
        # Whoever starts on the customer's screen alone wants to work.
        ((CUSTOMER,), Wish(customer=CUSTOMER), (CUSTOMER, "")),
        ((STAFF, CUSTOMER), Wish(STAFF, STAFF), (STAFF, "")),
    ],
)
def test_the_first_seats_are_as_wished(there: tuple[str, ...], wish: Wish, seats: tuple[str, str]) -> None:
    assert names(Seating(wish, FakeMonitors(*there))) == seats


@pytest.mark.parametrize("wish", [Wish(), Wish(customer=CUSTOMER), Wish(STAFF, CUSTOMER)])
def test_who_comes_back_sits_where_he_sat_whatever_the_order(wish: Wish) -> None:
    screens = FakeMonitors(STAFF, CUSTOMER)
    seating = Seating(wish, screens)
    assert not seating.lost
    screens.be(STAFF)
    assert (names(seating), seating.lost) == ((STAFF, ""), True)
    screens.be(CUSTOMER, STAFF)
    assert (names(seating), seating.lost) == ((STAFF, CUSTOMER), False)
    # Now the staff's goes: the customer's never becomes theirs.
    screens.be(CUSTOMER)
    assert names(seating) == ("", CUSTOMER)
    screens.be(":0.0")
    assert names(seating) == (":0.0", "")
    screens.be(CUSTOMER)
    assert names(seating) == ("", CUSTOMER)
    screens.be(CUSTOMER, STAFF)
    assert names(seating) == (STAFF, CUSTOMER)


def test_without_any_screen_everybody_keeps_their_seat() -> None:
    screens = FakeMonitors(STAFF, CUSTOMER)
    seating = Seating(Wish(), screens)
    screens.be()
    assert (names(seating), seating.lost) == ((STAFF, CUSTOMER), False)


def test_staff_who_started_on_the_customers_screen_leave_it_when_theirs_comes() -> None:
    screens = FakeMonitors(CUSTOMER)
    seating = Seating(Wish(customer=CUSTOMER), screens)
    screens.be(CUSTOMER, STAFF)
    assert names(seating) == (STAFF, CUSTOMER)
    screens.be(CUSTOMER)
    assert names(seating) == ("", CUSTOMER)


def test_a_screen_that_lay_idle_does_not_become_the_customers_when_theirs_goes() -> None:
    screens = FakeMonitors(STAFF, CUSTOMER, OTHER)
    seating = Seating(Wish(), screens)
    screens.be(STAFF, OTHER)
    assert (names(seating), seating.lost) == ((STAFF, ""), True)
    screens.be(STAFF, OTHER, "new")
    assert names(seating) == (STAFF, "new")
    screens.be(STAFF, OTHER, "new", CUSTOMER)
    assert names(seating) == (STAFF, CUSTOMER)


def test_a_screen_that_came_later_is_the_customers() -> None:
    screens = FakeMonitors(STAFF)
    seating = Seating(Wish(), screens)
    assert not seating.lost, "there never was one"
    screens.be(STAFF, CUSTOMER)
    assert names(seating) == (STAFF, CUSTOMER)


def test_swapped_cables_change_names_and_nobody_sits_elsewhere() -> None:
    screens = FakeMonitors()
    screens.be(monitor("A", "s1"), monitor("B", "s2"))
    seating = Seating(Wish(), screens)
    screens.be(monitor("A", "s2"), monitor("B", "s1"))
    assert names(seating) == ("B", "A")
    # The staff's alone, where the customer's was: it is the staff's by its number.
    screens.be(monitor("B", "s1"))
    assert names(seating) == ("B", "")


def test_another_screen_on_the_same_plug_takes_the_seat() -> None:
    screens = FakeMonitors()
    screens.be(monitor("A", "s1"), monitor("B", "s2"))
    seating = Seating(Wish("A\ts1", "B\ts2"), screens)
    screens.be(monitor("A", "s1"), monitor("B", "s3"))
    assert names(seating) == ("A", "B")


def test_a_new_choice_forgets_who_sat_where() -> None:
    screens = FakeMonitors(STAFF, CUSTOMER)
    seating = Seating(Wish(), screens)
    heard: list[int] = []
    seating.changed.connect(lambda: heard.append(1))
    seating.choose(Wish(CUSTOMER, STAFF))
    assert (names(seating), len(heard)) == ((CUSTOMER, STAFF), 1)
    seating.choose(Wish(customer=NONE))
    assert (names(seating), seating.lost) == ((STAFF, ""), False)
