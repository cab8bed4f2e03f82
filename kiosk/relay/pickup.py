"""Letters going out: the token, the cursor that is also the receipt, and who waits.

The box is found by the token and never by anything else in the request, so no till can ask for another's
letters. Of several polls of one box the newest wins: a till that lost its connection is not kept out by its own
ghost. A machine shares the box with no other (`doorman`). It must not know callbacks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from kiosk.relay import answers, requests
from kiosk.relay.answers import refusal
from kiosk.relay.doorman import Doorman
from kiosk.relay.limits import Limits
from kiosk.relay.neighbours import Neighbours
from kiosk.relay.notes import Note
from kiosk.relay.rates import Rates
from kiosk.relay.requests import Machine, Poll
from kiosk.relay.store import Store
from kiosk.relay.values import Box, Receipt, Renewal, Request, Response, TokenUse, Wait, Work


class Pickup:
    """Polls and probes.

    Args:
        clock: wall seconds.
        ticks: monotonic seconds.
        later: takes receipts, renewals and what `doorman` remembers.
        wake: called with (project, till) when an older poll of that till has lost its place.
        neighbours: other processes, where the newest poll of a box may be too.
    """

    def __init__(
        self,
        store: Store,
        rates: Rates,
        clock: Callable[[], float],
        ticks: Callable[[], float],
        limits: Limits,
        later: Callable[[Work], None],
        wake: Callable[[str, str], None],
        neighbours: Neighbours,
        note: Note,
    ) -> None:
        self._store = store
        self._rates = rates
        self._clock = clock
        self._ticks = ticks
        self._limits = limits
        self._later = later
        self._wake = wake
        self._neighbours = neighbours
        self._doorman = Doorman(store, clock, limits, later, note)
        self._waiting: dict[int, int] = {}
        self._used: dict[bytes, float] = {}
        self._turn = 0

    def poll(self, request: Request) -> Response | Wait:
        """`GET /letters`: what stands above the cursor, or a `Wait`. Raises `Refused`, `StoreError`."""
        token, box = self._holder(requests.bearer(request), request.source)
        asked, machine = requests.read_poll(request, self._limits), requests.machine(request)
        return self._poll(token, box, asked, machine, request.source)

    def ask(self, token: bytes, source: str, asked: Poll, machine: Machine | None) -> Response | Wait:
        """The same for a poll whose head was read before. Raises `Refused`, `StoreError`."""
        return self._poll(*self._holder(token, source), asked, machine, source)

    def _poll(
        self, token: bytes, box: Box, asked: Poll, machine: Machine | None, source: str
    ) -> Response | Wait:
        if machine is None:
            self._doorman.unnamed(box, source)
        seated = machine is not None and self._doorman.seat(box, machine, source)
        self._note_use(token, box)
        epoch, after = self._receive(box, asked)
        if self._waiting.pop(box.id, None) is not None:
            self._wake(box.project_name, box.till)
        self._turn += 1
        self._waiting[box.id] = self._turn
        self._neighbours.claim(box)
        until = self._ticks() + asked.wait_s
        who = (machine.instance, machine.generation) if machine is not None else ("", 0)
        wait = Wait(token.hex(), after, until, box.project_name, box.till, epoch, self._turn, box.id, *who)
        # Who just took the place hears at once that he has it: a till that was kept out goes on without a pause.
        return self._page(wait, box, over=seated or asked.wait_s <= 0.0)

    def look(self, wait: Wait, *, over: bool) -> Response | Wait:
        """The same poll again, after a wake-up. Raises `Refused`, `StoreError`."""
        if self._waiting.get(wait.box) != wait.turn:
            return answers.nothing()
        if not self._neighbours.held(wait.box):
            del self._waiting[wait.box]
            return answers.nothing()
        box = self._store.box_of_token(bytes.fromhex(wait.token_key))
        if box is None or box.id != wait.box:
            del self._waiting[wait.box]
            raise _bad_token()
        if box.instance != wait.instance and self._doorman.lost(box, wait.instance, wait.generation):
            del self._waiting[wait.box]
            raise self._doorman.two_machines(box, wait.instance)
        return self._page(wait, box, over=over or self._ticks() >= wait.until)

    def recheck(self) -> None:
        """Rights were changed in the store."""
        self._doorman.recheck()

    def probe(self, request: Request) -> Response:
        """`GET /probe`: is the token good, what is the newest position. Raises `Refused`, `StoreError`."""
        _, box = self._holder(requests.bearer(request), request.source)
        machine = requests.machine(request)
        if machine is not None:
            self._doorman.check(box, machine, request.source)
        refused = self._store.refused_at(box.id)
        found = {
            "epoch": box.epoch,
            "project": box.project_name,
            "till": box.till,
            "last": box.last,
            "taken": box.read_to,
            "orphans": self._store.orphans(box.project),
            "refused_at": answers.moment(refused) if refused else None,
        }
        return answers.document(200, found)

    def _note_use(self, token: bytes, box: Box) -> None:
        now = self._clock()
        if abs(now - self._used.get(token, 0.0)) >= self._limits.note_use_s:
            self._used[token] = now
            self._later(TokenUse(box.id, token, now))

    def _holder(self, token: bytes | None, source: str) -> tuple[bytes, Box]:
        """The token's SHA-256 and its box. Unknown and revoked tokens are answered alike."""
        box = self._store.box_of_token(token) if token is not None else None
        if token is None or box is None:
            raise self._rates.stranger(source, self._ticks(), _bad_token())
        self._rates.poll(token, self._ticks())
        return token, box

    def _receive(self, box: Box, asked: Poll) -> tuple[str, int]:
        """Take the receipt; gives the epoch and the cursor that hold for this poll.

        A cursor of another epoch says nothing about this box: it is read as 0 and is no receipt. A cursor
        above the newest position of the right epoch can only mean that the store was put back to an older
        copy: the box begins a new epoch, by which the till learns that letters may be missing.
        """
        if asked.epoch != box.epoch:
            return box.epoch, 0
        if asked.after > box.last:
            # What is remembered of a box may be a moment behind the disk, from which the till has its letters.
            box = self._store.box(box.project, box.till) or box
        if asked.after > box.last:
            epoch = hashlib.sha256(box.epoch.encode()).hexdigest()[:16]
            self._later(Renewal(box.id, epoch))
            return epoch, 0
        if asked.after > box.read_to:
            self._later(Receipt(box.id, asked.after, self._clock(), box.epoch))
        return box.epoch, asked.after

    def _page(self, wait: Wait, box: Box, *, over: bool) -> Response | Wait:
        found = self._store.letters(box.id, wait.after, self._limits.page_letters, self._limits.page_bytes)
        if not found and not over:
            return wait
        self._waiting.pop(wait.box, None)
        return answers.letters(wait.epoch, wait.till, wait.after, box.read_to, found)


def _bad_token() -> answers.Refused:
    return refusal(
        401,
        "no valid token",
        "Send Authorization: Bearer with the token that till add printed; add the till again if it was revoked",
        {"www-authenticate": "Bearer"},
    )
