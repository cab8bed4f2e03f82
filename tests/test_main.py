"""`python -m kiosk` is the `kiosk` command."""

import subprocess
import sys
from pathlib import Path


def test_both_names_say_the_same() -> None:
    script = Path(sys.executable).with_name("kiosk")
    told = [
        subprocess.run([*command, "--help"], capture_output=True, text=True, timeout=60, check=True).stdout
        for command in ([sys.executable, "-m", "kiosk"], [str(script)])
    ]
    assert told[0] == told[1]
    assert told[0].startswith("usage: kiosk ")
