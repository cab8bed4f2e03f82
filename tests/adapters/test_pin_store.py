"""The owner's PIN on the disk: a salted hash for this user alone, and a try that is counted before it is answered."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from kiosk.adapters.pin_store import PinStore, exposure, is_pin
from kiosk.sale.office_events import Pin, PinChecked, PinKnown

SALT = bytes(range(16))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "owner.pin"


def store(path: Path, salt: bytes = SALT) -> PinStore:
    return PinStore(path, lambda count: salt[:count])


def test_without_a_file_there_is_no_pin(path: Path) -> None:
    assert store(path).look() == PinKnown(False)
    checked = store(path).check(Pin("2718"))
    assert (checked.right, bool(checked.why)) == (False, True)
    assert not path.exists()


def test_the_right_pin_is_right_and_no_other(path: Path) -> None:
    store(path).set(Pin("2718"))
    assert store(path).look() == PinKnown(True, 0)
    assert store(path).check(Pin("2718")) == PinChecked(True, 0)
    for tries, wrong in enumerate(("2719", "27180", "", "２７１８"), start=1):
        assert store(path).check(Pin(wrong)) == PinChecked(False, tries)
    assert store(path).look() == PinKnown(True, 4), "whoever starts anew knows it"
    assert store(path).check(Pin("2718")) == PinChecked(True, 0)
    assert store(path).look() == PinKnown(True, 0)


def test_the_file_holds_no_pin_and_is_for_this_user_alone(path: Path) -> None:
    store(path).set(Pin("271828"))
    assert "271828" not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert exposure(path) == ""
    store(path).check(Pin("1"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    assert "chmod 600" in exposure(path)
    assert exposure(path.with_name("none")) == ""


def test_the_same_pin_has_another_hash_with_another_salt(path: Path, tmp_path: Path) -> None:
    store(path).set(Pin("2718"))
    other = tmp_path / "other.pin"
    store(other, SALT[::-1]).set(Pin("2718"))
    assert json.loads(path.read_bytes())["scrypt"] != json.loads(other.read_bytes())["scrypt"]


def test_setting_it_again_forgets_the_tries(path: Path) -> None:
    store(path).set(Pin("2718"))
    store(path).check(Pin("1"))
    store(path).set(Pin("3141"))
    assert store(path).look() == PinKnown(True, 0)
    assert store(path).check(Pin("3141")).right


@pytest.mark.parametrize("digits", ["", "123", "1234567890123", "12a4", "12 34", "１２３４", "-1234"])
def test_what_is_no_pin_is_not_kept(path: Path, digits: str) -> None:
    assert not is_pin(digits)
    with pytest.raises(ValueError, match="4 to 12 figures"):
        store(path).set(Pin(digits))
    assert not path.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b'{"salt":"","scrypt":"","tries":0}', b"\xff", b"x" * 5_000, b"[" * 4_000,
        json.dumps({"salt": "00" * 16, "scrypt": "00" * 32, "tries": -1}).encode(),
        json.dumps({"salt": "00" * 16, "scrypt": "00" * 32, "tries": True}).encode(),
        json.dumps({"salt": "zz" * 16, "scrypt": "00" * 32, "tries": 0}).encode(),
        json.dumps({"salt": 1, "scrypt": "00" * 32, "tries": 0}).encode(),
    ],
)  # fmt: skip
def test_a_damaged_file_keeps_everything_shut(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    known, checked = store(path).look(), store(path).check(Pin("2718"))
    assert known.found
    assert "kiosk pin set" in known.why
    assert (checked.right, "kiosk pin set" in checked.why) == (False, True)
    store(path).set(Pin("2718"))
    assert store(path).check(Pin("2718")).right, "and can be set anew"


def test_a_try_that_cannot_be_counted_is_not_answered(path: Path) -> None:
    store(path).set(Pin("2718"))
    beside = path.with_name("owner.pin.new")
    beside.mkdir()
    checked = store(path).check(Pin("2718"))
    assert (checked.right, "cannot be written" in checked.why) == (False, True)
    beside.rmdir()
    assert store(path).check(Pin("2718")).right


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the system's own rights, which root does not feel")
def test_a_file_that_cannot_be_read_says_so(path: Path) -> None:
    store(path).set(Pin("2718"))
    path.chmod(0)
    assert store(path).look().why


def test_a_folder_in_its_place_is_a_fault_with_words(path: Path) -> None:
    path.mkdir()
    known = store(path).look()
    assert known.found
    assert str(path) in known.why


class PulledPlug(BaseException):
    """The power goes."""


def test_the_plug_pulled_before_the_answer_forgives_nothing(path: Path) -> None:
    store(path).set(Pin("2718"))

    class Unlucky(Pin):
        """Power goes when the digits are wanted: after the count, before the answer."""

        __slots__ = ()

        def reveal(self) -> str:
            raise PulledPlug

    for _ in range(3):
        with pytest.raises(PulledPlug):
            store(path).check(Unlucky("2718"))
    assert store(path).look() == PinKnown(True, 3)
