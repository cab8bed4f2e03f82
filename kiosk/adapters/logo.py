"""The shop's own picture, read from its file: bounded before anybody decodes it, as a picture from outside is.

The file is the owner's, but it may be the wrong one: a photograph of ten megabytes must not hold up a start. It must
not know what the picture is shown on.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from kiosk.adapters.picture_bounds import pixels_of
from kiosk.gate.display import QrPicture

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES: Final = 1_000_000
"""Bytes of the file."""

_KINDS: Final[Mapping[bytes, Literal["png", "jpeg"]]] = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}


class LogoUnusable(Exception):
    """The picture cannot be shown. Its words say why; `cure` says what to do."""

    def __init__(self, why: str, cure: str) -> None:
        super().__init__(why)
        self.cure = cure


def read_logo(path: Path) -> bytes:
    """The picture's bytes without all that is no pixel: PNG or JPEG, within all bounds, not yet decoded.

    Raises LogoUnusable.
    """
    try:
        # A pipe or a device would never end.
        if not path.is_file():
            raise LogoUnusable("cannot be read: there is no such file", "put the picture there, or take the line out")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as fault:
        raise LogoUnusable(f"cannot be read: {fault.strerror}", "let this user read the file") from fault
    if len(data) > MAX_BYTES:
        raise LogoUnusable("is larger than a megabyte", "save it smaller: 1000 pixels a side are plenty")
    kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)
    if kind is None:
        raise LogoUnusable("is neither a PNG nor a JPEG inside", "save the picture as PNG")
    kept = pixels_of(QrPicture(kind, data))
    if kept is None:
        raise LogoUnusable("is cut off or has too many pixels", "save it as PNG with at most 1000 pixels a side")
    return kept


def check_logo(path: Path) -> None:
    """Read and decode it, as a till would: for whoever has time. Raises LogoUnusable."""
    import io

    from PIL import Image

    data = read_logo(path)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError) as fault:
        raise LogoUnusable("is damaged", "save the picture again as PNG") from fault
