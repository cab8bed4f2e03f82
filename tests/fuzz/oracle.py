"""What readers are held to, worked out in another way: plain Python over the standard parser, slow and obvious.

No line here is the product's. Where a rule of the product is stricter than this, the difference is written out.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
from collections.abc import Iterator
from typing import Any

from tests.foreign import signer as foreign

KEY = re.compile(r"[A-Za-z0-9_.-]{1,64}")
PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=]+")


class Literal(str):
    """A number as it was written."""

    __slots__ = ()


class Twice(Exception):
    """A key stands twice in one object."""


def parsed(raw: bytes) -> Any:
    """The document by the standard parser, numbers as their literals. Raises ValueError, `Twice` or RecursionError."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) != len(pairs):
            raise Twice
        return dict(pairs)

    def no(word: str) -> Any:
        raise ValueError(word)

    return json.loads(
        raw.decode("utf-8"), parse_int=Literal, parse_float=Literal, parse_constant=no, object_pairs_hook=once
    )


def may_be_read(raw: bytes) -> dict[str, Any] | None:
    """The document, if the house's rules for whatever the gateway says let it be read at all; else None."""
    if len(raw) > 262_144:
        return None
    try:
        document = parsed(raw)
    except (ValueError, Twice, RecursionError):
        return None
    if not isinstance(document, dict) or depth(document) > 8:
        return None
    found = list(leaves(document))
    keys = {key for path, _ in every_place(document) for key in path if isinstance(key, str)}
    fits = len(found) <= 512 and all(map(KEY.fullmatch, keys)) and all(len(v) <= 400 for _, v in found if _literal(v))
    whole = all(_whole(value) for _, value in found)
    return document if fits and whole else None


def _literal(value: Any) -> bool:
    return isinstance(value, Literal)


def _whole(value: Any) -> bool:
    """No half of a surrogate pair."""
    return not isinstance(value, str) or not any("\ud800" <= character <= "\udfff" for character in value)


def depth(value: Any) -> int:
    """How deep containers lie in each other; a plain value is 0."""
    if not isinstance(value, dict | list):
        return 0
    members = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth, members), default=0)


def every_place(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every member at every depth; places of lists are numbers."""
    if isinstance(value, dict | list):
        for key, member in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, key), member
            yield from every_place(member, (*path, key))


def leaves(value: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Values without members, empty containers included."""
    if value in ({}, []):
        yield (), value
    for path, member in every_place(value):
        if not isinstance(member, dict | list) or not member:
            yield path, member


def lines(value: Any, path: str = "") -> list[tuple[str, str]]:
    """Path and text of every leaf that is signed, by the published rules."""
    found: list[tuple[str, str]] = []
    _gather(value, path, found)
    return found


def _gather(value: Any, path: str, found: list[tuple[str, str]]) -> None:
    for key, member in value.items() if isinstance(value, dict) else enumerate(value):
        if key in ("signature", "frame_mode"):
            continue
        part = str(key).replace(":", "::")
        here = f"{path}:{part}" if path else part
        if isinstance(member, str):
            found.append((here, member))
        elif isinstance(member, dict | list):
            _gather(member, here, found)
        else:
            found.append(
                (here, "" if member is None else "1" if member is True else "0" if member is False else str(member))
            )


def signature(document: dict[str, Any], secret: str, order: str = "code point") -> str:
    """The signature in one of the orders of the vendor's libraries."""
    return _made(_joined(sorted(lines(document), key=_ORDERS[order])), secret)


def is_signed(document: dict[str, Any], secret: str) -> bool:
    """Whether a signature in one of the two places fits in any order that one of the vendor's libraries uses."""
    general = document.get("general")
    found = [document.get("signature"), general.get("signature") if isinstance(general, dict) else None]
    given = [mark for mark in found if isinstance(mark, str)]
    # The usual order comes first: the others cost ten times as much and are hardly ever needed.
    return any(signature(document, secret, order) in given for order in _ORDERS)


_ORDERS = {"code point": lambda line: line, "natural": foreign.ORDERS["natural"], "line": foreign.ORDERS["line"]}


def _made(text: str, secret: str) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), text.encode(), "sha512")).decode()


def _joined(lines: list[tuple[str, str]]) -> str:
    return ";".join(f"{path}:{value}" for path, value in lines)


def says_one_thing(document: dict[str, Any]) -> bool:
    """One signature in its place, no `frame_mode`, and no `;` that would let the signed text be split in two ways."""
    marks = []
    for path, value in every_place(document):
        if value in (None, "", [], {}) or _hollow(value):
            continue
        if path[-1] == "frame_mode":
            return False
        if path[-1] == "signature":
            marks.append(path)
        if isinstance(value, str) and ";" in value and not _picture(path, value):
            return False
    return marks in ([("signature",)], [("general", "signature")])


def _hollow(value: Any) -> bool:
    """It holds nothing but empty things, which read as absent."""
    return isinstance(value, dict | list) and all(inner in (None, "", [], {}) for _, inner in leaves(value))


def _picture(path: tuple[Any, ...], value: str) -> bool:
    return path[0] == "display_data" and len(path) == 3 and path[2] == "data" and bool(PICTURE.fullmatch(value))


def said_at(document: Any, *path: str) -> str:
    """The text or number at a path, "" for whatever else."""
    for key in path:
        document = document.get(key) if isinstance(document, dict) else None
    return str(document) if isinstance(document, str) else ""


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """All operations, from `operation` and `operations`, lists and numbered objects alike."""
    found: list[dict[str, Any]] = []
    for name in ("operation", "operations"):
        value = document.get(name)
        numbered = isinstance(value, dict) and value and all(key.isdigit() for key in value)
        members = value if isinstance(value, list) else list(value.values()) if numbered and value else [value]
        found += [member for member in members if isinstance(member, dict) and not _hollow(member)]
    return found


def sales(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The sale operations; one that stands alone and says no type is one."""
    found = operations(document)
    if len(found) == 1 and not said_at(found[0], "type"):
        return found
    return [operation for operation in found if said_at(operation, "type") == "sale"]


def amounts(document: dict[str, Any]) -> set[str]:
    """Every amount stated where it has to equal ours, as written: the payment's, and those of successful sales."""
    found = {said_at(document, "payment", "sum", "amount"), said_at(document, "sum_request", "amount")}
    for operation in sales(document):
        if said_at(operation, "status") == "success":
            found |= {said_at(operation, "sum_initial", "amount"), said_at(operation, "sum", "amount")}
    return found - {""}
