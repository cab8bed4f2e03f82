"""PySide's help for programmers is read when it is wanted; in processes of their own, for here it is there already."""

import subprocess
import sys

START = """
import builtins, sys
before, finders = builtins.__import__, list(sys.meta_path)
from kiosk.cli.qt_late import help_read_late
with help_read_late():
    import PySide6.QtCore
builtins.__import__ = before
assert sys.meta_path == finders, sys.meta_path
"""
WRONG_CALLS = """
import threading
from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget
def wrong(call):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error, flush=True)
wrong(lambda: QPoint("a", 3))
wrong(lambda: QPoint(unknown=3))
wrong(lambda: QObject().setObjectName())
wrong(lambda: QWidget.resize(None, "x"))
print(QPoint.setX.__doc__, QObject.__doc__)
"""
ELSEWHERE_FIRST = """
import threading
from PySide6.QtCore import QPoint
def wrong():
    try:
        QPoint("a", 3)
    except TypeError as error:
        print(str(error).splitlines()[0])
for number in range(2):
    one = threading.Thread(target=wrong)
    one.start()
    one.join()
"""
# What is left when PySide keeps its help somewhere else, or nowhere: everything is as Python makes it.
ELSEWHERE = """
import sys
from importlib.machinery import ModuleSpec
from kiosk.cli.qt_late import help_read_late
class Nothing:
    def find_spec(self, name, path, target=None):
        return None
sys.meta_path.insert(0, Nothing())
with help_read_late():
    try:
        import shibokensupport.signature
    except ModuleNotFoundError as error:
        print(error)
    from json import loads
print(loads("[1]"), [type(finder).__name__ for finder in sys.meta_path if type(finder).__name__ == "_LateFinder"])
"""


def python(script: str) -> str:
    """Run it in a Python of its own: what it said."""
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True).stdout


def test_a_start_reads_none_of_it() -> None:
    told = python(
        START
        + "late = [name for name, module in sys.modules.items() if '_fill' in vars(module)]\n"
        + "makes_stubs = vars(sys.modules['PySide6.support.signature.lib.pyi_generator'])\n"
        + "print(len(late), 'argparse' in sys.modules, 'Formatter' in makes_stubs)"
    )
    # Each under both of its names.
    assert told.split() == ["12", "False", "False"]


def test_a_wrong_call_is_explained_in_pysides_own_words() -> None:
    plain = python("import PySide6.QtCore\n" + WRONG_CALLS)
    assert "Supported signatures" in plain
    assert python(START + WRONG_CALLS) == plain


def test_a_thread_may_be_the_first_that_asks() -> None:
    # One at a time: PySide's own help mixes up two threads that make their first wrong call at once, late or not.
    said = "'PySide6.QtCore.QPoint.__init__' called with wrong argument types:"
    assert python(START + ELSEWHERE_FIRST).splitlines() == [said, said]


def test_a_name_that_is_not_there_is_an_ordinary_error() -> None:
    told = python(
        START
        + "from PySide6.support.signature.lib import pyi_generator\n"
        + "try:\n    pyi_generator.nobody\nexcept AttributeError as error:\n    print(error)\n"
        + "print(callable(pyi_generator.generate_pyi), '_fill' in vars(pyi_generator))"
    )
    assert told.splitlines() == [
        "module 'shibokensupport.signature.lib.pyi_generator' has no attribute 'nobody'",
        "True False",
    ]


def test_where_pyside_keeps_its_help_elsewhere_nothing_changes() -> None:
    assert python(ELSEWHERE).splitlines() == ["No module named 'shibokensupport'", "[1] []"]
