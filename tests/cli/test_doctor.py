"""The doctor's report: every part well, every part ill, and never a crash."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from kiosk.cli import doctor
from kiosk.cli.doctor_lines import Line, Mark
from kiosk.cli.doctor_probe import Answered, Screen
from kiosk.cli.preflight import CannotStart
from kiosk.compose.live import pin_store
from kiosk.gate.standing import Standing, Told
from kiosk.sale.office_events import Pin
from tests.cli.helpers import NOON, SETTINGS, Patient, day, journal


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(SETTINGS, "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.mkdir(mode=0o700)
    return path


def test_a_healthy_till(config: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal(folder, day()).close()
    pin_store(folder).set(Pin("2718"))
    assert doctor.report(config, folder, Patient()) == 0
    told = capsys.readouterr().out
    assert told.endswith(f"Nothing stands in the way. Open the till: kiosk run --config {config} --data {folder}\n")
    lines = told.strip().splitlines()[:-2]
    names = "settings key token libraries screens awake font sound data journal pin disk gate project clock relay"
    assert [line.split()[:2] for line in lines] == [["ok", name] for name in names.split()]
    assert "live project 383000, HKD up to 10,000.00, CNY up to 500.00" in told
    assert "HDMI-1 1366×768, DP-2 1024×600" in told
    assert "the tones come out of Built-in Audio (PulseAudio)" in told
    assert "kept on by the desktop and the system" in told


def test_the_amount_above_which_charge_asks_is_told(
    config: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(SETTINGS.replace('id = "till1"', 'id = "till1", ask_above = "1000"'), "utf-8")
    doctor.report(config, folder, Patient())
    assert "asks above HKD 1,000.00" in capsys.readouterr().out


NO = CannotStart("no screen here", "get one")
ILL: list[tuple[Patient, str, Mark, str]] = [
    (Patient(secrets={"relay.token": "token"}), "key", Mark.BAD, "is not there"),
    (Patient(secrets={"gate.secret": "key"}), "token", Mark.BAD, "is not there"),
    (Patient(secrets={"gate.secret": "key"}), "relay", Mark.WARN, "a secret is missing"),
    (Patient(exposed="file a can be read by other users (mode 0644): run chmod 600 a"), "key", Mark.BAD, "mode 0644"),
    (Patient(secrets={"gate.secret": "one", "relay.token": "one"}), "token", Mark.BAD, "must never see"),
    (Patient(libraries_fault=CannotStart("libEGL.so.1 is missing", "install it")), "libraries", Mark.BAD, "libEGL"),
    (Patient(qt_fault=NO), "screens", Mark.BAD, "no screen here"),
    (Patient(qt_fault=NO, offscreen_fault=NO), "font", Mark.BAD, "no screen here"),
    (Patient(screens=(Screen("A", 800, 480), Screen("B", 600, 400))), "screens", Mark.WARN, "B is too small"),
    (Patient(screens=(Screen("A", 360, 640), Screen("B", 320, 640))), "screens", Mark.WARN, "B is too small"),
    (Patient(awake=()), "awake", Mark.WARN, "nothing here keeps the screens on"),
    (Patient(awake=("the system",)), "awake", Mark.WARN, "nothing here keeps the screens on"),
    (Patient(lacking="😀"), "font", Mark.WARN, "😀"),
    (Patient(silent="failed to init device"), "sound", Mark.WARN, "no sound device: failed"),
    (Patient(free=99_000_000), "disk", Mark.BAD, "99 MB"),
    (Patient(free=999_000_000), "disk", Mark.WARN, "999 MB"),
    (Patient(answered="unreachable"), "gate", Mark.BAD, "unreachable"),
    (Patient(answered="unreachable"), "clock", Mark.WARN, "nobody to compare"),
    (Patient(answered="tls"), "gate", Mark.BAD, "tls"),
    (Patient(answered="tls"), "project", Mark.WARN, "not asked"),
    (Patient(secrets={"relay.token": "token"}), "project", Mark.WARN, "the key is missing"),
    (Patient(told=Told(Standing.KEY, "3261")), "project", Mark.BAD, "refuses the key (code 3261)"),
    (Patient(told=Told(Standing.PROJECT, "2442")), "project", Mark.BAD, "no project 383000 (code 2442)"),
    (Patient(told=Told(Standing.OTHER_KEY, "")), "project", Mark.BAD, "signed with another key"),
    (Patient(told=Told(Standing.UNTOLD, "HTTP 403")), "project", Mark.WARN, "not told: HTTP 403"),
    (Patient(told="timeout"), "project", Mark.WARN, "not told: timeout"),
    (Patient(answered=Answered(None, NOON)), "clock", Mark.WARN, "does not tell"),
    (Patient(answered=Answered(NOON, NOON + timedelta(seconds=11))), "clock", Mark.WARN, "11 s ahead of"),
    (Patient(answered=Answered(NOON, NOON - timedelta(seconds=301))), "clock", Mark.BAD, "301 s behind"),
    (Patient(orphans=3), "relay", Mark.WARN, "no till of the project: 3"),
    (Patient(orphans="token"), "relay", Mark.BAD, "token"),
    (Patient(orphans="elsewhere"), "relay", Mark.BAD, "elsewhere"),
    (Patient(refused_at="2026-11-28T04:05:06.000Z"), "relay", Mark.WARN, "another machine uses this till's name"),
    (Patient(orphans="a word nobody knows"), "relay", Mark.BAD, "a word nobody knows"),
]


@pytest.mark.parametrize(("patient", "name", "mark", "what"), ILL)
def test_what_is_ill_is_one_line_with_a_cure(
    config: Path, folder: Path, patient: Patient, name: str, mark: Mark, what: str
) -> None:
    lines = list(doctor.examine(config, folder, patient))
    found = [line for line in lines if line.name == name and line.mark is mark]
    assert len(found) == 1
    assert what in found[0].what
    assert len(found[0].cure) > 5
    # One fault does not hide the rest: what can still be looked at is.
    assert {line.name for line in lines} >= {"settings", "libraries", "data", "disk", "gate", "relay"}


def test_a_code_decides_the_exit(config: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.report(config, folder, Patient(orphans=3)) == 0
    assert doctor.report(config, folder, Patient(answered="tls", free=1)) == 2
    told = capsys.readouterr().out
    assert f"2 of these must be cured before the till can work. Then run: kiosk doctor --config {config}" in told
    # No pin is set, and letters lie about: nothing is bad, and not all is well either.
    assert "Nothing that was seen stands in the way; look at the 2 marked warn." in told
    assert "Nothing stands in the way." not in told


def test_faulty_settings_are_all_told_and_the_machine_is_examined(tmp_path: Path, folder: Path) -> None:
    config = tmp_path / "settings.toml"
    config.write_text(SETTINGS.replace('"till1"', '"TILL"').replace("383000", "0"), "utf-8")
    lines = list(doctor.examine(config, folder, Patient()))
    assert [line.what.partition(":")[0] for line in lines if line.mark is Mark.BAD] == ["till.id", "gate.project_id"]
    names = {"settings", "libraries", "screens", "awake", "font", "sound", "data", "pin", "disk"}
    assert {line.name for line in lines} == names


def test_absent_settings(tmp_path: Path, folder: Path) -> None:
    first = next(iter(doctor.examine(tmp_path / "none.toml", folder, Patient())))
    assert first.mark is Mark.BAD
    assert "No such file" in first.what
    assert "none.toml" in first.what


Change = Callable[[str], str]
ODD: list[tuple[Change, str]] = [
    (lambda text: text.replace('"live"', '"test"'), "no real money"),
    (lambda text: text.replace("8.8.8.8", "192.168.1.5"), "no public address"),
    (lambda text: text.replace("name_zh =", 'logo = "gone.png", name_zh ='), "gone.png cannot be read"),
    (lambda text: text + 'screens = { customer = "HDMI-9" }', "screens.customer 'HDMI-9' is not there"),
    (lambda text: text + "screens = { scale = 2.0 }", "too small for scale 2"),
]


@pytest.mark.parametrize(("change", "what"), ODD)
def test_what_is_allowed_and_odd(config: Path, folder: Path, change: Change, what: str) -> None:
    config.write_text(change(SETTINGS), "utf-8")
    lines = list(doctor.examine(config, folder, Patient()))
    assert not [line for line in lines if line.mark is Mark.BAD]
    assert [line for line in lines if line.mark is Mark.WARN and what in line.what]


def test_a_logo_that_is_there_is_no_news(config: Path, folder: Path) -> None:
    config.write_text(SETTINGS.replace("name_zh =", 'logo = "logo.png", name_zh ='), "utf-8")
    Image.new("RGB", (8, 8)).save(config.parent / "logo.png")
    pin_store(folder).set(Pin("2718"))
    assert all(line.mark is Mark.OK for line in doctor.examine(config, folder, Patient()))


def test_a_logo_that_is_none_is_told_with_a_cure(config: Path, folder: Path) -> None:
    config.write_text(SETTINGS.replace("name_zh =", 'logo = "logo.png", name_zh ='), "utf-8")
    (config.parent / "logo.png").write_bytes(b"x")
    (line,) = [line for line in doctor.examine(config, folder, Patient()) if "shop.logo" in line.what]
    assert "neither a PNG nor a JPEG" in line.what
    assert (line.mark, line.cure) == (Mark.WARN, "save the picture as PNG")


def test_without_a_pin_or_with_one_that_others_can_read_the_doctor_says_so(config: Path, folder: Path) -> None:
    (line,) = [x for x in doctor.examine(config, folder, Patient()) if x.name == "pin"]
    assert (line.mark, line.what.startswith("no owner PIN"), line.cure) == (
        Mark.WARN, True, f"run kiosk pin set --data {folder}",
    )
    pin_store(folder).set(Pin("2718"))
    (folder / "owner.pin").chmod(0o640)
    (line,) = [x for x in doctor.examine(config, folder, Patient()) if x.name == "pin"]
    assert (line.mark, "chmod 600" in line.cure) == (Mark.WARN, True)


@pytest.mark.parametrize("standing", [Standing.KEY, Standing.OTHER_KEY])
def test_a_refused_key_names_the_place_where_the_right_one_is_written(
    config: Path, folder: Path, standing: Standing
) -> None:
    (line,) = [x for x in doctor.examine(config, folder, Patient(told=Told(standing, "1"))) if x.name == "project"]
    assert f"again into the file {config.parent / 'gate.secret'}" in line.cure


def test_the_shops_names_are_looked_for_in_the_font(config: Path, folder: Path) -> None:
    patient = Patient()
    assert list(doctor.examine(config, folder, patient))
    assert patient.asked_for == ["Lucky Tea House好運茶室"]


def line_of(name: str, config: Path, folder: Path, patient: Patient) -> Line:
    (found,) = [line for line in doctor.examine(config, folder, patient) if line.name == name]
    return found


def test_the_data_folder(config: Path, tmp_path: Path, folder: Path) -> None:
    assert "will be made" in line_of("data", config, tmp_path / "new" / "er", Patient()).what
    folder.chmod(0o750)
    assert line_of("data", config, folder, Patient()).mark is Mark.WARN
    far = line_of("data", config, tmp_path / "Dropbox" / "till", Patient())
    assert (far.mark, "copied to other computers" in far.what) == (Mark.BAD, True)
    file = tmp_path / "file"
    file.write_text("x")
    assert line_of("data", config, file, Patient()).mark is Mark.BAD


def test_a_broken_journal(config: Path, folder: Path) -> None:
    journal(folder, []).close()
    found = line_of("journal", config, folder, Patient(journal_fault="journal x: it is torn: keep a copy"))
    assert (found.mark, found.what, found.cure) == (Mark.BAD, "journal x: it is torn", "keep a copy")


def test_the_report_never_shows_a_secret(config: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    patient = Patient(secrets={"gate.secret": "hunter2", "relay.token": "hunter2"})
    assert doctor.report(config, folder, patient) == 2
    assert "hunter2" not in capsys.readouterr().out


def test_what_a_running_journal_costs_the_doctor_nothing(config: Path, folder: Path) -> None:
    running = journal(folder, day())
    before = sorted(os.listdir(folder))
    assert list(doctor.examine(config, folder, Patient()))
    assert sorted(os.listdir(folder)) == before
    running.close()
