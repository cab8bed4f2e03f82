"""Recent sales and the attention list: every line can be reached, checked and decided by finger and by key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.sale import events
from kiosk.ui.acts import Opens
from kiosk.ui.list_pages import ListPage
from kiosk.ui.list_row import RowCard
from kiosk.ui.page import Kit
from kiosk.ui.texts import Language
from tests.ui.faces import Clock, Heard, cut_texts, make_kit
from tests.ui.office_screens import LIST
from tests.ui.screens import ATTENTION, CHECKED, KEYPAD, RECENT, SCREENS

K = Qt.Key


class Lists:
    """One list in a window of its own."""

    def __init__(self, qtbot: QtBot, kit: Kit, *, deciding: bool) -> None:
        self.heard = Heard()
        self.left: list[bool] = []
        self.page = ListPage(None, kit, self.heard, lambda: self.left.append(True), deciding=deciding)
        qtbot.addWidget(self.page)
        self.page.resize(1024, 560)
        self.page.show()
        self.page.draw(KEYPAD)

    @property
    def cards(self) -> list[RowCard]:
        return [card for card in self.page.cards if card.isVisible()]

    def texts(self, name: str) -> list[str]:
        return [str(found.property("text")) for card in self.cards for found in card.findChildren(QWidget, name)]


@pytest.fixture
def recent(qtbot: QtBot, kit: Kit) -> Lists:
    return Lists(qtbot, kit, deciding=False)


@pytest.fixture
def attention(qtbot: QtBot, kit: Kit) -> Lists:
    return Lists(qtbot, kit, deciding=True)


def all_pages(lists: Lists) -> list[str]:
    """The sale numbers of all lines, page by page."""
    lists.page.choose(0)
    seen = lists.texts("rowWhen")
    while lists.page.next.isEnabled() and lists.page.next.isVisible():
        lists.page.next.click()
        assert cut_texts(lists.page) == []
        seen += lists.texts("rowWhen")
    return [text.split()[0] for text in seen]


@pytest.mark.parametrize("size", [(640, 360), (1024, 560), (800, 1280)])
def test_every_line_is_on_exactly_one_page(recent: Lists, attention: Lists, size: tuple[int, int]) -> None:
    for lists, rows in ((recent, RECENT), (attention, ATTENTION)):
        lists.page.resize(*size)
        assert cut_texts(lists.page) == []
        assert all_pages(lists) == [f"#{row.sale}" for row in rows]
        assert lists.heard.events == []


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("height", [552, 525, 471])
def test_two_decisions_fit_beside_whatever_stands_around_the_list(
    qtbot: QtBot, clock: Clock, language: Language, height: int
) -> None:
    # A window of 1024 by 600: bare, with a ribbon, and with tiles at its foot as well.
    lists = Lists(qtbot, make_kit(clock, language=language), deciding=True)
    lists.page.draw(replace(SCREENS["offering"].staff, attention=(*ATTENTION, *LIST)))
    lists.page.resize(1024, height)
    lists.page.choose(0)
    assert lists.page.front.isVisible()
    assert len(lists.cards) == 2
    assert cut_texts(lists.page) == []
    assert lists.page.next.isVisible()
    lists.page.next.click()
    assert len(lists.cards) == 2
    assert cut_texts(lists.page) == []


def test_the_names_people_and_tests_look_for(recent: Lists, attention: Lists) -> None:
    assert (recent.page.objectName(), attention.page.objectName()) == ("recentList", "attentionList")


def test_check_now_names_the_line_by_finger_and_by_key(recent: Lists) -> None:
    lists = recent
    lists.page.resize(1024, 1200)
    card = lists.cards[3]
    card.check.click()
    assert lists.heard.events == [events.CheckNowPressed("till1-R4")]
    lists.heard.events.clear()
    for _ in range(3):
        lists.page.key(K.Key_Down)
    lists.page.key(K.Key_F5)
    assert lists.heard.events == [events.CheckNowPressed("till1-R4")]


def test_a_line_that_cannot_be_checked_has_no_button_and_no_key(recent: Lists) -> None:
    recent.page.choose(1)
    assert not RECENT[1].can_check
    recent.page.key(K.Key_F5)
    assert recent.heard.events == []


def test_a_decision_names_the_chosen_payment(attention: Lists) -> None:
    lists = attention
    lists.page.resize(1024, 1200)
    for key in (K.Key_1, K.Key_Enter):
        lists.page.key(key)
        assert lists.heard.events[-1] == Opens("case", "till1-R33")
    lists.page.key(K.Key_Down)
    lists.page.key(K.Key_Enter)
    assert lists.heard.events[-1] == Opens("case", "till1-R34")
    lists.cards[2].open.click()
    assert lists.heard.events[-1] == Opens("case", "till1-R35")
    assert len(lists.heard.events) == 4


def test_a_recent_sale_is_opened_and_one_that_a_customer_speaks_of_is_looked_for(recent: Lists) -> None:
    recent.cards[1].open.click()
    recent.page.claim.click()
    assert recent.heard.events == [Opens("case", RECENT[1].payment_id), Opens("claim")]
    assert recent.page.claim.isVisible()


def test_nobody_looks_for_a_sale_from_the_list_of_decisions(attention: Lists) -> None:
    assert not attention.page.claim.isVisible()


def test_the_chosen_line_stays_chosen_when_lines_come_and_go(attention: Lists) -> None:
    page = attention.page
    page.choose(1)
    first = replace(ATTENTION[0], payment_id="till1-R99")
    page.draw(replace(KEYPAD, attention=(first, *ATTENTION)))
    page.key(K.Key_1)
    assert attention.heard.events == [Opens("case", "till1-R34")]
    page.draw(replace(KEYPAD, attention=ATTENTION[:1]))
    assert page.at == 0
    page.draw(replace(KEYPAD, attention=()))
    page.key(K.Key_1)
    page.key(K.Key_F5)
    page.key(K.Key_Down)
    assert len(attention.heard.events) == 1


def test_an_empty_list_says_so(recent: Lists) -> None:
    assert not recent.page.empty.isVisible()
    recent.page.draw(replace(KEYPAD, recent=()))
    assert recent.page.empty.isVisible()
    assert recent.page.empty.text()
    assert recent.cards == []


def test_the_page_keys_turn_and_stop_at_the_ends(recent: Lists) -> None:
    page = recent.page
    for _ in range(20):
        page.key(K.Key_PageDown)
    assert page.at == len(RECENT) - 1
    assert not page.next.isEnabled()
    for _ in range(20):
        page.key(K.Key_PageUp)
    assert page.at == 0
    assert not page.previous.isEnabled()


def test_the_answer_of_the_last_check_is_told(recent: Lists) -> None:
    recent.page.draw(replace(KEYPAD, checked=CHECKED, checked_id="till1-NOT-LISTED"))
    assert recent.page.answer.text() == "", "it is no answer about any of these"
    recent.page.draw(replace(KEYPAD, checked=CHECKED, checked_id=RECENT[1].payment_id))
    assert recent.page.answer.text().startswith(f"#{RECENT[1].sale} ")
    assert "14:27" in recent.page.answer.text()
    assert cut_texts(recent.page) == []


def test_escape_leaves(recent: Lists) -> None:
    assert recent.page.key(K.Key_Escape)
    assert recent.left == [True]


def test_only_the_chosen_line_names_its_keys(attention: Lists) -> None:
    attention.page.resize(1280, 800)
    attention.page.draw(replace(KEYPAD, attention=ATTENTION))
    attention.page.choose(1)
    shown = [card for card in attention.page.cards if card.isVisibleTo(attention.page)]
    assert len(shown) > 1
    assert [card.open.key_text for card in shown] == ["", "Enter", *([""] * len(shown[2:]))]
    assert [bool(card.check.key_text) for card in shown] == [False, True, *([False] * len(shown[2:]))]
    room = attention.page.height() - shown[-1].geometry().bottom()
    assert room < shown[0].height() // 2, "what is left over goes to the lines"


def test_amounts_stand_in_a_column_and_pages_turn_in_one_place(recent: Lists) -> None:
    recent.page.resize(1280, 800)
    places = []
    for rows in (RECENT, (*RECENT, *RECENT)):
        recent.page.draw(replace(KEYPAD, recent=rows))
        shown = [card for card in recent.page.cards if card.isVisibleTo(recent.page)]
        assert len({card.check.isVisibleTo(card) for card in shown}) == 2
        assert len({card.amount.geometry().right() for card in shown}) == 1
        assert len({card.fact.x() for card in shown}) == 1
        places.append(recent.page.next.geometry())
    assert places[0] == places[1]
