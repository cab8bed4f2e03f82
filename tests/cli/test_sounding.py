"""The queue of tones: the person in front first, each result once, and a device that is not there is only a light."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.cli.sounding import SHARES, Sounding
from kiosk.cli.till_window import Look, TillWindow
from kiosk.compose.demo import demo
from kiosk.runtime.lane import Bell
from kiosk.sale.screen import Chime
from kiosk.ui.sound_dial import VOLUMES, SoundDial
from tests.fakes import ImmediateLane
from tests.leavings import closed_at_end

pytestmark = pytest.mark.usefixtures("qapp")
PAID, DECLINED, LATE = Chime.PAID, Chime.DECLINED, Chime.LATE


class Speaker:
    """Writes down what is played instead of sounding it. `trouble` is raised by every tone until it is None."""

    def __init__(self) -> None:
        self.played: list[Chime] = []
        self.shares: list[float] = []
        self.cut: list[Chime] = []
        self.trouble: Exception | None = None
        self.made = 0

    def play(self, chime: Chime, share: float, stop: Bell) -> bool:
        if self.trouble is not None:
            raise self.trouble
        if stop.wait(0.0):
            self.cut.append(chime)
            return False
        self.played.append(chime)
        self.shares.append(share)
        return True

    def make(self) -> Speaker:
        self.made += 1
        return self


class Booth:
    """A queue with a lane that works when told to."""

    def __init__(self, volume: str = "medium") -> None:
        self.speaker, self.dial, self.lane = Speaker(), SoundDial(volume), ImmediateLane("sound")
        self.lane.hold()
        self.sounding = Sounding(self.speaker.make, self.dial, lane=self.lane)
        closed_at_end(self.sounding)

    def sound(self, *chimes: Chime) -> None:
        """Results become known, each with a turn of the event loop after it."""
        for chime in chimes:
            self.sounding.sound(chime)
            QApplication.processEvents()

    def work(self, jobs: int = 1) -> None:
        for _ in range(jobs):
            self.lane.work()

    def finish(self) -> list[Chime]:
        """Let everything be heard; what it was, in order."""
        QApplication.processEvents()
        while self.lane.waiting:
            self.work()
        return self.speaker.played


@pytest.fixture
def booth() -> Booth:
    return Booth()


def test_a_result_is_heard_once_and_the_loudspeaker_is_made_for_it(booth: Booth) -> None:
    assert booth.speaker.made == 0
    booth.sound(PAID)
    assert booth.speaker.played == [], "on its lane, and not here"
    assert booth.finish() == [PAID]
    booth.sound(DECLINED)
    assert booth.finish() == [PAID, DECLINED]
    assert booth.speaker.made == 1


def test_the_person_in_front_cuts_off_what_is_heard_and_it_comes_again_after(booth: Booth) -> None:
    booth.sound(LATE, PAID)
    assert booth.finish() == [PAID, LATE]
    assert booth.speaker.cut == [LATE]


def test_the_newest_result_of_the_person_in_front_is_the_only_one(booth: Booth) -> None:
    booth.sound(DECLINED, PAID)
    assert booth.finish() == [PAID], "a decline after paid would be a lie"
    booth.sound(LATE, DECLINED, PAID)
    assert booth.finish() == [PAID, PAID, LATE], "also one that had not begun"


def test_money_of_others_waits_and_several_are_one(booth: Booth) -> None:
    booth.sound(PAID, LATE, LATE, LATE)
    assert booth.finish() == [PAID, LATE]
    booth.sound(LATE, LATE)
    assert booth.finish() == [PAID, LATE, LATE, LATE], "one that came while another was heard is heard after it"


@pytest.mark.parametrize("volume", VOLUMES)
def test_the_volume_is_a_share_and_off_is_silent(volume: str) -> None:
    booth = Booth(volume)
    booth.sound(PAID)
    booth.finish()
    assert booth.speaker.shares == ([SHARES[volume]] if volume != "off" else [])
    assert booth.speaker.made == (volume != "off"), "nothing is even looked for"


def test_off_is_off_at_once(booth: Booth) -> None:
    booth.sound(LATE, LATE)
    booth.dial.turn("off")
    assert booth.finish() == []
    booth.dial.turn("high")
    booth.sound(PAID)
    assert booth.finish() == [PAID]


def test_a_test_plays_all_three_and_says_which(booth: Booth) -> None:
    marked: list[Chime | None] = []
    booth.dial.changed.connect(lambda: marked.append(booth.dial.sounding))
    booth.sounding.test()
    booth.sounding.test()
    assert booth.finish() == [PAID, DECLINED, LATE]
    assert [chime for chime in marked if chime is not None] == [PAID, DECLINED, LATE]
    assert booth.dial.sounding is None


def test_a_result_ends_a_test(booth: Booth) -> None:
    booth.sounding.test()
    QApplication.processEvents()
    booth.sound(LATE)
    assert booth.finish() == [LATE]
    assert booth.dial.sounding is None


def test_a_test_ends_when_a_sale_begins_and_does_not_mix_with_results(booth: Booth) -> None:
    booth.sounding.test()
    QApplication.processEvents()
    booth.dial.left.emit()
    assert booth.finish() == []
    booth.sound(PAID)
    booth.sounding.test()
    assert booth.finish() == [PAID]


def test_no_device_is_a_light_and_a_line_in_the_log_and_the_next_tone_tries_again(
    booth: Booth, caplog: pytest.LogCaptureFixture
) -> None:
    booth.speaker.trouble = OSError("no card")
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            booth.sound(PAID)
            booth.finish()
    assert booth.dial.warns
    assert [record.getMessage() for record in caplog.records] == [
        "nothing can be heard: no card; plug in a loudspeaker or switch it on"
    ]
    booth.speaker.trouble = None
    booth.sound(LATE)
    assert booth.finish() == [LATE]
    assert not booth.dial.warns


def test_a_test_without_a_device_ends_with_its_first_tone(booth: Booth) -> None:
    booth.speaker.trouble = OSError("no card")
    booth.sounding.test()
    booth.finish()
    booth.speaker.trouble = None
    assert booth.finish() == []
    assert booth.dial.warns


def test_a_device_that_does_not_come_back_is_none(booth: Booth) -> None:
    booth.sound(PAID)
    (watch,) = [timer for timer in booth.sounding.findChildren(QTimer) if timer.objectName() == "sound-stuck"]
    assert watch.isActive()
    watch.timeout.emit()
    assert booth.dial.warns
    assert booth.finish() == [PAID]
    assert not booth.dial.warns, "it came back after all"
    assert not watch.isActive()


def test_who_closes_the_till_hears_nothing_more(booth: Booth) -> None:
    booth.sound(PAID, LATE)
    booth.sounding.close()
    assert booth.finish() == []


def play_by_hand(till: TillWindow, qtbot: QtBot, wanted: Callable[[], bool]) -> None:
    till.dial.tried.emit()
    qtbot.waitUntil(wanted)


def test_a_till_plays_the_test_on_a_lane_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    speaker = Speaker()
    till = TillWindow(demo(tmp_path, speaker=speaker.make), Look.for_demo(one_screen=True))
    closed_at_end(till)
    assert till.shell.kit.sound is till.dial
    play_by_hand(till, qtbot, lambda: speaker.played == [PAID, DECLINED, LATE])
    till.runner.sounded.emit(PAID)
    qtbot.waitUntil(lambda: speaker.played[3:] == [PAID])
    till.close()


def test_a_till_without_a_loudspeaker_has_no_dial_on_its_pages(tmp_path: Path) -> None:
    till = TillWindow(demo(tmp_path), Look.for_demo(one_screen=True))
    closed_at_end(till)
    assert till.shell.kit.sound is None
    till.runner.sounded.emit(PAID)
    till.dial.tried.emit()
    till.close()
