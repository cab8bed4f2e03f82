"""Which page opens, who may see it, and that nothing stays open behind a page that is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.sale import office_events as o
from kiosk.sale.screen import Owner, StaffView
from kiosk.ui.office_door import OfficeDoor
from tests.ui.faces import Heard
from tests.ui.office_screens import LATE_CASE, OPEN, SHUT
from tests.ui.screens import KEYPAD

FREE = KEYPAD
GUARDED = replace(KEYPAD, owner=SHUT)
OWNER = replace(KEYPAD, owner=OPEN)


class Door:
    """A door and what it told."""

    def __init__(self) -> None:
        self.heard = Heard()
        self.door = OfficeDoor(self.heard)

    def enter(self, *pages: str, view: StaffView = FREE) -> str:
        for page in pages:
            self.door.enter(page, view)
        return self.door.now


def test_without_a_pin_everything_opens_but_what_needs_an_owner() -> None:
    for page in ("recent", "today", "settings", "close", "claim", "return"):
        assert Door().enter(page) == page
    for page in ("hand", "force"):
        assert Door().enter("case", page) == "case"
    assert OfficeDoor(Heard()).enter("today", None) == "today"


@pytest.mark.parametrize("page", ["today", "close", "return", "hand", "force"])
def test_what_is_the_owners_asks_for_the_pin_and_then_opens(page: str) -> None:
    door = Door()
    assert door.enter("recent", "case", page, view=GUARDED) == "pin"
    assert door.door.follow(GUARDED) == "pin"
    assert door.door.follow(OWNER) == page


def test_what_the_owner_alone_settles_is_the_sales_own_page_behind_the_pin() -> None:
    door = Door()
    assert door.enter("attention", "case", "settle", view=GUARDED) == "pin"
    assert door.door.follow(OWNER) == "case"
    assert door.door.back(OWNER) == "attention"
    assert Door().enter("case", "settle") == "case"
    left = Door()
    left.enter("attention", "case", "settle", view=GUARDED)
    assert left.door.back(GUARDED) == "case"


def test_a_pin_that_was_asked_for_in_error_is_left_again() -> None:
    door = Door()
    door.enter("today", view=GUARDED)
    assert door.door.back(GUARDED) == ""
    door.enter("attention", "case", "hand", view=GUARDED)
    assert door.door.back(GUARDED) == "case"
    assert door.door.back(GUARDED) == "attention"
    assert door.door.back(GUARDED) == ""
    assert door.heard.events == [o.CaseLeft()]


def test_the_owner_leaves_with_the_page() -> None:
    door = Door()
    door.enter("today", view=GUARDED)
    door.door.follow(OWNER)
    door.door.back(OWNER)
    assert door.heard.events == [o.OwnerLeft()]


def test_an_owner_who_stood_there_long_enough_is_asked_again() -> None:
    door = Door()
    door.enter("today", view=OWNER)
    assert door.door.follow(GUARDED) == ""
    door.enter("attention", "case", "hand", view=OWNER)
    assert door.door.follow(replace(GUARDED, case=LATE_CASE)) == "case"


def test_what_was_recorded_puts_the_sale_away() -> None:
    door = Door()
    door.enter("attention", "case")
    assert door.door.follow(FREE) == "case", "it was only just asked for"
    assert door.door.follow(replace(FREE, case=LATE_CASE)) == "case"
    door.enter("return")
    assert door.door.follow(replace(FREE, case=LATE_CASE)) == "return"
    assert door.door.follow(FREE) == "attention"


def test_a_search_ends_with_its_page() -> None:
    door = Door()
    door.enter("claim")
    door.door.back(FREE)
    assert door.heard.events == [o.SearchLeft()]
    door = Door()
    door.enter("claim", "case")
    assert door.door.back(FREE) == "", "the claim was made"
    assert door.heard.events == [o.CaseLeft()]


def test_another_list_leaves_the_sale() -> None:
    door = Door()
    door.enter("attention", "case", "settings")
    assert door.heard.events == [o.CaseLeft()]


def test_as_long_as_nobody_knows_the_pin_is_asked_for() -> None:
    unknown = replace(KEYPAD, owner=Owner(type(SHUT.gate).UNKNOWN))
    door = Door()
    assert door.enter("today", view=unknown) == "pin"
    assert door.door.follow(FREE) == "today", "there is none after all"
