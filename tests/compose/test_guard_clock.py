"""The guard's clock goes forward and brings no Qt along."""

import subprocess
import sys

from kiosk.compose.guard_clock import mono


def test_it_never_goes_back() -> None:
    moments = [mono() for _ in range(1000)]
    assert moments == sorted(moments)


def test_it_brings_no_qt_along() -> None:
    look = "import sys, kiosk.compose.guard_clock, kiosk.cli.guard; print([m for m in sys.modules if 'PySide' in m])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
