"""The strict reader for JSON that came from outside: bounded before it is parsed, and never ambiguous.

The standard parser takes NaN, repeated keys, lone surrogates and ten thousand open brackets. For a document
whose meaning is money each of these is a way to say two things at once, or to make the reader fall over. So
size, depth and the number of leaves are measured on the text first, in one linear pass, and only then is it
parsed. Numbers keep their literal text, because a signature is made over that text.

It must not know what a document means: no gateway words, no files, no network.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn, TypeAlias


class Number(str):
    """The literal text of a JSON number (``10000``, ``1.50``, ``1e3``); a JSON string is a plain `str`."""

    __slots__ = ()


Json: TypeAlias = "bool | Number | str | list[Json] | dict[str, Json] | None"


class BadJson(ValueError):
    """A document that was not read.

    `reason` is a stable short slug, `where` a key path or a byte offset, `cure` says what to do about it.
    """

    def __init__(self, reason: str, where: str, cure: str) -> None:
        super().__init__(f"{reason} at {where}: {cure}")
        self.reason = reason
        self.where = where
        self.cure = cure


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read. The defaults are those for the gateway's documents.

    `max_leaves` counts values without children, empty containers included; `max_key` and `max_digits` are
    characters (a binary64 written out in full has 309 digits); `max_depth` counts the outer object as 1.
    `any_key` lifts the rule on the characters of keys. `loose` lets repeated keys (the last one
    counts) and lone surrogates pass: for a reader that only looks for an address in bytes it keeps unchanged.
    """

    max_bytes: int = 262_144
    max_depth: int = 8
    max_leaves: int = 512
    max_key: int = 64
    max_digits: int = 400
    any_key: bool = False
    loose: bool = False


GATE = Limits()
"""For whatever the gateway says: keys are ``[A-Za-z0-9_.-]{1,64}``, nothing is said twice."""

STORED = Limits(max_leaves=262_144, max_key=262_144, max_digits=262_144, any_key=True, loose=True)
"""For bytes that are kept as they came and judged by somebody else: only size, depth and form are bounded."""

_BOM = b"\xef\xbb\xbf"
_KEY = re.compile(r"[A-Za-z0-9_.-]+")
_DIGITS = re.compile(r"[0-9]{1,18}")
# A string, closed or not, is one mark: an unclosed one costs one pass, not one pass for each quote in it.
_MARK = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]|,', re.DOTALL)


def read_object(data: bytes, limits: Limits = GATE) -> dict[str, Json]:
    """Read one JSON object in strict UTF-8 without byte order mark. Raises `BadJson` and nothing else.

    `True` and `False` stay booleans and null is `None`; numbers become `Number`.
    """
    if len(data) > limits.max_bytes:
        raise BadJson("too large", f"byte {limits.max_bytes}", f"send at most {limits.max_bytes} bytes")
    if data.startswith(_BOM):
        raise BadJson("byte order mark", "byte 0", "send UTF-8 without a byte order mark")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadJson("bad UTF-8", f"byte {fault.start}", "encode the text as UTF-8") from None
    _measure(text, limits)
    document, keys = _parse(text, limits)
    if not isinstance(document, dict):
        raise BadJson("not an object", "byte 0", "put one JSON object {…} at the top")
    if not limits.loose:
        _require_unicode(text, document)
    bad = {key for key in keys if len(key) > limits.max_key or not (limits.any_key or _KEY.fullmatch(key))}
    paths = [path for path in _keys(document) if path[-1] in bad] if bad else []
    if paths:
        if len(paths[0][-1]) > limits.max_key:
            raise BadJson("key too long", _show(paths[0]), f"use keys of at most {limits.max_key} characters")
        raise BadJson("odd key", _show(paths[0]), "use only A-Z a-z 0-9 _ . - in keys")
    return document


def _measure(text: str, limits: Limits) -> None:
    """Bound depth and leaves before the parser builds anything.

    A tree whose containers have k members each shows k - 1 commas in each, so it has commas + 1 leaves.
    """
    if text.count(",") < limits.max_leaves and text.count("{") + text.count("[") <= limits.max_depth:
        return  # most documents: even if all of these stood outside of texts, it were not too much
    depth = commas = 0
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark in "[{":
            depth += 1
            if depth > limits.max_depth:
                where = _byte(text, match.start())
                raise BadJson("too deep", where, f"nest at most {limits.max_depth} levels")
        elif mark in "]}":
            depth -= 1
        elif mark == ",":
            commas += 1
            if commas >= limits.max_leaves:
                where = _byte(text, match.start())
                raise BadJson("too many values", where, f"send at most {limits.max_leaves} values")


def _parse(text: str, limits: Limits) -> tuple[Json, set[str]]:
    """The document, and every key in it that could be a bad one."""
    keys: set[str] = set()
    # Where any key will do, one decoder serves every document.
    free = limits.any_key and limits.max_key >= limits.max_bytes
    decoder = _shared_decoder(limits) if free else _decoder(limits, keys)
    try:
        document: Json = decoder.decode(text)
    except json.JSONDecodeError as fault:
        raise BadJson("not JSON", _byte(text, fault.pos), f"correct the JSON ({fault.msg})") from None
    return document, keys


@lru_cache(maxsize=8)
def _shared_decoder(limits: Limits) -> json.JSONDecoder:
    return _decoder(limits, None)


def _decoder(limits: Limits, keys: set[str] | None) -> json.JSONDecoder:
    def number(literal: str) -> Number:
        if len(literal) > limits.max_digits:
            raise BadJson("number too long", _cut(literal), f"write at most {limits.max_digits} characters")
        return Number(literal)

    def constant(word: str) -> NoReturn:
        raise BadJson("not a number", word, "JSON has no NaN and no Infinity")

    def pairs(members: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(members)
        if keys is not None:
            keys.update(found)
        if len(found) != len(members) and not limits.loose:
            twice = Counter(key for key, _ in members).most_common(1)[0][0]
            raise BadJson("duplicate key", _cut(ascii(twice)), "say each thing once")
        return found

    # No number can be too long where digits are bounded by nothing but the document's size.
    read: Callable[[str], Number] = Number if limits.max_digits >= limits.max_bytes else number
    return json.JSONDecoder(object_pairs_hook=pairs, parse_int=read, parse_float=read, parse_constant=constant)


def _require_unicode(text: str, document: Json) -> None:
    """Refuse half of a surrogate pair: such a string cannot be signed, stored or shown."""
    if "\\u" not in text:
        return
    for path, value in walk(document):
        for part in (*path, value):
            if isinstance(part, str) and not part.isascii():
                try:
                    part.encode("utf-8")
                except UnicodeEncodeError:
                    raise BadJson("lone surrogate", _show(path), "escape whole characters") from None


def walk(value: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Every leaf with its path, empty containers included; list places are their index from 0."""
    if isinstance(value, dict) and value:
        for key, member in value.items():
            yield from walk(member, (*path, key))
    elif isinstance(value, list) and value:
        for index, member in enumerate(value):
            yield from walk(member, (*path, str(index)))
    else:
        yield path, value


def _keys(value: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield (*path, key)
            yield from _keys(member, (*path, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _keys(member, (*path, str(index)))


def text(value: Json) -> str | None:
    """A string, or a number's literal; None for whatever is absent, a boolean or a container."""
    return str(value) if isinstance(value, str) and value else None


def whole(value: Json) -> int | None:
    """A whole number ≥ 0 of at most 18 digits, as a number or as digits in a string; a boolean is none."""
    return int(value) if isinstance(value, str) and _DIGITS.fullmatch(value) else None


def member(document: Mapping[str, Json], *path: str) -> Json:
    """The value at a path of object keys; None where anything on the way is missing or no object."""
    value: Json = dict(document)
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _byte(text: str, position: int) -> str:
    return f"byte {len(text[:position].encode('utf-8'))}"


def _show(path: tuple[str, ...]) -> str:
    return _cut(ascii(".".join(path)))


def _cut(words: str) -> str:
    return words if len(words) <= 80 else words[:79] + "…"
