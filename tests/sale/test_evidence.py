"""Every request and every answer is kept once, changes nothing, and needs no barrier of its own."""

from __future__ import annotations

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from tests.sale.helpers import NOON, ODD, ONE, WAITING, Playbook, success
from tests.sale.openings import charged, offered, opened

SENT, SAID = b"the request", b"the answer"


def kept(book: Playbook) -> list[tuple[str, bytes]]:
    """Kind and bytes of what the last step wrote with bytes from outside, in its order."""
    records = [x.record for x in book.effects if isinstance(x, fx.Remember | fx.RideAlong)]
    return [(type(record).__name__, record.raw) for record in records if hasattr(record, "raw")]


def test_an_accepted_order_is_kept_with_its_answer() -> None:
    book = charged() >> e.OrderAccepted(ONE, SAID, sent=SENT)
    assert kept(book) == [("RequestKept", SENT), ("Acknowledged", SAID)]
    assert not [x for x in book.effects if isinstance(x, fx.Remember)], "evidence needs no barrier"


def test_a_refused_order_is_kept_with_its_answer() -> None:
    book = charged() >> e.OrderRefused(ONE, "3358", "Above limit", SAID, sent=SENT)
    assert kept(book) == [("RequestKept", SENT), ("Refused", SAID)]


def test_a_refusal_that_is_not_believed_is_kept_all_the_same() -> None:
    book = offered() >> e.OrderRefused(ONE, "3358", "Above limit", SAID, sent=SENT)
    assert kept(book) == [("RequestKept", SENT), ("AnswerKept", SAID)]


@pytest.mark.parametrize("call", [e.Call.ORDER, e.Call.ASK])
@pytest.mark.parametrize("raw", [b"", SAID])
def test_a_call_without_a_usable_answer_is_kept_with_its_reason(call: e.Call, raw: bytes) -> None:
    book = charged() >> e.CallFailed(call, False, "busy", ONE, sent=SENT, raw=raw)
    assert kept(book) == [("RequestKept", SENT), ("AnswerKept", raw)]
    book << r.RequestKept(NOON, ONE, call.value, SENT) << r.AnswerKept(NOON, ONE, call.value, "busy", raw)


def test_what_surely_never_left_is_not_kept() -> None:
    book = charged() >> e.CallFailed(e.Call.ASK, True, "unreachable", ONE, sent=SENT)
    book.none(r.RequestKept).none(r.AnswerKept)


@pytest.mark.parametrize("fact", [ODD, f.NotRegistered()])
def test_an_answer_that_changes_nothing_is_kept(fact: f.Fact) -> None:
    book = offered() >> e.StatusHeard(ONE, fact, SAID, sent=SENT)
    assert kept(book) == [("RequestKept", SENT), ("AnswerKept", SAID)]


@pytest.mark.parametrize("fact", [WAITING, success()])
def test_an_answer_that_has_its_record_is_not_kept_twice(fact: f.Fact) -> None:
    book = offered() >> e.StatusHeard(ONE, fact, SAID, sent=SENT)
    assert [raw for _kind, raw in kept(book)] == [SENT, SAID]
    book.none(r.AnswerKept)


def test_what_is_about_nobody_is_kept_by_nobody() -> None:
    failed = e.CallFailed(e.Call.ASK, False, "busy", "till1-GHOST", sent=SENT, raw=SAID)
    for event in (e.OrderAccepted("till1-GHOST", SAID, sent=SENT), e.StatusHeard("till1-GHOST", ODD, SAID), failed):
        (opened() >> event).none(r.RequestKept).none(r.AnswerKept)


def test_evidence_is_no_news() -> None:
    one, other = (e.StatusHeard(ONE, ODD, SAID, sent=sent) for sent in (SENT, b"another"))
    assert one == other
    assert SENT.decode() not in repr(one)
