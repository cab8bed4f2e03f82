"""Where a signature may stand, and what a well signed letter must not hold all the same."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from kiosk.gate.replies import Odd, VerifiedPaid, VerifiedQr, read_letter, read_status
from tests.gate.helpers import PAYMENT, PROJECT, SECRET, Doc, changed, letter, stamp, standard, status, with_code

PICTURE = "data:image/png;base64,iVBORw0KGgo="


def odd(raw: bytes) -> Odd:
    """What a letter becomes that must not be believed."""
    found = read_letter(raw, SECRET, PROJECT)
    assert isinstance(found, Odd)
    assert found.digest == hashlib.sha256(raw).hexdigest()
    return found


def spoilt(document: Doc, path: str, value: Any) -> bytes:
    """A letter changed after it was signed."""
    return json.dumps(changed(json.loads(stamp(document)), path, value)).encode()


def test_another_key_does_not_fit() -> None:
    raw = stamp(standard(), secret="another project's key")
    assert odd(raw).why == "the signature does not fit"
    assert isinstance(read_status(raw, SECRET, PROJECT, PAYMENT), Odd)


@pytest.mark.parametrize(
    "path", ["general.signature", "payment.signature", "operation.provider.signature", "errors.0.signature"]
)
def test_a_second_signature_refuses_a_letter_and_not_a_status_answer(path: str) -> None:
    raw = spoilt(standard(errors=[{"code": "1"}]), path, "x" * 88)
    assert odd(raw) == Odd(PAYMENT, "holds a signature out of its place", hashlib.sha256(raw).hexdigest())
    assert isinstance(read_status(raw, SECRET, PROJECT, PAYMENT), VerifiedPaid)
    empty = spoilt(standard(errors=[{"code": "1"}]), path, None)
    assert isinstance(read_letter(empty, SECRET, PROJECT), VerifiedPaid)


@pytest.mark.parametrize("path", ["frame_mode", "payment.frame_mode", "errors.0.frame_mode"])
def test_a_frame_mode_refuses_a_letter_at_any_depth(path: str) -> None:
    raw = spoilt(standard(errors=[{"code": "1"}]), path, "popup")
    assert odd(raw).why == "holds a frame_mode, which is not signed"
    assert isinstance(read_status(raw, SECRET, PROJECT, PAYMENT), VerifiedPaid)


@pytest.mark.parametrize(
    "path", ["customer.id", "payment.description", "operation.message", "errors.0.message", "extra"]
)
def test_a_semicolon_refuses_a_letter_and_not_a_status_answer(path: str) -> None:
    document = changed(standard(errors=[{"code": "1"}]), path, "a;b")
    found = letter(document)
    assert isinstance(found, Odd)
    assert (found.payment_id, found.why) == (PAYMENT, f"holds a semicolon in {path}")
    assert isinstance(status(document), VerifiedPaid)


def test_a_decline_rewritten_into_a_success_is_not_believed() -> None:
    """The hole of the scheme: values are not escaped, so one signed text can be read as other fields."""
    hole = "x;operation:code:0;operation:status:success;payment:status:success;zz:1"
    signed = standard("decline", "20000", customer={"id": hole})
    raw = stamp(signed)
    assert odd(raw).why == "holds a semicolon in customer.id"
    rewritten = standard(customer={"id": "x"}, zz="1", signature=json.loads(raw)["signature"])
    assert isinstance(read_letter(json.dumps(rewritten).encode(), SECRET, PROJECT), Odd)


def test_a_picture_in_its_place_may_hold_its_semicolon() -> None:
    for uri in (PICTURE, PICTURE.replace("png", "jpeg")):
        assert isinstance(letter(with_code(uri)), VerifiedQr)
    keyed = changed(with_code(), "display_data", {"0": {"type": "qr_img", "data": PICTURE}})
    assert isinstance(letter(keyed), VerifiedQr)


@pytest.mark.parametrize(
    "document",
    [
        with_code(PICTURE + ";a:b"),
        with_code(PICTURE.replace("png", "svg+xml")),
        with_code(PICTURE + "\n"),
        with_code("x;y"),
        with_code("data:image/png;base64,"),
        changed(with_code(), "display_data.0.title", PICTURE),
        changed(with_code(), "display_data.0.extra", {"data": PICTURE}),
        with_code() | {"qr_code": PICTURE},
        with_code() | {"display_data": {"type": "qr_img", "data": PICTURE}},
        with_code() | {"other_data": [{"data": PICTURE}]},
    ],
)
def test_any_other_semicolon_is_refused(document: Doc) -> None:
    found = letter(document)
    assert isinstance(found, Odd)
    assert found.why.startswith("holds a semicolon in ")


def test_a_long_list_signed_in_either_order_is_believed() -> None:
    errors = [{"code": str(number)} for number in range(12)]
    for natural in (False, True):
        assert isinstance(letter(standard(errors=errors), natural=natural), VerifiedPaid)


def test_a_number_is_signed_as_it_was_written() -> None:
    raw = stamp(standard(rate="1.50"))
    assert isinstance(read_letter(raw.replace(b'"1.50"', b"1.50"), SECRET, PROJECT), VerifiedPaid)
    assert odd(raw.replace(b'"1.50"', b"1.5")).why == "the signature does not fit"


def test_either_signature_of_a_status_answer_may_fit() -> None:
    document = json.loads(stamp(standard(), inside="general"))
    document["signature"] = "A" * 88
    raw = json.dumps(document).encode()
    assert isinstance(read_status(raw, SECRET, PROJECT, PAYMENT), VerifiedPaid)
    assert isinstance(read_letter(raw, SECRET, PROJECT), Odd)
