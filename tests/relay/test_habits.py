"""What a habit reads is what the long reading reads, to the byte; whatever is not usual has none."""

from __future__ import annotations

import hashlib

import httptools
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kiosk.relay import requests
from kiosk.relay.habits import Gateway, Letter, Till, learn
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


def same(habit: Till | Gateway, data: bytes) -> bool:
    """Whether the habit took it; what it read must be what the long reading reads."""
    read = habit.read(data)
    if read is None:
        return False
    meaning = long(data)
    assert meaning is not None
    method, path, query, headers, body = meaning
    assert habit.forwarded == headers.get("x-forwarded-for", "")
    assert not {"transfer-encoding", "content-encoding", "expect"} & set(headers)
    request = Request(method, path, query, headers, body)
    if isinstance(habit, Till):
        assert (method, path, body) == ("GET", "/letters", b"")
        assert read == requests.read_poll(request, LIMITS)
        assert (habit.token, habit.machine) == (requests.bearer(request), requests.machine(request))
    else:
        assert isinstance(read, Letter)
        assert (method, path, body) == ("POST", f"/callback/{read.address.decode()}", read.body)
        requests.check_body_headers(request, LIMITS)
    return True


def learnt(data: bytes) -> Till | Gateway:
    habit = learn(data, LIMITS)
    assert habit is not None
    return habit


@pytest.mark.parametrize("data", [POLL, POST])
def test_the_first_request_is_read_as_every_other(data: bytes) -> None:
    assert same(learnt(data), data)


@given(
    st.integers(0, 10**16 - 1),
    st.text("abcdefXYZ0189_.-", max_size=64),
    st.integers(0, 999_999),
    st.binary(max_size=1_200),
    st.text("abcdefXYZ0189_-", min_size=1, max_size=128),
)
def test_the_next_ones_need_no_second_reading(after: int, epoch: str, wait: int, body: bytes, address: str) -> None:
    target = f"after={after}&epoch={epoch}&wait={wait} ".encode()
    assert same(learnt(POLL), POLL.replace(b"after=17&epoch=0a.b-_9&wait=25 ", target))
    letter = POST.replace(b"Length: 9\r\n", b"Length: %d\r\n" % len(body)).replace(b'{"a":"b"}', body)
    assert same(learnt(POST), letter.replace(b"Secret-_9", address.encode()))


@settings(max_examples=500)
@given(
    st.sampled_from([POLL, POST]),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 2), st.binary(min_size=1, max_size=3)), max_size=3),
)
def test_whatever_is_changed_is_read_alike_or_left_to_the_long_way(
    data: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    habit, changed = learnt(data), data
    for place, cut, put in changes:
        changed = changed[:place] + put + changed[place + cut :]
    same(habit, changed)
    new = learn(changed, LIMITS)
    if new is not None:
        same(new, changed)


@given(st.integers(0, 300), st.binary(max_size=20))
def test_a_piece_is_no_request_and_neither_are_two(place: int, more: bytes) -> None:
    for data in (POLL, POST):
        assume(place < len(data))
        for text in (data[:place], data + b"G" + more, data + data):
            assert learnt(data).read(text) is None
            assert learn(text, LIMITS) is None


@pytest.mark.parametrize(
    ("name", "text"), [(fault.name, fault.text) for fault in (*LINES, *HEADERS, *ENDS, *SEVERAL[:-1])]
)
def test_hostile_bytes_make_no_habit(name: str, text: str) -> None:
    assert learn(text.replace("{path}", "/callback/x").encode("latin-1"), LIMITS) is None, name


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
    for data in changed:
        assert learn(data, LIMITS) is None
        assert all(learnt(usual).read(data) is None for usual in (POLL, POST))


def test_a_body_beyond_its_bound_goes_the_long_way() -> None:
    size = LIMITS.max_body + 1
    data = POST.replace(b"Length: 9\r\n", b"Length: %d\r\n" % size).replace(b'{"a":"b"}', b" " * size)
    assert learnt(POST).read(data) is None
    assert learnt(data).read(data) is None


def test_a_habit_shows_no_token() -> None:
    habit = learnt(POLL)
    assert isinstance(habit, Till)
    assert habit.token == hashlib.sha256(TOKEN.encode()).digest()
    assert habit.machine == requests.Machine("0123456789abcdef", 7)
    assert TOKEN not in repr(habit)
