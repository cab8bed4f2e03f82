"""The loudspeaker against the library's own silent device, and against a computer that has none."""

from __future__ import annotations

import os
import subprocess
import sys
from array import array
from pathlib import Path

import pytest

from kiosk.adapters.loudspeaker import SILENT, Loudspeaker, SoundFailed
from kiosk.adapters.tones import RATE
from kiosk.runtime.lane import Bell
from kiosk.sale.screen import Chime

SHORT = array("h", [1_000] * (RATE // 50))
LINUX = sys.platform.startswith("linux")


def test_a_tone_is_sounded_to_its_end_in_the_time_it_takes() -> None:
    rung = Bell()
    assert Loudspeaker(SILENT).sound(SHORT, rung) is True


def rung() -> Bell:
    """Whoever plays is told at once to stop."""
    bell = Bell()
    bell.ring()
    return bell


def test_a_chime_is_a_tone_and_a_ring_ends_it() -> None:
    stop = Bell()
    stop.ring()
    assert Loudspeaker(SILENT).play(Chime.PAID, 1.0, stop) is False


def test_the_device_is_named() -> None:
    assert "Null" in Loudspeaker(SILENT).device()


@pytest.mark.skipif(not LINUX, reason="reads the process's own folder")
def test_nothing_is_left_open_however_often_it_sounds() -> None:
    speaker = Loudspeaker(SILENT)
    speaker.play(Chime.PAID, 1.0, rung())
    before = len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task"))
    for _ in range(20):
        speaker.device()
        assert speaker.play(Chime.PAID, 1.0, rung()) is False
    assert (len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task"))) == before


# A process of its own: nothing here may find a device, nor leave the library's read state to other tests.
ALONE = """
import sys
from kiosk.adapters.loudspeaker import Loudspeaker, SoundFailed
from kiosk.runtime.lane import Bell
from kiosk.sale.screen import Chime
assert "miniaudio" not in sys.modules, "read before the first tone"
for turn in range(2):
    try:
        Loudspeaker(%s).play(Chime.LATE, 0.5, Bell())
    except SoundFailed as fault:
        print("none:", fault)
"""


def alone(backends: str, home: Path) -> subprocess.CompletedProcess[str]:
    """No sound server and no card can be found from there."""
    environ = {**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "PULSE_SERVER": f"unix:{home}/none"}
    environ["ALSA_CONFIG_PATH"] = str(home / "none.conf")
    command = [sys.executable, "-c", ALONE % backends]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("backends", ['("ALSA",)', '("PULSEAUDIO",)', '("PULSEAUDIO", "ALSA")', '("no such name",)'])
@pytest.mark.skipif(not LINUX, reason="names ways to a device that this system has not")
def test_without_a_device_it_fails_with_words_each_time_and_the_terminal_stays_clean(
    backends: str, tmp_path: Path
) -> None:
    done = alone(backends, tmp_path)
    assert done.stderr == ""
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("none: ") and len(line) > 10 for line in lines)


def test_what_fails_is_one_kind_of_fault() -> None:
    with pytest.raises(SoundFailed):
        Loudspeaker(("no such name",)).device()
