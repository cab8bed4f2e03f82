"""The platform of a world and the bank behind it: what it is sent, what becomes of payments, what it tells of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from tests.foreign.dialect import Dialect
from tests.foreign.documents import OPEN, PAID, Documents, Order, Stage, declined
from tests.foreign.gate import SALE, SKEWS, STATUS
from tests.foreign.hkqr import FPS, PRETENDED, merchant_code
from tests.foreign.signer import signature
from tests.foreign.writing import signed, written
from tests.sim.accounts import CONFIRMING, EXPIRED, LEFT, PROCESSING, REFUNDED, WRONG, Account, twisted
from tests.sim.relay import BORN
from tests.sim.wires import Reply

if TYPE_CHECKING:
    from tests.sim.post import Post
    from tests.sim.world import World

PROJECT = 383_000
CODE_LIVES = 0.8
"""Of the life that the shop set for codes that say nothing: how long one lives by its own word."""
SECRET = "a0b1-Schlüssel/茶+==40"
NOT_PAID = ("20000", "20101", "20105", "20301")
JSON = {"content-type": "application/json"}
RUBBISH = {**JSON, "date": "yesterday, 25:61"}
NAMED = ("amount", "currency", "customer", "project", "moved", "decline_then_paid", "paid_twice", "refund", "error",
         "expires", "confirming", "try_again", "registers_late", "qr_crc", "qr_amount", "qr_demo", "qr_late",
         "qr_never", "qr_by_status", "ghost", "paid_late", "bank_slow", "said_late")  # fmt: skip


class Platform:
    """One project. `accounts` by payment id, in the order of their sales; `refused` are ids that were not taken."""

    def __init__(self, world: World, dialect: Dialect) -> None:
        self.world = world
        self.dialect = dialect
        self.code_lives_s = CODE_LIVES * world.mix.lifetime_s
        self.up = True
        self.accounts: dict[str, Account] = {}
        self.refused: set[str] = set()
        self._requests: dict[bytes, dict[str, Any]] = {}
        self._dated: tuple[int, dict[str, str]] = (0, {})
        self.post: Post
        self._chance = world.chance
        self._now = world.timeline

    @property
    def utc(self) -> datetime:
        """Its own clock, which need not agree with a till's."""
        skew = SKEWS.get(self.dialect.date, timedelta(0))
        return datetime.fromtimestamp(BORN + self._now.now, UTC) + skew

    def headers(self) -> dict[str, str]:
        """What stands above each of its answers."""
        if self.dialect.date == "none":
            return JSON
        if self.dialect.date == "rubbish":
            return RUBBISH
        second = int(BORN + self._now.now)
        if self._dated[0] != second:
            self._dated = (second, {**JSON, "date": format_datetime(self.utc, True)})
        return self._dated[1]

    # What is asked.

    def handle(self, till: str, path: str, body: bytes) -> Reply:
        """One request."""
        request = self.read(body)
        name = request["general"]["payment_id"]
        if path == STATUS:
            return self._status(name)
        assert path == SALE, path
        self.world.laws.ordered(till, name, request)
        if name in self.accounts or name in self.refused:
            return self._reply({"status": "error", "payment_id": name, "code": "3041", "message": "exists"}, 400)
        stories = frozenset(story for story in NAMED if self.world.hit(story, name)) - self._harmless()
        if "try_again" in stories and self._chance.random() < 0.5:
            self.refused.add(name)
            return self._reply({"status": "error", "payment_id": name, "code": "3297", "message": "daily limit"}, 400)
        self._open(till, request, stories)
        body_: dict[str, Any] = {"status": "success", "request_id": "f00d-1", "project_id": PROJECT}
        if "try_again" in stories:
            code = self._chance.choice(("601", "3041"))
            return self._reply({"status": "error", "payment_id": name, "code": code, "message": "try again"}, 200)
        return self._reply({**body_, "payment_id": name}, 200)

    def _harmless(self) -> set[str]:
        """What cannot be wrong about a code that is only an address, or that names no amount."""
        if self.dialect.shown == "qr_url text":
            return {"qr_crc", "qr_amount", "qr_demo"}
        return {"qr_amount"} if self.dialect.form.amount == "none" else set()

    def read(self, body: bytes) -> dict[str, Any]:
        """A request that came; one that comes again was read and checked."""
        request = self._requests.get(body)
        if request is None:
            request = self._requests[body] = json.loads(body)
            self._check(request, body)
        return request

    def _check(self, request: dict[str, Any], body: bytes) -> None:
        general = request["general"]
        unsigned = {**request, "general": {k: v for k, v in general.items() if k != "signature"}}
        fine = general["signature"] == signature(unsigned, SECRET, "code point") and general["project_id"] == PROJECT
        self.world.laws.need(fine, "I6", f"a request that the platform would refuse: {body[:80]!r}")
        self.world.laws.need(SECRET.encode() not in body, "I9", "the secret in a request")

    def _reply(self, document: dict[str, Any], status: int) -> Reply:
        return Reply(status, written(document, self.dialect), self.headers())

    def _status(self, name: str) -> Reply:
        found = self.accounts.get(name)
        early = found is not None and "registers_late" in found.stories and self._now.now < found.born + 5.0
        if found is None or early:
            unknown = Documents(self.dialect, PROJECT, Order(name, "", 0, "HKD"), "", self.utc)
            return self._reply(signed(unknown.unregistered(), self.dialect, SECRET), 200)
        found.asked.append(self._now.now)
        found.statuses.add(found.stage.status)
        return Reply(200, self._said(found), self.headers())

    def _said(self, account: Account) -> bytes:
        if account.truth == "failed":
            return written(signed(account.papers.failed(), self.dialect, SECRET), self.dialect)
        told = self.dialect.qr_in_status or "qr_by_status" in account.stories
        shows = account.stage.shows and account.coded and told
        account.code_told = account.code_told or shows
        key = (account.stage, shows, account.wrong, account.twice, account.refunded)
        if account.said is None or account.said[0] != key:
            document = account.papers.status(replace(account.stage, shows=shows), self.utc)
            body = written(signed(twisted(document, account, PROJECT), self.dialect, SECRET), self.dialect)
            account.said = (key, body)
        return account.said[1]

    def letter(self, account: Account, stage: Stage) -> bytes:
        """A letter about that stage, as it would be written now. A code in it is given, whoever carries the letter."""
        account.code_told = account.code_told or stage.shows
        document = twisted(account.papers.letter(stage, self.utc), account, PROJECT)
        return written(signed(document, self.dialect, SECRET), self.dialect)

    def say_again(self, account: Account) -> None:
        """The newest letter once more, as vendors do."""
        if account.truth == "failed":
            self._tell_failed(account)
        else:
            self.post.send(account, self.letter(account, account.stage), account.stage)

    def orphan_letter(self, account: Account, order: Order, stage: Stage) -> bytes:
        """A letter about a payment that no journal holds."""
        papers = Documents(self.dialect, PROJECT, order, account.payload, self.utc)
        return written(signed(papers.letter(stage, self.utc), self.dialect, SECRET), self.dialect)

    # What becomes of a payment.

    def _open(self, till: str, request: dict[str, Any], stories: frozenset[str]) -> None:
        general, money = request["general"], request["payment"]
        order = Order(general["payment_id"], request["customer"]["id"], money["amount"], money["currency"])
        payload = self._payload(order, stories)
        papers = Documents(self.dialect, PROJECT, order, payload, self.utc)
        account = Account(till, order, papers, payload, self._now.now, stories)
        self.accounts[order.payment_id] = account
        wrong = sorted(stories & WRONG)
        account.wrong = wrong[0] if wrong and self._chance.random() < 0.3 else ""
        if "error" in stories:
            self._after(1.0 + self._chance.random(), lambda: self._fail(account), "fail")
            return
        wait = 0.2 + self._chance.expovariate(1.0)
        if "qr_late" in stories:
            wait += self._chance.uniform(4.0, 40.0)
        if "qr_never" not in stories:
            self._after(wait, lambda: self._code(account), "code")
        else:
            self._after(self.code_lives_s, lambda: self._end(account), "no code ends")
        if "ghost" in stories:
            wait = self._chance.uniform(1.0, self._chance.choice((12.0, 60.0, 900.0)))
            self._after(wait, lambda: self.pay(account), "ghost")

    def _payload(self, order: Order, stories: frozenset[str]) -> str:
        if self.dialect.shown == "qr_url text":
            return f"https://qr.example/p/{order.payment_id}?a=1"
        minor = order.minor + (1 if "qr_amount" in stories else 0)
        until, scheme = self.utc + timedelta(seconds=self.code_lives_s), PRETENDED if "qr_demo" in stories else FPS
        code = merchant_code(minor, order.currency, self.dialect.form, until, scheme)
        return f"{code[:-1]}{'0' if code[-1] != '0' else '1'}" if "qr_crc" in stories else code

    def _code(self, account: Account) -> None:
        if account.truth != "open":
            return
        account.coded = True
        account.stage = OPEN
        account.payable = self._now.now + self.code_lives_s
        if "qr_by_status" not in account.stories:
            self.post.send(account, self.letter(account, OPEN), OPEN)
        self._after(self.code_lives_s, lambda: self._end(account), "code ends")

    def _end(self, account: Account) -> None:
        """The code's time is over; some platforms say so, and some call it declined."""
        if account.truth != "open" or "expires" not in account.stories or account.stage not in (OPEN, PROCESSING):
            return
        if self._chance.random() < 0.25:
            self.decline(account)
            return
        account.stage = EXPIRED if self._chance.random() < 0.6 else LEFT
        self.post.send(account, self.letter(account, account.stage), account.stage)

    def _fail(self, account: Account) -> None:
        account.become("failed")
        self._tell_failed(account)

    def _tell_failed(self, account: Account) -> None:
        failed = signed(account.papers.failed(), self.dialect, SECRET)
        self.post.send(account, written(failed, self.dialect), PROCESSING)

    # What the customer does.

    def scan_and_pay(self, payment_id: str) -> None:
        """The customer confirmed on the phone."""
        account = self.accounts[payment_id]
        if account.acted or account.truth != "open" or not account.coded:
            return
        if self._now.now > account.payable and "paid_late" not in account.stories:
            return
        account.acted = True
        wait = self._chance.uniform(0.1, 1.5)
        if "bank_slow" in account.stories:
            wait += self._chance.uniform(5.0, 200.0)
        if "confirming" in account.stories:
            account.stage = CONFIRMING
            self.post.send(account, self.letter(account, CONFIRMING), CONFIRMING)
            wait += self._chance.uniform(1.0, 90.0)
        if "moved" in account.stories:
            self._after(wait, lambda: self._moved(account), "moved")
        elif "decline_then_paid" in account.stories:
            self._after(wait, lambda: self.decline(account), "declined first")
            self._after(wait + self._chance.choice((3.0, 60.0, 1500.0)), lambda: self.pay(account), "then paid")
        else:
            self._after(wait, lambda: self.pay(account), "paid")

    def give_up(self, payment_id: str) -> None:
        """The customer's bank says no."""
        account = self.accounts[payment_id]
        if not account.acted and account.truth == "open" and account.coded:
            account.acted = True
            self._after(self._chance.uniform(0.1, 1.0), lambda: self.decline(account), "declined")

    def decline(self, account: Account) -> None:
        """Not paid, for sure (as far as anybody knows)."""
        if account.truth in ("paid", "failed"):
            return
        account.become("declined")
        account.declined_at = self._now.now
        account.stage = declined(self._chance.choice(NOT_PAID))
        self.post.send(account, self.letter(account, account.stage), account.stage)

    def _moved(self, account: Account) -> None:
        account.become("moved")
        account.stage = declined(self._chance.choice(("20304", "20802", "20899")))
        self.post.send(account, self.letter(account, account.stage), account.stage)
        then = self._chance.random()
        if then < 0.5:
            after = self.pay if then < 0.3 else self.decline
            wait = self._chance.uniform(2.0, self._chance.choice((20.0, 4000.0)))
            self._after(wait, lambda: after(account), "cleared")

    def pay(self, account: Account) -> None:
        """The money is there."""
        if account.truth in ("paid", "failed"):
            return
        wrong = sorted(account.stories & WRONG)
        account.wrong = account.wrong or (wrong[0] if wrong else "")
        account.become("paid")
        if "said_late" in account.stories:
            self._after(self._chance.uniform(1.0, 60.0), lambda: self._say_paid(account), "said")
        else:
            self._say_paid(account)

    def _say_paid(self, account: Account) -> None:
        account.paid_at = self._now.now
        account.twice = "paid_twice" in account.stories
        account.stage = replace(PAID, shows=self.dialect.final_shows_code and account.coded)
        self.world.laws.became_paid(account)
        self.post.send(account, self.letter(account, account.stage), account.stage)
        if "refund" in account.stories:
            self._after(self._chance.uniform(1.0, 2000.0), lambda: self._give_back(account), "refund")

    def _give_back(self, account: Account) -> None:
        account.refunded = True
        account.stage = REFUNDED
        self.post.send(account, self.letter(account, REFUNDED), REFUNDED)

    def _after(self, seconds: float, call: Callable[[], None], label: str) -> None:
        self._now.after(seconds, call, label)
