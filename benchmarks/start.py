"""Case: from the start of the process to the keypad painted and the first digit shown on it.

The product comes through its own command line with real settings; relay and Gate are there, as in a shop.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.children import Child, command
from benchmarks.figures import Row, milliseconds
from benchmarks.shop import Shop

GOAL = 1.35
# The first starts write byte code and fill the file cache.
WARM_UPS = 2
NOTE = (
    "process start to paint, files in cache. Floor: one window with one big text. Product: `kiosk run --config` on one "
    "screen; its goal is the first digit, pressed as soon as the keypad was painted. Both windows are 1920×1080."
)


def measure(shop: Shop, samples: int, progress: Callable[[str], None]) -> list[Row]:
    """Start both so many times, by turns."""
    floor: list[float] = []
    keypad: list[float] = []
    digit: list[float] = []
    settings = shop.till()
    for number in range(WARM_UPS + samples):
        with Child("blank-start", command("blank_window", ["start"]), shop.folder) as child:
            blank = float(child.hear()["painted"]) - child.started
        told, started = start_once(shop, settings, shop.folder / f"data-start-{number}")
        progress(f"start {number + 1} of {WARM_UPS + samples}")
        if number >= WARM_UPS:
            floor.append(blank)
            keypad.append(told["keypad"] - started)
            digit.append(told["digit"] - started)
    floors = milliseconds(floor)
    return [
        Row("cold start → keypad painted", "ms", milliseconds(keypad), floors),
        Row("cold start → first digit shown", "ms", milliseconds(digit), floors, GOAL, NOTE),
    ]


def start_once(shop: Shop, settings: Path, data: Path) -> tuple[dict[str, float], float]:
    """Start the product once on a data folder: the moments it told, and when its process was made."""
    words = ["start", "run", "--config", str(settings), "--data", str(data)]
    with Child("product-start", command("product", words), shop.folder) as child:
        told = child.hear()
        # What a till does after its first digit belongs to no start, and would hold up the next one.
        child.kill()
    return {name: float(moment) for name, moment in told.items()}, child.started
