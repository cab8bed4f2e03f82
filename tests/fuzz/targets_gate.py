"""Readers of what the platform says: letters, status answers, answers to a sale."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from random import Random
from typing import Any

from kiosk.adapters.code_reader import CodeReader, Unusable
from kiosk.adapters.translate import fact_of, order_answered, status_answered
from kiosk.gate import codes
from kiosk.gate import replies as g
from kiosk.gate.secret import Secret
from kiosk.gate.verified import DisplayItem
from kiosk.sale import facts as f
from kiosk.sale.events import CallFailed, OrderAccepted, OrderRefused, StatusHeard
from tests.fuzz import corpus, mutate, oracle
from tests.fuzz.engine import Target
from tests.gate.helpers import PAYMENT, PROJECT, SECRET

KEY = Secret(SECRET)


class Sparing(CodeReader):
    """The real reader, which draws a code once, and of the codes that an edit made only one in sixteen.

    Drawing takes as long as twenty letters, and the fuzzer of pictures does little else.
    """

    def __init__(self, environment: str) -> None:
        super().__init__(environment)
        self._known: dict[tuple[DisplayItem, ...], f.Code | Unusable] = {}

    def read(self, items: Sequence[DisplayItem]) -> f.Code | Unusable:
        key = tuple(items)
        if key not in self._known:
            if zlib.crc32(repr(key).encode()) % 16:
                return Unusable("unreadable")
            if len(self._known) > 500:
                self._known.clear()
            self._known[key] = super().read(items)
        return self._known[key]


READER = Sparing("test")
FACTS: dict[type, tuple[type, ...]] = {
    g.VerifiedPaid: (f.SuccessProved,),
    g.VerifiedDeclined: (f.DeclineProved,),
    g.VerifiedQr: (f.QrProved, f.CodeUnusable),
    g.VerifiedPending: (f.Pending, f.QrProved),
    g.VerifiedConfirming: (f.Confirming,),
    g.VerifiedEnded: (f.Ended,),
    g.VerifiedMoved: (f.MayHaveMoved,),
    g.VerifiedReversed: (f.Reversed,),
    g.NotRegistered: (f.NotRegistered,),
    g.Odd: (f.Odd,),
}


def document(name: str, chance: Random, edits: int = 4) -> dict[str, Any]:
    """A document of the corpus with a few places changed."""
    made: dict[str, Any] = json.loads(chance.choice(corpus.lines(name)))
    for _ in range(chance.randint(0, edits)):
        mutate.edit(made, chance, corpus.lines(name))
    return made


def sealed(made: dict[str, Any], chance: Random) -> dict[str, Any]:
    """Signed as it stands, in most cases: what is refused for its signature reaches no other rule."""
    general = made.get("general")
    place = general if isinstance(general, dict) and chance.random() < 0.7 else made
    try:
        place["signature"] = oracle.signature(made, SECRET, "natural" if chance.random() < 0.05 else "code point")
    except UnicodeEncodeError:
        place["signature"] = "A" * 88
    if chance.random() < 0.15:
        mutate.edit(made, chance)
    return made


def spelled(made: dict[str, Any], chance: Random) -> bytes:
    """As one JSON library or another writes it."""
    plain = chance.random() < 0.8
    text = json.dumps(made, ensure_ascii=plain, separators=(",", ":") if plain else None)
    return mutate.dented(text.encode("utf-8", "surrogatepass"), chance, 0.2)


def signed(name: str, chance: Random) -> bytes:
    """A changed document of the corpus, as bytes."""
    return spelled(sealed(document(name, chance), chance), chance)


def _letter(chance: Random) -> bytes:
    return signed("letter.jsonl", chance)


def _check_letter(raw: bytes) -> None:
    said = g.read_letter(raw, SECRET, PROJECT)
    assert type(fact_of(said, READER)) in FACTS[type(said)], "the fact means what the letter means"
    if isinstance(said, g.Odd):
        assert said.digest == hashlib.sha256(raw).hexdigest()
        return
    made = oracle.may_be_read(raw)
    assert made is not None, "a letter was believed that the strict rules do not let be read"
    assert oracle.is_signed(made, SECRET), "a letter was believed whose signature does not fit"
    assert oracle.says_one_thing(made), "a letter was believed that can be read in two ways"
    _same_payment(said.stated, made)
    if isinstance(said, g.VerifiedPaid):
        _is_paid(said.stated, made)
        assert said.stated.sums, "paid without a sum"
    if isinstance(said, g.VerifiedDeclined):
        assert oracle.said_at(made, "payment", "status") == "decline"
        assert said.stated.code in codes.NOT_PAID
        assert not _won(made), "declined, and yet a sale succeeded"


def _same_payment(stated: g.Stated, made: dict[str, Any]) -> None:
    places = (("payment", "id"), ("general", "payment_id"), ("payment_id",))
    named = {oracle.said_at(made, *place) for place in places}
    assert {name for name in named if 0 < len(name) <= 255} == {stated.payment_id}
    customer = oracle.said_at(made, "customer", "id")
    assert (stated.customer_id or "") == customer
    projects = {oracle.said_at(made, *place) for place in (("project_id",), ("general", "project_id"))} - {""}
    strange = [name for name in projects if name.lstrip("0") != str(PROJECT)]
    assert not (strange and stated.project_id == PROJECT), "another project is stated and not seen"


def _won(made: dict[str, Any]) -> bool:
    return any(oracle.said_at(operation, "status") == "success" for operation in oracle.sales(made))


def _is_paid(stated: g.Stated, made: dict[str, Any]) -> None:
    assert oracle.said_at(made, "payment", "status") == "success"
    listed = {oracle.said_at(op, "status") for op in oracle.sales(made)} - {""}
    assert not listed or "success" in listed, f"paid, and its sales are {listed}"
    back = [op for op in oracle.operations(made) if oracle.said_at(op, "type") in ("refund", "reversal", "payout")]
    assert not any(oracle.said_at(op, "status") == "success" for op in back), "paid, and money went back"
    seen = {found.minor for found in stated.sums}
    stated_amounts = {int(words) for words in oracle.amounts(made)}
    assert stated_amounts <= seen, f"stated {stated_amounts}, to be compared {seen}"


def _status(chance: Random) -> tuple[bytes, int]:
    http = 200 if chance.random() < 0.8 else chance.choice((201, 400, 403, 404, 429, 500, 503))
    return signed("status.jsonl", chance), http


def _check_status(given: tuple[bytes, int]) -> None:
    raw, http = given
    said = g.read_status(raw, SECRET, PROJECT, PAYMENT)
    assert type(fact_of(said, READER)) in FACTS[type(said)], "the fact means what the answer means"
    if http != 200:
        _by_http(raw, http, isinstance(said, g.Odd))
    if isinstance(said, g.Odd):
        return
    made = oracle.may_be_read(raw)
    assert made is not None
    if isinstance(said, g.NotRegistered):
        assert b"3061" in raw.replace(b"\\u00", b"") or b"\\u" in raw, "nobody said that it is not registered"
        return
    assert oracle.is_signed(made, SECRET), "an answer was believed whose signature does not fit"
    assert said.stated.payment_id == PAYMENT
    named = {oracle.said_at(made, *place) for place in (("payment", "id"), ("general", "payment_id"), ("payment_id",))}
    named = {name for name in named if 0 < len(name) <= 255}
    assert not named or PAYMENT in named, "an answer about another payment was believed"
    if isinstance(said, g.VerifiedPaid):
        _is_paid(said.stated, made)


def _by_http(raw: bytes, http: int, odd: bool) -> None:
    heard = status_answered(raw, http, PAYMENT, secret=KEY, project_id=PROJECT, reader=READER)
    if isinstance(heard, CallFailed):
        assert not heard.certain
        assert http in (429, 500, 503) or odd, "an answer was thrown away"
    else:
        assert isinstance(heard, StatusHeard)
        assert http not in (429, 500, 503), "a service in trouble was believed"


def _sale(chance: Random) -> tuple[bytes, int]:
    raw = spelled(document("sale.jsonl", chance, 3), chance)
    return raw, chance.choice((200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 409, 429, 500, 502, 503))


def _check_sale(given: tuple[bytes, int]) -> None:
    raw, http = given
    said = g.read_sale_reply(raw, http, PAYMENT)
    heard = order_answered(raw, http, PAYMENT)
    kinds = {g.Accepted: OrderAccepted, g.Refused: OrderRefused, g.UnsureReply: CallFailed}
    assert type(heard) is kinds[type(said)]
    if isinstance(heard, CallFailed):
        assert not heard.certain, "an answer proves that the order arrived"
        return
    made = oracle.may_be_read(raw)
    assert made is not None, "an answer was taken that cannot be read"
    named = {oracle.said_at(made, *place) for place in (("payment_id",), ("payment", "id"), ("general", "payment_id"))}
    assert {name for name in named if 0 < len(name) <= 255} <= {PAYMENT}, "an answer about another payment"
    assert http < 500
    if isinstance(said, g.Accepted):
        assert oracle.said_at(made, "status") == "success"
        return
    assert isinstance(said, g.Refused)
    assert oracle.said_at(made, "status") == "error"
    assert codes.refusal(said.code).sure
    open_codes = {"3041", *codes.WAIT, *codes.MOVED}
    told = {str(value) for path, value in oracle.every_place(made) if path[-1] == "code" and len(path) == 1}
    assert not told & open_codes, "a refusal that leaves open whether there is a payment"


TARGETS = (
    Target(
        "letter",
        "only what is signed, and says one thing, is believed, and nothing stated is lost",
        _letter,
        _check_letter,
    ),
    Target("status", "only a signed answer about the asked payment is believed", _status, _check_status),
    Target("sale-answer", "only a plain acceptance or a sure refusal ends the doubt", _sale, _check_sale),
)
