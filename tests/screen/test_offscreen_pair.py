"""Two screens without an X server: each window on its own, numbers on both, the pattern on the customer's alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk.ui.pattern_page import TEXT
from tests.house.sources import ROOT
from tests.ui.screens import PAYLOAD

SCREEN = {"y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What stood where at each step."""
    file: Path = tmp_path_factory.mktemp("screens") / "screens.json"
    staff = {"name": "staff", "x": 0, "width": 1280, "height": 800, **SCREEN}
    customer = {"name": "customer", "x": 1280, "width": 1024, "height": 600, **SCREEN}
    whole = {"synchronousWindowSystemEvents": False, "windowFrameMargins": False, "screens": [staff, customer]}
    file.write_text(json.dumps(whole), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.screen.offscreen_child"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_each_window_fills_its_own_screen(seen: dict[str, Any]) -> None:
    assert seen["idle"] == {
        "where": {"staff": ["staffWindow"], "customer": ["customerWindow"]},
        "full": ["customerWindow", "staffWindow"],
        "codes": {"staff": [], "customer": []},
    }


def test_every_screen_has_its_number(seen: dict[str, Any]) -> None:
    assert seen["numbers"]["where"] == {
        "staff": ["numberCard", "staffWindow"],
        "customer": ["customerWindow", "numberCard"],
    }


def test_the_pattern_stands_on_the_customers_screen_alone(seen: dict[str, Any]) -> None:
    assert seen["pattern"]["codes"] == {"staff": [], "customer": [TEXT]}


def test_a_sale_takes_pattern_and_numbers_off(seen: dict[str, Any]) -> None:
    assert seen["sale"]["codes"]["customer"] == [PAYLOAD]
    assert seen["sale"]["where"] == seen["idle"]["where"]


def test_staff_and_customer_change_places(seen: dict[str, Any]) -> None:
    assert seen["exchanged"]["where"] == {"staff": ["customerWindow"], "customer": ["staffWindow"]}
    assert seen["exchanged"]["full"] == ["customerWindow", "staffWindow"]
    assert seen["exchanged-sale"]["codes"]["staff"] == [PAYLOAD]
