"""Ways through the relay: requests of every kind, a sick disk, its log, and what its store keeps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from kiosk.relay.errors import RelayError
from kiosk.relay.service import Service
from kiosk.relay.values import Request
from tests.relay.helpers import Desk, SickStore, letter
from tests.secrets.ears import TOKEN, Box, Way

REQUESTS: dict[str, Request] = {
    "a poll without HTTP's form": Request("GET", "/letters", "", {"Authorization": f"Bearer {TOKEN} {TOKEN}"}),
    "a poll with an unknown token": Request("GET", "/letters", "", {"Authorization": f"Bearer {TOKEN}"}),
    "a token in the query": Request("GET", "/letters", f"token={TOKEN}&after=x", {"Authorization": f"Bearer {TOKEN}"}),
    "a token in the cursor": Request("GET", "/letters", f"after={TOKEN}", {"Authorization": f"Bearer {TOKEN}"}),
    "a token in the path": Request("GET", f"/letters/{TOKEN}", "", {}),
    "a token as method": Request(TOKEN, "/letters", "", {}),
    "a probe with an unknown token": Request("GET", "/probe", "", {"Authorization": f"Bearer {TOKEN}"}),
    "a letter to an unknown address": Request("POST", f"/callback/{TOKEN}", "", {}, letter("till1-a")),
    "a letter with a token in it": Request(
        "POST", f"/callback/{TOKEN}", TOKEN, {"Authorization": TOKEN}, TOKEN.encode()
    ),
    "a letter without length": Request("POST", f"/callback/{TOKEN}", "", {}, None),
    "a letter that is compressed": Request("POST", f"/callback/{TOKEN}", "", {"Content-Encoding": TOKEN}, b"x"),
    "a page that is not there": Request("GET", f"/{TOKEN}", TOKEN, {"Cookie": TOKEN}),
    "health": Request("GET", "/health", TOKEN, {"Authorization": TOKEN}),
}


def _desk(box: Box) -> Desk:
    return Desk(box.data)


def _seen(desk: Desk, answered: object) -> object:
    """The answer with its body, and the log. The desk's own secrets must not be in them either."""
    body = getattr(answered, "body", b"")
    told = f"{answered!r} {body!r} {desk.log.lines!r}"
    assert desk.token not in told, "the till's own token was heard"
    assert desk.address not in told, "the callback address was heard"
    return told


def request_ways() -> Iterator[Way]:
    for name, request in REQUESTS.items():

        def go(box: Box, request: Request = request) -> object:
            desk = _desk(box)
            return _seen(desk, desk.service.handle(request))

        yield Way(f"relay: {name}", go)


def _known(request: Callable[[Desk], Request]) -> Callable[[Box], object]:
    """A request with the desk's true secrets in it."""

    def go(box: Box) -> object:
        desk = _desk(box)
        told = _seen(desk, desk.service.handle(request(desk)))
        store = (box.data / "relay.db").read_bytes()
        assert desk.token.encode() not in store, "the store keeps a token"
        assert desk.address.encode() not in store, "the store keeps a callback address"
        return told

    return go


def _sick(request: Callable[[Desk], Request], **how: bool) -> Callable[[Box], object]:
    """The same over a store in trouble."""

    def go(box: Box) -> object:
        desk = _desk(box)
        store = SickStore(desk.store)
        for name, value in how.items():
            setattr(store, name, value)
        service = Service(store, desk.clock, lambda size: b"0" * size, ticks=desk.ticks, note=desk.log)
        try:
            answered: object = service.handle(request(desk))
        except RuntimeError as fault:
            answered = repr(fault)
        return _seen(desk, answered)

    return go


def _headers(desk: Desk) -> dict[str, str]:
    return {"Authorization": f"Bearer {desk.token}"}


def _enrol(desk: Desk, code: str) -> Request:
    return Request("POST", "/enrol", "", {}, json.dumps({"code": code}).encode())


TRUE: dict[str, Callable[[Desk], Request]] = {
    "a poll": lambda desk: Request("GET", "/letters", "wait=0", _headers(desk)),
    "a poll with an odd cursor": lambda desk: Request("GET", "/letters", "after=-1", _headers(desk)),
    "a poll of another epoch": lambda desk: Request("GET", "/letters", f"epoch={desk.token[:60]}", _headers(desk)),
    "a probe": lambda desk: Request("GET", "/probe", "", _headers(desk)),
    "a letter": lambda desk: Request("POST", f"/callback/{desk.address}", "", {}, letter("till1-a")),
    "a letter that is no JSON": lambda desk: Request("POST", f"/callback/{desk.address}", "", {}, b"{"),
    "a letter that is too large": lambda desk: Request("POST", f"/callback/{desk.address}", "", {}, b"x" * 300_000),
    "a code": lambda desk: _enrol(desk, desk.service.enrol_till("shop", "till2")),
    "a code that opens nothing": lambda desk: _enrol(desk, "0000-0000-0000"),
    "a token for a code": lambda desk: _enrol(desk, desk.token),
    "the address for a code": lambda desk: _enrol(desk, desk.address),
    "another machine": lambda desk: Request("GET", "/letters", "", {**_headers(desk), "x-till-instance": desk.token}),
    "an orphan": lambda desk: Request("POST", f"/callback/{desk.address}", "", {}, b"{}"),
    "the address by another method": lambda desk: Request("PUT", f"/callback/{desk.address}", "", {}, b"{}"),
    "the address with more behind it": lambda desk: Request("POST", f"/callback/{desk.address}/x", "", {}, b"{}"),
}


def _named(box: Box) -> object:
    """Faults of adding and revoking, which name what they were told and never what they drew."""
    desk, told = _desk(box), []
    for act in (
        lambda: desk.service.add_project("shop"),
        lambda: desk.service.add_till("shop", "till1"),
        lambda: desk.service.add_till("nowhere", "till1"),
        lambda: desk.service.revoke_till("shop", "till9"),
    ):
        try:
            act()
        except RelayError as fault:
            told.append(f"{fault} {fault!r}")
    assert len(told) == 4
    return _seen(desk, told)


WAYS = (
    *request_ways(),
    *(Way(f"relay, true secrets: {name}", _known(request)) for name, request in TRUE.items()),
    *(
        Way(f"relay, sick disk: {name}", _sick(request, sick=True))
        for name, request in TRUE.items()
        if "letter" not in name
    ),
    Way("relay, a store that breaks: a probe", _sick(TRUE["a probe"], rotten=True)),
    Way("relay: faults of names", _named),
)
