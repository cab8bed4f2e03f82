"""Finds the widgets of a running program by their names, as people and tests do."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget


def windows() -> list[QWidget]:
    """The windows in sight."""
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def sight(name: str) -> QWidget | None:
    """The widget of that name, if it is in sight."""
    found = (widget for window in windows() for widget in window.findChildren(QWidget, name))
    return next((widget for widget in found if widget.isVisible()), None)


def find(name: str) -> QWidget:
    """The widget of that name, in sight. Raises LookupError."""
    widget = sight(name)
    if widget is None:
        raise LookupError(f"no widget called {name!r} is in sight; has it been renamed?")
    return widget
