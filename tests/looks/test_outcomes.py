"""Every uncertain outcome says on the glass what it has to say, in both languages, and nothing of it is cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from kiosk.cli.gallery_checks import faults
from kiosk.cli.gallery_glass import letters
from kiosk.ui import fonts
from kiosk.ui.texts import Language
from kiosk.ui.words import Words
from tests.looks.outcome_stories import OUTCOMES, Outcome
from tests.looks.outcomes import CUSTOMER, SIZE, STAFF, Sight, Theatre, says, sheet

NUMBERED = list(enumerate(OUTCOMES, 1))


@pytest.fixture(scope="module")
def theatre(qapp: QApplication) -> Iterator[Theatre]:
    fonts.register()
    made = Theatre()
    yield made
    made.close()


def missing(outcome: Outcome, sight: Sight) -> list[str]:
    """What should stand on this window and does not."""
    words = sight.shell.kit.words
    if sight.part == CUSTOMER:
        money = sight.screen.customer.money
        wanted = list(words.customer(outcome.customer, money, **({"amount": money} if money else {})))
    else:
        wanted = [worded(words, sight, key) for key in outcome.staff]
    painted = sight.reads()
    return [text for text in wanted if letters(text) not in painted]


def worded(words: Words, sight: Sight, key: str) -> str:
    said = says(sight.screen, key)
    # The answers of a question are words of their buttons, which the screen names by what they do.
    return words.say(said) if said is not None else words.staff(key)


@pytest.mark.parametrize(("number", "outcome"), NUMBERED, ids=[outcome.name for outcome in OUTCOMES])
def test_it_says_what_it_has_to_say_and_nothing_is_cut(theatre: Theatre, number: int, outcome: Outcome) -> None:
    seen = []
    for sight in theatre.play(number, outcome):
        seen.append(sight.part)
        assert (sight.window.width(), sight.window.height()) == SIZE
        assert missing(outcome, sight) == [], sight.file
        assert faults(sight.window) == [], sight.file
    assert sorted(seen) == sorted([*STAFF.values(), CUSTOMER])


def test_a_text_that_is_not_there_is_missed(theatre: Theatre) -> None:
    paid = OUTCOMES[0]._replace(staff=("staff.no_code.headline",), customer="customer.declined")
    gone = [missing(paid, sight) for sight in theatre.play(1, paid)]
    assert all(gone)
    assert gone[0] == ["No QR code came. The customer could not have paid."]


def test_names_are_given_once() -> None:
    assert len({outcome.name for outcome in OUTCOMES}) == len(OUTCOMES)
    assert set(STAFF) == {Language.EN, Language.ZH_HK}


def test_the_sheet_holds_every_picture(theatre: Theatre, tmp_path: Path) -> None:
    names = []
    for number, outcome in NUMBERED[:3]:
        for sight in theatre.play(number, outcome):
            sight.window.grab().save(str(tmp_path / sight.file))
        names.append(f"{number:02}-{outcome.name}")
    with Image.open(sheet(tmp_path, names)) as whole:
        assert whole.size == (2 * 3 * 342, 2 * 208)
        # A picture that is left out leaves white paper.
        cells = [(x * 342, y * 208 + 16) for y in range(2) for x in range(6)]
        darkest = [whole.crop((x, y, x + 342, y + 192)).convert("L").getextrema()[0] for x, y in cells]
    assert [dark == 255 for dark in darkest] == [False] * 9 + [True] * 3
