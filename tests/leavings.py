"""What a test opened goes with it: tills and windows are closed, and no timer of theirs rings in a later test.

A window that is closed is only hidden, and a runner that nobody closed keeps its timers; under a long run they took
the time that a later test's threads were waiting for.
"""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Closes(Protocol):
    """A runner, a face, a till."""

    def close(self) -> None:
        """Let go; a second time does no harm."""


_open: weakref.WeakSet[Closes] = weakref.WeakSet()


def closed_at_end(made: Closes) -> None:
    """Close this when the test is over, should it still be there. Looking after it does not keep it alive."""
    _open.add(made)


def close_all() -> None:
    """Close what `closed_at_end` was told of."""
    for made in list(_open):
        made.close()
    _open.clear()


def windows() -> Sequence[QWidget]:
    """The top-level windows there are, in sight or not. Qt is not imported for it."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return ()
    found: Sequence[QWidget] = widgets.QApplication.topLevelWidgets()
    return found


def delete_windows(before: Sequence[QWidget]) -> None:
    """Delete the windows that were not there before, and with them what they hold."""
    import shiboken6

    for window in windows():
        # A panel goes with the window that it belongs to.
        if shiboken6.isValid(window) and window not in before:
            shiboken6.delete(window)


def thaw() -> None:
    """A till that opened told Python never to look through its things again, which in tests outlive it."""
    if gc.get_freeze_count():
        gc.unfreeze()


def let_loops_run() -> None:
    """A till that was left outside of its own loop told Qt to leave every loop, also those of later tests: they would
    end as they begin, and what they wait for seem not to come. Only a whole run of the application takes that back.
    """
    widgets, core = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("PySide6.QtCore")
    application = widgets and widgets.QApplication.instance()
    if not application or core is None:
        return
    loop = core.QEventLoop()
    core.QTimer.singleShot(0, loop.quit)
    if loop.exec() != 0:
        core.QTimer.singleShot(0, lambda: application.exit(0))
        application.exec()


def ringing() -> list[str]:
    """The timers that are running, by name, or by what they belong to. It looks through all of memory.

    A single shot that belongs to nobody is Qt's own: it rings once and is gone.
    """
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        return []
    import shiboken6

    # What only holds itself is gone already, as far as anybody can tell.
    gc.collect()
    timers = [found for found in gc.get_objects() if type(found) is core.QTimer and shiboken6.isValid(found)]
    owned = [timer for timer in timers if timer.isActive() and (timer.parent() or not timer.isSingleShot())]
    return [timer.objectName() or repr(timer.parent()) for timer in owned]
