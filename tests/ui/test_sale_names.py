"""A sale is called by its number; one whose records are missing has none, and is not called number nought."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.cli.gallery_truth import row, sold
from kiosk.sale.payment import State
from kiosk.ui.sale_names import sale_number, sale_title
from kiosk.ui.texts import Language
from tests.ui.faces import Clock, make_kit

SOLD = row(sold(41, State.PAID))
UNKNOWN = replace(SOLD, sale=0)


def test_a_sale_is_called_by_its_number() -> None:
    assert (sale_number(SOLD), sale_number(UNKNOWN)) == ("#41", "")


@pytest.mark.usefixtures("qapp")
def test_a_page_says_that_it_is_not_known() -> None:
    words = make_kit(Clock(), language=Language.EN).words
    assert (sale_title(words, SOLD), sale_title(words, UNKNOWN)) == ("Sale #41", "Sale number not known")
