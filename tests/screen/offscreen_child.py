"""`python -m tests.screen.offscreen_child`: a face on two offscreen screens; prints what stood on each as JSON."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui import fonts
from kiosk.ui.shell import Shell
from kiosk.ui.texts import Texts
from kiosk.ui.window_pair import Places
from tests.ui.faces import read_codes
from tests.ui.screens import NOW, SCREENS

ALT = Qt.KeyboardModifier.AltModifier


def standing(application: QApplication) -> dict[str, object]:
    """The windows and the codes on each screen, and which windows fill theirs."""
    windows = sorted((one for one in application.topLevelWidgets() if one.isVisible()), key=QWidget.objectName)
    on = {
        screen.name(): [one for one in windows if screen.geometry().contains(one.geometry())]
        for screen in application.screens()
    }
    return {
        "where": {name: [one.objectName() for one in here] for name, here in on.items()},
        "full": [one.objectName() for one in windows if one.geometry() == one.screen().geometry()],
        "codes": {name: [code for one in here for code in read_codes(one)] for name, here in on.items()},
    }


def main() -> int:
    application = QApplication(sys.argv[:1])
    fonts.register()
    shell = Shell(Texts(), lambda: NOW, places=Places(staff_screen="staff", fullscreen=True))
    seen: dict[str, dict[str, object]] = {}

    def look(name: str) -> None:
        application.processEvents()
        seen[name] = standing(application)

    def key(of: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        window: QWidget = shell.staff_window
        QTest.keyClick(window, of, modifier)

    shell.show()
    shell.show_screen(SCREENS["idle"])
    look("idle")
    shell.staff.open("screens")
    key(Qt.Key.Key_5, ALT)
    look("numbers")
    key(Qt.Key.Key_6, ALT)
    look("pattern")
    shell.show_screen(SCREENS["offering"])
    look("sale")
    shell.show_screen(SCREENS["idle"])
    # The staff's own screen is to be the customer's: they change places.
    key(Qt.Key.Key_1, ALT)
    look("exchanged")
    shell.show_screen(SCREENS["offering"])
    look("exchanged-sale")
    shell.close()
    print(json.dumps(seen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
