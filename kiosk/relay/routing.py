"""Whose letter it is: from the bytes of a callback to the name of a till, or to the orphan box.

The relay judges nothing. It looks for one address in a document that it hands on unchanged; whether the
letter is genuine, and what it says, only the till can know. So everything that is a JSON object within the
bounds finds a box, and what does not name one till beyond doubt goes to the orphans.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

from kiosk.bounded_json import STORED, BadJson, Json, read_object
from kiosk.relay.limits import Limits
from kiosk.relay.values import ORPHANS

TILL_ID = re.compile(r"[a-z0-9]{1,16}")
"""What a till may be called: it is the first part of every payment id that the till makes."""

_ONCE = replace(STORED, loose=False)
_SHOWN = re.compile(r"[!-~]{1,255}")


class Router:
    """Finds the till that a letter names, reading within the service's bounds."""

    def __init__(self, limits: Limits) -> None:
        self._loose = replace(STORED, max_bytes=limits.max_body, max_depth=limits.max_depth)
        self._plain = replace(self._loose, loose=False)
        # Only where nothing but the size bounds keys and digits is there nothing more to look at.
        self._plainly = self._loose.max_key >= limits.max_body <= self._loose.max_digits

    def till_of(self, body: bytes) -> str:
        """The till's name, or `ORPHANS`.

        The payment id stands in `payment.id` or, in the flat shape, in `general.payment_id`; the text before
        its first `-` is the till. Two places that name different tills name none. A document that says a key
        twice, or holds half a character, is kept but names no till beyond doubt.

        Raises:
            BadJson: too large, too deep, not UTF-8, or no JSON object.
        """
        document = self._plain_object(body) if self._plainly else None
        if document is None:
            try:
                document = read_object(body, self._plain)
            except BadJson:
                read_object(body, self._loose)
                return ORPHANS
        first, second = _till(_at(document, "payment", "id")), _till(_at(document, "general", "payment_id"))
        if first is None:
            return second or ORPHANS
        return first if second is None or second == first else ORPHANS

    def _plain_object(self, body: bytes) -> dict[str, Json] | None:
        """What `read_object` gives for a document with nothing in it to look at twice, but that numbers are only told
        from texts; None for every other one, and for whatever is no such document.
        """
        if len(body) > self._plain.max_bytes or body[:1] != b"{":
            return None
        # Even if all of these stood outside of texts, they must not be too many; and no character may be written as
        # its number, for it could be half a one.
        marks = body.translate(None, _NO_MARKS)
        too_many = marks.count(b",") >= self._plain.max_leaves
        too_deep = marks.count(b"{") + marks.count(b"[") > self._plain.max_depth
        if too_many or too_deep or (b"\\" in marks and b"\\u" in body):
            return None
        try:
            text = body.decode("utf-8")
            document, end = _PLAIN.raw_decode(text)
        except ValueError:
            return None
        return document if end == len(text) else None


_NO_MARKS = bytes(set(range(256)) - set(b"{[,\\"))


def _once(members: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(members)
    if len(found) != len(members):
        raise ValueError("a key twice")
    return found


def _no_number(word: str) -> bool:
    raise ValueError(word)


# Numbers are told from texts by their kind; what they say is nobody's business here.
_PLAIN = json.JSONDecoder(object_pairs_hook=_once, parse_int=bool, parse_float=bool, parse_constant=_no_number)


def _at(document: dict[str, Json], outer: str, inner: str) -> Json:
    place = document.get(outer)
    return place.get(inner) if type(place) is dict else None


def payment_of(body: bytes) -> str:
    """The payment id in a kept letter, to be shown to a person: of visible ASCII alone, and not longer than any that
    the gateway takes; "" when there is none, or when the letter says a key twice and so names nothing beyond doubt.
    """
    try:
        document = read_object(body, _ONCE)
    except BadJson:
        return ""
    places = (_at(document, *place) for place in (("payment", "id"), ("general", "payment_id")))
    # A number is a text, too, as it was written.
    found = (found for found in places if type(found) is str)
    return next(filter(_SHOWN.fullmatch, found), "")


def _till(payment_id: Json) -> str | None:
    """The till in one payment id; None when there is no id here, `ORPHANS` when the id names no till."""
    if payment_id in (None, "", [], {}):
        return None
    if type(payment_id) is not str:
        return ORPHANS
    name, dash, _ = payment_id.partition("-")
    return name if dash and TILL_ID.fullmatch(name) else ORPHANS
