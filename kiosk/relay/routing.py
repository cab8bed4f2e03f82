"""Whose letter it is: from the bytes of a callback to the name of a till, or to the orphan box.

The relay judges nothing. It looks for one address in a document that it hands on unchanged; whether the
letter is genuine, and what it says, only the till can know. So everything that is a JSON object within the
bounds finds a box, and what does not name one till beyond doubt goes to the orphans.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kiosk.bounded_json import STORED, BadJson, Json, member, read_object
from kiosk.relay.limits import Limits
from kiosk.relay.values import ORPHANS

TILL_ID = re.compile(r"[a-z0-9]{1,16}")
"""What a till may be called: it is the first part of every payment id that the till makes."""

_SHOWN = re.compile(r"[!-~]{1,255}")
_PLACES = (("payment", "id"), ("general", "payment_id"))


class Router:
    """Finds the till that a letter names, reading within the service's bounds."""

    def __init__(self, limits: Limits) -> None:
        self._loose = replace(STORED, max_bytes=limits.max_body, max_depth=limits.max_depth)
        self._plain = replace(self._loose, loose=False)

    def till_of(self, body: bytes) -> str:
        """The till's name, or `ORPHANS`.

        The payment id stands in `payment.id` or, in the flat shape, in `general.payment_id`; the text before
        its first `-` is the till. Two places that name different tills name none. A document that says a key
        twice, or holds half a character, is kept but names no till beyond doubt.

        Raises:
            BadJson: too large, too deep, not UTF-8, or no JSON object.
        """
        try:
            document = read_object(body, self._plain)
        except BadJson:
            read_object(body, self._loose)
            return ORPHANS
        first, second = (_till(member(document, *place)) for place in _PLACES)
        if first is None:
            return second or ORPHANS
        return first if second is None or second == first else ORPHANS


def payment_of(body: bytes) -> str:
    """The payment id in a kept letter, to be shown to a person: of visible ASCII alone, and not longer than any that
    the gateway takes; "" when there is none.
    """
    try:
        document = read_object(body, STORED)
    except BadJson:
        return ""
    # A number is a text, too, as it was written.
    found = (found for found in (member(document, *place) for place in _PLACES) if type(found) is str)
    return next(filter(_SHOWN.fullmatch, found), "")


def _till(payment_id: Json) -> str | None:
    """The till in one payment id; None when there is no id here, `ORPHANS` when the id names no till."""
    if payment_id in (None, "", [], {}):
        return None
    if type(payment_id) is not str:
        return ORPHANS
    name, dash, _ = payment_id.partition("-")
    return name if dash and TILL_ID.fullmatch(name) else ORPHANS
