"""What came to be shown, as a code that may be shown in this environment, or why not."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from kiosk.adapters.code_reader import CodeReader, Unusable
from kiosk.adapters.qr_codec import reads_as
from kiosk.gate.display import QrPicture
from kiosk.gate.emv import build, crc
from kiosk.gate.verified import DisplayItem
from kiosk.sale.facts import Code
from tests.adapters.pictures import picture_of

LATER = datetime(2026, 11, 22, 4, 5, tzinfo=UTC)
REAL = build(
    scheme="hk.com.hkicl", currency="HKD", amount_minor=12_850, payee="LUCKY TEA HOUSE", expires=LATER, reference="A1"
)
DEMO = build(scheme="demo.invalid", currency="HKD", amount_minor=12_850)
OTHER = build(scheme="com.example.pay", currency="CNY", amount_minor=None, editable=True, payee_local="好運茶室")


def _read(environment: str, data: str, kind: str = "qr_data") -> Code | Unusable:
    return CodeReader(environment).read([DisplayItem(kind, data)])


def _code(environment: str, data: str, kind: str = "qr_data") -> Code:
    found = _read(environment, data, kind)
    assert isinstance(found, Code), found
    assert reads_as(found.rows, found.payload.encode())
    assert found.size == len(found.rows)
    return found


def test_an_fps_code_is_read_and_drawn() -> None:
    code = _code("live", REAL)
    assert code.payload == REAL
    assert (code.emv, code.scheme, code.unusual, code.editable) == (True, "hk.com.hkicl", False, False)
    assert (code.amount_minor, code.currency, code.payee, code.expires) == (12_850, "HKD", "LUCKY TEA HOUSE", LATER)


def test_another_scheme_is_shown_with_a_word_to_staff() -> None:
    code = _code("live", OTHER)
    assert (code.scheme, code.unusual, code.editable) == ("com.example.pay", True, True)
    assert (code.amount_minor, code.currency, code.payee, code.expires) == (None, "CNY", "好運茶室", None)


def test_a_code_without_scheme_is_unusual() -> None:
    bare = "000201" + "010212" + "5303344" + "5406128.50" + "5802HK" + "5902NA" + "6002HK" + "6304"
    code = _code("live", bare + crc(bare))
    assert (code.emv, code.scheme, code.unusual, code.payee) == (True, "", True, "")


@pytest.mark.parametrize(("kind", "data"), [("qr_data", "https://qr.example/123"), ("qr_url", "https://qr.example/1")])
def test_text_that_is_not_emv_is_encoded_as_received(kind: str, data: str) -> None:
    code = _code("live", data, kind)
    assert (code.payload, code.emv, code.scheme, code.currency, code.unusual) == (data, False, "", "", True)
    assert (code.amount_minor, code.editable, code.expires) == (None, False, None)


def _uri(data: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


@pytest.mark.parametrize(
    "data",
    [
        _uri(picture_of(REAL), "png"),
        _uri(picture_of(REAL, kind="jpeg"), "jpeg"),
        base64.b64encode(picture_of(REAL)).decode(),
        base64.b64encode(picture_of(REAL, kind="jpeg")).decode(),
    ],
    ids=["png uri", "jpeg uri", "png base64", "jpeg base64"],
)
@pytest.mark.parametrize("kind", ["qr_data", "qr_img"])
def test_a_picture_is_redrawn_from_what_it_says(kind: str, data: str) -> None:
    assert _code("live", data, kind) == _code("live", REAL)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (REAL[:-1] + ("0" if REAL[-1] != "0" else "1"), "crc"),
        (REAL.replace("128.50", "928.50"), "crc"),
        (REAL[:-8], "crc"),
        (REAL[:60], "unreadable"),
        ("000201" + REAL, "unreadable"),
        (_uri(picture_of(REAL.replace("128.50", "928.50")), "png"), "crc"),
        (_uri(b"\x89PNG\r\n\x1a\n" + bytes(60), "png"), "unreadable"),
        (_uri(b"<svg/>" * 10, "svg+xml"), "unreadable"),
        ("x" * 2_332, "unreadable"),
        ("", "unreadable"),
    ],
)
def test_codes_that_are_never_shown(data: str, why: str) -> None:
    assert _read("live", data) == Unusable(why)


@pytest.mark.parametrize(
    ("environment", "data", "why"),
    [
        ("live", REAL, ""),
        ("live", DEMO, "demo"),
        ("live", "https://demo.invalid/pay", "demo"),
        ("live", "https://qr.example/1", ""),
        ("test", REAL, ""),
        ("test", DEMO, ""),
        ("test", "https://demo.invalid/pay", ""),
        ("demo", DEMO, ""),
        ("demo", REAL, "live"),
        ("demo", OTHER, "live"),
        ("demo", "https://demo.invalid/pay", "live"),
        ("demo", "https://qr.example/1", "live"),
        ("demo", _uri(picture_of(REAL), "png"), "live"),
        ("demo", _uri(picture_of(DEMO), "png"), ""),
    ],
)
def test_pretended_and_real_codes_are_kept_apart(environment: str, data: str, why: str) -> None:
    found = _read(environment, data)
    assert (found.why if isinstance(found, Unusable) else "") == why


@pytest.mark.parametrize(("environment", "why"), [("live", "demo"), ("demo", "live")])
def test_a_code_of_two_schemes_belongs_to_neither_side(environment: str, why: str) -> None:
    """A code that a bank would pay must not pass for a pretended one by naming both."""
    body = DEMO[:-8]
    both = f"{body}27160012hk.com.hkicl6304"
    assert _read(environment, both + crc(both)) == Unusable(why)


def test_the_first_usable_element_is_taken() -> None:
    bad, good, picture = REAL[:-1] + "g", REAL, _uri(picture_of(OTHER), "png")
    reader = CodeReader("live")
    items = [DisplayItem("add_info", "300"), DisplayItem("qr_data", bad), DisplayItem("qr_data", good)]
    found = reader.read([*items, DisplayItem("qr_img", picture)])
    assert isinstance(found, Code)
    assert found.payload == good
    assert reader.read(items[:2]) == Unusable("crc")
    assert reader.read(items[:1]) == reader.read([]) == Unusable("unreadable")


def test_a_known_code_is_taken_before_an_address_or_an_unknown_scheme() -> None:
    reader = CodeReader("live")
    unusual = [DisplayItem("qr_url", "https://qr.example/1"), DisplayItem("qr_data", OTHER)]
    found = reader.read([*unusual, DisplayItem("qr_data", REAL)])
    assert isinstance(found, Code)
    assert found.payload == REAL
    first = reader.read([DisplayItem("qr_data", REAL[:-1] + "g"), *unusual])
    assert isinstance(first, Code)
    assert first.payload == "https://qr.example/1"


def test_a_code_is_drawn_again_from_its_payload() -> None:
    assert CodeReader("live").draw(REAL) == _code("live", REAL)
    assert CodeReader("live").draw("https://qr.example/1") == _code("live", "https://qr.example/1")
    assert CodeReader("live").draw(DEMO) is None
    assert CodeReader("live").draw("x" * 3_000) is None


def test_an_environment_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="'prod' is unknown; use live, test or demo"):
        CodeReader("prod")


def test_tools_can_be_loaded_ahead() -> None:
    CodeReader("live").warm()


class OwnCodec:
    """A codec that draws one row."""

    def __init__(self) -> None:
        self.loaded = 0

    def encode(self, text: str) -> tuple[bytes, ...] | None:
        return (text.encode(),)

    def decode(self, picture: QrPicture) -> str | None:
        return REAL

    def load_tools(self) -> None:
        self.loaded += 1


def test_another_codec_draws_and_decodes_and_judges_nothing() -> None:
    codec = OwnCodec()
    reader = CodeReader("live", codec)
    reader.warm()
    assert codec.loaded == 1
    code = reader.read([DisplayItem("qr_data", REAL)])
    assert isinstance(code, Code)
    assert (code.rows, code.amount_minor) == ((REAL.encode(),), 12_850)
    picture = base64.b64encode(picture_of(DEMO)).decode()
    assert reader.read([DisplayItem("qr_img", f"data:image/png;base64,{picture}")]) == code
    assert reader.read([DisplayItem("qr_data", DEMO)]) == Unusable("demo")
