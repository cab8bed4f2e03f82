"""The tree of settings as a value."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from kiosk.sale.money import Currency, Money
from kiosk.settings.tree import SecretRef, Till


def test_a_secret_is_in_one_place_only() -> None:
    for file, keyring in ((None, ""), (Path("a"), "b")):
        with pytest.raises(ValueError, match="one of them only"):
            SecretRef(file, keyring)
    assert str(SecretRef(file=Path("gate.secret"))) == "file gate.secret"
    assert str(SecretRef(keyring="gate")) == "keyring gate"


def test_limits_belong_to_a_currency() -> None:
    till = Till("t", "203.0.113.7", (Money(5, Currency.CNY),))
    assert till.currencies == (Currency.CNY,)
    assert till.limit_minor(Currency.CNY) == 5
    with pytest.raises(KeyError, match="HKD is not among"):
        till.limit_minor(Currency.HKD)


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Till("t", "203.0.113.7", ()).id = "u"  # type: ignore[misc]  # the very thing that must not work
