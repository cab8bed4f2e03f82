"""The text inside an FPS code: EMVCo's merchant-presented format, with Hong Kong's template in tag 26.

A code is a row of tags: two digits of name, two of length, then the value; some values are such rows themselves
(EMVCo, *QR Code Specification for Payment Systems, Merchant-Presented Mode*; HKICL's common QR code for Hong Kong).
Lengths are counted in characters, as that specification says; some makers count bytes of UTF-8 instead, so
where the first count does not come out the second is tried.

It must not know a sale: what an amount, a scheme or a wrong checksum means for one is decided elsewhere.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

FPS_SCHEME = "hk.com.hkicl"
DEMO_SCHEME = "demo.invalid"
"""A scheme that no bank knows, so that a demo code can never be paid."""

HONG_KONG = timezone(timedelta(hours=8))

_HEAD = re.compile(r"[0-9]{4}")
_AMOUNT = re.compile(r"([0-9]{1,11})(?:\.([0-9]{0,2})0*)?")
_CURRENCIES = {"344": "HKD", "156": "CNY"}
_NUMERIC = {name: number for number, name in _CURRENCIES.items()}
_TIME = re.compile(r"(?:20)?[0-9]{12}")
_CRC_HEAD = "6304"


class BadEmv(ValueError):
    """A text that is not such a code. `reason` says what is wrong, `where` is the tag or the place."""

    def __init__(self, reason: str, where: str) -> None:
        super().__init__(f"{reason} at {where}: the code cannot be checked, ask the gateway for another")
        self.reason = reason
        self.where = where


@dataclass(frozen=True, slots=True)
class Emv:
    """What a code says; ``""``, () and None for what it does not.

    `scheme` is the identifier of the account template: the FPS one where the code has it, else the first named
    in tags 26 to 51; `schemes` is all of them. `currency` is HKD, CNY or the numeric code as it stands.
    `amount_minor` is in hundredths; `editable` says that the payer may change it (26-06 = 1). `payee` is tag 59
    unless it says NA; `payee_local` the name in the other language (64-01). `timeout_text` is 26-05 as it stands.
    """

    scheme: str
    schemes: tuple[str, ...]
    currency: str
    amount_minor: int | None
    editable: bool
    payee: str
    payee_local: str
    city: str
    country: str
    timeout_text: str
    crc_ok: bool


def looks_emv(text: str) -> bool:
    """Whether a text claims to be such a code: it opens with tag 00, format 01."""
    return text.startswith("000201")


def crc(text: str) -> str:
    """CRC-16 (polynomial 1021, start FFFF) over the UTF-8 bytes, four upper-case hex digits."""
    return f"{binascii.crc_hqx(text.encode('utf-8', 'surrogatepass'), 0xFFFF):04X}"


def parse(text: str) -> Emv:
    """Read a code. Raises `BadEmv` when its tags do not come out, come twice, or its amount is no amount.

    A wrong or missing checksum is not raised but told by `crc_ok`.
    """
    if not looks_emv(text):
        raise BadEmv("not an EMV code", "the start")
    tags = _tags(text)
    accounts = {tag: _inner(value) for tag, value in tags.items() if "26" <= tag <= "51"}
    names = [members["00"] for members in accounts.values() if members.get("00")]
    scheme = FPS_SCHEME if FPS_SCHEME in names else next(iter(names), "")
    account = next((members for members in accounts.values() if members.get("00", "") == scheme), {})
    currency = tags.get("53", "")
    return Emv(
        scheme=scheme,
        schemes=tuple(dict.fromkeys(names)),
        currency=_CURRENCIES.get(currency, currency),
        amount_minor=_amount(tags.get("54", "")),
        editable=account.get("06") == "1",
        payee=_payee(tags.get("59", "")),
        payee_local=_payee(_inner(tags.get("64", "")).get("01", "")),
        city=tags.get("60", ""),
        country=tags.get("58", ""),
        timeout_text=account.get("05", ""),
        crc_ok=_crc_ok(text),
    )


def expires_at(code: Emv) -> datetime | None:
    """Until when a code is good, in UTC; None when 26-05 is not 12 or 14 digits of a time in Hong Kong.

    Twelve digits are YYMMDDhhmmss of this century, fourteen say the year in full.
    """
    if not _TIME.fullmatch(code.timeout_text):
        return None
    try:
        return datetime.strptime(f"20{code.timeout_text[-12:]}+0800", "%Y%m%d%H%M%S%z").astimezone(UTC)
    except ValueError:
        return None


def build(
    *,
    scheme: str,
    currency: str,
    amount_minor: int | None,
    payee: str = "NA",
    payee_local: str = "",
    city: str = "HK",
    reference: str = "",
    expires: datetime | None = None,
    editable: bool = False,
    account: str = "0000000",
) -> str:
    """Make a code, for the pretend gateway. `currency` is HKD or CNY, `amount_minor` hundredths or None.

    `expires` needs a zone and is written as 12 digits of Hong Kong time. Raises `BadEmv` when a value does not
    fit.
    """
    if currency not in _NUMERIC:
        raise BadEmv("only HKD and CNY have a number here", "53")
    inner = _tag("00", scheme) + _tag("02", account)
    if expires is not None:
        inner += _tag("05", f"{expires.astimezone(HONG_KONG):%y%m%d%H%M%S}")
    if editable:
        inner += _tag("06", "1")
    text = _tag("00", "01") + _tag("01", "11" if amount_minor is None else "12") + _tag("26", inner)
    text += _tag("52", "0000") + _tag("53", _NUMERIC[currency])
    if amount_minor is not None:
        text += _tag("54", f"{amount_minor // 100}.{amount_minor % 100:02d}")
    text += _tag("58", "HK") + _tag("59", payee) + _tag("60", city)
    if reference:
        text += _tag("62", _tag("05", reference))
    if payee_local:
        text += _tag("64", _tag("00", "ZH") + _tag("01", payee_local))
    text += _CRC_HEAD
    return text + crc(text)


def _tag(name: str, value: str) -> str:
    if len(value) > 99:
        raise BadEmv("a value of more than 99 characters", name)
    return f"{name}{len(value):02d}{value}"


def _tags(text: str) -> dict[str, str]:
    """The tags of a row, by the count of characters, else by the count of bytes."""
    try:
        return _row(_by_characters(text))
    except BadEmv as fault:
        try:
            return _row(_by_bytes(text))
        except (BadEmv, UnicodeError):
            raise fault from None


def _row(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise BadEmv("a tag twice", name)
        found[name] = value
    return found


def _by_characters(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(text):
        head = text[place : place + 4]
        if not _HEAD.fullmatch(head):
            raise BadEmv("no tag and length", f"character {place}")
        end = place + 4 + int(head[2:])
        if end > len(text):
            raise BadEmv("a value cut short", head[:2])
        yield head[:2], text[place + 4 : end]
        place = end


def _by_bytes(text: str) -> Iterator[tuple[str, str]]:
    """The same over UTF-8: each byte stands as one character while counting."""
    for name, value in _by_characters(text.encode("utf-8").decode("latin-1")):
        yield name, value.encode("latin-1").decode("utf-8")


def _inner(value: str) -> Mapping[str, str]:
    """The tags inside a template; {} when it holds none, which is not ours to refuse."""
    try:
        return _tags(value)
    except BadEmv:
        return {}


def _amount(words: str) -> int | None:
    if not words:
        return None
    match = _AMOUNT.fullmatch(words)
    if match is None:
        raise BadEmv("no amount", "54")
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def _payee(words: str) -> str:
    name = words.strip()
    return "" if name.upper() in ("", "NA", "N/A") else name


def _crc_ok(text: str) -> bool:
    return text[-8:-4] == _CRC_HEAD and text[-4:].upper() == crc(text[:-4])
