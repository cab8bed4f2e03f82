"""The pretend Gate in a process of its own, with the moment at which each letter left.

It is the simulator as `kiosk simulator` serves it; only who carries the letters is ours, for the sake of the clock. It
also posts copies of the last paid letter to another till's box, so that floor and product get the same bytes the same
way.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import socket
import sys
import threading
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

import uvicorn

from kiosk.simulator.gate import Gate
from kiosk.simulator.plot import Pace
from kiosk.simulator.server import Desk, build_app

# From the acceptance to the code's letter; in life it is longer, and never inside the same breath.
CODE_S = 0.05


class Carrier:
    """Posts letters to one callback address. `last` is the body of the last letter, `told` what was said of each."""

    def __init__(self, callback: str) -> None:
        self._address = urlsplit(callback)
        self._turn = threading.Lock()
        self.last = b""

    def __call__(self, body: bytes) -> int:
        """Deliver a letter, say when its first byte left, give the HTTP status. Raises OSError."""
        connection = http.client.HTTPConnection(self._address.hostname or "", self._address.port, timeout=10.0)
        connection.connect()
        try:
            left = time.monotonic()
            connection.request("POST", self._address.path, body, {"Content-Type": "application/json"})
            status = connection.getresponse().status
        finally:
            connection.close()
        self.last = body
        payment = json.loads(body)["payment"]
        self.tell(letter=payment["status"], payment_id=payment["id"], left=left, status=status)
        return status

    def copy(self, till: str) -> None:
        """Post the last letter once more, as one about another till's payment."""
        old = json.loads(self.last)["payment"]["id"]
        fresh = f"{till}-{secrets.token_hex(13)}"
        self(self.last.replace(old.encode(), fresh.encode()))

    def tell(self, **values: object) -> None:
        """One line to whoever started this process, whole."""
        with self._turn:
            sys.stdout.write(json.dumps(values) + "\n")
            sys.stdout.flush()


def main(words: Sequence[str]) -> None:
    """Serve until the input ends. `words`: project, secret, callback address."""
    project, secret, callback = words
    carrier = Carrier(callback)
    pace = Pace(code=CODE_S, confirm=0.0, auto_pay=False)
    desk = Desk(Gate(int(project), secret, time.time, carrier, scheme="hk.com.hkicl", pace=pace), time.time)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(build_app(desk), lifespan="off", log_level="warning", access_log=False))
    desk.start()
    threading.Thread(target=_obey, args=(desk, carrier), daemon=True).start()
    carrier.tell(listening=f"http://127.0.0.1:{listener.getsockname()[1]}")
    server.run(sockets=[listener])


def _obey(desk: Desk, carrier: Carrier) -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        match asked["do"]:
            case "last":
                carrier.tell(**desk.payments()[-1])
            case "pay":
                desk.pay(asked["payment_id"])
            case "copy":
                carrier.copy(asked["till"])
    os._exit(0)
