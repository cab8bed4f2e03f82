"""Another platform: written from the vendor's published rules alone, with none of the habits of ours.

It checks what it is sent, takes sales, tells of them by letters and answers questions, each in the way of its
dialect. Time is moved by hand; what it is to tell is told when it is told to.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from tests.foreign.dialect import Dialect
from tests.foreign.documents import OPEN, PAID, Documents, Order, Stage, declined
from tests.foreign.hkqr import merchant_code
from tests.foreign.signer import signature
from tests.foreign.writing import signed, written

PROJECT = 383_000
SECRET = "a0b1-Schlüssel/茶+==40"
SALE = "/v2/payment/banks/hk-qr/sale"
STATUS = "/v2/payment/status"
CODE_LIVES = timedelta(seconds=240)
SKEWS = {
    "half an hour ahead": timedelta(minutes=30),
    "two hours behind": timedelta(hours=-2),
    "days ahead": timedelta(days=9, seconds=17),
}

Reply = tuple[int, str, bytes]
"""Status, content type, body."""


class LineCut(Exception):
    """The connection broke after the request was taken."""


class Account:
    """One payment. `truths` are what the platform truly held, the last is now: open, paid, declined, moved, failed."""

    def __init__(self, order: Order, papers: Documents, payload: str, taken: float) -> None:
        self.order = order
        self.papers = papers
        self.payload = payload
        self.taken = taken
        self.stage = Stage("processing", "processing", "9999")
        self.truths = ["open"]
        self.told = False
        self.code_told = False

    @property
    def truth(self) -> str:
        """What holds now."""
        return self.truths[-1]


class ForeignGate:
    """`now` is seconds; `utc` the kiosk's wall time; `post` delivers a letter and gives the HTTP status.

    `faults` collects what was wrong with the requests that came. `accounts` are in the order of their sales.
    """

    def __init__(
        self, dialect: Dialect, now: Callable[[], float], utc: Callable[[], datetime], post: Callable[[bytes], int]
    ) -> None:
        self.dialect = dialect
        self.faults: list[str] = []
        self.accounts: dict[str, Account] = {}
        self.asked: list[tuple[float, str]] = []
        self.refuses: Reply | None = None
        self.silent = False
        self._now = now
        self._utc = utc
        self._post = post

    @property
    def last(self) -> Account:
        """The newest sale."""
        return list(self.accounts.values())[-1]

    def utc(self) -> datetime:
        """Its own clock, which need not agree with the kiosk's."""
        return self._utc() + SKEWS.get(self.dialect.date, timedelta(0))

    def date(self) -> dict[str, str]:
        """The Date header."""
        if self.dialect.date == "none":
            return {}
        return {"date": "yesterday, 25:61" if self.dialect.date == "rubbish" else format_datetime(self.utc(), True)}

    # What is asked.

    def handle(self, method: str, path: str, content_type: str, body: bytes) -> Reply:
        """One request. Raises LineCut."""
        if method != "POST":
            return 404, "text/html; charset=utf-8", b"<html><body><h1>404</h1></body></html>"
        if not content_type.startswith("application/json"):
            self.faults.append(f"content type {content_type!r}")
        request = json.loads(body)
        general = request["general"]
        unsigned = {**request, "general": {k: v for k, v in general.items() if k != "signature"}}
        if general["signature"] != signature(unsigned, SECRET):
            self.faults.append(f"signature of {body!r}")
        if general["project_id"] != PROJECT or isinstance(general["project_id"], bool):
            self.faults.append(f"project of {body!r}")
        if path == STATUS:
            return self._status(general["payment_id"])
        if path != SALE:
            self.faults.append(f"path {path}")
        return self._sale(request)

    def _sale(self, request: dict[str, Any]) -> Reply:
        name, customer = request["general"]["payment_id"], request["customer"]
        minor, currency = request["payment"]["amount"], request["payment"]["currency"]
        if name in self.accounts:
            self.faults.append(f"{name} was sent twice")
        if type(minor) is not int or currency not in ("HKD", "CNY") or not customer["ip_address"]:
            self.faults.append(f"order {request}")
        if any(customer["id"] == known.order.customer_id for known in self.accounts.values()):
            self.faults.append(f"customer {customer['id']} came twice")
        if self.refuses is not None:
            return self.refuses
        order = Order(name, customer["id"], minor, currency)
        payload = f"https://qr.example/p/{name}?a=1&b={minor}"
        if self.dialect.shown != "qr_url text":
            payload = merchant_code(minor, currency, self.dialect.form, self.utc() + CODE_LIVES)
        papers = Documents(self.dialect, PROJECT, order, payload, self.utc())
        self.accounts[name] = Account(order, papers, payload, self._now())
        return self._taken(name, request)

    def _taken(self, name: str, request: dict[str, Any]) -> Reply:
        """The answer to a sale that was taken."""
        how, status = self.dialect.accepted, 200
        body: dict[str, Any] = {"status": "success", "request_id": "f00d-1", "project_id": PROJECT, "payment_id": name}
        if how == "cut":
            raise LineCut
        if how.startswith("html"):
            return int(how[-3:]), "text/html", b"<html><head><title>Sorry</title></head><body>busy</body></html>"
        if how in ("empty 200", "text 200"):
            return 200, "text/plain", b"" if how == "empty 200" else b"OK"
        if how == "extra fields":
            body |= {"operation": {"id": 5, "status": "processing"}, "links": [], "code": None, "message": ""}
        elif how == "no request id":
            del body["request_id"]
        elif how == "numbers as text":
            body["project_id"] = str(PROJECT)
        elif how == "signed":
            body["signature"] = signature(body, SECRET)
        elif how == "only status":
            body = {"status": "success"}
        elif how == "json 503":
            status, body = 503, {"error": "upstream"}
        elif how.startswith("already exists"):
            status = int(how[-3:])
            body |= {"status": "error", "code": "3041", "message": "Payment ID already exists"}
        elif how == "try again":
            body |= {"status": "error", "code": "601", "message": "Try again"}
        return status, "application/json", written(body, self.dialect)

    def _status(self, name: str) -> Reply:
        self.asked.append((self._now(), name))
        found = self.accounts.get(name)
        if self.silent:
            return 502, "text/html", b"<html>Bad Gateway</html>"
        unheard = found is not None and not found.told and self._now() < found.taken + self.dialect.registers_s
        if found is None or unheard:
            unknown = Documents(self.dialect, PROJECT, Order(name, "", 0, "HKD"), "", self.utc())
            return self._json(unknown.unregistered())
        if found.truth == "failed":
            return self._json(found.papers.failed())
        shows = found.stage.shows and (self.dialect.qr_in_status or self.dialect.qr_by == "status")
        return self._json(found.papers.status(replace(found.stage, shows=shows), self.utc()))

    def _json(self, document: dict[str, Any]) -> Reply:
        return 200, "application/json; charset=utf-8", written(signed(document, self.dialect, SECRET), self.dialect)

    # What it tells.

    def letter(self, account: Account, stage: Stage) -> bytes:
        """A letter about that stage, as it would be posted now."""
        return written(signed(account.papers.letter(stage, self.utc()), self.dialect, SECRET), self.dialect)

    def tell(self, account: Account, stage: Stage) -> bytes:
        """Post it."""
        account.told = True
        body = self.letter(account, stage)
        self.send(body)
        return body

    def tell_failed(self, account: Account) -> None:
        """Post that the sale was taken and failed in the later check."""
        self.send(self._json(account.papers.failed())[2])

    def send(self, body: bytes) -> None:
        """Post these bytes; the callback address must take them."""
        answer = self._post(body)
        if answer != 200:
            self.faults.append(f"the callback was answered {answer}")

    def open_code(self, account: Account) -> None:
        """The code is ready: from now on the status tells it."""
        account.stage = OPEN
        account.code_told = True

    def settle(self, account: Account, outcome: str, code: str = "20000") -> Stage:
        """The customer paid, or the bank refused. What is told is another matter."""
        account.truths.append({"success": "paid", "decline": "declined"}[outcome])
        account.stage = PAID if outcome == "success" else declined(code)
        if outcome == "success" and self.dialect.final_shows_code:
            account.stage = replace(account.stage, shows=True)
        return account.stage


NOW = datetime(2026, 7, 11, 4, 0, tzinfo=UTC)
