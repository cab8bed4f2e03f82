"""The till's sign of life for whoever guards it: a byte into a pipe from the event loop's own timer.

A till that hangs does not turn its event loop, and so falls silent; no thread of its own could say it is well. Must not
know what the guard does about it.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, QTimer

VARIABLE = "KIOSK_HEARTBEAT"
"""Names the pipe's descriptor to the till; nothing else is said by it."""
BEAT_MS = 1500


class Heartbeat(QObject):
    """Beats until the guard is gone, or until the event loop stops turning."""

    def __init__(self, descriptor: int, parent: QObject | None = None) -> None:
        # Not for the programs that this one starts: the pipe ends with the till.
        os.set_inheritable(descriptor, False)
        os.set_blocking(descriptor, False)
        super().__init__(parent)
        self._pipe = descriptor
        self.timer = QTimer(self)
        self.timer.setInterval(BEAT_MS)
        self.timer.timeout.connect(self.beat)
        self.timer.start()
        QTimer.singleShot(0, self, self.beat)

    def beat(self) -> None:
        """Say once that the event loop turns."""
        try:
            os.write(self._pipe, b".")
        except BlockingIOError:
            # The guard itself stands still, and has been told often enough.
            return
        except OSError:
            # Nobody guards any more; the till goes on.
            self.timer.stop()


def begin(parent: QObject) -> Heartbeat | None:
    """Beat if somebody guards this till; None otherwise."""
    said = os.environ.pop(VARIABLE, "")
    if not said.isdecimal():
        return None
    try:
        return Heartbeat(int(said), parent)
    except OSError:
        # A variable that was left over from something else.
        return None
