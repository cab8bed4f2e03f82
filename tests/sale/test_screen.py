"""Screens are values: equal when they show the same."""

from __future__ import annotations

from kiosk.sale.screen import StaffPage, StaffView, Tone
from kiosk.sale.states import COUNTER_STATES
from tests.sale.helpers import MOVED, success
from tests.sale.openings import offered, set_aside


def test_every_state_of_the_counter_has_its_page() -> None:
    assert len(StaffPage) == len(COUNTER_STATES)


def test_the_badge_counts_what_a_person_must_decide() -> None:
    assert StaffView(StaffPage.KEYPAD, Tone.CALM).badge == 0
    assert set_aside().hears(MOVED).staff.badge == 1


def test_two_screens_of_the_same_moment_are_the_same() -> None:
    assert offered().screen == offered().screen
    assert offered().screen != offered().hears(success()).screen
    assert hash(offered().screen.customer.page) == hash(offered().screen.customer.page)
