"""The checkers agree: ruff finds nothing, and mypy's strict mode neither."""

import subprocess
import sys

import pytest

from tests.house.sources import ROOT


def check(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_ruff_finds_nothing() -> None:
    check("ruff", "check", ".")


@pytest.mark.timeout(400)
def test_every_line_of_the_program_and_of_its_tests_is_typed() -> None:
    # Strict by pyproject.toml, kiosk, tests and benchmarks in one run; a cold cache on a slow machine takes minutes.
    check("mypy")
