"""What is kept of the talk with the platform for a dispute: every request and every answer, as they were.

It rides along and changes nothing: losing it at a crash loses no knowledge of money. It must not know what an answer
means.
"""

from __future__ import annotations

from kiosk.sale import records as r
from kiosk.sale.events import Call
from kiosk.sale.till import Draft


def keep_request(draft: Draft, call: Call, payment_id: str, sent: bytes) -> None:
    """Keep a request about a payment in memory; b"" is none."""
    if sent and draft.payment(payment_id) is not None:
        draft.ride(r.RequestKept(draft.now.utc, payment_id, call.value, sent))


def keep_answer(draft: Draft, call: Call, payment_id: str, why: str, raw: bytes) -> None:
    """Keep an answer, unless a record of this step holds it already. `why`: why it was none, "" for a whole one."""
    if draft.payment(payment_id) is not None and not draft.holds(raw):
        draft.ride(r.AnswerKept(draft.now.utc, payment_id, call.value, why, raw))
