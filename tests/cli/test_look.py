"""The doctor's child process: it starts Qt and says what it sees, or why it cannot."""

import json
import os
import subprocess
import sys


def look(text: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "doctor", "--look"],
        input=text.encode(), capture_output=True, env=kept | environ, timeout=60, check=False,
    )  # fmt: skip


def test_it_names_screens_and_missing_characters() -> None:
    done = look("好運 €😀", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert [screen[1:] for screen in found["screens"]] == [[800, 800]]
    assert found["lacking"] == "😀"
    assert found["awake"] == [], "without a screen there is nothing to keep on"


def test_without_a_screen_it_says_so() -> None:
    done = look("")
    assert done.returncode == 3
    assert done.stdout == b""
    assert b"There is no screen" in done.stderr
