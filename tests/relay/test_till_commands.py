"""`kiosk-relay till …`: words for people, one JSON object for programs, and no secret twice."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from kiosk.relay.__main__ import main
from kiosk.relay.answers import moment
from kiosk.relay.values import Request
from tests.relay.helpers import Desk, answered, content


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/relay.db"
    assert main(["project", "add", "shop", "--database", url]) == 0
    return url


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main([*words]) == 0
    return capsys.readouterr().out


@pytest.fixture
def desk_of(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "other" / "relay.db")
    desk.open(tmp_path / "relay.db")
    return desk


def test_a_code_is_printed_for_a_person_and_opens_the_till(
    url: str, desk_of: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(capsys, "till", "enrol", "shop", "till1", "--database", url)
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", said)
    assert found is not None
    assert "10 minutes" in said
    assert "kiosk enrol --relay" in said
    # The desk's clock stands still in another year: the code is as young there as it ever was.
    body = json.dumps({"code": found[0]}).encode()
    token = content(desk_of.service.handle(Request("POST", "/enrol", "", {}, body)))["token"]
    assert desk_of.probe(token)["till"] == "till1"
    printed = json.loads(run(capsys, "till", "enrol", "shop", "till1", "--json", "--database", url))
    assert set(printed) == {"project", "till", "code", "minutes"}
    desk_of.store.close()


def test_rotate_and_revoke_old(url: str, desk_of: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    first = json.loads(run(capsys, "till", "add", "shop", "till1", "--json", "--database", url))["token"]
    said = run(capsys, "till", "rotate", "shop", "till1", "--database", url)
    assert "kiosk-relay till revoke --old shop till1" in said
    second = json.loads(run(capsys, "till", "rotate", "shop", "till1", "--json", "--database", url))["token"]
    assert "newest" in run(capsys, "till", "revoke", "--old", "shop", "till1", "--database", url)
    assert answered(desk_of.get("/probe", token=first)).status == 401
    assert desk_of.probe(second)["till"] == "till1"
    run(capsys, "till", "revoke", "shop", "till1", "--database", url)
    assert answered(desk_of.get("/probe", token=second)).status == 401
    desk_of.store.close()


def test_the_list_shows_tills_and_no_secret(url: str, desk_of: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert "till enrol shop till1" in run(capsys, "till", "list", "shop", "--database", url)
    token = json.loads(run(capsys, "till", "add", "shop", "till1", "--json", "--database", url))["token"]
    run(capsys, "till", "add", "shop", "till2", "--database", url)
    run(capsys, "till", "rotate", "shop", "till2", "--database", url)
    desk_of.poll(token=token)
    machine = {"authorization": f"Bearer {token}", "x-till-instance": "a" * 16, "x-till-generation": "2"}
    desk_of.service.handle(Request("GET", "/letters", "", machine))
    desk_of.service.handle(Request("GET", "/letters", "", {**machine, "x-till-instance": "b" * 16}))
    desk_of.store.close()
    lines = run(capsys, "till", "list", "shop", "--database", url).splitlines()
    assert lines == [
        "till1             1 token  last asked 2023-11-14T22:13:20.000Z, or up to 5 minutes later; "
        "another machine was turned away 2023-11-14T22:13:20.000Z",
        "till2             2 tokens  has not asked",
    ]
    printed = json.loads(run(capsys, "till", "list", "shop", "--json", "--database", url))
    moment = "2023-11-14T22:13:20.000Z"
    assert printed == {
        "project": "shop",
        "tills": [
            {"till": "till1", "tokens": 1, "polled_at": moment, "refused_at": moment},
            {"till": "till2", "tokens": 2, "polled_at": None, "refused_at": None},
        ],
    }
    said = run(capsys, "till", "readmit", "shop", "till1", "--database", url)
    assert "the next one that asks as till1 of shop is in" in said
    assert "turned away" not in run(capsys, "till", "list", "shop", "--database", url)
    run(capsys, "till", "revoke", "shop", "till2", "--database", url)
    assert "till2             0 tokens  is out" in run(capsys, "till", "list", "shop", "--database", url)


def test_readmitting_says_who_is_in_and_how_to_be_rid_of_the_other(
    url: str, desk_of: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    token = json.loads(run(capsys, "till", "add", "shop", "till1", "--json", "--database", url))["token"]
    desk_of.clock.now = time.time()
    for instance in ("a" * 16, "b" * 16):
        machine = {"authorization": f"Bearer {token}", "x-till-instance": instance, "x-till-generation": "2"}
        desk_of.service.handle(Request("GET", "/letters", "", machine))
    desk_of.store.close()
    said = run(capsys, "till", "readmit", "shop", "till1", "--database", url)
    assert f"turned away (last {moment(desk_of.clock.now)}) is till1 of shop now" in said
    assert "kiosk-relay till revoke --old shop till1" in said


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        (["rotate", "shop", "till9"], "kiosk-relay till list shop"),
        (["readmit", "shop", "till9"], "kiosk-relay till list shop"),
        (["revoke", "--old", "shop", "till1"], "no older token"),
        (["enrol", "shop", "Till1"], "1 to 16 of a-z 0-9"),
        (["enrol", "nowhere", "till1"], "kiosk-relay project add nowhere"),
        (["list", "nowhere"], "kiosk-relay project add nowhere"),
    ],
)
def test_faults_go_to_stderr_with_a_cure(
    url: str, capsys: pytest.CaptureFixture[str], words: list[str], cure: str
) -> None:
    main(["till", "add", "shop", "till1", "--database", url])
    capsys.readouterr()
    assert main(["till", *words, "--database", url]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert cure in err
