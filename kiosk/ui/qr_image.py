"""A code as a picture: whole pixels a module, four modules of white around it, black on white in every theme.

The picture is made once from the module rows and never scaled; `check` looks at the middle of every module, margin
included, and says whether the picture is that code. Rules: ISO/IEC 18004 (quiet zone of 4 modules, dark on
light). Must not know what the code means.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QImage, QPixmap

# Modules of white on each side.
MARGIN = 4

_TO_GREY = bytes([255, *([0] * 255)])
_BYTES = 4


def module_px(rows: Sequence[bytes], side_px: int) -> int:
    """Device pixels along one side of a module when the whole picture may be `side_px` wide; 0 is too small."""
    return side_px // (len(rows) + 2 * MARGIN)


def render(rows: Sequence[bytes], side_px: int, ratio: float = 1.0) -> QPixmap:
    """The picture, at most `side_px` device pixels square; `ratio` is the screen's device pixel ratio.

    A null pixmap when there is no room for one pixel a module, or when the rows are no square.
    """
    module = module_px(rows, side_px)
    if not rows or module < 1 or any(len(row) != len(rows) for row in rows):
        return QPixmap()
    side = (len(rows) + 2 * MARGIN) * module
    lines = [_line(row, module) * module for row in framed(rows)]
    image = QImage(b"".join(lines), side, side, side, QImage.Format.Format_Grayscale8)
    picture = QPixmap.fromImage(image)
    picture.setDevicePixelRatio(ratio)
    return picture


def framed(rows: Sequence[bytes]) -> list[bytes]:
    """The rows with their white margin; 1 is dark."""
    blank = bytes(len(rows) + 2 * MARGIN)
    edge = bytes(MARGIN)
    return [blank] * MARGIN + [edge + bytes(row) + edge for row in rows] + [blank] * MARGIN


def check(picture: QPixmap, rows: Sequence[bytes]) -> bool:
    """Whether the middle of every module of the picture, margin included, is exactly black or white as `rows` say."""
    size = len(rows) + 2 * MARGIN
    module = picture.width() // size
    if not rows or module < 1 or picture.width() != size * module or picture.height() != size * module:
        return False
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    # Not copied: only one pixel in some hundreds is looked at.
    pixels = memoryview(image.constBits())
    stride = image.bytesPerLine()
    for number, row in enumerate(framed(rows)):
        start = (number * module + module // 2) * stride + (module // 2) * _BYTES
        stop = (number + 1) * stride * module
        wanted = row.translate(_TO_GREY)
        if any(pixels[start + part : stop : module * _BYTES][:size].tobytes() != wanted for part in range(3)):
            return False
    return True


def _line(row: bytes, module: int) -> bytes:
    dark, light = b"\x00" * module, b"\xff" * module
    return b"".join(dark if bit else light for bit in row)
