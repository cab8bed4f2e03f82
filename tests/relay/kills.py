"""`python -m tests.relay.kills --kills N --store sqlite|postgresql`: kill relays under load and count what is left.

Senders post letters and tills poll for them, without a pause. One relay on SQLite, or two on one database of
PostgreSQL, die by SIGKILL at random moments, in the middle of a start too, and are started again. In the end every
letter that was answered 200 has to be with its till, no till may have had another's, and every till must have seen
its positions rise, whichever process they came from.

Exit codes: 0 everything held, 1 something did not.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from kiosk.relay.location import Postgres
from kiosk.relay.service import Service
from tests.process.programs import ROOT
from tests.relay.crowd import Caller, Sender, Till, Wrong, until
from tests.relay.helpers import open_kept
from tests.relay.postgres.server import Server

TILLS = ("till1", "till2", "till12", "t")
SENDERS = 3
LONGEST_LIFE_S = 0.5
STARTS_CUT = 0.15
DRAIN_S = 60.0


@dataclass(slots=True)
class Score:
    """What happened."""

    kills: int = 0
    starts_cut: int = 0
    acknowledged: int = 0
    repeats: int = 0
    pages: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills of the relay ({self.starts_cut} while it started) in {self.seconds:.0f} s: "
            f"{self.acknowledged} letters acknowledged, 0 lost, 0 with a wrong till, "
            f"every position above the one before; {self.repeats} sent again, {self.pages} pages read"
        )


class Loop:
    """Relays on one store, and those who use them."""

    def __init__(self, place: Path | Postgres, folder: Path, processes: int, seed: int, senders: int) -> None:
        self.score = Score()
        self._dice = random.Random(seed)
        self._ports = [_free_port() for _ in range(processes)]
        self._pids: list[int | None] = [None] * processes
        self._url = f"sqlite:///{place}" if isinstance(place, Path) else place.url
        self._log = (folder / "relays.log").open("ab")
        self._lives = subprocess.Popen(
            [sys.executable, "-m", "tests.relay.lives"], cwd=ROOT, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self._log,
        )  # fmt: skip
        store = open_kept(place)
        core = Service(store, time.time, lambda count: random.randbytes(count))
        path = "/callback/" + core.add_project("shop")
        tokens = {till: core.add_till("shop", till) for till in TILLS}
        store.close()
        self.senders = [Sender(self._ports, seed * 100 + n, path, TILLS) for n in range(senders)]
        self.tills = [Till(self._ports, seed * 100 + 50 + n, till, tokens[till]) for n, till in enumerate(TILLS)]

    def __enter__(self) -> Loop:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        callers = (*self.senders, *self.tills)
        for caller in callers:
            caller.over.set()
        assert self._lives.stdin is not None
        assert self._lives.stdout is not None
        self._lives.stdin.close()
        for caller in callers:
            if caller.ident is not None:
                caller.join(30)
        self._lives.wait(30)
        self._lives.stdout.close()
        self._log.close()

    def run(self, kills: int) -> None:
        """Kill so often, then look. Raises `Wrong`."""
        began, callers = time.monotonic(), [*self.senders, *self.tills]
        for place in range(len(self._ports)):
            self._start(place)
        for caller in callers:
            caller.start()
        while self.score.kills < kills:
            self._end_one(callers)
            if self.score.kills % 50 == 0:
                self._count(began)
                print(f"so far: {self.score}", file=sys.stderr, flush=True)
        self._finish(callers)
        self._count(began)

    def _end_one(self, callers: Sequence[Caller]) -> None:
        """Let them live for a moment; end one of them, now and then all; start what is missing."""
        cut = self._dice.random() < STARTS_CUT
        moment = self._dice.uniform(0.0, 0.05 if cut else LONGEST_LIFE_S)
        until(lambda: False, callers, 0.0)
        threading.Event().wait(moment)
        doomed = list(range(len(self._ports)))
        if self._dice.random() < 0.8:
            doomed = [self._dice.choice(doomed)]
        for place in doomed:
            self._ask({"kill": self._pids[place]})
            self.score.kills += 1
            self.score.starts_cut += cut
        for place in doomed:
            self._start(place)
            if not cut:
                _wait_for(self._ports[place])

    def _finish(self, callers: Sequence[Caller], within_s: float = DRAIN_S) -> None:
        """In peace everything that was acknowledged has to arrive."""
        for sender in self.senders:
            sender.over.set()
            sender.join(30)

        def owed() -> dict[str, set[str]]:
            sent = {
                till.till: set[str]().union(*(s.acknowledged[till.till] for s in self.senders)) for till in self.tills
            }
            return {till.till: sent[till.till] - till.had for till in self.tills}

        if not until(lambda: not any(owed().values()), callers, within_s):
            raise Wrong(
                f"acknowledged and lost: { {till: sorted(names)[:5] for till, names in owed().items() if names} }"
            )
        until(lambda: False, callers, 0.1)

    def _count(self, began: float) -> None:
        self.score.seconds = time.monotonic() - began
        self.score.acknowledged = sum(len(names) for sender in self.senders for names in sender.acknowledged.values())
        self.score.repeats = sum(sender.repeats for sender in self.senders)
        self.score.pages = sum(till.pages for till in self.tills)

    def _start(self, place: int) -> None:
        words = ["--listen", f"127.0.0.1:{self._ports[place]}", "--database", self._url]
        self._pids[place] = self._ask({"serve": words})["pid"]

    def _ask(self, wish: dict[str, object]) -> dict[str, int]:
        assert self._lives.stdin is not None
        assert self._lives.stdout is not None
        self._lives.stdin.write(json.dumps(wish) + "\n")
        self._lives.stdin.flush()
        answer: dict[str, int] = json.loads(self._lives.stdout.readline())
        return answer


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait_for(port: int) -> None:
    """Until somebody listens there: a life is lived before it is ended. Gives up without a word."""
    pause = threading.Event()
    for _ in range(500):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        pause.wait(0.02)


@contextlib.contextmanager
def looped(store: str, seed: int, senders: int = SENDERS) -> Iterator[Loop]:
    """A loop on a store of this kind, in a folder of its own."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kiosk-relay-kills-")))
        place: Path | Postgres = folder / "relay.db"
        if store == "postgresql":
            place = stack.enter_context(Server(fsync=True)).database()
        yield stack.enter_context(Loop(place, folder, 2 if store == "postgresql" else 1, seed, senders))


def main() -> int:
    """Kill, count, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.relay.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000, metavar="N", help="so many deaths of a relay (1000)")
    parser.add_argument(
        "--store", choices=("sqlite", "postgresql"), default="sqlite", help="one relay, or two (sqlite)"
    )
    parser.add_argument("--senders", type=int, default=SENDERS, metavar="N", help="8 and more are a crowd (3)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another course of events (1)")
    asked = parser.parse_args()
    # Whoever ends this ends the programs that it started, too.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    with looped(asked.store, asked.seed, asked.senders) as loop:
        try:
            loop.run(asked.kills)
        except Wrong as fault:
            print(f"after {loop.score.kills} kills, seed {asked.seed}: {fault}", file=sys.stderr)
            return 1
        print(f"done on {asked.store}, seed {asked.seed}: {loop.score}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
