"""The command line: what it prints, how it ends, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.relay import openapi
from kiosk.relay.__main__ import main
from kiosk.relay.sqlite_store import SqliteStore
from tests.relay.helpers import Desk, bodies, letter


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/relay.db"


def test_project_and_till_are_added_as_one_json_object_each(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["project", "add", "shop", "--json", "--database", url]) == 0
    project = json.loads(capsys.readouterr().out)
    assert project == {"project": "shop", "callback_path": project["callback_path"]}
    assert re.fullmatch(r"/callback/[A-Za-z0-9_-]{43}", project["callback_path"])
    assert main(["--database", url, "till", "add", "shop", "till1", "--json"]) == 0
    till = json.loads(capsys.readouterr().out)
    assert till == {"project": "shop", "till": "till1", "token": till["token"]}
    desk = Desk(tmp_path / "other" / "relay.db")
    desk.open(tmp_path / "data" / "relay.db")
    assert desk.post(letter("till1-A"), project["callback_path"].removeprefix("/callback/")).status == 200
    assert bodies(desk.poll(token=till["token"])) == [letter("till1-A")]
    desk.close()


def test_without_json_people_read_words(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["project", "add", "shop", "--database", url]) == 0
    assert "/callback/" in capsys.readouterr().out
    assert main(["till", "add", "shop", "till1", "--database", url]) == 0
    assert "not shown again" in capsys.readouterr().out
    assert main(["till", "revoke", "shop", "till1", "--database", url]) == 0
    assert "till1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["project", "add", "shop"], "there already"),
        (["project", "add", "a shop"], "malformed"),
        (["till", "add", "nowhere", "till1"], "kiosk-relay project add nowhere"),
        (["till", "add", "shop", "Till1"], "1 to 16 of a-z 0-9"),
        (["till", "add", "shop", "till1"], "kiosk-relay till revoke shop till1"),
        (["till", "revoke", "shop", "till2"], "spelling"),
        (["serve", "--listen", "0.0.0.0:0"], "--public"),
        (["serve", "--listen", "nonsense"], "HOST:PORT"),
    ],
)
def test_errors_go_to_stderr_with_a_cure(
    url: str, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    main(["project", "add", "shop", "--database", url])
    main(["till", "add", "shop", "till1", "--database", url])
    capsys.readouterr()
    assert main([*arguments, "--database", url]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("kiosk-relay: ")
    assert words in err


def test_an_unusable_database_is_a_settings_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "relay.db").write_text("no database, only words " * 100)
    for url in (f"sqlite:///{tmp_path}/relay.db", "sqlite:///"):
        assert main(["project", "add", "shop", "--database", url]) == 2
        assert "kiosk-relay: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["serve"],
        ["project"],
        ["project", "add"],
        ["openapi"],
        ["till"],
        *(["till", verb] for verb in ("add", "enrol", "list", "readmit", "revoke", "rotate")),
    ],
)
def test_help_says_what_it_does_and_gives_an_example(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert "--database URL" in text
    assert "example:\n  kiosk-relay " in text


@pytest.mark.parametrize("arguments", [[], ["project"], ["till", "add", "shop"], ["serve", "--nonsense"], ["fly"]])
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: kiosk-relay" in capsys.readouterr().err


@pytest.mark.parametrize("seconds", ["-2", "3601", "soon", "nan"])
def test_how_long_to_wait_for_the_lock_is_told_in_seconds(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--wait-for-lock", seconds])
    assert "write seconds, 0 to 3600" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("words", [["openapi"], ["project", "add", "lost"]])
def test_an_answer_that_cannot_be_written_is_told_with_a_cure(words: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk.relay", *words, "--database", f"sqlite:///{tmp_path / 'relay.db'}"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_contract_is_printed_as_it_is_committed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["openapi"]) == 0
    committed = Path(openapi.__file__).with_suffix(".json").read_text("utf-8")
    assert capsys.readouterr().out == committed, "write it anew: kiosk-relay openapi > kiosk/relay/openapi.json"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")
def test_what_is_made_is_closed_to_others(url: str, tmp_path: Path) -> None:
    main(["project", "add", "shop", "--database", url])
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "data").iterdir()} == {0o600}


def test_without_a_database_the_data_folder_is_used(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "share")}
    command = [sys.executable, "-m", "kiosk.relay", "project", "add", "shop"]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)
    (store,) = tmp_path.rglob("relay.db")
    assert store.parts[-2:] == ("fps-kiosk-relay", "relay.db")
    SqliteStore(store).close()


@pytest.mark.parametrize(
    ("modules", "banned"),
    [
        ("kiosk.relay, kiosk.relay.__main__, kiosk.relay.serve", ("PySide6", "shiboken6", "httpx", "kiosk.gate")),
        ("kiosk.relay.service, kiosk.relay.sqlite_store", ("PySide6", "uvicorn", "starlette", "asyncio")),
    ],
)
def test_the_relay_brings_no_screen_and_the_core_no_server(modules: str, banned: tuple[str, ...]) -> None:
    report = f"import {modules}, sys; print([name for name in {banned!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", report], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_a_log_without_its_file_is_no_invitation_to_make_a_new_store(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "relay.db-wal").write_bytes(b"letters")
    for words in (["till", "list", "shop"], ["project", "add", "shop"]):
        assert main([*words, "--database", url]) == 2
        said = capsys.readouterr().err
        assert "its file is missing" in said
        assert "makes a new one" not in said


def test_a_till_without_a_token_may_wait_for_its_code(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["project", "add", "shop", "--database", url])
    main(["till", "enrol", "shop", "till1", "--database", url])
    capsys.readouterr()
    assert main(["till", "list", "shop", "--database", url]) == 0
    assert "0 tokens  is out, or its code was not used yet" in capsys.readouterr().out
