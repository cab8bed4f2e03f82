"""The words of the command line, read by argparse or as an autostart writes them: both mean the same."""

from pathlib import Path

import pytest

from kiosk.cli.options import parser_for


def test_run_takes_a_file_and_a_folder() -> None:
    read = parser_for("run").parse_args(["run", "--config", "a.toml", "--data", "folder"])
    assert (read.command, read.config, read.data) == ("run", Path("a.toml"), Path("folder"))


@pytest.mark.parametrize("asked", ["", "sell", "run"])
def test_every_command_is_known_until_one_is_asked_for(asked: str) -> None:
    known = parser_for(asked).format_help()
    others = ("Play a till", "Check everything", "Read the journal", "Serve a pretend")
    assert [word in known for word in others] == [asked != "run"] * 4
    assert "run" in known


def test_a_command_names_what_is_to_be_done() -> None:
    words = {"demo": ["demo"], "doctor": ["doctor"], "payments": ["payments", "list"], "": []}
    assert {name: parser_for(name).parse_args(given).command for name, given in words.items()} == {n: n for n in words}
