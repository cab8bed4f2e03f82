"""What an element of ``display_data`` is: text to encode, a picture to decode, or nothing we can show.

The method's page calls the data "the coded image" and prints digits; other methods of the same gateway send
text, data URIs and addresses. So all of them are told apart here by what they are. Nothing is fetched and
nothing is altered; of a picture only the header is read, so that its size is known before anything decodes it.

It must not know how pixels become a code, nor what the text means for a sale.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kiosk.gate.emv import looks_emv
from kiosk.gate.verified import CODE_TYPES, DisplayItem

MAX_TEXT_BYTES = 2331
"""What a QR code of the largest version holds at error correction M, in bytes."""
MAX_PICTURE_BYTES = 262_144
MAX_PICTURE_SIDE = 2000

_URI = re.compile(r"data:image/(png|jpe?g);base64,(.*)", re.DOTALL | re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
_SPACE = re.compile(r"[ \t\r\n]+")
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_OTHER_PICTURES = (b"GIF8", b"RIFF", b"<svg", b"<?xml")
_SIZE_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS = frozenset(range(0xD0, 0xD9)) | {0x01}


@dataclass(frozen=True, slots=True)
class QrText:
    """Text to encode as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class QrPicture:
    """A picture whose header promises at most 2000×2000 pixels; its pixels have not been looked at."""

    kind: Literal["png", "jpeg"]
    data: bytes


@dataclass(frozen=True, slots=True)
class NoCode:
    """Nothing that may be shown; `why` is for the log."""

    why: str


Shown: TypeAlias = QrText | QrPicture | NoCode


def classify(item: DisplayItem) -> Shown:
    """Tell what an element is. Never raises."""
    if item.type not in CODE_TYPES:
        return NoCode(f"an element of type {item.type!r} holds no code"[:120])
    if item.data[:5].lower() == "data:":
        match = _URI.fullmatch(item.data)
        if match is None:
            return NoCode("a data URI that is neither PNG nor JPEG in base64")
        return _picture(_decoded(match[2]))
    bare = _decoded(item.data)
    if bare is not None and bare.startswith((_PNG, _JPEG)):
        return _picture(bare)
    raw = bare if bare is not None else item.data.encode("utf-8", "replace").lstrip()
    # An address in a picture's place is no code either: it is never fetched, and encoding it would mislead.
    if raw.startswith(_OTHER_PICTURES) or (item.type == "qr_img" and not looks_emv(item.data)):
        return NoCode("a picture that is neither PNG nor JPEG")
    return _text(item.data)


def _text(words: str) -> QrText | NoCode:
    if not words.strip():
        return NoCode("an element without data")
    if len(words.encode("utf-8", "replace")) > MAX_TEXT_BYTES:
        return NoCode(f"a text of more than {MAX_TEXT_BYTES} bytes")
    return QrText(words)


def _decoded(words: str) -> bytes | None:
    """The bytes behind base64, broken lines and missing padding allowed; None when it is something else."""
    joined = _SPACE.sub("", words)
    if not _BASE64.fullmatch(joined):
        return None
    try:
        return base64.b64decode(joined.rstrip("=") + "=" * (-len(joined.rstrip("=")) % 4), validate=True)
    except (ValueError, binascii.Error):
        return None


def _picture(data: bytes | None) -> QrPicture | NoCode:
    if data is None:
        return NoCode("a picture whose base64 is broken")
    if len(data) > MAX_PICTURE_BYTES:
        return NoCode(f"a picture of more than {MAX_PICTURE_BYTES} bytes")
    kind: Literal["png", "jpeg"] = "png"
    if data.startswith(_PNG):
        size = _png_size(data)
    elif data.startswith(_JPEG):
        kind, size = "jpeg", _jpeg_size(data)
    else:
        return NoCode("a picture that is neither PNG nor JPEG")
    if size is None:
        return NoCode(f"a {kind} picture without a readable header")
    if not (0 < size[0] <= MAX_PICTURE_SIDE and 0 < size[1] <= MAX_PICTURE_SIDE):
        return NoCode(f"a picture of {size[0]}×{size[1]} pixels; at most {MAX_PICTURE_SIDE} a side are taken")
    return QrPicture(kind, data)


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the header chunk, which has to be the first."""
    if len(data) < 33 or data[8:16] != b"\x00\x00\x00\rIHDR":
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the first frame header; segments before it are stepped over."""
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
        elif marker in _BARE_MARKERS:
            place += 2
        elif marker in _SIZE_MARKERS:
            frame = data[place + 5 : place + 9]
            return (int.from_bytes(frame[2:], "big"), int.from_bytes(frame[:2], "big"))
        else:
            place += 2 + max(2, int.from_bytes(data[place + 2 : place + 4], "big"))
    return None
