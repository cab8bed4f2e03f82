"""Two mail boxes behind one face: the program's own relay core, and another that speaks the same published contract."""

import base64
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs

from kiosk.relay.service import Service
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import Request, Response

Answered = tuple[int, bytes]


class Relay(Protocol):
    """Takes letters, gives them to the holder of `token`."""

    token: str

    def post(self, body: bytes) -> int: ...

    def get(self, path: str, query: str, headers: dict[str, str]) -> Answered: ...


class RealRelay:
    """The program's own relay; nobody waits."""

    def __init__(self, folder: Path, till: str, now: Callable[[], float]) -> None:
        chance = random.Random(7)
        self._store = SqliteStore(folder / "box.db")
        self._service = Service(self._store, now, chance.randbytes)
        path = self._service.add_project("shop")
        self._path = path if path.startswith("/") else f"/callback/{path}"
        self.token = self._service.add_till("shop", till)

    def post(self, body: bytes) -> int:
        headers = {"content-type": "application/json;charset=UTF-8", "content-length": str(len(body))}
        answer = self._service.handle(Request("POST", self._path, headers=headers, body=body, source="203.0.113.9"))
        return answer.status if isinstance(answer, Response) else 0

    def get(self, path: str, query: str, headers: dict[str, str]) -> Answered:
        answer = self._service.handle(Request("GET", path, query, headers, b"", "203.0.113.8"))
        if not isinstance(answer, Response):
            answer = self._service.collect(answer, over=True)
        assert isinstance(answer, Response)
        return answer.status, answer.body


class OtherRelay:
    """Somebody else's: positions with gaps, more members than asked for, letters kept as often as they come."""

    def __init__(self, till: str) -> None:
        self.token = "shop-token-0123456789abcdef"
        self._till = till
        self._letters: list[tuple[int, bytes]] = []
        self._last = 0

    def post(self, body: bytes) -> int:
        self._last += 3
        self._letters.append((self._last, body))
        return 200

    def get(self, path: str, query: str, headers: dict[str, str]) -> Answered:
        if headers.get("authorization") != f"Bearer {self.token}":
            return 401, b'{"error":"who are you?"}'
        page = {"till": self._till, "epoch": "2f6c", "last": self._last, "version": 9, "orphans": 0}
        if path == "/probe":
            return 200, json.dumps(page).encode()
        asked = parse_qs(query)
        after = int(asked["after"][0]) if asked.get("epoch") == ["2f6c"] else 0
        found = [
            {"body": base64.b64encode(body).decode(), "received_at": "2026-07-11T04:00:00Z", "position": at, "x": None}
            for at, body in self._letters
            if at > after
        ]
        return 200, json.dumps({**page, "letters": found}, indent=1).encode()
