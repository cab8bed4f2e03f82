"""Every face test has the bundled font, a clock that stands still, and a kit in each look."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.ui import fonts
from kiosk.ui.page import Kit
from tests.ui.faces import Clock, make_kit
from tests.ui.stage import Stage


@pytest.fixture
def clock(qapp: QApplication) -> Clock:
    """A clock moved by hand; it stands at the second the made-up screens count from."""
    fonts.register()
    return Clock()


@pytest.fixture(params=["light", "dark", "contrast"])
def kit(request: pytest.FixtureRequest, clock: Clock) -> Kit:
    """What pages draw with, in each look."""
    return make_kit(clock, request.param)


@pytest.fixture
def stage(clock: Clock) -> Iterator[Stage]:
    """Both windows, open, with nothing on them yet."""
    made = Stage(clock)
    yield made
    made.shell.close()


@pytest.fixture
def single(clock: Clock) -> Iterator[Stage]:
    """One window that flips between the faces."""
    made = Stage(clock, one_screen=True)
    yield made
    made.shell.close()
