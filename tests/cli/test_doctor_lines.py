"""A line of the report."""

import pytest

from kiosk.cli.doctor_lines import Line, Mark, bad, ok, warn


def test_a_line_reads_mark_name_what_cure() -> None:
    assert str(ok("disk", "much room")) == "ok    disk       much room"
    assert str(bad("disk", "none", "free some")) == "BAD   disk       none  —  free some"
    assert str(warn("disk", "a\nb", "c\r\nd")).splitlines() == ["warn  disk       a b  —  c d"]


def test_what_is_wrong_has_a_cure_and_nothing_else_has() -> None:
    with pytest.raises(ValueError, match="cure"):
        Line(Mark.BAD, "disk", "none")
    with pytest.raises(ValueError, match="cure"):
        Line(Mark.OK, "disk", "much", "none needed")
