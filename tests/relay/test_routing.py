"""Which till a letter names, and that whatever is doubtful names none."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.bounded_json import BadJson
from kiosk.relay.limits import LIMITS
from kiosk.relay.routing import TILL_ID, Router, payment_of
from kiosk.relay.values import ORPHANS

ROUTER = Router(LIMITS)
# Its bound on a body is above what bounds keys and digits, so it reads every document the long way.
LONG = Router(replace(LIMITS, max_body=10**6))


@pytest.mark.parametrize(
    ("body", "till"),
    [
        ('{"payment":{"id":"till1-ABC"}}', "till1"),
        ('{"payment":{"id":"till1-ABC-DEF"}}', "till1"),
        ('{"payment":{"id":"7-"}}', "7"),
        ('{"general":{"payment_id":"till2-A"},"payment":{"status":"success"}}', "till2"),
        ('{"general":{"payment_id":"till2-A"},"payment":{"id":""}}', "till2"),
        ('{"general":{"payment_id":"till2-A"},"payment":{"id":null}}', "till2"),
        ('{"general":{"payment_id":"till2-A"},"payment":[]}', "till2"),
        ('{"general":{"payment_id":"till1-B"},"payment":{"id":"till1-A"}}', "till1"),
        ('{"payment":{"id":"till1-A"},"odd key; with : marks":{"":[null,1.5e3]}}', "till1"),
        ('{"p\\u0061yment":{"id":"till1\\u002dA"}}', "till1"),
    ],
)
def test_a_till_is_found(body: str, till: str) -> None:
    assert ROUTER.till_of(body.encode()) == till


@pytest.mark.parametrize(
    "body",
    [
        "{}", '{"payment":{}}', '{"payment":{"id":"till1"}}', '{"payment":{"id":"-A"}}', '{"payment":{"id":1}}',
        '{"payment":{"id":12-3}}'.replace("12-3", '"Till1-A"'), '{"payment":{"id":true}}', '{"payment":{"id":{}}}',
        '{"payment":{"id":"' + "a" * 17 + '-A"}}', '{"payment":{"id":"till 1-A"}}', '{"payment":{"id":"till1\\n-A"}}',
        '{"payment_id":"till1-A"}', '{"id":"till1-A"}', '{"payment":[{"id":"till1-A"}]}',
        '{"payment":{"id":"till1-A"},"general":{"payment_id":"till2-A"}}',
        '{"payment":{"id":"till1-A"},"general":{"payment_id":7}}',
        '{"payment":{"id":"till1-A"},"payment":{"id":"till1-A"}}', '{"payment":{"id":"till1-A"},"x":"\\ud800"}',
    ],
)  # fmt: skip
def test_what_names_no_till_beyond_doubt_is_an_orphan(body: str) -> None:
    assert ROUTER.till_of(body.encode()) == ORPHANS


def test_no_till_can_be_called_as_the_orphan_box() -> None:
    assert TILL_ID.fullmatch(ORPHANS) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def routed(body: bytes, router: Router = ROUTER) -> str | BadJson:
    try:
        return router.till_of(body)
    except BadJson as fault:
        return fault


ALMOST = st.lists(
    st.sampled_from([
        "{", "}", "[", "]", ":", ",", '"payment"', '"general"', '"id"', '"payment_id"', '"till1-A"', '"till2-A"', "1",
        "1e9", "NaN", "true", "null", '""', '"\\u0061"', '"\\ud800"', " ", "\ufeff", "9" * 5_000, '"\x01"', "好",
    ]),
    max_size=24,
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "till"),
    [
        ('{"payment":{"id":"till1-A"},"x":' + "[" * 7 + "]" * 7 + "}", "till1"),
        ('{"payment":{"id":"till1-A"},"x":' + "[" * 8 + "]" * 8 + "}", None),
        ('{"payment":{"id":"till1-A"},"x":' + '{"x":' * 8 + "1" + "}" * 8 + "}", None),
        ('{"payment":{"id":"till1-A"},"x":"' + "[{" * 20 + '"}', "till1"),
    ],
)
def test_brackets_count_where_they_nest(body: str, till: str | None) -> None:
    found = routed(body.encode())
    assert (found.reason == "too deep" and till is None) if isinstance(found, BadJson) else found == till


@given(
    ALMOST.map("".join)
    | st.dictionaries(st.sampled_from(["payment", "general", "id", "payment_id"]), JSON).map(json.dumps)
    | st.tuples(JSON, JSON).map(lambda two: f'{{"payment":{json.dumps(two[0])},"general":{json.dumps(two[1])}}}')
)
def test_what_is_plain_is_read_as_the_strict_reader_reads_it(text: str) -> None:
    body = text.encode()
    one, other = routed(body), routed(body, LONG)
    assert (ROUTER._plainly, LONG._plainly) == (True, False)
    assert str(one) == str(other)
    assert type(one) is type(other)


@given(st.dictionaries(st.sampled_from(["payment", "general", "id", "payment_id", "", "x;y"]) | st.text(), JSON))
def test_every_json_object_within_the_bounds_has_a_box(document: dict[str, object]) -> None:
    till = routed(json.dumps(document).encode())
    if isinstance(till, BadJson):
        assert till.reason == "too deep"
    else:
        assert till == ORPHANS or TILL_ID.fullmatch(till)


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_routed_or_refused_in_words(body: bytes) -> None:
    till = routed(body)
    assert till.cure if isinstance(till, BadJson) else till == ORPHANS


@pytest.mark.parametrize(("body", "shown"), [
    (b'{"payment":{"id":"till9-A"}}', "till9-A"), (b'{"general":{"payment_id":"till9-B"}}', "till9-B"),
    (b'{"payment":{"id":7},"general":{"payment_id":"x"}}', "x"), (b"{}", ""), (b"[", ""),
    (b'{"payment":{"id":"\\u001b[31mred"}}', ""), (b'{"payment":{"id":"till 1"}}', ""),
    (b'{"payment":{"id":"' + b"a" * 256 + b'"}}', ""), (b'{"payment":{"id":"till2-c","id":"till2-d"}}', ""),
])  # fmt: skip
def test_a_payment_id_is_shown_as_text_that_does_nothing_to_a_screen(body: bytes, shown: str) -> None:
    assert payment_of(body) == shown
