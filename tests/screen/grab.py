"""`python -m tests.screen.grab FILE`: a picture of the whole X screen, taken by another program than the till."""

import sys

from PySide6.QtGui import QGuiApplication


def main() -> int:
    application = QGuiApplication(sys.argv[:1])
    picture = application.primaryScreen().grabWindow(0)
    return 0 if picture.save(sys.argv[1]) else 1


if __name__ == "__main__":
    sys.exit(main())
