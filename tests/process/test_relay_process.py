"""The relay as a real process on loopback: ready line, signals, kills, and one process per store."""

from __future__ import annotations

import base64
import json
import re
import secrets
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.relay.service import Service
from kiosk.relay.sqlite_store import SqliteStore

RELAY = [sys.executable, "-m", "kiosk.relay"]
WAITERS = 200
PATIENCE_S = 60


class Relay:
    """One store, and the processes that serve it one after the other."""

    def __init__(self, folder: Path) -> None:
        self.database = f"sqlite:///{folder}/relay.db"
        self.log = folder / "log"
        self.process: subprocess.Popen[str] | None = None
        self.url = ""

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*RELAY, *arguments, "--database", self.database]
        return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)

    def add(self, *arguments: str) -> dict[str, str]:
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        answer: dict[str, str] = json.loads(done.stdout)
        return answer

    def start(self) -> None:
        command = [*RELAY, "serve", "--listen", "127.0.0.1:0", "--database", self.database]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert re.fullmatch(r"listening on http://127\.0\.0\.1:[1-9][0-9]*\n", line), self.log.read_text()
        self.url = line.removeprefix("listening on ").strip()

    def end(self, number: signal.Signals) -> int:
        assert self.process is not None
        assert self.process.stdout is not None
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE_S)
        self.process.stdout.close()
        self.process = None
        return code


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    relay = Relay(tmp_path)
    yield relay
    if relay.process is not None:
        relay.end(signal.SIGKILL)


def letter(payment_id: str) -> bytes:
    return json.dumps({"payment": {"id": payment_id}}).encode()


def poll(relay: Relay, token: str, query: str = "wait=0") -> Any:
    headers = {"authorization": f"Bearer {token}"}
    response = httpx.get(f"{relay.url}/letters?{query}", headers=headers, timeout=PATIENCE_S)
    assert response.status_code == 200, response.text
    return response.json()


def bodies(page: Any) -> list[bytes]:
    return [base64.b64decode(entry["body"]) for entry in page["letters"]]


def test_a_letter_comes_through_and_outlives_kill_9(relay: Relay) -> None:
    path = relay.add("project", "add", "shop")["callback_path"]
    relay.start()
    # Added while the relay serves.
    token = relay.add("till", "add", "shop", "till1")["token"]
    sent = [letter(f"till1-{n}") for n in range(20)]
    for body in sent[:-1]:
        assert httpx.post(relay.url + path, content=body).status_code == 200
    before = poll(relay, token)
    assert bodies(before) == sent[:-1]
    assert httpx.post(relay.url + path, content=sent[-1]).json() == {"status": "stored"}
    assert relay.end(signal.SIGKILL) == -signal.SIGKILL
    relay.start()
    after = poll(relay, token)
    assert bodies(after) == sent
    assert after["epoch"] == before["epoch"]
    assert after["letters"][:-1] == before["letters"]
    # The gateway repeats what it heard no answer for; the till acknowledges what it has.
    assert httpx.post(relay.url + path, content=sent[0]).status_code == 200
    assert poll(relay, token, f"after={after['last']}&epoch={after['epoch']}")["letters"] == []


def test_kill_9_in_the_middle_of_a_load_loses_nothing_that_was_answered(relay: Relay) -> None:
    path = relay.add("project", "add", "shop")["callback_path"]
    token = relay.add("till", "add", "shop", "till1")["token"]
    acknowledged: list[bytes] = []
    for life in range(3):
        relay.start()
        host, _, port = relay.url.removeprefix("http://").partition(":")
        lines = [socket.create_connection((host, int(port))) for _ in range(8)]
        for n, line in enumerate(lines):
            body = letter(f"till1-{life}x{n}")
            head = f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            line.sendall(head + body)
        # Killed as soon as the first answers are there, with the others wherever they may be.
        for n, line in enumerate(lines[: 1 + life]):
            assert b" 200 " in line.recv(65_536)
            acknowledged.append(letter(f"till1-{life}x{n}"))
        relay.end(signal.SIGKILL)
        for line in lines:
            line.close()
    relay.start()
    assert set(acknowledged) <= set(bodies(poll(relay, token)))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_while_many_wait(relay: Relay, number: signal.Signals) -> None:
    relay.add("project", "add", "shop")
    tokens = many_tills(relay, WAITERS)
    relay.start()
    waiting = [one_that_waits(relay, token) for token in tokens]
    began = time.monotonic()
    assert relay.end(number) == 0
    took = time.monotonic() - began
    assert took < 2.0
    for line in waiting:
        answer = everything(line)
        assert b" 200 " in answer
        assert b'"letters":[]' in answer
    assert '"event":"stopped"' in relay.log.read_text()


def test_a_second_process_on_one_store_is_refused_and_says_who_serves(relay: Relay) -> None:
    relay.add("project", "add", "shop")
    relay.start()
    assert relay.process is not None
    second = relay.run("serve", "--listen", "127.0.0.1:0")
    assert second.returncode == 4
    assert second.stdout == ""
    assert str(relay.process.pid) in second.stderr
    assert socket.gethostname() in second.stderr
    assert httpx.get(f"{relay.url}/health").json() == {"ok": True}
    # A lock dies with its holder.
    relay.end(signal.SIGKILL)
    relay.start()


def test_a_port_that_is_taken_is_a_settings_fault_with_a_cure(relay: Relay) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = relay.run("serve", "--listen", f"127.0.0.1:{taken.getsockname()[1]}")
    assert done.returncode == 2
    assert "--listen HOST:PORT" in done.stderr


def test_revoking_works_while_the_relay_serves(relay: Relay) -> None:
    relay.add("project", "add", "shop")
    token = relay.add("till", "add", "shop", "till1")["token"]
    relay.start()
    assert poll(relay, token)["letters"] == []
    assert relay.run("till", "revoke", "shop", "till1").returncode == 0
    response = httpx.get(f"{relay.url}/letters", headers={"authorization": f"Bearer {token}"})
    assert response.status_code == 401


def test_the_log_is_json_and_holds_no_secret(relay: Relay) -> None:
    path = relay.add("project", "add", "shop")["callback_path"]
    token = relay.add("till", "add", "shop", "till1")["token"]
    relay.start()
    httpx.post(relay.url + path, content=letter("till1-SECRET"))
    httpx.post(relay.url + path + "x", content=b"{}")
    httpx.get(f"{relay.url}/letters?x={token}", headers={"authorization": f"Bearer {token}"})
    with socket.create_connection(address(relay)) as line:
        line.sendall(b"nonsense\r\n\r\n")
        assert b" 400 " in everything(line)
    assert relay.end(signal.SIGTERM) == 0
    text = relay.log.read_text()
    events = [json.loads(line)["event"] for line in text.splitlines()]
    assert events == ["serving", "stored", "refused", "refused", "stopped"]
    assert "SECRET" not in text
    assert token not in text
    assert path not in text


def many_tills(relay: Relay, count: int) -> list[str]:
    store = SqliteStore(relay.database.removeprefix("sqlite:///"))
    service = Service(store, time.time, secrets.token_bytes)
    tokens = [service.add_till("shop", f"t{n}") for n in range(count)]
    store.close()
    return tokens


def one_that_waits(relay: Relay, token: str) -> socket.socket:
    """A connection whose poll is surely waiting: a second poll was sent, and one of the two heard 204."""
    request = f"GET /letters?wait=25 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    pair = [socket.create_connection(address(relay)) for _ in range(2)]
    for line in pair:
        line.sendall(request)
    (gone, *more), _, _ = select.select(pair, [], [], PATIENCE_S)
    assert not more
    assert b" 204 " in gone.recv(65_536)
    gone.close()
    (waits,) = (line for line in pair if line is not gone)
    return waits


def address(relay: Relay) -> tuple[str, int]:
    host, _, port = relay.url.removeprefix("http://").partition(":")
    return host, int(port)


def everything(line: socket.socket) -> bytes:
    """What comes until the other side ends the connection."""
    answer = b""
    line.settimeout(PATIENCE_S)
    while part := line.recv(65_536):
        answer += part
    line.close()
    return answer
