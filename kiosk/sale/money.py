"""Money in whole minor units, and what a clerk has typed so far. No floats anywhere.

Knows nothing of screens, languages, gateways or clocks.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.values import dataclass, replace

MOST_DIGITS = 9
MOST_ITEMS = 20
KEYS = frozenset("0123456789.+")
WRONG = frozenset({"limit", "decimals", "items"})
"""Refusals after which what stands there is not what was typed."""


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


FPS_MOST = Money(1_000_000, Currency.HKD)
"""The most the method takes at once (ecommpay, *Hong Kong FPS QR*). No such figure is known for CNY."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands on the keypad: the text as typed (`128.5` means 128.50, `12.5+30` is two items), and whether the last
    key was refused. What is buffered is exactly what is shown.

    `refused` is "" or why the last key changed nothing: `limit` (the sum would pass the limit, or already is the limit
    and another item could only pass it), `decimals` (there are two already), `items` (there are twenty already) or
    `brim` (a point where the sum is the limit: only noughts could follow, so the amount stands as it was typed).
    """

    text: str = ""
    refused: str = ""

    @property
    def minor(self) -> int:
        """The sum of the items in minor units; an empty or half-typed item counts what is there."""
        return sum(minor_from_text(item.rstrip(".")) for item in self.text.split("+") if item)

    @property
    def wrong(self) -> bool:
        """What stands there is not what was typed: no more keys are taken until one is taken back. The rest of an
        amount would make another amount of it: 10001.50 without the refused 1 is 1000.50.
        """
        return self.refused in WRONG

    def typed(self, keys: str, limit_minor: int) -> Entry:
        """The entry after the keys (`0` to `9`, `00`, `.` or `+`), or the same one with the reason it was refused.

        Anything else on the keyboard is no key of this pad and changes nothing.
        """
        entry = self
        for key in keys:
            if key in KEYS and not entry.wrong:
                entry = entry._key(key, limit_minor)
        return replace(self, refused=entry.refused) if entry.wrong else entry

    def _key(self, key: str, limit_minor: int) -> Entry:
        before, item = self._parts()
        if key == "+":
            return self._plus(before, item, limit_minor)
        if self.refused == "brim":
            return self if key in "0." else replace(self, refused="limit")
        if key == ".":
            if "." in item:
                return Entry(self.text)
            if self.minor == limit_minor:
                return replace(self, refused="brim")
            item = (item or "0") + "."
        elif len(item.partition(".")[2]) == 2:
            return replace(self, refused="decimals")
        else:
            item = key if item in ("", "0") else item + key
        after = Entry(before + item)
        if len(item.partition(".")[0]) > MOST_DIGITS or after.minor > limit_minor:
            return replace(self, refused="limit")
        return after

    def _plus(self, before: str, item: str, limit_minor: int) -> Entry:
        """Another item begins; one of nothing gives way to it."""
        if Entry(item).minor == 0:
            return Entry(before)
        if self.minor >= limit_minor:
            return replace(self, refused="limit")
        if before.count("+") + 1 == MOST_ITEMS:
            return replace(self, refused="items")
        return Entry(self.text + "+")

    def erased(self) -> Entry:
        """One key taken back, a `+` like any other; a refused one is already gone."""
        if self.wrong or self.refused == "brim":
            return Entry(self.text)
        before, item = self._parts()
        if not item:
            return Entry(before[:-1])
        return Entry(before + ("" if item[:-1] == "0" else item[:-1]))

    def _parts(self) -> tuple[str, str]:
        """The items before, with the `+` after them, and the one being typed."""
        cut = self.text.rfind("+") + 1
        return self.text[:cut], self.text[cut:]

    @staticmethod
    def of(money: Money) -> Entry:
        """An entry already filled in, for trying again with the same amount."""
        return Entry(money.major)
