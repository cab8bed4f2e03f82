"""What holds for every test: no screen, no internet, one locale, the bundled font only.

The environment is set before Qt is imported by anybody. Tests that need a real screen carry the mark `screen`.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import leavings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("FONTCONFIG_FILE", str(Path(__file__).with_name("fonts.conf")))
os.environ["LC_ALL"] = "C.UTF-8"
# A window of the desktop must not make its scale or its style ours.
for name in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_STYLE_OVERRIDE", "QT_ENABLE_HIGHDPI_SCALING"):
    os.environ.pop(name, None)

# Hypothesis times each example on its own; a busy machine is no fault of the program.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

SCREEN_TOOLS = ("Xvfb", "xdotool", "openbox")
LOOPBACK = ("127.", "::1", "localhost", "::ffff:127.")

_went_out: list[str] = []


def _stay_home(event: str, args: tuple[object, ...]) -> None:
    """Refuse the internet in this process, from any thread, whichever library asks for it."""
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "localhost")
    if not name.startswith(LOOPBACK) and name not in ("0.0.0.0", "::"):
        _went_out.append(name)
        raise OSError(f"a test may not leave this computer, and tried to reach {name}")


sys.addaudithook(_stay_home)


@pytest.fixture(autouse=True)
def _no_internet() -> Iterator[None]:
    """Fails the test that tried to leave this computer, even when the program took it for a dead line."""
    _went_out.clear()
    yield
    assert not _went_out, f"this test tried to reach {', '.join(_went_out)}; use loopback or a transport of its own"


@pytest.fixture(autouse=True)
def _leaves_nothing() -> Iterator[None]:
    """Whatever a test opened is closed and deleted after it."""
    before = leavings.windows()
    yield
    leavings.close_all()
    leavings.delete_windows(before)
    leavings.thaw()
    leavings.let_loops_run()
    left = [window for window in leavings.windows() if window not in before]
    assert not left, "windows of this test are still there"


@pytest.fixture(autouse=True, scope="module")
def _leaves_no_timer() -> Iterator[None]:
    """No timer of these tests rings in those of another file. It takes a look through all of memory: once a file."""
    yield
    found = leavings.ringing()
    assert not found, f"{len(found)} timers of this file's tests are running: {', '.join(sorted(set(found)))}"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests on a real screen are skipped where there is none, unless somebody insists on them."""
    marker = item.get_closest_marker("screen")
    if marker is None:
        return
    missing = [tool for tool in (*SCREEN_TOOLS, *marker.args) if shutil.which(tool) is None]
    if missing and os.environ.get("KIOSK_REQUIRE_X"):
        pytest.fail(f"KIOSK_REQUIRE_X is set, and {', '.join(missing)} is missing; the README has the apt line")
    if missing:
        pytest.skip(f"{', '.join(missing)} is missing; the README has the apt line")
