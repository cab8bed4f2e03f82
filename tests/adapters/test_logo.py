"""The shop's picture: bounded before it is decoded, and every way to be unusable has its words and cure."""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from kiosk.adapters.logo import MAX_BYTES, LogoUnusable, check_logo, read_logo


def picture(width: int = 60, height: int = 40, kind: str = "PNG", mode: str = "RGB", words: str = "") -> bytes:
    """A plain picture; `words` are hidden in it as text."""
    made, told = BytesIO(), PngInfo()
    told.add_text("note", words)
    extra = {"pnginfo": told} if words else {}
    Image.new(mode, (width, height), "#0c7a43").save(made, kind, **extra)
    return made.getvalue()


def unusable(path: Path) -> LogoUnusable:
    with pytest.raises(LogoUnusable) as found:
        read_logo(path)
    assert found.value.cure
    return found.value


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_read_whole_whatever_its_file_is_called(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(picture(kind=kind))
    with Image.open(BytesIO(read_logo(file))) as seen:
        assert (seen.format, seen.size) == (kind, (60, 40))
    check_logo(file)


def test_what_is_no_pixel_stays_behind(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(picture(words="where it was made"))
    assert b"where it was made" in file.read_bytes()
    assert b"where it was made" not in read_logo(file)


def test_no_such_file_and_no_file_at_all(tmp_path: Path) -> None:
    assert "no such file" in str(unusable(tmp_path / "none.png"))
    assert "no such file" in str(unusable(tmp_path))
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.png")
        assert "no such file" in str(unusable(tmp_path / "pipe.png"))


def test_another_users_file(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(picture())
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read everything")
    assert "cannot be read" in str(unusable(file))


def test_too_large_a_file_too_many_pixels_and_another_kind(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(picture() + bytes(MAX_BYTES))
    assert "larger than a megabyte" in str(unusable(file))
    file.write_bytes(picture(2_001, 1))
    assert "too many pixels" in str(unusable(file))
    file.write_bytes(picture(1_300, 1_300, mode="RGBA"))
    assert "too many pixels" in str(unusable(file))
    file.write_bytes(picture(kind="GIF"))
    assert "neither a PNG nor a JPEG" in str(unusable(file))


def test_a_damaged_picture_is_found_by_who_has_time(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    whole = bytearray(picture())
    whole[whole.index(b"IDAT") + 8] ^= 0xFF
    file.write_bytes(whole)
    with pytest.raises(LogoUnusable, match="damaged"):
        check_logo(file)
