"""Files that are not code are found, wherever the kiosk was installed from."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.resources import data

ROOT = Path(__file__).resolve().parent.parent


def test_a_checkout_reads_its_own_folders() -> None:
    assert data("assets", "fonts", "OFL.txt").read_bytes() == (ROOT / "assets/fonts/OFL.txt").read_bytes()
    assert data("i18n").is_dir()


def test_what_is_missing_is_named_with_a_cure() -> None:
    with pytest.raises(FileNotFoundError, match=r"assets/fonts/nothing\.otf is missing .*; install the kiosk again"):
        data("assets", "fonts", "nothing.otf")


@pytest.mark.parametrize("part", ["", ".", "..", "a/b", "a\\b", "/etc"])
def test_a_part_is_one_name(part: str) -> None:
    with pytest.raises(ValueError, match="no single name"):
        data("assets", part)


def test_a_packaged_kiosk_reads_the_folders_inside_the_package(tmp_path: Path) -> None:
    """As a wheel or a bundle lies on a disk: the data inside the package wins over folders beside it."""
    package = tmp_path / "kiosk"
    (package / "_data" / "assets").mkdir(parents=True)
    (package / "_data" / "assets" / "mark.txt").write_text("inside")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "mark.txt").write_text("beside")
    shutil.copy(ROOT / "kiosk/__init__.py", package)
    shutil.copy(ROOT / "kiosk/resources.py", package)
    script = "import sys; sys.path.insert(0, sys.argv[1]); from kiosk.resources import data; "
    script += "print(data('assets', 'mark.txt').read_text())"
    told = subprocess.run(
        [sys.executable, "-I", "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "inside"
