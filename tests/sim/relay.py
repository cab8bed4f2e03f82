"""The relay of a world: the program's own core over a store in memory or on a disk, with letters and polls by call."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from random import Random

from kiosk.relay.service import Service
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import Deposit, Request, Response, Wait
from tests.sim.store import MemoryStore
from tests.sim.timeline import Due, Timeline

BORN = 1_780_000_000.0
"""Wall seconds at the world's beginning (June 2026)."""


class SimRelay:
    """`up` says whether anybody answers. `woken` is called with the till's name when its parked read has an answer."""

    def __init__(self, timeline: Timeline, chance: Random, tills: tuple[str, ...], folder: Path | None) -> None:
        self.up = True
        self.injected: set[bytes] = set()
        self.timeline = timeline
        self._chance = chance
        self.store: MemoryStore | SqliteStore = SqliteStore(folder / "relay.db") if folder else MemoryStore()
        self.service = Service(self.store, self.wall, chance.randbytes, ticks=lambda: timeline.now)
        path = self.service.add_project("shop")
        self._path = path if path.startswith("/") else f"/callback/{path}"
        self.tokens = {till: self.service.add_till("shop", till) for till in tills}
        self.answered: Callable[[str, Response], None] = lambda till, response: None
        self._parked: dict[str, tuple[Wait, Due]] = {}
        self.service.on_stored(lambda project, till: self._look(till))
        self._backup = self.store.copy() if isinstance(self.store, MemoryStore) else None

    def wall(self) -> float:
        """Its clock, which is right."""
        return BORN + self.timeline.now

    def post(self, body: bytes) -> int:
        """One letter of the platform; the HTTP status, 0 when nobody answers."""
        if not self.up:
            return 0
        headers = {"content-type": "application/json", "content-length": str(len(body))}
        answer = self.service.handle(Request("POST", self._path, headers=headers, body=body, source="203.0.113.9"))
        return answer.status if isinstance(answer, Response) else 0

    def inject(self, till: str, body: bytes) -> None:
        """A relay that cannot be trusted: a letter that nobody sent is in the till's box."""
        box = self.store.box(1, till)
        if self.up and box is not None:
            self.injected.add(body)
            digest = hashlib.sha256(body).digest()
            self.store.commit([Deposit(box.id, box.project_name, till, self.wall(), digest, body)])
            self._look(till)

    def get(self, till: str, path: str, query: str, headers: dict[str, str]) -> Response | Wait:
        """One request of a till. A `Wait` is parked; `answered` brings its answer."""
        answer = self.service.handle(Request("GET", path, query, headers, b"", f"till {till}"))
        if isinstance(answer, Wait):
            self._park(till, answer)
        return answer

    def _park(self, till: str, wait: Wait) -> None:
        self.leave(till)
        due = self.timeline.at(wait.until, lambda: self._look(till), f"wait {till}")
        self._parked[till] = (wait, due)

    def leave(self, till: str) -> None:
        """Nobody listens at the other end any more."""
        parked = self._parked.pop(till, None)
        if parked is not None:
            parked[1].cancel()

    def _look(self, till: str) -> None:
        parked = self._parked.get(till)
        if parked is None or not self.up:
            return
        answer = self.service.collect(parked[0])
        if isinstance(answer, Response):
            self.leave(till)
            self.answered(till, answer)

    def backup(self) -> None:
        """The operator's copy of now."""
        if isinstance(self.store, MemoryStore):
            self._backup = self.store.copy()

    def restore(self) -> None:
        """The operator puts the last copy back."""
        if isinstance(self.store, MemoryStore) and self._backup is not None:
            self.store.restore(self._backup)

    def wipe(self) -> None:
        """It loses everything but its names."""
        if isinstance(self.store, MemoryStore):
            self.store.wipe(self._chance.randbytes(4).hex())

    def waiting(self, till: str) -> bool:
        """A read of this till is parked here."""
        return till in self._parked

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()
