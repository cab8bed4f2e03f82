"""A short mix of worlds in every run of the tests: no law broken, the same seed the same trace, failing seeds kept."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import islice, pairwise

import pytest

from tests.house.sources import ROOT
from tests.sim import cells, runs, shrink, swap, teeth
from tests.sim.mix import FAULTS, Mix, drawn
from tests.sim.world import ran

pytestmark = pytest.mark.timeout(900)
"""Of a busy machine: the whole file takes half a minute of work."""

SEEDS = range(1, 31)
STORED = 7
"""A seed whose relay and journals are files."""


def test_no_law_is_broken_in_a_short_mix_of_worlds() -> None:
    tally = runs.batch(SEEDS)
    assert tally.broken == [], runs.report(tally)
    assert tally.payments > 250
    assert tally.stored > 0, "a world with files was among them"
    assert tally.virtual_s > 10_000 * tally.cpu_s, "worlds are faster than the world"
    reached = [cell for cell in cells.every() if tally.cells[cell]]
    assert len(reached) > 200, cells.summary(tally.cells, 1)


def test_the_same_seed_is_the_same_story() -> None:
    for seed in (3, 11, STORED):
        mix = replace(runs.mix_of(seed), payments=6)
        one, other = ran(mix), ran(mix)
        assert one.timeline.trace == other.timeline.trace
        assert one.timeline.count == other.timeline.count > 100


def test_the_story_does_not_hang_on_the_order_of_sets() -> None:
    code = "from tests.sim.runs import mix_of; from tests.sim.world import ran; print(ran(mix_of(5)).timeline.trace)"
    told = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "QT_QPA_PLATFORM": "offscreen", "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1
    assert len(told.pop()) > 30


@pytest.mark.parametrize("line", shrink.corpus() or ["I0 seed=1 payments=1 days=1 tills=1 stored=0"])
def test_what_once_broke_a_law_keeps_it(line: str) -> None:
    world = ran(shrink.read(line))
    assert world.laws.broken == [], line


def test_a_mix_survives_its_line() -> None:
    for seed in range(50):
        mix = drawn(seed)
        again = shrink.read(shrink.written(mix, "I1"))
        assert again == replace(mix, rates={name: rate for name, rate in mix.rates.items() if rate})


def test_a_failing_world_shrinks_to_what_it_needs() -> None:
    plant = next(plant for plant in teeth.all_plants() if plant.name == "an order is sent twice")
    with swap.planted(plant):
        mix = replace(drawn(2), payments=4)
        law = shrink.law_of(mix)
        small = shrink.shrunk(mix, law, tries=30)
        assert shrink.law_of(small) == law == "I3"
    assert (small.payments, small.days, small.tills) == (1, 1, 1)
    assert not any(small.rates.values())
    assert shrink.law_of(small) == "", "without the mistake the law is kept"


def test_every_seed_draws_its_own_faults() -> None:
    mixes = [drawn(seed) for seed in range(400)]
    assert len({mix.words for mix in mixes}) > 300
    drawn_faults = Counter(fault for mix in mixes for fault, rate in mix.rates.items() if rate)
    assert set(drawn_faults) == set(FAULTS)
    assert any(mix.tills == 2 for mix in mixes)


def test_unreachable_cells_have_reasons_and_the_rest_is_counted() -> None:
    reasons = {cells.why_not(*cell) for cell in cells.every()} - {""}
    assert reasons <= set(cells.WORDS.values())
    assert sum(1 for cell in cells.every() if not cells.why_not(*cell)) >= 300
    with pytest.raises(KeyError):
        cells.why_not("nothing", "PAID")
    few = Counter({("refused", "QR_SHOWN"): 2})
    assert ("refused", "QR_SHOWN") not in cells.lacking(few)
    assert "2" in cells.table(few)


def test_a_world_without_faults_is_calm() -> None:
    world = ran(Mix(1, payments=5, days=1, tills=1, rates={}))
    assert world.laws.broken == []
    states = Counter(row.state.value for kiosk in world.kiosks.values() for row in kiosk.disk.rows.values())
    assert states["PAID"] >= 3


def test_an_even_run_takes_the_seeds_that_aim_at_what_is_rare() -> None:
    enough = dict.fromkeys(cells.every(), 10)
    few = Counter({**enough, ("new_code", "INTENT"): 9})
    found = list(islice(runs.evenly(1, few, enough=10), 3))
    assert {runs.mix_of(seed).aim for seed in found} == {("new_code", "INTENT")}
    few["new_code", "INTENT"] = 10
    after = found[-1]
    assert list(islice(runs.evenly(after, few, enough=10), 3)) == [after, after + 1, after + 2], "every cell has enough"


def test_an_even_run_looks_only_so_far() -> None:
    few = Counter({**dict.fromkeys(cells.every(), 10), ("new_code", "INTENT"): 9})
    found = list(islice(runs.evenly(1, few, enough=10, far=3), 40))
    assert max(b - a for a, b in pairwise(found)) == 4
    assert {runs.mix_of(seed).aim for seed in found} != {("new_code", "INTENT")}
