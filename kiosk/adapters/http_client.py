"""One HTTP call, bounded in every direction: time, size, and where it may go.

A client knows one address. It follows no redirects, keeps no cookies, reads nothing from the environment, asks for
plain bytes and takes no others. `exchange` sends one request, once, and hands back a whole answer within the call's
budget, or raises; half an answer is none.

It must not know what is asked or answered, nor what a fault means for a payment.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import httpx

from kiosk.adapters.wire import CURRENT, Errand, Wire

_HEADERS: Final = {"accept": "application/json", "accept-encoding": "identity", "user-agent": "fps-kiosk"}


class BadAddress(ValueError):
    """An address that must not be called. `str()` names it and the cure."""


class BadAnswer(Exception):
    """An answer that is not taken: larger than allowed, or encoded though plain bytes were asked for."""


class TooLate(Exception):
    """The request was not to leave any more. Nothing of it left."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What one call may cost: seconds in all, seconds until it is connected (TLS included), bytes of the answer."""

    total_s: float
    connect_s: float = 3.0
    max_bytes: int = 262_144


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the path is put behind the client's address; `body` is sent as it is."""

    method: str
    path: str
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `date` is the Date header as it stands, or ""."""

    status: int
    date: str
    body: bytes = field(repr=False)


class Client:
    """One address and the way to it. httpx's own client would do more with each call than is wanted here (redirects,
    cookies, logins), and that more is a quarter of a call's work.
    """

    def __init__(self, address: httpx.URL, transport: httpx.BaseTransport) -> None:
        self._front = str(address).rstrip("/")
        self._transport = transport
        self._again: tuple[Ask, Budget, httpx.Request] | None = None

    def request(self, ask: Ask, budget: Budget) -> httpx.Request:
        """What is sent for this. The path stands behind the address, which may have one itself."""
        again = self._again
        # The same read of the mailbox leaves again and again, and to write it is a third of its work.
        if again is not None and again[0] == ask and again[1] == budget:
            return again[2]
        connect_s, total_s = budget.connect_s, budget.total_s
        timeouts = {"connect": connect_s, "pool": connect_s, "read": total_s, "write": total_s}
        made = httpx.Request(
            ask.method,
            self._front + ask.path,
            headers={**_HEADERS, **ask.headers},
            content=ask.body,
            extensions={"timeout": timeouts},
        )
        # An order or a question leaves once; its bytes are not kept.
        if not ask.body:
            self._again = (ask, budget, made)
        return made

    def send(self, request: httpx.Request) -> httpx.Response:
        """Send it, once. The body of the answer is still to be read. Raises httpx's exceptions."""
        return self._transport.handle_request(request)

    def close(self) -> None:
        """Close the way."""
        self._transport.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()


def client_for(url: str, environment: str, transport: httpx.BaseTransport | None = None) -> Client:
    """A client for one address; without `transport` it is the real network. Raises BadAddress.

    Plain http is for the till's own computer and test projects alone: what goes over it anyone could change.
    """
    return Client(_checked(url, environment), transport or Wire())


def exchange(
    client: Client,
    mono: Callable[[], float],
    ask: Ask,
    budget: Budget,
    last_look: Callable[[], None] = lambda: None,
) -> Answer:
    """Send the request and read its whole answer within the budget; `mono` is a clock of seconds.

    `last_look` is called just before the first byte leaves and may raise TooLate. Raises httpx's exceptions,
    BadAnswer, and what `last_look` raises.
    """
    started = mono()
    errand = Errand(mono, started + budget.total_s, started + budget.connect_s, last_look)
    request = client.request(ask, budget)
    last_look()
    before = CURRENT.set(errand)
    try:
        response = client.send(request)
        try:
            body = _body(request, response, errand, budget)
            return Answer(response.status_code, response.headers.get("date", ""), body)
        finally:
            response.close()
    finally:
        CURRENT.reset(before)


def _body(request: httpx.Request, response: httpx.Response, errand: Errand, budget: Budget) -> bytes:
    encoding = response.headers.get("content-encoding", "identity")
    if encoding != "identity":
        raise BadAnswer(f"the answer is encoded as {encoding!r:.40}, plain bytes were asked for")
    size = 0
    chunks: list[bytes] = []
    assert isinstance(response.stream, httpx.SyncByteStream)
    # Plain bytes need none of what httpx can do with a body.
    for chunk in response.stream:
        size += len(chunk)
        if size > budget.max_bytes:
            raise BadAnswer(f"the answer has more than {budget.max_bytes} bytes")
        if errand.left() <= 0.0:
            raise httpx.ReadTimeout("the time for the whole call is over", request=request)
        chunks.append(chunk)
    return b"".join(chunks)


def _checked(url: str, environment: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as fault:
        raise BadAddress(f"{url!r} is no address ({fault}); write it like https://relay.example") from fault
    if address.scheme not in ("https", "http") or not address.host:
        raise BadAddress(f"{url!r} is no address of a service; write it like https://relay.example")
    if address.userinfo or address.query or address.fragment:
        raise BadAddress(f"{url!r} carries more than an address; leave out names, keys, '?' and '#'")
    if address.scheme == "http" and not (environment == "test" and _is_loopback(address.host)):
        raise BadAddress(f"{url!r} is not protected; use https (http only to this computer, in a test project)")
    return address


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
