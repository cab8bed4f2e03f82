"""A short walk through a demo that was never started before, by a person who knows what the screens say and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screen.outputs import outputs
from tests.screen.sight import KEY, Box, Thing
from tests.screen.walk import Walk
from tests.screen.walker import Lost, demo


@pytest.mark.screen("Xorg", "xrandr")
@pytest.mark.timeout(200)
def test_a_person_finds_the_way_by_what_the_screens_say(tmp_path: Path) -> None:
    log: list[str] = []
    with outputs(tmp_path) as desk, demo(desk, tmp_path / "till", None, log.append) as person:
        walk = Walk(person)
        walk.first_start()
        with pytest.raises(Lost, match="printed nowhere"):
            person.key("F7")
        walk.other_language("40.02")
        walk.pulled_screen("41.02")
        assert (walk.sales, len(walk.moves)) == (2, 2)
        assert [key for key in person.keys if not KEY.fullmatch(key) and key not in "0123456789."] == []


@pytest.mark.parametrize(
    ("lines", "words", "key"),
    [
        (("已掃描，", "下一位", "F6"), "已掃描，下一位", "F6"),
        (("Alt 1", "HK$58.04", "#3  已收款"), "HK$58.04#3已收款", "Alt 1"),
        (("7",), "7", ""),
        (("清除",), "清除", ""),
        ((), "", ""),
    ],
)
def test_a_key_is_told_from_the_words(lines: tuple[str, ...], words: str, key: str) -> None:
    button = Thing("button", Box(0, 0, 1, 1), True, lines)
    assert (button.words, button.key) == (words, key)
