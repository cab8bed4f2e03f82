"""What Gate refuses, with which code, and that it says where."""

import copy
import json
from typing import Any

import pytest

from kiosk.simulator.checks import MESSAGES, Guard, Refused, Terms
from kiosk.simulator.payment import Order
from kiosk.simulator.signer import sign
from tests.simulator.helpers import PROJECT, SECRET, mac, sale_body, status_body

GOOD: dict[str, Any] = {
    "general": {"project_id": PROJECT, "payment_id": "till1-a"},
    "customer": {"ip_address": "192.0.2.0", "id": "c1"},
    "payment": {"amount": 10000, "currency": "HKD"},
}


def guard(terms: Terms | None = None) -> Guard:
    return Guard(PROJECT, SECRET, terms or Terms())


def signed(path: str, value: object) -> bytes:
    """The good request with one field put (or, by None, taken away) and then signed again."""
    document = copy.deepcopy(GOOD)
    *parents, last = path.split(".")
    place = document
    for parent in parents:
        place = place[parent]
    if value is None:
        del place[last]
    else:
        place[last] = value
    if isinstance(document.get("general"), dict):
        document["general"]["signature"] = sign(document, SECRET)
    return json.dumps(document).encode()


def test_a_good_request_becomes_an_order() -> None:
    assert guard().order(sale_body()) == Order("till1-a", 12800, "HKD", "c1", "192.0.2.0")
    assert guard().payment_id(status_body("till1-b")) == "till1-b"


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        ("general", None, "2004", "general"),
        ("general", "text", "502", "general"),
        ("general.project_id", None, "2442", "general.project_id"),
        ("general.project_id", 383001, "2442", "general.project_id"),
        ("general.project_id", str(PROJECT), "2442", "general.project_id"),
        ("general.payment_id", None, "3024", "general.payment_id"),
        ("general.payment_id", "", "3024", "general.payment_id"),
        ("general.payment_id", 17, "3024", "general.payment_id"),
        ("general.payment_id", "x" * 256, "3024", "general.payment_id"),
        ("payment", None, "2004", "payment"),
        ("payment", [], "502", "payment"),
        ("payment.amount", None, "2004", "payment.amount"),
        ("payment.amount", "10000", "502", "payment.amount"),
        ("payment.amount", True, "502", "payment.amount"),
        ("payment.amount", 0, "3358", "payment.amount"),
        ("payment.amount", -1, "3358", "payment.amount"),
        ("payment.amount", 1_000_001, "2642", "payment.amount"),
        ("payment.currency", None, "2004", "payment.currency"),
        ("payment.currency", "USD", "3121", "payment.currency"),
        ("payment.currency", "hkd", "3121", "payment.currency"),
        ("payment.currency", 344, "3121", "payment.currency"),
        ("customer", None, "2004", "customer"),
        ("customer.id", None, "2154", "customer.id"),
        ("customer.id", "", "2154", "customer.id"),
        ("customer.id", 123, "2124", "customer.id"),
        ("customer.id", "x" * 256, "2124", "customer.id"),
        ("customer.ip_address", None, "2004", "customer.ip_address"),
        ("customer.ip_address", "", "2004", "customer.ip_address"),
        ("customer.ip_address", "192.0.2", "502", "customer.ip_address"),
    ],
)
def test_a_wrong_field_is_refused_with_its_code_and_its_name(path: str, value: object, code: str, where: str) -> None:
    with pytest.raises(Refused) as caught:
        guard().order(signed(path, value))
    assert (caught.value.code, caught.value.where) == (code, where)
    assert caught.value.message == MESSAGES[code]
    assert caught.value.why


@pytest.mark.parametrize("literal", ["100.5", "1e4", "10000.0"])
def test_an_amount_is_an_integer(literal: str) -> None:
    text = (
        f"customer:id:c1;customer:ip_address:192.0.2.0;general:payment_id:till1-a;"
        f"general:project_id:{PROJECT};payment:amount:{literal};payment:currency:HKD"
    )
    body = sale_body().replace(b"12800", literal.encode())
    old = json.loads(sale_body())["general"]["signature"]
    with pytest.raises(Refused, match=r"502 at payment\.amount"):
        guard().order(body.replace(old.encode(), mac(text).encode()))


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"general":{},"general":{}}', b"\xff", b'{"a":NaN}'])
def test_a_body_that_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(Refused, match="2003 at body"):
        guard().order(body)


def test_signatures() -> None:
    for body in (sale_body(secret="another"), sale_body().replace(b"12800", b"12801")):
        with pytest.raises(Refused, match="3261"):
            guard().order(body)
    with pytest.raises(Refused, match="3261"):
        guard().payment_id(status_body(secret="another"))
    for body in (json.dumps(GOOD).encode(), b'{"general":{"project_id":383000,"signature":""}}'):
        with pytest.raises(Refused, match="3262"):
            guard().order(body)


def test_limits_and_currencies_are_the_projects() -> None:
    cny = sale_body(amount=2_000_000, currency="CNY")
    assert guard().order(sale_body(amount=1_000_000)).amount_minor == 1_000_000
    assert guard().order(cny).currency == "CNY"
    with pytest.raises(Refused, match="2642"):
        guard(Terms(limits={"HKD": 1_000_000, "CNY": 1_999_999})).order(cny)
    with pytest.raises(Refused, match="3023"):
        guard(Terms(currencies=("HKD",))).order(cny)


def test_the_refusal_knows_the_payment_once_the_signature_was_right() -> None:
    with pytest.raises(Refused) as caught:
        guard().order(signed("payment.amount", 0))
    assert caught.value.payment_id == "till1-a"


def test_the_secret_stays_out_of_the_guards_repr() -> None:
    assert SECRET not in repr(guard())
