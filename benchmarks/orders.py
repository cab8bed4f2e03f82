"""The child's side of the conversation: orders come in as Qt signals, answers go out as lines of JSON.

Needs an application whose event loop runs. Must not know what is asked.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time

from PySide6.QtCore import QObject, Qt, Signal


class Orders(QObject):
    """Emits `came` with every order, a dictionary, in the thread that made this; ends the process with the input."""

    came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._thread = threading.Thread(target=self._read, name="orders", daemon=True)

    def start(self) -> None:
        """Say that orders are taken, and take them."""
        tell(ready=True)
        self._thread.start()

    def connect_queued(self, slot: object) -> None:
        """Have a callable called in this thread with each order."""
        self.came.connect(slot, Qt.ConnectionType.QueuedConnection)

    def _read(self) -> None:
        for line in sys.stdin:
            self.came.emit(json.loads(line))
        # Nothing here is worth a tidy end, and a tidy end might hang.
        os._exit(0)


def tell(**values: object) -> None:
    """Say one thing to whoever started this process."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def now() -> float:
    """Seconds of the clock that all processes share."""
    return time.monotonic()
