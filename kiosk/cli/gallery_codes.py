"""Reads the codes off a picture of a window with a decoder that is not ours, as a phone would.

Must not know how a code is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from kiosk.adapters.qr_codec import codes_on
from kiosk.sale.screen import Screen
from kiosk.ui.code_view import CodeView


def misread(window: QWidget, picture: QImage, screen: Screen) -> Iterator[str]:
    """What is wrong with the code in sight: it is not read as what the screen says. Nothing where there is none."""
    seen = [view for view in window.findChildren(CodeView) if view.isVisible() and view.showing]
    if not seen:
        return
    qr = screen.customer.qr or screen.staff.qr
    found = read(picture)
    if qr is None:
        yield f"{seen[0].objectName()} shows a code that the screen does not have"
    elif found != [qr.code.payload] * len(seen):
        yield f"{seen[0].objectName()} is read as {found}"


def read(picture: QImage) -> list[str]:
    """The text of every code on the picture."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    found = codes_on(bytes(grey.constBits()), grey.width(), grey.height(), grey.bytesPerLine())
    return [code.decode("utf-8", "replace") for code in found]
