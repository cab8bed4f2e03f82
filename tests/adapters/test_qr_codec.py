"""Pixels to text and text to modules, checked with zxing-cpp's own writer and with pictures made by Pillow."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from typing import Literal

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.adapters.qr_codec import codes_on, decode, encode, reads_as
from kiosk.gate.display import QrPicture
from kiosk.gate.emv import build
from tests.adapters.pictures import picture_of

EMV = build(scheme="demo.invalid", currency="HKD", amount_minor=12_850, payee="LUCKY TEA", reference="A1")


def test_a_code_reads_back_in_another_decoder() -> None:
    rows = encode(EMV)
    assert rows is not None
    assert {len(row) for row in rows} == {len(rows)}
    assert set(b"".join(rows)) == {0, 1}
    # The three finders: their dark frames, and the white that parts them from the rest.
    assert rows[0][:8] == rows[0][-8:][::-1] == rows[-1][:8] == bytes([1, 1, 1, 1, 1, 1, 1, 0])
    scaled = [bytes(0 if dark else 255 for dark in row for _ in range(3)) for row in rows for _ in range(3)]
    side = len(rows) * 3
    image = Image.new("L", (side + 24, side + 24), 255)
    image.paste(Image.frombytes("L", (side, side), b"".join(scaled)), (12, 12))
    (found,) = zxingcpp.read_barcodes(image)
    assert (found.text, found.format, found.ec_level) == (EMV, zxingcpp.BarcodeFormat.QRCode, "M")


def test_figures_and_capitals_are_packed_so_that_the_modules_stay_large() -> None:
    rows = encode(EMV)
    assert rows is not None
    assert len(rows) <= 37


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120))
def test_what_is_drawn_reads_back_to_the_byte_or_is_not_drawn(text: str) -> None:
    rows = encode(text)
    assert rows is None or reads_as(rows, text.encode())


@pytest.mark.parametrize(
    "text", ["轉數快付款 HK$1", "https://qr.example/p?a=1&b=ü", "12345678901234567890", "a\tb\nc", "😀"]
)
def test_any_text_is_drawn_as_its_utf8_bytes(text: str) -> None:
    rows = encode(text)
    assert rows is not None
    assert reads_as(rows, text.encode("utf-8"))


def test_other_modules_do_not_read_as_the_text() -> None:
    one, other = encode("payee one"), encode("payee two")
    assert one is not None
    assert other is not None
    assert not reads_as(one, b"payee two")
    assert not reads_as(tuple(bytes(len(row)) for row in one), b"payee one")
    # Half of it painted over, as a fault of a maker would.
    half = len(one) // 2
    assert not reads_as((*one[:half], *(bytes(len(row)) for row in one[half:])), b"payee one")


@pytest.mark.parametrize("text", ["", "x" * 2_332, "\ud800"])
def test_a_text_that_no_code_can_hold_is_not_drawn(text: str) -> None:
    assert encode(text) is None


def test_the_longest_text_is_drawn() -> None:
    rows = encode("x" * 2_331)
    assert rows is not None
    assert len(rows) == 177


@pytest.mark.parametrize("kind", ["png", "jpeg"])
@pytest.mark.parametrize(("scale", "margin"), [(1, 4), (2, 0), (3, 1), (8, 4), (30, 2)])
def test_pictures_of_any_size_and_margin_are_read(kind: Literal["png", "jpeg"], scale: int, margin: int) -> None:
    if kind == "jpeg" and scale == 1:
        scale = 2  # at one pixel a module JPEG leaves nothing to read
    data = picture_of(EMV, scale=scale, margin=margin, kind=kind)
    assert decode(QrPicture(kind, data)) == EMV


@pytest.mark.parametrize(
    ("mode", "dark", "paper"),
    [
        ("1", 0, 1),
        ("P", 0, 255),
        ("RGB", (20, 30, 90), (250, 240, 230)),
        ("RGBA", (0, 0, 0, 255), (0, 0, 0, 0)),
        ("LA", (0, 255), (0, 0)),
        ("I;16", 0, 65_535),
    ],
)
def test_pictures_of_any_colour_are_read(mode: str, dark: int | tuple[int, ...], paper: int | tuple[int, ...]) -> None:
    assert decode(QrPicture("png", picture_of(EMV, mode=mode, dark=dark, paper=paper))) == EMV


@pytest.mark.parametrize(("text", "scale"), [(EMV, 44), ("x" * 2_331, 7), ("x" * 2_331, 10)])
@pytest.mark.parametrize(("mode", "kind"), [("L", "png"), ("1", "png"), ("P", "png"), ("L", "jpeg"), ("RGB", "jpeg")])
def test_the_largest_pictures_are_read_at_half_their_size(
    text: str, scale: int, mode: str, kind: Literal["png", "jpeg"]
) -> None:
    papers: dict[str, int | tuple[int, ...]] = {"1": 1, "RGB": (255, 255, 255)}
    dark = (0, 0, 0) if mode == "RGB" else 0
    picture = picture_of(text, scale=scale, mode=mode, paper=papers.get(mode, 255), dark=dark, kind=kind)
    with Image.open(BytesIO(picture)) as image:
        assert 1_200 < max(image.size) <= 2_000
    assert decode(QrPicture(kind, picture)) == text


@pytest.mark.parametrize("side", [200, 300, 512, 800, 1_000, 1_080, 1_200])
@pytest.mark.parametrize(
    ("mode", "dark", "paper"),
    [
        ("1", 0, 1),
        ("L", 0, 255),
        ("P", 0, 255),
        ("RGB", (0, 0, 0), (255, 255, 255)),
        ("RGBA", (0, 0, 0, 255), (0, 0, 0, 0)),
        ("RGBA", (0, 0, 0, 255), (255, 255, 255, 255)),
        ("LA", (0, 255), (0, 0)),
        ("I;16", 0, 65_535),
    ],
)
def test_png_pictures_of_every_ordinary_size_are_read(
    side: int, mode: str, dark: int | tuple[int, ...], paper: int | tuple[int, ...]
) -> None:
    with Image.open(BytesIO(picture_of(EMV, scale=10, mode=mode, dark=dark, paper=paper))) as drawn:
        saved = BytesIO()
        drawn.resize((side, side), Image.Resampling.NEAREST).save(saved, "PNG")
    assert decode(QrPicture("png", saved.getvalue())) == EMV


@pytest.mark.parametrize("side", [300, 512, 1_000, 1_080, 1_200])
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_jpeg_pictures_of_every_ordinary_size_are_read(side: int, mode: str, progressive: bool) -> None:
    with Image.open(BytesIO(picture_of(EMV, scale=10))) as drawn:
        saved = BytesIO()
        drawn.resize((side, side)).convert(mode).save(saved, "JPEG", progressive=progressive)
    assert decode(QrPicture("jpeg", saved.getvalue())) == EMV


@pytest.mark.parametrize("colour", [2, 6])
def test_sixteen_bits_a_channel_are_read(colour: int) -> None:
    """Pillow reads such pictures and writes none."""
    with Image.open(BytesIO(picture_of(EMV, scale=1))) as drawn:
        code = drawn.resize((900 if colour == 2 else 800,) * 2, Image.Resampling.NEAREST)
    white, black = b"\xff" * (2 * (3 if colour == 2 else 4)), bytes(6) + b"\xff\xff" * (colour == 6)
    pixels = code.tobytes()
    lines = (pixels[at : at + code.width] for at in range(0, len(pixels), code.width))
    body = b"".join(b"\0" + b"".join(white if grey else black for grey in line) for line in lines)
    picture = _png(code.width, code.height, zlib.compress(body), depth=16, colour=colour)
    assert decode(QrPicture("png", picture)) == EMV


@pytest.mark.parametrize(("mode", "level"), [("L", 7), ("P", 1), ("RGB", (7, 7, 7)), ("1", 0), ("I;16", 7)])
def test_a_colour_that_is_meant_as_transparent_is_white(mode: str, level: int | tuple[int, ...]) -> None:
    """A dark code on paper that is dark, too, but lets the white through; in two levels alone it is left dark."""
    with Image.open(BytesIO(picture_of(EMV))) as drawn:
        code = drawn.convert("1").convert("L")
    if mode == "P":
        picture = code.point(lambda grey: grey // 255).convert("P")
        picture.putpalette([0, 0, 0, 9, 9, 9])
    else:
        inks: dict[str, float | tuple[float, ...]] = {"RGB": (0, 0, 0), "1": 1, "I;16": 65_535}
        picture = Image.new(mode, code.size, level)
        picture.paste(inks.get(mode, 0), (0, 0, *code.size), code.point(lambda grey: 255 - grey))
    saved = BytesIO()
    picture.save(saved, "PNG", transparency=level)
    assert decode(QrPicture("png", saved.getvalue())) == EMV


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the process's peak is read from /proc")
@pytest.mark.parametrize(
    ("width", "height"), [(2_000, 2_000), (2_000, 750), (1_200, 1_200), (1, 2_000), (2_000, 2), (2_000, 21), (1, 1)]
)
@pytest.mark.parametrize("colour", [0, 6])
def test_a_picture_of_any_shape_takes_less_than_64_mib(width: int, height: int, colour: int) -> None:
    """Told by the process itself, since Pillow's memory is not Python's."""
    row = b"\0" + b"\x80" * (4 if colour else 1) * width
    picture = _png(width, height, zlib.compress(row * height), depth=8, colour=colour)
    code = (
        "import re, sys\n"
        "from kiosk.adapters import qr_codec\n"
        "from kiosk.gate.display import QrPicture\n"
        "def peak():\n"
        "    return int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
        "qr_codec.load_tools()\n"
        "picture = QrPicture('png', sys.stdin.buffer.read())\n"
        "before = peak()\n"
        "print(qr_codec.decode(picture), peak() - before)"
    )
    found = subprocess.run([sys.executable, "-c", code], input=picture, capture_output=True, check=True)
    text, grown_kib = found.stdout.split()
    assert text == b"None"
    assert int(grown_kib) < 57_344, "with a margin: the rest of the reader needs some, too"


def test_light_on_dark_is_read() -> None:
    assert decode(QrPicture("png", picture_of(EMV, dark=255, paper=0))) == EMV


def test_text_that_is_not_ascii_is_read() -> None:
    assert decode(QrPicture("png", picture_of("轉數快".encode()))) == "轉數快"


def test_bytes_that_are_no_text_are_refused() -> None:
    assert decode(QrPicture("png", picture_of(b"\xff\xfe\x00\x80 payload"))) is None


def _two(first: str, second: str) -> bytes:
    left, right = (Image.open(BytesIO(picture_of(text))) for text in (first, second))
    both = Image.new("L", (left.width + right.width, max(left.height, right.height)), 255)
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    saved = BytesIO()
    both.save(saved, "PNG")
    return saved.getvalue()


def test_a_picture_with_two_different_codes_is_refused() -> None:
    assert decode(QrPicture("png", _two("pay one", "pay two"))) is None
    assert decode(QrPicture("png", _two("pay one", "pay one"))) == "pay one"


def test_every_code_on_a_screen_is_read() -> None:
    screen = Image.open(BytesIO(_two("pay one", "pay one"))).convert("L")
    assert codes_on(screen.tobytes(), *screen.size, screen.width) == [b"pay one"] * 2


def _png(width: int, height: int, body: bytes, *, depth: int = 1, colour: int = 0) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


GOOD = picture_of(EMV)


@pytest.mark.parametrize(
    "picture",
    [
        QrPicture("png", _png(20_000, 20_000, zlib.compress(b"\0" * 5_000_000))),
        QrPicture("png", _png(2_001, 10, zlib.compress(b"\0" * 2_520))),
        QrPicture("png", _png(100, 100, b"not deflated")),
        QrPicture("png", _png(100, 100, zlib.compress(b"\0" * 1_400))),
        QrPicture("png", GOOD[: len(GOOD) // 2]),
        QrPicture("png", GOOD[:40]),
        QrPicture("png", b""),
        QrPicture("jpeg", GOOD),
        QrPicture("png", picture_of(EMV, kind="jpeg")),
        QrPicture("png", b"GIF89a" + bytes(50)),
        QrPicture("jpeg", b"\xff\xd8\xff\xe0" + bytes(200)),
    ],
    ids=["bomb", "wide", "no deflate", "blank", "half", "header", "empty", "png as jpeg", "jpeg as png", "gif", "jpeg"],
)
def test_pictures_that_are_no_use_are_refused(picture: QrPicture) -> None:
    assert decode(picture) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(8, len(GOOD) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_picture_never_reads_as_something_else(place: int, junk: bytes) -> None:
    assert decode(QrPicture("png", GOOD[:place] + junk + GOOD[place + len(junk) :])) in (None, EMV)


def test_importing_the_room_loads_no_qr_library() -> None:
    """The first paint must not wait for them."""
    code = (
        "import sys, kiosk.adapters.code_reader\n"
        "print(sorted({'qrcode', 'zxingcpp', 'PIL'} & {name.partition('.')[0] for name in sys.modules}))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_a_micro_code_is_none() -> None:
    code = zxingcpp.create_barcode("7710", zxingcpp.BarcodeFormat.MicroQRCode)
    made = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=8, add_quiet_zones=True))
    (read,) = zxingcpp.read_barcodes(made, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    assert read.text == "7710"
    file = BytesIO()
    made.save(file, "PNG")
    assert decode(QrPicture("png", file.getvalue())) is None
