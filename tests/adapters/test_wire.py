"""The real wire over loopback: every way in which a peer can be slow, cut off or excessive ends within the budget."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable

import httpx
import pytest

from kiosk.adapters.http_client import Answer, Ask, BadAnswer, Budget, TooLate, client_for, exchange
from kiosk.adapters.wire import tls
from tests.adapters.gateway import read_request, server

Serve = Callable[[socket.socket, threading.Event], None]
POST = Ask("POST", "/x", b'{"general":{}}')
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"
SHORT = Budget(0.3, connect_s=0.3, max_bytes=1_000)
SLACK_S = 0.5
"""How much later than its budget a call may come back on a busy machine."""


def _call(url: str, budget: Budget = SHORT, last_look: Callable[[], None] = lambda: None) -> Answer:
    with client_for(url, "test") as client:
        return exchange(client, time.monotonic, POST, budget, last_look)


def _fails(serve: Serve, kind: type[Exception]) -> None:
    with server(serve) as url:
        started = time.monotonic()
        with pytest.raises(kind):
            _call(url)
        assert time.monotonic() - started < SHORT.total_s + SLACK_S


def test_a_plain_answer() -> None:
    received: list[bytes] = []

    def serve(connection: socket.socket, over: threading.Event) -> None:
        received.append(read_request(connection))
        connection.sendall(OK)

    with server(serve) as url:
        assert _call(url, Budget(5.0)).body == b"{}"
    head, _, body = received[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /x HTTP/1.1\r\n")
    assert body == POST.body


def test_one_connection_serves_many_calls() -> None:
    connections: list[int] = []

    def serve(connection: socket.socket, over: threading.Event) -> None:
        connections.append(1)
        while read_request(connection):
            connection.sendall(OK)

    with server(serve) as url, client_for(url, "test") as client:
        for _ in range(3):
            assert exchange(client, time.monotonic, POST, Budget(5.0)).status == 200
    assert len(connections) == 1


def test_a_read_that_is_sent_again_is_the_same_on_the_wire_and_another_is_its_own() -> None:
    received: list[bytes] = []

    def serve(connection: socket.socket, over: threading.Event) -> None:
        while asked := read_request(connection):
            received.append(asked)
            connection.sendall(OK)

    read, other = Ask("GET", "/a"), Ask("GET", "/b")
    with server(serve) as url, client_for(url, "test") as client:
        for ask in (read, read, other, POST, read, POST):
            assert exchange(client, time.monotonic, ask, Budget(5.0)).body == b"{}"
    assert [asked.split(b" ")[1] for asked in received] == [b"/a", b"/a", b"/b", b"/x", b"/a", b"/x"]
    assert received[0] == received[1] == received[4]
    assert received[3] == received[5]
    assert received[3].endswith(POST.body)


def test_a_connection_that_the_server_closed_is_not_used_again() -> None:
    closed = threading.Event()

    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(OK)
        connection.shutdown(socket.SHUT_RDWR)
        closed.set()

    with server(serve) as url, client_for(url, "test") as client:
        for _ in range(3):
            assert exchange(client, time.monotonic, POST, Budget(5.0)).status == 200
            assert closed.wait(5)
            closed.clear()


def _drip(connection: socket.socket, over: threading.Event, data: bytes) -> None:
    for place in range(len(data)):
        connection.sendall(data[place : place + 1])
        if over.wait(0.02):
            return


def test_headers_that_drip() -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        _drip(connection, over, b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 1_000)

    _fails(serve, httpx.ReadTimeout)


def test_a_body_that_drips() -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        _drip(connection, over, b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n" + b"x" * 900)

    _fails(serve, httpx.ReadTimeout)


def test_a_body_that_stops() -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{")
        over.wait(5)

    _fails(serve, httpx.ReadTimeout)


def test_silence() -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        over.wait(5)

    _fails(serve, httpx.ReadTimeout)


def test_a_line_that_is_cut_before_the_answer() -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)

    _fails(serve, httpx.RemoteProtocolError)


def test_a_line_that_is_cut_in_the_answer() -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(b'HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{"status":"success"}')

    _fails(serve, httpx.RemoteProtocolError)


def test_a_line_that_is_reset() -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")

    _fails(serve, httpx.ReadError)


def test_something_that_is_not_http() -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(b"220 mail.example ESMTP\r\n")

    _fails(serve, httpx.RemoteProtocolError)


def test_a_body_without_end() -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        while not over.is_set():
            connection.sendall(b"400\r\n" + b"x" * 1_024 + b"\r\n")

    _fails(serve, BadAnswer)


def test_a_budget_that_is_spent_does_not_even_connect() -> None:
    with pytest.raises(httpx.ConnectTimeout):
        _call("http://127.0.0.1:9", Budget(0.0))


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(httpx.ConnectError):
        _call(f"http://127.0.0.1:{port}")


def test_a_second_address_is_tried_when_the_first_is_dead() -> None:
    """`localhost` may stand for ::1 first, where nobody listens."""

    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(OK)

    with server(serve) as url:
        assert _call(url.replace("127.0.0.1", "localhost"), Budget(5.0)).status == 200


def test_a_name_that_cannot_be_looked_up() -> None:
    impossible = f"https://localhost{'x' * 60}"  # a label has at most 63 characters (RFC 1035)
    with client_for(impossible, "live") as client, pytest.raises(httpx.ConnectError, match="was not found"):
        exchange(client, time.monotonic, POST, Budget(5.0))


def test_a_peer_that_does_not_speak_tls_is_a_fault_of_tls_before_the_first_byte() -> None:
    received: list[bytes] = []

    def serve(connection: socket.socket, over: threading.Event) -> None:
        received.append(connection.recv(4_096))
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with server(serve) as url, pytest.raises(httpx.ConnectError) as caught:
        _call(url.replace("http:", "https:"), Budget(5.0))
    chain = caught.value.__cause__
    assert chain is not None
    assert isinstance(chain.__cause__ or chain.__context__, ssl.SSLError)
    assert b"general" not in received[0]


def test_a_handshake_that_never_ends_is_over_with_the_time_to_connect() -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        over.wait(5)

    with server(serve) as url:
        started = time.monotonic()
        with pytest.raises(httpx.ConnectTimeout):
            _call(url.replace("http:", "https:"), Budget(5.0, connect_s=0.2))
        assert time.monotonic() - started < 0.2 + SLACK_S


def test_the_last_look_comes_after_connecting_and_keeps_every_byte_back() -> None:
    received: list[bytes] = []
    served = threading.Event()
    looks: list[int] = []

    def serve(connection: socket.socket, over: threading.Event) -> None:
        received.append(connection.recv(4_096))
        served.set()

    def last_look() -> None:
        looks.append(1)
        if len(looks) == 2:
            raise TooLate("it took too long to connect")

    with server(serve) as url:
        with pytest.raises(TooLate):
            _call(url, Budget(5.0), last_look)
        assert served.wait(5)
    assert received == [b""]


def test_once_the_first_byte_left_there_is_no_keeping_back() -> None:
    looks: list[int] = []

    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(OK)

    with server(serve) as url:
        assert _call(url, Budget(5.0), lambda: looks.append(1)).status == 200
    assert len(looks) == 2  # one before connecting and one before the first byte; head and body are two writes


def test_tls_is_verified_and_takes_nothing_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", f"{tmp_path}/keys")
    monkeypatch.setenv("SSL_CERT_FILE", f"{tmp_path}/roots")
    context = tls()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert len(context.get_ca_certs()) > 50
    assert context.keylog_filename is None


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        assert read_request(connection).startswith(b"POST /x ")
        connection.sendall(OK)

    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with server(serve) as url:
        assert _call(url, Budget(5.0)).status == 200
