"""A hundred projects of a hundred tills: nobody reads what is another's, whatever is guessed, swapped or forged.

Every project has tills of the same names, and every name is the beginning of others.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from kiosk.relay import naming, registry, requests, schema
from kiosk.relay.service import Service
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import BodyWanted, Deposit, Request, Response
from tests.relay.helpers import Clock, answered, letter
from tests.relay.line import Line

SIDE = 100
NAMES = [character * length for character in "abcdefg" for length in range(1, 17)][:SIDE]
PROJECTS = [character * length for character in "pq" for length in range(1, 65)][:SIDE]
Key = tuple[str, str]


class City:
    """All of them in one store. What a letter holds says whose it is."""

    def __init__(self, folder: Path) -> None:
        self.addresses: dict[str, str] = {}
        self.tokens: dict[Key, str] = {}
        clock = Clock()
        writer, reader = schema.open_pair(folder / "relay.db")
        # The registry in one transaction: ten thousand of the owner's commands would be ten thousand flushes.
        writer.execute("BEGIN")
        for project in PROJECTS:
            address = self.addresses[project] = naming.secret(os.urandom)
            registry.add_project(writer, project, requests.digest(address), os.urandom(8).hex(), clock())
            for till in NAMES:
                token = self.tokens[project, till] = naming.secret(os.urandom)
                registry.add_till(writer, project, till, requests.digest(token), os.urandom(8).hex(), clock())
        writer.execute("COMMIT")
        schema.close_pair(writer, reader)
        self.store = SqliteStore(folder / "relay.db")
        self.ticks = Clock(0.0)
        # Receipts and notes of use are not what is looked at: they go nowhere.
        self.service = Service(self.store, clock, os.urandom, ticks=self.ticks, later=lambda work: None)
        self.sources = 0

    def post(self, bodies: list[tuple[str, bytes]]) -> None:
        """(project, letter) through the core, grouped as the network shell does it."""
        deposits: list[Deposit] = []
        for project, body in bodies:
            head = Request("POST", f"/callback/{self.addresses[project]}", body=None, headers={"content-length": "9"})
            wanted = self.service.open(head)
            assert isinstance(wanted, BodyWanted)
            step = self.service.read(wanted, body)
            assert isinstance(step, Deposit)
            deposits.append(step)
        for deposit, outcome in zip(deposits, self.store.commit(deposits), strict=True):
            assert self.service.settle(deposit, outcome).status == 200

    def get(self, token: str, path: str = "/letters", query: str = "", **headers: str) -> Response:
        """One request, each from an address of its own."""
        self.sources += 1
        sent = {"authorization": f"Bearer {token}", **headers}
        return answered(self.service.handle(Request("GET", path, query, sent, b"", f"host{self.sources}")))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    city = City(tmp_path_factory.mktemp("city"))
    for project in PROJECTS:
        city.post([(project, letter(f"{till}-X", secret=f"{project}/{till}")) for till in NAMES])
        city.post([(project, letter(f"{name}-X", secret="orphan")) for name in ("h", "a" * 16 + "0", "P")])
    yield city
    city.store.close()


def read(response: Response) -> list[str]:
    """Whose letters these are."""
    assert response.status == 200, response.body
    page = json.loads(response.body)
    return [json.loads(base64.b64decode(entry["body"]))["secret"] for entry in page["letters"]]


def test_each_reads_its_own_and_nothing_else(city: City) -> None:
    cross = {key: found for key, token in city.tokens.items() if (found := read(city.get(token))) != ["/".join(key)]}
    assert cross == {}
    assert len(city.tokens) == SIDE * SIDE


def test_whatever_else_a_request_says_only_the_token_counts(city: City) -> None:
    keys = list(city.tokens)
    cross = {}
    for number, (key, token) in enumerate(city.tokens.items()):
        other, whose = city.tokens[keys[(number + 4_321) % len(keys)]], keys[(number + 4_321) % len(keys)]
        query = f"after=0&till={whose[1]}&project={whose[0]}&box={number + 2}&token={other}&id={number}"
        claims = {
            "x-till": whose[1], "x-project": whose[0], "cookie": f"token={other}", "x-authorization": f"Bearer {other}",
            "proxy-authorization": f"Bearer {other}", "x-till-instance": f"{number:016x}", "x-till-generation": "1",
        }  # fmt: skip
        found = read(city.get(token, query=query, **claims))
        if found != ["/".join(key)]:
            cross[key] = found
    assert cross == {}


def test_a_cursor_of_another_till_opens_nothing_of_it(city: City) -> None:
    pages = {key: json.loads(city.get(token, "/probe").body) for key, token in city.tokens.items()}
    keys = list(pages)
    cross = {}
    for number, (key, token) in enumerate(city.tokens.items()):
        other = pages[keys[(number + 1) % len(keys)]]
        for query in (f"after={other['last'] - 1}&epoch={other['epoch']}", f"after=0&epoch={other['epoch']}"):
            # Under the name that the till has for itself in the other stories of this city.
            who = {"x-till-instance": f"{number:016x}", "x-till-generation": "1"}
            found = read(city.get(token, query=query, **who))
            if found != ["/".join(key)]:
                cross[key, query] = found
    assert cross == {}
    assert len({page["epoch"] for page in pages.values()}) == SIDE * SIDE
    # Orphans are counted for their own project, and read by nobody.
    assert {page["orphans"] for page in pages.values()} == {3}


def test_nothing_that_can_be_guessed_from_the_outside_is_a_token(city: City) -> None:
    guesses = ["0", "1", "2", "5000", "10100", "-1", "null", "undefined", "*", "%", "' OR 1=1 --", *NAMES, *PROJECTS]
    for (project, till), token in list(city.tokens.items())[::101]:
        digest = hashlib.sha256(token.encode()).digest()
        guesses += [
            f"{project}/{till}", f"{project}-{till}", token[:-1], token + "A", token.swapcase(), token[::-1],
            digest.hex(), base64.urlsafe_b64encode(digest).decode().rstrip("="), city.addresses[project],
            f"{token},{token}",
        ]  # fmt: skip
    for path in ("/letters", "/probe"):
        answers = [city.get(guess, path) for guess in guesses]
        assert {answer.status for answer in answers} == {401}
        assert len({answer.body for answer in answers}) == 1


def test_a_token_opens_no_callback_and_an_address_no_box(city: City) -> None:
    for (project, _till), token in list(city.tokens.items())[::997]:
        post = Request("POST", f"/callback/{token}", "", {}, b"{}", f"s{token}")
        assert answered(city.service.handle(post)).status == 404
        assert city.get(city.addresses[project]).status == 401


Story = Callable[[Line], Awaitable[None]]


def test_a_sample_of_it_over_http(run: Callable[..., None]) -> None:
    async def story(line: Line) -> None:
        service, side = line.relay.service, 5
        tokens: dict[Key, str] = {}
        for project in PROJECTS[:side]:
            address = service.add_project(project)
            for till in NAMES[:side]:
                tokens[project, till] = service.add_till(project, till)
            for till in NAMES[:side]:
                body = letter(f"{till}-X", secret=f"{project}/{till}")
                assert (await line.client.post(f"/callback/{address}", content=body)).status_code == 200
        for (project, till), token in tokens.items():
            for other in tokens.values():
                headers = {"authorization": f"Bearer {token}", "cookie": f"token={other}"}
                response = await line.client.get(f"/letters?after=0&token={other}&till=a", headers=headers)
                found = [json.loads(base64.b64decode(entry["body"])) for entry in response.json()["letters"]]
                assert [entry["secret"] for entry in found] == [f"{project}/{till}"]

    run(story)
