"""The relay's synchronous core: routes in front of `intake`, `pickup` and `enrolment`, and the admin's verbs.

It takes a request and gives an answer, or says what it waits for. It starts no thread, opens no socket,
asks nobody anything, and holds no secret of the gateway's: a letter is kept as it came and judged by the
till alone. Three ways to use it:

* `handle(request)` does a whole request in one call. A poll that finds nothing gives a `Wait`; ask
  `collect(wait)` again whenever `on_stored` calls for that till, and at `wait.until`.
* A network shell takes a callback in steps, so that it can group commits: `open` (before the body is
  read), `read` (the body), then the store's `commit`, then `settle`.
* `administration` for the person who runs it.

Threads: one at a time, unless a `lock` is given (a re-entrant one); then every call takes it. Listeners are
called outside of it, on the thread that made the call. A program that waits with a condition holds that
condition while it calls `handle` or `collect`, and takes it in its listener: then no wake-up is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager

from kiosk.relay import answers, openapi, requests
from kiosk.relay.administration import Administration
from kiosk.relay.answers import Refused, refusal
from kiosk.relay.enrolment import ENROL, Claim, Enrolment
from kiosk.relay.errors import StoreError, in_words
from kiosk.relay.intake import CALLBACK, Intake
from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.naming import Registrar
from kiosk.relay.neighbours import Alone, Neighbours
from kiosk.relay.notes import Note, silent
from kiosk.relay.pickup import Pickup
from kiosk.relay.rates import Rates
from kiosk.relay.requests import Machine, Poll
from kiosk.relay.store import Store
from kiosk.relay.values import BodyWanted, Broken, Deposit, Outcome, Request, Response, Stored, Wait, Work


class Service(Administration):
    """The whole contract over one store.

    Args:
        clock: wall seconds, for the time a letter came and for the Date header.
        chance: so many random bytes, from a source fit for secrets.
        ticks: monotonic seconds, for rates and waits; without it the clock serves for both.
        later: takes receipts, which need not be on the disk before the poll is answered; without it they
            are committed at once. Losing one is harmless: the next poll says the same again.
        note: takes the log.
        lock: a re-entrant lock when several threads call.
        neighbours: the other processes on the same store; without them there are none.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], float],
        chance: Callable[[int], bytes],
        limits: Limits = LIMITS,
        *,
        ticks: Callable[[], float] | None = None,
        later: Callable[[Work], None] | None = None,
        note: Note = silent,
        lock: AbstractContextManager[object] | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        super().__init__(Registrar(store, clock, chance, note), lock)
        self._store = store
        self._clock = clock
        self._ticks = ticks or clock
        self._note = note
        self._listeners: list[Callable[[str, str], None]] = []
        self._calls: deque[tuple[str, str]] = deque()
        self._well, self._retired = True, False
        self._rates = Rates(limits)
        self._intake = Intake(store, self._rates, clock, self._ticks, limits, later or self._at_once)
        self._enrolment = Enrolment(self._rates, clock, self._ticks, chance, limits, note)
        self._pickup = Pickup(
            store, self._rates, clock, self._ticks, limits, later or self._at_once,
            lambda project, till: self._calls.append((project, till)),
            neighbours or Alone(), note,
        )  # fmt: skip
        self._changed = 0
        contract = answers.document(200, openapi.document(limits))
        self._pages: dict[str, Callable[[Request], Response | Wait]] = {
            "/health": lambda request: self.health(), "/ready": lambda request: self._ready(),
            "/openapi.json": lambda request: contract,
            "/probe": self._pickup.probe, "/letters": self._pickup.poll,
        }  # fmt: skip

    def recheck(self) -> None:
        """Let those polls be asked again whose right may have ended, by whichever process. A store out of reach is
        only logged: what it holds is looked at again before any letter goes out.
        """
        with self._lock:
            try:
                self._changed, boxes = self._store.changes(self._changed)
            except StoreError as fault:
                self._note("store trouble", {"why": fault.what, "cure": fault.cure})
                return
            if boxes:
                self._pickup.recheck()
                self._intake.forget()
            self._calls.extend(boxes)
        self._tell()

    def on_stored(self, listener: Callable[[str, str], None]) -> None:
        """Call `listener(project, till)` whenever the polls of that till should be asked again."""
        self._listeners.append(listener)

    def handle(self, request: Request) -> Response | Wait:
        """Answer a whole request; a callback is on the disk before its 200 comes back."""
        with self._lock:
            step = self._open(request)
            if isinstance(step, BodyWanted):
                step = self._store_now(step, request.body or b"")
        self._tell()
        return step

    def open(self, request: Request) -> Response | Wait | BodyWanted:
        """Everything that can be known before the body: route, address, token, rate, length."""
        with self._lock:
            step = self._open(request)
        self._tell()
        return step

    def ask(self, token: bytes, source: str, asked: Poll, machine: Machine | None) -> Response | Wait:
        """Like `open`, for a poll whose head was read before; `token` is the SHA-256 of the one it shows."""
        with self._lock:
            try:
                step = self._pickup.ask(token, source, asked, machine)
            except (Refused, StoreError) as fault:
                step = self._excused(fault, source)
        self._tell()
        return self._sealed(step) if isinstance(step, Response) else step

    def enter(self, address: bytes, source: str) -> Response | BodyWanted:
        """Like `open`, for a callback whose head was read before; `address` is the SHA-256 of its last part."""
        with self._lock:
            try:
                return self._intake.enter(address, source)
            except (Refused, StoreError) as fault:
                return self._sealed(self._excused(fault, source))

    def read(self, wanted: BodyWanted, body: bytes) -> Deposit | Claim | Response:
        """The body of a request that `open` let through: the work for the store, or why it is refused."""
        with self._lock:
            try:
                return self._read(wanted, body)
            except (Refused, StoreError) as fault:
                of = wanted.project.name if wanted.project is not None else ""
                return self._sealed(self._excused(fault, wanted.source, of))

    def settle(self, asked: Deposit | Claim, outcome: Outcome) -> Response:
        """The answer to the sender once the store has spoken. A new letter wakes the till's poll first."""
        with self._lock:
            self._call(asked, outcome)
        self._tell()
        with self._lock:
            return self._settle(asked, outcome)

    def collect(self, wait: Wait, *, over: bool = False) -> Response | Wait:
        """Look again for a poll that waits: its letters, 204 if a newer poll took its place, or the `Wait`. `over` ends
        it now, with an empty page if there is nothing.
        """
        with self._lock:
            try:
                step = self._pickup.look(wait, over=over)
            except (Refused, StoreError) as fault:
                step = self._excused(fault)
        return self._sealed(step) if isinstance(step, Response) else step

    def refuse(self, status: int, error: str, cure: str) -> Response:
        """An answer to a fault that only a network shell can see."""
        return self._sealed(refusal(status, error, cure).response)

    def retire(self) -> None:
        """From now on it is not ready: it answers, but nobody should send new requests here."""
        self._retired = True

    @property
    def ready(self) -> bool:
        """Whether new requests should come here: not stopping, the last write went well, and the store can be read."""
        try:
            self._store.project(b"")
        except StoreError:
            return False
        return self._well and not self._retired

    def sweep(self) -> bool:
        """Throw away what is too old, a bounded number at once; true when there may be more. It belongs to the store's
        writing side. Raises `StoreError`, and then health is not well.
        """
        with self._lock:
            self._well = False
            more = self._store.sweep(self._clock())
            self._well = True
            return more

    def _open(self, request: Request) -> Response | Wait | BodyWanted:
        try:
            step = self._route(request)
        except (Refused, StoreError) as fault:
            step = self._excused(fault, request.source)
        return self._sealed(step) if isinstance(step, Response) else step

    def _route(self, request: Request) -> Response | Wait | BodyWanted:
        page = self._pages.get(request.path)
        if page is not None:
            requests.only("GET", request)
            return page(request)
        if request.path.startswith(CALLBACK):
            requests.only("POST", request)
            return self._intake.admit(request)
        if request.path == ENROL:
            requests.only("POST", request)
            return self._enrolment.admit(request)
        unknown = refusal(404, "no such address", "GET /openapi.json lists what there is")
        raise self._rates.stranger(request.source, self._ticks(), unknown)

    def _store_now(self, wanted: BodyWanted, body: bytes) -> Response:
        asked = self.read(wanted, body)
        if isinstance(asked, Response):
            return asked
        outcome = self._store.commit([work_of(asked)])[0]
        self._call(asked, outcome)
        return self._settle(asked, outcome)

    def _read(self, wanted: BodyWanted, body: bytes) -> Deposit | Claim:
        if wanted.project is None:
            return self._enrolment.claim(wanted.source, body)
        deposit = self._intake.address(wanted.project, body)
        self._intake.note_use(wanted.project, wanted.address)
        return deposit

    def _call(self, asked: Deposit | Claim, outcome: Outcome) -> None:
        if isinstance(asked, Deposit) and isinstance(outcome, Stored) and outcome.fresh:
            self._calls.append((asked.project, asked.till))

    def _settle(self, asked: Deposit | Claim, outcome: Outcome) -> Response:
        self._well = not isinstance(outcome, Broken)
        try:
            if isinstance(asked, Claim):
                return self._sealed(self._enrolment.judge(asked, outcome))
            self._note_deposit(asked, outcome)
            return self._sealed(self._intake.judge(outcome))
        except Refused as ended:
            return self._sealed(ended.response)

    def _note_deposit(self, deposit: Deposit, outcome: Outcome) -> None:
        facts: dict[str, str | int | float]
        facts = {"project": deposit.project, "till": deposit.till, "bytes": len(deposit.body)}
        if isinstance(outcome, Stored):
            facts["position"] = outcome.position
            self._note("stored" if outcome.fresh else "repeated", facts)
        else:
            facts["why"] = in_words(outcome.why) if isinstance(outcome, Broken) else "the till's box is full"
            self._note("not stored", facts)

    def _excused(self, fault: Refused | StoreError, source: str = "", project: str = "") -> Response:
        """A refusal, and a store out of reach, become answers. `source` and `project` are whose it was, if known."""
        if isinstance(fault, StoreError):
            self._note("store trouble", {"why": fault.what, "cure": fault.cure})
            return refusal(503, "the store is out of reach", "Ask again later").response
        # Those who come too often do not get to fill the log as well, and for a second machine there is an alarm.
        if fault.response.status not in (409, 429):
            known = {name: text for name, text in (("source", source), ("project", project)) if text}
            self._note("refused", {"status": fault.response.status, "why": fault.why, **known})
        return fault.response

    def health(self) -> Response:
        """Nothing but whether the last commit went well: no names, no counts, no release. From any thread, at once."""
        return self._sealed(answers.document(200 if (well := self._well) else 503, {"ok": well}))

    def _ready(self) -> Response:
        """As bare as health."""
        return answers.document(200 if (ready := self.ready) else 503, {"ok": ready})

    def _sealed(self, response: Response) -> Response:
        return answers.dated(response, self._clock())

    def _at_once(self, work: Work) -> None:
        self._store.commit([work])

    def _tell(self) -> None:
        """Call the listeners for what was noted since; outside of the lock, for they may take their own."""
        while self._calls:
            try:
                project, till = self._calls.popleft()
            except IndexError:  # another thread has told it
                return
            for listener in self._listeners:
                listener(project, till)


def work_of(asked: Deposit | Claim) -> Work:
    """What the store has to do before `settle` can answer."""
    return asked.work if isinstance(asked, Claim) else asked
