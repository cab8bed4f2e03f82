"""Every wrong form of every setting: named with what it is and a cure, and nothing gets through or breaks."""

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings import Fault, SettingsFaults, read
from tests.settings.helpers import EXAMPLE, FOLDER, changed, faults, ok

WRONG = [
    ("name_en", '"a\\u0007b"', "U+0007"),
    ("name_en", '"' + "x" * 61 + '"', "61 characters"),
    ("name_en", "5", "not text"),
    ("name_zh", '"茶\\u202E室"', "U+202E"),
    ("logo", '"logo.svg"', "PNG nor a JPEG"),
    ("logo", "true", "not text"),
    ("id", '"Till1"', "no till id"),
    ("id", '"till-1"', "no till id"),
    ("id", '""', "no till id"),
    ("id", '"a1234567890123456"', "no till id"),
    ("id", "1", "a number, not text"),
    ("id", '"till1\\n"', "no till id"),
    ("id", '"tíll"', "no till id"),
    ("customer_ip", '"203.0.113"', "no IP address"),
    ("customer_ip", '"203.0.113.07"', "no IP address"),
    ("customer_ip", '"fe80::1%eth0"', "no IP address"),
    ("customer_ip", '"0.0.0.0"', "no IP address"),
    ("customer_ip", '"ff02::1"', "no IP address"),
    ("currencies", "[]", "no list"),
    ("currencies", '"HKD"', "no list"),
    ("currencies", '["USD"]', "not a currency"),
    ("currencies", "[344]", "not a currency"),
    ("currencies", '["HKD", "HKD"]', "twice"),
    ("currencies", '[["HKD"]]', "not a currency"),
    ("limit_hkd", "10000.00", "is a number"),
    ("limit_hkd", '"10000.01"', "more than"),
    ("limit_hkd", '"0.00"', "zero"),
    ("limit_hkd", '"-5"', "no amount"),
    ("limit_hkd", '"1e3"', "no amount"),
    ("limit_hkd", '"5,000"', "no amount"),
    ("limit_hkd", '"5.005"', "no amount"),
    ("limit_hkd", "true", "true or false, not text"),
    ("qr_lifetime_s", "9", "will not do"),
    ("qr_lifetime_s", "3601", "will not do"),
    ("qr_lifetime_s", "300.0", "will not do"),
    ("qr_lifetime_s", '"300"', "will not do"),
    ("qr_lifetime_s", "true", "will not do"),
    ("language", '"zh-HK"', "is not known"),
    ("language", "[]", "is not known"),
    ("project_id", "0", "will not do"),
    ("project_id", "-1", "will not do"),
    ("project_id", '"383000"', "will not do"),
    ("project_id", "99999999999999999999", "will not do"),
    ("environment", '"demo"', "is not known"),
    ("environment", '"LIVE"', "is not known"),
    ("scale", "0.49", "will not do"),
    ("scale", "3.01", "will not do"),
    ("scale", "nan", "will not do"),
    ("scale", "inf", "will not do"),
    ("scale", "true", "will not do"),
    ("scale", '"1"', "will not do"),
    ("theme", '"blue"', "is not known"),
    ("staff", "1979-05-27", "a date or a time, not text"),
]


@pytest.mark.parametrize(("key", "value", "what"), WRONG)
def test_every_wrong_form_is_named_with_a_cure(key: str, value: str, what: str) -> None:
    found = faults(changed(key, value))
    (fault,) = found.values()
    assert fault.key.endswith(f".{key}")
    assert what in fault.what
    assert len(fault.cure) > 10


@pytest.mark.parametrize(("key", "value"), [
    ("qr_lifetime_s", "10"), ("qr_lifetime_s", "3600"), ("scale", "3"), ("scale", "0.5"), ("limit_hkd", '"0.01"'),
    ("limit_hkd", '"500"'), ("project_id", "1"), ("id", '"a123456789012345"'), ("theme", '"dark"'),
    ("language", '"en"'), ("language", '"zh_CN"'), ("name_en", '"' + "x" * 60 + '"'), ("name_zh", '"\\u3000茶"'),
    ("logo", '"art/logo.PNG"'),
])  # fmt: skip
def test_the_edges_of_what_is_allowed(key: str, value: str) -> None:
    ok(changed(key, value))


@pytest.mark.parametrize("address", [
    "https://", "ftp://relay.example", "relay.example", "//relay.example", "https://relay.example:0",
    "https://relay.example:99999", "https://[::1", "https://中文.example", "javascript:alert(1)",
])  # fmt: skip
def test_what_is_no_address(address: str) -> None:
    found = faults(EXAMPLE.replace("https://relay.example", address))
    assert "no address" in found["relay.url"].what


@pytest.mark.parametrize("address", [
    "https://relay.example/?a=b", "https://relay.example#x", "https://relay.example/a b", "https://relay.example?",
])  # fmt: skip
def test_an_address_is_host_and_path_only(address: str) -> None:
    assert "more than host and path" in faults(EXAMPLE.replace("https://relay.example", address))["relay.url"].what


@pytest.mark.parametrize(
    "address", ["//till:hidden@relay.example", "https://r.hk?t=hidden", "https://r.hk#hidden", "hidden@"]
)
def test_what_may_hold_a_password_or_a_token_is_not_repeated(address: str) -> None:
    assert "hidden" not in str(faults(EXAMPLE.replace("https://relay.example", address))["relay.url"])


def test_an_address_with_a_password_is_not_repeated() -> None:
    found = faults(EXAMPLE.replace("https://relay.example", "https://me:hunter2@relay.example"))
    assert "hunter2" not in str(found["relay.url"])


@pytest.mark.parametrize("environment", ["live", "test"])
@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9:81", "localhost:80", "[::1]", "10.0.0.1", "relay.example"])
def test_plain_http_only_to_this_computer_and_only_in_tests(environment: str, host: str) -> None:
    here = host not in ("10.0.0.1", "relay.example")
    text = EXAMPLE.replace('"live"', f'"{environment}"')
    for key, address in (("relay.url", "https://relay.example"), ("gate.url", "https://api.ecommpay.com")):
        plain = text.replace(address, f"http://{host}/x/")
        if here and environment == "test":
            ok(plain)
        else:
            assert "without TLS" in faults(plain)[key].what


@given(st.binary(max_size=300))
def test_no_bytes_do_harm(data: bytes) -> None:
    with pytest.raises(SettingsFaults):
        read(data, FOLDER)


VALUES: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(["true", "1", "0xF", "1.5", "nan", '""', '"x"', '"\\u0000"', "1979-05-27", "12:00:00", '"HKD"'])
    | st.integers().map(str),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["file", "keyring", "a"]), inner, max_size=2).map(
            lambda items: "{ " + ", ".join(f"{key} = {value}" for key, value in items.items()) + " }"
        )
    ),
    max_leaves=4,
)
KEYS = [(name, key) for name, table in tomllib.loads(EXAMPLE).items() for key in table]


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1, max_size=5))
def test_whatever_stands_behind_a_key_ends_in_settings_or_in_faults(values: dict[tuple[str, str], str]) -> None:
    text = EXAMPLE
    for (name, key), value in values.items():
        head, _, tail = text.partition(f"[{name}]\n")
        written = f"{key} = {value}".replace("\\", r"\\")
        tail = re.sub(rf"^{key} = .*$", written, tail, count=1, flags=re.MULTILINE)
        text = f"{head}[{name}]\n{tail}"
    told: tuple[Fault, ...] = ()
    try:
        read(text.encode(), FOLDER)
    except SettingsFaults as raised:
        told = raised.faults
    assert {fault.key for fault in told} <= {f"{name}.{key}" for name, key in KEYS} | {"till.limit_cny"}
