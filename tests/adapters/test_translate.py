"""From verified documents to facts, and from broken calls to what they prove."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from kiosk.adapters import translate as t
from kiosk.adapters.code_reader import CodeReader
from kiosk.gate.emv import build
from kiosk.gate.replies import read_letter, read_status
from kiosk.sale import facts as f
from kiosk.sale.events import LetterHeard
from tests.adapters.gateway import PAYMENT, PROJECT, SECRET, document, signed, with_code

READER = CodeReader("test")
CODE = build(scheme="demo.invalid", currency="HKD", amount_minor=12_850)
OPEN = "awaiting customer action"


def _letter(content: dict[str, object]) -> f.Fact:
    return t.fact_of(read_letter(signed(content), SECRET, PROJECT), READER)


def _status(content: dict[str, object]) -> f.Fact:
    return t.fact_of(read_status(signed(content), SECRET, PROJECT, PAYMENT), READER)


STATED = f.Stated(
    project_id=PROJECT,
    customer_id="c-1",
    sums=(f.Sum(12_850, "HKD"),),
    other_sums=(f.Sum(12_850, "HKD"),),
    operation_id="5205000010711",
    successes=("5205000010711",),
    status="success",
    code="0",
    message="said",
)


@pytest.mark.parametrize("lane", [_letter, _status])
def test_a_success_is_stated_in_full(lane: Any) -> None:
    assert lane(document("success")) == f.SuccessProved(STATED)


@pytest.mark.parametrize("lane", [_letter, _status])
@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        ("decline", "20000", f.DeclineProved),
        ("decline", "20304", f.MayHaveMoved),
        ("awaiting confirmation", "9999", f.Confirming),
        ("expired", "20603", f.Ended),
        ("awaiting customer", "20105", f.Ended),
        ("refunded", "0", f.Reversed),
        ("processing", "9999", f.Pending),
    ],
)
def test_each_meaning_has_its_fact(lane: Any, status: str, code: str, kind: type[f.Fact]) -> None:
    fact: Any = lane(document(status, code))
    said: f.Stated = fact.stated
    assert type(fact) is kind
    assert (said.status, said.code) == (status, code)


def test_what_is_absent_is_stated_as_nothing() -> None:
    bare: dict[str, object] = {"payment": {"id": PAYMENT, "status": "expired"}}
    assert _status(bare) == f.Ended(f.Stated(status="expired"))


def test_waiting_for_the_scan_is_told_apart() -> None:
    for status, action in ((OPEN, True), ("processing", False)):
        pending = _status(document(status, "9999"))
        assert isinstance(pending, f.Pending)
        assert pending.action is action


@pytest.mark.parametrize(("status", "action"), [(OPEN, True), ("processing", False)])
def test_a_letter_with_a_code_proves_it(status: str, action: bool) -> None:
    fact = _letter(with_code(CODE, status=status))
    assert isinstance(fact, f.QrProved)
    assert (fact.code.payload, fact.action, fact.stated.status) == (CODE, action, status)


def test_a_letter_without_status_may_bring_a_code() -> None:
    bare: dict[str, object] = {"payment": {"id": PAYMENT}, "display_data": [{"type": "qr_data", "data": CODE}]}
    fact = _letter(bare)
    assert isinstance(fact, f.QrProved)
    assert not fact.action


def test_a_letter_with_a_useless_code_says_why() -> None:
    fact = _letter(with_code(CODE[:-1] + "g"))
    assert isinstance(fact, f.CodeUnusable)
    assert (fact.why, fact.stated.status) == ("crc", OPEN)


def test_a_status_answer_may_bring_the_code() -> None:
    fact = _status(with_code(CODE))
    assert isinstance(fact, f.QrProved)
    assert fact.action
    assert isinstance(_status(with_code(CODE[:-1] + "g")), f.Pending)


def test_not_registered_is_its_own_fact() -> None:
    raw = b'{"payment":{"status":"error"},"errors":[{"code":"3061","message":"Transaction not found"}]}'
    assert t.fact_of(read_status(raw, SECRET, PROJECT, PAYMENT), READER) == f.NotRegistered()


def test_anything_else_is_odd_and_keeps_its_digest() -> None:
    raw = b'{"payment":{"id":"x","status":"success"}}'
    fact = t.fact_of(read_letter(raw, SECRET, PROJECT), READER)
    assert fact == f.Odd("is not signed", hashlib.sha256(raw).hexdigest())


def _operations(*ids: int | None) -> dict[str, object]:
    money = {"amount": 12_850, "currency": "HKD"}
    sales = [
        {"type": "sale", "status": "success", "code": "0", "sum": money, **({} if name is None else {"id": name})}
        for name in ids
    ]
    content = document("success", operations=sales)
    del content["operation"]
    return content


@pytest.mark.parametrize(
    ("ids", "operation", "successes"),
    [
        ((7,), "7", ("7",)),
        ((None,), "", ()),
        ((7, 8), "8", ("7", "8")),
    ],
)
def test_successful_operations_are_counted(
    ids: tuple[int | None, ...], operation: str, successes: tuple[str, ...]
) -> None:
    fact = _status(_operations(*ids))
    assert isinstance(fact, f.SuccessProved)
    assert (fact.stated.operation_id, fact.stated.successes) == (operation, successes)


# Letters.


def _heard(raw: bytes) -> LetterHeard:
    return t.letter_heard("e1", 4, raw, secret=SECRET, project_id=PROJECT, reader=READER)


def test_a_letter_carries_its_place_and_its_bytes() -> None:
    raw = signed(document("success"))
    heard = _heard(raw)
    assert (heard.epoch, heard.position, heard.payment_id, heard.raw) == ("e1", 4, PAYMENT, raw)
    assert heard.fact == f.SuccessProved(STATED)


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "票", "\\ud800", "a;b"])
def test_an_id_that_cannot_be_ours_names_no_payment(name: str) -> None:
    raw = f'{{"payment":{{"id":"{name}","status":"success"}}}}'.encode()
    heard = _heard(raw)
    assert (heard.payment_id, heard.raw) == ("", raw)
    assert isinstance(heard.fact, f.Odd)


def test_an_odd_letter_that_names_a_payment_names_it() -> None:
    assert _heard(f'{{"payment":{{"id":"{PAYMENT}"}}}}'.encode()).payment_id == PAYMENT


def test_a_broken_entry_is_odd() -> None:
    heard = t.letter_broken("e1", 9, "an entry without a letter", b"??")
    assert heard.fact == f.Odd("relay: an entry without a letter", hashlib.sha256(b"??").hexdigest())
    assert (heard.epoch, heard.position, heard.payment_id, heard.raw) == ("e1", 9, "", b"??")
