"""Troubles and their exit codes."""

from kiosk.cli.preflight import CannotStart
from kiosk.cli.trouble import AlreadyOpen, Trouble


def test_a_trouble_tells_what_and_cure() -> None:
    assert str(Trouble("it is broken", "mend it")) == "it is broken\n  mend it"


def test_exit_codes() -> None:
    assert [kind("a", "b").code for kind in (Trouble, CannotStart, AlreadyOpen)] == [2, 3, 4]
