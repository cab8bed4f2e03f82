"""Qt's first import, without the eye that PySide keeps on every later one.

PySide replaces Python's `__import__` to notice `from __feature__ import ...`, and reads the whole source of every
module that is imported from then on, the standard library's too. Nobody here asks for features, and a till would open
a tenth later for it; so Python's own `__import__` is put back. Should PySide give that up, nothing changes here.

It must not know what Qt is used for.
"""

from __future__ import annotations

from importlib import import_module

from kiosk.cli.qt_late import help_read_late


def import_qt() -> None:
    """Import PySide6 once, before anything that uses it."""
    with help_read_late():
        import_module("PySide6.QtCore")
