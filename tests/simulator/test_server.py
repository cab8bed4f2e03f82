"""The HTTP shell: in this process as an ASGI app, and once as the real process."""

import asyncio
import http.client
import json
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message

from kiosk.simulator.gate import SALE_PATH, STATUS_PATH, Gate
from kiosk.simulator.plot import Pace
from kiosk.simulator.server import LARGEST_BODY, Desk, build_app
from tests.simulator.helpers import PACE, PROJECT, SECRET, START, sale_body, status_body

QUICK = replace(PACE, slow=0.0)
SCRIPT = """
import argparse
from kiosk.simulator import server
parser = argparse.ArgumentParser()
server.add_arguments(parser)
raise SystemExit(server.run(parser.parse_args()))
"""


class Shop:
    """The app over a Gate whose clock is moved by hand; no thread is started unless asked for."""

    def __init__(self, pace: Pace = QUICK, post: Callable[[bytes], int] = lambda body: 200) -> None:
        self.now = START
        self.desk = Desk(Gate(PROJECT, SECRET, lambda: self.now, post, pace=pace), lambda: self.now)
        self.app = build_app(self.desk)

    def send(self, method: str, path: str, body: bytes = b"", pieces: Iterable[bytes] = ()) -> tuple[int, Any]:
        """Status, JSON (or None for a body that is none) of one request to the ASGI app."""
        told: list[Message] = []
        parts = list(pieces) or [body]

        async def receive() -> Message:
            piece = parts.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(parts)}

        async def send(message: Message) -> None:
            told.append(message)

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
            "raw_path": path.encode(), "query_string": b"", "headers": [], "scheme": "http", "root_path": "",
            "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        asyncio.run(self.app(scope, receive, send))
        answer = b"".join(message.get("body", b"") for message in told[1:])
        return told[0]["status"], json.loads(answer) if answer.startswith((b"{", b"[")) else None


def test_a_sale_over_http() -> None:
    shop = Shop()
    assert shop.send("POST", SALE_PATH, sale_body(amount=500))[1]["status"] == "success"
    assert shop.send("POST", SALE_PATH, sale_body(amount=500))[1]["code"] == "3041"
    assert shop.send("GET", SALE_PATH)[0] == 405
    assert shop.send("POST", "/elsewhere")[0] == 404
    shop.now += 0.5
    status, answer = shop.send("POST", STATUS_PATH, status_body())
    assert (status, answer["payment"]["status"]) == (200, "awaiting customer action")


def test_answers_that_are_not_as_they_should_be() -> None:
    shop = Shop()
    assert shop.send("POST", SALE_PATH, sale_body(amount=510))[0] == 200
    assert shop.send("POST", SALE_PATH, sale_body("till1-b", amount=511)) == (500, None)
    # The head of an answer and nothing after it: the server then closes the connection.
    assert shop.send("POST", SALE_PATH, sale_body("till1-c", amount=512)) == (200, None)
    assert [row["story"] for row in shop.desk.payments()] == ["slow-answer", "broken-answer", "cut"]


def test_a_body_is_bounded_even_in_pieces() -> None:
    shop = Shop()
    whole = sale_body()
    assert shop.send("POST", SALE_PATH, pieces=[whole[:9], whole[9:]])[0] == 200
    half = b"x" * (LARGEST_BODY // 2)
    status, answer = shop.send("POST", SALE_PATH, pieces=[half, half, b"x", b"never read"])
    assert (status, answer["status"]) == (413, "error")


def test_the_phone_over_http() -> None:
    shop = Shop(replace(QUICK, auto_pay=False))
    shop.send("POST", SALE_PATH, sale_body(amount=500))
    shop.send("POST", SALE_PATH, sale_body("till1-b", amount=501))
    assert shop.send("POST", "/simulator/pay/till1-a")[0] == 409
    shop.now += 1
    _, (first, second) = shop.send("GET", "/simulator/payments")
    assert first | {"payload": "", "expires": ""} == {
        "payment_id": "till1-a", "amount": 500, "currency": "HKD", "story": "paid",
        "status": "awaiting customer action", "open": True, "payload": "", "expires": "",
    }  # fmt: skip
    assert first["payload"].startswith("000201")
    assert first["expires"] == "2027-01-15T08:05:00+0000"
    assert shop.send("POST", "/simulator/pay/till1-a") == (200, {"payment_id": "till1-a"})
    assert shop.send("POST", "/simulator/decline/till1-b")[0] == 200
    status, answer = shop.send("POST", "/simulator/pay/till1-c")
    assert status == 409
    assert "till1-c" in answer["error"]
    assert second["open"]
    shop.now += 1
    _, rows = shop.send("GET", "/simulator/payments")
    assert [(row["status"], row["open"]) for row in rows] == [("success", False), ("decline", False)]


def test_the_desks_thread_carries_letters_and_stops() -> None:
    taken: list[str] = []
    arrived = threading.Event()

    def post(body: bytes) -> int:
        taken.append(json.loads(body)["payment"]["status"])
        if len(taken) == 1:
            raise OSError("line is down")
        arrived.set()
        return 200

    shop = Shop(replace(PACE, code=0.0), post)
    shop.desk.start()
    shop.send("POST", SALE_PATH, sale_body(amount=502))
    while not arrived.wait(0.02):
        shop.now += 10  # the repeat is due by then, and a request wakes the thread
        shop.send("POST", STATUS_PATH, status_body())
    shop.desk.stop()
    assert taken == ["awaiting customer action"] * 2
    assert not [thread for thread in threading.enumerate() if thread.name == "letters"]


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_text(SECRET + "\n")
    return path


def start(key: Path, *words: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-c", SCRIPT, "--listen", "127.0.0.1:0", "--project", str(PROJECT)]
    line += ["--secret-file", str(key), *words]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_process_says_where_it_listens_answers_and_stops_quickly(key: Path) -> None:
    with start(key, "--callback", "http://127.0.0.1:1/x", "--pace", "slow=60") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        address = process.stdout.readline().removeprefix("listening on ").strip()
        assert address.startswith("http://127.0.0.1:")
        assert json.loads(fetch(address + SALE_PATH, sale_body(amount=500)))["status"] == "success"
        with pytest.raises(http.client.IncompleteRead):
            fetch(address + SALE_PATH, sale_body("till1-b", 512))
        waiting = threading.Thread(target=left_waiting, args=(address,))
        waiting.start()
        while len(json.loads(fetch(address + "/simulator/payments"))) < 3:
            pass
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert time.monotonic() - asked < 2
        waiting.join()
        process.stdout.close()
        process.stderr.close()


def fetch(url: str, body: bytes | None = None) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, body), timeout=10) as answer:
        got: bytes = answer.read()
        return got


def left_waiting(address: str) -> None:
    with pytest.raises((OSError, http.client.HTTPException)):
        fetch(address + SALE_PATH, sale_body("till1-c", 510))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--callback", "ftp://x/"], "--callback"),
        (["--callback", "http://127.0.0.1:1/", "--pace", "x=1"], "--pace"),
        (["--callback", "http://127.0.0.1:1/", "--payee", "x" * 26], "payee"),
        (["--callback", "http://127.0.0.1:1/", "--listen", "0.0.0.0:0"], "--public"),
    ],
)
def test_a_wrong_option_ends_with_2_and_a_cure(key: Path, words: list[str], says: str) -> None:
    process = start(key, *words)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, "")
    assert err.startswith("kiosk simulator: ")
    assert says in err


def test_the_core_pulls_in_no_server_no_widgets_and_no_pictures() -> None:
    code = (
        "import sys, kiosk.simulator.gate, kiosk.simulator.server\n"
        "heavy = {'starlette', 'uvicorn', 'PySide6', 'qrcode', 'PIL', 'httpx'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    assert shown.stdout.strip() == "[]"
