"""Every point at which the power can go: a run is recorded once, cut behind each of its calls, and taken up again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import apsw

from kiosk.adapters.journal import Bounds
from kiosk.adapters.journal_schema import UNCHAINED
from tests.crash.disk import MODELS, Files, Model, Op, Recorder, image, put
from tests.crash.laws import everything_came_to_its_end, nothing_acknowledged_is_lost, truth_at
from tests.crash.world import Till, Truth

STORIES = ("paid", "declined", "cancelled")
TIDY = Bounds(idle_log=1)
"""The log is moved into the file in every run, so that the power can go on the way."""
_names = count()


@dataclass(frozen=True, slots=True)
class Run:
    """A recorded run: the files before it, its calls, and the world at its beginning."""

    before: Files
    ops: tuple[Op, ...]
    truth: Truth


@dataclass(slots=True)
class Tally:
    """What was proven. `points` are calls behind which the power went, `images` what disks made of them, `recoveries`
    tills that started on one and came to an end.
    """

    points: int = 0
    images: int = 0
    recoveries: int = 0

    def add(self, other: Tally) -> None:
        """Count the other's too."""
        self.points += other.points
        self.images += other.images
        self.recoveries += other.recoveries


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where the system has one: thousands of images are laid down."""
    home = "/dev/shm" if Path("/dev/shm").is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="kiosk-crash-", dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def recorded(files: Files, truth: Truth, act: Callable[[Till], None], run: int, folder: Path) -> Run:
    """Let a till act on a disk that begins with these files."""
    disk = Recorder(f"crash-{next(_names)}")
    home = folder / disk.name
    path = put(files, home)
    act(Till(path, disk, truth, run, TIDY))
    disk.unregister()
    shutil.rmtree(home)
    return Run(files, tuple(disk.ops), truth)


def sold(how: str, folder: Path) -> Run:
    """One sale on a new journal."""
    return recorded({}, Truth(), lambda till: till.sell(how), 0, folder)


def old_format(folder: Path) -> Run:
    """A journal without a chain, left in the middle of a sale, that a till of today opens."""
    sale = sold("paid", folder)
    shown = next(number for number, op in enumerate(sale.ops) if op.what == "shown")
    truth = truth_at(sale.ops[: shown + 1], sale.truth)
    home = folder / f"old-{next(_names)}"
    path = put(image({}, sale.ops[: shown + 1], "kept"), home)
    connection = apsw.Connection(str(path))
    for statement in ("DROP TRIGGER records_stay", "ALTER TABLE records DROP COLUMN chain", "DROP TABLE head"):
        connection.execute(statement)
    connection.pragma("user_version", UNCHAINED)
    connection.close()
    files = {file.name: file.read_bytes() for file in home.iterdir()}
    shutil.rmtree(home)
    return recorded(files, truth, lambda till: till.recover(), 1, folder)


def cuts(run: Run, step: int = 1) -> Iterator[tuple[int, Sequence[Op]]]:
    """The run cut behind each of its calls, before the first one too."""
    for end in range(0, len(run.ops) + 1, step):
        yield end, run.ops[:end]


def images(run: Run, ops: Sequence[Op], seeds: int) -> Iterator[tuple[Model, int, dict[str, bytes]]]:
    """What each model makes of a cut; those with chance as often as there are seeds. No image comes twice."""
    seen: set[int] = set()
    for model in MODELS:
        for seed in range(seeds if model in ("torn", "reordered") else 1):
            files = image(run.before, ops, model, seed)
            print_ = hash(tuple(sorted(files.items())))
            if print_ not in seen:
                seen.add(print_)
                yield model, seed, files


def prove(
    run: Run, folder: Path, tally: Tally, *, seeds: int = 1, step: int = 1, deep: int = 0, depth: int = 1
) -> None:
    """Cut a run at each point under each model; prove the laws on what is left, and again after recovery.

    `deep`: every so many recoveries are themselves cut at each point, once; 0 is none of them.
    """
    for end, ops in cuts(run, step):
        tally.points += 1
        truth = truth_at(ops, run.truth)
        for model, seed, files in images(run, ops, seeds):
            tally.images += 1
            try:
                _prove_one(files, truth, folder, tally, depth, deep=bool(deep) and tally.images % deep == 0)
            except BaseException as fault:
                fault.add_note(f"power lost behind call {end} of {len(run.ops)}, disk {model}, seed {seed}")
                raise


def _prove_one(files: Files, truth: Truth, folder: Path, tally: Tally, depth: int, *, deep: bool) -> None:
    home = folder / f"image-{next(_names)}"
    nothing_acknowledged_is_lost(put(files, home), truth)
    shutil.rmtree(home)
    recovery = recorded(files, truth, lambda till: till.recover(), depth, folder)
    tally.recoveries += 1
    last = truth_at(recovery.ops, truth)
    home = folder / f"image-{next(_names)}"
    everything_came_to_its_end(put(image(files, recovery.ops, "lost"), home), last)
    shutil.rmtree(home)
    if deep:
        prove(recovery, folder, tally, step=3, depth=depth + 1)
