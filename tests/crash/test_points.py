"""The power goes behind every call of a sale, of a recovery and of a change of format; nothing acknowledged is lost.

The short form; `python -m tests.crash` is the whole one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.crash.disk import MODELS, Op, image
from tests.crash.points import STORIES, Run, Tally, cuts, old_format, prove, scratch, sold
from tests.crash.world import Truth

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def folder() -> Iterator[Path]:
    with scratch() as made:
        yield made


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("story", "step"), [("paid", 2), ("declined", 5), ("cancelled", 5)])
def test_a_sale_survives_the_loss_of_power_anywhere(folder: Path, story: str, step: int) -> None:
    assert story in STORIES
    tally = Tally()
    prove(sold(story, folder), folder, tally, step=step)
    assert tally.points >= 30
    assert tally.images == tally.recoveries > tally.points


@pytest.mark.timeout(300)
def test_a_recovery_survives_it_too_again_and_again(folder: Path) -> None:
    tally = Tally()
    prove(sold("paid", folder), folder, tally, step=24, deep=6)
    assert tally.recoveries > 60


@pytest.mark.timeout(300)
def test_a_change_of_format_survives_it(folder: Path) -> None:
    prove(old_format(folder), folder, Tally(), step=4)


def test_the_calls_are_all_there(folder: Path) -> None:
    run = sold("paid", folder)
    marks = [op.what for op in run.ops if op.kind == "mark"]
    assert marks == ["saved", "order", "read", "saved", "saved", "shown", "paid", "read", "saved", "green"]
    syncs = [number for number, op in enumerate(run.ops) if op.kind == "sync"]
    for number, op in enumerate(run.ops):
        if op.what == "saved":
            behind = max(at for at in syncs if at < number)
            between = run.ops[behind + 1 : number]
            assert {x.kind for x in between} <= {"mark"}, "a commit returns right after its sync"


@pytest.mark.parametrize("kind", ["sync", "write"])
def test_a_disk_that_lies_is_found_out(folder: Path, kind: str) -> None:
    """The proof has teeth: with the log's syncs taken out (or its writes dropped), something acknowledged is lost."""
    run = sold("paid", folder)
    honest = [op for op in run.ops if not (op.kind == kind and op.file.endswith("-wal"))]
    with pytest.raises((AssertionError, KeyError)):
        prove(replace(run, ops=tuple(honest)), folder, Tally())


# The models themselves.

OPS = (
    Op("write", "a", 0, b"old!"),
    Op("sync", "a"),
    Op("write", "a", 2, b"NEW"),
    Op("write", "b", 1, b"x"),
    Op("truncate", "c", 1),
    Op("delete", "d"),
)
BEFORE = {"c": b"cc", "d": b"d", "e": b"e"}


def test_nothing_lost() -> None:
    assert image(BEFORE, OPS, "kept") == {"a": b"olNEW", "b": b"\x00x", "c": b"c", "e": b"e"}


def test_what_was_not_synced_is_lost_a_deletion_too() -> None:
    assert image(BEFORE, OPS, "lost") == {"a": b"old!", **BEFORE}
    assert image(BEFORE, [Op("delete", "d", synced=True)], "lost") == {"c": b"cc", "e": b"e"}


def test_the_last_write_is_torn_and_only_that() -> None:
    found = {image({}, [*OPS[:3], Op("write", "a", 0, b"T" * 2_000)], "torn", seed)["a"] for seed in range(20)}
    assert len(found) > 2
    assert all(content.startswith(b"T") or content == b"olNEW" for content in found)
    assert max(len(content) for content in found) < 2_000
    assert image(BEFORE, OPS[4:], "torn") == {"c": b"c", "e": b"e"}


def test_what_was_not_synced_arrives_in_any_part() -> None:
    found = {tuple(sorted(image(BEFORE, OPS, "reordered", seed).items())) for seed in range(64)}
    assert len(found) > 8
    assert all(dict(files)["a"] in (b"old!", b"olNEW") for files in found)


def test_a_cut_before_the_first_call_is_a_point() -> None:
    run = Run({}, OPS, Truth())
    assert [end for end, _ops in cuts(run)] == list(range(len(OPS) + 1))
    assert len(MODELS) == 4
