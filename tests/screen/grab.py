"""Pictures of X screens, taken by another program than the till.

`python -m tests.screen.grab FILE` takes the main screen. Without FILE it takes orders from its input, each a line
`SCREEN FILE`, and answers each with `1`, or `0` while there is no such screen.
"""

import sys

from PySide6.QtGui import QGuiApplication


def main() -> int:
    application = QGuiApplication(sys.argv[:1])
    if len(sys.argv) > 1:
        return 0 if take(application, application.primaryScreen().name(), sys.argv[1]) else 1
    for order in sys.stdin:
        # Screens may have come and gone since the last one.
        application.processEvents()
        screen, _, file = order.rstrip("\n").partition(" ")
        print(int(take(application, screen, file)), flush=True)
    return 0


def take(application: QGuiApplication, screen: str, file: str) -> bool:
    """Save a picture of that screen; whether there is such a screen."""
    found = [one for one in application.screens() if one.name() == screen]
    return bool(found) and found[0].grabWindow(0).save(file)


if __name__ == "__main__":
    sys.exit(main())
