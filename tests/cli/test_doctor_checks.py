"""The parts of the doctor's judgement that a whole report does not single out."""

from pathlib import Path

import pytest

from kiosk.cli import doctor_checks as checks
from kiosk.cli.doctor_lines import Mark
from kiosk.settings import SecretRef, read
from tests.cli.helpers import SETTINGS, Patient


@pytest.mark.parametrize("why", [
    "unreachable", "timeout", "tls", "token", "elsewhere", "busy", "refused", "unreadable", "libraries"
])  # fmt: skip
def test_every_reason_of_a_line_has_a_cure_of_its_own(why: str) -> None:
    settings = read(SETTINGS.encode(), Path())
    told = {line.cure for line in checks.relay(settings, Patient(orphans=why))}
    assert len(told) == 1
    other = {line.cure for line in checks.relay(settings, Patient(orphans="nothing known"))}
    assert told != other or why == "unreachable"


@pytest.mark.parametrize(("told", "parted"), [
    ("file a is missing: put it there", ("file a is missing", "put it there")),
    ("journal a: it is torn: keep a copy", ("journal a: it is torn", "keep a copy")),
    ("it broke", ("it broke", "default")),
])  # fmt: skip
def test_what_and_cure_are_parted(told: str, parted: tuple[str, str]) -> None:
    assert checks.parted(told, "default") == parted


def test_a_till_without_settings_is_measured_by_the_least() -> None:
    lines = list(checks.machine(None, Patient()))
    assert [line.mark for line in lines] == [Mark.OK] * 4


def test_a_secrets_place_is_a_file_or_an_entry_and_never_a_settings_name() -> None:
    assert checks.place(SecretRef(file=Path("/etc/till/gate.secret"))) == "file /etc/till/gate.secret"
    assert checks.place(SecretRef(keyring="till1")) == "entry 'till1' of this computer's keyring"
