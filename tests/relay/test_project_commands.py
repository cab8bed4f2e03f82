"""`kiosk-relay project …`: words for people, one JSON object for programs, and no secret twice."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kiosk.relay.__main__ import main
from kiosk.relay.sqlite_store import SqliteStore
from tests.relay.helpers import Desk, letter


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/relay.db"


def run(capsys: pytest.CaptureFixture[str], url: str, *words: str) -> str:
    capsys.readouterr()
    assert main(["project", *words, "--database", url]) == 0
    return capsys.readouterr().out


def test_a_callback_path_is_replaced_and_the_old_one_taken_away(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = json.loads(run(capsys, url, "add", "tea-house", "--json"))["callback_path"]
    said = run(capsys, url, "rotate", "tea-house")
    found = re.search(r"/callback/[A-Za-z0-9_-]{43}", said)
    assert found is not None
    assert "kiosk-relay project revoke tea-house" in said
    desk = Desk(tmp_path / "other" / "relay.db")
    desk.open(tmp_path / "relay.db")

    def statuses() -> list[int]:
        desk.open(desk.place)
        return [desk.post(letter("till1-A"), path.removeprefix("/callback/")).status for path in (first, found[0])]

    assert desk.post(letter("till1-A"), first.removeprefix("/callback/")).status == 200
    assert main(["project", "revoke", "tea-house", "--database", url]) == 2
    assert "only by the older" in capsys.readouterr().err
    assert statuses() == [200, 200]
    assert "only the newest" in run(capsys, url, "revoke", "tea-house")
    assert statuses() == [404, 200]
    assert main(["project", "revoke", "tea-house", "--database", url]) == 2
    assert "Nothing is left to do" in capsys.readouterr().err
    printed = json.loads(run(capsys, url, "rotate", "tea-house", "--json"))
    assert set(printed) == {"project", "callback_path"}
    assert "There are at most two" in run(capsys, url, "rotate", "tea-house")
    assert statuses() == [404, 200], "the one in use went on through both"
    desk.close()


def test_the_list_says_what_waits_and_holds_no_secret(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["project", "list", "--database", url]) == 2
    assert "there is no store" in capsys.readouterr().err
    assert not (tmp_path / "relay.db").exists(), "who looks makes nothing"
    SqliteStore(tmp_path / "relay.db").close()
    assert "kiosk-relay project add tea-house" in run(capsys, url, "list")
    assert json.loads(run(capsys, url, "list", "--json")) == {"projects": []}
    path = json.loads(run(capsys, url, "add", "tea-house", "--json"))["callback_path"]
    run(capsys, url, "add", "other")
    run(capsys, url, "rotate", "other")
    assert main(["till", "add", "tea-house", "till1", "--database", url]) == 0
    desk = Desk(tmp_path / "other" / "relay.db")
    desk.open(tmp_path / "relay.db")
    for payment in ("till1-A", "till9-B"):
        desk.post(letter(payment), path.removeprefix("/callback/"))
    desk.close()
    assert run(capsys, url, "list").splitlines() == [
        "other             0 tills  0 letters not yet read; last letter by the new callback path never, "
        "by the old one never",
        "tea-house         1 till  1 letter not yet read; last letter 2023-11-14T22:13:20.000Z or up to 5 minutes "
        "later; 1 letter that no till gets: kiosk-relay project orphans tea-house",
    ]
    assert json.loads(run(capsys, url, "list", "--json"))["projects"][1] == {
        "project": "tea-house", "addresses": 1, "tills": 1, "unread": 1, "orphans": 1,
        "used_at": "2023-11-14T22:13:20.000Z", "old_used_at": None,
    }  # fmt: skip


def test_stray_letters_are_named_by_their_payment_and_not_opened(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = json.loads(run(capsys, url, "add", "tea-house", "--json"))["callback_path"]
    assert "no letter lies here" in run(capsys, url, "orphans", "tea-house")
    desk = Desk(tmp_path / "other" / "relay.db")
    desk.open(tmp_path / "relay.db")
    bodies = (b'{"payment":{"id":"till9-B","sum":{"amount":98765}}}', b"{}")
    for body in bodies:
        desk.post(body, path.removeprefix("/callback/"))
    desk.close()
    said = run(capsys, url, "orphans", "tea-house")
    assert said.splitlines()[:2] == [
        "2023-11-14T22:13:20.000Z       51 bytes  till9-B",
        "2023-11-14T22:13:20.000Z        2 bytes  (no single payment id)",
    ]
    assert "98765" not in said
    rows = json.loads(run(capsys, url, "orphans", "tea-house", "--json"))["orphans"]
    assert [(row["bytes"], row["payment"]) for row in rows] == [(51, "till9-B"), (2, None)]
    assert main(["project", "orphans", "nowhere", "--database", url]) == 2
    assert "project add nowhere" in capsys.readouterr().err
