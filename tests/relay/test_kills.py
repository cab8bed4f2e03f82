"""The loop of kills runs on both stores, counts, and finds what it is there to find. The long run is a command."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.relay.crowd import Sender, Till, Wrong
from tests.relay.kills import Score, looped


@pytest.mark.timeout(240)
@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_a_dozen_kills_lose_nothing(store: str) -> None:
    with looped(store, seed=3) as loop:
        loop.run(12)
        assert loop.score.kills >= 12
        assert loop.score.acknowledged > 0
        # What was never sent would be missed.
        loop.senders[0].acknowledged["till1"].add("till1-never")
        assert "till1-never" not in loop.tills[0].had


def page(till: str, *letters: tuple[int, str], epoch: str = "e") -> Any:
    found = [
        {"position": position, "body": base64.b64encode(json.dumps({"payment": {"id": name}}).encode()).decode()}
        for position, name in letters
    ]
    return {"epoch": epoch, "till": till, "last": 0, "letters": found}


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (page("till2"), "told that it is till2"), (page("till1", epoch="f"), "another epoch"),
        (page("till1", (9, "till2-a")), "the letter of till2-a"), (page("till1", (5, "till1-b")), "position 5 after 5"),
        (page("till1", (6, "till1-a")), "at two positions"), (page("till1", (6, "till12-a")), "letter of till12-a"),
    ],
)  # fmt: skip
def test_a_lie_is_found(second: Any, words: str) -> None:
    till = Till([1], 1, "till1", "token")
    till._read(page("till1", (5, "till1-a")))
    with pytest.raises(Wrong, match=words):
        till._read(second)


def test_what_was_acknowledged_and_did_not_come_is_a_loss() -> None:
    with looped("sqlite", seed=4) as loop:
        ghost = Sender([1], 9, "/callback/x", ("till1", "till2", "till12", "t"))
        ghost.acknowledged["till1"].add("till1-ghost")
        loop.senders[:] = [ghost]
        ghost.start()
        with pytest.raises(Wrong, match="till1-ghost"):
            loop._finish([], within_s=0.2)


def test_the_score_says_what_was_proven() -> None:
    assert "3 kills of the relay (1 while it started)" in str(Score(kills=3, starts_cut=1))
