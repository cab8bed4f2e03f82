"""Contact sheets: small pictures with their names, a group of moments on one.

Must not know what is on a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from kiosk.ui import fonts
from kiosk.ui.palette import CODE, LIGHT

# Pixels: a small picture fits into a square of this side; its name stands below it.
SIDE, NAME, GAP, TYPE = 320, 20, 12, 13
ACROSS = 5


class Small(NamedTuple):
    """One small picture and its name."""

    name: str
    picture: QImage


def small(name: str, picture: QImage) -> Small:
    """The picture, as large as the sheet has room for one."""
    how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return Small(name, picture.scaled(QSize(SIDE, SIDE), *how))


def write(file: Path, pictures: Sequence[Small]) -> None:
    """Put the pictures of one look on a sheet, in their order. Raises OSError when it cannot be written."""
    tall = max(one.picture.height() for one in pictures) + NAME + GAP
    wide = max(one.picture.width() for one in pictures) + GAP
    across = min(ACROSS, len(pictures))
    down = -(-len(pictures) // across)
    whole = QImage(across * wide + GAP, down * tall + GAP, QImage.Format.Format_RGB32)
    whole.fill(LIGHT.sunken)
    painter = QPainter(whole)
    painter.setFont(fonts.font(TYPE))
    painter.setPen(CODE.ink)
    for number, one in enumerate(pictures):
        x, y = GAP + number % across * wide, GAP + number // across * tall
        painter.drawImage(x, y, one.picture)
        place = QRect(x, y + one.picture.height(), wide - GAP, NAME)
        name = painter.fontMetrics().elidedText(one.name, Qt.TextElideMode.ElideMiddle, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter.value), name)
    painter.end()
    save(whole, file)


def save(picture: QImage, file: Path) -> None:
    """Write a PNG. Raises OSError when it cannot be written."""
    if not picture.save(str(file)):
        raise OSError(f"{file} cannot be written")
