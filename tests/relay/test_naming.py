"""Names and the secrets that go with them."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from kiosk.relay.errors import NamingError, in_words, said
from tests.relay.helpers import Desk, letter


def test_names_are_checked_and_taken_only_once(desk: Desk) -> None:
    for name in ("", "a b", "é", "-x", "x" * 65, "../x"):
        with pytest.raises(NamingError):
            desk.service.add_project(name)
    for till in ("", "Till1", "till-1", "x" * 17, "é"):
        with pytest.raises(NamingError):
            desk.service.add_till("shop", till)
    with pytest.raises(NamingError, match="there already"):
        desk.service.add_project("shop")
    with pytest.raises(NamingError, match="till revoke shop till1"):
        desk.service.add_till("shop", "till1")
    with pytest.raises(NamingError, match="project add nowhere"):
        desk.service.add_till("nowhere", "till1")
    with pytest.raises(NamingError):
        desk.service.revoke_till("shop", "till9")


def test_secrets_are_256_bits_of_the_given_chance_and_never_stored_in_clear(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "relay.db")
    assert len(desk.token) == len(desk.address) == 43
    desk.post(letter("till1-A"))
    desk.store.checkpoint()
    for file in tmp_path.iterdir():
        data = file.read_bytes()
        assert desk.token.encode() not in data
        assert desk.address.encode() not in data
    desk.close()


def test_an_engine_s_fault_is_said_in_words_where_somebody_can_do_something() -> None:
    assert in_words("FullError") == "the disk is full (FullError)"
    assert in_words("MemoryError") == "MemoryError"
    assert said(apsw.FullError("not an error")) == "the disk is full (FullError)"
    assert said(apsw.MisuseError("twice")) == "MisuseError: twice"
