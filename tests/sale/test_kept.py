"""What is kept for a dispute is a record like any other, and says nothing about the payment."""

from __future__ import annotations

from kiosk.sale import kept
from kiosk.sale import records as r
from tests.sale.helpers import NOON, ONE


def test_requests_and_answers_are_records() -> None:
    assert {kept.RequestKept, kept.AnswerKept} <= set(r.RECORDS)


def test_they_hold_what_went_and_came_as_it_was() -> None:
    sent, came = r.RequestKept(NOON, ONE, "order", b"sent"), r.AnswerKept(NOON, ONE, "order", "", b"came")
    assert (sent.raw, came.raw, came.why) == (b"sent", b"came", "")
