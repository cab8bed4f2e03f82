"""The short way and the long way beside each other: the same bytes make the same answers, log, letters and counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.relay.limits import LIMITS, Limits, Rate
from tests.relay.hostile import CONTENT, ENDS, FAULTS, OBJECTS, TAKEN
from tests.relay.plug import Plug, play
from tests.relay.speech import poll, post, spoken

KEPT = "SELECT till, size FROM letters JOIN boxes ON boxes.id = box ORDER BY letters.id"
Seen = tuple[list[bytes], list[tuple[str, dict[str, Any]]], list[Any], list[str]]


def seen(folder: Path, texts: list[str], *, short: bool, limits: Limits = LIMITS) -> Seen:
    """Each text on one connection as long as it lasts: the answers, the log, the letters, the counts."""
    told: list[Seen] = []

    async def story(plug: Plug) -> None:
        if not short:
            plug.server.house.express = None
        token = plug.relay.service.add_till("shop", "till1")
        reader, writer = await plug.open()
        answers = []
        for text in texts:
            writer.write(text.replace("{path}", plug.path).replace("{token}", token).encode("latin-1"))
            answers.append(await spoken(reader))
            if b"connection: close" in answers[-1]:
                writer.close()
                reader, writer = await plug.open()
        writer.close()
        # Whether the one before was on the disk already when the next machine came is a matter of moments.
        lines = [
            (event, {k: v for k, v in facts.items() if k != "position"})
            for event, facts in plug.log.lines
            if event != "machine changed"
        ]
        page = [line for line in plug.relay.meter.page({}).splitlines() if "seconds" not in line and "size" not in line]
        kept = plug.store._reader.execute(KEPT).fetchall()
        told.append((answers, lines, kept, page))

    play(folder, story, limits)
    return told[0]


def machine(name: str, generation: int) -> str:
    return f"X-Till-Instance: {name * 16}\r\nX-Till-Generation: {generation}\r\n"


GOOD = [post('{"payment":{"id":"till1-A"}}'), poll()]
ROWS = {
    "letters and pages": [*GOOD * 3, poll("after=9&epoch=x&wait=0"), poll("after=0&epoch=&wait=1")],
    "what a gateway might send": [post(text.encode().decode("latin-1")) for text in OBJECTS],
    "what is no letter": [*GOOD, *(fault.text for fault in CONTENT if "chunked" not in fault.text), *GOOD],
    "where a request ends": [text for fault in ENDS[:16] for text in (*GOOD, fault.text)],
    "unusual and right": [text for fault in TAKEN for text in (*GOOD, fault.text)],
    "addresses": [*GOOD, post("{}").replace("{path}", "/callback/guess"), post("{}"), *GOOD],
    "tokens": [*GOOD, poll(token="guess"), poll(token="guess"), poll(token="g u"), *GOOD],
    "machines": [
        poll(more=machine("a", 5)), poll(more=machine("c", 5)), poll(more=machine("b", 6)), poll(more=machine("a", 5)),
        poll(more=machine("z", 5)), *GOOD,
    ],
    "questions": [*GOOD, poll("after=x"), poll("wait=0.0"), poll("after=1&after=2"), poll("after=-1&epoch=&wait=0")],
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_both_ways_answer_log_store_and_count_alike(tmp_path: Path, row: list[str]) -> None:
    limits = replace(LIMITS, stranger_rate=Rate(1e6, 10_000))
    assert seen(tmp_path / "a", row, short=True, limits=limits) == seen(tmp_path / "b", row, short=False, limits=limits)


@pytest.mark.parametrize(
    ("limits", "row"),
    [
        (replace(LIMITS, project_rate=Rate(1e-9, 2)), [post("{}")] * 4),
        (replace(LIMITS, source_rate=Rate(1e-9, 2)), [post("{}")] * 4),
        (replace(LIMITS, token_rate=Rate(1e-9, 2)), [poll()] * 4),
        (replace(LIMITS, stranger_rate=Rate(1e-9, 2)), [*GOOD, *[poll(token="x")] * 4, *GOOD]),
        (replace(LIMITS, max_body=64), [post("{" + " " * size + "}") for size in (10, 62, 63, 200, 10)]),
        (replace(LIMITS, max_buffered=64), [post("{" + " " * size + "}") for size in (10, 62, 63, 200, 10)]),
        (replace(LIMITS, box_letters=2), [post(f'{{"payment":{{"id":"till1-{n}"}}}}') for n in (1, 2, 3, 1, 2)]),
        (replace(LIMITS, page_letters=1), [*GOOD, post('{"payment":{"id":"till1-B"}}'), poll()]),
    ],
)
def test_both_ways_keep_the_same_bounds(tmp_path: Path, limits: Limits, row: list[str]) -> None:
    assert seen(tmp_path / "a", row, short=True, limits=limits) == seen(tmp_path / "b", row, short=False, limits=limits)


# An answer to HEAD has no body to read.
ALONE = [fault for fault in FAULTS if len(fault.answers) == 1 and fault.name != "HEAD"]


@pytest.mark.parametrize("fault", ALONE, ids=lambda fault: fault.name)
def test_hostile_bytes_behind_good_requests_are_answered_alike(tmp_path: Path, fault: Any) -> None:
    row = [*GOOD, fault.text]
    assert seen(tmp_path / "a", row, short=True) == seen(tmp_path / "b", row, short=False)
