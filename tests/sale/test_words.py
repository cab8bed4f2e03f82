"""Which words go with which code, reason or state; every key is in the catalogue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.sale import events as e
from kiosk.sale import words
from kiosk.sale.payment import State
from kiosk.sale.screen import Say, Tone
from kiosk.ui.text_keys import BY_KEY
from tests.sale.helpers import MOVED, ONE, decline, success
from tests.sale.openings import charged, offered, opened, set_aside


@pytest.mark.parametrize(
    ("number", "group"),
    [
        ("3261", "settings"), ("2541", "project"), ("2003", "software"), ("3358", "limit"), ("3613", "duplicate"),
        ("2642", "limit"), ("309", "limit"), ("3297", "daily"), ("3298", "daily"), ("99999", "other"), ("", "other"),
    ],
)  # fmt: skip
def test_a_refusal_has_its_groups_words(number: str, group: str) -> None:
    assert words.refused(number) == f"staff.refused.{group}"


def test_no_code_is_in_two_groups() -> None:
    codes = [number for numbers in words._REFUSED.values() for number in numbers]
    hints = [number for numbers in words._HINTS.values() for number in numbers]
    assert len(codes) == len(set(codes))
    assert len(hints) == len(set(hints))


def keys() -> set[str]:
    """Every key that words and states can lead to."""
    worded = {*words.NOT_STARTED.values(), *words.UNSETTLED.values(), *words.ATTENTION.values()}
    worded |= {f"staff.refused.{group}" for group in (*words._REFUSED, "other")}
    known = {f"{key}.headline" for key in worded}
    known |= {f"{key}.action" for key in worded - words.WITHOUT_ACTION - set_aside_actions()}
    known |= {*words.CAUSE.values(), *words.OUT_OF_SERVICE.values(), *words.CHECKED.values()}
    known |= {*words.NO_ATTENTION_ACTION.values(), *(f"staff.state.{state.lower()}" for state in State)}
    return known | {words.hint(number).key for number in (*words.HINT, "other")}


def set_aside_actions() -> set[str]:
    """Attention without an instruction of its own borrows another's."""
    return {words.ATTENTION[kind] for kind in words.NO_ATTENTION_ACTION}


@pytest.mark.parametrize("key", sorted(keys()))
def test_every_key_is_in_the_catalogue(key: str) -> None:
    assert key in BY_KEY


def test_a_page_without_an_instruction_really_has_none_in_the_catalogue() -> None:
    for key in words.WITHOUT_ACTION:
        assert f"{key}.action" not in BY_KEY


@pytest.mark.parametrize("kind", words.ATTENTION)
def test_an_item_of_attention_says_what_and_what_to_do(kind: str) -> None:
    headline, action = words.attention(offered().payment(), kind)
    assert {headline.key, action.key} <= set(BY_KEY)


def test_facts_and_tones() -> None:
    assert words.fact(offered().payment()) == Say("staff.state.qr_shown")
    assert words.fact(set_aside().payment()) == Say("staff.state.set_aside")
    paid = set_aside().hears(success())
    assert (words.fact(paid.payment()), words.tone(paid.payment())) == (Say("staff.state.paid"), Tone.GOOD)
    twice = paid.hears(success(operation="op2")).payment()
    assert (words.fact(twice), words.tone(twice)) == (Say("staff.state.double"), Tone.ALERT)
    assert words.tone(offered().hears(decline()).payment()) is Tone.BAD
    assert words.tone((charged() >> e.OrderRefused(ONE, "3358", "", b"")).payment()) is Tone.BAD
    refused = (charged() >> e.OrderRefused(ONE, "3358", "", b"")).payment()
    assert words.fact(refused) == Say("staff.state.rejected")
    never = charged() >> e.CallFailed(e.Call.ORDER, certain=True, why="unreachable", payment_id=ONE)
    assert words.fact(never.payment()) == Say("staff.state.not_started"), "the platform refused nothing"
    assert words.tone(offered().payment()) is Tone.WAIT
    decided = opened().hears(MOVED, "till1-GHOST") >> e.AttentionDecided("till1-GHOST", "checked", "Ann")
    assert words.tone(decided.payment("till1-GHOST")) is Tone.ALERT, "decided is not settled"


@pytest.mark.parametrize("choice", sorted(words.SETTLED))
def test_a_settled_item_says_who_settled_it_and_how(choice: str) -> None:
    open_item = opened().hears(MOVED, "till1-GHOST")
    assert words.fact(open_item.payment("till1-GHOST")) == Say("staff.state.attention")
    # An older till let anybody choose "goods" for what was not proved; its journal is read still.
    settled = replace(open_item.payment("till1-GHOST"), attention=(), decided=choice, decided_by="Ann")
    said = words.fact(settled)
    assert said == Say(f"staff.state.settled_{choice}", (("by", "Ann"),))
    assert said.key in BY_KEY
    nameless = words.fact(replace(settled, decided_by=""))
    assert nameless == Say("staff.state.settled")
    assert nameless.key in BY_KEY
    assert words.fact(replace(settled, attention=("double",))) == Say("staff.state.double"), "new trouble comes first"
    assert words.fact(replace(settled, attention=("moved",))) == Say("staff.state.attention")
