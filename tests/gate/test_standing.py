"""What an answer to the question about no payment tells of the key and the project."""

import json

import pytest

from kiosk.gate.standing import Standing, Told, read_standing
from tests.gate.helpers import PAYMENT, PROJECT, SECRET, Doc, stamp, standard

UNKNOWN: Doc = {
    "project_id": PROJECT,
    "payment": {"id": PAYMENT, "status": "error"},
    "errors": [{"code": "3061", "message": "Transaction not found"}],
}


def told(raw: bytes) -> Told:
    return read_standing(raw, SECRET, PROJECT, PAYMENT)


def refused(code: str) -> bytes:
    return json.dumps({"status": "error", "code": code, "message": "words", "errors": [{"code": code}]}).encode()


def test_not_found_is_said_to_whom_the_platform_knows() -> None:
    assert told(stamp(UNKNOWN)) == Told(Standing.ACCEPTED, "3061")
    assert told(json.dumps(UNKNOWN).encode()) == Told(Standing.ACCEPTED, "3061")
    assert told(refused("3061")) == Told(Standing.ACCEPTED, "3061")


def test_a_payment_that_there_is_after_all_is_signed_with_our_key() -> None:
    assert told(stamp(standard())) == Told(Standing.ACCEPTED, "0")


@pytest.mark.parametrize(("code", "standing"), [
    ("3261", Standing.KEY), ("3262", Standing.KEY), ("2442", Standing.PROJECT),
])  # fmt: skip
def test_a_refusal_names_what_was_wrong(code: str, standing: Standing) -> None:
    assert told(refused(code)) == Told(standing, code)
    both = json.dumps({"status": "error", "code": "502", "errors": [{"code": code}]}).encode()
    assert told(both) == Told(standing, code)


def test_an_answer_signed_with_another_key_can_never_be_believed() -> None:
    assert told(stamp(UNKNOWN, secret="not ours")) == Told(Standing.OTHER_KEY, "3061")
    assert told(stamp(standard(), secret="not ours")).standing is Standing.OTHER_KEY


@pytest.mark.parametrize(("raw", "code"), [
    (b"", ""), (b"<html>", ""), (b"{}", ""), (b'{"status":"success"}', ""), (refused("303"), "303"),
    (json.dumps(UNKNOWN | {"project_id": PROJECT + 1}).encode(), "3061"),
    (json.dumps(standard()).encode(), "0"),
])  # fmt: skip
def test_anything_else_tells_nothing(raw: bytes, code: str) -> None:
    assert told(raw) == Told(Standing.UNTOLD, code)
