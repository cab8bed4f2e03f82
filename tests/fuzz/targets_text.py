"""Readers of plain text: the strict JSON reader, the signature's canonical text, codes in EMV's form, and amounts."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from kiosk.bounded_json import STORED, BadJson, Json, Number, read_object, walk
from kiosk.gate import emv, signing
from kiosk.sale.money import BadAmount, Currency, Entry, Money, minor_from_text
from tests.fuzz import mutate, oracle
from tests.fuzz.engine import Target, hold
from tests.fuzz.targets_gate import document, sealed, spelled
from tests.gate.helpers import SECRET, signed_text

SLUGS = frozenset(
    {
        "too large",
        "byte order mark",
        "bad UTF-8",
        "too deep",
        "too many values",
        "not JSON",
        "not an object",
        "duplicate key",
        "not a number",
        "number too long",
        "lone surrogate",
        "key too long",
        "odd key",
    }
)
"""The reasons that the strict reader gives; others would be words that nobody explained."""


def _json(chance: Random) -> bytes:
    whole = document("letter.jsonl", chance, 3)
    made = {key: whole[key] for key in chance.sample(list(whole), min(len(whole), chance.randint(0, 4)))}
    if chance.random() < 0.15:
        deep: Any = "x"
        for _ in range(chance.choice((5, 6, 7, 8, 300))):
            deep = [deep] if chance.random() < 0.5 else {"a": deep}
        made["deep"] = deep
    if chance.random() < 0.1:
        made["long"] = [0] * chance.choice((400, 470, 490, 512, 600))
    return mutate.dented(spelled(made, chance), chance, 0.5)


def _check_json(raw: bytes) -> None:
    allowed = oracle.may_be_read(raw)
    try:
        found = read_object(raw)
    except BadJson as fault:
        hold(fault.reason in SLUGS and fault.where and fault.cure, "a fault without words")
        hold(allowed is None, f"refused though it keeps every rule: {fault}")
        _loosely(raw)
        return
    assert allowed is not None, "read though it breaks a rule"
    assert _plain(found) == _plain(allowed), "read as something else than it says"
    assert {type(value) for _, value in walk(found)} <= {str, Number, bool, type(None), dict, list}
    assert read_object(raw, STORED) == found, "the loose reader reads it otherwise"


def _loosely(raw: bytes) -> None:
    """The bounds that hold for bytes which are only kept raise nothing else either."""
    try:
        read_object(raw, STORED)
    except BadJson as fault:
        hold(fault.reason in SLUGS, fault.reason)


def _plain(value: Any) -> Any:
    """With the kinds of the leaves: a number and a string of the same letters are two things."""
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    kind = "number" if isinstance(value, Number | oracle.Literal) else type(value).__name__
    return (kind, value if not isinstance(value, str) else str(value))


def _signing(chance: Random) -> dict[str, Json]:
    made = document("letter.jsonl", chance, 6)
    if chance.random() < 0.3:
        made["list"] = [mutate.own(chance.choice(mutate.WORDS)) for _ in range(chance.choice((3, 12, 101)))]
    raw = spelled(sealed(made, chance), Random(0))
    try:
        return read_object(raw)
    except BadJson:
        return {"a": "b"}


def _check_signing(made: dict[str, Json]) -> None:
    text = signing.canonical(made, signing.Order.CODE_POINT)
    assert text == signed_text(made), "the text that is signed, by the published rules"
    turned = dict(reversed(made.items()))
    assert signing.canonical(turned) == signing.canonical(made), "the order of keys says nothing"
    assert sorted(signing.canonical(made).split(";")) == sorted(text.split(";")), "an order moves lines and no more"
    mark = signing.sign(made, SECRET)
    assert len(mark) == 88
    assert signing.verify(made, mark, SECRET)
    others = ((made, mark, SECRET + "x"), ({**made, "zz": "1"}, mark, SECRET), (made, mark[:-2], SECRET))
    # One of the three an input: which one, its own text says.
    assert not signing.verify(*others[len(text) % 3]), "another key, one more line, half a signature: none of them fits"


LETTERS = string.ascii_letters + string.digits + " .-/&;" + "茶室好運😀é"


_START = datetime(2026, 1, 1, tzinfo=UTC)


def _emv(chance: Random) -> str:
    if chance.random() < 0.05:
        return mutate.text_of(chance, string.digits + LETTERS, 400)
    try:
        text = emv.build(
            scheme=chance.choice((emv.FPS_SCHEME, emv.DEMO_SCHEME, "hk.example", "")),
            currency=chance.choice(("HKD", "CNY")),
            amount_minor=chance.choice((None, 0, 1, 10_000, chance.randrange(10**9))),
            payee=mutate.text_of(chance, LETTERS, 25),
            payee_local=mutate.text_of(chance, LETTERS, 25),
            reference=mutate.text_of(chance, LETTERS, 25),
            editable=chance.random() < 0.2,
            expires=None if chance.random() < 0.5 else _START + timedelta(chance.random() * 999),
        )
    except emv.BadEmv:
        return "000201"
    if chance.random() < 0.5:
        return text
    spoilt = mutate.dented(text[:-4].encode(), chance, 1.0, _EMV_TOKENS).decode("utf-8", "replace")
    return spoilt + emv.crc(spoilt) if chance.random() < 0.7 else spoilt


_EMV_TOKENS = tuple(
    words.encode()
    for words in (
        "0002",
        "5404",
        "54051.5",
        "5303344",
        "26",
        "0012hk.com.hkicl",
        "9999",
        "0000",
        "6304",
        "茶",
        "é",
        "64",
        "-",
        "٣",
    )
)


def _check_emv(text: str) -> None:
    try:
        said = emv.parse(text)
    except emv.BadEmv as fault:
        hold(fault.reason and fault.where, "a fault without words")
        return
    assert text.startswith("000201")
    counted = (_split(text, False), _split(text, True))
    rows = [found for found in counted if found is not None and len({tag for tag, *_ in found}) == len(found)]
    assert rows, "tags that come out once each by neither count were read"
    tags = rows[0]
    assert "".join(f"{tag}{length}{value}" for tag, length, value in tags) == text, "put together it is the same text"
    values = {tag: value for tag, _, value in tags}
    whole, _, cents = values.get("54", "").partition(".")
    amount = int(whole) * 100 + int((cents + "00")[:2]) if whole else None
    assert said.amount_minor == amount
    assert {"344": "HKD", "156": "CNY"}.get(values.get("53", ""), values.get("53", "")) == said.currency
    good = text[-8:-4] == "6304" and text[-4:].upper() == _crc(text[:-4].encode("utf-8", "surrogatepass"))
    assert said.crc_ok == good
    until = emv.expires_at(said)
    there = "" if until is None else f"{until + timedelta(hours=8):%y%m%d%H%M%S}"
    assert not there or (said.timeout_text.isascii() and said.timeout_text.endswith(there))


def _split(text: str, by_bytes: bool) -> list[tuple[str, str, str]] | None:
    """Tags, lengths and values, counted in characters or in bytes; None where they do not come out."""
    row: Any = text.encode("utf-8", "surrogatepass") if by_bytes else text
    found = []
    while row:
        head = row[:4].decode("latin-1") if by_bytes else row[:4]
        if len(head) < 4 or not (head.isascii() and head.isdigit()) or len(row) < 4 + int(head[2:]):
            return None
        value, row = row[4 : 4 + int(head[2:])], row[4 + int(head[2:]) :]
        try:
            found.append((head[:2], head[2:], value.decode() if by_bytes else value))
        except UnicodeDecodeError:
            return None
    return found


def _crc(data: bytes) -> str:
    """CRC-16 bit by bit."""
    register = 0xFFFF
    for byte in data:
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1 ^ 0x1021) & 0xFFFF if register & 0x8000 else register << 1
    return f"{register:04X}"


_AMOUNT = string.digits + ".." + "-+, eE_\n٣½"


def _amount(chance: Random) -> tuple[str, int]:
    letters = _AMOUNT if chance.random() < 0.4 else string.digits + "."
    return mutate.text_of(chance, letters, 14), chance.choice((0, 1, 1_000_000, 500_050, 10**12))


def _check_amount(given: tuple[str, int]) -> None:
    text, limit = given
    whole, _, cents = text.partition(".")
    spelled_well = all(part.isascii() and part.isdigit() for part in ([whole, cents] if "." in text else [whole]))
    try:
        minor = minor_from_text(text)
    except BadAmount:
        assert not spelled_well or len(cents) > 2 or len(whole) > 9, "refused though it is an amount"
    else:
        assert spelled_well
        assert minor == int(whole + (cents + "00")[:2])
        assert minor_from_text(Money(minor, Currency.HKD).major) == minor
    entry = Entry()
    for key in text:
        before = entry
        entry = entry.typed(key, limit)
        assert entry.minor <= limit, "more than the limit stands on the keypad"
        assert not entry.refused or entry.text == before.text, "a refused key changed what is shown"
        items = [item for item in entry.text.split("+") if item]
        assert entry.minor == sum(minor_from_text(item.rstrip(".")) for item in items), "what is shown is not charged"
    while entry.text:
        shorter = entry.erased()
        assert len(shorter.text) < len(entry.text) or (entry.refused and not shorter.refused), "erasing does not end"
        entry = shorter


TARGETS = (
    Target(
        "json", "what is accepted equals the standard parser's, and exactly what keeps the rules is", _json, _check_json
    ),
    Target(
        "signing", "canonical text by the published rules; a signature fits its content alone", _signing, _check_signing
    ),
    Target(
        "emv", "parsed, put together again, it is the same text; amount and checksum by another hand", _emv, _check_emv
    ),
    Target(
        "amount", "an amount or a refusal; the keypad charges what it shows, within the limit", _amount, _check_amount
    ),
)
