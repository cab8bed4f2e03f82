"""The gallery's moments: every page, every act and every word a page can be headed with is among them."""

from collections.abc import Iterator

from kiosk.cli.gallery_moments import Moment, moments
from kiosk.cli.gallery_screens import TILES
from kiosk.sale import words
from kiosk.sale.screen import Act, CustomerPage, Light, Say, Screen, StaffPage
from kiosk.ui.text_keys import BY_KEY
from tests.house.sources import ROOT
from tests.looks.outcome_stories import OUTCOMES

MOMENTS = moments()


def values(screen: Screen) -> Iterator[object]:
    """Everything a screen is made of."""
    left: list[object] = [screen]
    while left:
        value = left.pop()
        yield value
        if isinstance(value, tuple):
            left += value
        else:
            left += [getattr(value, name) for name in getattr(type(value), "__slots__", ())]


EVERYTHING = [value for moment in MOMENTS for value in values(moment.screen)]


def test_names_are_told_apart() -> None:
    assert len({moment.name for moment in MOMENTS}) == len(MOMENTS)


def test_every_page_of_both_faces_is_there() -> None:
    assert {moment.screen.staff.page for moment in MOMENTS} == set(StaffPage)
    assert {moment.screen.customer.page for moment in MOMENTS} == set(CustomerPage)
    opened = {page for moment in MOMENTS for page in moment.overlay.split("/")}
    assert opened >= {
        "recent", "today", "attention", "settings", "close", "case", "claim", "return", "hand", "force",
    }  # fmt: skip


def test_every_act_and_every_light_is_there() -> None:
    acts = {value for value in EVERYTHING if isinstance(value, Act)}
    assert set(Act) - acts == set()
    assert {value for value in EVERYTHING if isinstance(value, Light)} == set(Light)


def test_everything_the_counter_can_head_a_page_with_is_there() -> None:
    said = {value.key for value in EVERYTHING if isinstance(value, Say)}
    keys = {f"{key}.headline" for key in (*words.NOT_STARTED.values(), *words.UNSETTLED.values())}
    keys |= {f"{words.refused(code)}.headline" for code in words.REFUSED_GROUP}
    keys |= {words.hint(code).key for code in ("20101", "20105", "20106", "20102", "20301", "")}
    assert keys - said == set()


def test_every_text_that_the_counter_names_is_there() -> None:
    said = {value.key for value in EVERYTHING if isinstance(value, Say)}
    told = "".join(path.read_text("utf-8") for path in (ROOT / "kiosk" / "sale").glob("*.py"))
    named = {key for key in BY_KEY if f'"{key}"' in told or f'"{key.removesuffix(".headline")}"' in told}
    assert len(named) > 80
    assert named - said == set()


def test_everything_an_uncertain_outcome_says_is_there() -> None:
    """The stories of the counter itself, told step by step, reach no words that no picture shows."""
    said = {value.key for value in EVERYTHING if isinstance(value, Say)}
    for outcome in OUTCOMES:
        told = {value.key for value in values(outcome.story().screen) if isinstance(value, Say)}
        assert told - said == set(), outcome.name


def test_no_tile_one_and_many_are_there() -> None:
    counts = {len(moment.screen.staff.tiles) for moment in MOMENTS if moment.screen.staff.page is StaffPage.KEYPAD}
    assert counts >= {0, 1, 2, len(TILES)}


def test_a_moment_belongs_to_a_group() -> None:
    groups: dict[str, list[Moment]] = {}
    for moment in MOMENTS:
        groups.setdefault(moment.group, []).append(moment)
    assert set(groups) == {"counter", "customer", "words", "tiles", "banner", "over", "office", "longest", "said"}
