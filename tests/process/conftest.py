"""What tests of real processes share: the stories that take long, the figures they measure, and logs on failure."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.process.harness import open_shops
from tests.process.long_stories import LongStories

TOLD_IN = Path(__file__).with_name("test_stories.py")
_measured: list[str] = []


class Figures:
    """Takes measured times; they are printed at the end of the run, passed or not."""

    def measured(self, what: str, seconds: float, limit_s: float) -> None:
        """Note a figure and hold it to its limit (seconds)."""
        _measured.append(f"{seconds:7.2f} s  of {limit_s:g} s  {what}")
        assert seconds <= limit_s, f"{what}: {seconds:.2f} s, and {limit_s:g} s are allowed"


@pytest.fixture
def figures() -> Figures:
    return Figures()


@pytest.fixture(scope="session", autouse=True)
def long_stories(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LongStories]:
    """Stories that wait for minutes begin before anything else here and are read last: tills wait by themselves."""
    wanted = any(item.path == TOLD_IN for item in request.session.items)
    stories = LongStories(tmp_path_factory.mktemp("long"), begin=wanted)
    yield stories
    # Whatever is left of a shop that could not be opened goes, too.
    for shop in list(open_shops):
        shop.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured."""
    if _measured:
        terminalreporter.section("times of real processes")
        for line in _measured:
            terminalreporter.write_line(line)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the logs of the programs that a failed test ran with."""
    report = yield
    if report.failed and Path(__file__).parent in item.path.parents:
        for shop in open_shops:
            report.sections += shop.logs()
    return report
