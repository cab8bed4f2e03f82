"""What a person does at a real screen, and sees there: xdotool presses, another program looks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import zxingcpp
from PIL import Image

PATIENCE_S = 40.0
STAFF, CUSTOMER, PHONE = "^轉數快收款機$", "轉數快收款機：顧客", "顧客的手機"


def tool(environ: dict[str, str], *words: str) -> str:
    """An xdotool command."""
    done = subprocess.run(
        ["xdotool", *words], env=environ, capture_output=True, text=True, timeout=PATIENCE_S, check=True
    )
    return done.stdout.strip()


def window(environ: dict[str, str], name: str) -> str:
    """The window of that title, as soon as it is in sight."""
    return tool(environ, "search", "--sync", "--onlyvisible", "--name", name).splitlines()[0]


def payments(environ: dict[str, str], folder: Path) -> list[dict[str, object]]:
    """The books, while the till runs."""
    command = [sys.executable, "-m", "kiosk", "payments", "list", "--json", "--data", str(folder)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=30, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def codes(environ: dict[str, str], picture: Path) -> list[str]:
    """The codes that can be read off the screen."""
    subprocess.run([sys.executable, "-m", "tests.screen.grab", str(picture)], env=environ, timeout=30, check=True)
    with Image.open(picture) as image:
        return [found.text for found in zxingcpp.read_barcodes(image)]
