"""`kiosk enrol`, over the relay's own core: the token gets into its place, and a person reads what happened."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kiosk.adapters.http_client import Client, client_for
from kiosk.cli.enrol import WHY, command, enrol
from kiosk.cli.enrol_settings import draft
from kiosk.cli.main import main
from kiosk.cli.options import parser_for
from kiosk.cli.trouble import Trouble
from kiosk.relay.service import Service
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import Request, Response

URL = "https://relay.example"
HOME = "8.8.8.8"
SETTINGS = """\
[till]
id = "till1"
[relay]
url = "https://relay.example"
token = { file = "the.token" }
"""


@dataclass
class Shop:
    """A relay, and the folder of one till's settings."""

    service: Service
    folder: Path
    seen_from: str = HOME

    @property
    def config(self) -> Path:
        return self.folder / "settings.toml"

    def client(self) -> Client:
        def handler(request: httpx.Request) -> httpx.Response:
            headers = {"content-length": str(len(request.content))}
            asked = Request(request.method, request.url.path, "", headers, request.content, self.seen_from)
            answer = self.service.handle(asked)
            assert isinstance(answer, Response)
            return httpx.Response(answer.status, headers=dict(answer.headers), content=answer.body)

        return client_for(URL, "live", httpx.MockTransport(handler))

    def enrol(self, typed: str, meant: str | Callable[[str], bool] = "tea-house") -> None:
        with self.client() as client:
            assert enrol(draft(self.config), URL, client, lambda prompt: typed, meant) == 0

    def opened(self, name: str) -> int:
        headers = {"authorization": f"Bearer {(self.folder / name).read_text().strip()}"}
        answer = self.service.handle(Request("GET", "/probe", "", headers))
        assert isinstance(answer, Response)
        return answer.status


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    store = SqliteStore(tmp_path / "relay" / "relay.db")
    service = Service(store, lambda: 1_700_000_000.0, os.urandom)
    service.add_project("tea-house")
    folder = tmp_path / "till"
    folder.mkdir()
    yield Shop(service, folder)
    store.close()


Told = Callable[[], str]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def said() -> str:
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return said


def test_the_token_gets_into_its_place_and_the_address_into_the_settings(shop: Shop, told: Told) -> None:
    shop.config.write_text(SETTINGS)
    shop.enrol(shop.service.enrol_till("tea-house", "till1").lower())
    assert shop.opened("the.token") == 200
    assert stat.S_IMODE((shop.folder / "the.token").stat().st_mode) == 0o600
    assert shop.config.read_text() == SETTINGS.replace("[till]\n", f'[till]\ncustomer_ip = "{HOME}"\n')
    said = told()
    assert "This computer is now till till1 of tea-house." in said
    assert f'customer_ip = "{HOME}" was written into {shop.config}' in said
    assert f"kiosk doctor --config {shop.config}" in said
    assert (shop.folder / "the.token").read_text().strip() not in said


def test_a_code_of_another_company_is_not_taken_for_a_till_of_the_same_name(shop: Shop, told: Told) -> None:
    shop.config.write_text(SETTINGS)
    shop.service.add_project("other")
    with pytest.raises(Trouble, match="till till1 of other; it is used up, and nothing is changed here") as caught:
        shop.enrol(shop.service.enrol_till("other", "till1"))
    assert "kiosk-relay till enrol tea-house till1" in caught.value.cure
    asked: list[str] = []

    def no(question: str) -> bool:
        asked.append(question)
        return False

    with pytest.raises(Trouble, match="nothing is changed"):
        shop.enrol(shop.service.enrol_till("other", "till1"), no)
    assert "till till1 of other. Is that right?" in asked[0]
    assert not (shop.folder / "the.token").exists()
    assert told() == ""
    shop.enrol(shop.service.enrol_till("tea-house", "till1"), lambda question: True)
    assert shop.opened("the.token") == 200


def test_without_settings_it_says_what_belongs_into_them(shop: Shop, told: Told) -> None:
    shop.enrol(shop.service.enrol_till("tea-house", "till1"))
    assert shop.opened("relay.token") == 200
    assert not shop.config.exists()
    block = (
        f'[till]\nid = "till1"\ncustomer_ip = "{HOME}"\n[relay]\nurl = "{URL}"\ntoken = {{ file = "relay.token" }}\n'
    )
    assert block in told()


def test_of_settings_that_are_there_it_says_what_they_lack(shop: Shop, told: Told) -> None:
    shop.config.write_text(f'[till]\nid = "till1"\n[relay]\nurl = "{URL}"\n')
    shop.enrol(shop.service.enrol_till("tea-house", "till1"))
    said = told()
    assert f"{shop.config} lacks this still" in said
    assert '[relay]\ntoken = { file = "relay.token" }\n' in said
    assert "url =" not in said


@pytest.mark.parametrize(("there", "words"), [
    (HOME, f"customer_ip is {HOME}, as the relay sees it"), ("203.0.113.7", "It was left as it is"),
])  # fmt: skip
def test_an_address_that_stands_there_is_never_overwritten(shop: Shop, told: Told, there: str, words: str) -> None:
    text = SETTINGS.replace("[till]\n", f'[till]\ncustomer_ip = "{there}"\n')
    shop.config.write_text(text)
    shop.enrol(shop.service.enrol_till("tea-house", "till1"))
    assert shop.config.read_text() == text
    said = told()
    assert words in said
    assert HOME in said


def test_a_relay_that_sees_no_public_address_says_so(shop: Shop, told: Told) -> None:
    shop.config.write_text(SETTINGS)
    shop.seen_from = "192.168.1.5"
    shop.enrol(shop.service.enrol_till("tea-house", "till1"))
    assert shop.config.read_text() == SETTINGS
    assert "internet provider" in told()


def test_where_it_cannot_be_written_in_it_is_told(shop: Shop, told: Told) -> None:
    shop.config.write_text('till = { id = "till1" }\nrelay = { url = "https://relay.example" }\n')
    shop.enrol(shop.service.enrol_till("tea-house", "till1"))
    said = told()
    assert f'Write this below [till] in {shop.config}, the address of this shop: customer_ip = "{HOME}"' in said
    assert 'token = { file = "relay.token" }' in said


def test_a_token_that_was_there_goes_on_until_it_is_taken_away(shop: Shop, told: Told) -> None:
    shop.config.write_text(SETTINGS)
    for _ in range(2):
        shop.enrol(shop.service.enrol_till("tea-house", "till1"))
        (shop.folder / "the.token").read_text()
    said = told()
    assert said.count("kiosk-relay till revoke --old tea-house till1") == 1
    assert [till.tokens for till in shop.service.tills("tea-house")] == [2]


def test_a_code_of_another_till_changes_nothing_here_or_there(shop: Shop) -> None:
    shop.config.write_text(SETTINGS)
    code = shop.service.enrol_till("tea-house", "till2")
    with pytest.raises(Trouble, match="this code is for another till"):
        shop.enrol(code)
    assert [till.tokens for till in shop.service.tills("tea-house")] == [0]
    shop.config.write_text(SETTINGS.replace("till1", "till2"))
    shop.enrol(code)
    assert [till.tokens for till in shop.service.tills("tea-house")] == [1]


def test_a_used_code_is_refused_in_words(shop: Shop) -> None:
    code = shop.service.enrol_till("tea-house", "till1")
    shop.enrol(code)
    with pytest.raises(Trouble, match="once and for ten minutes"):
        shop.enrol(code)


@pytest.mark.parametrize("typed", ["", "\n", "70K1-M10Q", "70K1-M10Q-9ZXAA", "70K1-M10Q-9ZX!", "https://x"])
def test_what_can_be_no_code_is_not_sent(shop: Shop, typed: str) -> None:
    with pytest.raises(Trouble, match="Nothing was sent"):
        shop.enrol(typed)


def test_every_word_of_a_fault_has_a_cure() -> None:
    assert set(WHY) == {"unreachable", "timeout", "tls", "busy", "often", "code", "other", "unreadable"}
    for what, cure in WHY.values():
        assert "try again" in cure or "new one" in cure or "Ask for a code for this till" in cure
        assert what[0].islower()


@pytest.mark.parametrize(
    ("text", "words", "cure"),
    [
        ("", [], "--relay https://relay.example"),
        (SETTINGS, ["--relay", "https://other.example"], "change relay.url"),
        ("", ["--relay", "http://relay.example"], "use https"),
        ("", ["--relay", "nonsense"], "write it like https://relay.example"),
        ('[relay]\ntoken = { file = "none/the.token" }', ["--relay", URL], "Make it"),
        ('[relay]\ntoken = { file = "." }', ["--relay", URL], "right to write"),
    ],
)
def test_what_is_wrong_before_is_told_before_a_code_is_used(
    shop: Shop, capsys: pytest.CaptureFixture[str], text: str, words: list[str], cure: str
) -> None:
    shop.config.write_text(text)
    assert main(["enrol", *words, "--config", str(shop.config)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert cure in err


def test_settings_that_are_not_there_are_said_to_be_missing(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enrol", "--config", str(shop.config)]) == 2
    assert f"there are no settings in {shop.config}" in capsys.readouterr().err


def test_an_unreachable_relay_leaves_the_code_good(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.config.write_text('[gate]\nenvironment = "test"\n')
    read, write = os.pipe()
    os.write(write, b"70K1-M10Q-9ZXA\n")
    os.close(write)
    # Port 9 is for throwing things away; nothing listens there.
    words = ["enrol", "--relay", "http://127.0.0.1:9", "--config", str(shop.config)]
    with os.fdopen(read) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        with pytest.raises(Trouble, match="the code is still good"):
            command(parser_for("enrol").parse_args(words))


def test_a_code_is_no_argument(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enrol", "70K1-M10Q-9ZXA"]) == 2
    capsys.readouterr()


def test_a_token_that_cannot_be_kept_is_told_with_a_cure(shop: Shop) -> None:
    shop.config.write_text(SETTINGS)
    (shop.folder / "the.token.new").mkdir()
    with pytest.raises(Trouble, match=r"cannot be kept[\s\S]*new one"):
        shop.enrol(shop.service.enrol_till("tea-house", "till1"))


def test_the_place_may_be_a_keyring(shop: Shop, told: Told) -> None:
    text = SETTINGS.replace('file = "the.token"', 'keyring = "till1"')
    shop.config.write_text(text)
    assert draft(shop.config).place.keyring == "till1"
    with pytest.raises(Trouble, match=r"cannot be kept|needs the package"):
        shop.enrol(shop.service.enrol_till("tea-house", "till1"))
    assert told() == ""
