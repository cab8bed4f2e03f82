"""Only pixels reach a decoder, and only so many of them; every bound is met at its last value and passed by one."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from kiosk.adapters.picture_bounds import MAX_CHUNKS, MAX_SCANS, pixels_of
from kiosk.adapters.qr_codec import decode
from kiosk.gate.display import QrPicture
from tests.adapters.pictures import picture_of

TEXT = "FPS HK$1"
PNG = picture_of(TEXT)
JPEG = picture_of(TEXT, kind="jpeg")


def chunk(name: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def header(width: int, height: int, depth: int = 8, colour: int = 0, woven: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, woven))


def png(*chunks: bytes) -> QrPicture:
    return QrPicture("png", b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def within(*head: int) -> bool:
    return pixels_of(png(header(*head), chunk(b"IDAT"), chunk(b"IEND"))) is not None


def jpeg(*segments: bytes, scans: int = 1) -> QrPicture:
    return QrPicture("jpeg", b"\xff\xd8" + b"".join(segments) + b"\xff\xda\x00\x02data" * scans + b"\xff\xd9")


def segment(mark: int, data: bytes = b"") -> bytes:
    return bytes([0xFF, mark]) + struct.pack(">H", len(data) + 2) + data


def frame(width: int, height: int, components: int = 1, mark: int = 0xC0) -> bytes:
    return segment(mark, struct.pack(">BHHB", 8, height, width, components) + b"\1\x11\0" * components)


@pytest.mark.parametrize(
    ("most", "over"),
    [
        ((2_000, 2_000), (2_001, 1)),
        ((1, 2_000), (1, 2_001)),
        ((2_000, 2_000, 8, 3), (2_000, 2_000, 16, 0)),
        ((2_000, 1_500, 8, 4), (2_000, 1_501, 8, 4)),
        ((2_000, 1_000, 8, 2), (2_000, 1_001, 8, 2)),
        ((2_000, 750, 8, 6), (2_000, 751, 8, 6)),
        ((1_000, 1_000, 16, 2), (1_001, 1_000, 16, 2)),
        ((1_000, 750, 16, 6), (1_000, 751, 16, 6)),
        ((1_000, 1_000, 8, 0, 1), (1_001, 1_000, 8, 0, 1)),
        ((2_000, 2_000, 1, 0), (1_000, 1_000, 1, 5)),
    ],
)
def test_a_png_is_bounded_by_what_its_pixels_cost(most: tuple[int, ...], over: tuple[int, ...]) -> None:
    assert within(*most)
    assert not within(*over)


@pytest.mark.parametrize(
    ("most", "over"),
    [
        ((2_000, 2_000), (2_001, 1)),
        ((2_000, 2_000, 4), (1, 2_001, 4)),
        ((2_000, 2_000, 1, 0xC2), (2_000, 1_001, 3, 0xC2)),
        ((2_000, 1_000, 3, 0xC2), (2_000, 751, 4, 0xC2)),
        ((2_000, 2_000, 3, 0xC1), (100, 100, 1, 0xC3)),
        ((2_000, 2_000, 3), (100, 100, 1, 0xC9)),
        ((2_000, 750, 4, 0xC2), (100, 100, 1, 0xCA)),
    ],
)
def test_a_jpeg_is_bounded_by_its_frame(most: tuple[int, ...], over: tuple[int, ...]) -> None:
    assert pixels_of(jpeg(frame(*most))) is not None
    assert pixels_of(jpeg(frame(*over))) is None


def test_what_is_no_pixel_does_not_reach_the_decoder() -> None:
    """A megabyte for a kilobyte, sixty times: a decoder that read them would hold all of it."""
    bomb = chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(1_000_000), 9))
    swollen = QrPicture("png", PNG[:33] + bomb * 60 + PNG[33:] + b"behind the end")
    assert pixels_of(swollen) == PNG
    assert decode(swollen) == TEXT
    noted = QrPicture("jpeg", JPEG[:2] + segment(0xE1, b"Exif\0\0" + b"MM" * 99) + segment(0xFE, b"x") + JPEG[2:])
    assert pixels_of(noted) == JPEG
    assert decode(noted) == TEXT


def test_what_says_how_colours_are_meant_reaches_the_decoder() -> None:
    saved = BytesIO()
    Image.open(BytesIO(PNG)).convert("CMYK").save(saved, "JPEG")
    assert b"Adobe" in saved.getvalue()
    assert pixels_of(QrPicture("jpeg", saved.getvalue())) == saved.getvalue()


def test_passes_and_parts_are_counted() -> None:
    assert pixels_of(jpeg(frame(9, 9), scans=MAX_SCANS)) is not None
    assert pixels_of(jpeg(frame(9, 9), scans=MAX_SCANS + 1)) is None
    parts = [chunk(b"IDAT")] * (MAX_CHUNKS - 2)
    assert pixels_of(png(header(9, 9), *parts, chunk(b"IEND"))) is not None
    assert pixels_of(png(header(9, 9), *parts, chunk(b"IDAT"), chunk(b"IEND"))) is None


@pytest.mark.parametrize(
    "picture",
    [
        png(chunk(b"IDAT"), header(9, 9), chunk(b"IEND")),
        png(header(9, 9), header(2_000, 2_000, 16, 6), chunk(b"IEND")),
        png(chunk(b"IHDR", b"short"), chunk(b"IEND")),
        png(header(9, 9), chunk(b"IDAT")),
        png(header(9, 9), chunk(b"IDAT", b"data")[:-1]),
        png(),
        jpeg(),
        jpeg(frame(9, 9), frame(9, 9)),
        jpeg(segment(0xC0, b"\x08\0\x09\0")),
        QrPicture("jpeg", b"\xff\xd8" + frame(9, 9)),
        QrPicture("jpeg", b"\xff\xd8" + frame(9, 9) + b"no mark"),
    ],
    ids=["no head first", "two heads", "short head", "no end", "cut", "nothing", "no frame", "two frames",
         "short frame", "no scan", "no mark"],
)  # fmt: skip
def test_a_picture_without_its_parts_is_none(picture: QrPicture) -> None:
    assert pixels_of(picture) is None


def test_filling_before_a_mark_is_stepped_over() -> None:
    assert pixels_of(jpeg(b"\xff\xff" + frame(9, 9))) == jpeg(frame(9, 9)).data
