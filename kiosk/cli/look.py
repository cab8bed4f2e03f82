"""The part of the doctor that starts Qt, in a process of its own: screens and missing characters, as JSON.

Reads the text to look for from stdin. Ends with code 3 and words when Qt cannot start.
"""

from __future__ import annotations

import json
import os
import sys

from kiosk.cli import preflight


def command() -> int:
    """Print one JSON object: screens as [name, width, height] in logical pixels, the characters that lack, and what
    keeps the screens awake.
    """
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    preflight.choose_platform(os.environ, or_offscreen=False)
    preflight.check_libraries(os.environ)
    # Qt, only now that it can start.
    from PySide6.QtGui import QGuiApplication

    with preflight.last_words():
        app = QGuiApplication(["kiosk"])
    from kiosk.cli import awake
    from kiosk.ui import fonts

    found_ways = awake.ways(sys.platform, os.environ, app.platformName())
    found = {
        "screens": [[s.name(), s.size().width(), s.size().height()] for s in app.screens()],
        "lacking": fonts.missing(text),
        "awake": awake.take(found_ways),
    }
    awake.let_go(found_ways)
    print(json.dumps(found))
    return 0
