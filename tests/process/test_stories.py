"""Every story of the table, against relay and Gate as processes: its end on the screen and in the books."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.simulator.stories import STORIES, Story
from tests.process.conftest import Figures
from tests.process.harness import Seen, Shop, Till, showing
from tests.process.long_stories import LONG, LongStories

QUICK = [story for story in STORIES if story.cents not in LONG]
SLOW = [story for story in STORIES if story.cents in LONG]
LOST_S = 40.0
DEADLINE_S = 10.0


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory, long_stories: LongStories) -> Iterator[Till]:
    """One till for all quick stories, one after the other, as in a shop."""
    with Shop(tmp_path_factory.mktemp("quick"), manual=True) as shop:
        till = shop.till("till1")
        till.start()
        yield till
    long_stories.close()


def name(story: Story) -> str:
    return f"{story.cents:02d} {story.name}"


@pytest.mark.parametrize("story", QUICK, ids=name)
def test_a_story_ends_as_the_table_says(till: Till, story: Story) -> None:
    till.until(lambda seen: seen["ready"])
    badge, before, since = till.now()["badge"], set(till.now()["states"]), len(till.screens)
    till.charge(f"1{story.cents:02d}.{story.cents:02d}")
    at_the_counter(till, story)
    last = till.until(lambda seen: ended(seen, story, before, badge + story.badge))
    assert last["badge"] == badge + story.badge
    row = till.last_payment()
    assert row["payment_id"] not in before
    assert row["state"] == story.final_state
    assert (row["amount"], row["currency"], row["environment"]) == (10_000 + story.cents * 101, "HKD", "test")
    assert bool(row["attention"]) is story.badge
    assert (row["settled_at"] is not None) is (story.final_state not in ("WATCHING", "ATTENTION"))
    assert bool(row["operation_id"]) is (story.final_state in ("PAID", "PAID_LATE", "DECLINED"))
    codes = {seen["code"] for seen in till.screens[since:]} - {""}
    assert len(codes) == scannable(story)
    leave(till, story)


def scannable(story: Story) -> bool:
    """Whether the story has a code that a customer may see."""
    return story.final_state != "REJECTED" and story.screen != "notStartedPage"


def at_the_counter(till: Till, story: Story) -> None:
    """What the two people at the counter have to do for the story to end as told."""
    if not scannable(story):
        return
    if story.staff == "allow":
        till.until(showing("doubtful"))
        till.do(click="allowButton")
    offered = till.until(showing("qrPage"))
    (payment_id,) = (key for key, state in offered["states"].items() if state == "QR_SHOWN")
    assert set(till.look()) == {till.shop.at_gate(till)[payment_id]["payload"]}
    if story.staff == "set aside":
        till.do(click="setAsideButton")
        till.until(lambda seen: seen["tiles"] == ["staff.tile.waiting"])
    elif story.staff == "cancel":
        till.do(click="cancelButton")
        till.until(lambda seen: seen["question"] == "staff.cancel.question")
        till.do(click="cancelConfirmButton")
        till.until(showing("stoppedPage"))
        assert till.look() == []
        till.do(press="Return")
        till.until(showing("keypad"))
    till.shop.pay(payment_id)


def ended(seen: Seen, story: Story, before: set[str], badge: int) -> bool:
    states = [state for payment_id, state in seen["states"].items() if payment_id not in before]
    return story.screen in seen["pages"] and states == [story.final_state] and seen["badge"] == badge


def leave(till: Till, story: Story) -> None:
    """Back to an empty keypad."""
    if story.staff == "set aside":
        assert till.now()["tiles"] == ["staff.tile.paid"]
        till.do(alt="1")
        till.until(lambda seen: not seen["tiles"] and seen["strip"] == "staff.state.paid")
    elif story.screen != "keypadPage":
        till.next()


def test_nothing_that_came_afterwards_changed_an_end(till: Till) -> None:
    rows = list(till.payments().values())
    assert [row["state"] for row in rows] == [story.final_state for story in QUICK]
    assert till.now()["badge"] == sum(story.badge for story in QUICK)
    kinds = [kind for row in rows for kind in row["attention"]]
    assert "double" not in kinds


@pytest.mark.parametrize("story", SLOW, ids=name)
def test_a_long_story_ends_as_the_table_says(long_stories: LongStories, story: Story) -> None:
    till, last = long_stories.told(story)
    assert last["badge"] == story.badge
    ((_, row),) = till.payments().items()
    assert row["state"] == story.final_state
    assert row["amount"] == 700 + story.cents
    if story.final_state != "PAID":
        assert not any(showing("paid")(seen) for seen in till.screens)


@pytest.mark.parametrize("cents", [2, 3, 5, 27])
def test_a_code_leaves_the_screen_at_its_end_and_does_not_come_back(long_stories: LongStories, cents: int) -> None:
    (story,) = [story for story in SLOW if story.cents == cents]
    till, _ = long_stories.told(story)
    shown = [seen for seen in till.screens if seen["code"]]
    assert shown, "it was never shown"
    gone = next(seen for seen in till.screens if seen["at"] > shown[-1]["at"])
    assert DEADLINE_S - 0.5 < gone["at"] - shown[0]["at"] < DEADLINE_S + 2
    assert "qrPage" not in gone["pages"]


def test_a_lost_letter_is_made_good_by_a_question(long_stories: LongStories, figures: Figures) -> None:
    (story,) = [story for story in SLOW if story.cents == 9]
    _, last = long_stories.told(story)
    figures.measured("payment whose letter is lost -> paid", last["at"] - long_stories.paid_at, LOST_S)


def test_no_story_orders_twice(long_stories: LongStories, till: Till) -> None:
    for one in (till, *long_stories.tills.values()):
        rows = one.payments().values()
        assert list(one.shop.at_gate(one)) == [row["payment_id"] for row in rows if row["state"] != "REJECTED"]
