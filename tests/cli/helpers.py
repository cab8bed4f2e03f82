"""A shop's day in a real journal, and a computer whose every part can be made to fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.adapters.folder import DataFolder
from kiosk.adapters.http_mailbox import RelayTold
from kiosk.adapters.journal import Journal
from kiosk.cli.doctor_probe import Answered, NoSecret, NoSound, Screen, Seen, Unreachable
from kiosk.cli.preflight import CannotStart
from kiosk.gate.standing import Standing, Told
from kiosk.sale import records as r
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import Payment, fold
from kiosk.settings import SecretRef, Settings

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
"""Noon in Hong Kong."""

SETTINGS = """
shop = { name_en = "Lucky Tea House", name_zh = "好運茶室" }
till = { id = "till1", customer_ip = "8.8.8.8", currencies = ["HKD", "CNY"], limit_cny = "500" }
gate = { url = "https://gate.example", project_id = 383000, environment = "live", secret = { file = "gate.secret" } }
relay = { url = "https://relay.example", token = { file = "relay.token" } }
"""


def intended(name: str, sale: int, money: Money, *, at: datetime = NOON, environment: str = "live") -> r.Intended:
    return r.Intended(at, name, f"c-{name}", sale, 1, money, f"table {sale}", 383000, environment, 300)


def hkd(minor: int) -> Money:
    return Money(minor, Currency.HKD)


def day() -> list[list[r.Record]]:
    """One sale of each kind that a list has to tell apart, oldest first."""
    two, three, four, five = (NOON + timedelta(minutes=number) for number in (2, 3, 4, 5))
    return [
        [
            intended("till1-paid", 1, hkd(123_450)),
            r.Submitted(NOON, "till1-paid"),
            r.Acknowledged(NOON, "till1-paid", b'{"status":"success","signature":"c2VjcmV0"}'),
            r.CodeCame(NOON, "till1-paid", "0002010102" * 12, NOON + timedelta(minutes=5), False, False),
            r.CodeShown(NOON, "till1-paid"),
            r.Succeeded(two, "till1-paid", "5205000010711", "0", "Success", False, b'{"signature":"bW9yZQ=="}'),
        ],
        [
            intended("till1-shy", 2, hkd(5), at=two),
            r.Submitted(two, "till1-shy"),
            r.Failed(two, "till1-shy", "op-2", "20101", "=HYPERLINK(\"http://x\")\x1b[31m", False, b"{}"),
        ],
        [
            intended("till1-odd", 3, Money(8_800, Currency.CNY), at=three, environment="test"),
            r.CodeShown(three, "till1-odd"),
            r.SetAside(three, "till1-odd"),
            r.Raised(three, "till1-odd", "amount", "sum 99", True, b"{}"),
        ],
        [intended("demo-play", 4, hkd(1_000), at=four, environment="demo")],
        [intended("till1-late", 5, hkd(1_100), at=five + timedelta(hours=12))],
    ]  # fmt: skip


def folded(records: list[r.Record]) -> Payment:
    payment: Payment | None = None
    for record in records:
        payment = fold(payment, record)
    assert payment is not None
    return payment


def journal(folder: Path, sales: list[list[r.Record]]) -> Journal:
    """An open journal in the folder, as a running till holds it."""
    opened = Journal(DataFolder(folder).journal)
    for records in sales:
        opened.commit(records, [folded(records)])
    return opened


GOOD_SCREENS = (Screen("HDMI-1", 1366, 768), Screen("DP-2", 1024, 600))


@dataclass
class Patient:
    """A computer: everything is well, unless a field says otherwise. `words` hold what a fault says."""

    libraries_fault: CannotStart | None = None
    qt_fault: CannotStart | None = None
    offscreen_fault: CannotStart | None = None
    screens: tuple[Screen, ...] = GOOD_SCREENS
    lacking: str = ""
    awake: tuple[str, ...] = ("the desktop", "the system")
    secrets: dict[str, str] = field(default_factory=lambda: {"gate.secret": "key", "relay.token": "token"})
    exposed: str = ""
    silent: str = ""
    journal_fault: str = ""
    free: int = 50_000_000_000
    answered: Answered | str = field(default_factory=lambda: Answered(NOON, NOON))
    told: Told | str = field(default_factory=lambda: Told(Standing.ACCEPTED, "3061"))
    orphans: int | str = 0
    refused_at: str = ""
    asked_for: list[str] = field(default_factory=list)

    def libraries(self) -> None:
        if self.libraries_fault:
            raise self.libraries_fault

    def qt(self, text: str, *, screen: bool) -> Seen:
        fault = self.qt_fault if screen else self.offscreen_fault
        if fault:
            raise fault
        self.asked_for.append(text)
        return Seen(self.screens, self.lacking, self.awake)

    def sound(self) -> str:
        if self.silent:
            raise NoSound(self.silent)
        return "Built-in Audio (PulseAudio)"

    def secret(self, ref: SecretRef) -> object:
        assert ref.file is not None
        if ref.file.name not in self.secrets:
            raise NoSecret(f"file {ref.file} is not there: put the secret there")
        return self.secrets[ref.file.name]

    def exposure(self, ref: SecretRef) -> str:
        return self.exposed

    def journal(self, path: Path) -> str:
        return self.journal_fault

    def free_bytes(self, folder: Path) -> int:
        return self.free

    def platform(self, settings: Settings) -> Answered:
        if isinstance(self.answered, str):
            raise Unreachable(self.answered)
        return self.answered

    def standing(self, settings: Settings) -> Told:
        self.secret(settings.gate.secret)
        if isinstance(self.told, str):
            raise Unreachable(self.told)
        return self.told

    def relay(self, settings: Settings) -> RelayTold:
        self.secret(settings.relay.token)
        if isinstance(self.orphans, str):
            raise Unreachable(self.orphans)
        return RelayTold(self.orphans, self.refused_at, "tea-house")
