"""The live composition: from a settings file to a till, with nothing imported or opened before it is needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.adapters.key_store import SecretUnavailable
from kiosk.adapters.loudspeaker import Loudspeaker
from kiosk.compose.live import live, rules_of
from kiosk.sale.money import Currency
from kiosk.settings import load

TOML = """
[shop]
name_en = "Lucky Tea House"
[till]
id = "till1"
customer_ip = "203.0.113.7"
currencies = ["HKD", "CNY"]
limit_cny = "5000.00"
qr_lifetime_s = 120
[gate]
url = "https://api.example.com"
project_id = 383000
environment = "test"
secret = { file = "gate.secret" }
[relay]
url = "https://relay.example.com"
token = { file = "relay.token" }
"""


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(TOML, encoding="utf-8")
    return file


def test_rules_are_the_shops(settings_file: Path) -> None:
    rules = rules_of(load(settings_file))
    assert (rules.till_id, rules.project_id, rules.environment, rules.lifetime_s) == ("till1", 383000, "test", 120)
    assert rules.trust_below == 0, "nothing goes on trust unless the owner says so"
    trusting = settings_file.read_text("utf-8").replace("[gate]", 'trust_below_hkd = "200"\n[gate]')
    settings_file.write_text(trusting, "utf-8")
    assert rules_of(load(settings_file)).trust_below == 20_000
    assert dict(rules.limits) == {Currency.HKD: 1_000_000, Currency.CNY: 500_000}


def test_a_test_project_wears_a_ribbon_and_opens_nothing_yet(settings_file: Path, tmp_path: Path) -> None:
    parts = live(load(settings_file), tmp_path / "data")
    assert parts.ribbon == "ribbon.test"
    assert parts.phone is None
    assert not (tmp_path / "data").exists()


def test_a_missing_key_is_told_when_the_line_is_made(settings_file: Path, tmp_path: Path) -> None:
    parts = live(load(settings_file), tmp_path)
    with pytest.raises(SecretUnavailable, match=r"gate\.secret"):
        parts.makers.gate()


def test_lines_are_made_from_files_beside_the_settings(settings_file: Path, tmp_path: Path) -> None:
    for name in ("gate.secret", "relay.token"):
        file = tmp_path / name
        file.write_text(f"{name}-value", encoding="utf-8")
        os.chmod(file, 0o600)
    parts = live(load(settings_file), tmp_path)
    assert parts.makers.gate() is not parts.makers.gate()
    assert parts.makers.mailbox() is not None


def test_a_live_till_can_be_heard_through_whatever_the_computer_has(settings_file: Path, tmp_path: Path) -> None:
    parts = live(load(settings_file), tmp_path)
    assert parts.speaker is not None
    assert isinstance(parts.speaker(), Loudspeaker), "made, and nothing opened"


def test_composing_imports_neither_http_nor_database() -> None:
    code = (
        "import sys, kiosk.compose as c\n"
        "heavy = {'httpx', 'apsw', 'qrcode', 'PIL', 'zxingcpp', 'starlette', 'uvicorn', 'miniaudio'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
