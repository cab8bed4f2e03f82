"""What a salvage says of a payment that lost records: neither that it was not shown, nor that a proven end is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.adapters.journal import Journal
from kiosk.adapters.journal_salvage import salvage
from kiosk.sale.office_records import Returned, Trusted
from kiosk.sale.payment import State
from kiosk.sale.records import CodeShown, Decided, Failed, Orphaned, Raised, Record
from tests.adapters.helpers import NOON, folded, intended, now_of, paid_sale, tamper


def test_a_decline_that_lost_a_record_is_before_a_person_again(path: Path) -> None:
    journal = Journal(path)
    end: list[Record] = [*paid_sale("t-01")[:5], Failed(NOON, "t-01", "", "20000", "", False, b"{}")]
    journal.commit(end, [folded(end)])
    journal.close()
    tamper(path, ["UPDATE records SET body = '{}' WHERE seq = 4"])
    found = salvage(path)
    assert "record 4 (payment t-01): CodeCame lacks at" in found.lost[0]
    assert now_of(path)["t-01"].attention == ("unsettled",)
    assert now_of(path)["t-01"].state is State.DECLINED


def test_lost_records_of_nobody_known_do_not_doubt_a_proven_end(path: Path) -> None:
    journal = Journal(path)
    end: list[Record] = [*paid_sale("t-01")[:5], Failed(NOON, "t-01", "", "20000", "", False, b"{}")]
    journal.commit([*end, *paid_sale("t-02")], [folded(end), folded(paid_sale("t-02"))])
    journal.close()
    tamper(path, ["DELETE FROM records WHERE seq = 12", "DELETE FROM payments"])
    salvage(path)
    now = now_of(path)
    assert (now["t-01"].attention, now["t-01"].state) == ((), State.DECLINED)
    assert (now["t-02"].attention, now["t-02"].state) == (("gaps",), State.QR_SHOWN)
    salvage(path)
    assert now_of(path) == now


def test_a_sale_that_may_have_been_shown_is_never_taken_for_one_that_was_not(path: Path) -> None:
    journal = Journal(path)
    shown = paid_sale("t-01")[:5]
    assert isinstance(shown[-1], CodeShown)
    journal.commit(shown, [folded(shown)])
    journal.close()
    tamper(path, ["DELETE FROM records WHERE seq = 5"])
    found = salvage(path)
    assert found.unproven == ["t-01: QR_READY, it was listed as QR_SHOWN"]
    left = now_of(path)["t-01"]
    assert (left.attention, left.shown, left.watched) == (("gaps",), True, True)


def test_what_was_settled_in_a_lost_record_is_not_settled_again(path: Path) -> None:
    journal = Journal(path)
    late = [*paid_sale("t-01"), Raised(NOON, "t-01", "late", "cancel", stopped=False, raw=b"")]
    settled: list[Record] = [*late, Decided(NOON, "t-01", "goods", "Chan")]
    journal.commit(settled, [folded(settled)])
    journal.close()
    tamper(path, ["DELETE FROM records WHERE seq = 8"])
    salvage(path)
    assert now_of(path)["t-01"].attention == ("late", "gaps")


@pytest.mark.parametrize(
    "lost",
    [
        Trusted(NOON, "t-01", 20_000),
        Returned(NOON, "t-01", intended().money, "cash", "twice", "Chan"),
        Raised(NOON, "t-01", "double", "", stopped=False, raw=b""),
    ],
    ids=lambda lost: type(lost).__name__,
)
def test_goods_that_went_and_money_that_was_returned_in_a_lost_record_of_a_paid_sale_are_asked_about(
    path: Path, lost: Record
) -> None:
    journal = Journal(path)
    paid: list[Record] = [*paid_sale("t-01"), lost]
    journal.commit(paid, [folded(paid)])
    journal.close()
    tamper(path, ["DELETE FROM records WHERE seq = 7"])
    salvage(path)
    assert now_of(path)["t-01"].attention == ("gaps",)
    assert now_of(path)["t-01"].state is State.PAID


def test_a_payment_without_records_is_not_doubted_twice(path: Path) -> None:
    journal = Journal(path)
    orphan: list[Record] = [Orphaned(NOON, "t-09", intended().money, 383000, "test", b"")]
    journal.commit([*orphan, *paid_sale("t-01")], [folded(orphan), folded(paid_sale("t-01"))])
    journal.close()
    tamper(path, ["DELETE FROM records WHERE seq = 7", "DELETE FROM payments"])
    salvage(path)
    assert now_of(path)["t-09"].attention == ("orphan",)
