"""A time is typed figure by figure, and no figure that begins none is taken."""

import pytest

from kiosk.ui.clock_entry import clock_typed


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("1427", "1427"), ("9", "09"), ("930", "0930"), ("0930", "0930"), ("24", "2"), ("2359", "2359"),
        ("1460", "140"), ("14271", "1427"), ("", ""), ("3", "03"), ("2", "2"), ("29", "2"),
    ],
)  # fmt: skip
def test_a_time_is_typed_figure_by_figure(typed: str, time: str) -> None:
    made = ""
    for figure in typed:
        made = clock_typed(made, figure)
    assert made == time
