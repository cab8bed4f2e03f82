"""Measuring text: what fits, where it breaks, and that counting down changes neither."""

import pytest

from kiosk.ui.measure import HOLE, advance, broken_alike, even, extent, largest, largest_line, phrased, same_width
from tests.ui.faces import Clock

pytestmark = pytest.mark.usefixtures("clock")

EXPIRED = "二維碼已失效，請勿再用此碼付款，請等候職員"
ENGLISH = "This code is no longer valid. Please do not use it; wait for staff"


def test_the_largest_size_that_fits_is_found() -> None:
    size = largest("HK$1,234.50", 300, 200, (10, 200), True)
    assert extent("HK$1,234.50", 300, size, True)[0] <= 300
    assert extent("HK$1,234.50", 300, size + 1, True)[0] > 300 or extent("HK$1,234.50", 300, size + 1, True)[1] > 200


def test_a_text_with_room_takes_the_largest_and_one_without_the_least() -> None:
    assert largest("1", 900, 900, (10, 40), False) == 40
    assert largest("wide wide wide", 5, 5, (10, 40), False) == 10


def test_one_line_is_measured_as_one_line() -> None:
    size = largest_line("人民幣 8,888.88", 80, (5, 40), True)
    assert advance("人民幣 8,888.88", size, True) <= 80 < advance("人民幣 8,888.88", size + 1, True)


def test_all_figures_have_one_width(clock: Clock) -> None:
    for bold in (False, True):
        assert len({advance(figure, 64, bold) for figure in "0123456789"}) == 1
    assert same_width("4:59 left #12") == "0:00 left #00"


@pytest.mark.parametrize("text", [EXPIRED, ENGLISH])
def test_a_long_text_breaks_at_the_end_of_a_phrase(text: str) -> None:
    width = int(advance(text, 30, True) * 0.7)
    lines = phrased(text, width, 30, True).split("\n")
    assert len(lines) == 2
    assert lines[0][-1] in "，.;"
    assert all(advance(line, 30, True) <= width for line in lines)


@pytest.mark.parametrize("currency", ["人民幣", "人民币"])
def test_a_line_never_ends_within_the_word_of_a_currency(currency: str) -> None:
    text = f"已收款 {currency} 8,888.88"
    width = advance(f"{currency} 8,888.88", 30, True) + 4
    assert phrased(text, width, 30, True) == f"已收款\n{currency} 8,888.88"
    size = largest(text, width, 500, (10, 60), True)
    assert size >= 30
    assert advance(f"{currency} 8,888.88", size, True) <= width


def test_a_short_text_and_one_with_lines_of_its_own_stay_as_they_are() -> None:
    assert phrased("多謝。已掃描，等候結果", 5000, 30, False) == "多謝。已掃描，等候結果"
    assert phrased("one. two\nthree. four", 60, 30, False) == "one. two\nthree. four"


def test_a_phrase_that_is_too_long_is_left_to_qt() -> None:
    assert phrased(EXPIRED, 100, 30, True) == EXPIRED


def test_lines_come_out_of_even_length() -> None:
    width = int(advance("one two three four five six", 30, False) * 0.9)
    narrow = even("one two three four five six", width, 30, False)
    assert narrow < width
    assert extent("one two three four five six", narrow, 30, False)[1] == extent(
        "one two three four five six", width, 30, False
    )[1]
    assert even("one", 400, 30, False) == 400


def test_other_figures_break_where_the_first_ones_did() -> None:
    lines = "Valid until 14:32.\n4:59 left; go"
    assert broken_alike("Valid until 14:32. 4:58 left; go", lines) == "Valid until 14:32.\n4:58 left; go"
    holed = broken_alike(f"有效至 14:32，{HOLE * 4}後失效", "有效至 14:32，\n4:59後失效")
    assert holed == f"有效至 14:32，\n{HOLE * 4}後失效"
