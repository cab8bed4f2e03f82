"""From a TOML file to `Settings`: every key looked at once, every fault kept, all of them told together.

It must not know what a setting is used for.
"""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from kiosk.sale.money import Currency, Money
from kiosk.settings import checks
from kiosk.settings.faults import Fault, SettingsFaults, shown
from kiosk.settings.tree import Environment, Gate, Relay, Screens, SecretRef, Settings, Shop, Till

LARGEST = 65_536
"""Bytes; a settings file has about a thousand."""

_T = TypeVar("_T")


def load(path: Path) -> Settings:
    """The settings in a file. Raises SettingsFaults with all faults at once."""
    try:
        data = _bytes(path)
    except OSError as fault:
        what = fault.strerror or str(fault)
        cure = "name the file that holds the settings: --config FILE; it has to be readable for this user"
        raise SettingsFaults(str(path), (Fault("", what, cure),)) from fault
    return read(data, path.parent, str(path))


def read(data: bytes, folder: Path, source: str = "given") -> Settings:
    """The settings in the bytes of a TOML file. Files they name are meant relative to `folder`.

    Raises SettingsFaults, which calls the settings `source`.
    """
    try:
        document = _document(data)
    except checks.Wrong as wrong:
        raise SettingsFaults(source, (Fault("", wrong.what, wrong.cure),)) from wrong
    faults: list[Fault] = []
    settings = _settings(document, folder, faults)
    if faults:
        raise SettingsFaults(source, tuple(faults))
    return settings


def _bytes(path: Path) -> bytes:
    # A pipe would hold up the start for as long as nobody writes.
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "this is not a file")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _document(data: bytes) -> Mapping[str, object]:
    if len(data) > LARGEST:
        raise checks.Wrong(f"it is larger than {LARGEST // 1024} KiB", "this is no settings file; name another one")
    try:
        # Windows' editor begins UTF-8 files with a mark that TOML does not know.
        # With one more line break even a fault in the last line is told with its line.
        return tomllib.loads(data.decode("utf-8-sig") + "\n")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise checks.Wrong(f"line {line} is not UTF-8 text", "save the file as UTF-8") from None
    except RecursionError:
        raise checks.Wrong("it is nested too deep", "this is no settings file; name another one") from None
    except ValueError as fault:
        raise checks.Wrong(f"this is not TOML: {fault}", "correct that line; the README has an example") from None


class _Section:
    """One table of the file. What is asked for is checked, what nobody asks for is a fault."""

    def __init__(self, name: str, document: Mapping[str, object], faults: list[Fault]) -> None:
        self._name = name
        self._faults = faults
        self._asked: list[str] = []
        table = document.get(name, {})
        if not isinstance(table, dict):
            self.fault("", f"it is {checks.kind(table)}, not a table", f"begin the table with a line [{name}]")
            table = {}
        self._table: dict[str, object] = table

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def fault(self, key: str, what: str, cure: str) -> None:
        self._faults.append(Fault(f"{self._name}.{key}" if key else self._name, what, cure))

    def take(self, key: str, check: Callable[[object], _T], default: _T, example: str = "") -> _T:
        """The checked value; the default when it is absent or wrong, which is noted. With an example it is required."""
        self._asked.append(key)
        if key not in self._table:
            if example:
                self.fault(key, "it is missing", f"write {key} = {example} below [{self._name}]")
            return default
        try:
            return check(self._table[key])
        except checks.Wrong as wrong:
            self.fault(key, wrong.what, wrong.cure)
            return default

    def end(self) -> None:
        """Nothing more is asked for: the rest is unknown."""
        for key in self._table:
            if key not in self._asked:
                self.fault(_written(key), _UNKNOWN, _did_you_mean(key, self._asked))


def _settings(document: Mapping[str, object], folder: Path, faults: list[Fault]) -> Settings:
    shop, till, gate, relay, screens = (
        _Section(name, document, faults) for name in ("shop", "till", "gate", "relay", "screens")
    )
    settings = Settings(
        shop=Shop(
            name_en=shop.take("name_en", checks.name, ""),
            name_zh=shop.take("name_zh", checks.name, ""),
            logo=shop.take("logo", checks.picture(folder), None),
        ),
        till=_till(till),
        gate=_gate(gate, folder),
        relay=Relay(
            url=relay.take("url", checks.url, "", '"https://relay.example"'),
            token=relay.take("token", checks.secret(folder), _NOWHERE, '{ file = "relay.token" }'),
        ),
        screens=_screens(screens),
    )
    _plain_only_here(settings, gate, relay)
    if settings.relay.token == settings.gate.secret != _NOWHERE:
        relay.fault("token", "it is the platform's secret key, which the relay must never see", "name the token's file")
    for section in (shop, till, gate, relay, screens):
        section.end()
    strange = (name for name in document if name not in _SECTIONS)
    faults += (Fault(_written(name), _UNKNOWN, _did_you_mean(name, _SECTIONS)) for name in strange)
    return settings


_UNKNOWN = "this key is not known"
_SECTIONS = ["shop", "till", "gate", "relay", "screens"]
_NOWHERE = SecretRef(keyring="nowhere")
"""Stands where a faulty reference was, so that the rest can be checked; it never leaves this file."""


def _till(till: _Section) -> Till:
    usual: tuple[Currency, ...] = (Currency.HKD,)
    currencies = till.take("currencies", checks.currencies, usual)
    hkd = till.take("limit_hkd", checks.amount_hkd, checks.LARGEST_HKD)
    cny = till.take("limit_cny", checks.amount, 0)
    if Currency.CNY in currencies and "limit_cny" not in till:
        # ecommpay states none, and the one for Hong Kong dollars is another currency's.
        till.fault("limit_cny", "CNY is among the currencies and has no limit", 'write limit_cny = "5000.00" or less')
    above = till.take("ask_above", checks.ask_above, 0)
    if above and (Currency.HKD not in currencies or above >= hkd):
        # Somebody relies on that question: one that can never come is no setting.
        why = "no sale may be above it" if Currency.HKD in currencies else "HKD is not among the currencies"
        till.fault("ask_above", f"it would never ask: {why}", 'write less than limit_hkd, or "" for never')
    minor = {Currency.HKD: hkd, Currency.CNY: cny}
    return Till(
        id=till.take("id", checks.till_id, "", '"till1"'),
        customer_ip=till.take("customer_ip", checks.address, "", '"203.0.113.7"'),
        limits=tuple(Money(minor[currency], currency) for currency in currencies),
        qr_lifetime_s=till.take("qr_lifetime_s", checks.whole(10, 3600), 300),
        language=till.take("language", checks.choice("en", "zh_HK", "zh_CN"), "zh_HK"),
        trust_below=till.take("trust_below_hkd", checks.trust, 0),
        ask_above=above,
    )


def _gate(gate: _Section, folder: Path) -> Gate:
    return Gate(
        url=gate.take("url", checks.url, "", '"https://api.ecommpay.com"'),
        project_id=gate.take("project_id", checks.whole(1, 2**53), 0, "383000"),
        environment=Environment(gate.take("environment", checks.choice("live", "test"), "live", '"live"')),
        secret=gate.take("secret", checks.secret(folder), _NOWHERE, '{ file = "gate.secret" }'),
    )


def _screens(screens: _Section) -> Screens:
    found = Screens(
        staff=screens.take("staff", checks.name, ""),
        customer=screens.take("customer", checks.name, ""),
        scale=screens.take("scale", checks.number(0.5, 3), 1.0),
        theme=screens.take("theme", checks.choice("light", "dark", "contrast"), "light"),
    )
    if found.staff and found.staff == found.customer:
        screens.fault("customer", f"{shown(found.staff)} is the staff's screen", "leave it empty for one screen")
    return found


def _plain_only_here(settings: Settings, gate: _Section, relay: _Section) -> None:
    """Without TLS only to this very computer, and only in tests: anything else could be read and forged on its way."""
    test = settings.gate.environment is Environment.TEST
    for section, address in ((gate, settings.gate.url), (relay, settings.relay.url)):
        if address and checks.is_plain(address) and not (test and checks.is_loopback(address)):
            section.fault(
                "url",
                f"{shown(address)} is without TLS",
                'use https; plain http only reaches this computer itself, with environment = "test"',
            )


def _written(key: str) -> str:
    """A key as it may be shown: TOML allows anything in quotes."""
    return key if key.isascii() and key.isidentifier() and len(key) <= 40 else shown(key)


def _did_you_mean(key: str, known: list[str]) -> str:
    # Only a faulty file pays for this import.
    import difflib

    near = difflib.get_close_matches(key, known, n=1)
    return f"did you mean {near[0]}?" if near else f"take it out; known here: {', '.join(known)}"
