"""Reading the settings: the printed example, files that are none, secrets, and all faults together."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from kiosk.sale.money import Currency, Money
from kiosk.settings import Environment, SecretRef, SettingsFaults, load, read
from tests.settings.helpers import EXAMPLE, FOLDER, LEAST, changed, faults, ok


def test_the_example_is_read_whole() -> None:
    settings = ok(EXAMPLE)
    assert settings.shop.name_en == "Lucky Tea House"
    assert settings.shop.name_zh == "好運茶室"
    assert settings.shop.logo is None
    assert settings.till.id == "till1"
    assert settings.till.customer_ip == "203.0.113.7"
    assert settings.till.limits == (Money(1_000_000, Currency.HKD),)
    assert settings.till.qr_lifetime_s == 300
    assert settings.till.language == "zh_HK"
    assert settings.gate.url == "https://api.ecommpay.com"
    assert settings.gate.project_id == 383000
    assert settings.gate.environment is Environment.LIVE
    assert settings.gate.secret == SecretRef(file=Path("shop/gate.secret"))
    assert settings.relay.url == "https://relay.example"
    assert settings.relay.token == SecretRef(file=Path("shop/relay.token"))
    assert settings.screens.scale == 1.0
    assert settings.screens.theme == "light"


def test_what_is_not_required_has_its_printed_value() -> None:
    least, example = ok(LEAST), ok(EXAMPLE)
    assert least.till.limits == example.till.limits
    assert least.till.qr_lifetime_s == example.till.qr_lifetime_s
    assert least.till.language == example.till.language
    assert least.till.trust_below == 0, "off unless the owner says below what"
    assert least.till.ask_above == 0, "off unless the owner says above what"
    assert least.screens == example.screens
    assert least.shop.name_en == ""


def test_the_spelling_of_addresses_and_paths() -> None:
    least = ok(LEAST)
    assert least.till.customer_ip == "2001:db8::1"
    assert least.gate.url == "http://127.0.0.1:8090"
    assert least.gate.secret == SecretRef(keyring="Gate key")
    assert least.relay.token == SecretRef(file=Path("/keys/relay.token"))


def test_both_currencies_with_their_own_limits() -> None:
    text = changed("currencies", '["CNY", "HKD"]').replace("[gate]", 'limit_cny = "88.5"\n[gate]')
    till = ok(text).till
    assert till.currencies == (Currency.CNY, Currency.HKD)
    assert till.limit_minor(Currency.CNY) == 8850
    assert till.limit_minor(Currency.HKD) == 1_000_000


@pytest.mark.parametrize(("written", "minor"), [('"200"', 20_000), ('"0"', 0), ('"0.00"', 0), ('"88.5"', 8_850)])
def test_below_what_goods_may_go_on_trust(written: str, minor: int) -> None:
    assert ok(EXAMPLE.replace("[gate]", f"trust_below_hkd = {written}\n[gate]")).till.trust_below == minor


@pytest.mark.parametrize("written", ["200", '"10000.01"', '"-1"', "true", '"some"'])
def test_what_is_no_such_amount_is_a_fault(written: str) -> None:
    (key,) = faults(EXAMPLE.replace("[gate]", f"trust_below_hkd = {written}\n[gate]"))
    assert key == "till.trust_below_hkd"


@pytest.mark.parametrize(("written", "minor"), [('"1000.00"', 100_000), ('""', 0), ('"0.01"', 1), ('"9999"', 999_900)])
def test_above_what_charge_asks(written: str, minor: int) -> None:
    assert ok(EXAMPLE.replace("[gate]", f"ask_above = {written}\n[gate]")).till.ask_above == minor


@pytest.mark.parametrize("written", ["1000", '"10000.01"', '"-1"', "true", '"0"', '"0.00"', '"some"'])
def test_what_is_no_amount_to_ask_above_is_a_fault(written: str) -> None:
    (key,) = faults(EXAMPLE.replace("[gate]", f"ask_above = {written}\n[gate]"))
    assert key == "till.ask_above"


def test_nought_could_mean_always_or_never() -> None:
    fault = faults(EXAMPLE.replace("[gate]", 'ask_above = "0"\n[gate]'))["till.ask_above"]
    assert "always or never" in fault.what
    assert '""' in fault.cure


@pytest.mark.parametrize(
    ("currencies", "limit", "what"),
    [('["HKD"]', "10000.00", "no sale may be above it"), ('["HKD"]', "500", "no sale may be above it"),
     ('["CNY"]', "10000.00", "HKD is not among")],
)  # fmt: skip
def test_a_question_that_could_never_come_is_a_fault(currencies: str, limit: str, what: str) -> None:
    above = "10000.00" if currencies == '["HKD"]' else "500"
    text = changed("currencies", currencies).replace("[gate]", f'limit_cny = "500"\nask_above = "{above}"\n[gate]')
    found = faults(text.replace('limit_hkd = "10000.00"', f'limit_hkd = "{limit}"'))
    assert list(found) == ["till.ask_above"]
    assert what in found["till.ask_above"].what


def test_cny_never_borrows_a_limit() -> None:
    found = faults(changed("currencies", '["HKD", "CNY"]'))
    assert list(found) == ["till.limit_cny"]
    assert "limit_cny =" in found["till.limit_cny"].cure


@pytest.mark.parametrize("key", ["id", "customer_ip", "url", "project_id", "environment", "secret", "token"])
def test_every_required_key_is_missed(key: str) -> None:
    settings = tomllib.loads(EXAMPLE)
    places = [name for name, table in settings.items() if key in table]
    text = re.sub(rf"^{key} = .*\n", "", EXAMPLE, flags=re.MULTILINE)
    found = faults(text)
    assert list(found) == [f"{place}.{key}" for place in places]
    for fault in found.values():
        assert fault.what == "it is missing"
        assert f"{key} = " in fault.cure


def test_an_empty_file_misses_everything_that_is_required_at_once() -> None:
    assert set(faults("")) == {
        "till.id", "till.customer_ip", "gate.url", "gate.project_id", "gate.environment", "gate.secret",
        "relay.url", "relay.token",
    }  # fmt: skip


SECRET = "9f8e7d6c5b4a"
NO_SECRETS = [
    f'"{SECRET}"', f'{{ value = "{SECRET}" }}', f'{{ env = "{SECRET}" }}', "{}", '{ file = "" }', "5",
    f'{{ file = "a", keyring = "{SECRET}" }}', f'{{ file = ["{SECRET}"] }}', f'{{ file = "~/{SECRET}" }}',
    f'{{ keyring = "{SECRET}/x" }}', f'["{SECRET}"]', f'{{ file = "{SECRET}\\u0000" }}',
]  # fmt: skip


@pytest.mark.parametrize("key", ["secret", "token"])
@pytest.mark.parametrize("value", NO_SECRETS)
def test_a_secret_is_a_reference_and_never_repeated(key: str, value: str) -> None:
    (fault,) = faults(changed(key, value)).values()
    assert fault.key.endswith(f".{key}")
    assert SECRET not in str(fault)


def test_an_empty_word_beside_a_secret_reference_is_absent() -> None:
    secret = ok(changed("secret", '{ file = "gate.secret", keyring = "" }')).gate.secret
    assert secret == SecretRef(file=Path("shop/gate.secret"))


def test_the_relay_never_gets_the_platforms_key() -> None:
    assert "never see" in faults(changed("token", '{ file = "gate.secret" }'))["relay.token"].what


def test_one_screen_is_not_both() -> None:
    text = changed("staff", '"HDMI-1"').replace('customer = ""', 'customer = "HDMI-1"')
    assert "staff's screen" in faults(text)["screens.customer"].what


def test_unknown_keys_are_faults_with_a_guess() -> None:
    text = EXAMPLE.replace("scale =", "scal =").replace("[shop]", "colour = 1\n[shopp]\nx = 1\n[shop]")
    found = faults(text)
    assert set(found) == {"screens.scal", "colour", "shopp"}
    assert "scale?" in found["screens.scal"].cure
    assert "shop?" in found["shopp"].cure
    assert "known here: shop, till" in found["colour"].cure


def test_a_key_with_a_terminal_code_in_it_is_shown_tamely() -> None:
    (key,) = faults(EXAMPLE + '"\\u001b[31m" = 1\n')
    assert "\x1b" not in key


@pytest.mark.parametrize("text", ["till = 5", "[[till]]\nid = 1", 'till = "x"'])
def test_a_table_that_is_none(text: str) -> None:
    assert "not a table" in faults(text)["till"].what


def test_all_faults_come_together() -> None:
    text = EXAMPLE
    wrong_lines = {'"till1"': '"T"', "= 300": "= 5", "= 383000": "= 0", '"light"': '"blue"', "= 1.0": "= 9.0"}
    for line, wrong in wrong_lines.items():
        text = text.replace(line, wrong)
    assert set(faults(text)) == {
        "till.id", "till.qr_lifetime_s", "gate.project_id", "screens.theme", "screens.scale"
    }  # fmt: skip


@pytest.mark.parametrize(("data", "what"), [
    (b"[till]\nid = = 1", "line 2"),
    (b"[till]\nid = 'a'\nid = 'b'", "line 3"),
    (b"[till]\n[till]", "line 2"),
    (b"a\n\xff", "line 2 is not UTF-8"),
    ("[till]".encode("utf-16"), "line 1 is not UTF-8"),
    (b"x = " + b"[" * 40_000, "nested too deep"),
    (b"x = " + b"9" * 5_000, "not TOML"),
    (b"#" * 65_537, "larger than 64 KiB"),
    (b"\x00", "not TOML"),
])  # fmt: skip
def test_a_file_that_is_no_settings_file(data: bytes, what: str) -> None:
    (fault,) = faults(data).values()
    assert fault.key == ""
    assert what in fault.what
    assert fault.cure


def test_a_mark_at_the_beginning_is_no_fault() -> None:
    assert read(b"\xef\xbb\xbf" + EXAMPLE.encode(), FOLDER) == ok(EXAMPLE)


def test_a_file_is_read_and_names_files_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(EXAMPLE, "utf-8")
    assert load(path).gate.secret.file == tmp_path / "gate.secret"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, what in (("absent.toml", "No such file"), ("", "not a file"), ("pipe", "not a file")):
        with pytest.raises(SettingsFaults, match=what) as raised:
            load(tmp_path / name)
        assert str(tmp_path) in str(raised.value)
        assert "--config" in str(raised.value)
