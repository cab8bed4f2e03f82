"""What people decided, as `kiosk payments` tells it: named, dated, and never called paid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.sale import records as r
from kiosk.sale.facts import Sum
from kiosk.sale.office_records import HandMarked, Overridden, Returned, Trusted
from tests.cli.helpers import NOON, hkd, intended, journal

NAME = "till1-decided"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    story: list[r.Record] = [
        intended(NAME, 7, hkd(12_850)),
        r.CodeShown(NOON, NAME),
        r.Raised(NOON, NAME, "amount", "sums 5000 HKD", stopped=True, raw=b"{}", came=Sum(5_000, "HKD")),
        Trusted(NOON, NAME, 20_000),
        HandMarked(NOON, NAME, "seen in the bank's record", "Ann"),
        Overridden(NOON, NAME, "new_code", "the app shows nothing", "Ann"),
        Returned(NOON, NAME, hkd(5_000), "cash", "goods came back", "Bo"),
        r.Decided(NOON, NAME, "returned", "Bo"),
    ]
    journal(tmp_path, [story]).close()
    return tmp_path


def test_a_decided_sale_is_shown_with_names_and_reasons(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["payments", "show", NAME, "--data", str(folder)]) == 0
    told = capsys.readouterr().out
    for words in (
        "state         ATTENTION", "returned      50.00", "came          50.00 HKD", "by_hand_by    Ann",
        "decided_by    Bo", "came HKD 50.00", "reason seen in the bank's record, by Ann", "below 20000",
        "what new_code, reason the app shows nothing", "money HKD 50.00, way cash, reason goods came back, by Bo",
    ):  # fmt: skip
        assert words in told, words


def test_programs_get_all_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["payments", "show", NAME, "--json", "--data", str(folder)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["state"], found["returned"], found["came"]) == ("ATTENTION", 5_000, "50.00 HKD")
    raised = next(record for record in found["records"] if record["record"] == "Raised")
    assert raised["came"] == {"amount": 5_000, "currency": "HKD"}


def test_the_list_says_it_beside_the_state(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["payments", "list", "--data", str(folder)]) == 0
    line = capsys.readouterr().out.splitlines()[1]
    assert "ATTENTION" in line
    assert line.endswith("marked by hand · released on trust · settled by Bo: returned · returned HKD 50.00")
