"""One payment's story: every record in order, in plain English, and what is known at its end."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.cli import explain, main
from kiosk.sale import records as r
from kiosk.sale.payment import State
from tests.cli.helpers import NOON, day, folded, journal

PAID = day()[0]


def test_the_story_of_a_paid_sale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    running = journal(tmp_path, day())
    assert main(["payments", "explain", "till1-paid", "--data", str(tmp_path)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "HKD 1,234.50, sale 1, payment till1-paid"
    assert told[1].startswith("now: PAID.")
    happened = [line[21:40] for line in told if line.startswith("2026-11-22 12:")]
    assert happened == [
        "HKD 1,234.50 was ch", "The order left for ", "ecommpay accepted t", "The code came, to b",
        "The code was drawn,", "ecommpay said, sign",
    ]  # fmt: skip
    assert "until 2026-11-22 12:05:00" in "".join(told)
    assert "c2VjcmV0" not in "".join(told), "a signature is no part of a story"
    running.close()


def test_the_story_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal(tmp_path, day()).close()
    assert main(["payments", "explain", "till1-odd", "--json", "--data", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["now"].startswith("A PERSON MUST DECIDE")
    assert [step["record"] for step in found["steps"]] == ["Intended", "CodeShown", "SetAside", "Raised"]
    assert found["steps"][1]["known"] == "from here on somebody may have scanned it."


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_verdict_and_only_proof_is_called_paid(state: State) -> None:
    told = explain.verdict(replace(folded(PAID), state=state))
    assert told.startswith("PAID") is (state in (State.PAID, State.PAID_LATE))


def test_before_a_code_was_shown_nobody_can_have_paid() -> None:
    assert "No code was shown" in explain.verdict(folded(PAID[:3]))
    assert "may have paid" in explain.verdict(folded(PAID[:5]))


def test_what_lost_records_never_lets_goods_go_nor_allows_a_charge() -> None:
    lost = r.Raised(NOON, "till1-paid", "gaps", "records lost", stopped=False, raw=b"")
    paid = [*PAID[:5], lost, PAID[5]]
    assert "find out whether the goods have gone" in explain.verdict(folded(paid))
    lines = "\n".join(explain.story(folded(paid), enumerate(paid, 1)))
    assert "PAID, green" not in lines
    assert "It said" not in lines
    settled = [*paid, r.Decided(NOON, "till1-paid", "goods", "Chan")]
    assert "nothing is left to decide" in explain.verdict(folded(settled))
    declined = replace(folded(PAID[:5]), state=State.DECLINED, why="decline", attention=("unsettled",))
    assert "do not charge again" in explain.verdict(declined)


def test_what_needs_a_person_and_what_is_no_money_stand_at_the_top() -> None:
    odd = day()[2]
    lines = list(explain.story(folded(odd), enumerate(odd, 1)))
    assert lines[0].startswith("TEST")
    assert "     under Attention: ecommpay stated another amount than this sale's." in lines


def test_money_that_came_twice_is_never_nothing_to_do() -> None:
    again = r.Succeeded(NOON, "till1-paid", "op2", "0", "", False, b"")
    twice = [*PAID, again, r.Raised(NOON, "till1-paid", "double", "", False, b"")]
    told = explain.verdict(folded(twice))
    assert told.startswith("PAID TWICE. HKD 1,234.50 has to go back")
    assert not any("nothing to do" in line for line in explain.story(folded(twice), enumerate(twice, 1)))


def test_a_late_payment_that_was_settled_asks_for_nothing_more() -> None:
    late = replace(folded(PAID), state=State.PAID_LATE, attention=("late",))
    assert "give the goods, or return it" in explain.verdict(late)
    assert "nothing is left to decide" in explain.verdict(replace(late, attention=(), decided="goods", decided_by="Bo"))


def test_a_record_that_has_no_words_is_shown_as_it_is() -> None:
    lines = list(explain._lines(7, r.Rested(NOON, "p"), None))
    assert lines == ["     7  2026-11-22T04:00:00.000Z  Rested"]


def test_strange_text_stays_on_its_line() -> None:
    shy = [*day()[1][:2], r.Raised(NOON, "till1-shy", "amount", "x\n\x1b[31m", True, b"")]
    assert all("\n" not in line and "\x1b" not in line for line in explain.story(folded(shy), enumerate(shy, 1)))
