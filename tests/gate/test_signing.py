"""The signature: vectors from elsewhere, both ways of sorting, and a text that splits one way only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.bounded_json import Number
from kiosk.gate.secret import Secret
from kiosk.gate.signing import Order, canonical, sign, verify
from tests.gate.helpers import lines, signature, signed_text

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "signature.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_signatures_from_elsewhere(vector: dict[str, Any]) -> None:
    params, secret, expected = vector["params"], vector["secret"], vector["expected"]
    assert sign(params, secret) == expected
    assert sign(params, Secret(secret)) == expected
    assert verify(params, expected, secret)
    assert verify({**params, "signature": expected}, expected, secret)
    assert not verify(params, expected, secret + "x")
    assert len({canonical(params, order) for order in Order}) == 1


def test_there_are_sixteen_vectors() -> None:
    assert len(VECTORS) == 16


def test_the_published_texts() -> None:
    tree = {
        "0": None,
        "a": {"b": 1, "c": 2},
        "d": False,
        "f": ["g", {"h": 7, "i": {"k": 8}}],
        "e": [4, 5],
        "l": {"m": [{"n": 9}]},
    }
    assert canonical(tree) == "0:;a:b:1;a:c:2;d:0;e:0:4;e:1:5;f:0:g;f:1:h:7;f:1:i:k:8;l:m:0:n:9"
    sale = {
        "general": {"project_id": 383000, "payment_id": "abc123456", "signature": "dropped"},
        "customer": {"ip_address": "192.0.2.0", "id": "123"},
        "payment": {"amount": 10000, "currency": "HKD"},
    }
    assert canonical(sale) == (
        "customer:id:123;customer:ip_address:192.0.2.0;general:payment_id:abc123456;"
        "general:project_id:383000;payment:amount:10000;payment:currency:HKD"
    )


def test_leaves_are_written_as_the_gateway_writes_them() -> None:
    document = {"t": True, "f": False, "n": None, "e": "", "i": -7, "num": Number("1.50"), "tuple": ("x",), "港": "é/"}
    assert canonical(document) == "e:;f:0;i:-7;n:;num:1.50;t:1;tuple:0:x;港:é/"


def test_empty_containers_give_no_line() -> None:
    assert canonical({"a": {}, "b": [], "c": {"d": [{}]}, "e": 1}) == "e:1"
    assert canonical({}) == ""


def test_signature_and_frame_mode_are_left_out_at_every_depth() -> None:
    members = [{"frame_mode": "popup", "c": 2}]
    document = {"signature": "", "a": {"signature": "x", "b": 1}, "l": members, "frame_mode": 1}
    assert canonical(document) == "a:b:1;l:0:c:2"


def test_a_colon_in_a_key_is_doubled_and_none_in_a_value_is() -> None:
    assert canonical({"a:b": {"c:": "d:e;f"}}) == "a::b:c:::d:e;f"
    assert canonical({"": {"x": 1}, "x": 2}) == ":x:1;x:2"


@pytest.mark.parametrize("value", [1.0, 10000.5, b"bytes", object(), {1, 2}])
def test_what_cannot_be_signed_alike_everywhere_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match=r"a:0: a .* cannot be signed"):
        sign({"a": [value]}, "key")


def test_the_orders_differ_after_ten_places_and_at_prefixes() -> None:
    long = {"l": list(range(12))}
    places = [line.split(":")[1] for line in canonical(long, Order.NATURAL).split(";")]
    assert places == [str(place) for place in range(12)]
    places = [line.split(":")[1] for line in canonical(long, Order.CODE_POINT).split(";")]
    assert places == ["0", "1", "10", "11", *"23456789"]
    twin = {"x": "a", "x1": "b", "x-": "c"}
    assert canonical(twin, Order.CODE_POINT) == "x:a;x-:c;x1:b"
    assert canonical(twin, Order.CODE_POINT_LINES) == "x-:c;x1:b;x:a"
    assert canonical(twin, Order.NATURAL_LINES) == "x-:c;x1:b;x:a"


def test_natural_order_compares_digits_as_the_gateway_language_does() -> None:
    """By value, save that a run with a leading zero is compared from the left; zeros at the very start do not count."""
    ranked = ["a-", "a-9", "a-10", "a.1", "a0", "a00", "a01", "a010", "a1", "a2", "a2b", "a10", "ab"]
    got = [line.split(":")[0] for line in canonical(dict.fromkeys(reversed(ranked))).split(";")]
    assert got == ranked
    assert canonical({"010": "x", "9": "y"}) == "9:y;010:x"
    assert canonical({"a0": {"b": 1}, "a01": 2}) == "a0:b:1;a01:2"


def test_verify_takes_either_order_and_no_other() -> None:
    document = {"l": list(range(12)), "x": 1, "x2": 2, "x10": 3}
    assert signed_text(document) != signed_text(document, natural=True)
    for natural in (False, True):
        assert verify(document, signature(document, "key", natural), "key")
    ordered = sorted(f"{path}:{value}" for path, value in lines(document))
    assert verify(document, _mac(";".join(ordered), "key"), "key")
    assert not verify(document, _mac(";".join(reversed(ordered)), "key"), "key")


def test_only_64_bytes_of_strict_base64_are_a_signature() -> None:
    document = {"a": 1}
    good = signature(document, "key")
    assert verify(document, good, "key")
    raw = base64.b64decode(good)
    broken = ["", "=", good[:-1], good + "\n", " " + good, good.replace("=", ""), good + good, "港" * 88]
    broken += [base64.b64encode(raw[:-1]).decode(), base64.b64encode(raw + b"x").decode(), raw.hex()]
    broken += [base64.urlsafe_b64encode(b"\xff" * 64).decode()]
    assert not any(verify(document, words, "key") for words in broken)
    for place in (0, 31, 63):
        spoilt = bytearray(raw)
        spoilt[place] ^= 1
        assert not verify(document, base64.b64encode(spoilt).decode(), "key")


KEYS = st.text("abX19_.-", min_size=1, max_size=4)
VALUES = st.none() | st.booleans() | st.integers() | st.text("ab01:,/ 港\n", max_size=8)
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        VALUES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=5,
)


@given(TREES, st.sampled_from(Order))
def test_without_semicolons_the_text_splits_one_way(tree: Mapping[str, object], order: Order) -> None:
    """Every part of the split is one leaf's line, so nobody can read other leaves out of the same text."""
    leaves = sorted(f"{path}:{value}" for path, value in lines(tree))
    text = canonical(tree, order)
    assert sorted(text.split(";") if text else []) == leaves


LONE_DIGITS = st.from_regex(r"([ab_.-]|(?<![0-9])[0-9](?![0-9])){1,5}", fullmatch=True)


@given(st.dictionaries(LONE_DIGITS, st.lists(st.integers(0, 12), max_size=10) | st.just("1"), max_size=6))
def test_digits_that_stand_alone_stand_where_their_value_puts_them(tree: dict[str, Any]) -> None:
    """So nobody has to look for another order unless two stand side by side."""
    assert canonical(tree, Order.NATURAL) == canonical(tree, Order.CODE_POINT)
    assert canonical(tree, Order.NATURAL_LINES) == canonical(tree, Order.CODE_POINT_LINES)
    assert sorted(canonical(tree, Order.CODE_POINT).split(";")) == sorted(
        canonical(tree, Order.CODE_POINT_LINES).split(";")
    )


@given(TREES)
def test_a_signature_by_another_hand_fits(tree: dict[str, Any]) -> None:
    for natural in (False, True):
        assert verify(tree, signature(tree, "key", natural), "key")
    assert sign(tree, "key") == base64.b64encode(base64.b64decode(sign(tree, "key"))).decode()


@given(TREES, TREES)
def test_other_leaves_do_not_fit(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = sorted(lines(one)) == sorted(lines(other))
    assert verify(other, sign(one, "key"), "key") == same


@given(st.lists(KEYS, unique=True, max_size=6))
def test_the_order_of_keys_in_the_document_does_not_matter(keys: list[str]) -> None:
    texts = {canonical(dict.fromkeys(order, 1)) for order in itertools.islice(itertools.permutations(keys), 20)}
    assert len(texts) == 1


def _mac(text: str, secret: str) -> str:
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha512).digest()).decode()
