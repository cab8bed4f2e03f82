"""Elements to display are told apart by what they are: text, picture, or nothing that may be shown."""

from __future__ import annotations

import base64
import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.gate.display import MAX_TEXT_BYTES, NoCode, QrPicture, QrText, classify
from kiosk.gate.emv import build
from kiosk.gate.verified import DisplayItem

EMV = build(scheme="demo.invalid", currency="HKD", amount_minor=100)


def picture(kind: str, width: int = 60, height: int = 40) -> bytes:
    """A real picture by another maker."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, kind)
    return out.getvalue()


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def shown(data: str, kind: str = "qr_data") -> QrText | QrPicture | NoCode:
    return classify(DisplayItem(kind, data))


@pytest.mark.parametrize("kind", ["qr_data", "qr_url"])
@pytest.mark.parametrize("text", [EMV, "1213323442523521424", "https://pay.example/1?a=b;c", "港 text\n", "YWJj" * 8])
def test_text_is_kept_as_it_came(kind: str, text: str) -> None:
    assert shown(text, kind) == QrText(text)


def test_a_code_in_a_pictures_place_is_still_a_code() -> None:
    assert shown(EMV, "qr_img") == QrText(EMV)


@pytest.mark.parametrize("kind", ["qr_data", "qr_img", "qr_url"])
@pytest.mark.parametrize("make", ["png", "jpeg"])
def test_pictures_come_as_uri_and_as_bare_base64(kind: str, make: str) -> None:
    data = picture(make)
    for words in (f"data:image/{make};base64,{encoded(data)}", encoded(data), encoded(data).rstrip("=")):
        found = shown(words, kind)
        assert isinstance(found, QrPicture)
        assert (found.kind, found.data) == (make, data)


def test_broken_lines_and_spelling_of_a_uri() -> None:
    data = picture("jpeg")
    lines = encoded(data)[:40] + "\r\n " + encoded(data)[40:]
    assert shown(f"DATA:image/JPG;base64,{lines}") == QrPicture("jpeg", data)


@pytest.mark.parametrize(
    ("data", "kind", "why"),
    [
        ("", "qr_data", "without data"),
        (" \n", "qr_url", "without data"),
        ("180", "add_info", "holds no code"),
        (EMV, "", "holds no code"),
        ("x" * (MAX_TEXT_BYTES + 1), "qr_data", "more than"),
        ("港" * (MAX_TEXT_BYTES // 3 + 1), "qr_data", "more than"),
        ("data:image/svg+xml;base64,PHN2Zz48L3N2Zz48L3N2Zz4=", "qr_data", "neither PNG nor JPEG in base64"),
        ("data:text/plain,hello", "qr_data", "neither PNG nor JPEG in base64"),
        ("data:image/png;base64,****", "qr_data", "base64 is broken"),
        ("data:image/png;base64," + "A" * 17, "qr_data", "base64 is broken"),
        ("data:image/png;base64," + encoded(b"no picture at all"), "qr_data", "neither PNG nor JPEG"),
        (encoded(picture("gif")), "qr_data", "neither PNG nor JPEG"),
        (encoded(picture("webp")), "qr_data", "neither PNG nor JPEG"),
        (encoded(b"<svg xmlns='x'></svg>"), "qr_data", "neither PNG nor JPEG"),
        ("<svg xmlns='x'></svg>", "qr_data", "neither PNG nor JPEG"),
        ("https://pay.example/qr.png", "qr_img", "neither PNG nor JPEG"),
        ("1213323442523521424", "qr_img", "neither PNG nor JPEG"),
        (encoded(picture("png")[:32]), "qr_img", "without a readable header"),
        (encoded(picture("png")[:8] + b"x" * 40), "qr_img", "without a readable header"),
        (encoded(picture("jpeg")[:40]), "qr_img", "without a readable header"),
        (encoded(b"\xff\xd8\xff\xd9" + b"\x00" * 30), "qr_img", "without a readable header"),
        (encoded(picture("png", 2001, 10)), "qr_img", "2001×10 pixels"),
        (encoded(picture("jpeg", 10, 2001)), "qr_img", "10×2001 pixels"),
        (encoded(picture("png") + b"\x00" * 262_144), "qr_img", "more than 262144 bytes"),
    ],
)
def test_what_may_not_be_shown(data: str, kind: str, why: str) -> None:
    found = shown(data, kind)
    assert isinstance(found, NoCode)
    assert why in found.why
    assert len(found.why) < 200


def test_largest_picture_and_longest_text() -> None:
    assert isinstance(shown(encoded(picture("png", 2000, 2000))), QrPicture)
    assert isinstance(shown(encoded(picture("jpeg", 2000, 2000))), QrPicture)
    assert isinstance(shown("x" * MAX_TEXT_BYTES), QrText)


def test_a_picture_of_no_size_is_none() -> None:
    data = bytearray(picture("png"))
    data[16:20] = struct.pack(">I", 0)
    assert isinstance(shown(encoded(bytes(data))), NoCode)


def test_a_jpeg_with_fill_bytes_and_bare_markers() -> None:
    data = picture("jpeg")
    stuffed = data[:2] + b"\xff\xff\xff\x01" + data[2:]
    found = shown(encoded(stuffed))
    assert isinstance(found, QrPicture)
    assert found.data == stuffed


def test_a_jpeg_segment_that_claims_no_length_does_not_hold_the_reader() -> None:
    found = shown(encoded(b"\xff\xd8" + b"\xff\xe0\x00\x00" * 1000))
    assert isinstance(found, NoCode)


@given(st.binary(max_size=80), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"]))
def test_no_data_raises(tail: bytes, head: bytes) -> None:
    for words in (encoded(head + tail), "data:image/png;base64," + encoded(head + tail), tail.decode("latin-1")):
        for kind in ("qr_data", "qr_img"):
            assert isinstance(shown(words, kind), QrText | QrPicture | NoCode)
