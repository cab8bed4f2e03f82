"""The load: tills that wait, a gateway that posts, and what each letter took on its way.

A process of its own, on a core of its own. It is given one JSON object (see `Plan`), opens the waiting connections,
posts, and writes one JSON object into a file. Must not import the product.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import uvloop

from benchmarks.process_figures import PROC, processor_seconds, resident_memory
from benchmarks.relay.tongues import TONGUES, Till, Tongue

POSTERS = 32
PATIENCE_S = 10.0


@dataclass(frozen=True)
class Plan:
    """What to do: with `rate`, that many letters a second for `seconds`; otherwise `count` as fast as they go."""

    tongue: str
    port: int
    pid: int
    tills: list[Till]
    waiting: int
    count: int = 0
    rate: float = 0.0
    seconds: float = 0.0


@dataclass
class Run:
    """What happened so far. Moments in monotonic seconds by number of the letter."""

    tongue: Tongue
    sent: dict[int, float] = field(default_factory=dict)
    got: dict[int, float] = field(default_factory=dict)
    free: deque[int] = field(default_factory=deque)
    faults: list[str] = field(default_factory=list)
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    target: int = 0


class Waiter(asyncio.Protocol):
    """One till: it waits, takes its letter, and waits again."""

    def __init__(self, run: Run, place: int, till: Till) -> None:
        self._run, self._place = run, place
        self._tongue = run.tongue.waiter(till)
        self.number = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.WriteTransport = transport  # type: ignore[assignment]  # uvloop's has what it takes
        self._transport.write(self._tongue.ask())
        self._run.free.append(self._place)

    def data_received(self, data: bytes) -> None:
        letter = self._tongue.feed(data)
        if letter is None:
            return
        run = self._run
        if letter and self.number >= 0:
            if b"-%d-" % self.number not in letter:
                run.faults.append(f"another letter than {self.number}: {letter[:90]!r}")
            run.got[self.number] = time.perf_counter()
            self.number = -1
            if len(run.got) >= run.target:
                run.enough.set()
            self._transport.write(self._tongue.ask())
            run.free.append(self._place)
        else:
            self._transport.write(self._tongue.ask())


class Poster(asyncio.Protocol):
    """One of the gateway's connections: a letter, and its answer."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._text = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.WriteTransport = transport  # type: ignore[assignment]  # see above

    async def post(self, data: bytes) -> None:
        """Until it is answered."""
        self._answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._transport.write(data)
        await self._answer

    def data_received(self, data: bytes) -> None:
        self._text += data
        answered = self._run.tongue.answered(self._text)
        if answered is not None:
            if not answered:
                self._run.faults.append(f"refused: {self._text[:80]!r}")
            self._text = b""
            self._answer.set_result(None)


async def run(plan: Plan) -> dict[str, object]:
    """The whole of it; the figures."""
    loop = asyncio.get_running_loop()
    tongue = TONGUES[plan.tongue]()
    seen = Run(tongue)
    before = proportional_memory(plan.pid)
    waiters: list[Waiter] = []
    for place in range(plan.waiting):
        till = plan.tills[place]
        _, waiter = await loop.create_connection(partial(Waiter, seen, place, till), "127.0.0.1", plan.port)
        waiters.append(waiter)
    await asyncio.sleep(0.3 + plan.waiting / 5_000)
    held = proportional_memory(plan.pid)
    figures: dict[str, object] = {"waiting": plan.waiting, "kib_each": (held - before) * 1024 / max(1, plan.waiting)}
    if plan.count or plan.rate:
        posters: list[Poster] = []
        for _ in range(POSTERS):
            _, poster = await loop.create_connection(partial(Poster, seen), "127.0.0.1", plan.port)
            posters.append(poster)
        figures |= await _post(plan, seen, waiters, posters)
    return figures


async def _post(plan: Plan, seen: Run, waiters: list[Waiter], posters: list[Poster]) -> dict[str, object]:
    total = plan.count or int(plan.rate * plan.seconds)
    seen.target = total
    random.shuffle(seen.free)
    resident, spent, own = resident_memory(plan.pid), processor_seconds(plan.pid), time.process_time()
    began = time.perf_counter()
    await (_paced(plan, seen, waiters, posters, total) if plan.rate else _flat_out(plan, seen, waiters, posters, total))
    if len(seen.got) < total:
        try:
            await asyncio.wait_for(seen.enough.wait(), PATIENCE_S)
        except TimeoutError:
            seen.faults.append(f"{total - len(seen.got)} letters never came")
    took = max(seen.got.values(), default=began) - began
    cpu = processor_seconds(plan.pid) - spent
    delays = [seen.got[number] - seen.sent[number] for number in seen.got]
    return {
        "rate": total / took, "cpu_us": cpu / total * 1e6, "busy": cpu / took,
        "own_busy": (time.process_time() - own) / took, "delays": delays, "faults": seen.faults[:5],
        "grew_mib": resident_memory(plan.pid) - resident,
    }  # fmt: skip


async def _one(plan: Plan, seen: Run, waiters: list[Waiter], poster: Poster, number: int) -> None:
    place = seen.free.popleft()
    waiters[place].number = number
    data = seen.tongue.post(plan.tills[place], number)
    seen.sent[number] = time.perf_counter()
    await poster.post(data)


async def _flat_out(plan: Plan, seen: Run, waiters: list[Waiter], posters: list[Poster], total: int) -> None:
    numbers = iter(range(total))

    async def work(poster: Poster) -> None:
        for number in numbers:
            while not seen.free:
                await asyncio.sleep(0.0005)
            await _one(plan, seen, waiters, poster, number)

    await asyncio.gather(*(work(poster) for poster in posters))


async def _paced(plan: Plan, seen: Run, waiters: list[Waiter], posters: list[Poster], total: int) -> None:
    """By the clock, whether the last one was answered or not: a slow server does not get an easier time."""
    loop, idle, tasks = asyncio.get_running_loop(), deque(posters), set()

    async def one(poster: Poster, number: int) -> None:
        await _one(plan, seen, waiters, poster, number)
        idle.append(poster)

    began = time.perf_counter()
    for number in range(total):
        await asyncio.sleep(max(0.0, began + number / plan.rate - time.perf_counter()))
        if not seen.free or not idle:
            # With one till waiting, the next letter finds nobody now and then: it is left out.
            seen.target -= 1
            continue
        task = loop.create_task(one(idle.popleft(), number))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)
    if len(seen.got) >= seen.target:
        seen.enough.set()


def proportional_memory(pid: int) -> float:
    """MiB, with what is shared divided by those who share it (PSS)."""
    for line in (PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise OSError(f"process {pid} tells no Pss")


if __name__ == "__main__":
    wanted = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    wanted["tills"] = [Till(**till) for till in wanted["tills"]]
    Path(sys.argv[2]).write_text(json.dumps(uvloop.run(run(Plan(**wanted)))), "utf-8")
