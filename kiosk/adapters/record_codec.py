"""Records and payments as text for the journal, and back, derived from the dataclasses: no field is lost.

A record becomes its class's name, one JSON object and the bytes that came from outside (`raw`), which
are kept beside the JSON as they came. Values are written by the type their field declares and refused when
they have another one: what cannot be read back the same must not be written. Times are UTC with microseconds
and always of one length, so that their texts sort like the times.

It must not know files, databases or what a record does to a payment.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple, TypeVar, cast

from kiosk.sale.payment import Payment
from kiosk.sale.records import RECORDS, Record

RAW = "raw"
"""The field of a record that is kept as bytes beside the JSON."""

_KINDS: dict[str, type[Record]] = {kind.__name__: kind for kind in RECORDS}
_NEWER = "a newer version of the program wrote it: update this one"
_DAMAGED = "the journal file is damaged: keep a copy and call support"
# Escaped to ASCII: even half a surrogate typed into a reference comes back as it was.
_JSON = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True, allow_nan=False)
_T = TypeVar("_T")


class BadRecord(ValueError):
    """A value that cannot be written, or a text that is no record. `str()` names class, field and cure."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record as the journal keeps it. `raw` is None for records that carry no bytes from outside."""

    kind: str
    body: str
    raw: bytes | None


class _Form(NamedTuple):
    """How values of one type are written and read; both raise ValueError."""

    write: Callable[[object], object]
    read: Callable[[object], object]


class _Field(NamedTuple):
    name: str
    form: _Form
    required: bool


_TABLES: dict[type[object], tuple[_Field, ...]] = {}


def write_record(record: Record) -> Line:
    """The line of a record. Raises BadRecord when a field holds another type than it declares."""
    raw = getattr(record, RAW, None)
    if not isinstance(raw, bytes | None):
        raise BadRecord(f"{type(record).__name__}.{RAW} holds {type(raw).__name__}; it has to be bytes")
    return Line(type(record).__name__, _text(_write_object(record, RAW)), raw)


def read_record(line: Line) -> Record:
    """The record of a line. Raises BadRecord for a kind, a field or a text that this program cannot read."""
    kind = _KINDS.get(line.kind)
    if kind is None:
        raise BadRecord(f"kind {line.kind!r} is unknown here; {_NEWER}")
    members = _members(line.body, line.kind)
    given: dict[str, object] = {}
    if any(found.name == RAW for found in _fields(kind)):
        given[RAW] = b"" if line.raw is None else line.raw
    return _read_object(kind, members, given)


def write_payment(payment: Payment) -> str:
    """A payment as one JSON object. Raises BadRecord."""
    return _text(_write_object(payment))


def read_payment(body: str) -> Payment:
    """The payment of a JSON object. Raises BadRecord."""
    return _read_object(Payment, _members(body, "Payment"), {})


def stamp(at: datetime) -> str:
    """A moment as UTC text of one length: `2026-11-22T08:15:00.000000Z`. Raises BadRecord without a zone."""
    if at.tzinfo is None:
        raise BadRecord(f"time {at!r} has no zone; records carry UTC")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(text: str) -> datetime:
    """The UTC moment of a `stamp`. Raises BadRecord."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadRecord(f"{text!r} is no time; it should read like 2026-11-22T08:15:00.000000Z") from None
    if at.utcoffset() is None:
        raise BadRecord(f"time {text!r} has no zone; records carry UTC")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise BadRecord(f"time {text!r} is outside of the calendar in UTC") from None


def _text(members: dict[str, object]) -> str:
    return _JSON.encode(members)


def _members(body: str, what: str) -> dict[str, object]:
    try:
        members = json.loads(body)
    except ValueError as fault:
        raise BadRecord(f"{what}: the stored text is no JSON ({fault}); {_DAMAGED}") from None
    except RecursionError:
        raise BadRecord(f"{what}: the stored text is nested too deep; {_DAMAGED}") from None
    if not isinstance(members, dict):
        raise BadRecord(f"{what}: the stored text is no object; {_DAMAGED}")
    return members


def _write_object(value: object, beside: str = "") -> dict[str, object]:
    written: dict[str, object] = {}
    for name, form, _required in _fields(type(value)):
        if name != beside:
            try:
                written[name] = form.write(getattr(value, name))
            except ValueError as fault:
                raise BadRecord(f"{type(value).__name__}.{name}: {fault}") from None
    return written


def _read_object(kind: type[_T], members: dict[str, object], given: dict[str, object]) -> _T:
    values = dict(given)
    known = {found.name: found for found in _fields(kind)}
    for name, member in members.items():
        if name not in known or name in given:
            raise BadRecord(f"{kind.__name__}.{name} is unknown here; {_NEWER}")
        try:
            values[name] = known[name].form.read(member)
        except ValueError as fault:
            raise BadRecord(f"{kind.__name__}.{name}: {fault}; {_DAMAGED}") from None
    missing = [name for name, found in known.items() if found.required and name not in values]
    if missing:
        raise BadRecord(f"{kind.__name__} lacks {', '.join(missing)}; {_DAMAGED}")
    try:
        return kind(**values)
    except ValueError as fault:
        raise BadRecord(f"{kind.__name__}: {fault}; {_DAMAGED}") from None


def _fields(kind: type[object]) -> tuple[_Field, ...]:
    """The fields of a dataclass with their forms, worked out once a class."""
    known = _TABLES.get(kind)
    if known is None:
        hints = typing.get_type_hints(kind)
        assert is_dataclass(kind)
        known = _TABLES[kind] = tuple(
            # A field with a default may be missing: it was added after the row was written.
            _Field(found.name, _form(hints[found.name]), found.default is MISSING)
            for found in fields(kind)
        )
    return known


def _form(hint: object) -> _Form:
    """How a declared type is written. Raises TypeError for a type that no journal text was agreed for."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union) and len(inner) == 2 and type(None) in inner:
        return _optional(_form(inner[0] if inner[1] is type(None) else inner[1]))
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return _many(_form(inner[0]))
    if hint in (str, int, bool, bytes):
        return _plain(cast(type, hint))
    if hint is datetime:
        return _Form(lambda value: stamp(_is(datetime, value)), lambda value: moment(_is(str, value)))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _Form(lambda value: _is(hint, value).value, lambda value: hint(_is(str, value)))
    if isinstance(hint, type) and is_dataclass(hint):
        return _Form(
            lambda value: _write_object(_is(hint, value)),
            lambda value: _read_object(hint, _is(dict, value), {}),
        )
    raise TypeError(f"the journal has no text for {hint!r}; teach record_codec how to write and read it")


def _is(kind: type[_T], value: object) -> _T:
    # `type is`, because a bool is an int and a subclass would come back as its base.
    if type(value) is not kind:
        raise ValueError(f"{type(value).__name__} in the place of {kind.__name__}")
    return value


def _plain(kind: type) -> _Form:
    return _Form(lambda value: _is(kind, value), lambda value: _is(kind, value))


def _optional(form: _Form) -> _Form:
    return _Form(
        lambda value: None if value is None else form.write(value),
        lambda value: None if value is None else form.read(value),
    )


def _many(form: _Form) -> _Form:
    return _Form(
        lambda value: [form.write(member) for member in _is(tuple, value)],
        lambda value: tuple(form.read(member) for member in _is(list, value)),
    )
