"""Turns a text's key and values into words of one language, or of two at once for the customer.

Each language has its own catalogue, asked directly: nothing is installed into the application, so both
languages can stand on one screen and the staff's language can change at any time. This module must not know
which screen says what, nor any state of a sale.
"""

import logging
import math
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QTranslator

from kiosk.resources import data
from kiosk.sale.screen import Arg, Left, Say
from kiosk.ui.text_entry import PLACEHOLDER

log = logging.getLogger(__name__)

# Hong Kong has had no summer time since 1979, so its clock needs no time zone database.
HONG_KONG = timezone(timedelta(hours=8), "HKT")

# A tick planned for the whole second may come a hair early; it must not show the second before.
HAIR_S = 0.01


class Language(StrEnum):
    """The languages of the catalogues; the values are those of the setting `till.language`."""

    EN = "en"
    ZH_HK = "zh_HK"
    ZH_CN = "zh_CN"


class Sum(Protocol):
    """An amount of money: `minor` units (cents) of `currency` (ISO 4217, two decimal places)."""

    @property
    def minor(self) -> int: ...

    @property
    def currency(self) -> str: ...


class TextError(LookupError):
    """A key or a value is missing; only raised by a strict `Texts`, as in tests."""


class Texts:
    """The catalogues of all languages. A strict one raises TextError where a till logs and goes on."""

    def __init__(self, *, strict: bool = False) -> None:
        """Load every catalogue. Raises FileNotFoundError or ValueError when one is missing or broken."""
        self._strict = strict
        # A translator reads the bytes where they are, so they must live as long as it does.
        self._bytes = {language: data("i18n", f"{language}.qm").read_bytes() for language in Language}
        self._translators = {language: _loaded(language, self._bytes[language]) for language in Language}

    def one(self, language: Language, key: str, /, now: float | None = None, **values: Arg) -> str:
        """The text in one language, with a value for each of its `{name}`s; more values do no harm.

        `n` chooses between one and several. Money is worded for the language, a datetime becomes hh:mm in
        Hong Kong, and a `Left` the m:ss until its deadline, for which `now` (monotonic seconds) is needed.
        """
        template = self._template(language, key, values.get("n"))

        def fill(match: re.Match[str]) -> str:
            return self._worded(language, key, match[1], values.get(match[1]), now)

        return PLACEHOLDER.sub(fill, template)

    def lines(
        self, languages: Sequence[Language], key: str, /, now: float | None = None, **values: Arg
    ) -> tuple[str, ...]:
        """The same text in several languages, in their order."""
        return tuple(self.one(language, key, now, **values) for language in languages)

    def pair(self, key: str, /, now: float | None = None, **values: Arg) -> tuple[str, str]:
        """The text in English and in Hong Kong Chinese, for the customer."""
        return self.one(Language.EN, key, now, **values), self.one(Language.ZH_HK, key, now, **values)

    def say(self, language: Language, said: Say, now: float | None = None) -> str:
        """What a screen value asks to be said, in one language."""
        return self.one(language, said.key, now, **dict(said.args))

    def say_pair(self, said: Say, now: float | None = None) -> tuple[str, str]:
        """What a screen value asks to be said, in English and in Hong Kong Chinese."""
        return self.pair(said.key, now, **dict(said.args))

    def money(self, language: Language, amount: Sum) -> str:
        """An amount as people of that language write it: `HK$1,234.50`, `CNY 128.50`, `人民幣 128.50`."""
        sign = "−" if amount.minor < 0 else ""
        major, minor = divmod(abs(amount.minor), 100)
        figures = f"{major:,}.{minor:02d}"
        key = f"money.{amount.currency}"
        if not self._found(language, key):
            # A message from outside may name any currency; it must still be readable on the attention list.
            return f"{sign}{amount.currency} {figures}"
        return sign + self.one(language, key, figures=figures)

    def day(self, language: Language, iso: str) -> str:
        """A day (`2026-11-28`) as people of that language write it in full; nothing stays nothing.

        Raises ValueError for a text that is no day.
        """
        if not iso:
            return ""
        day = date.fromisoformat(iso)
        month = self.one(language, f"date.month.{day.month}")
        weekday = self.one(language, f"date.weekday.{day.isoweekday()}")
        return self.one(language, "date.day", weekday=weekday, day=day.day, month=month, year=day.year)

    def _worded(self, language: Language, key: str, name: str, value: Arg | None, now: float | None) -> str:
        match value:
            case str() | int():
                return str(value)
            case datetime():
                return clock_text(value)
            case Left() if now is not None:
                return left_text(seconds_left(value, now))
            case Left():
                return self._fault(f"text {key}: time left {name!r} needs the time now", "…")
            case None:
                return self._fault(f"text {key} needs a value {name!r}", "…")
            case _:
                return self.money(language, value)

    def _found(self, language: Language, key: str, number: int = -1) -> str:
        """What the catalogue holds, "" for nothing. A key's group stands before its first point."""
        return self._translators[language].translate(key.partition(".")[0], key, "", number) or ""

    def _template(self, language: Language, key: str, count: Arg | None) -> str:
        # Asked for a form it has not, Qt finds nothing: then the text does not count.
        counted = self._found(language, key, count) if isinstance(count, int) else ""
        found = counted or self._found(language, key)
        return found or self._fault(f"text {key!r} is not in the catalogue {language}", key)

    def _fault(self, words: str, instead: str) -> str:
        if self._strict:
            raise TextError(words)
        log.error("%s; shown instead: %s", words, instead)
        return instead


def seconds_left(left: Left, now: float) -> int:
    """Whole seconds until the deadline, begun ones counted; never below 0. `now` is monotonic seconds."""
    return whole_seconds(left.deadline, now)


def whole_seconds(deadline: float, now: float) -> int:
    """As `seconds_left`, for the deadline itself."""
    return max(0, math.ceil(deadline - now - HAIR_S))


def left_text(seconds: int) -> str:
    """Time left as `m:ss`, from whole seconds; never below `0:00`."""
    minutes, rest = divmod(max(seconds, 0), 60)
    return f"{minutes}:{rest:02d}"


def clock_text(moment: datetime) -> str:
    """Clock time in Hong Kong as `hh:mm`, from a moment with a time zone. Raises ValueError without one."""
    if moment.utcoffset() is None:
        raise ValueError(f"clock_text: {moment} has no time zone; give it in UTC")
    return f"{moment.astimezone(UTC).astimezone(HONG_KONG):%H:%M}"


def _loaded(language: Language, catalogue: bytes) -> QTranslator:
    translator = QTranslator()
    if not translator.load(catalogue):
        raise ValueError(f"catalogue {language}.qm is broken; install the kiosk again")
    return translator
