"""What each setting may be: one function a kind of value, from what TOML gave to what the program uses.

Each returns the value or raises `Wrong` with what it is and the cure. They must not know keys, files or each other.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from kiosk.sale.money import FPS_MOST, BadAmount, Currency, minor_from_text
from kiosk.settings.faults import shown
from kiosk.settings.tree import SecretRef

LARGEST_HKD = FPS_MOST.minor
"""HK$10,000.00: the shop may settle on less, never on more."""

_TILL_ID = re.compile(r"[a-z0-9]{1,16}")
_KEYRING_NAME = re.compile(r"[A-Za-z0-9 ._@-]{1,64}")
_KINDS = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}


class Wrong(ValueError):
    """A value that will not do."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what}; {cure}")
        self.what = what
        self.cure = cure


def kind(value: object) -> str:
    """What TOML made of it, in a person's words."""
    return _KINDS.get(type(value), "a date or a time")


def text(value: object) -> str:
    """Text in quotes."""
    if not isinstance(value, str):
        raise Wrong(f"{shown(value)} is {kind(value)}, not text", "put it in double quotes")
    return value


def name(value: object) -> str:
    """Free text that people read: at most 60 characters, nothing invisible that could disturb a line."""
    given = text(value).strip()
    if len(given) > 60:
        raise Wrong(f"it has {len(given)} characters", "use at most 60")
    for character in given:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            raise Wrong(f"it holds the invisible character U+{ord(character):04X}", "type the name again without it")
    return given


def till_id(value: object) -> str:
    """The till's name inside every payment id."""
    given = text(value)
    if not _TILL_ID.fullmatch(given):
        raise Wrong(f"{shown(given)} is no till id", "use 1 to 16 of the characters a-z and 0-9, such as till1")
    return given


def address(value: object) -> str:
    """An IPv4 or IPv6 address, in its usual spelling."""
    given = text(value)
    try:
        found = ipaddress.ip_address(given)
    except ValueError:
        found = None
    if found is None or "%" in given or found.is_unspecified or found.is_multicast:
        raise Wrong(f"{shown(given)} is no IP address of a shop", "give the shop's public address, such as 203.0.113.7")
    return str(found)


def amount(value: object) -> int:
    """Major units as text (`"10000.00"`), in minor units; more than nothing."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise Wrong(f"{shown(value)} is a number", 'put the amount in quotes, such as "10000.00"')
    try:
        minor = minor_from_text(text(value))
    except BadAmount:
        raise Wrong(
            f"{shown(value)} is no amount", 'write digits and at most two decimals, such as "10000.00"'
        ) from None
    if minor == 0:
        raise Wrong("the limit is zero", "give an amount above 0, or take the currency out of till.currencies")
    return minor


def amount_hkd(value: object) -> int:
    """An amount that the method can take in Hong Kong dollars, in minor units."""
    minor = amount(value)
    if minor > LARGEST_HKD:
        raise Wrong(f"{shown(value)} is more than the platform takes at once", 'use at most "10000.00"')
    return minor


def trust(value: object) -> int:
    """An amount in Hong Kong dollars, in minor units; "0" is none at all."""
    return 0 if value in ("0", "0.0", "0.00") else amount_hkd(value)


def ask_above(value: object) -> int:
    """An amount in Hong Kong dollars, in minor units; "" is none at all. "0" could mean always or never."""
    if value == "":
        return 0
    if value in ("0", "0.0", "0.00"):
        raise Wrong(
            f"{shown(value)} could mean always or never", 'write "" for never, or "0.01" to be asked every time'
        )
    return amount_hkd(value)


def currencies(value: object) -> tuple[Currency, ...]:
    """A list of currencies, each once, at least one."""
    known = [str(currency) for currency in Currency]
    cure = 'write ["HKD"] or ["HKD", "CNY"]'
    if not isinstance(value, list) or not value:
        raise Wrong(f"{shown(value)} is no list of currencies", cure)
    for currency in value:
        if currency not in known:
            raise Wrong(f"{shown(currency)} is not a currency of this payment method", cure)
    if len(set(value)) != len(value):
        raise Wrong("a currency stands there twice", cure)
    return tuple(Currency(currency) for currency in value)


def whole(least: int, most: int) -> Callable[[object], int]:
    """A check for whole numbers in a range."""

    def check(value: object) -> int:
        # A TOML boolean is an int to Python.
        if type(value) is not int or not least <= value <= most:
            raise Wrong(f"{shown(value)} will not do", f"give a whole number from {least} to {most}, without quotes")
        return value

    return check


def number(least: float, most: float) -> Callable[[object], float]:
    """A check for numbers in a range."""

    def check(value: object) -> float:
        # Compared before it is converted: a whole number may be too large for a float.
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise Wrong(f"{shown(value)} will not do", f"give a number from {least:g} to {most:g}, without quotes")
        return float(value)

    return check


def choice(*words: str) -> Callable[[object], str]:
    """A check for one of these words."""

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            listed = ", ".join(f'"{word}"' for word in words)
            raise Wrong(f"{shown(value)} is not known", f"use one of {listed}")
        return value

    return check


def url(value: object) -> str:
    """An http or https address without a slash at the end. Whether http is allowed is not known here."""
    given = text(value).rstrip("/")
    parts = _split(given)
    # Not repeated with these in it: a password or a token may stand behind them.
    told = "that" if any(mark in given for mark in "@?#") else shown(value)
    if parts is None or parts.scheme not in ("https", "http") or not parts.hostname or not given.isascii():
        raise Wrong(f"{told} is no address", "write it like https://relay.example")
    if parts.username is not None or parts.password is not None:
        raise Wrong("the address holds a user name or a password", "take out everything before the @")
    if parts.query or parts.fragment or any(c.isspace() or c in "?#\\" for c in given):
        raise Wrong(f"{told} has more than host and path", "take out everything from ? or # on, and spaces")
    return given


def _split(given: str) -> SplitResult | None:
    try:
        parts = urlsplit(given)
        return None if parts.port == 0 else parts
    except ValueError:
        return None


def is_plain(address_: str) -> bool:
    """The address is without TLS."""
    return urlsplit(address_).scheme == "http"


def is_loopback(address_: str) -> bool:
    """The address never leaves this computer."""
    host = urlsplit(address_).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def path(folder: Path) -> Callable[[object], Path]:
    """A check for file names; a relative one is meant beside the settings, in `folder`. It repeats no value."""

    def check(value: object) -> Path:
        given = text(value)
        if not given.strip() or "\0" in given:
            raise Wrong("that names no file", "write the name of a file")
        if given.startswith("~"):
            raise Wrong("the name begins with ~", "write the whole path; nobody here knows whose home is meant")
        return folder / given

    return check


def picture(folder: Path) -> Callable[[object], Path | None]:
    """A check for a picture's file name; empty text is none."""

    def check(value: object) -> Path | None:
        if not text(value):
            return None
        found = path(folder)(value)
        if found.suffix.lower() not in (".png", ".jpg", ".jpeg"):
            raise Wrong(f"{shown(value)} is neither a PNG nor a JPEG file", "save the picture as PNG")
        return found

    return check


def secret(folder: Path) -> Callable[[object], SecretRef]:
    """A check for `{ file = "…" }` or `{ keyring = "…" }`. No fault of it repeats a value: it may be the secret."""
    cure = 'save it in a file that only you can read, and write { file = "its name" }, or { keyring = "its name" }'

    def check(value: object) -> SecretRef:
        if not isinstance(value, dict):
            raise Wrong("it stands in the settings itself", cure)
        given = {word: place for word, place in value.items() if place != ""}
        if len(given) != 1 or not given.keys() <= {"file", "keyring"}:
            raise Wrong("it has to name either a file or a keyring entry, and nothing else", cure)
        ((word, place),) = given.items()
        if not isinstance(place, str):
            raise Wrong(f"{word} is {kind(place)}, not text", cure)
        if word == "file":
            return SecretRef(file=path(folder)(place))
        if not _KEYRING_NAME.fullmatch(place):
            raise Wrong("that is no name of a keyring entry", "use 1 to 64 letters, digits, spaces or . _ @ -")
        return SecretRef(keyring=place)

    return check
