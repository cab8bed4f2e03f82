"""Words for whoever draws: the staff's language, the customer's pair, and time left as of now.

Joins the catalogue with the clock that was handed in. Must not know pages, widgets or states of a sale.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import Arg, Left, Say
from kiosk.ui.measure import HOLE
from kiosk.ui.texts import Language, Texts, left_text, seconds_left

# A timer may wake a little before the second it was set for; the figure of that second is meant all the same.
EARLY_S = 0.06


class Counted(NamedTuple):
    """A text that counts down to `deadline` (monotonic seconds): HOLE stands for the time left."""

    text: str
    deadline: float

    def left(self, now: float) -> str:
        """The time left at a moment of `Words.now`, as m:ss."""
        return left_text(seconds_left(Left(self.deadline), now))


NOTHING = Counted("", 0.0)


class Words:
    """Texts with values filled in. `mono` is monotonic seconds; `language` is the staff's and may change."""

    def __init__(self, texts: Texts, mono: Callable[[], float], language: Language) -> None:
        self.texts = texts
        self.mono = mono
        self.language = language

    def now(self) -> float:
        """The moment that countdown texts are written for, in monotonic seconds."""
        return self.mono() + EARLY_S

    def staff(self, key: str, /, **values: Arg) -> str:
        """A text in the staff's language."""
        return self.texts.one(self.language, key, self.now(), **values)

    def say(self, say: Say | None) -> str:
        """What a screen value says, in the staff's language; nothing says nothing."""
        return self.texts.say(self.language, say, self.now()) if say else ""

    def sentences(self, says: Sequence[Say]) -> str:
        """Several screen values after one another, in the staff's language."""
        between = " " if self.language is Language.EN else ""
        return between.join(self.say(say) for say in says)

    def counted(self, say: Say | None) -> Counted:
        """What a screen value says, in the staff's language, ready to count."""
        if say is None:
            return NOTHING
        values = {name: HOLE if isinstance(value, Left) else value for name, value in say.args}
        deadlines = [value.deadline for _, value in say.args if isinstance(value, Left)]
        text = self.texts.say(self.language, Say(say.key, tuple(values.items())))
        return Counted(text, deadlines[0] if deadlines else 0.0)

    def customer(self, key: str, money: Money | None, /, **values: Arg) -> tuple[str, ...]:
        """A text for the customer: Hong Kong Chinese and English, for renminbi Simplified Chinese too."""
        return self.texts.lines(customer_languages(money), key, self.now(), **values)

    def beside(self, key: str, money: Money | None, /, **values: Arg) -> str:
        """A short text for the customer, its languages side by side; what two of them write alike stands once."""
        return "   ".join(dict.fromkeys(self.customer(key, money, **values)))

    def currency(self, money: Money) -> str:
        """The currency's name, in the customer's languages."""
        return self.beside(f"currency.{money.currency}", money)

    def amount(self, money: Money) -> str:
        """An amount as the customer reads it: its figures are the same in both languages."""
        return self.texts.money(Language.EN, money)

    def day(self, iso: str) -> str:
        """A day (`2026-11-28`) in the staff's language; nothing stays nothing."""
        return self.texts.day(self.language, iso)

    def money(self, money: Money) -> str:
        """An amount in the staff's language."""
        return self.texts.money(self.language, money)


def customer_languages(money: Money | None) -> tuple[Language, ...]:
    """The languages a customer sees at once, the shop's first."""
    if money is not None and money.currency is Currency.CNY:
        return (Language.ZH_HK, Language.EN, Language.ZH_CN)
    return (Language.ZH_HK, Language.EN)

