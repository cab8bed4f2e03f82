"""A pretend platform: documents signed by the simulator's own signer, and servers that misbehave as they are told."""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import httpx

from kiosk.adapters.http_client import Client, client_for
from kiosk.gate.secret import Secret
from kiosk.simulator.signer import sign

PROJECT = 383000
SECRET = Secret("a till's secret")
PAYMENT = "till1-abcdefghijklmnopqrstuvwxyz"


def signed(document: Mapping[str, object]) -> bytes:
    """The document with its signature, as it is posted."""
    return json.dumps({**document, "signature": sign(document, SECRET.reveal())}).encode()


def document(status: str, code: str = "0", *, payment: str = PAYMENT, **more: object) -> dict[str, object]:
    """A letter or a status answer in the standard shape."""
    money = {"amount": 12850, "currency": "HKD"}
    return {
        "project_id": PROJECT,
        "payment": {"id": payment, "type": "purchase", "status": status, "method": "hk-qr", "sum": money},
        "customer": {"id": "c-1"},
        "operation": {
            "id": 5205000010711,
            "type": "sale",
            "status": status,
            "sum_initial": money,
            "sum_converted": money,
            "code": code,
            "message": "said",
        },
        **more,
    }


def with_code(data: str, kind: str = "qr_data", status: str = "awaiting customer action") -> dict[str, object]:
    """A letter that brings a code."""
    return document(status, "9999", display_data=[{"type": kind, "title": "QR code", "data": data}])


def page(*letters: object, epoch: str = "e1", till: str = "till1", last: int | None = None) -> dict[str, object]:
    """A page of the relay; bytes are put in as letters behind position 0, anything else as it is."""
    entries = [
        {"position": place, "received_at": "2026-11-22T04:00:00.000Z", "body": base64.b64encode(letter).decode()}
        if isinstance(letter, bytes)
        else letter
        for place, letter in enumerate(letters, start=1)
    ]
    return {"epoch": epoch, "till": till, "last": len(entries) if last is None else last, "letters": entries}


Handler = Callable[[httpx.Request], httpx.Response]


def mock_client(handler: Handler) -> Client:
    """A client whose network is a function."""
    return client_for("https://gate.example", "live", httpx.MockTransport(handler))


@contextmanager
def server(serve: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """A loopback server that hands each connection to `serve`, with an event that is set when the test is over."""
    over = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))
    workers: list[threading.Thread] = []

    def one(connection: socket.socket) -> None:
        with connection:
            try:
                serve(connection, over)
            except OSError:
                return  # the client has gone, which is what most of these tests are about

    def accept() -> None:
        while not over.is_set():
            try:
                connection, _address = listening.accept()
            except OSError:
                return
            worker = threading.Thread(target=one, args=(connection,), daemon=True)
            workers.append(worker)
            worker.start()

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        over.set()
        # Closing alone does not wake a thread that is blocked in accept.
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for worker in [acceptor, *workers]:
            worker.join(5)


def read_request(connection: socket.socket) -> bytes:
    """One request with its body."""
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(4_096)
        if not chunk:
            return received
        received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(4_096)
    return head + b"\r\n\r\n" + body
