"""What can be read of a damaged journal is read, the rest is left out, and no damaged number makes it read for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.adapters.damaged_journal import DamagedJournal
from kiosk.adapters.journal import Journal
from tests.adapters.helpers import folded, paid_sale


def _sales(path: Path) -> None:
    journal = Journal(path)
    for number in range(40):
        records = paid_sale(f"t-{number:02}", sale=number + 1)
        journal.commit(records, [folded(records)])
    journal.close()


def test_a_whole_one_is_read_whole(path: Path) -> None:
    _sales(path)
    damaged = DamagedJournal(path)
    assert damaged.chained
    assert [seq for seq, columns in damaged.rows() if columns is not None] == list(range(1, 241))
    assert len(list(damaged.projection())) == 40
    assert dict(damaged.owners())[7] == "t-01"
    damaged.close()


def test_broken_pages_are_left_out(path: Path) -> None:
    _sales(path)
    content = bytearray(path.read_bytes())
    content[30 * 4_096 : 33 * 4_096] = b"\xa5" * 3 * 4_096
    path.write_bytes(bytes(content))
    damaged = DamagedJournal(path)
    rows = dict(damaged.rows())
    assert len(rows) == 240
    assert sum(columns is not None for columns in rows.values()) > 150
    damaged.close()


@pytest.mark.parametrize("content", [b"", b"no database" * 999])
def test_of_something_else_nothing_is_read(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    damaged = DamagedJournal(path)
    assert list(damaged.rows()) == []
    assert list(damaged.projection()) == []
    assert list(damaged.owners()) == []
    damaged.close()
