"""Records kept for a dispute alone: what was sent to the platform, and what it answered. No payment is changed by them.

Must not know bytes from outside: they are kept as they are.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class RequestKept:
    """What was sent to the platform about a payment, kept for a dispute; it changes nothing. `call`: order or ask.
    `raw` carries our signature, never the key.
    """

    at: datetime
    payment_id: str
    call: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class AnswerKept:
    """An answer of the platform that no other record holds, or that none came; it changes nothing. `why`: "" for a
    whole answer, else why it was none (timeout, busy, unreadable, ...).
    """

    at: datetime
    payment_id: str
    call: str
    why: str
    raw: bytes
