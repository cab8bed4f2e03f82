"""The road of letters between platform and relay, with everything that can happen to a letter on it.

Letters that nobody took are tried again by the vendor's plan. What a stranger can write (he has seen all traffic, and
has no key) is written here too.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.simulator.postman import ATTEMPTS, DAYS, gap_after
from tests.foreign.documents import OPEN, Order, Stage
from tests.foreign.signer import leaves
from tests.sim.accounts import Account

if TYPE_CHECKING:
    from tests.sim.world import World


SECRET = "a0b1-Schlüssel/茶+==40"
"""The platform's key (see `platform`), with which it signs what a payer calls himself."""


def _success_of(document: dict[str, Any]) -> dict[str, Any]:
    """What a stranger would like a letter to say."""
    name = document.get("payment", {}).get("id") or document.get("general", {}).get("payment_id", "")
    total = document.get("payment", {}).get("sum") or document.get("sum_request") or {}
    sale = {"id": "77", "type": "sale", "status": "success", "code": "0"}
    return {"operation": sale, "payment": {"id": name, "status": "success", "sum": total}}


def hollow(account: Account, secret: str) -> tuple[bytes, bytes]:
    """A true letter about an open payment whose payer has a strange name, and what a stranger makes of it without the
    key: both have one signed text, because nothing in it is escaped.
    """
    order = account.order
    total = {"amount": order.minor, "currency": order.currency}
    paid: dict[str, Any] = {"id": order.payment_id, "status": "success", "sum": total}
    sale = {"id": "77", "type": "sale", "status": "success", "code": "0"}
    wanted: dict[str, Any] = {"operation": sale, "payment": paid}
    said: dict[str, Any] = {
        "operation": {**sale, "status": "processing", "code": "9999"},
        "payment": {**paid, "status": "processing"},
        "project_id": 383_000,
    }
    hidden, rest = _line(wanted), _line(said)
    true = {"account": {"holder": f"A;{hidden};zz:"}, **said}
    mark = base64.b64encode(hmac.digest(secret.encode(), _line(true).encode(), "sha512")).decode()
    false = {"account": {"holder": "A"}, **wanted, "zz": f";{rest}"}
    assert _line(true) == _line(false), "the hole is there"
    return _bytes(true, mark), _bytes(false, mark)


def _bytes(document: dict[str, Any], mark: str) -> bytes:
    return json.dumps({**document, "signature": mark}).encode()


def _line(document: dict[str, Any]) -> str:
    return ";".join(f"{path}:{value}" for path, value in sorted(leaves(document)))


GARBAGE = (b"{}", b'{"payment":[]}', b"[1]", b'{"a":' * 20, b"\xff")


class Post:
    """Carries letters. `seen` are some that went by: what a stranger may send again."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = world.chance
        self._seen: list[bytes] = []

    def send(self, account: Account, body: bytes, stage: Stage) -> None:
        """A letter of the platform sets out."""
        world, name = self._world, account.order.payment_id
        if stage.status == "success":
            account.final_letters.add(body)
        elif stage is OPEN:
            account.code_letters.add(body)
        if self._hit("letter_odd", name):
            odd = Stage("awaiting the moon", "waxing", "777")
            self._later(0.1, account, world.platform.letter(account, odd), "letter_odd")
        if account.truth != "failed" and self._hit("letter_half", name):
            half = Stage("success", self._chance.choice(("processing", "decline")), "0")
            self._later(0.1, account, world.platform.letter(account, half), "letter_half")
        if self._hit("letter_lost", name):
            return
        wait = 0.02 + self._chance.expovariate(8.0)
        struck = ""
        if self._hit("letter_late", name):
            struck = "letter_late"
            wait += self._chance.choice((3.0, 30.0, 600.0, 40_000.0))
        if self._hit("letter_swapped", name):
            struck = struck or "letter_swapped"
            wait += self._chance.uniform(0.5, 20.0)
        self._later(wait, account, body, struck)
        if self._hit("letter_twice", name):
            self._later(wait + self._chance.choice((0.0, 0.2, 5.0, 500.0)), account, body, "letter_twice")
        self._strangers(account, body, wait)

    def _hit(self, fault: str, name: str) -> bool:
        return self._world.hit(fault, name)

    def _later(self, wait: float, account: Account, body: bytes, struck: str = "") -> None:
        self._world.timeline.after(wait, lambda: self._try(account, body, 1, struck), "letter")

    def _try(self, account: Account, body: bytes, attempt: int, struck: str) -> None:
        """Deliver it. What struck a letter is counted with the state that it meets."""
        if struck:
            self._world.struck(struck, account.order.payment_id)
        status = self._world.relay.post(body)
        if status == 200:
            self._world.laws.letter_stored(account, body)
            return
        gap = gap_after(attempt)
        if attempt < ATTEMPTS and self._world.timeline.now + gap < account.born + DAYS * 86_400.0:
            self._world.timeline.after(gap, lambda: self._try(account, body, attempt + 1, ""), "letter again")

    # Strangers.

    def _strangers(self, account: Account, body: bytes, wait: float) -> None:
        """What else is thrown in about this payment: just before or after the true letter, or when all is over."""
        chance, name = self._chance, account.order.payment_id
        for fault, make in self._makers(account, body).items():
            if self._hit(fault, name):
                later = chance.choice((0.0, wait, 2.0 * wait, 20.0, 400.0)) + 0.01 * chance.random()
                for letter in make():
                    self._throw(account, letter, later, fault)
        if len(self._seen) < 64:
            self._seen.append(body)
        else:
            self._seen[self._chance.randrange(64)] = body

    def stranger(self, account: Account, fault: str) -> None:
        """One of them just now."""
        for letter in self._makers(account, self._world.platform.letter(account, account.stage))[fault]():
            self._throw(account, letter, 0.0, fault)

    def _makers(self, account: Account, body: bytes) -> dict[str, Callable[[], tuple[bytes, ...]]]:
        """What strangers can write about a payment, of which `body` is a true letter."""
        chance = self._chance
        return {
            "letter_forged": lambda: (self._forged(account),),
            "letter_altered": lambda: (self._altered(body),),
            "letter_replayed": lambda: (chance.choice(self._seen),) if self._seen else (),
            "letter_garbage": lambda: (chance.choice(GARBAGE),),
            "letter_hole": lambda: hollow(account, SECRET),
            "letter_stranger": lambda: (self._of_nobody(account),),
        }

    def _throw(self, account: Account, body: bytes, wait: float, fault: str) -> None:
        hostile = self._chance.random() < 0.3
        self._world.timeline.after(wait, lambda: self._land(account, body, hostile, fault), "a stranger's letter")

    def _land(self, account: Account, body: bytes, hostile: bool, fault: str) -> None:
        """Through the callback's address, or by the hand of whoever holds the relay."""
        self._world.struck(fault, account.order.payment_id)
        if hostile:
            self._world.relay.inject(account.till, body)
        else:
            self._world.relay.post(body)

    def _forged(self, account: Account) -> bytes:
        """A success, signed with a key of his own."""
        world = self._world
        stage = Stage("success", "success", "0")
        document = json.loads(world.platform.letter(account, stage))
        home = document["general"] if "signature" in document.get("general", {}) else document
        home["signature"] = "A" * 86 + "=="
        return json.dumps(document).encode()

    def _altered(self, body: bytes) -> bytes:
        """A true letter made to say success: its words changed, hidden behind `;`, or said twice."""
        text = body.decode()
        how = self._chance.randrange(4)
        if how == 0:
            return text.replace("awaiting customer action", "success").replace("9999", "0").encode()
        if how == 1:
            return text.replace('"decline"', '"success"').replace("20000", "0").encode()
        document = json.loads(text)
        if how == 2:
            payment = document.get("payment", {})
            payment["frame_mode"] = {"status": "success"}
            document["frame_mode"] = _success_of(document)
            return json.dumps(document).encode()
        return (text.rstrip()[:-1] + "," + json.dumps(_success_of(document))[1:]).encode()

    def _of_nobody(self, account: Account) -> bytes:
        """A true letter of the platform about a payment of this till that its journal does not hold."""
        world, order = self._world, account.order
        other = Order(
            f"{account.till}-{'z' * 20}{self._chance.randrange(10**6):06}", "c-lost", order.minor, order.currency
        )
        return world.platform.orphan_letter(account, other, OPEN)
