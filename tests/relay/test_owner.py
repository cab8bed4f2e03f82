"""The owner's commands: what they do, what they say, and when they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.relay.__main__ import main
from kiosk.relay.lock import ServingLock
from tests.relay.helpers import Desk, bodies, letter

POSTGRES = "postgresql://relay@127.0.0.1/relay"


def path_of(desk: Desk) -> Path:
    assert isinstance(desk.place, Path)
    return desk.place


@pytest.fixture
def stopped(tmp_path: Path) -> tuple[Desk, str]:
    """A relay that was stopped with one letter in it, and the address of its store."""
    desk = Desk(tmp_path / "data" / "relay.db")
    desk.post(letter("till1-A"))
    desk.store.close()
    return desk, f"sqlite:///{path_of(desk)}"


def test_a_backup_says_what_it_holds_and_how_to_keep_it(
    stopped: tuple[Desk, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "copy.db"), "--database", stopped[1]]) == 0
    assert "projects: 1, tills: 1, letters: 1" in capsys.readouterr().out
    assert main(["backup", str(tmp_path / "copy.db"), "--database", stopped[1]]) == 2
    assert "Name a new file" in capsys.readouterr().err


def test_a_restore_says_what_was_kept_and_what_the_tills_will_do(
    stopped: tuple[Desk, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, url = stopped
    main(["backup", str(tmp_path / "copy.db"), "--database", url])
    capsys.readouterr()
    assert main(["restore", str(tmp_path / "copy.db"), "--database", url]) == 0
    said = capsys.readouterr().out
    (kept,) = path_of(desk).parent.glob("relay.db.before-*")
    assert str(kept) in said
    assert "every open payment" in said
    desk.open(path_of(desk))
    assert bodies(desk.poll()) == [letter("till1-A")]
    desk.store.close()


def test_where_nothing_was_nothing_is_kept_and_a_failed_restore_leaves_nothing(
    stopped: tuple[Desk, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup", str(tmp_path / "copy.db"), "--database", stopped[1]])
    (tmp_path / "junk.db").write_bytes(b"junk" * 100)
    new = f"sqlite:///{tmp_path / 'new' / 'relay.db'}"
    assert main(["restore", str(tmp_path / "junk.db"), "--database", new]) == 2
    assert not (tmp_path / "new" / "relay.db").exists()
    capsys.readouterr()
    assert main(["restore", str(tmp_path / "copy.db"), "--database", new]) == 0
    assert "kept as" not in capsys.readouterr().out
    assert not list((tmp_path / "new").glob("*.before-*"))


def test_a_restore_is_refused_while_a_relay_serves(
    stopped: tuple[Desk, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, url = stopped
    main(["backup", str(tmp_path / "copy.db"), "--database", url])
    before = path_of(desk).read_bytes()
    lock = ServingLock(path_of(desk), {"pid": 4711})
    assert main(["restore", str(tmp_path / "copy.db"), "--database", url]) == 4
    assert "4711" in capsys.readouterr().err
    lock.release()
    assert path_of(desk).read_bytes() == before


def test_epochs_can_be_renewed_by_hand(stopped: tuple[Desk, str], capsys: pytest.CaptureFixture[str]) -> None:
    desk, url = stopped
    desk.open(path_of(desk))
    before = desk.probe()["epoch"]
    # A relay may serve meanwhile.
    assert main(["renew-epochs", "--database", url]) == 0
    assert "new epochs for 2 boxes" in capsys.readouterr().out
    assert desk.probe()["epoch"] != before
    desk.store.close()


@pytest.mark.parametrize(("verb", "words"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_for_postgresql_its_own_tools_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str, words: str
) -> None:
    assert main([verb, str(tmp_path / "copy.db"), "--database", POSTGRES]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert ("renew-epochs" in said) is (verb == "restore")
    assert list(tmp_path.iterdir()) == []


def test_setting_up_a_server_is_only_said_without_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install", "relay.example.com", "--root", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert "/etc/systemd/system/kiosk-relay.service" in said.out
    assert "--yes" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("flag", [["--database", POSTGRES], ["--database-file", "relay.database"]])
def test_a_server_is_set_up_with_a_store_of_its_own(flag: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install", "relay.example.com", "--yes", *flag]) == 2
    assert "takes no --database" in capsys.readouterr().err
