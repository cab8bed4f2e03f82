"""The simulator's signer against signatures that were made elsewhere."""

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.simulator.signer import agrees, natural, sign, signed_text

KEPT = Path(__file__).parents[1] / "vectors" / "signature.json"
VECTORS: list[dict[str, Any]] = json.loads(KEPT.read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_signs_what_others_signed(vector: dict[str, Any]) -> None:
    assert sign(vector["params"], vector["secret"]) == vector["expected"]
    assert agrees(vector["params"], vector["expected"], vector["secret"])
    assert not agrees(vector["params"], vector["expected"], vector["secret"] + "x")


def test_there_are_vectors() -> None:
    assert len(VECTORS) >= 16


def test_the_text_of_the_official_example() -> None:
    document = {
        "general": {"project_id": 383000, "payment_id": "abc123456", "signature": ""},
        "customer": {"ip_address": "192.0.2.0", "id": "123"},
        "payment": {"amount": 10000, "currency": "HKD"},
    }
    assert signed_text(document) == (
        "customer:id:123;customer:ip_address:192.0.2.0;general:payment_id:abc123456;"
        "general:project_id:383000;payment:amount:10000;payment:currency:HKD"
    )


def test_nothing_empty_and_nested_leaves_as_the_sdks_write_them() -> None:
    document = {
        "0": None, "a": {"b": 1, "c": 2}, "d": False, "f": ["g", {"h": 7, "i": {"k": 8}}], "e": [4, 5],
        "l": {"m": [{"n": 9}]}, "none": {}, "nothing": [],
    }  # fmt: skip
    assert signed_text(document) == "0:;a:b:1;a:c:2;d:0;e:0:4;e:1:5;f:0:g;f:1:h:7;f:1:i:k:8;l:m:0:n:9"


def test_a_long_list_stands_in_natural_order() -> None:
    text = signed_text({"list": [str(number) for number in range(12)]})
    assert text.startswith("list:0:0;list:1:1;list:2:2;")
    assert text.endswith("list:9:9;list:10:10;list:11:11")


@pytest.mark.parametrize(
    ("first", "second"),
    [("a2", "a10"), ("ab-", "ab2"), ("ab2", "ab:"), ("a:b", "a:b:0"), ("", "a"), ("a9b", "a10a"), ("Z", "a")],
)
def test_natural_order(first: str, second: str) -> None:
    assert natural(first) < natural(second)


def test_a_colon_in_a_key_is_doubled_and_values_are_left_alone() -> None:
    assert signed_text({"a:b": "c:d;e"}) == "a::b:c:d;e"


def test_signature_and_frame_mode_are_never_signed() -> None:
    document = {"signature": "x", "frame_mode": "popup", "deep": [{"signature": "y", "kept": 1}]}
    assert signed_text(document) == "deep:0:kept:1"


def test_a_signature_that_is_no_ascii_is_only_wrong() -> None:
    assert not agrees({"a": 1}, "簽", "secret")


def test_a_float_has_no_agreed_text() -> None:
    with pytest.raises(TypeError, match="float has no agreed text"):
        sign({"amount": 1.5}, "secret")
