"""The question about key and project: what is sent, and what comes of each answer. The pretend Gate answers."""

import json

import httpx
import pytest

from kiosk.adapters.http_client import BadAnswer, Client, client_for
from kiosk.adapters.standing_line import Busy, ask_standing, asked_id
from kiosk.compose.edge import ids_of
from kiosk.gate.secret import Secret
from kiosk.gate.standing import Standing, Told
from kiosk.simulator.gate import Gate
from tests.adapters.gateway import PROJECT, SECRET


class Asked:
    """A client whose requests are answered by `gate`, or with one answer; it keeps their bodies."""

    def __init__(self, gate: Gate | None = None, *, status: int = 200, body: bytes = b"") -> None:
        self.gate, self.status, self.body = gate, status, body
        self.bodies: list[bytes] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(request.read())
        if self.gate is None:
            return httpx.Response(self.status, content=self.body)
        answer = self.gate.handle(request.method, request.url.path, self.bodies[-1])
        return httpx.Response(answer.status, content=answer.body)

    def client(self) -> Client:
        return client_for("https://gate.example", "live", httpx.MockTransport(self))

    def told(self, secret: Secret = SECRET, project: int = PROJECT) -> Told:
        return ask_standing(self.client(), lambda: 0.0, project, secret, "till1")


def gate() -> Gate:
    return Gate(PROJECT, SECRET.reveal(), lambda: 0.0, lambda letter: 200)


def test_the_pretend_gate_tells_key_and_project_apart() -> None:
    assert Asked(gate()).told() == Told(Standing.ACCEPTED, "3061")
    assert Asked(gate()).told(secret=Secret("mistyped")) == Told(Standing.KEY, "3261")
    assert Asked(gate()).told(project=PROJECT + 1) == Told(Standing.PROJECT, "2442")


def test_it_asks_once_about_an_id_that_no_till_makes() -> None:
    asked = Asked(gate())
    asked.told()
    (body,) = asked.bodies
    general = json.loads(body)["general"]
    assert (general["payment_id"], set(json.loads(body))) == ("till1-doctor", {"general"})
    made = ids_of("till1")()
    assert len(made.payment_id) != len(asked_id("till1"))


@pytest.mark.parametrize(("status", "body", "code"), [
    (403, b"", "HTTP 403"), (404, b"<html>", "HTTP 404"), (400, b'{"status":"error","code":"303"}', "303"),
])  # fmt: skip
def test_an_answer_without_a_word_about_it(status: int, body: bytes, code: str) -> None:
    assert Asked(status=status, body=body).told() == Told(Standing.UNTOLD, code)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_platform_in_trouble_tells_nothing_at_all(status: int) -> None:
    # Even its refusal: what an overloaded server says of a key is no reason to change it.
    with pytest.raises(Busy):
        Asked(status=status, body=b'{"status":"error","code":"3261"}').told()
    assert issubclass(Busy, BadAnswer)
