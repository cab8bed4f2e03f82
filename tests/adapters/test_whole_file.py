"""A file is the old one or the new one, never a part of either, and nobody else's to read."""

from pathlib import Path

import pytest

from kiosk.adapters.whole_file import put, put_bytes


def test_the_new_text_takes_the_place_of_the_old_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    for text in ("first\n", "second, longer\n", ""):
        put(file, text)
        assert file.read_text("ascii") == text
        assert list(tmp_path.iterdir()) == [file]
    assert file.stat().st_mode & 0o777 == 0o600


def test_where_it_cannot_be_written_the_old_one_stays(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    put(file, "old\n")
    (tmp_path / "kept.new").mkdir()
    with pytest.raises(OSError, match=r"kept\.new"):
        put(file, "new\n")
    assert file.read_text("ascii") == "old\n"


def test_bytes_keep_the_rights_that_are_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    put_bytes(file, "名\n".encode(), 0o640)
    assert file.read_bytes() == "名\n".encode()
    assert file.stat().st_mode & 0o777 == 0o640
