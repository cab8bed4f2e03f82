"""Money in whole minor units, and what a clerk has typed so far. No floats anywhere.

Knows nothing of screens, languages, gateways or clocks.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.values import dataclass, replace

MOST_DIGITS = 9
KEYS = frozenset("0123456789.")


class Currency(StrEnum):
    """The two currencies of the method (vendor's page of `hk-qr`); both have two minor digits."""

    HKD = "HKD"
    CNY = "CNY"


class BadAmount(ValueError):
    """A text that is no amount. `str()` says what was wrong and how to write it."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (HKD 128.50 is 12850) and its currency. Never negative."""

    minor: int
    currency: Currency

    def __post_init__(self) -> None:
        if self.minor < 0:
            raise BadAmount(f"amount {self.minor} minor units is below zero; amounts are 0 or more")

    @property
    def major(self) -> str:
        """Plain major units with a point: `1234.50`."""
        return f"{self.minor // 100}.{self.minor % 100:02d}"

    @property
    def grouped(self) -> str:
        """Major units for people: `1,234.50`."""
        return f"{self.minor // 100:,}.{self.minor % 100:02d}"


def minor_from_text(text: str) -> int:
    """Minor units from major units written as digits with at most two decimals (`10000.00`, `88`, `0.5`).

    Raises BadAmount. Signs, spaces, separators and exponents are refused: a setting that could be read
    in two ways must not become money.
    """
    whole, point, cents = text.partition(".")
    digits = whole + cents
    if not whole or (point and not cents) or not (digits.isascii() and digits.isdigit()):
        raise BadAmount(f"{text!r} is no amount; write digits and at most two decimals, such as 10000.00")
    if len(cents) > 2 or len(whole) > MOST_DIGITS:
        raise BadAmount(f"{text!r} has too many digits; write at most nine before and two after the point")
    return int(whole) * 100 + int(cents.ljust(2, "0"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands on the keypad: the text as typed (`128.5` means 128.50), and whether the last key was refused.

    `refused` is "" or the reason the last key changed nothing: `limit` (it would pass the limit) or
    `decimals` (there are two already). What is buffered is exactly what is shown.
    """

    text: str = ""
    refused: str = ""

    @property
    def minor(self) -> int:
        """Minor units typed so far; an empty or half-typed entry counts what is there."""
        if not self.text:
            return 0
        return minor_from_text(self.text.rstrip("."))

    def typed(self, keys: str, limit_minor: int) -> Entry:
        """The entry after the keys (`0` to `9`, `00` or `.`), or the same one with the reason it was refused.

        Anything else on the keyboard is no key of this pad and changes nothing.
        """
        text = self.text
        for key in keys:
            if key not in KEYS:
                continue
            if key == ".":
                text = text if "." in text else (text or "0") + "."
            elif "." in text and len(text.partition(".")[2]) == 2:
                return replace(self, refused="decimals")
            else:
                text = key if text in ("", "0") else text + key
            if len(text.partition(".")[0]) > MOST_DIGITS or Entry(text).minor > limit_minor:
                return replace(self, refused="limit")
        return Entry(text)

    def erased(self) -> Entry:
        """One key taken back; a refused one is already gone."""
        if self.refused in ("limit", "decimals"):
            return Entry(self.text)
        text = self.text[:-1]
        return Entry("" if text == "0" else text)

    @staticmethod
    def of(money: Money) -> Entry:
        """An entry already filled in, for trying again with the same amount."""
        return Entry(money.major)
