"""Pixels to text and text to modules: the only file that calls the QR libraries.

A picture is decoded by zxing-cpp; a code is made by `qrcode` at error correction M and read back by zxing-cpp, which is
another hand's work, before anybody relies on it. The text is compared as UTF-8 bytes: nothing may
be added, lost or re-encoded.

The libraries are imported when first needed, on the lane that needs them: together they take as long to import as a
blank window takes to open. It must not know payments, schemes or screens.
"""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from math import isqrt
from typing import TYPE_CHECKING, Any, Final

from kiosk.adapters.picture_bounds import pixels_of
from kiosk.gate.display import MAX_PICTURE_SIDE, QrPicture

if TYPE_CHECKING:
    from PIL.Image import Image

MARGIN: Final = 4
"""Modules of white around a code (ISO/IEC 18004)."""
_SCALE: Final = 4
"""Pixels a module when a code is read back: the smallest at which a camera's reader has no doubt."""
_SMALL: Final = 400
"""Pictures with a shorter side are enlarged: a code of one pixel a module is beyond a reader made for photographs."""

_LEAST: Final = 21
"""Modules along the side of the smallest code (ISO/IEC 18004): a picture with less holds none."""
_LARGE: Final = 1_200
"""Pictures with no shorter side are read at half their size: even the densest code keeps three pixels a module."""


def load_tools() -> None:
    """Import the libraries ahead of the first code, where nobody waits."""
    for name in ("qrcode.main", "zxingcpp", "PIL.Image", "PIL.PngImagePlugin", "PIL.JpegImagePlugin"):
        import_module(name)


def encode(text: str) -> tuple[bytes, ...] | None:
    """The modules of a code for the text, a bytes object a row, 1 is dark, no margin; None when there is none.

    None is for a text that is too long, that is no Unicode, or whose code does not read back the same.
    """
    import qrcode.main  # not at the top: see the file's head
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.exceptions import DataOverflowError

    try:
        payload = text.encode("utf-8")
        code = qrcode.main.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_mask(text))
        code.add_data(payload)
        code.make(fit=True)
    except (UnicodeEncodeError, DataOverflowError, ValueError):
        # ValueError: a text beyond the largest version, by the library's other road.
        return None
    rows = tuple(bytes(1 if dark else 0 for dark in row) for row in code.get_matrix())
    return rows if reads_as(rows, payload) else None


def _mask(text: str) -> int | None:
    """The mask (0 to 7) that zxing-cpp's writer scores best, or None to let qrcode score them.

    Scoring is most of the work of drawing a code, and in Python it costs the customer some 7 ms. The mask stands in the
    format bits of row 8, columns 2 to 4, under the pattern 101 (ISO/IEC 18004, format information).
    """
    import zxingcpp  # not at the top: see the file's head

    try:
        made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        # The library's stubs leave out that its pictures are buffers of one grey byte a module.
        image: Any = made.to_image(scale=1, add_quiet_zones=False)
    except ValueError:
        return None
    pixels = memoryview(image).tobytes()
    side = isqrt(len(pixels))
    bits = [int(pixels[8 * side + column] == 0) for column in (2, 3, 4)]
    return (bits[0] << 2 | bits[1] << 1 | bits[2]) ^ 0b101


def reads_as(rows: tuple[bytes, ...], payload: bytes) -> bool:
    """Whether another reader finds exactly these bytes in the modules."""
    import zxingcpp  # not at the top: see the file's head

    side = (len(rows) + 2 * MARGIN) * _SCALE
    edge = b"\xff" * (MARGIN * _SCALE)
    border = b"\xff" * (side * MARGIN * _SCALE)
    grey = bytes.maketrans(b"\x00\x01", b"\xff\x00")
    lines = [edge + b"".join(bytes([m]) * _SCALE for m in row.translate(grey)) + edge for row in rows]
    pixels = border + b"".join(line * _SCALE for line in lines) + border
    image = memoryview(pixels).cast("B", (side, side))
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [bytes(code.bytes) for code in found] == [payload]


def decode(picture: QrPicture) -> str | None:
    """The text of the one QR code in a picture; None when there is none, or two, or no text in it."""
    image = _grey(picture)
    if image is None or min(image.size) < _LEAST:
        return None
    if min(image.size) > _LARGE:
        image = image.reduce(2)
    found = _codes(_framed(image)) or _codes(image)
    if len(found) != 1:
        return None
    try:
        return found.pop().decode("utf-8")
    except UnicodeDecodeError:
        # It could only be shown altered.
        return None


def codes_on(screen: bytes, width: int, height: int, stride: int) -> list[bytes]:
    """The contents of every QR code on a picture of a screen, the same one as often as it is there. `screen` is a grey
    level a byte, `stride` bytes a line.
    """
    import zxingcpp  # not at the top: see the file's head
    from PIL import Image

    seen = Image.frombuffer("L", (width, height), screen, "raw", "L", stride, 1)
    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
    return [bytes(code.bytes) for code in zxingcpp.read_barcodes(seen, kinds)]


def _codes(image: Image) -> set[bytes]:
    import zxingcpp  # not at the top: see the file's head

    # Not its smaller kinds (Micro QR): the least of them corrects nothing, and noise was seen to read as one.
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2))
    return {bytes(code.bytes) for code in found}


def _grey(picture: QrPicture) -> Image | None:
    """The picture's pixels in grey on white; None when it is broken or larger than its bounds.

    A large JPEG comes at half its size, as the decoder makes it with a quarter of the work.
    """
    from PIL import Image  # not at the top: see the file's head

    pixels = pixels_of(picture)
    if pixels is None:
        return None
    try:
        # Only the format that its first bytes promise: no guessing among dozens of decoders.
        with Image.open(BytesIO(pixels), formats=(picture.kind.upper(),)) as image:
            half = min(image.size) > _LARGE
            image.draft("L", (image.width // 2, image.height // 2) if half else image.size)
            image.load()
            return _on_paper(image)
    except Exception:
        # A decoder over hostile bytes fails in as many ways as it has lines; all of them mean the same here.
        return None


def _on_paper(image: Image) -> Image:
    """A loaded picture in grey, laid on white paper where it lets that through."""
    # One table for all pixels, where there is one: several times as fast as to lay each on paper.
    if image.mode == "P":
        return image.point(_greys(image), "L")
    if not image.has_transparency_data or image.mode in ("1", "I;16"):
        return image.convert("L")
    if image.mode == "L":
        return image.point([255 if grey == image.info["transparency"] else grey for grey in range(256)])
    from PIL import Image  # not at the top: see the file's head

    # In grey at once: laid on paper in colour, a picture takes three times as long.
    drawn = image if image.mode in ("LA", "RGBA") else image.convert("RGBA")
    paper = Image.new("L", drawn.size, 255)
    return Image.composite(drawn.convert("L"), paper, drawn.getchannel("A"))


def _greys(image: Image) -> list[int]:
    """What grey on white each of the 256 colours of a palette is."""
    image.apply_transparency()
    colours = image.getpalette("RGBA") or []
    greys = [255] * 256
    for number, (red, green, blue, shown) in enumerate(zip(*(iter(colours),) * 4, strict=True)):
        grey = (299 * red + 587 * green + 114 * blue) // 1000
        greys[number] = (grey * shown + 255 * (255 - shown)) // 255
    return greys


def _framed(image: Image) -> Image:
    """Enlarged to a readable size, with white around: senders cut the margin off, readers need it."""
    from PIL import Image  # not at the top: see the file's head

    # Bounded by the longer side too: a picture of one pixel by two thousand would become one of gigabytes.
    scale = max(1, min(_SMALL // min(image.size), MAX_PICTURE_SIDE // max(image.size)))
    large = image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST)
    edge = 8 * scale + 16
    paper = Image.new("L", (large.width + 2 * edge, large.height + 2 * edge), 255)
    paper.paste(large, (edge, edge))
    return paper
