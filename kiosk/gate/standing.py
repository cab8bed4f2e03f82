"""What the gateway thinks of our key and our project, read from its answer to a question about no payment at all.

A question is signed like an order and moves no money, so its answer tells a wrong key before the first customer does.
The gateway's refusals are not signed (ecommpay, *Authentication*): what is read here is advice to whoever sets a till
up, and proves nothing of a payment.

It must not know sockets, settings or the cures.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.bounded_json import BadJson, read_object
from kiosk.gate.document import pruned, read
from kiosk.gate.replies import Odd, read_status
from kiosk.gate.secret import Secret
from kiosk.gate.trust import signatures, unsigned


class Standing(Enum):
    """What was told."""

    ACCEPTED = "accepted"
    """The gateway looked for the payment, so it took our signature; what it signed itself fits our key."""
    KEY = "key"
    """It refused our signature."""
    PROJECT = "project"
    """It knows no such project."""
    OTHER_KEY = "other key"
    """Its answer is signed, and not with our key: no word of it could ever be believed."""
    UNTOLD = "untold"


_REFUSALS = ((Standing.KEY, frozenset({"3261", "3262"})), (Standing.PROJECT, frozenset({"2442"})))
"""Of ecommpay's *Response codes*: invalid and empty signature, project id not found."""


@dataclass(frozen=True, slots=True)
class Told:
    """The standing, and the first code that was stated, or ``""``."""

    standing: Standing
    code: str


def read_standing(raw: bytes, secret: str | Secret, project_id: int, asked: str) -> Told:
    """What an answer to the question about `asked`, an id that no payment has, tells. Never raises."""
    try:
        document = read_object(raw)
    except BadJson:
        return Told(Standing.UNTOLD, "")
    said = pruned(document)
    found = read(said).codes
    for standing, refusals in _REFUSALS:
        code = next((one for one in found if one in refusals), "")
        if code:
            return Told(standing, code)
    code = next(iter(found), "")
    if signatures(said) and unsigned(document, said, secret):
        return Told(Standing.OTHER_KEY, code)
    known = not isinstance(read_status(raw, secret, project_id, asked), Odd)
    return Told(Standing.ACCEPTED if known else Standing.UNTOLD, code)
