"""From bytes to values: what a letter must be before it is believed, and what nothing on earth makes it raise."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.bounded_json import Json, walk
from kiosk.gate.replies import (
    Accepted,
    NotRegistered,
    Odd,
    UnsureReply,
    VerifiedEnded,
    VerifiedPaid,
    read_letter,
    read_sale_reply,
    read_status,
)
from kiosk.gate.secret import Secret
from tests.gate.disguise import disguised, letters
from tests.gate.helpers import (
    PAYMENT,
    PROJECT,
    SECRET,
    Doc,
    changed,
    flat,
    letter,
    sale,
    signed_text,
    stamp,
    standard,
    status,
    with_code,
    without,
)


def odd(raw: bytes) -> Odd:
    """What a letter becomes that must not be believed."""
    found = read_letter(raw, SECRET, PROJECT)
    assert isinstance(found, Odd)
    assert found.digest == hashlib.sha256(raw).hexdigest()
    return found


def spoilt(document: Doc, path: str, value: Any) -> bytes:
    """A letter changed after it was signed."""
    return json.dumps(changed(json.loads(stamp(document)), path, value)).encode()


@pytest.mark.parametrize("document", [standard(), flat(), standard(operation=None, operations=[sale()])])
@pytest.mark.parametrize("how", [{}, {"inside": "general"}, {"natural": True}])
def test_a_good_letter_is_believed_in_every_shape(document: Doc, how: dict[str, Any]) -> None:
    assert isinstance(letter(document, **how), VerifiedPaid)
    assert isinstance(status(document, **how), VerifiedPaid)
    assert read_letter(stamp(document, **how), Secret(SECRET), PROJECT) == letter(document, **how)


LEAVES = [".".join(path) for path, value in walk(cast("Json", standard())) if value not in ("", 5161)]


@pytest.mark.parametrize("path", LEAVES)
def test_one_spoilt_field_spoils_the_letter(path: str) -> None:
    others: list[Any] = ["7", None, ["x"], {"y": 1}]
    for value in others:
        assert odd(spoilt(standard("decline", "20000"), path, value)).why == "the signature does not fit"
    bare = json.dumps(without(json.loads(stamp(standard())), path)).encode()
    assert odd(bare).why == "the signature does not fit"


def test_an_added_field_spoils_the_letter() -> None:
    assert odd(spoilt(standard(), "extra", "x")).why == "the signature does not fit"
    assert odd(spoilt(standard(), "extra", None)).why == "the signature does not fit"


def test_what_is_not_signed_may_come_and_go() -> None:
    empties: list[Any] = [{}, [], {"a": [{}]}]
    for value in empties:
        assert isinstance(read_letter(spoilt(standard(), "extra", value), SECRET, PROJECT), VerifiedPaid)


@pytest.mark.parametrize("value", [None, "", "AAAA", "A" * 88, 7, True, {"a": "b"}, ["x"]])
def test_a_letter_without_a_good_signature_names_its_payment_and_no_more(value: Any) -> None:
    for path in ("signature", "general.signature"):
        found = odd(json.dumps(changed(standard(), path, value)).encode())
        assert found.payment_id == PAYMENT


def test_a_letter_names_one_payment() -> None:
    unnamed = letter(without(standard(), "payment.id"))
    assert isinstance(unnamed, Odd)
    assert (unnamed.payment_id, unnamed.why) == (None, "names no payment")
    two = letter(standard(general={"payment_id": "till1-OTHER"}))
    assert isinstance(two, Odd)
    assert (two.payment_id, two.why) == ("till1-OTHER", "names two payments")
    assert isinstance(letter(standard(general={"payment_id": PAYMENT})), VerifiedPaid)


def test_an_unreadable_letter_names_its_payment_when_it_can() -> None:
    raw = stamp(standard())
    twice = raw[:-1] + b', "payment": ' + json.dumps(standard()["payment"]).encode() + b"}"
    found = odd(twice)
    assert found.payment_id == PAYMENT
    assert found.why.startswith("unreadable: duplicate key at 'payment'")
    assert odd(raw[:-1] + b', "a b": 1}').payment_id == PAYMENT
    for broken in (b"", raw[:-1], raw + b"}", b"\xef\xbb\xbf" + raw, b"[]", b"{}" * 2, b'{"a": NaN}', b'{"a b": 1}'):
        assert odd(broken).payment_id is None


def test_a_status_answer_must_be_signed() -> None:
    for document in (standard(), standard("decline", "20000"), with_code(), {}):
        found = read_status(json.dumps(document).encode(), SECRET, PROJECT, PAYMENT)
        assert isinstance(found, Odd)
        assert (found.payment_id, found.why) == (PAYMENT, "is not signed")
    broken = read_status(b"<html>", SECRET, PROJECT, PAYMENT)
    assert isinstance(broken, Odd)
    assert broken.payment_id == PAYMENT


def test_a_status_answer_must_not_name_another_payment() -> None:
    raw = stamp(standard())
    found = read_status(raw, SECRET, PROJECT, "till1-OTHER")
    assert isinstance(found, Odd)
    assert (found.payment_id, found.why) == ("till1-OTHER", "names another payment")
    assert isinstance(status(without(standard(), "payment.id")), VerifiedPaid)
    inner = standard(general={"payment_id": PAYMENT}, payment={"id": "580", "status": "success"})
    assert isinstance(status(inner), VerifiedPaid)


MISSING: Doc = {"payment": {"status": "error"}, "errors": [{"code": "3061", "message": "Transaction not found"}]}


@pytest.mark.parametrize(
    "document",
    [
        MISSING,
        MISSING | {"project_id": PROJECT, "payment": {"status": "error", "id": PAYMENT}},
        MISSING | {"errors": {"0": {"code": 3061}}},
        {"errors": [{"code": "3061"}]},
        {"status": "error", "code": "3061", "message": "Transaction not found", "payment_id": PAYMENT},
    ],
)
def test_a_payment_that_is_not_registered(document: Doc) -> None:
    for raw in (json.dumps(document).encode(), stamp(document)):
        found = read_status(raw, SECRET, PROJECT, PAYMENT)
        assert isinstance(found, NotRegistered)
        assert found.payment_id == PAYMENT
        assert not isinstance(read_letter(raw, SECRET, PROJECT), NotRegistered)


@pytest.mark.parametrize(
    "document",
    [
        MISSING | {"payment": {"status": "error", "id": "till1-OTHER"}},
        MISSING | {"project_id": PROJECT + 1},
        MISSING | {"signature": "A" * 88},
        MISSING | {"payment": {"status": "success"}},
        MISSING | {"payment": {"status": "processing"}},
        MISSING | {"operation": sale("decline", "3061")},
        MISSING | {"errors": [{"code": "3062"}]},
        {"status": "error", "code": "502"},
    ],
)
def test_what_does_not_prove_that_it_is_not_registered(document: Doc) -> None:
    assert isinstance(read_status(json.dumps(document).encode(), SECRET, PROJECT, PAYMENT), Odd)


def test_another_error_of_a_signed_answer_only_ends_the_showing() -> None:
    assert isinstance(status(MISSING | {"errors": [{"code": "502"}]}), VerifiedEnded)
    assert isinstance(status(MISSING | {"operation": sale("error", "3061")}), VerifiedEnded)


def told(found: Any) -> object:
    """All that a letter decides by, without what is only logged; None for a letter that is not believed."""
    if isinstance(found, Odd):
        return None
    return dataclasses.replace(found.stated, noted=(), message=""), type(found), getattr(found, "items", ())


@given(letters(), st.randoms(use_true_random=False))
def test_documents_that_sign_alike_read_alike(document: Doc, chance: Any) -> None:
    other = disguised(document, chance.random)
    assert signed_text(other) == signed_text(document)
    one, two = told(letter(document)), told(letter(other))
    if one is not None and two is not None:
        assert one == two


@given(letters(), st.randoms(use_true_random=False))
def test_a_status_answer_in_disguise_is_never_more_than_it_was(document: Doc, chance: Any) -> None:
    """It is taken more lightly than a letter, yet a "paid" needs the same word in the same place."""
    found = status(disguised(document, chance.random))
    if isinstance(found, VerifiedPaid):
        assert document["payment"]["status"] == "success"


@given(st.binary(max_size=100), letters(), st.integers(0, 2000), st.integers(0, 40))
def test_no_bytes_raise(noise: bytes, document: Doc, place: int, gone: int) -> None:
    raw = stamp(document)
    for data in (noise, raw[:place] + noise + raw[place + gone :], raw[:place] + raw[place + gone :]):
        read_letter(data, SECRET, PROJECT)
        read_status(data, SECRET, PROJECT, PAYMENT)
        read_sale_reply(data, 200, PAYMENT)


NAMES = st.sampled_from(
    [
        "payment",
        "operation",
        "operations",
        "id",
        "status",
        "sum",
        "amount",
        "currency",
        "general",
        "errors",
        "0",
        "1",
        "data",
    ]
)
TREES = st.dictionaries(
    NAMES,
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.sampled_from(["success", "sale", "a:b", PAYMENT, ""]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
        max_leaves=10,
    ),
    max_size=6,
)


@example({"payment": None, "status": "success"})
@given(TREES)
def test_no_signed_document_raises(document: Doc) -> None:
    """An answer to an order is no word about money: at most the till waits for the code, and never is it refused."""
    for inside in ("", "general") if isinstance(document.get("general", {}), dict) else ("",):
        assert letter(document, inside=inside) == letter(document, inside=inside)
        assert status(document, inside=inside) == status(document, inside=inside)
        found = read_sale_reply(json.dumps(document).encode(), 200, PAYMENT)
        assert isinstance(found, Accepted | UnsureReply)
        assert document.get("status") == "success" or isinstance(found, UnsureReply)
