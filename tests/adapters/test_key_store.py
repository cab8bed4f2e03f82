"""Secrets by reference: read from their place, never printed, and every fault with its cure."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kiosk.adapters.key_store import SecretUnavailable, exposure, keep, ready, resolve
from kiosk.gate.secret import Secret
from kiosk.settings import SecretRef


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A private file for a secret."""
    path = tmp_path / "gate.secret"
    path.touch(mode=0o600)
    return path


@pytest.mark.parametrize(
    "content", [b"a till's secret", b"a till's secret\n", b"a till's secret\r\n", b"\xef\xbb\xbfa till's secret\n"]
)
def test_a_secret_comes_from_its_file(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    assert resolve(SecretRef(file=place)).reveal() == "a till's secret"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "does not hold one line"),
        (b"\n", "does not hold one line"),
        (b"  \n", "does not hold one line"),
        (b"hidden1\nhidden2\n", "does not hold one line"),
        (b" hidden", "does not hold one line"),
        (b"hidden\x00", "does not hold one line"),
        (b"hidden\xff", "holds no text"),
        (b"hidden" * 1_000, "longer than a secret"),
    ],
)
def test_a_file_that_holds_no_secret_is_named_and_never_quoted(place: Path, content: bytes, words: str) -> None:
    place.write_bytes(content)
    with pytest.raises(SecretUnavailable, match=words) as caught:
        resolve(SecretRef(file=place))
    assert str(place) in str(caught.value)
    assert "hidden" not in str(caught.value)
    # Not even behind it: the codec's own error would hold the bytes.
    assert caught.value.__context__ is None


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SecretUnavailable, match=r"gate\.secret: No such file or directory; write the secret into"):
        resolve(SecretRef(file=tmp_path / "gate.secret"))
    assert exposure(SecretRef(file=tmp_path / "gate.secret")) == ""


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_that_others_can_read_is_used_with_a_warning(
    place: Path, mode: int, caplog: pytest.LogCaptureFixture
) -> None:
    place.write_text("a till's secret")
    place.chmod(mode)
    words = f"can be read by other users (mode {mode:04o}): run chmod 600 {place}"
    assert words in exposure(SecretRef(file=place))
    with caplog.at_level(logging.WARNING):
        assert resolve(SecretRef(file=place)).reveal() == "a till's secret"
    assert [record.getMessage() for record in caplog.records] == [exposure(SecretRef(file=place))]


def test_a_private_file_needs_no_warning(place: Path) -> None:
    assert exposure(SecretRef(file=place)) == ""
    assert exposure(SecretRef(keyring="gate")) == ""


def _ring(monkeypatch: pytest.MonkeyPatch, *, locked: bool = False) -> None:
    """A keyring with one entry, or a locked one, in the place of this computer's."""

    def get_password(service: str, name: str) -> str | None:
        if locked:
            raise RuntimeError("locked")
        return entries.get((service, name))

    def set_password(service: str, name: str, secret: str) -> None:
        if locked:
            raise RuntimeError(f"locked: {secret}")
        entries[service, name] = secret

    entries = {("fps-kiosk", "gate"): "a till's secret"}
    ring = ModuleType("keyring")
    ring.__dict__["set_password"] = set_password
    ring.__dict__["get_password"] = get_password
    monkeypatch.setitem(sys.modules, "keyring", ring)


def test_a_secret_comes_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    _ring(monkeypatch)
    assert resolve(SecretRef(keyring="gate")).reveal() == "a till's secret"


def test_an_entry_that_is_not_there_says_how_to_make_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _ring(monkeypatch)
    with pytest.raises(SecretUnavailable, match="keyring relay has no entry of fps-kiosk: run: keyring set fps-kiosk"):
        resolve(SecretRef(keyring="relay"))


def test_a_locked_keyring_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    _ring(monkeypatch, locked=True)
    with pytest.raises(SecretUnavailable, match=r"keyring gate cannot be opened \(RuntimeError\): unlock it"):
        resolve(SecretRef(keyring="gate"))


def test_a_computer_without_the_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(
        SecretUnavailable, match=r"needs the package keyring: install fps-kiosk\[keyring\], or use a file"
    ):
        resolve(SecretRef(keyring="gate"))


def test_a_secret_that_is_kept_is_the_one_that_comes_back(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _ring(monkeypatch)
    place.chmod(0o644)
    for ref in (SecretRef(file=place), SecretRef(file=place.with_name("new")), SecretRef(keyring="relay")):
        ready(ref)
        for words in ("first", "second"):
            keep(ref, Secret(words))
            assert resolve(ref).reveal() == words
        assert exposure(ref) == ""


def test_where_a_secret_cannot_be_kept_it_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _ring(monkeypatch, locked=True)
    for ref, words in (
        (SecretRef(file=tmp_path / "none" / "file"), "give this user a folder"),
        (SecretRef(keyring="relay"), r"cannot be written \(RuntimeError\): unlock it"),
    ):
        with pytest.raises(SecretUnavailable, match=words) as caught:
            keep(ref, Secret("hidden"))
        assert "hidden" not in f"{caught.value} {caught.value.__cause__}"
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(SecretUnavailable, match="needs the package keyring"):
        ready(SecretRef(keyring="relay"))
