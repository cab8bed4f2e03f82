"""Which sales fit what a clerk types when a customer says "I have paid": the amount, the time, the reference.

A customer reads the time off a phone, and a bank's clock is not ours: times are near or not, never equal. Must not know
who looks, nor what is done with what is found.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.sale.days import HONG_KONG
from kiosk.sale.payment import Payment
from kiosk.values import dataclass

NEAR = 10
"""Minutes before the code came and after it ended, or around the payment, within which a time fits."""
_WHOLE = 4
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: `typed` is the amount as typed (major units), `text` a part of the reference, or the sale's
    number, `at` the clock time in Hong Kong as typed (`hhmm`, its first figures alone too). Each may be empty.
    """

    typed: str = ""
    text: str = ""
    at: str = ""


def fits(payment: Payment, wanted: Wanted) -> bool:
    """The amount begins as typed; the text stands in the reference, or is the sale's number; the time is near."""
    text = wanted.text.strip().casefold()
    named = not text or text in payment.reference.casefold() or text.lstrip("#") == str(payment.sale)
    return payment.money.major.startswith(wanted.typed) and named and _then(payment, wanted.at)


def _then(payment: Payment, at: str) -> bool:
    """From its beginning to the end of its code, or when it was settled."""
    moments = [payment.created, *([payment.settled] if payment.settled is not None else [])]
    if len(at) != _WHOLE or not at.isdecimal():
        return any(f"{moment + HONG_KONG:%H%M}".startswith(at) for moment in moments)
    wanted = int(at[:2]) * 60 + int(at[2:])
    end = payment.deadline or payment.created
    lasted = max(round((end - payment.created).total_seconds() / 60), 0)
    spans = [(_minute(payment.created), lasted), *((_minute(moment), 0) for moment in moments[1:])]
    # Around midnight too: a day is a circle.
    return any((wanted - begins + NEAR) % _DAY <= minutes + 2 * NEAR for begins, minutes in spans)


def _minute(moment: datetime) -> int:
    there = moment + HONG_KONG
    return there.hour * 60 + there.minute
