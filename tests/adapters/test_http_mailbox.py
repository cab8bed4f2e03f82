"""The line to the relay: pages of letters, whatever stands in them, and what comes of a relay in trouble."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.adapters.code_reader import CodeReader
from kiosk.adapters.http_mailbox import MailboxLine
from kiosk.adapters.start_mark import StartMark
from kiosk.gate.secret import Secret
from kiosk.sale import facts as f
from kiosk.sale.effects import ReadMailbox
from kiosk.sale.events import Call, CallFailed, LetterHeard, MailboxAnswered, ProbeAnswered
from tests.adapters.gateway import PAYMENT, PROJECT, SECRET, Handler, document, mock_client, page, signed

READ = ReadMailbox("e1", 0)
TOKEN = Secret("the till's token")
PAID = signed(document("success"))


def _line(handler: Handler, till: str = "till1") -> MailboxLine:
    return MailboxLine(mock_client(handler), TOKEN, CodeReader("test"), SECRET, PROJECT, lambda: 100.0, till)


def _answer(content: object, status: int = 200) -> Handler:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return lambda _request: httpx.Response(status, content=body)


def _read(content: object, status: int = 200, effect: ReadMailbox = READ) -> tuple[object, ...]:
    return _line(_answer(content, status)).read(effect)


def _failed(why: str, call: Call = Call.MAILBOX) -> tuple[CallFailed]:
    return (CallFailed(call, False, why),)


def test_a_read_asks_with_the_cursor_and_the_token() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.method == "GET"
        assert request.url.path == "/letters"
        assert dict(request.url.params) == {"after": "41", "epoch": "e 1&x", "wait": "25"}
        assert request.headers["authorization"] == "Bearer the till's token"
        return httpx.Response(200, json=page(epoch="e 1&x", last=41))

    assert _line(handler).read(ReadMailbox("e 1&x", 41)) == (MailboxAnswered("e 1&x", 41),)


def test_letters_come_in_order_with_their_places() -> None:
    other = signed(document("processing", "9999", payment="till1-other"))
    first, second, end = _read(page(PAID, other))
    assert isinstance(first, LetterHeard)
    assert isinstance(second, LetterHeard)
    assert (first.epoch, first.position, first.payment_id, first.raw) == ("e1", 1, PAYMENT, PAID)
    assert isinstance(first.fact, f.SuccessProved)
    assert (second.position, second.payment_id) == (2, "till1-other")
    assert isinstance(second.fact, f.Pending)
    assert end == MailboxAnswered("e1", 2)


def test_no_letter_in_time_is_a_good_end() -> None:
    assert _read(page(last=7), effect=ReadMailbox("e1", 7)) == (MailboxAnswered("e1", 7),)


def _entry(**members: object) -> dict[str, object]:
    return members


@pytest.mark.parametrize(
    "entry",
    [
        None,
        17,
        "letter",
        [],
        {},
        _entry(position=2),
        _entry(position=2, body=None),
        _entry(position=2, body=""),
        _entry(position=2, body=17),
        _entry(position=2, body="not base64!"),
        _entry(position=2, body="e30"),
        _entry(position=2, body="e3\n0="),
        _entry(position=2, body="票"),
        _entry(position=2, body="e30="),
    ],
)
def test_a_broken_entry_does_not_block_those_behind_it(entry: object) -> None:
    content = page(PAID, entry, PAID)
    first, odd, third, end = _read(content)
    assert isinstance(odd, LetterHeard)
    assert isinstance(odd.fact, f.Odd)
    assert (odd.position, odd.payment_id) == (2, "")
    assert isinstance(first, LetterHeard)
    assert isinstance(third, LetterHeard)
    assert (first.position, third.position) == (1, 3)
    assert isinstance(third.fact, f.SuccessProved)
    assert end == MailboxAnswered("e1", 3)


@pytest.mark.parametrize("position", [None, "2", 2.5, -1, True, 0, 1, 10**30])
def test_a_letter_without_a_usable_place_is_heard_at_the_next_one(position: object) -> None:
    content: Any = page(PAID, PAID, PAID)
    content["letters"][1]["position"] = position
    heard = [event for event in _read(content) if isinstance(event, LetterHeard)]
    assert [letter.position for letter in heard] == [1, 2, 3]
    assert all(isinstance(letter.fact, f.SuccessProved) for letter in heard)


def test_the_cursor_never_goes_back_within_an_epoch() -> None:
    heard = [event for event in _read(page(PAID), effect=ReadMailbox("e1", 40)) if isinstance(event, LetterHeard)]
    assert [letter.position for letter in heard] == [41]


def test_another_epoch_counts_from_its_beginning() -> None:
    letter, _end = _read(page(PAID, epoch="e2"), effect=ReadMailbox("e1", 40))
    assert isinstance(letter, LetterHeard)
    assert (letter.epoch, letter.position) == ("e2", 1)
    assert _read(page(epoch="e2"), effect=ReadMailbox("", 0)) == (MailboxAnswered("e2", 0),)


def test_a_letter_that_lies_is_odd() -> None:
    forged = PAID.replace(b'"amount": 12850', b'"amount": 1')
    letter, _end = _read(page(forged))
    assert isinstance(letter, LetterHeard)
    assert isinstance(letter.fact, f.Odd)
    assert letter.payment_id == PAYMENT


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (204, "elsewhere"),
        (409, "elsewhere"),
        (401, "token"),
        (403, "token"),
        (429, "busy"),
        (500, "busy"),
        (503, "busy"),
        (400, "refused"),
        (404, "refused"),
        (302, "unreadable"),
        (206, "unreadable"),
    ],
)
def test_each_refusal_has_its_word(status: int, why: str) -> None:
    assert _read(b"", status) == _failed(why)
    assert _line(_answer(b"", status)).probe() == _failed(why, Call.PROBE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[]",
        {},
        {"epoch": "e1", "till": "till1", "last": 1},
        {"epoch": "e1", "till": "till1", "last": 1, "letters": {}},
        {"epoch": "e1", "till": "till1", "letters": []},
        {"epoch": "e1", "till": "till1", "last": "1", "letters": []},
        {"epoch": "e1", "till": "till1", "last": -1, "letters": []},
        {"epoch": "", "till": "till1", "last": 0, "letters": []},
        {"epoch": None, "till": "till1", "last": 0, "letters": []},
        {"epoch": "e" * 129, "till": "till1", "last": 0, "letters": []},
        {"epoch": "e1", "till": "till1", "last": 0, "letters": [[[[[]]]]]},
        b'{"epoch":"e1","epoch":"e2","till":"till1","last":0,"letters":[]}',
    ],
)
def test_a_page_that_is_none(content: object) -> None:
    assert _read(content) == _failed("unreadable")


def test_a_page_may_hold_a_mebibyte_of_letters_but_not_without_end() -> None:
    letter = signed(document("success", note="x" * 200_000))
    heard = _read(page(*[letter] * 5))
    assert len(heard) == 6
    assert _read(page(*[letter] * 12)) == _failed("unreadable")


@pytest.mark.parametrize("till", ["till2", "", 1])
def test_the_box_of_another_till_is_not_read(till: Any) -> None:
    """Reading it would be a receipt for letters that its own till never saw."""
    assert _read(page(PAID, till=till)) == _failed("token")
    probe = {"epoch": "e1", "till": till, "last": 0, "orphans": 0}
    assert _line(_answer(probe)).probe() == _failed("token", Call.PROBE)


def test_a_relay_that_names_no_till_is_read() -> None:
    content = page()
    del content["till"]
    assert _read(content) == (MailboxAnswered("e1", 0),)


@pytest.mark.parametrize(
    ("fault", "certain", "why"),
    [(httpx.ConnectError("no"), True, "unreachable"), (httpx.ReadTimeout("35 s"), False, "timeout")],
)
def test_a_relay_that_cannot_be_reached(fault: Exception, certain: bool, why: str) -> None:
    def handler(_request: httpx.Request) -> httpx.Response:
        raise fault

    assert _line(handler).read(READ) == (CallFailed(Call.MAILBOX, certain, why),)
    assert _line(handler).probe() == (CallFailed(Call.PROBE, certain, why),)


def test_a_probe_tells_the_box_and_the_orphans() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/probe"
        assert request.headers["authorization"] == "Bearer the till's token"
        return httpx.Response(200, json={"epoch": "e1", "till": "till1", "last": 9, "orphans": 2})

    assert _line(handler).probe() == (ProbeAnswered("e1", 9, 2),), "a relay need not say how far it was acknowledged"
    assert _line(_answer({"epoch": "e1", "last": 9})).probe() == _failed("unreadable", Call.PROBE)


def test_how_far_the_box_was_acknowledged_is_handed_on() -> None:
    probe = {"epoch": "e1", "till": "till1", "last": 9, "orphans": 0, "taken": 8}
    line = _line(lambda _request: httpx.Response(200, json=probe))
    assert line.probe() == (ProbeAnswered("e1", 9, 0, taken=8),)
    assert _read(page() | {"taken": 8}) == (MailboxAnswered("e1", 0, taken=8),)
    assert _read(page() | {"taken": "8"}) == (CallFailed(Call.MAILBOX, False, "unreadable"),)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["position", "body", "x"]), inner),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(entries=st.lists(_JSON, max_size=6), after=st.integers(0, 5))
def test_whatever_a_relay_sends_the_cursor_only_goes_forward(entries: list[object], after: int) -> None:
    content = {"epoch": "e1", "till": "till1", "last": 0, "letters": entries}
    events = _read(content, effect=ReadMailbox("e1", after))
    places = [event.position for event in events if isinstance(event, LetterHeard)]
    assert places == sorted(set(places))
    assert all(place > after for place in places)
    assert isinstance(events[-1], MailboxAnswered | CallFailed)
    assert isinstance(events[-1], CallFailed) or len(places) == len(entries)


def _started(folder: Path, handler: Handler) -> tuple[MailboxLine, MailboxLine]:
    """The two lines of one till, one for each lane that speaks to the relay."""
    start = StartMark(folder / "start", lambda: "a" * 16, lambda: 1_000)
    client = mock_client(handler)
    made = [
        MailboxLine(client, TOKEN, CodeReader("test"), SECRET, PROJECT, lambda: 100.0, "till1", start=start)
        for _lane in range(2)
    ]
    return made[0], made[1]


def test_a_read_says_which_start_it_is_and_a_probe_only_after_it(tmp_path: Path) -> None:
    said: list[tuple[str, str | None, str | None]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        names = (request.headers.get("x-till-instance"), request.headers.get("x-till-generation"))
        said.append((request.url.path, *names))
        return httpx.Response(200, json=page(last=7) | {"orphans": 0})

    reads, probes = _started(tmp_path, handler)
    probes.probe()
    reads.read(READ)
    reads.read(READ)
    probes.probe()
    named = ("a" * 16, "1000")
    assert said == [("/probe", None, None), ("/letters", *named), ("/letters", *named), ("/probe", *named)]


def test_another_machine_in_its_place_is_told_on_both_lines(tmp_path: Path) -> None:
    reads, probes = _started(tmp_path, _answer({"error": "another machine is this till", "cure": "…"}, 409))
    assert reads.read(READ) == _failed("elsewhere")
    assert probes.probe() == _failed("elsewhere", Call.PROBE)
    assert probes.told() == CallFailed(Call.PROBE, False, "elsewhere")
