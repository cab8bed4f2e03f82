"""Settings that may be half written: what is read of them, and how the shop's address gets in."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kiosk.cli.enrol_settings import Draft, draft, with_address
from kiosk.cli.trouble import Trouble
from kiosk.settings import SecretRef

WHOLE = """\
[shop]
name_zh = "好運茶室"
[till]
id = "till1"   # ours
[gate]
environment = "test"
[relay]
url = "https://relay.example/"
token = { file = "here.token" }
"""


def test_each_value_is_read_for_itself(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(WHOLE, "utf-8")
    token = SecretRef(file=tmp_path / "here.token")
    assert draft(file) == Draft(file, True, "https://relay.example", token, "till1", "", "test")
    assert draft(file).place == token


@pytest.mark.parametrize(
    "text",
    [
        "",
        "till = 5\nrelay = []",
        '[relay]\nurl = "nonsense"\ntoken = "in clear"\n[till]\nid = "Till 1"\ncustomer_ip = 4',
    ],
)
def test_what_is_missing_or_wrong_is_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    assert draft(file) == Draft(file, True, "", None, "", "", "live")
    assert draft(file).place == SecretRef(file=tmp_path / "relay.token")


def test_settings_that_are_not_there_are_an_empty_draft(tmp_path: Path) -> None:
    assert not draft(tmp_path / "none.toml").there


def test_a_file_that_cannot_be_read_is_told_before_anybody_is_asked(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="--config FILE"):
        draft(tmp_path)
    (tmp_path / "a.toml").write_text("[till\n")
    with pytest.raises(Trouble, match=r"no TOML[\s\S]*nothing was asked yet"):
        draft(tmp_path / "a.toml")


@pytest.mark.parametrize(
    "text",
    [WHOLE, "[till]", "[till]\n", "  [ till ] # ours\r\nid = 1\r\n", "\ufeff[shop]\n[till]\nid = 1\n[till.x]\n"],
)
def test_the_address_is_one_more_line_and_nothing_else(text: str) -> None:
    made = with_address(text.encode(), "8.8.8.8")
    assert made is not None
    after = made.decode("utf-8")
    assert tomllib.loads(after.removeprefix("\ufeff"))["till"]["customer_ip"] == "8.8.8.8"
    assert after.replace('customer_ip = "8.8.8.8"\r\n', "").replace('customer_ip = "8.8.8.8"\n', "") in (
        text,
        text + "\n",
    )
    assert after.count("\r\n") in (0, after.count("\n"))


@pytest.mark.parametrize(
    "text",
    ["", "[shop]\n", 'till = { id = "a" }\n', '[till]\ncustomer_ip = ""\n', '[shop]\nname = """\n[till]\n"""\n',
     '[shop]\nname = """\n[till]\n"""\n[till]\n', "[till\n", 'till.id = "a"\n'],
)  # fmt: skip
def test_where_it_is_not_plain_a_person_has_to(text: str) -> None:
    assert with_address(text.encode(), "8.8.8.8") is None
