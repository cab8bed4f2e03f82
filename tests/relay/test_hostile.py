"""The table of hostile input against a relay on a socket: named answers, nothing stored, no traceback in the log."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.relay.hostile import FAULTS, OBJECTS, TAKEN, Fault
from tests.relay.plug import Plug, play

Run = Callable[..., None]
_ANSWER = re.compile(rb"HTTP/1\.1 (\d{3}) [^\r]*\r\n(.*?)\r\n\r\n", re.DOTALL)


@pytest.fixture
def run(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Run:
    caplog.set_level(logging.WARNING)
    return partial(play, tmp_path)


async def told(plug: Plug, fault: Fault) -> list[tuple[int, dict[str, str], bytes]]:
    """Send it and close our side's patience: every answer as status, headers and body."""
    token = plug.relay.service.add_till("shop", f"t{len(plug.log.lines)}")
    reader, writer = await plug.open()
    text = fault.text.replace("{path}", plug.path).replace("{token}", token)
    writer.write(text.encode("latin-1"))
    answers: list[tuple[int, dict[str, str], bytes]] = []
    while len(answers) < len(fault.answers):
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
        match = _ANSWER.fullmatch(head)
        assert match is not None, head
        lines = [line.partition(b": ") for line in match[2].split(b"\r\n")]
        headers = {name.decode().lower(): value.decode() for name, _, value in lines}
        body = b"" if fault.text.startswith("HEAD") else await reader.readexactly(int(headers["content-length"]))
        answers.append((int(match[1]), headers, body))
    if answers[-1][1].get("connection") == "close":
        assert await asyncio.wait_for(reader.read(), 20) == b"", "one request was taken for two"
    writer.close()
    return answers


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_answered_in_words_and_leaves_nothing(
    run: Run, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(plug: Plug) -> None:
        answers = await told(plug, fault)
        assert tuple(status for status, _, _ in answers) == fault.answers
        for status, headers, body in answers:
            assert {"date", "content-type", "cache-control"} <= set(headers)
            if status != 200 and body:
                said = json.loads(body)
                assert set(said) == {"error", "cure"}
                assert all(said.values())
        assert plug.store.transactions == 0
        assert [event for event, _ in plug.log.lines if event == "fault"] == []

    run(story)
    assert caplog.records == []


@pytest.mark.parametrize("fault", TAKEN, ids=lambda fault: fault.name)
def test_what_is_unusual_and_right_is_stored(run: Run, fault: Fault) -> None:
    async def story(plug: Plug) -> None:
        assert [status for status, _, _ in await told(plug, fault)] == [200]
        assert plug.store.transactions == 1

    run(story)


def test_every_object_that_a_gateway_might_send_is_kept_and_acknowledged(run: Run) -> None:
    async def story(plug: Plug) -> None:
        reader, writer = await plug.open()
        for number, text in enumerate(OBJECTS):
            body = text.encode()
            head = f"POST {plug.path} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            assert b" 200 " in await asyncio.wait_for(reader.readuntil(b"\r\n"), 20), text[:60]
            await reader.readuntil(b'{"status":"stored"}')
            assert plug.store.transactions == number + 1
        writer.close()

    run(story)
