"""What decides about money is tested to the last branch, each room by its own tests alone.

Another room's tests passing through by chance prove nothing about a law, so each is run by itself.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

ROOMS = [
    ("kiosk/sale", "tests/sale"),
    ("kiosk/gate", "tests/gate"),
    ("kiosk/bounded_json.py", "tests/test_bounded_json.py"),
]


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("room", "tests"), ROOMS, ids=[room for room, _tests in ROOMS])
def test_every_branch_is_taken_by_the_rooms_own_tests(room: str, tests: str, tmp_path: Path) -> None:
    report, config = tmp_path / "coverage.json", tmp_path / "coveragerc"
    # Only what is typed away or silenced with a reason may be left out.
    config.write_text("[run]\nbranch = true\n[report]\nexclude_also =\n    assert_never\\(\n", "utf-8")
    module = room.removesuffix(".py").replace("/", ".")
    told = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", tests,
            f"--cov={module}", f"--cov-config={config}", f"--cov-report=json:{report}",
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"COVERAGE_FILE": str(tmp_path / "data")},
    )  # fmt: skip
    assert told.returncode == 0, told.stdout[-4000:]
    files = json.loads(report.read_text("utf-8"))["files"]
    assert {name for name in files if name.startswith(room)} == set(files)
    whole = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(f"{room}/*.py" if "." not in room else room)}
    assert whole <= set(files), f"nothing of {whole - set(files)} was looked at"
    missing = {
        name: (found["missing_lines"], found["missing_branches"])
        for name, found in files.items()
        if found["missing_lines"] or found["missing_branches"]
    }
    assert missing == {}, f"lines and branches that {tests} never takes"
