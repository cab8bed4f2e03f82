"""Forged letters: an attacker who has all traffic and can change every byte on its way, but has no key.

Each forgery goes the way of a real one: reader, verifier, translation, and the till's step over the rows of all
payments. Nothing may be accepted as a code, "paid" or "declined" for a payment it was not made for, or with other
content than was signed. A document that reaches the till unchanged in meaning (other spaces, other order of keys, a
number as its digits) is no forgery; such ones are counted, because a fuzzer that is never believed proves little.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from kiosk.adapters.translate import fact_of, letter_heard
from kiosk.bounded_json import read_object
from kiosk.gate import replies as g
from kiosk.gate.document import pruned, read
from kiosk.sale import facts as f
from kiosk.sale.events import StatusHeard, Woke
from kiosk.sale.machine import begin, step
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import Payment, State, fold
from kiosk.sale.records import Acknowledged, CodeCame, CodeShown, Intended, Submitted
from kiosk.sale.till import Now, Rules, Till
from tests.fuzz import archive, mutate, same_text
from tests.fuzz.archive import NOON, Original
from tests.fuzz.engine import Target
from tests.fuzz.targets_gate import KEY, READER
from tests.gate.helpers import PROJECT

TALLY: Counter[str] = Counter()
"""What became of the forgeries: refused, the same in other words, and what those said."""

_SPELLINGS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1", "utf-7")
NOW = Now(1_000.0, NOON)


@cache
def till() -> Till:
    """A till that has every payment of the archive in memory, each with its code on a screen."""
    rules = Rules("till1", PROJECT, "test", {Currency.HKD: 1_000_000, Currency.CNY: 500_000}, 300)
    rows = tuple(_row(number, sale) for number, sale in enumerate(archive.sales(), start=1))
    woke = step(begin(rules), Woke(rows, 1_000, "e1", 0), NOW).till
    assert len(woke.payments) == archive.PAYMENTS
    return woke


def _row(number: int, sale: archive.Sale) -> Payment:
    money = Money(sale.minor, Currency(sale.currency))
    began = Intended(NOON, sale.payment_id, sale.customer_id, number, 1, money, "", PROJECT, "test", 300)
    payment = fold(None, began)
    for record in (
        Submitted(NOON, sale.payment_id),
        Acknowledged(NOON, sale.payment_id, b""),
        CodeCame(NOON, sale.payment_id, sale.payload, NOON + timedelta(minutes=5), False, False),
        CodeShown(NOON, sale.payment_id),
    ):
        payment = fold(payment, record)
    return payment


def _forged(chance: Random) -> tuple[bytes, str]:
    """A forgery, and the payment whose status question it is handed to; "" for a letter."""
    original = chance.choice(archive.originals())
    if chance.random() < 0.03:
        return chance.choice(archive.requests()).encode(), ""
    if chance.random() < 0.08:
        # A whole answer handed to another question; what TLS keeps away is a changed one.
        return original.text.encode(), chance.choice(archive.sales()).payment_id
    made = mutate.own(original.document)
    for _ in range(chance.choice((0, 1, 1, 1, 2))):
        made = same_text.rewritten(made, chance)
    for _ in range(chance.choice((0, 0, 1, 2))):
        _attack(made, chance)
    return _bytes(made, chance), ""


def _attack(made: dict[str, Any], chance: Random) -> None:
    other = mutate.own(chance.choice(archive.originals()).document)
    how = chance.randrange(6)
    if how == 0 and other:
        name = chance.choice(list(other))
        made[name] = other[name]
    elif how == 1:
        _rename(made, chance.choice(archive.sales()))
    elif how == 2:
        made["signature"] = chance.choice(archive.originals()).mark
    elif how == 3:
        _spoil_mark(made, chance)
    elif how == 4 and isinstance(made.get("payment"), dict):
        made["payment"]["status"] = chance.choice(("success", "decline", "awaiting customer action"))
    else:
        mutate.edit(made, chance, [chance.choice(archive.originals()).text])


def _rename(made: dict[str, Any], sale: archive.Sale) -> None:
    """Another payment's name in every place where one stands, and perhaps its customer."""
    for name, key in (("payment", "id"), ("general", "payment_id")):
        place = made.get(name)
        if isinstance(place, dict) and place.get(key):
            place[key] = sale.payment_id
    customer = made.get("customer")
    if isinstance(customer, dict):
        customer["id"] = sale.customer_id


def _spoil_mark(made: dict[str, Any], chance: Random) -> None:
    general = made.get("general")
    place = general if isinstance(general, dict) and "signature" in general else made
    mark = str(place.get("signature", ""))
    place["signature"] = chance.choice(
        (
            mark[:-1],
            mark + "=",
            mark.replace("+", "-"),
            mark.lower(),
            "",
            None,
            [mark],
            {"0": mark},
            mark + "\n",
            " " + mark,
        )
    )
    if chance.random() < 0.3:
        made["signature"], made["general"] = mark, {**(general if isinstance(general, dict) else {}), "signature": mark}


def _bytes(made: dict[str, Any], chance: Random) -> bytes:
    """The forgery as bytes: spelled in an odd way, with a key said twice, or dented."""
    text = json.dumps(made, ensure_ascii=chance.random() < 0.8, separators=chance.choice(((",", ":"), (", ", ": "))))
    if chance.random() < 0.08:
        other = json.dumps(chance.choice(archive.originals()).document)
        twice = chance.choice(("{" + other[1:-1] + "," + text[1:], text[:-1] + "," + other[1:], text + other))
        text = twice
    if chance.random() < 0.04:
        return text.encode(chance.choice(_SPELLINGS), "replace")
    return mutate.dented(text.encode("utf-8", "surrogatepass"), chance, 0.1)


def _check(given: tuple[bytes, str]) -> None:
    raw, asked = given
    if asked:
        _check_answer(raw, asked)
        return
    heard = letter_heard("e1", 1, raw, secret=KEY, project_id=PROJECT, reader=READER)
    if isinstance(heard.fact, f.Odd):
        TALLY["refused"] += 1
        return
    original = _original(raw)
    assert original is not None, "a letter was believed whose signature was never given"
    assert read(pruned(read_object(raw))) == read(pruned(read_object(original.text.encode()))), (
        "other content than signed"
    )
    assert heard.payment_id == original.payment_id, "believed for another payment"
    TALLY[f"the same in other words: {original.kind}"] += 1
    _fact(heard.fact, original)
    _rows(step(till(), replace(heard, position=1), NOW).till, original)


def _check_answer(raw: bytes, asked: str) -> None:
    said = g.read_status(raw, KEY, PROJECT, asked)
    original = _original(raw)
    assert original is not None
    if original.payment_id != asked:
        assert isinstance(said, g.Odd), "an answer about another payment was believed"
        TALLY["refused: an answer to another question"] += 1
        return
    assert not isinstance(said, g.Odd), "an honest answer was not believed"
    TALLY[f"honest answers: {original.kind}"] += 1
    _rows(step(till(), StatusHeard(asked, fact_of(said, READER), raw), NOW).till, original)


def _original(raw: bytes) -> Original | None:
    document = read_object(raw)
    general = document.get("general")
    marks = [document.get("signature"), general.get("signature") if isinstance(general, dict) else None]
    found = [archive.by_mark()[mark] for mark in marks if isinstance(mark, str) and mark in archive.by_mark()]
    return found[0] if found else None


def _fact(fact: f.Fact, original: Original) -> None:
    if isinstance(fact, f.SuccessProved):
        assert original.kind == "paid", f"paid, and {original.kind} was signed"
    elif isinstance(fact, f.DeclineProved):
        assert original.kind == "declined", f"declined, and {original.kind} was signed"
    elif isinstance(fact, f.QrProved):
        assert fact.code.payload == original.payload, "another code than was signed"


def _rows(after: Till, original: Original) -> None:
    """No row but the one that was signed for changed, and that one only to what was signed."""
    for name, row in after.payments.items():
        before = till().payments[name]
        if name != original.payment_id:
            assert row == before, f"{name} changed by a letter about {original.payment_id}"
        if row.paid:
            assert original.kind == "paid", f"paid, and {original.kind} was signed"
        if row.state in (State.DECLINED, State.DEAD):
            assert original.kind == "declined", f"declined, and {original.kind} was signed"
        assert row.payload == before.payload, "another code than the first"


TARGETS = (
    Target("forge", "without the key nothing is believed but what was signed, for whom it was signed", _forged, _check,
           TALLY),
)  # fmt: skip
