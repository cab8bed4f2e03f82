"""Through a real TLS front, with the configuration that `kiosk-relay install` wrote: letters in, letters out, and who
it was that called.
"""

from __future__ import annotations

import base64
import json
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kiosk.relay.install import Wish, install
from tests.process import fronts
from tests.process.programs import PATIENCE_S, Server

Front = Callable[[Path, int, Path], AbstractContextManager[tuple[int, ssl.SSLContext]]]
CALLER = "127.0.0.5"
"""Another address of this machine: whoever calls from there is told from the proxy."""

FRONTS = [
    pytest.param("caddy", id="caddy", marks=pytest.mark.skipif(fronts.CADDY is None, reason="there is no caddy here")),
    pytest.param(
        "nginx",
        id="nginx",
        marks=pytest.mark.skipif(None in (fronts.NGINX, fronts.OPENSSL), reason="there is no nginx or openssl here"),
    ),
]


@dataclass
class Place:
    """A relay that was installed below a folder, and clients that reach it only through its front."""

    port: int
    trust: ssl.SSLContext
    callback: str
    token: str
    log: Path

    def client(self) -> httpx.Client:
        transport = httpx.HTTPTransport(verify=self.trust, local_address=CALLER)
        return httpx.Client(
            base_url=f"https://127.0.0.1:{self.port}", headers={"host": fronts.HOST}, transport=transport,
            timeout=PATIENCE_S,
        )  # fmt: skip

    def ask(self, method: str, path: str, **how: object) -> httpx.Response:
        """One request on a connection of its own."""
        with self.client() as client:
            request = client.build_request(
                method,
                path,
                extensions={"sni_hostname": fronts.HOST, "timeout": _timeouts()},
                **how,  # type: ignore[arg-type]  # httpx's own types
            )
            return client.send(request)

    def poll(self, query: str) -> httpx.Response:
        return self.ask("GET", f"/letters?{query}", headers={"authorization": f"Bearer {self.token}"})

    def refused(self) -> list[str]:
        """The callers that the log names for what was refused, oldest first."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines()]
        return [line["source"] for line in lines if line["event"] == "refused"]


def _timeouts() -> dict[str, float]:
    return dict.fromkeys(("connect", "read", "write", "pool"), PATIENCE_S)


def command(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.relay", *words], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


@pytest.fixture(params=FRONTS)
def place(request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Place]:
    root = tmp_path / "root"
    install(Wish(fronts.HOST, request.param, "shop", root), sure=True)
    (address,) = [line.strip() for line in capsys.readouterr().out.splitlines() if "/callback/" in line]
    database = f"sqlite:///{root}/var/lib/kiosk-relay/relay.db"
    token = json.loads(command("till", "add", "shop", "till1", "--json", "--database", database))["token"]
    relay = Server("relay", tmp_path, lambda at: ["-m", "kiosk.relay", "serve", "--listen", at, "--database", database])
    relay.start()
    folder = tmp_path / "front"
    folder.mkdir()
    front: Front = {"caddy": fronts.caddy, "nginx": fronts.nginx}[request.param]
    with front(root, int(relay.listen.rpartition(":")[2]), folder) as (port, trust):
        yield Place(port, trust, address.removeprefix(f"https://{fronts.HOST}"), token, tmp_path / "relay.log")
    assert relay.program is not None
    assert relay.program.end(signal.SIGTERM) == 0


def test_a_letter_goes_in_and_comes_out_of_a_poll_that_waited(place: Place) -> None:
    heard: list[httpx.Response] = []
    first = place.poll("wait=0").json()
    waiting = threading.Thread(
        target=lambda: heard.append(place.poll(f"wait=25&after={first['last']}&epoch={first['epoch']}"))
    )
    began = time.monotonic()
    waiting.start()
    body = b'{"payment":{"id":"till1-A"},"pad":"' + b"x" * 200_000 + b'"}'
    answer = place.ask("POST", place.callback, content=body)
    assert (answer.status_code, answer.json()) == (200, {"status": "stored"})
    waiting.join(PATIENCE_S)
    (page,) = heard
    assert [base64.b64decode(entry["body"]) for entry in page.json()["letters"]] == [body]
    # Long before the wait would have ended by itself: the front hands an answer on at once.
    assert time.monotonic() - began < 20
    for response in (answer, page):
        assert response.headers["strict-transport-security"] == "max-age=31536000"


def test_it_is_the_caller_s_own_address_that_arrives_whatever_the_caller_claims(place: Place) -> None:
    assert place.ask("GET", "/nowhere").status_code == 404
    forged = {"x-forwarded-for": "198.51.100.7", "forwarded": "for=198.51.100.7", "x-real-ip": "198.51.100.7"}
    assert place.ask("GET", "/nowhere", headers=forged).status_code == 404
    twice = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-for", "127.0.0.1")]
    assert place.ask("GET", "/nowhere", headers=twice).status_code == 404
    assert place.refused() == [CALLER] * 3


def test_what_is_too_large_is_refused(place: Place) -> None:
    answer = place.ask("POST", place.callback, content=b" " * 400_000)
    # The second is Caddy's of Debian 12, when it cuts a body short.
    assert answer.status_code in (413, 502)
    assert place.poll("wait=0").json()["letters"] == []


def test_metrics_are_behind_no_front(place: Place) -> None:
    assert place.ask("GET", "/metrics").status_code == 404
    assert place.ask("GET", "/ready").json() == {"ok": True}


def test_old_tls_is_refused(place: Place) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLSv1_1 is deprecated"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    refused = pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION")
    with socket.create_connection(("127.0.0.1", place.port), PATIENCE_S) as line, refused:
        old.wrap_socket(line, server_hostname=fronts.HOST)
