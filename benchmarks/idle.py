"""Cases: memory of a till that waits, and processor time while a code counts down, beside a blank window.

Memory is taken from one process at a time; processor time from both at once, over the same seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.children import Child, command
from benchmarks.figures import Row
from benchmarks.process_figures import own_memory, processor_seconds, resident_memory
from benchmarks.sales import Samples, product, sale
from benchmarks.shop import Shop

MEMORY_GOAL = 1.7
PROCESSOR_GOAL = 2.0
MEMORY_TURNS = 3
SETTLE_S = 3.0
PROCESSOR_TURNS = 3
MEMORY_NOTE = (
    "memory that only this process holds (USS), installed libraries counted as its own. Product: one screen, its lines "
    "open, nothing charged yet; then after whole sales, when everything that a sale needs was loaded."
)
PROCESSOR_NOTE = (
    "share of one core over {seconds:g} s at a time, all threads (`schedstat`). Product: a code and its countdown on "
    "the screen, long poll answered every 9 s, Gate asked as planned. Floor: a window with a label that "
    "changes once a second."
)


def measure_memory(shop: Shop, sales: int, progress: Callable[[str], None]) -> list[Row]:
    """Memory before and after so many sales, and of a blank window, a few times by turns."""
    floor: list[float] = []
    fresh: list[float] = []
    worked: list[float] = []
    resident: list[float] = []
    # One sale alone is a trial of the case itself.
    turns, settle_s = (MEMORY_TURNS, SETTLE_S) if sales > 1 else (1, SETTLE_S / 10)
    for turn in range(turns):
        with _blank(shop) as blank:
            time.sleep(settle_s)
            floor.append(own_memory(blank.pid))
        with product(shop, f"memory-{turn}") as till:
            till.hear()
            time.sleep(settle_s)
            fresh.append(own_memory(till.pid))
            for number in range(sales):
                sale(shop, till, Samples(), figures=str(200 + number), check=False)
            time.sleep(4 * settle_s)  # ten seconds after the last sale a till tidies up
            worked.append(own_memory(till.pid))
            resident.append(resident_memory(till.pid))
        progress(f"memory {turn + 1}")
    return [
        Row("idle memory, just started", "MiB", tuple(fresh), tuple(floor), MEMORY_GOAL, MEMORY_NOTE),
        Row(f"idle memory, after {sales} sales", "MiB", tuple(worked), tuple(floor), MEMORY_GOAL),
        Row(f"… all of it, shared pages too (RSS), after {sales} sales", "MiB", tuple(resident)),
    ]


def measure_processor(shop: Shop, seconds: float, progress: Callable[[str], None]) -> list[Row]:
    """Processor time of both over the same seconds, a few times."""
    floor: list[float] = []
    till_share: list[float] = []
    with _blank(shop) as blank, product(shop, "countdown") as till:
        blank.ask("count")
        till.hear()
        till.ask("type", figures="88")
        till.ask("charge")
        time.sleep(min(SETTLE_S, seconds))
        for turn in range(PROCESSOR_TURNS):
            before = [processor_seconds(child.pid) for child in (blank, till)]
            began = time.monotonic()
            time.sleep(seconds)
            lasted = time.monotonic() - began
            after = [processor_seconds(child.pid) for child in (blank, till)]
            shares = [(late - early) / lasted * 100 for early, late in zip(before, after, strict=True)]
            floor.append(shares[0])
            till_share.append(shares[1])
            progress(f"countdown {turn + 1} of {PROCESSOR_TURNS}")
    note = PROCESSOR_NOTE.format(seconds=seconds)
    return [Row("processor, code and countdown shown", "%", tuple(till_share), tuple(floor), PROCESSOR_GOAL, note)]


def _blank(shop: Shop) -> Child:
    child = Child("blank-stay", command("blank_window", ["stay"]), shop.folder)
    child.hear()
    return child
