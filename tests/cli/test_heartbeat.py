"""The till's sign of life: from its event loop, and never in its way."""

import os
import select
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk.cli.heartbeat import BEAT_MS, VARIABLE, Heartbeat, begin

Pipe = tuple[int, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    read, write = os.pipe()
    os.set_blocking(read, False)
    yield read, write
    for end in (read, write):
        try:
            os.close(end)
        except OSError:
            continue  # the test closed it


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QObject]:
    made = QObject()
    yield made
    for heart in made.findChildren(Heartbeat):
        heart.timer.stop()


def test_it_beats_as_soon_as_the_event_loop_turns_and_at_least_every_two_seconds(
    qtbot: QtBot, pipe: Pipe, parent: QObject
) -> None:
    heart = Heartbeat(pipe[1], parent)
    with pytest.raises(BlockingIOError):
        os.read(pipe[0], 1)
    qtbot.waitUntil(lambda: select.select([pipe[0]], [], [], 0)[0] != [], timeout=2000)
    assert os.read(pipe[0], 8) == b"."
    assert heart.timer.isActive()
    assert heart.timer.interval() == BEAT_MS <= 1800  # Qt's coarse timers may be a twentieth late


def test_nobody_else_inherits_the_pipe(pipe: Pipe, parent: QObject) -> None:
    os.set_inheritable(pipe[1], True)
    Heartbeat(pipe[1], parent)
    assert not os.get_inheritable(pipe[1])


def test_a_guard_that_stands_still_is_not_waited_for(pipe: Pipe, parent: QObject) -> None:
    heart = Heartbeat(pipe[1], parent)
    for _ in range(100_000):
        heart.beat()
    assert heart.timer.isActive()


def test_without_its_guard_it_stops_and_the_till_goes_on(pipe: Pipe, parent: QObject) -> None:
    heart = Heartbeat(pipe[1], parent)
    os.close(pipe[0])
    heart.beat()
    assert not heart.timer.isActive()


def test_it_begins_only_for_whoever_is_guarded(pipe: Pipe, parent: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert begin(parent) is None
    for nonsense in ("", "x", "-1", "987654"):
        monkeypatch.setenv(VARIABLE, nonsense)
        assert begin(parent) is None
        assert VARIABLE not in os.environ
    monkeypatch.setenv(VARIABLE, str(pipe[1]))
    assert begin(parent) is not None
    assert VARIABLE not in os.environ, "programs that the till starts do not beat for it"
