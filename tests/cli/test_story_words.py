"""Every record has words, and none of them claims more than the record proves."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli.story_words import step_of
from kiosk.sale import records as r
from kiosk.sale.payment import SIBLING_PAID
from kiosk.values import replace
from tests.adapters.helpers import NOON, folded, instances_of, intended, paid_sale, succeeded


@given(st.one_of([instances_of(kind) for kind in r.RECORDS]))
def test_every_record_has_words(record: Any) -> None:
    step = step_of(record, None)
    assert step is not None
    assert step.what.strip()


@given(st.one_of([instances_of(kind) for kind in r.RECORDS if kind is not r.Succeeded]))
def test_only_a_success_is_called_paid_and_green(record: Any) -> None:
    step = step_of(record, None)
    assert step is not None
    assert "PAID" not in step.shown


def test_a_second_success_is_money_twice() -> None:
    first, again = (step_of(succeeded(), before) for before in (folded([intended()]), folded(paid_sale())))
    assert first is not None
    assert again is not None
    assert "PAID, green" in first.shown
    assert again.known == "money came a second time."


@pytest.mark.parametrize(("why", "said"), [("tls", "surely never left"), ("unregistered", "twice"), ("odd", "(odd)")])
def test_what_never_came_to_be_says_why(why: str, said: str) -> None:
    step = step_of(r.Refused(NOON, "p", why, "", "", b""), None)
    assert step is not None
    assert said in step.what


@pytest.mark.parametrize(("late", "shown"), [(True, "Attention"), (False, "green")])
def test_a_late_success_goes_to_the_list(late: bool, shown: str) -> None:
    step = step_of(r.Succeeded(NOON, "p", "#0", "0", "", late, b""), None)
    assert step is not None
    assert shown in step.shown
    assert "operation" not in step.what


@pytest.mark.parametrize("why", ["code_refused", "code_unreadable", "no_code", "cancel", "odd"])
def test_a_code_that_was_never_shown_did_not_go_off_the_screen(why: str) -> None:
    before = folded([intended()])
    for record in (r.Watched(NOON, "p", why), r.Closed(NOON, "p", why)):
        step = step_of(record, before)
        assert step is not None
        assert "off the screen" not in step.what
        assert "no code of it was ever on a screen" in step.known
        assert "may have paid" not in step.known


def test_a_code_that_was_shown_did() -> None:
    shown = folded([intended(), r.CodeShown(NOON, "till1-aaaa")])
    step = step_of(r.Watched(NOON, "till1-aaaa", "code_refused"), shown)
    assert step is not None
    assert "went off the screen" in step.what


def test_a_success_is_green_where_it_was_seen() -> None:
    paid, sold = succeeded(), folded(paid_sale()[:5])
    places = {
        "PAID, green": sold,
        "the tile turned green": replace(sold, set_aside=True),
        "another attempt of the sale had been paid": replace(sold, why=SIBLING_PAID),
    }
    for words, before in places.items():
        step = step_of(paid, before)
        assert step is not None
        assert words in step.shown
