"""Each choice changes its own part of what pages draw with, and nothing else."""

from typing import Any

import pytest

from kiosk.ui.acts import Choice
from kiosk.ui.choosing import with_choice
from kiosk.ui.page import Kit
from kiosk.ui.texts import Language
from kiosk.ui.theme import theme
from kiosk.values import replace


@pytest.mark.parametrize(
    ("choice", "changed"),
    [
        (Choice("theme", "contrast"), {"theme": theme("contrast")}),
        (Choice("type", "larger"), {"type_size": "larger"}),
        (Choice("motion", "less"), {"still": True}),
        (Choice("motion", "usual"), {"still": False}),
    ],
)
def test_a_choice_changes_its_own_part(kit: Kit, choice: Choice, changed: dict[str, Any]) -> None:
    assert with_choice(kit, choice) == replace(kit, **changed)


def test_another_language_is_spoken_by_whoever_has_the_words(kit: Kit) -> None:
    assert with_choice(kit, Choice("language", "zh_CN")) is kit
    assert kit.words.language is Language.ZH_CN
    with pytest.raises(ValueError, match="xx"):
        with_choice(kit, Choice("language", "xx"))
