"""An older copy of the journal is put back: the relay's receipts give it away, and no payment stays forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.crash.disk import image, put
from tests.crash.laws import opens, truth_at
from tests.crash.points import recorded, scratch, sold

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def folder() -> Iterator[Path]:
    with scratch() as made:
        yield made


@pytest.mark.parametrize(("saved", "attention"), [(1, ("gaps",)), (2, ("gaps",)), (0, ("orphan",))])
def test_what_the_copy_forgot_comes_back(folder: Path, saved: int, attention: tuple[str, ...]) -> None:
    """The copy was made after so many commits; the world went on to the end of a paid sale, and a bit further."""
    sale = sold("paid", folder)
    commits = [number for number, op in enumerate(sale.ops) if op.what == "saved"]
    copy = image({}, sale.ops[: commits[saved - 1] + 1], "kept") if saved else {}
    now = truth_at(sale.ops, sale.truth)
    # The letters were acknowledged before the copy was put back.
    now = replace(now, taken=len(now.letters))
    back = recorded(copy, now, lambda till: till.recover(older=True), 1, folder)
    payments = opens(put(image(copy, back.ops, "kept"), folder / "after"))
    (payment,) = payments.values()
    assert payment.payment_id == "till1-1"
    assert payment.attention == attention
    assert payment.paid is (attention == ("gaps",)), "what is not in the copy is a person's to decide, goods too"
    assert truth_at(back.ops, now).orders == now.orders, "nothing is ordered again"
