"""Pictures of codes for the tests, drawn by zxing-cpp's writer: the product draws with another library."""

from __future__ import annotations

from io import BytesIO
from typing import Literal

import zxingcpp
from PIL import Image


def picture_of(
    text: str | bytes,
    *,
    scale: int = 4,
    margin: int = 4,
    mode: str = "L",
    kind: Literal["png", "jpeg"] = "png",
    dark: int | tuple[int, ...] = 0,
    paper: int | tuple[int, ...] = 255,
) -> bytes:
    """A picture of a code, made by zxing-cpp's writer and saved by Pillow."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    pixels = barcode.to_image(scale=1, add_quiet_zones=False)
    modules = Image.fromarray(pixels)
    code = modules.resize((modules.width * scale, modules.height * scale), Image.Resampling.NEAREST)
    # A new palette would be empty; one that is made from greys holds them.
    whole = Image.new("L" if mode == "P" else mode, (code.width + 2 * margin * scale,) * 2, paper)
    whole.paste(Image.new(whole.mode, code.size, dark), (margin * scale, margin * scale), code.point(lambda v: 255 - v))
    saved = BytesIO()
    whole.convert(mode).save(saved, kind.upper())
    return saved.getvalue()
