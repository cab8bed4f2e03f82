"""What is made before anybody asks for it: one thing at a time, between keys, after the first keypad is there.

Must not know what is made.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from kiosk.ui.scale import WARM_MS


def one_by_one(
    owner: QObject, steps: Sequence[Callable[[], None]], stopped: Callable[[], bool], pause_ms: int = WARM_MS
) -> None:
    """Do the steps in their order, each `pause_ms` milliseconds after the one before, as long as `owner` lives and
    it was not stopped.
    """

    def step() -> None:
        if steps and not stopped():
            steps[0]()
            one_by_one(owner, steps[1:], stopped, pause_ms)

    QTimer.singleShot(pause_ms, owner, step)
