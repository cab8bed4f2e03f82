"""Codes as texts: tags, amounts, checksums and times, by characters and by bytes."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.gate.emv import BadEmv, build, crc, expires_at, looks_emv, parse


def tag(name: str, value: str) -> str:
    return f"{name}{len(value):02d}{value}"


def code(
    *rows: str, amount: str | None = "128.50", account: str = tag("00", "hk.com.hkicl") + tag("02", "1234567")
) -> str:
    """A code put together by hand, with a checksum made bit by bit."""
    text = tag("00", "01") + tag("01", "12") + tag("26", account) + tag("52", "0000") + tag("53", "344")
    text += "" if amount is None else tag("54", amount)
    text += "".join(rows) or tag("58", "HK") + tag("59", "Lucky Tea House") + tag("60", "Kowloon")
    return sealed(text)


def sealed(text: str) -> str:
    text += "6304"
    value = 0xFFFF
    for byte in text.encode():
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1) ^ 0x1021 if value & 0x8000 else value << 1
            value &= 0xFFFF
    return f"{text}{value:04X}"


def test_the_published_check_value() -> None:
    assert crc("123456789") == "29B1"
    assert crc("") == "FFFF"


def test_a_usual_code() -> None:
    read = parse(code())
    assert dataclasses.asdict(read) == {
        "scheme": "hk.com.hkicl",
        "schemes": ("hk.com.hkicl",),
        "currency": "HKD",
        "amount_minor": 12850,
        "editable": False,
        "payee": "Lucky Tea House",
        "payee_local": "",
        "city": "Kowloon",
        "country": "HK",
        "timeout_text": "",
        "crc_ok": True,
    }


@pytest.mark.parametrize(
    ("amount", "minor"),
    [
        (None, None),
        ("100", 10000),
        ("100.", 10000),
        ("100.5", 10050),
        ("1.23", 123),
        ("1.230", 123),
        ("1.00000", 100),
        ("0", 0),
        ("0.01", 1),
        ("00100.10", 10010),
        ("10000000000", 10**12),
        ("0.1", 10),
        ("1.15", 115),
        ("4.35", 435),
    ],
)
def test_amounts_come_out_without_floats(amount: str | None, minor: int | None) -> None:
    assert parse(code(amount=amount)).amount_minor == minor


@pytest.mark.parametrize("amount", [".5", "-1", "1,50", "1.234", "1e3", " 1", "１", "1.2.3", "HKD1", "123456789012"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(BadEmv, match="no amount at 54"):
        parse(code(amount=amount))


@pytest.mark.parametrize(("number", "name"), [("344", "HKD"), ("156", "CNY"), ("840", "840"), ("x", "x")])
def test_currencies(number: str, name: str) -> None:
    assert parse(sealed(tag("00", "01") + tag("53", number))).currency == name


def test_what_a_code_leaves_out_is_empty() -> None:
    read = parse(sealed(tag("00", "01")))
    assert (read.scheme, read.schemes, read.currency, read.amount_minor) == ("", (), "", None)
    assert (read.payee, read.city, read.country, read.editable) == ("", "", "", False)
    assert read.crc_ok


@pytest.mark.parametrize("payee", ["NA", "na", "N/A", "  ", " NA "])
def test_a_payee_that_says_nothing_is_none(payee: str) -> None:
    assert parse(code(tag("59", payee))).payee == ""


def test_the_other_name_of_the_payee() -> None:
    read = parse(code(tag("59", "Lucky"), tag("64", tag("00", "ZH") + tag("01", "好運茶室"))))
    assert (read.payee, read.payee_local) == ("Lucky", "好運茶室")


def test_lengths_may_count_bytes() -> None:
    def in_bytes(name: str, value: str) -> str:
        return f"{name}{len(value.encode()):02d}{value}"

    read = parse(
        code(in_bytes("59", "好運茶室"), in_bytes("64", tag("00", "ZH") + in_bytes("01", "好運")), tag("60", "HK"))
    )
    assert (read.payee, read.payee_local, read.city, read.crc_ok) == ("好運茶室", "好運", "HK", True)


def test_the_scheme_is_found_in_any_account_template() -> None:
    other, fps = tag("00", "org.example"), tag("00", "hk.com.hkicl") + tag("06", "1")
    read = parse(sealed(tag("00", "01") + tag("26", other) + tag("27", fps)))
    assert (read.scheme, read.schemes, read.editable) == ("hk.com.hkicl", ("org.example", "hk.com.hkicl"), True)
    read = parse(sealed(tag("00", "01") + tag("30", other) + tag("51", tag("00", "org.second"))))
    assert (read.scheme, read.schemes) == ("org.example", ("org.example", "org.second"))
    read = parse(sealed(tag("00", "01") + tag("26", "plain account") + tag("52", tag("00", "hk.com.hkicl"))))
    assert (read.scheme, read.schemes) == ("", ())


def test_a_wrong_scheme_is_not_taken_for_the_right_one() -> None:
    assert parse(code(account=tag("00", "HK.COM.HKICL"))).scheme == "HK.COM.HKICL"


@pytest.mark.parametrize(("flag", "editable"), [("1", True), ("0", False), ("11", False)])
def test_the_amount_may_be_editable(flag: str, editable: bool) -> None:
    assert parse(code(account=tag("00", "hk.com.hkicl") + tag("06", flag))).editable is editable


@pytest.mark.parametrize(
    ("timeout", "expected"),
    [
        ("260501080000", datetime(2026, 5, 1, tzinfo=UTC)),
        ("20260501080000", datetime(2026, 5, 1, tzinfo=UTC)),
        ("991231235959", datetime(2099, 12, 31, 15, 59, 59, tzinfo=UTC)),
        ("", None),
        ("2605010800", None),
        ("260230080000", None),
        ("261301080000", None),
        ("260501240000", None),
        ("260501080061", None),
        ("19260501080000", None),
        ("26050108000x", None),
        ("２60501080000", None),
    ],
)
def test_until_when_a_code_is_good(timeout: str, expected: datetime | None) -> None:
    read = parse(code(account=tag("00", "hk.com.hkicl") + tag("05", timeout)))
    assert read.timeout_text == timeout
    assert expires_at(read) == expected


def test_checksums_cover_every_character() -> None:
    good = code()
    assert parse(good[:-4] + good[-4:].lower()).crc_ok
    for place in (20, good.index("128.50"), good.index("Lucky"), len(good) - 1):
        spoilt = good[:place] + ("7" if good[place] != "7" else "6") + good[place + 1 :]
        assert not parse(spoilt).crc_ok
    assert not parse(tag("00", "01") + tag("58", "HK")).crc_ok
    assert not parse(good + tag("99", "more")).crc_ok


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not an EMV code"),
        ("https://example.com", "not an EMV code"),
        ("1213323442523521424", "not an EMV code"),
        ("000202", "not an EMV code"),
        (tag("00", "01") + "53", "no tag and length"),
        (tag("00", "01") + "5a03344", "no tag and length"),
        (tag("00", "01") + "5399344", "a value cut short"),
        (tag("00", "01") + "５３03344", "no tag and length"),
        (tag("00", "01") + tag("54", "1") + tag("54", "2"), "a tag twice"),
        (tag("00", "01") + "5903好\ud800", "a value cut short"),
    ],
)
def test_what_does_not_come_out_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadEmv) as caught:
        parse(text)
    assert caught.value.reason == reason
    assert caught.value.where
    assert str(caught.value).startswith(f"{reason} at {caught.value.where}: ")


def test_what_looks_like_a_code() -> None:
    assert looks_emv(code())
    assert looks_emv("000201")
    assert not looks_emv(" 000201")
    assert not looks_emv("1213")


def test_a_code_of_our_own_is_read_by_hand() -> None:
    expires = datetime(2026, 5, 1, 9, 30, tzinfo=timezone(timedelta(hours=2)))
    text = build(
        scheme="demo.invalid", currency="HKD", amount_minor=12805, payee="Demo", expires=expires, editable=True
    )
    inner = tag("00", "demo.invalid") + tag("02", "0000000") + tag("05", "260501153000") + tag("06", "1")
    rows = [
        tag("00", "01"),
        tag("01", "12"),
        tag("26", inner),
        tag("52", "0000"),
        tag("53", "344"),
        tag("54", "128.05"),
    ]
    rows += [tag("58", "HK"), tag("59", "Demo"), tag("60", "HK")]
    assert text == sealed("".join(rows))
    assert expires_at(parse(text)) == expires


def test_optional_parts_of_a_code_of_our_own() -> None:
    text = build(scheme="demo.invalid", currency="CNY", amount_minor=None, reference="R-1", payee_local="好運")
    assert tag("01", "11") in text
    assert tag("62", tag("05", "R-1")) in text
    read = parse(text)
    assert (read.amount_minor, read.currency, read.payee, read.payee_local) == (None, "CNY", "", "好運")
    assert read.crc_ok
    with pytest.raises(BadEmv, match="53"):
        build(scheme="demo.invalid", currency="USD", amount_minor=1)
    with pytest.raises(BadEmv, match="59"):
        build(scheme="demo.invalid", currency="HKD", amount_minor=1, payee="x" * 100)


@given(st.text("0123456789Ax好\ud800 ", max_size=80))
def test_no_text_raises_anything_else(tail: str) -> None:
    for text in (tail, "000201" + tail):
        try:
            read = parse(text)
        except BadEmv:
            continue
        assert expires_at(read) is None or read.timeout_text


@given(st.integers(0, 10**9), st.sampled_from(["HKD", "CNY"]), st.text("abc 好", max_size=20))
def test_what_is_built_is_read(minor: int, currency: str, payee: str) -> None:
    read = parse(build(scheme="demo.invalid", currency=currency, amount_minor=minor, payee=payee))
    assert (read.amount_minor, read.currency, read.payee, read.crc_ok) == (minor, currency, payee.strip(), True)
