"""The wire under an HTTP call: TCP and TLS with one deadline over all of it, however slowly bytes drip in.

httpx bounds each read; a peer that sends a byte now and then, in headers or body, could hold a call for ever. Here
every connect, read and write gets what is left of the call's own time. The call is found by a context variable,
which every thread has for itself, so one pool serves several lanes. Looking a name up is the one thing that
cannot be bounded: the system's resolver takes its own time, and what it took is gone.

It must not know requests, answers or what a fault means.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Final

import certifi
import httpcore
import httpx

KEEPALIVE_S: Final = 50.0
"""Idle connections are dropped after this: before a server's usual 60 s, so that an order never meets a dying one."""

_HTTPX: Final[tuple[tuple[type[Exception], type[httpx.TransportError]], ...]] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ReadTimeout, httpx.ReadTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.PoolTimeout, httpx.PoolTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.ReadError, httpx.ReadError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
    (httpcore.LocalProtocolError, httpx.LocalProtocolError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
)


@dataclass(slots=True)
class Errand:
    """One call: its clock of seconds, by when all of it has to be over and by when it has to be connected, both on that
    clock, and a last look before its first byte leaves, which may raise to keep it back."""

    mono: Callable[[], float]
    until: float
    connected_until: float
    last_look: Callable[[], None]
    leaving: bool = False

    def left(self) -> float:
        """Seconds that may still be spent; 0 or less when the time is over."""
        return self.until - self.mono()

    def leave(self) -> None:
        """The next byte is about to go out; only before the first one there is still a choice."""
        if not self.leaving:
            self.last_look()
            self.leaving = True


CURRENT: ContextVar[Errand | None] = ContextVar("CURRENT", default=None)


def _left(timeout: float | None, over: type[Exception]) -> float | None:
    """What is left for one step of the current call. Raises `over` when it is nothing."""
    errand = CURRENT.get()
    if errand is None:
        return timeout
    left = errand.left()
    if over is httpcore.ConnectTimeout:
        left = min(left, errand.connected_until - errand.mono())
    if left <= 0.0:
        raise over("the time for the call is over")
    return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    """A connection that gives each read and write what is left of the call."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        errand = CURRENT.get()
        if errand is not None:
            errand.leave()
        self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects within one time-out, whatever the number of addresses behind a name."""

    def __init__(self) -> None:
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _addresses(host, port)
        fault: Exception | None = None
        for place, address in enumerate(addresses):
            left = _left(timeout, httpcore.ConnectTimeout)
            # Each address gets its share: a dead first one must not use up the time of a living second.
            share = None if left is None else left / (len(addresses) - place)
            try:
                return _Stream(self._inner.connect_tcp(address, port, share, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        assert fault is not None, "a name that was found has an address"
        raise fault


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        # UnicodeError: a name that no look-up could even be made of.
        raise httpcore.ConnectError(f"the name {host} was not found: {fault}") from fault
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def tls() -> ssl.SSLContext:
    """TLS 1.2 or newer, verified against certifi's roots. Nothing is taken from the environment, no key log either."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=certifi.where())
    return context


_shared_tls = cache(tls)
"""One context for all clients: reading the roots takes as long as a first paint may be late."""


class Wire(httpx.BaseTransport):
    """The transport of a real till. No proxies, no redirects, no retries: each would send what was sent once."""

    def __init__(self) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_shared_tls(),
            max_connections=4,
            max_keepalive_connections=2,
            keepalive_expiry=KEEPALIVE_S,
            network_backend=_Backend(),
        )
        self._again: tuple[httpx.Request, httpcore.Request] | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request. Raises httpx's exceptions, and whatever the errand's last look raises."""
        again = self._again
        if again is not None and again[0] is request:
            outgoing = again[1]
        else:
            outgoing = _outgoing(request)
            # One without a body may come again as it is; another's bytes are not kept.
            if request.headers.get("content-length", "0") == "0":
                self._again = (request, outgoing)
        with _httpx_faults():
            answer = self._pool.handle_request(outgoing)
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


def _outgoing(request: httpx.Request) -> httpcore.Request:
    assert isinstance(request.stream, httpx.SyncByteStream)
    url = request.url
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )


class _Body(httpx.SyncByteStream):
    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        with _httpx_faults():
            yield from self._chunks

    def close(self) -> None:
        close = getattr(self._chunks, "close", None)
        if close is not None:
            close()


@contextmanager
def _httpx_faults() -> Iterator[None]:
    try:
        yield
    except Exception as fault:
        for kind, known in _HTTPX:
            if isinstance(fault, kind):
                raise known(str(fault)) from fault
        raise
