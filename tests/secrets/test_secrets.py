"""No secret on any way out: hundreds of error paths, each overheard at every place where something comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.gate.secret import Secret
from tests.secrets import ways_lines, ways_objects, ways_program, ways_relay, ways_settings
from tests.secrets.ears import KEY, MARKS, PIN, TOKEN, Box, Heard, Way, follow, listening

WAYS = {
    way.name: way for room in (ways_settings, ways_objects, ways_lines, ways_relay, ways_program) for way in room.WAYS
}


@pytest.mark.parametrize("name", WAYS)
def test_no_secret_comes_out(name: str, tmp_path: Path) -> None:
    heard = follow(WAYS[name], Box(tmp_path).fill())
    assert heard.leaks() == [], heard.text[:3_000]


def test_there_are_more_than_two_hundred_ways() -> None:
    assert len(WAYS) == sum(
        len(room.WAYS) for room in (ways_settings, ways_objects, ways_lines, ways_relay, ways_program)
    )
    assert len(WAYS) >= 200


@pytest.mark.parametrize("mark", [KEY, TOKEN, PIN])
@pytest.mark.parametrize(
    "where", ["seen", "stdout", "stderr", "log", "warning", "file", "name", "exception", "hex", "base64"]
)
def test_the_ears_hear_it_everywhere(mark: str, where: str, tmp_path: Path) -> None:
    """An ear that hears nothing would find nothing."""
    way = Way(where, lambda box: _whisper(where, mark, box))
    assert follow(way, Box(tmp_path).fill()).leaks() == [name for name, word in MARKS.items() if word == mark]


def _whisper(where: str, mark: str, box: Box) -> object:
    import base64
    import logging
    import sys
    import warnings

    match where:
        case "stdout":
            print(mark)
        case "stderr":
            print(mark, file=sys.stderr)
        case "log":
            logging.getLogger("kiosk.anything").debug("said %s", mark)
        case "warning":
            warnings.warn(mark, stacklevel=1)
        case "file":
            (box.data / "log.txt").write_text(mark)
        case "name":
            (box.data / mark).touch()
        case "exception":
            raise ValueError(mark)
        case "hex":
            return mark.encode().hex()
        case "base64":
            return base64.b64encode(b"x" + mark.encode() + b"yz")
        case _:
            return mark
    return None


def test_what_is_heard_is_only_what_was_said() -> None:
    with listening() as heard:
        print(Secret(KEY), repr(Secret(TOKEN)))
    assert heard.leaks() == []
    assert Heard([KEY]).leaks() == ["the key"]
