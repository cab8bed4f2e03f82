"""The product, started as its command starts it, with a finger on it and a watch beside it.

`kiosk run` (or any other words for `kiosk`) goes through its own command line; nothing of it is replaced. Only the
moment before Qt's event loop begins is caught, to watch its windows and to take orders. What it sends and hears is
timed at the system's own sockets.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import ModuleType

Loop = Callable[..., int]


class _OnceQtIsThere:
    """An import hook that finds nothing: it waits until QtWidgets was loaded, by the product and when it likes."""

    def __init__(self, begin: Callable[[], None]) -> None:
        self._begin = begin

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> None:
        widgets = sys.modules.get("PySide6.QtWidgets")
        if widgets is None or not hasattr(widgets, "QApplication"):
            return
        sys.meta_path.remove(self)
        loop: Loop = widgets.QApplication.exec

        def run(*words: object) -> int:
            self._begin()
            return loop()

        widgets.QApplication.exec = run


def main(words: Sequence[str]) -> None:
    """`words`: `start` or `stay`, then the words for `kiosk`."""
    mode, *rest = words

    def begin() -> None:
        if mode == "start":
            from benchmarks.first_digit import first_digit

            first_digit()
        else:
            from benchmarks.clerk import Clerk

            Clerk.sit_down()

    sys.meta_path.insert(0, _OnceQtIsThere(begin))
    from kiosk.cli import main as kiosk

    sys.exit(kiosk(rest))
