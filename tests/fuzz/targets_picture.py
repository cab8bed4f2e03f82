"""What stands in `display_data`: told apart by its form, its header measured, and only then decoded."""

from __future__ import annotations

import base64
import zlib
from functools import cache
from io import BytesIO
from random import Random

import zxingcpp
from PIL import Image

from kiosk.adapters import qr_codec
from kiosk.gate.display import MAX_PICTURE_BYTES, MAX_PICTURE_SIDE, MAX_TEXT_BYTES, NoCode, QrPicture, QrText, classify
from kiosk.gate.verified import DisplayItem
from tests.fuzz import corpus, mutate
from tests.fuzz.engine import Target

_SIZES = (0, 1, 2, 21, 1999, 2000, 2001, 65_535, 2**31 - 1, 2**32 - 1)
_TEXTS = (
    "000201",
    "https://qr.example/p?a=1",
    "data:image/svg+xml;base64,AAAA",
    "data:text/plain,x",
    "GIF89a",
    "<svg/>",
    "<?xml",
    "",
    "   ",
    "x" * 2332,
    "data:image/png;base64,",
    "data:image/png;base64,====",
    "DATA:IMAGE/PNG;BASE64,AAAA",
    "\ud800",
)


@cache
def pictures() -> tuple[bytes, ...]:
    """The pictures of the corpus; each holds the text of its file's name."""
    return tuple(path.read_bytes() for path in sorted((corpus.FOLDER / "picture").iterdir()))


@cache
def large_pictures() -> tuple[bytes, ...]:
    """Pictures of about as many pixels as are decoded, of every mode; they say what the corpus says."""
    code = zxingcpp.create_barcode(corpus.lines("picture.txt")[0], zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawn = Image.fromarray(code.to_image(scale=4, add_quiet_zones=True))
    return (
        *(_saved(drawn, mode, side, "PNG") for mode, side in (("L", 2000), ("P", 2000), ("LA", 1700), ("I;16", 1700))),
        *(_saved(drawn, mode, side, "PNG") for mode, side in (("RGB", 1400), ("RGBA", 1220))),
        *(_saved(drawn, mode, 2000, "JPEG") for mode in ("L", "RGB", "CMYK")),
        *(_saved(drawn, mode, side, "JPEG", progressive=True) for mode, side in (("RGB", 1400), ("CMYK", 1220))),
    )


def _saved(drawn: Image.Image, mode: str, side: int, kind: str, **how: bool) -> bytes:
    saved = BytesIO()
    drawn.resize((side, side), Image.Resampling.NEAREST).convert(mode).save(saved, kind, **how)
    return saved.getvalue()


def sized(picture: bytes, width: int, height: int) -> bytes:
    """The same picture with other sizes in its header, and a checksum that fits."""
    if picture.startswith(b"\x89PNG"):
        head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + picture[24:29]
        return picture[:12] + head + zlib.crc32(head).to_bytes(4, "big") + picture[33:]
    place = picture.find(b"\xff\xc0") + 5
    return (
        picture[:place]
        + (height % 65_536).to_bytes(2, "big")
        + (width % 65_536).to_bytes(2, "big")
        + picture[place + 4 :]
    )


def _item(chance: Random) -> DisplayItem:
    kind = chance.choice(("qr_data", "qr_img", "qr_img", "qr_url", "add_info", ""))
    if chance.random() < 0.2:
        return DisplayItem(
            kind, mutate.dented(chance.choice(_TEXTS).encode("utf-8", "surrogatepass"), chance, 0.5).decode("latin-1")
        )
    # Seldom: one of them takes as long as a hundred others.
    large = chance.random() < 0.003
    data = chance.choice(large_pictures() if large else pictures())
    how = chance.random()
    if how < 0.2:
        data = sized(data, chance.choice(_SIZES), chance.choice(_SIZES))
    elif how < 0.22 and len(data) < MAX_PICTURE_BYTES:
        data += bytes(MAX_PICTURE_BYTES - len(data) + chance.choice((-1, 0, 1)))
    elif how < 0.9:
        data = mutate.dented(data, chance, 0.95)
    text = base64.b64encode(data).decode()
    if chance.random() < 0.5:
        text = f"data:image/{chance.choice(('png', 'jpeg', 'jpg', 'PNG', 'gif'))};base64,{text}"
    if chance.random() < 0.1:
        text = mutate.dent(text.encode(), chance, (b"\n", b" ", b"=", b"-", b"_", b";")).decode("latin-1")
    return DisplayItem(kind, text)


def _check(item: DisplayItem) -> None:
    found = classify(item)
    match found:
        case NoCode(why):
            assert why
        case QrText(text):
            assert text == item.data, "a text was altered"
            assert len(text.encode("utf-8", "replace")) <= MAX_TEXT_BYTES
        case QrPicture():
            _check_picture(found)


def _check_picture(found: QrPicture) -> None:
    assert len(found.data) <= MAX_PICTURE_BYTES
    if found.kind == "png":
        width, height = int.from_bytes(found.data[16:20], "big"), int.from_bytes(found.data[20:24], "big")
        assert 0 < width <= MAX_PICTURE_SIDE, "a picture over its bounds would be decoded"
        assert 0 < height <= MAX_PICTURE_SIDE, "a picture over its bounds would be decoded"
    text = qr_codec.decode(found)
    if text is not None:
        assert max(_size(found)) <= MAX_PICTURE_SIDE, "a picture over its bounds was decoded"
        assert text in known(), "a damaged picture reads as something that nobody wrote"


def _size(found: QrPicture) -> tuple[int, int]:
    with Image.open(BytesIO(found.data)) as image:
        return image.size


@cache
def known() -> frozenset[str]:
    """What the pictures of the corpus say."""
    return frozenset(corpus.lines("picture.txt"))


TARGETS = (Target("picture", "never over its bounds, never altered, never read as what nobody wrote", _item, _check),)
