"""The printed example of a settings file, and how tests change and read it."""

import re
from pathlib import Path

import pytest

from kiosk.settings import Fault, Settings, SettingsFaults, read

EXAMPLE = """
[shop]
name_en = "Lucky Tea House"
name_zh = "好運茶室"
logo = ""

[till]
id = "till1"
customer_ip = "203.0.113.7"
currencies = ["HKD"]
limit_hkd = "10000.00"
qr_lifetime_s = 300
language = "zh_HK"

[gate]
url = "https://api.ecommpay.com"
project_id = 383000
environment = "live"
secret = { file = "gate.secret" }

[relay]
url = "https://relay.example"
token = { file = "relay.token" }

[screens]
staff = ""
customer = ""
scale = 1.0
theme = "light"
"""
LEAST = """
till = { id = "t", customer_ip = "2001:DB8::1" }
gate = { url = "http://127.0.0.1:8090/", project_id = 1, environment = "test", secret = { keyring = "Gate key" } }
relay = { url = "http://[::1]:8080", token = { file = "/keys/relay.token" } }
"""
FOLDER = Path("shop")


def faults(text: str | bytes) -> dict[str, Fault]:
    """The faults of a text by key."""
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(SettingsFaults) as raised:
        read(data, FOLDER)
    assert len({fault.key for fault in raised.value.faults}) == len(raised.value.faults)
    return {fault.key: fault for fault in raised.value.faults}


def changed(key: str, value: str | None) -> str:
    """The example with one line written otherwise, or left out."""
    pattern = re.compile(rf"^{key} = .*\n", re.MULTILINE)
    assert len(pattern.findall(EXAMPLE)) == 1
    return pattern.sub("" if value is None else f"{key} = {value}\n".replace("\\", r"\\"), EXAMPLE)


def ok(text: str) -> Settings:
    return read(text.encode(), FOLDER)
