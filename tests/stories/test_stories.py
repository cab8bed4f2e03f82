"""Every story of the table ends in its state, on its page, with its badge and its tones, in the demo."""

from pathlib import Path

import pytest

from kiosk.sale.screen import Chime, CustomerPage, Screen, StaffPage
from kiosk.simulator.stories import STORIES, Story
from tests.stories.playground import Playground, playing

ENDS_S = 180.0


def staff_acts(ground: Playground, story: Story) -> None:
    """What staff do in stories in which they take part."""
    if story.staff == "allow":
        ground.until(lambda s: s.staff.page is StaffPage.DOUBTFUL, 20)
        ground.click("allowButton")
    if story.staff in ("set aside", "cancel"):
        ground.until(lambda s: s.staff.page is StaffPage.OFFERING, 20)
    if story.staff == "set aside":
        ground.click("setAsideButton")
    if story.staff == "cancel":
        ground.click("cancelButton")
        ground.click("cancelConfirmButton")


def ended(ground: Playground, story: Story) -> bool:
    states = [p.state.value for p in ground.payments()]
    if story.final_state == "PAID_LATE" or story.screen == "keypadPage":
        return states == [story.final_state]
    return states == [story.final_state] and ground.seen(story.screen)


@pytest.mark.parametrize("story", STORIES, ids=lambda s: f"{s.cents:02d}-{s.name.replace(' ', '-')}")
def test_a_story_ends_as_the_table_says(story: Story, tmp_path: Path) -> None:
    with playing(tmp_path) as ground:
        ground.charge(8800 + story.cents)
        staff_acts(ground, story)
        start = ground.clock.seconds
        while not ended(ground, story):
            assert ground.clock.seconds - start < ENDS_S, describe(ground)
            ground.rounds(1)
        assert bool(ground.screen.staff.badge) is story.badge
        check_green(ground, story)
        check_heard(ground, story)
        if story.final_state == "WATCHING":
            ground.click("nextButton")
            ground.until(lambda s: s.staff.page is StaffPage.KEYPAD, 5)
            assert bool(ground.screen.staff.badge) is story.later


def check_green(ground: Playground, story: Story) -> None:
    """Green is shown where the money came, and nowhere else."""
    pages = {s.customer.page for _at, s in ground.screens} | {s.staff.page for _at, s in ground.screens}
    front = story.final_state == "PAID" and story.screen == "paidPage"
    assert (CustomerPage.PAID in pages) is front
    assert (StaffPage.APPROVED in pages) is front


HEARD = {
    "declined": [Chime.DECLINED],
    "declined-then-paid": [Chime.DECLINED, Chime.PAID],
    "paid-after-set-aside": [Chime.LATE],
    "paid-after-cancel": [Chime.LATE],
}
"""What a story sounds like; those that are not here sound as paid when they end so, and are silent otherwise."""


def check_heard(ground: Playground, story: Story) -> None:
    """Each result is heard once, and nothing else is; as paid only with the green page in front."""
    usual = [Chime.PAID] if story.final_state == "PAID" else []
    ground.rounds(8)
    assert [chime for chime, _screen in ground.chimes] == HEARD.get(story.name, usual)
    for chime, screen in ground.chimes:
        assert (chime is Chime.PAID) is (screen.staff.page is StaffPage.APPROVED)
        assert (chime is Chime.PAID) is (screen.customer.page is CustomerPage.PAID)
        assert (chime is Chime.DECLINED) is (screen.staff.page is StaffPage.DECLINED)


def describe(ground: Playground) -> str:
    def line(at: float, s: Screen) -> str:
        headline = s.staff.headline.key if s.staff.headline else ""
        return f"{at:7.2f} {s.staff.page.value:12} {s.customer.page.value:12} {headline} badge {s.staff.badge}"

    states = [p.state.value for p in ground.payments()]
    return f"the story did not end; states {states}\n" + "\n".join(line(at, s) for at, s in ground.screens[-12:])


@pytest.mark.parametrize("cents", [22, 30])
def test_a_code_that_staff_did_not_show_is_paid_by_nobody(cents: int, tmp_path: Path) -> None:
    with playing(tmp_path) as ground:
        ground.charge(8800 + cents)
        ground.until(lambda s: s.staff.page is StaffPage.DOUBTFUL, 20)
        ground.click("refuseButton")
        ground.rounds(400)
        assert [p.state.value for p in ground.payments()] == ["WATCHING"]
        assert ground.parts.phone is not None
        assert ground.parts.phone.codes() == ()
