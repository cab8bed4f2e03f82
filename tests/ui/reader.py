"""A screen reader for tests: hears what Qt tells one, event by event, and reads widgets through Qt's own interface.

PySide6 leaves out the one function that lets a program listen (`QAccessible::installUpdateHandler`), so it is called in
Qt's library itself.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, cast

import PySide6
import shiboken6
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget

_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_INSTALL = "_ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE"


class Heard(NamedTuple):
    """One thing that was read aloud, and whether it interrupts."""

    words: str
    urgent: bool


class Reader:
    """What came in, oldest first: `said` was read aloud by itself, `renamed` are widgets that got another name."""

    def __init__(self) -> None:
        self.said: list[Heard] = []
        self.renamed: list[QWidget] = []

    def words(self) -> list[str]:
        """What was read aloud since the last call."""
        told = [heard.words for heard in self.said]
        self.said.clear()
        return told

    def hear(self, address: int | None) -> None:
        """One event of Qt, by its address."""
        event = cast(QAccessibleEvent, shiboken6.wrapInstance(address or 0, QAccessibleEvent))
        kind = event.type()
        if kind is QAccessible.Event.Announcement:
            found = shiboken6.wrapInstance(address or 0, QAccessibleAnnouncementEvent)
            announced = cast(QAccessibleAnnouncementEvent, found)
            urgent = announced.politeness() is QAccessible.AnnouncementPoliteness.Assertive
            self.said.append(Heard(announced.message(), urgent))
        elif kind is QAccessible.Event.Alert:
            self.said.append(Heard("", urgent=True))
        elif kind is QAccessible.Event.NameChanged:
            owner = event.object()
            if isinstance(owner, QWidget):
                self.renamed.append(owner)


@contextmanager
def listening() -> Iterator[Reader]:
    """A screen reader that listens as long as this lasts."""
    reader = Reader()
    library = next((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libQt6Gui.so*"))
    install = getattr(ctypes.CDLL(str(library)), _INSTALL)
    install.argtypes, install.restype = [_HANDLER], ctypes.c_void_p
    handler = _HANDLER(reader.hear)
    active = QAccessible.isActive()
    QAccessible.setActive(True)
    install(handler)
    try:
        yield reader
    finally:
        install(_HANDLER())
        QAccessible.setActive(active)


def role(widget: QWidget) -> QAccessible.Role:
    """What a screen reader says the widget is."""
    return QAccessible.queryAccessibleInterface(widget).role()


def name(widget: QWidget) -> str:
    """What a screen reader calls the widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
