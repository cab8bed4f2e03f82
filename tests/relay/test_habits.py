"""What a habit reads is what the long reading reads, to the byte; whatever is not usual has none."""

from __future__ import annotations

import hashlib

import httptools
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kiosk.relay import requests
from kiosk.relay.habits import Habits, Question
from kiosk.relay.heads import Head
from kiosk.relay.limits import LIMITS
from kiosk.relay.values import Request
from tests.relay.hostile import ENDS, HEADERS, LINES, SEVERAL

TOKEN = "t" * 43
MACHINE = "X-Till-Instance: 0123456789abcdef\r\nX-Till-Generation: 7\r\n"
POLL = (
    "GET /letters?after=17&epoch=0a.b-_9&wait=25 HTTP/1.1\r\nHost: relay\r\nX-Forwarded-For: 192.0.2.7\r\n"
    f"Authorization: Bearer {TOKEN}\r\n{MACHINE}\r\n"
).encode()
POST = (
    b"POST /callback/Secret-_9 HTTP/1.1\r\nHost: relay\r\nContent-Type: application/json\r\nContent-Length: 9\r\n"
    b'X-Forwarded-For: 192.0.2.7\r\n\r\n{"a":"b"}'
)
Meaning = tuple[str, str, str, dict[str, str], bytes]


class Ear:
    """The long reading: the parser and the head's rules, as a connection uses them."""

    def __init__(self) -> None:
        self.head, self.body, self.whole, self.keeps = Head(LIMITS), b"", 0, False
        self.parser = httptools.HttpRequestParser(self)

    def on_url(self, part: bytes) -> None:
        self.head.add_target(part)

    def on_header(self, name: bytes, value: bytes) -> None:
        self.head.add(name, value)

    def on_headers_complete(self) -> None:
        parser = self.parser
        self.head.check(parser.get_method(), parser.get_http_version(), upgrade=parser.should_upgrade())
        self.keeps = parser.should_keep_alive()

    def on_body(self, part: bytes) -> None:
        self.body += part

    def on_message_complete(self) -> None:
        self.whole += 1


def long(data: bytes) -> Meaning | None:
    """Method, path, query, headers and body of one whole request after which the line goes on; None for others."""
    ear = Ear()
    try:
        ear.parser.feed_data(data)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    if ear.whole != 1 or not ear.keeps:
        return None
    head = ear.head
    return head.method.decode(), head.path, head.query.decode("latin-1"), requests.headers(head.fields), ear.body


def same(habits: Habits, data: bytes) -> bool:
    """Whether it was taken; what was read must be what the long reading reads."""
    read = habits.read(data)
    if read is None:
        return False
    meaning = long(data)
    assert meaning is not None
    method, path, query, headers, body = meaning
    assert not {"transfer-encoding", "content-encoding", "expect"} & set(headers)
    request = Request(method, path, query, headers, body)
    if isinstance(read, Question):
        assert (method, path, body) == ("GET", "/letters", b"")
        assert read.asked == requests.read_poll(request, LIMITS)
        assert read.till.forwarded == headers.get("x-forwarded-for", "")
        assert (read.till.token, read.till.machine) == (requests.bearer(request), requests.machine(request))
    else:
        assert (method, path, body) == ("POST", f"/callback/{read.address.decode()}", read.body)
        assert read.forwarded == headers.get("x-forwarded-for", "")
        requests.check_body_headers(request, LIMITS)
    return True


def learnt() -> Habits:
    """Both usual heads were seen."""
    habits = Habits(LIMITS)
    for data in (POLL, POST):
        assert same(habits, data)
    assert len(habits) == 2
    return habits


@pytest.mark.parametrize("data", [POLL, POST])
def test_the_first_request_is_read_as_every_other(data: bytes) -> None:
    habits = Habits(LIMITS)
    assert same(habits, data)
    assert len(habits) == 1
    assert same(habits, data)
    assert len(habits) == 1


@given(
    st.integers(0, 10**16 - 1),
    st.text("abcdefXYZ0189_.-", max_size=64),
    st.integers(0, 999_999),
    st.binary(max_size=1_200),
    st.text("abcdefXYZ0189_-", min_size=1, max_size=128),
)
def test_the_next_ones_need_no_second_reading(after: int, epoch: str, wait: int, body: bytes, address: str) -> None:
    habits, target = learnt(), f"after={after}&epoch={epoch}&wait={wait} ".encode()
    assert same(habits, POLL.replace(b"after=17&epoch=0a.b-_9&wait=25 ", target))
    text = POST.replace(b"Length: 9\r\n", b"Length: %d\r\n" % len(body)).replace(b'{"a":"b"}', body)
    assert same(habits, text.replace(b"Secret-_9", address.encode()))
    assert len(habits) == 2


@settings(max_examples=500)
@given(
    st.sampled_from([POLL, POST]),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 2), st.binary(min_size=1, max_size=3)), max_size=3),
)
def test_whatever_is_changed_is_read_alike_or_left_to_the_long_way(
    data: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    changed = data
    for place, cut, put in changes:
        changed = changed[:place] + put + changed[place + cut :]
    # Whether a head was seen before makes no difference.
    assert same(learnt(), changed) is same(Habits(LIMITS), changed)


@given(st.integers(0, 300), st.binary(max_size=20))
def test_a_piece_is_no_request_and_neither_are_two(place: int, more: bytes) -> None:
    for data in (POLL, POST):
        assume(place < len(data))
        for text in (data[:place], data + b"G" + more, data + data):
            for habits in (learnt(), Habits(LIMITS)):
                assert habits.read(text) is None


@pytest.mark.parametrize(
    ("name", "text"), [(fault.name, fault.text) for fault in (*LINES, *HEADERS, *ENDS, *SEVERAL[:-1])]
)
def test_hostile_bytes_are_nothing_usual(name: str, text: str) -> None:
    habits = learnt()
    assert habits.read(text.replace("{path}", "/callback/x").encode("latin-1")) is None, name
    assert len(habits) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"HTTP/1.1", b"HTTP/1.0"),
        (b"Host: relay", b"Host: relay\r\nConnection: close"),
        (b"Host: relay", b"Host: relay\r\nHost: relay"),
        (b"Host: relay", b"Host: relay\r\nExpect: 100-continue"),
        (b"Host: relay", b"Host: relay\r\nTransfer-Encoding: chunked"),
        (b"Host: relay", b"Host: relay\r\nX: " + b"x" * 8_000),
        (b"Host: relay", b"Host: relay" + b"\r\nX: 1" * 70),
        (b"Host: relay\r\n", b""),
        (b"application/json", b"application/json\r\nContent-Encoding: gzip"),
        (b"application/json", b"application/json\r\nContent-Length: 9"),
        (b"Content-Length: 9", b"Content-Length: +9"),
        (b"Content-Length: 9", b"Content-Length: 9, 9"),
        (b"Content-Length: 9", b"X: 9"),
        (b"GET /letters", b"GET /probe"),
        (b"GET ", b"HEAD "),
        (b"wait=25", b"wait=2.5"),
        (b"wait=25", b"wait=25&after=1"),
        (b"Bearer", b"Basic"),
        (b"Authorization", b"X"),
        (b"Authorization", b"Authorization: Bearer x\r\nAuthorization"),
        (b"0123456789abcdef", b"0123456789ABCDEF"),
        (b"Generation: 7", b"Generation: -7"),
        (b"X-Till-Instance", b"Content-Length: 0\r\nX-Till-Instance"),
        (b"POST /callback/Secret-_9", b"POST /callback/a%20b"),
        (b"POST /callback/Secret-_9", b"PUT /callback/Secret-_9"),
    ],
)
def test_what_is_not_usual_has_no_habit(old: bytes, new: bytes) -> None:
    changed = [data.replace(old, new) for data in (POLL, POST) if old in data]
    assert changed
    habits = learnt()
    assert [habits.read(data) for data in changed] == [None] * len(changed)
    assert len(habits) == 2


def test_a_body_beyond_its_bound_goes_the_long_way() -> None:
    for size, taken in ((LIMITS.max_body, True), (LIMITS.max_body + 1, False)):
        data = POST.replace(b"Length: 9\r\n", b"Length: %d\r\n" % size).replace(b'{"a":"b"}', b" " * size)
        assert (learnt().read(data) is not None) is taken
        assert (Habits(LIMITS).read(data) is not None) is taken


def test_no_token_and_no_address_is_kept() -> None:
    kept = repr(vars(learnt()))
    assert hashlib.sha256(TOKEN.encode()).hexdigest() not in kept
    assert repr(hashlib.sha256(TOKEN.encode()).digest()) in kept
    assert TOKEN not in kept
    assert "Secret-_9" not in kept


def test_what_is_kept_is_bounded() -> None:
    habits = Habits(LIMITS)
    for number in range(8_300):
        assert habits.read(POLL.replace(b"relay", b"relay%d" % number)) is not None
        assert len(habits) <= 8_192
    before = len(habits)
    # A head as long as that is read anew each time.
    assert same(habits, POST.replace(b"relay", b"relay\r\nX: " + b"x" * 1_100))
    assert len(habits) == before
