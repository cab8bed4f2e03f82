"""What of a picture goes to a decoder: its pixels and nothing else, and only as many as are decoded in time.

Every input from outside has 50 ms and 64 MiB. The decoder itself has no bound but what the headers promise, so the
headers are held against bounds here, before it sees a byte; they were found by measuring, worst case by worst case,
what a code's reader then has left. What is no pixel is dropped: a text of a kilobyte in a PNG unfolds to a megabyte,
and a picture within a JPEG would be opened, too.

It must not know codes, the decoder or what becomes of the picture.
"""

from __future__ import annotations

from typing import Final

from kiosk.gate.display import MAX_PICTURE_SIDE, QrPicture

MAX_BYTES: Final = 6_000_000
"""Bytes of pixels, a sample of less than eight bits counted as one byte. Undoing a PNG's dearest filter (Paeth) costs
5 ns each, and a JPEG in several passes costs as much. 2000×2000 grey or with a palette, 1400×1400 in colour,
1200×1200 with transparency, 1000×1000 with 16 bits a channel."""
MAX_WOVEN: Final = 1_000_000
"""Pixels of an interlaced PNG: each is put to its place alone, for 6 ns more."""
MAX_SCANS: Final = 18
"""Passes over a JPEG; encoders make ten, for four inks 18. A pass can be of a few bytes and goes over all pixels."""
MAX_CHUNKS: Final = 1_000
"""Parts of a PNG; encoders cut at every 8 KiB or more."""

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PIXEL_CHUNKS: Final = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by the colour type of a PNG (ISO/IEC 15948, 11.2.2)."""
_START_OF_SCAN: Final = 0xDA
_FRAMES: Final = {0xC0: False, 0xC1: False, 0xC2: True}
"""The frames that are decoded (ITU-T T.81, table B.1): Huffman coded, and whether in several passes. Nobody draws
codes in the others, and arithmetic coding is several times as dear."""
_OTHER_FRAMES: Final = frozenset(range(0xC3, 0xD0)) - {0xC4, 0xC8, 0xCC}
_APPLICATION: Final = range(0xE0, 0xF0)
_COLOUR_MARKS: Final = (0xE0, 0xEE)
"""JFIF and Adobe say how colours are meant."""
_COMMENT: Final = 0xFE


def pixels_of(picture: QrPicture) -> bytes | None:
    """The picture without all that is no pixel; None when it is over a bound, or has no such parts."""
    return _png(picture.data) if picture.kind == "png" else _jpeg(picture.data)


def _png(data: bytes) -> bytes | None:
    """Only the chunks that make pixels, as they are; the decoder compares their checksums."""
    kept: list[bytes] = []
    place = len(_SIGNATURE)
    for _ in range(MAX_CHUNKS):
        size = int.from_bytes(data[place : place + 4], "big")
        name, end = data[place + 4 : place + 8], place + 12 + size
        if end > len(data) or (name == b"IHDR") != (not kept):
            return None  # cut off; or a second header, which would pass the bounds of the first
        if name in _PIXEL_CHUNKS:
            kept.append(data[place:end])
        if name == b"IEND":
            return _SIGNATURE + b"".join(kept) if _png_within(kept[0][8:-4]) else None
        place = end
    return None


def _png_within(header: bytes) -> bool:
    if len(header) != 13:
        return False
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    depth, colour, woven = header[8], header[9], header[12]
    size = _CHANNELS.get(colour, 8) * (2 if depth > 8 else 1)
    return _within(width, height, size) and (not woven or width * height <= MAX_WOVEN)


def _within(width: int, height: int, size: int) -> bool:
    """Whether so many pixels of so many bytes are within all bounds."""
    return max(width, height) <= MAX_PICTURE_SIDE and width * height * size <= MAX_BYTES


def _jpeg(data: bytes) -> bytes | None:
    """The segments up to the first scan, without what programs leave for themselves; then the scans as they are."""
    kept: list[bytes] = [data[:2]]
    good = False
    place = 2
    while data[place : place + 1] == b"\xff" and place + 4 <= len(data):
        mark = data[place + 1]
        end = place + 2 + max(2, int.from_bytes(data[place + 2 : place + 4], "big"))
        if mark == _START_OF_SCAN:
            # Within a scan 0xff is always followed by zero, so this finds the heads of scans alone.
            return b"".join(kept) + data[place:] if good and data.count(b"\xff\xda", place) <= MAX_SCANS else None
        if mark == 0xFF:
            end = place + 1  # filling
        elif mark in _FRAMES:
            if good or not _frame_within(data[place + 4 : end], _FRAMES[mark]):
                return None
            good = True
        elif mark in _OTHER_FRAMES:
            return None
        if mark not in (0xFF, _COMMENT) and (mark not in _APPLICATION or mark in _COLOUR_MARKS):
            kept.append(data[place:end])
        place = end
    return None


def _frame_within(frame: bytes, passes: bool) -> bool:
    """A frame's header: precision, height, width, number of components (ITU-T T.81, B.2.2)."""
    if len(frame) < 6:
        return False
    height, width, components = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big"), frame[5]
    # In one pass the decoder makes a quarter of the pixels of a large one, which is why it may be larger.
    return _within(width, height, components if passes else 1)
