"""A gateway document read into fields, whichever of its documented shapes it has.

The standard shape has ``project_id``, ``payment``, ``customer``, ``operation``; some have ``operations[]``
instead, or both; the flat one keeps its ids in ``general`` and its amount in ``sum_request`` (ecommpay,
*Callbacks* and *Request payment status*; the shapes its libraries are tested with). A list may come as an
object with the places as keys, because both are signed alike.

Reading never fails. What has another kind than its place allows is left out and listed under `faults`: since
``{"id": "7"}`` and ``"id:7"`` are signed alike, a letter with such a place must not be trusted.

It must not know signatures or what statuses mean for a sale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.bounded_json import Json, text, whole
from kiosk.gate.verified import CODE_TYPES, DisplayItem

_NOTE_LENGTH = 255
"""Characters of a message or note that are kept."""

_ID_LENGTH = 255
"""Characters of a payment id; no longer one was ever ours."""

_EMPTY: tuple[Json, ...] = (None, "", {}, [])


@dataclass(frozen=True, slots=True)
class Part:
    """A sum as it stands in one place; None and ``""`` for what is not said there."""

    minor: int | None
    currency: str

    @property
    def whole(self) -> bool:
        """Whether it names both its amount and its currency."""
        return self.minor is not None and bool(self.currency)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; ``""`` and ``()`` for what it does not say."""

    id: str
    type: str
    status: str
    code: str
    message: str
    sums: tuple[Part, ...]
    other_sums: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """All that the verifier looks at; ``""`` and ``()`` for what is absent.

    `code` is the payment's ``result_code``, `request_code` stands at the top of a refusal. `faults` are
    places of a wrong kind, `odd_sums` sums that cannot be read, `odd_display` elements to display that
    cannot be read.
    """

    ids: tuple[str, ...]
    projects: tuple[int, ...]
    customer_id: str
    status: str
    code: str
    message: str
    request_status: str
    request_code: str
    errors: tuple[tuple[str, str], ...]
    operations: tuple[Operation, ...]
    sums: tuple[Part, ...]
    other_sums: tuple[Part, ...]
    items: tuple[DisplayItem, ...]
    noted: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    odd_sums: tuple[str, ...]
    odd_display: tuple[str, ...]

    @property
    def sales(self) -> tuple[Operation, ...]:
        """The sale operations; a lone operation without type is one."""
        if len(self.operations) == 1 and not self.operations[0].type:
            return self.operations
        return tuple(operation for operation in self.operations if operation.type == "sale")

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code it states, of whatever operation."""
        found = [operation.code for operation in self.operations]
        found += [self.code, self.request_code, *(code for code, _ in self.errors)]
        return tuple(code for code in found if code)


def prune(value: Json) -> Json:
    """The same value without members that say nothing: null, ``""``, ``{}``, ``[]`` and what holds only such.

    They sign alike or not at all, so they have to read alike. List places keep their order.
    """
    if isinstance(value, dict):
        members = {key: prune(member) for key, member in value.items()}
        return {key: member for key, member in members.items() if not empty(member)}
    if isinstance(value, list):
        return [member for member in map(prune, value) if not empty(member)]
    return value


def pruned(document: dict[str, Json]) -> dict[str, Json]:
    """`prune` for a whole document."""
    said = prune(document)
    assert isinstance(said, dict), "pruning keeps an object an object"
    return said


def empty(value: Json) -> bool:
    """Whether a value says nothing by itself."""
    return value in _EMPTY


def places(value: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Every member at every depth with its path, containers and leaves alike; list places are an index."""
    if isinstance(value, dict):
        members = list(value.items())
    elif isinstance(value, list):
        members = [(str(index), member) for index, member in enumerate(value)]
    else:
        members = []
    for key, member in members:
        yield (*path, key), member
        yield from places(member, (*path, key))


@dataclass(slots=True)
class _Reader:
    """Takes values of the kind a place allows and lists the rest."""

    faults: list[str] = field(default_factory=list)
    odd_sums: list[str] = field(default_factory=list)
    odd_display: list[str] = field(default_factory=list)

    def text(self, value: Json, where: str) -> str:
        """A string or a number's literal."""
        if value is not None and not isinstance(value, str):
            self.faults.append(where)
        return text(value) or ""

    def object(self, value: Json, where: str) -> dict[str, Json]:
        """An object; ``{}`` for anything else."""
        if isinstance(value, dict):
            return value
        if value is not None:
            self.faults.append(where)
        return {}

    def objects(self, value: Json, where: str) -> list[dict[str, Json]]:
        """The objects of a list, of an object with the places as keys, or of a single object."""
        return [found for member in listed(value) if (found := self.object(member, where))]

    def sum(self, value: Json, where: str) -> tuple[Part, ...]:
        """A sum whose amount is a whole number or its digits; a boolean is never money."""
        before = len(self.faults)
        members = self.object(value, where)
        amount = self.text(members.get("amount"), f"{where}.amount")
        currency = self.text(members.get("currency"), f"{where}.currency")
        minor = whole(amount)
        if len(self.faults) > before or (amount and minor is None):
            self.odd_sums.append(where)
            return ()
        return (Part(minor, currency.upper()),) if amount or currency else ()

    def other_sum(self, value: Json, where: str) -> tuple[Part, ...]:
        """A sum that is noted and not relied on: one that cannot be read is no reason to doubt the rest."""
        apart = _Reader()
        found = apart.sum(value, where)
        self.faults += apart.faults
        return found


def listed(value: Json) -> list[Json]:
    """A list's members; an object with only places as keys is that list, any other value a list of one."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and all(key.isascii() and key.isdigit() for key in value):
        return [value[key] for key in sorted(value, key=lambda key: (int(key), key))]
    return [value]


def read(document: dict[str, Json]) -> Document:
    """Read a document that `pruned` went over."""
    reader = _Reader()
    general = reader.object(document.get("general"), "general")
    payment = reader.object(document.get("payment"), "payment")
    customer = reader.object(document.get("customer"), "customer")
    errors = reader.objects(document.get("errors"), "errors")
    ids = (
        reader.text(general.get("payment_id"), "general.payment_id"),
        reader.text(payment.get("id"), "payment.id"),
        reader.text(document.get("payment_id"), "payment_id"),
    )
    return Document(
        ids=tuple(dict.fromkeys(found for found in ids if 0 < len(found) <= _ID_LENGTH)),
        projects=_projects(reader, general.get("project_id"), document.get("project_id")),
        customer_id=reader.text(customer.get("id"), "customer.id"),
        status=reader.text(payment.get("status"), "payment.status"),
        code=reader.text(payment.get("result_code"), "payment.result_code"),
        message=_note(payment.get("result_message")) or _note(document.get("message")),
        request_status=text(document.get("status")) or "",
        request_code=reader.text(document.get("code"), "code"),
        errors=tuple((reader.text(e.get("code"), "errors.code"), _note(e.get("message"))) for e in errors),
        operations=_operations(reader, document),
        sums=reader.sum(payment.get("sum"), "payment.sum") + reader.sum(document.get("sum_request"), "sum_request"),
        other_sums=reader.other_sum(document.get("sum_real"), "sum_real"),
        items=_items(reader, document),
        noted=_noted(document, payment),
        faults=tuple(reader.faults),
        odd_sums=tuple(reader.odd_sums),
        odd_display=tuple(reader.odd_display),
    )


def _projects(reader: _Reader, *values: Json) -> tuple[int, ...]:
    words = [reader.text(value, "project_id") for value in values]
    return tuple(dict.fromkeys(whole(word) or 0 for word in words if word))


def _operations(reader: _Reader, document: dict[str, Json]) -> tuple[Operation, ...]:
    found = [
        _operation(reader, members, name)
        for name in ("operation", "operations")
        for members in reader.objects(document.get(name), name)
    ]
    unique = tuple(dict.fromkeys(found))
    statuses: dict[str, str] = {}
    for operation in unique:
        if operation.id and statuses.setdefault(operation.id, operation.status) != operation.status:
            reader.faults.append("two statuses of one operation")
    return unique


def _operation(reader: _Reader, members: dict[str, Json], where: str) -> Operation:
    kind = reader.text(members.get("type"), f"{where}.type")
    # Sums of a refund or a fee are not the sale's: neither compared nor a reason to doubt the letter.
    money = reader if kind in ("", "sale") else _Reader()
    return Operation(
        id=reader.text(members.get("id"), f"{where}.id"),
        type=kind,
        status=reader.text(members.get("status"), f"{where}.status"),
        code=reader.text(members.get("code"), f"{where}.code"),
        message=_note(members.get("message")),
        sums=money.sum(members.get("sum_initial"), f"{where}.sum_initial")
        + money.sum(members.get("sum"), f"{where}.sum"),
        other_sums=money.other_sum(members.get("sum_converted"), f"{where}.sum_converted"),
    )


def _items(reader: _Reader, document: dict[str, Json]) -> tuple[DisplayItem, ...]:
    """The codes to be displayed; the flat shape's ``qr_code`` only when ``display_data`` has nothing."""
    found: list[DisplayItem] = []
    for member in listed(document.get("display_data")):
        members = member if isinstance(member, dict) else {}
        kind, data = members.get("type"), members.get("data")
        if not members or not isinstance(kind, str | None) or not isinstance(data, str | None):
            reader.odd_display.append("display_data")
        elif data is not None and (kind or "qr_data") in CODE_TYPES:
            found.append(DisplayItem(str(kind or "qr_data"), str(data)))
    spare = text(document.get("qr_code"))
    if not found and spare:
        found.append(DisplayItem("qr_data", spare))
    return tuple(found)


def _noted(document: dict[str, Json], payment: dict[str, Json]) -> tuple[tuple[str, str], ...]:
    usual = {"payment.method": "hk-qr", "payment.type": "purchase"}
    words = {f"payment.{name}": _note(payment.get(name)) for name in ("method", "type", "description")}
    words["description"] = _note(document.get("description"))
    return tuple((path, word) for path, word in words.items() if word and word != usual.get(path))


def _note(value: Json) -> str:
    return (text(value) or "")[:_NOTE_LENGTH]
