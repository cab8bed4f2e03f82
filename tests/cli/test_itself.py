"""The program can start itself, whatever it was started from."""

import subprocess
import sys

import pytest

from kiosk.cli import itself


def test_the_command_is_this_program() -> None:
    done = subprocess.run(itself.words("--version"), capture_output=True, text=True, check=True)
    assert done.stdout.startswith("fps-kiosk ")


def test_a_bundle_is_its_own_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert itself.words("run") == [sys.executable, "run"]
