"""Codes as a bank would make them: EMV merchant texts in every form seen in Hong Kong, and their pictures."""

import base64
import binascii
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import qrcode
from PIL import Image

FPS = "hk.com.hkicl"
PRETENDED = "demo.invalid"
"""The scheme of codes that nobody can pay."""
NUMBERS = {"HKD": "344", "CNY": "156"}
HONG_KONG = timedelta(hours=8)


@dataclass(frozen=True)
class CodeForm:
    """How a code is written. `amount` is plain, short, full or none; `timeout` is no, 12 or 14 digits.

    `tag` is where the FPS template stands; `company` puts another scheme's template beside it.
    """

    amount: str = "full"
    payee: str = "NA"
    timeout: int = 0
    tag: str = "26"
    company: bool = False
    more: bool = False
    editable: bool = False
    other_name: bool = False
    backwards: bool = False


def tlv(tag: str, value: str) -> str:
    """One data object; the length counts characters."""
    assert 0 < len(value) <= 99, (tag, value)
    return f"{tag}{len(value):02d}{value}"


def amount_text(minor: int, how: str) -> str:
    """The amount as tag 54 may carry it."""
    major, cents = divmod(minor, 100)
    if how == "full" or cents % 10:
        return f"{major}.{cents:02d}"
    return f"{major}.{cents // 10}" if how == "short" or cents else str(major)


def merchant_code(minor: int, currency: str, form: CodeForm, until: datetime, scheme: str = FPS) -> str:
    """The EMV text; `until` is UTC and written in Hong Kong time when the form has a timeout."""
    account = tlv("00", scheme) + tlv("02", "167654321")
    if form.timeout:
        full = (until.astimezone(UTC) + HONG_KONG).strftime("%Y%m%d%H%M%S")
        account += tlv("05", full[-form.timeout :])
    if form.editable:
        account += tlv("06", "1")
    parts = [tlv(form.tag, account)]
    if form.company:
        parts.append(tlv("15", "4712345678901234567890123456789"))
        parts.append(tlv("50", tlv("00", "hk.example.pay") + tlv("01", "77")))
    parts += [tlv("52", "0000"), tlv("53", NUMBERS[currency])]
    if form.amount != "none":
        parts.append(tlv("54", amount_text(minor, form.amount)))
    parts += [tlv("58", "HK"), tlv("59", form.payee), tlv("60", "HK")]
    if form.more:
        parts.append(tlv("62", tlv("01", "INV-20260711") + tlv("05", "R00012") + tlv("07", "T1")))
    if form.other_name:
        parts.append(tlv("64", tlv("00", "ZH") + tlv("01", "好運茶室") + tlv("02", "香港")))
    parts.sort(reverse=form.backwards)
    text = tlv("00", "01") + tlv("01", "12") + "".join(parts) + "6304"
    return f"{text}{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


def picture(text: str, kind: str, mode: str) -> bytes:
    """A PNG or JPEG of the code. `mode` is Pillow's: 1, L, P, RGB, RGBA."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4, box_size=6, mask_pattern=3)
    code.add_data(text.encode(), optimize=0)
    code.make(fit=True)
    matrix = code.get_matrix()
    bits = Image.new("1", (len(matrix), len(matrix)), 1)
    bits.putdata([0 if dark else 1 for row in matrix for dark in row])
    large = bits.resize((bits.width * 6, bits.height * 6), Image.Resampling.NEAREST)
    out = io.BytesIO()
    large.convert(mode if kind == "png" or mode == "RGB" else "L").save(out, kind.upper())
    return out.getvalue()


def shown_as(text: str, how: str, mode: str = "L") -> tuple[str, str]:
    """(type, data) of a display item: text, data uri, or bare base64 of a picture."""
    kind, _, form = how.partition(" ")
    if form == "text":
        return kind, text
    file = "jpeg" if "jpeg" in form else "png"
    body = base64.b64encode(picture(text, file, mode)).decode()
    return kind, f"data:image/{file};base64,{body}" if form.startswith("uri") else body


SHOWN = (
    "qr_data text",
    "qr_data uri png",
    "qr_data uri jpeg",
    "qr_data bare png",
    "qr_data bare jpeg",
    "qr_img uri png",
    "qr_img uri jpeg",
    "qr_img bare png",
    "qr_url text",
)
