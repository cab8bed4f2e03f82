"""`python -m tests.screen.till FOLDER`: a till over full screens as a shop has it, with the demo's pretend bank."""

import sys
from dataclasses import replace
from pathlib import Path

from kiosk.cli.till_window import Look, application, open_till
from kiosk.compose.demo import demo
from kiosk.ui.texts import Language
from kiosk.ui.window_pair import Places


def main() -> int:
    application()
    # No shop has the customer's phone on its desk.
    parts = replace(demo(Path(sys.argv[1])), phone=None)
    return open_till(parts, Look(places=Places(fullscreen=True), language=Language.EN))


if __name__ == "__main__":
    sys.exit(main())
