"""The table of acts: each has a name, words, an event and a key that nothing else on its page has."""


import pytest
from PySide6.QtCore import Qt

from kiosk.sale import events, office_events
from kiosk.sale.screen import Act
from kiosk.ui.acts import (
    ATTENTION_KEY,
    CLAIM_KEY,
    CURRENCY_KEY,
    DEEDS,
    RECENT_KEY,
    REFERENCE_KEY,
    SAFE,
    SETTINGS_KEY,
    TODAY_KEY,
    Opens,
    key_name,
    pressed_key,
)
from kiosk.ui.case_page import ACTS
from kiosk.ui.texts import Language
from tests.ui.faces import TEXTS

EVENTS = {
    Act.CHARGE: events.ChargePressed(),
    Act.CHARGE_KEEP: events.QuestionLeft(),
    Act.CANCEL: events.CancelPressed(),
    Act.CANCEL_CONFIRM: events.CancelConfirmed(),
    Act.CANCEL_KEEP: events.QuestionLeft(),
    Act.SET_ASIDE: events.SetAsidePressed(),
    Act.CHECK_NOW: events.CheckNowPressed(),
    Act.CANNOT_PAY: events.CannotPayPressed(),
    Act.CANNOT_LIMIT: events.CannotPayChosen("limit"),
    Act.CANNOT_APP: events.CannotPayChosen("app"),
    Act.CANNOT_SETUP: events.CannotPayChosen("setup"),
    Act.CANNOT_NETWORK: events.CannotPayChosen("network"),
    Act.CANNOT_KEEP: events.QuestionLeft(),
    Act.NEW_CODE_NO: events.NewCodeAnswered(shows_payment=False),
    Act.NEW_CODE_YES: events.NewCodeAnswered(shows_payment=True),
    Act.ALLOW: events.DoubtAnswered(show=True),
    Act.REFUSE: events.DoubtAnswered(show=False),
    Act.NEXT: events.NextPressed(),
    Act.AGAIN: events.AgainPressed(),
    Act.WRONG_AMOUNT: office_events.WrongAmountPressed(),
    Act.TRUST: office_events.TrustPressed(),
    Act.OWNER: Opens("case", ""),
}


@pytest.mark.parametrize("act", EVENTS)
def test_an_act_becomes_its_event(act: Act) -> None:
    assert DEEDS[act].event() == EVENTS[act]


def test_every_act_has_a_widget_name_of_its_own_and_words_in_every_language() -> None:
    assert len({deed.name for deed in DEEDS.values()}) == len(DEEDS)
    assert set(DEEDS) | set(ACTS) == set(Act), "an act stands on a page or on an open sale"
    assert set(DEEDS) == set(EVENTS)
    for deed in DEEDS.values():
        assert all(TEXTS.one(language, deed.text) for language in Language)


def test_the_reserved_names_stand() -> None:
    acts = (Act.CHARGE, Act.CANCEL, Act.SET_ASIDE, Act.CHECK_NOW, Act.CANNOT_PAY, Act.NEXT)
    assert {DEEDS[act].name for act in acts} == {
        "chargeButton", "cancelButton", "setAsideButton", "checkNowButton", "cannotPayButton", "nextButton"
    }  # fmt: skip


def test_no_two_acts_of_one_page_share_a_key() -> None:
    own = [RECENT_KEY, TODAY_KEY, ATTENTION_KEY, SETTINGS_KEY, CURRENCY_KEY, REFERENCE_KEY, CLAIM_KEY]
    acts = [deed.key for act, deed in DEEDS.items() if deed.key is not None and act is not Act.CHARGE]
    assert len(set(own + acts)) == len(own) + len(acts)


def test_leaving_things_as_they_are_is_safe() -> None:
    assert {type(DEEDS[act].event()) for act in SAFE} == {events.QuestionLeft}


def test_keys_are_named_as_on_keyboards_and_both_enters_are_one() -> None:
    assert [key_name(DEEDS[act].key) for act in (Act.CHARGE, Act.CANCEL, Act.CHECK_NOW)] == ["Enter", "Esc", "F5"]
    assert key_name(None) == ""
    assert pressed_key(Qt.Key.Key_Return) == pressed_key(Qt.Key.Key_Enter) == Qt.Key.Key_Enter
