"""The loop of kills runs, counts, and finds what it is there to find. The long run is a command of its own."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kiosk.adapters.folder import DataFolder
from kiosk.adapters.journal import Journal
from tests.adapters.helpers import folded, paid_sale
from tests.process.harness import Shop
from tests.process.kill_loop import PACE, Broken, Loop, Patient, Score, books


@pytest.mark.timeout(240)
def test_a_few_kills_break_nothing(tmp_path: Path) -> None:
    with Shop(tmp_path, PACE, manual=True) as shop:
        loop = Loop(shop, seed=3)
        loop.run(2)
    assert loop.score.kills == 2
    assert loop.score.records > 0


def test_a_lie_is_found(tmp_path: Path) -> None:
    """What a screen had claimed and the books do not hold, and books that somebody changed, break the run."""
    with Shop(tmp_path, PACE, manual=True) as shop:
        loop = Loop(shop, seed=1)
        till, line = shop.till("k1"), shop.line_to(shop.gate)
        till.data.mkdir(mode=0o700)
        path = DataFolder(till.data).journal
        journal = Journal(path)
        journal.commit(paid_sale("k1-a")[:4], [folded(paid_sale("k1-a")[:4])])
        journal.close()
        loop._examine(Patient(till, line))
        with pytest.raises(Broken, match="k1-a was shown as paid and is lost"):
            loop._examine(Patient(till, line, green={"k1-a"}))
        with pytest.raises(Broken, match="the code of k1-a was seen"):
            loop._examine(Patient(till, line, shown={"k1-a"}))
        line.heard += [{"at": 0.0, "what": "POST /v2/payment/banks/hk-qr/sale", "payment_id": "k1-a"}] * 2
        with pytest.raises(Broken, match="ordered twice"):
            loop._examine(Patient(till, line))
        other = sqlite3.connect(path)
        other.execute("UPDATE payments SET amount = 1")
        other.commit()
        other.close()
        with pytest.raises(Broken, match="not whole"):
            books(till)


def test_the_score_says_what_was_proven() -> None:
    assert "3 kills of the till (1 while it started)" in str(Score(kills=3, starts_cut=1))
