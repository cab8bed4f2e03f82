"""The settings as values: frozen, checked, complete. What is not here cannot be configured.

Secrets are references; `compose` alone resolves them. It must not know TOML, files or the environment.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from kiosk.sale.money import Currency, Money
from kiosk.values import dataclass


class Environment(StrEnum):
    """What a payment is worth. A settings file says live or test; the demo is composed, never configured."""

    LIVE = "live"
    TEST = "test"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class SecretRef:
    """Where a secret is: in a file, or in the computer's keyring under this name. Exactly one is set."""

    file: Path | None = None
    keyring: str = ""

    def __post_init__(self) -> None:
        if (self.file is None) == (not self.keyring):
            raise ValueError("a secret is in a file or in the keyring, and in one of them only")

    def __str__(self) -> str:
        return f"keyring {self.keyring}" if self.file is None else f"file {self.file}"


@dataclass(frozen=True, slots=True)
class Shop:
    """What customers read. Names are free text of at most 60 characters; `logo` is a PNG or JPEG file."""

    name_en: str = ""
    name_zh: str = ""
    logo: Path | None = None


@dataclass(frozen=True, slots=True)
class Till:
    """This till. `id` begins every payment id. `limits` are the most one sale may be, in the order of the currencies.

    `qr_lifetime_s`: seconds a code stays on the screen. `language` is the staff's: en, zh_HK or zh_CN. Below
    `trust_below` (minor units of HKD) staff may hand goods over without a result, and above `ask_above` (the same)
    Charge asks first; 0 is never.
    """

    id: str
    customer_ip: str
    limits: tuple[Money, ...]
    qr_lifetime_s: int = 300
    language: str = "zh_HK"
    trust_below: int = 0
    ask_above: int = 0

    @property
    def currencies(self) -> tuple[Currency, ...]:
        """The currencies staff may charge in, the usual one first."""
        return tuple(limit.currency for limit in self.limits)

    def limit_minor(self, currency: Currency) -> int:
        """The most one sale in this currency may be, in minor units. Raises KeyError for one that is off."""
        for limit in self.limits:
            if limit.currency is currency:
                return limit.minor
        raise KeyError(f"{currency} is not among till.currencies")


@dataclass(frozen=True, slots=True)
class Gate:
    """The payment platform: its address without a slash at the end, the project, and where its key is."""

    url: str
    project_id: int
    environment: Environment
    secret: SecretRef


@dataclass(frozen=True, slots=True)
class Relay:
    """The relay that takes the platform's callbacks: its address, and where this till's token is."""

    url: str
    token: SecretRef


@dataclass(frozen=True, slots=True)
class Screens:
    """Names of the two screens ("" lets the program choose), a scale of 0.5 to 3, and the theme: light, dark
    or contrast."""

    staff: str = ""
    customer: str = ""
    scale: float = 1.0
    theme: str = "light"


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it."""

    shop: Shop
    till: Till
    gate: Gate
    relay: Relay
    screens: Screens
