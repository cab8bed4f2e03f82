"""The checks one by one, where the file's tests do not reach: what they hand back, and on what ground."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.settings import checks
from kiosk.settings.checks import Wrong

EVERY: list[Callable[[object], object]] = [
    checks.text, checks.name, checks.till_id, checks.address, checks.amount, checks.amount_hkd, checks.currencies,
    checks.whole(1, 2), checks.number(1, 2), checks.choice("a"), checks.url, checks.path(Path()),
    checks.picture(Path()), checks.secret(Path()),
]  # fmt: skip


@pytest.mark.parametrize("check", EVERY)
def test_no_value_gets_past_or_breaks_a_check(check: Callable[[object], object]) -> None:
    for value in (None, True, object(), {"a": 1}, [[]], 10**400, 1 << 20_000, -1.5, "x" * 61 + "\0"):
        if check is checks.text and isinstance(value, str):
            continue
        with pytest.raises(Wrong) as raised:
            check(value)
        assert raised.value.what
        assert raised.value.cure


def test_kinds_are_named_in_a_persons_words() -> None:
    values: list[object] = [True, 1, 1.0, "", [], {}]
    assert [checks.kind(value) for value in values] == [
        "true or false", "a number", "a number", "text", "a list", "a table"
    ]  # fmt: skip


def test_names_lose_the_space_around_them() -> None:
    assert checks.name("  好運茶室 ") == "好運茶室"


@pytest.mark.parametrize(("text", "minor"), [("10000.00", 1_000_000), ("88", 8800), ("0.5", 50), ("0.01", 1)])
def test_amounts_are_minor_units(text: str, minor: int) -> None:
    assert checks.amount_hkd(text) == minor


def test_a_limit_in_cny_is_the_shops_own() -> None:
    assert checks.amount("20000.00") == 2_000_000


@pytest.mark.parametrize(("url", "loopback", "plain"), [
    ("http://localhost:1", True, True), ("https://127.0.0.1", True, False), ("http://[::1]:80/a", True, True),
    ("http://192.168.1.1", False, True), ("https://localhost.example", False, False), ("", False, False),
])  # fmt: skip
def test_where_an_address_leads(url: str, loopback: bool, plain: bool) -> None:
    assert checks.is_loopback(url) is loopback
    assert checks.is_plain(url) is plain


def test_paths_stay_where_they_point() -> None:
    assert checks.path(Path("/etc/kiosk"))("keys/a") == Path("/etc/kiosk/keys/a")
    assert checks.path(Path("/etc/kiosk"))("/var/a") == Path("/var/a")
    assert checks.picture(Path("/etc/kiosk"))("") is None
    assert checks.picture(Path("/etc/kiosk"))("a.jpeg") == Path("/etc/kiosk/a.jpeg")
