"""The benchmarks still run: every case once, its figures in the report. How fast anything was is never judged here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.figures import Row, percentile
from benchmarks.report import CLOSING, LONG, OPENING, NoBlock, report, write_block

ROOT = Path(__file__).resolve().parents[2]
LINES = (
    "cold start → keypad painted",
    "cold start → first digit shown",
    "tap on Charge → code painted, less the wire",
    "letter POSTed → paid painted",
    "idle memory, just started",
    "processor, code and countdown shown",
    "syncs in a paid sale",
    "longest stand-still of the window in a sale, 20 ms syncs",
    "… start → first question about the interrupted sale",
)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The documented command, from the root of the repository."""
    argv = [sys.executable, "-m", "benchmarks", *words]
    return subprocess.run(argv, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)


def test_the_help_names_every_case_and_the_readme_option() -> None:
    done = run("--help")
    assert done.returncode == 0
    for word in (
        "start",
        "sales",
        "two",
        "memory",
        "countdown",
        "syncs",
        "slow",
        "restart",
        "day",
        "--write",
        "--samples",
        "--only",
    ):
        assert word in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a process costs is read from /proc")
@pytest.mark.timeout(240)
def test_every_case_runs_once_and_its_line_lands_in_the_readme(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{OPENING}\nyesterday\n{CLOSING}\nafter\n", "utf-8")
    done = run("--samples", "1", "--write", str(readme))
    assert done.returncode == 0, done.stderr
    text = readme.read_text("utf-8")
    assert text.startswith(f"before\n{OPENING}\n")
    assert text.endswith(f"{CLOSING}\nafter\n")
    assert "yesterday" not in text
    for line in LINES:
        assert f"| {line} |" in text
    assert done.stdout.strip() in text


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a process costs is read from /proc")
def test_the_long_case_runs_when_it_is_named_and_its_lines_land_in_their_own_block(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"{OPENING}\nthe others\n{CLOSING}\n<!-- {LONG} -->\nyesterday\n<!-- /{LONG} -->\n", "utf-8")
    done = run("--only", "day", "--samples", "3", "--write", str(readme))
    assert done.returncode == 0, done.stderr
    text = readme.read_text("utf-8")
    assert text.startswith(f"{OPENING}\nthe others\n{CLOSING}\n<!-- {LONG} -->\nMeasured on")
    assert "yesterday" not in text
    for line in (
        "3 sales in one process: memory more than after sale 1",
        "… open files more",
        "… threads more",
        "… 99th percentile of the last 1 to that of the first",
    ):
        assert f"| {line} |" in text


@pytest.mark.parametrize("words", [("--samples", "0"), ("--only", "nothing"), ("--samples", "many")])
def test_wrong_words_are_refused_with_code_2(words: tuple[str, ...]) -> None:
    assert run(*words).returncode == 2


def test_a_miss_is_marked_and_named() -> None:
    text = report([Row("slow", "ms", (3.0, 3.0), (1.0, 1.0), 2.0), Row("good", "ms", (1.0,), (1.0,), 2.0)], "")
    assert "| slow | **3.00×** | ≤ 2× | **missed** |" in text
    assert "| good | **1.00×** | ≤ 2× | met |" in text
    assert "Missed: slow." in text


def test_a_count_is_judged_by_its_worst_sample() -> None:
    row = Row("syncs", "", (4.0, 4.0, 5.0), goal=4)
    assert row.ratio is None
    assert row.met is False
    assert Row("syncs", "", (4.0, 4.0), goal=4).met is True


def test_a_line_without_a_goal_is_neither_met_nor_missed() -> None:
    row = Row("seen", "ms", (3.0,), (1.0,))
    assert row.ratio == 3.0
    assert row.met is None
    assert "Every goal above is met." in report([row], "")


def test_percentiles_lie_on_straight_lines_between_samples() -> None:
    assert percentile([3.0, 1.0, 2.0], 50) == 2.0
    assert percentile([1.0, 2.0], 99) == pytest.approx(1.99)
    assert percentile([7.0], 99) == 7.0
    with pytest.raises(ValueError, match="at least once"):
        percentile([], 50)


@pytest.mark.parametrize(
    "text", ["nothing", OPENING, f"{CLOSING}\n{OPENING}\n", f"{OPENING}{OPENING}{CLOSING}", f"{OPENING}{CLOSING}" * 2]
)
def test_a_readme_without_one_place_for_the_report_is_left_alone(tmp_path: Path, text: str) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(text, "utf-8")
    with pytest.raises(NoBlock, match="each once"):
        write_block(readme, "report")
    assert readme.read_text("utf-8") == text
