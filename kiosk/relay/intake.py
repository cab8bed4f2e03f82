"""Letters coming in: whose callback it is, into which box it goes, and what its sender is told.

It must not know tokens or polls. The sender counts 200 as delivered and repeats everything else for days, so
200 is said only of bytes that are on the disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from kiosk.bounded_json import BadJson
from kiosk.relay import answers, requests
from kiosk.relay.answers import refusal
from kiosk.relay.errors import StoreError
from kiosk.relay.limits import Limits
from kiosk.relay.rates import Rates
from kiosk.relay.routing import Router
from kiosk.relay.store import Store
from kiosk.relay.values import (
    ORPHANS,
    AddressUse,
    BodyWanted,
    Broken,
    Deposit,
    Full,
    Outcome,
    Project,
    Request,
    Response,
    Work,
)

CALLBACK = "/callback/"


class Intake:
    """Callbacks, from their head to their answer.

    Args:
        clock: wall seconds.
        ticks: monotonic seconds.
        later: takes the notes of when a callback address was used.
    """

    def __init__(
        self,
        store: Store,
        rates: Rates,
        clock: Callable[[], float],
        ticks: Callable[[], float],
        limits: Limits,
        later: Callable[[Work], None],
    ) -> None:
        self._store = store
        self._later = later
        self._rates = rates
        self._clock = clock
        self._ticks = ticks
        self._limits = limits
        self._router = Router(limits)
        # Boxes are never taken away, and addresses only by a change that is told (`forget`), so one that was found once
        # need not be looked up again. What was not found is not remembered: it may be added at any time by another
        # process.
        self._projects: dict[bytes, Project] = {}
        self._boxes: dict[tuple[int, str], int] = {}
        self._used: dict[bytes, float] = {}

    def admit(self, request: Request) -> BodyWanted:
        """A known address within its rate, with a body that may be read. Raises `Refused`, `StoreError`."""
        wanted = self.enter(requests.digest(request.path.removeprefix(CALLBACK)), request.source)
        requests.check_body_headers(request, self._limits)
        return wanted

    def enter(self, address: bytes, source: str) -> BodyWanted:
        """A known address (its SHA-256) within its rate. Raises `Refused`, `StoreError`."""
        project = self._project(address)
        if project is None:
            unknown = refusal(404, "no such address", "Use the callback address that project add printed")
            raise self._rates.stranger(source, self._ticks(), unknown)
        self._rates.callback(project.id, source, self._ticks())
        return BodyWanted(project, address=address)

    def forget(self) -> None:
        """Somebody's right has changed: a callback address may be one no longer."""
        self._projects.clear()
        self._used.clear()

    def address(self, project: Project, body: bytes) -> Deposit:
        """Where these bytes go. Raises `Refused` (400, 413), `StoreError`."""
        if len(body) > self._limits.max_body:
            raise requests.too_large(self._limits)
        try:
            till = self._router.till_of(body)
        except BadJson as fault:
            raise refusal(400, f"no JSON object that can be kept: {fault.reason}", f"{fault.cure}") from None
        box = self._box(project, till)
        if box is None:
            till = ORPHANS
            box = self._box(project, till)
        if box is None:
            raise StoreError(f"the project {project.name} has no orphan box", "Restore the store")
        return Deposit(box, project.name, till, self._clock(), hashlib.sha256(body).digest(), body)

    def judge(self, outcome: Outcome) -> Response:
        """What the sender is told. Raises `Refused` (503) for whatever is not on the disk."""
        later = {"retry-after": "10"}
        match outcome:
            case Full():
                raise refusal(503, "the till's box is full", "Send it again later; start the till", later)
            case Broken():
                raise refusal(503, "it could not be stored", "Send it again later", later)
        return answers.stored()

    def note_use(self, project: Project, address: bytes) -> None:
        """A letter came by this address: which of two is in use decides which one goes when a third is made."""
        now = self._clock()
        if abs(now - self._used.get(address, 0.0)) >= self._limits.note_use_s:
            box = self._box(project, ORPHANS)
            if box is not None:
                self._used[address] = now
                self._later(AddressUse(box, address, now))

    def _project(self, address: bytes) -> Project | None:
        project = self._projects.get(address) or self._store.project(address)
        if project is not None:
            self._projects[address] = project
        return project

    def _box(self, project: Project, till: str) -> int | None:
        number = self._boxes.get((project.id, till))
        if number is None:
            box = self._store.box(project.id, till)
            if box is None:
                return None
            number = self._boxes[(project.id, till)] = box.id
        return number
