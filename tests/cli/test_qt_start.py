"""Qt is imported without PySide's eye on every later import; in a process of its own, for here it is there already."""

import subprocess
import sys

SCRIPT = """
import builtins
before = builtins.__import__
from kiosk.cli.qt_start import import_qt
import_qt()
assert builtins.__import__ is before, "every import would read a module's source"
from PySide6.QtCore import QObject, Signal
class Bell(QObject):
    rang = Signal(object)
heard = []
bell = Bell()
bell.rang.connect(heard.append)
bell.rang.emit("ding")
print(heard)
"""


def test_pythons_own_import_is_put_back_and_qt_works() -> None:
    told = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.strip() == "['ding']"
