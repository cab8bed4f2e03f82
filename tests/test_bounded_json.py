"""The strict reader: what it takes, what it refuses and in which words, and that nothing makes it fall over."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.bounded_json import GATE, STORED, BadJson, Json, Limits, Number, member, read_object, text, walk, whole


def refused(data: bytes, limits: Limits = GATE) -> BadJson:
    with pytest.raises(BadJson) as caught:
        read_object(data, limits)
    return caught.value


def test_values_keep_their_kind() -> None:
    data = b'{"a": 10000, "b": "10000", "c": true, "d": false, "e": null, "f": [1.50, {"g": 1e3}], "h": {}}'
    read = read_object(data)
    assert read == {
        "a": "10000",
        "b": "10000",
        "c": True,
        "d": False,
        "e": None,
        "f": ["1.50", {"g": "1e3"}],
        "h": {},
    }
    assert isinstance(read["a"], Number)
    assert not isinstance(read["b"], Number)
    assert read["c"] is True
    assert read["d"] is False


@pytest.mark.parametrize("literal", ["0", "-0", "7", "123456789012345678901234567890", "0.10", "-1.5E+10", "1e999"])
def test_a_number_keeps_its_literal_text(literal: str) -> None:
    value = read_object(f'{{"n": {literal}}}'.encode())["n"]
    assert isinstance(value, Number)
    assert value == literal


def test_escapes_are_decoded() -> None:
    data = rb'{"a": "\/\u6e2f\ud83d\ude00\n", "b": "\u0041", "c": "\u6e2f plain"}'
    assert read_object(data) == {"a": "/港😀\n", "b": "A", "c": "港 plain"}


@pytest.mark.parametrize(
    ("data", "reason", "where"),
    [
        (b'\xef\xbb\xbf{"a": 1}', "byte order mark", "byte 0"),
        (b'{"a": "\xff"}', "bad UTF-8", "byte 7"),
        (b'{"a": "\xed\xa0\x80"}', "bad UTF-8", "byte 7"),
        (b"[1]", "not an object", "byte 0"),
        (b'"text"', "not an object", "byte 0"),
        (b"null", "not an object", "byte 0"),
        (b"", "not JSON", "byte 0"),
        (b'{"a": 1} x', "not JSON", "byte 9"),
        (b'{"a": 1}}', "not JSON", "byte 8"),
        ("{'港': 1}".encode(), "not JSON", "byte 1"),
        ('{"港": "港" 1}'.encode(), "not JSON", "byte 14"),
        (b'{"a": 0123}', "not JSON", "byte 7"),
        (b'{"a": "tab\there"}', "not JSON", "byte 10"),
        (b'{"a": NaN}', "not a number", "NaN"),
        (b'{"a": -Infinity}', "not a number", "-Infinity"),
        (b'{"a": 1, "b": 2, "a": 1}', "duplicate key", "'a'"),
        (b'{"a": {"b": 1, "\\u0062": 2}}', "duplicate key", "'b'"),
        (b'{"a b": 1}', "odd key", "'a b'"),
        (b'{"x": [{"a:b": 1}]}', "odd key", "'x.0.a:b'"),
        (b'{"": 1}', "odd key", "''"),
        ('{"港": 1}'.encode(), "odd key", "'\\u6e2f'"),
        (rb'{"x": {"a": "\ud800"}}', "lone surrogate", "'x.a'"),
        (rb'{"\udc00": 1}', "lone surrogate", "'\\udc00'"),
    ],
)
def test_refusals_name_what_where_and_the_cure(data: bytes, reason: str, where: str) -> None:
    fault = refused(data)
    assert (fault.reason, fault.where) == (reason, where)
    assert fault.cure
    assert str(fault) == f"{reason} at {where}: {fault.cure}"
    assert "\n" not in str(fault)


def test_a_key_of_64_characters_is_the_longest() -> None:
    key = "k" * 64
    assert read_object(f'{{"{key}": 1}}'.encode()) == {key: "1"}
    fault = refused(f'{{"{key}k": 1}}'.encode())
    assert fault.reason == "key too long"
    assert len(fault.where) <= 80


def test_size_is_bounded_before_anything_else() -> None:
    whole_size = b'{"a": "' + b"x" * (GATE.max_bytes - 9) + b'"}'
    assert len(whole_size) == GATE.max_bytes
    assert read_object(whole_size)["a"]
    assert refused(whole_size + b" ").reason == "too large"


def test_depth_is_counted_outside_of_strings() -> None:
    def nested(levels: int) -> bytes:
        return b'{"a":' * levels + b"1" + b"}" * levels

    assert read_object(nested(8))
    assert refused(nested(9)).reason == "too deep"
    assert refused(nested(9)).where == "byte 40"
    assert read_object(rb'{"a": "[[[[[[[[[[{{{{{{{{\"[[[["}') == {"a": '[[[[[[[[[[{{{{{{{{"[[[['}


def test_leaves_are_counted_with_empty_containers() -> None:
    def flat(count: int, leaf: str) -> bytes:
        return f'{{"a": [{",".join([leaf] * count)}]}}'.encode()

    for leaf in ("1", "{}", "[]", '","', "[1]"):
        assert read_object(flat(512, leaf))
        assert refused(flat(513, leaf)).reason == "too many values"


def test_a_number_has_a_longest_form() -> None:
    assert read_object(b'{"a": ' + b"9" * 400 + b"}")
    for literal in (b"9" * 401, b"9" * 5000, b"0." + b"1" * 5000, b"1e" + b"0" * 5000):
        fault = refused(b'{"a": ' + literal + b"}")
        assert fault.reason == "number too long"
        assert len(fault.where) <= 80


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 262_144,
        b'{"a":' * 50_000,
        b'{"a": "' + b'\\"' * 131_000,
        b'{"a": "' + b"\\" * 262_000,
        b'"' * 262_143,
        b'{"a": "' + b"\\u0041" * 43_000,
        b'{"' + b"k" * 262_000 + b'": 1}',
        b'{"a": [' + b"[]," * 80_000 + b"[]]}",
        b'{"a": ' + b"9" * 262_000 + b"}",
    ],
)
def test_hostile_input_is_refused_quickly(data: bytes) -> None:
    begin = time.perf_counter()
    refused(data)
    with contextlib.suppress(BadJson):
        read_object(data, STORED)
    assert time.perf_counter() - begin < 5


def test_a_reader_of_stored_bytes_looks_only_for_form_and_size() -> None:
    data = rb'{"a": 1, "a": 2, "b c": "\ud800", ' + b'"' + b"k" * 100 + b'": [' + b",".join([b"1"] * 600) + b"]}"
    read = read_object(data, STORED)
    assert read["a"] == "2"
    assert read["b c"] == "\ud800"
    for bad in (b"[]", b"{", b'{"a": NaN}', b"\xff", b'{"a":' * 9 + b"1" + b"}" * 9):
        refused(bad, STORED)


def test_any_key_lifts_only_the_rule_on_characters() -> None:
    odd = Limits(any_key=True)
    assert read_object('{"a b": 1, "港": 2}'.encode(), odd) == {"a b": "1", "港": "2"}
    assert refused(b'{"a b": 1, "a b": 2}', odd).reason == "duplicate key"
    assert refused(b'{"' + b"k" * 65 + b'": 1}', odd).reason == "key too long"


@pytest.mark.parametrize(
    ("value", "as_text", "as_whole"),
    [
        ("abc", "abc", None),
        (Number("10000"), "10000", 10000),
        ("010", "010", 10),
        ("9" * 18, "9" * 18, 10**18 - 1),
        ("9" * 19, "9" * 19, None),
        ("９", "９", None),
        ("-5", "-5", None),
        (Number("1.0"), "1.0", None),
        ("", None, None),
        (None, None, None),
        (True, None, None),
        (False, None, None),
        ({}, None, None),
        ([], None, None),
    ],
)
def test_values_read_as_text_and_whole_numbers(value: Json, as_text: str | None, as_whole: int | None) -> None:
    assert text(value) == as_text
    assert whole(value) == as_whole


def test_member_follows_a_path_of_keys() -> None:
    document = read_object(b'{"a": {"b": {"c": "x"}}, "l": [1]}')
    assert member(document, "a", "b", "c") == "x"
    assert member(document, "a", "x", "c") is None
    assert member(document, "l", "0") is None
    assert member(document) == document


def test_walk_gives_every_leaf_with_its_path() -> None:
    document = read_object(b'{"a": {"b": 1}, "l": ["x", {"c": null}], "e": {}, "f": []}')
    assert list(walk(document)) == [
        (("a", "b"), "1"),
        (("l", "0"), "x"),
        (("l", "1", "c"), None),
        (("e",), {}),
        (("f",), []),
    ]


KEYS = st.text("abcXYZ019_.-", min_size=1, max_size=8)
LEAVES = st.none() | st.booleans() | st.integers() | st.text('az09 ,;:[]{}"\\/\n\x00é港😀', max_size=12)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


def _literal(value: object) -> object:
    """What the reader should make of a value: numbers as text, the rest as it is."""
    if isinstance(value, dict):
        return {key: _literal(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_literal(inner) for inner in value]
    return value if value is None or isinstance(value, bool) else str(value)


def _depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    return 0


@given(st.dictionaries(KEYS, TREES, max_size=5), st.booleans())
def test_what_the_standard_writer_writes_is_read(tree: dict[str, object], ascii_only: bool) -> None:
    data = json.dumps(tree, ensure_ascii=ascii_only).encode()
    if _depth(tree) > 8:
        assert refused(data).reason == "too deep"
    else:
        assert read_object(data) == _literal(tree)


MANGLERS: list[Callable[[bytes], bytes]] = [lambda data: data[1:], lambda data: data[:-1], lambda data: data * 2]


@given(st.binary(max_size=60) | st.text('{}[]",:\\u0123dD8truefalsn \t', max_size=60).map(str.encode))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    for limits in (GATE, STORED):
        with contextlib.suppress(BadJson):
            assert isinstance(read_object(data, limits), dict)


@pytest.mark.parametrize("mangle", MANGLERS)
def test_half_a_document_is_refused(mangle: Callable[[bytes], bytes]) -> None:
    assert refused(mangle(b'{"a": {"b": [1, 2]}}')).reason in ("not JSON", "not an object")
