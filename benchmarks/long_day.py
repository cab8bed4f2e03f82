"""Case: thousands of sales in one process of the till, and what it holds and how quick it is at the end of them.

Whatever a till keeps of a sale that is over shows here: as memory, as open files or threads, or as time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.children import Child, ChildFault, Silence, command
from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.process_figures import open_files, processor_seconds, resident_memory, threads
from benchmarks.sales import Samples, sale, stay
from benchmarks.shop import Shop

SALES = 10_000
BASE_SHARE = 20
"""After a twentieth of the sales (500 of 10,000) everything that a sale needs was loaded."""
SPELL_SHARE = 10
"""The first and the last tenth are compared."""
REST_S = 13.0
"""Ten seconds after the last sale a till tidies up."""
TOLD_EVERY = 100
SMALL = (1024, 600)
"""Most of the processor goes into painting; what a sale leaves behind does not hang on the size of the screen."""
PATIENCE_S = 20.0
MOST_SPOILED = 50
GROWTH_GOAL_MIB = 4
SLOWER_GOAL = 1.1
GROWTH_NOTE = (
    "one process of the till sells through the same relay and pretend Gate, keypad to keypad, at once the "
    "next; resident memory (RSS) {rest:g} s after the last sale, less that after sale {base:,}; likewise what it "
    "holds open (`/proc/PID/fd`) and its threads. On a screen of 1024×600. {processor:.0f} s of processor in "
    "{lasted:.0f} s."
)
TIME_NOTE = (
    "the till's own time in a sale: tap on Charge to the code painted, less the wire, and letter to the paid page; "
    "floor: the first {spell:,} sales of the same process."
)


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds at one moment; memory in MiB."""

    memory: float
    files: int
    threads: int

    @staticmethod
    def by(pid: int) -> Held:
        """What this process holds now."""
        return Held(resident_memory(pid), open_files(pid), threads(pid))


def measure(shop: Shop, sales: int, tell: Callable[[str], None]) -> list[Row]:
    """So many sales at one till."""
    base = max(1, sales // BASE_SHARE)
    # A few sales alone are a trial of the case itself.
    rest_s = REST_S if sales >= SALES // BASE_SHARE else REST_S / 20
    taken = Samples()
    argv = command("product", stay(shop, "long-day"))
    with Child("long-day", argv, shop.folder, size=SMALL, patience_s=PATIENCE_S) as till:
        till.hear()
        began = time.monotonic()
        spoiled = _sell(shop, till, taken, range(1, base + 1), sales, tell)
        time.sleep(rest_s)
        early = Held.by(till.pid)
        spoiled += _sell(shop, till, taken, range(base + 1, sales + 1), sales, tell)
        time.sleep(rest_s)
        late = Held.by(till.pid)
        spent, lasted = processor_seconds(till.pid), time.monotonic() - began
    note = GROWTH_NOTE.format(rest=rest_s, base=base, processor=spent, lasted=lasted)
    if spoiled:
        note += f" Sales spoiled because the machine stood still, and sold again: {spoiled}."
    growth = Row(f"{sales:,} sales in one process: memory more than after sale {base:,}", "MiB",
                 (late.memory - early.memory,), goal=GROWTH_GOAL_MIB, note=note)  # fmt: skip
    return [
        growth,
        Row("… open files more", "", (late.files - early.files,), goal=0),
        Row("… threads more", "", (late.threads - early.threads,), goal=0),
        *_times(taken, max(1, sales // SPELL_SHARE)),
    ]


def _times(taken: Samples, spell: int) -> list[Row]:
    """The last sales beside the first."""
    own = [code + paid for code, paid in zip(taken.code, taken.paid, strict=True)]
    first, last = own[:spell], own[-spell:]
    ratio = percentile(last, 99) / percentile(first, 99)
    return [
        Row(f"… the last {spell:,} sales beside the first", "ms", milliseconds(last), milliseconds(first),
            note=TIME_NOTE.format(spell=spell)),
        Row(f"… 99th percentile of the last {spell:,} to that of the first", "", (ratio,), goal=SLOWER_GOAL),
    ]  # fmt: skip


def _sell(
    shop: Shop, till: Child, taken: Samples, numbers: range, sales: int, tell: Callable[[str], None]
) -> int:
    """These sales, each to its end; how many had to be begun again."""
    spoiled = 0
    for number in numbers:
        while not _sold(shop, till, taken, number, check=number in (1, sales)):
            spoiled += 1
            if spoiled > MOST_SPOILED:
                raise ChildFault(f"{spoiled} of {number} sales did not come to their end")
        if number % TOLD_EVERY == 0 or number == sales:
            tell(f"sale {number} of {sales} in one process, {resident_memory(till.pid):.1f} MiB")
    return spoiled


def _sold(shop: Shop, till: Child, taken: Samples, number: int, *, check: bool) -> bool:
    """One sale to its end. False: the machine stood still for so long (paused, asleep) that its time was over."""
    try:
        sale(shop, till, taken, figures=str(100 + number % 900), check=check, hand_s=0.0)
    except Silence:
        while not till.ask("leave").get("keypad"):
            time.sleep(1.0)
        return False
    return True
