"""A secret never shows itself, whichever way it is asked."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import traceback

import pytest

from kiosk.gate.secret import Secret, reveal

TEXT = "s3cr3t-key-of-the-project"


@dataclasses.dataclass(frozen=True)
class Holder:
    secret: Secret


def test_only_reveal_hands_it_out() -> None:
    secret = Secret(TEXT)
    assert secret.reveal() == TEXT
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>10}", f"{secret!r}", repr([secret])]
    shown += [repr(Holder(secret)), repr(dataclasses.asdict(Holder(secret))), repr(dir(secret))]
    assert all(TEXT not in words for words in shown)
    assert f"{secret:>5}" == "  ***"
    assert not hasattr(secret, "__dict__")


def test_copies_are_the_same_and_pickles_are_refused() -> None:
    secret = Secret(TEXT)
    assert copy.copy(secret) is secret
    assert copy.deepcopy({"a": secret})["a"] is secret
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(secret, protocol)


def test_it_does_not_change() -> None:
    secret = Secret(TEXT)
    with pytest.raises(AttributeError, match="does not change"):
        secret.reveal = lambda: ""  # type: ignore[method-assign]  # the slip that is refused
    with pytest.raises(AttributeError, match="does not change"):
        del secret.reveal
    assert secret.reveal() == TEXT


def test_equal_texts_are_equal_secrets() -> None:
    assert Secret(TEXT) == Secret(TEXT)
    assert Secret(TEXT) != Secret(TEXT + "x")
    assert Secret(TEXT) != TEXT
    assert len({Secret(TEXT), Secret(TEXT)}) == 1
    assert hash(Secret(TEXT)) == hash(Secret("another"))


@pytest.mark.parametrize("text", ["", "half a pair \ud800"])
def test_a_useless_text_is_refused_without_being_named(text: str) -> None:
    with pytest.raises(ValueError, match="the secret is") as caught:
        Secret(text)
    shown = "".join(traceback.format_exception(caught.value))
    assert "half a pair" not in shown


def test_a_plain_text_may_stand_for_a_secret() -> None:
    assert reveal(TEXT) == reveal(Secret(TEXT)) == TEXT
    with pytest.raises(ValueError, match="empty"):
        reveal("")
