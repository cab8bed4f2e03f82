"""What a platform says about a payment, in the standard and the flat shape, in whatever way its dialect says it."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.foreign.dialect import Dialect
from tests.foreign.hkqr import shown_as

MESSAGES = {
    "plain": "Success",
    "chinese": "交易完成，多謝惠顧！😀",
    "quoted": 'He said "ok" / \\ done\n: a=b & <c>',
    "semicolon": "Approved; thank you; code=7",
}
OTHER = {"HKD": ("USD", 1283), "CNY": ("HKD", 10_912)}


@dataclass(frozen=True)
class Order:
    """A sale as it was sent to the platform."""

    payment_id: str
    customer_id: str
    minor: int
    currency: str


@dataclass(frozen=True)
class Stage:
    """Where a payment stands: its status, the sale operation's, the code, and whether the code is told again."""

    status: str
    sale: str
    code: str
    shows: bool = False


OPEN = Stage("awaiting customer action", "awaiting customer action", "9999", shows=True)
PAID = Stage("success", "success", "0")


def declined(code: str) -> Stage:
    """A refused payment."""
    return Stage("decline", "decline", code)


@dataclass(frozen=True)
class Ink:
    """The moment at which something is written, and the free text in it."""

    now: datetime
    words: str


class Documents:
    """Writes them for one order. `payload` is what its code says; `made` the UTC time of the first one.

    `spoil` may change a standard document and its sale operation before it goes out.
    """

    def __init__(self, dialect: Dialect, project_id: int, order: Order, payload: str, made: datetime) -> None:
        self._d = dialect
        self._project_id = project_id
        self._order = order
        self._payload = payload
        self._made = made
        self.spoil: Callable[[dict[str, Any], dict[str, Any]], None] = lambda document, operation: None

    def letter(self, stage: Stage, now: datetime) -> dict[str, Any]:
        """The callback."""
        ink = Ink(now, self._told(stage))
        return self._flat(stage, ink) if self._d.shape == "flat" else self._standard(stage, ink, self._d.operations)

    def status(self, stage: Stage, now: datetime) -> dict[str, Any]:
        """The answer to a status request; it lists operations."""
        ink = Ink(now, MESSAGES[self._d.words])
        if self._d.shape == "flat" and self._d.status_shape == "same":
            return self._flat(stage, ink)
        operations = self._d.operations
        if self._d.status_shape == "standard" and operations == "one":
            operations = "list"
        return self._standard(stage, ink, operations)

    def unregistered(self) -> dict[str, Any]:
        """Nobody knows this id."""
        return {
            "project_id": self._number(self._project_id),
            "payment": {"id": self._order.payment_id, "status": "error"},
            "errors": [{"code": self._code("3061") or "3061", "message": "Transaction not found"}],
        }

    def failed(self) -> dict[str, Any]:
        """Taken, and failed in the later check: no operation was made."""
        return {
            "project_id": self._number(self._project_id),
            "payment": {"id": self._order.payment_id, "status": "error", "method": "hk-qr"},
            "errors": [{"code": "502", "message": "Validation error", "field": "customer.id"}],
        }

    # The two shapes.

    def _standard(self, stage: Stage, ink: Ink, operations: str) -> dict[str, Any]:
        d = self._d
        payment: dict[str, Any] = {"id": self._order.payment_id, "status": stage.status}
        self._thin(payment, type="purchase", method="hk-qr", date=_date(ink.now), description=ink.words)
        if d.sums in ("both", "payment", "all"):
            payment["sum"] = self._sum()
        customer: dict[str, Any] = {"id": self._order.customer_id}
        document: dict[str, Any] = {"project_id": self._number(self._project_id), "payment": payment}
        self._thin(document, customer=customer)
        document.update(self._operations(stage, ink, operations))
        if stage.shows:
            document["display_data"] = self._display()
        document.update(self._extras())
        sales = [document.get("operation"), *(document.get("operations") or [])]
        self.spoil(document, next((sale for sale in sales if isinstance(sale, dict)), {}))
        return document

    def _flat(self, stage: Stage, ink: Ink) -> dict[str, Any]:
        payment = {
            "status": stage.status,
            "result_code": self._code(stage.code),
            "result_message": ink.words,
            "is_new_attempts_available": False,
            "attempts_timeout": 0,
            "method": "hk-qr",
            "date": _date(ink.now),
        }
        document: dict[str, Any] = {
            "general": {
                "project_id": self._number(self._project_id),
                "payment_id": self._order.payment_id,
            },
            "payment": _without_missing(payment),
            "transaction": {"id": self._number(self._operation_id()), "date": _date(self._made)},
            "sum_request": self._sum(),
            "sum_real": self._converted() or self._sum(),
            "errors": [],
        }
        if self._d.request_id:
            document["request_id"] = "9f86d081884c7d659a2feaa0c55ad015"
        if self._d.operations != "none":
            document["operations"] = self._list([self._operation("sale", stage.sale, stage.code, ink, flat=True)])
        if stage.shows:
            document["display_data"] = self._display()
        document.update(self._extras())
        return document

    # Parts.

    def _operations(self, stage: Stage, ink: Ink, how: str) -> dict[str, Any]:
        sale = self._operation("sale", stage.sale, stage.code, ink)
        action = self._operation("customer action", "success", "0", ink, bare=True)
        final = stage.status == "success"
        if how == "one" or (how in ("only confirmed", "confirmed", "none", "tried before") and not final):
            return {"operation": sale}
        if how == "none":
            return {}
        confirmed = self._operation("payment confirmation", stage.sale, stage.code, ink, bare=True)
        if how == "only confirmed":
            return {"operation": confirmed}
        before = self._operation("sale", "decline", "20105", ink, bare=True)
        listed = {
            "list": [sale],
            "action first": [action, sale],
            "action last": [sale, action],
            "confirmed": [sale, confirmed],
            "tried before": [before, sale],
        }[how]
        return {"operations": self._list(listed)}

    def _operation(
        self, kind: str, status: str, code: str, ink: Ink, *, bare: bool = False, flat: bool = False
    ) -> dict[str, Any]:
        d = self._d
        alone = d.operations in ("one", "list", "none") or flat
        operation: dict[str, Any] = {
            "id": self._number(self._operation_id(kind, status, bare=bare)),
            "status": status,
            "date": _date(ink.now),
            "created_date": _date(self._made),
            "code": self._code(code),
            "message": ink.words,
            "provider": {"id": self._number(d.provider_id), "payment_id": "", "auth_code": ""},
        }
        if alone:
            self._thin(operation, type=kind)
        else:
            operation["type"] = kind
        if d.request_id:
            operation["request_id"] = "23fdebfc248b0676209a5e0694487738a-08525"
        if not bare:
            if d.sums in ("both", "initial", "all") and not flat:
                operation["sum_initial"] = self._sum()
            if d.sums in ("operation", "all") or flat:
                operation["sum"] = self._sum()
            if d.converted != "missing":
                operation["sum_converted"] = self._converted()
        if "fees" in d.extras:
            operation["fee"] = {"rate": 0.5, "fixed": 2.75, "share": -0.125}
        return _without_missing(operation)

    def _operation_id(self, kind: str = "sale", status: str = "", *, bare: bool = False) -> int | str:
        """Each operation its own; those of other payments too."""
        base = self._d.operation_id
        own = zlib.crc32(self._order.payment_id.encode()) * 1_000 + (len(kind) * 10 + len(status) if bare else 0)
        return f"{base}-{own}" if base == "op-77" else str(int(base) + own) if isinstance(base, str) else base + own

    def _sum(self) -> dict[str, Any]:
        minor: int | str = self._order.minor if self._d.numbers == "numbers" else str(self._order.minor)
        return {"amount": minor, "currency": self._order.currency}

    def _converted(self) -> dict[str, Any] | None:
        if self._d.converted == "null":
            return None
        if self._d.converted == "other":
            currency, minor = OTHER[self._order.currency]
            return {"amount": minor, "currency": currency}
        return self._sum()

    def _display(self) -> Any:
        kind, data = shown_as(self._payload, self._d.shown, self._d.picture)
        before, after = self._d.infos
        info: list[dict[str, Any]] = [
            {"type": "add_info", "title": "expired_timestamp", "data": self._number(600)},
            {"type": "add_info", "title": "note", "data": "請勿重複付款"},
        ]
        items = [*(info * 6)[:before], {"type": kind, "title": "QR code", "data": data}, *info[:after]]
        return {str(n): item for n, item in enumerate(items)} if self._d.list_as_object else items

    def _extras(self) -> dict[str, Any]:
        every: dict[str, Any] = {
            "account": {"number": "****1234", "type": None},
            "provider_extra_fields": {"bank": {"name": "匯豐", "code": "004"}, "url": "https://bank.example/a?b=c"},
            "errors": [],
            "decision": None,
            "recurring": {},
            "receipt": {"positions": [{"amount": "108", "tax": 0.5, "description": "茶"}], "total": None},
        }
        found = {name: every[name] for name in self._d.extras if name in every}
        if self._d.long_list:
            found["log"] = [{"step": n, "ok": n % 2 == 0} for n in range(self._d.long_list)]
        return found

    def _thin(self, target: dict[str, Any], **members: Any) -> None:
        for name, member in members.items():
            if self._d.thin == "whole":
                target[name] = member
            elif self._d.thin != "missing":
                target[name] = None if self._d.thin == "null" else {} if isinstance(member, dict) else ""

    def _list(self, items: list[dict[str, Any]]) -> Any:
        return {str(n): item for n, item in enumerate(items)} if self._d.list_as_object else items

    def _number(self, number: int | str | None) -> int | str | None:
        return str(number) if self._d.numbers == "all as text" and number is not None else number

    def _code(self, code: str) -> Any:
        sure = code not in ("0", "9999")
        if not code:
            return ""
        how = "text" if sure and self._d.codes in ("missing", "null", "empty") else self._d.codes
        return {"text": code, "number": int(code), "missing": ..., "null": None, "empty": ""}[how]

    def _told(self, stage: Stage) -> str:
        """Free text of a letter. With `;` in it a letter proves nothing; the last one then makes the till ask."""
        plain = self._d.words == "semicolon" and stage.code == "9999"
        return MESSAGES["plain" if plain else self._d.words]


def _without_missing(members: dict[str, Any]) -> dict[str, Any]:
    return {name: member for name, member in members.items() if member is not ...}


def _date(at: datetime) -> str:
    return f"{at.isoformat()[:19]}+0000"
