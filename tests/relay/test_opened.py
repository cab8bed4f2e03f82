"""A file under another name, or another file under its name, is not the one that was opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.relay.errors import StoreError
from kiosk.relay.opened import Opened


def test_a_file_that_was_away_once_is_not_believed_again(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    path.write_text("a")
    opened = Opened(path)
    opened.look()
    path.write_text("more of the same file")
    opened.look()
    path.rename(tmp_path / "away.db")
    with pytest.raises(StoreError, match="moved, deleted or replaced"):
        opened.look()
    (tmp_path / "away.db").rename(path)
    assert opened.lost
    with pytest.raises(StoreError):
        opened.look()


def test_another_file_of_that_name_is_another_file(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    path.write_text("a")
    opened = Opened(path)
    (tmp_path / "copy.db").write_text("a")
    (tmp_path / "copy.db").replace(path)
    with pytest.raises(StoreError, match="Start the relay again"):
        opened.look()
