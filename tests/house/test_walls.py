"""Walls inside the house, one assertion each: where threads, HTTP, clocks, chance, widgets and proofs may be."""

import ast
from collections.abc import Callable

import pytest

from tests.house.sources import Source, calls, dotted, imports, kiosk

Where = Callable[[Source], bool]

THREADS = ("threading", "_thread", "concurrent", "multiprocessing", "asyncio", "queue", "selectors")
"""`asyncio` and queues too: whoever has them has more than one thing going on."""

THREAD_FILES = (
    "kiosk/runtime/lane.py",
    # The entries of the two servers.
    "kiosk/relay/app.py",
    "kiosk/relay/batch.py",
    "kiosk/relay/committer.py",
    "kiosk/relay/exchange.py",
    "kiosk/relay/lines.py",
    "kiosk/relay/lane.py",
    "kiosk/relay/metrics.py",
    "kiosk/relay/postgres/hearing.py",
    "kiosk/relay/serve.py",
    "kiosk/relay/server.py",
    "kiosk/relay/waiting.py",
    "kiosk/relay/wire.py",
    "kiosk/simulator/server.py",
    # Starts none; a lock, for the lanes' first wrong call may come while the windows' own is being explained.
    "kiosk/cli/qt_late.py",
)
QT_THREADS = {"QThread", "QThreadPool", "QRunnable", "QMutex", "QtConcurrent", "QWaitCondition", "QSemaphore"}

CLOCK_MODULES = ("time", "random", "secrets", "uuid")
CLOCK_CALLS = ("now", "utcnow", "today", "urandom", "getrandom", "uuid1", "uuid4")
CLOCK_ROOMS = ("compose", "relay")
CLOCK_FILES = ("kiosk/simulator/server.py",)
"""The simulator's edge; inside it the clock is handed on."""

START_STAMP = ("kiosk/cli/windows.py",)
"""May read one clock, once: the moment the program began, for the data folder's lock file."""

# Declares values as the standard library does: by writing their methods and compiling them.
DECLARES = "kiosk/values.py"
DIALOGS = {"QDialog", "QMessageBox", "QInputDialog", "QFileDialog", "QErrorMessage", "QProgressDialog", "QWizard"}


def offenders(tops: tuple[str, ...], allowed: Where) -> list[str]:
    """Imports of these modules outside the places where they may be."""
    return [
        str(found)
        for source in kiosk()
        if not allowed(source)
        for found in imports(source)
        if found.target.partition(".")[0] in tops
    ]


def test_threads_meet_only_in_the_lane_and_in_the_servers_entries() -> None:
    assert offenders(THREADS, lambda source: source.name in THREAD_FILES) == []


def test_qts_own_threads_are_nowhere() -> None:
    found = [str(i) for source in kiosk() for i in imports(source) if i.target.rpartition(".")[2] in QT_THREADS]
    assert found == []


def test_http_is_spoken_only_by_adapters_and_compose() -> None:
    assert offenders(("httpx", "httpcore"), lambda source: source.room in ("adapters", "compose")) == []


def test_clocks_and_chance_are_imported_only_at_the_edge() -> None:
    def edge(source: Source) -> bool:
        return source.room in CLOCK_ROOMS or source.name in CLOCK_FILES

    assert offenders(CLOCK_MODULES, edge) == []


def test_clocks_are_read_only_at_the_edge() -> None:
    found = [
        f"{source.name}:{call.lineno} calls {name}"
        for source in kiosk()
        if source.room not in CLOCK_ROOMS and source.name not in CLOCK_FILES + START_STAMP
        for call, name in calls(source)
        if name.rpartition(".")[2] in CLOCK_CALLS and name.partition(".")[0] in ("datetime", "date", "os", "uuid")
    ]
    assert found == []


def test_qt_is_no_way_around_the_clocks() -> None:
    clocks = {"QDateTime", "QTime", "QDate", "QElapsedTimer", "QDeadlineTimer", "QRandomGenerator", "QUuid"}
    found = [str(i) for source in kiosk() for i in imports(source) if i.target.rpartition(".")[2] in clocks]
    assert found == []


def test_widgets_are_only_in_ui_and_cli() -> None:
    found = [
        str(found)
        for source in kiosk()
        if source.room not in ("ui", "cli")
        for found in imports(source)
        if found.target.startswith(("PySide6.QtWidgets", "PySide6.QtGui", "PySide6.QtSvg"))
    ]
    assert found == []


def test_nothing_is_imported_from_all_of_qt() -> None:
    known = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtTest")
    found = [
        str(i)
        for source in kiosk()
        for i in imports(source)
        if i.target.startswith("PySide6") and not i.target.startswith(tuple(f"PySide6.{name}." for name in known))
    ]
    assert found == [], "name the module: from PySide6.QtCore import …"


def test_no_dialog_takes_the_event_loop() -> None:
    """A dialog's own loop would let an expired code stay on the screen behind it. The program has one loop."""
    found = [
        f"{source.name}:{call.lineno} calls {name}"
        for source in kiosk()
        for call, name in calls(source)
        if name.rpartition(".")[2] in ("exec", "exec_", "processEvents") and source.room != "cli"
        if source.name != DECLARES
    ]
    assert found == [], "only the command line runs the program's one loop"
    boxes = [str(i) for source in kiosk() for i in imports(source) if i.target.rpartition(".")[2] in DIALOGS]
    assert boxes == []


def test_event_loops_of_other_kinds_are_nowhere() -> None:
    found = [str(i) for s in kiosk() for i in imports(s) if i.target.rpartition(".")[2] in ("QEventLoop", "QtAsyncio")]
    assert found == []


def test_signals_carry_one_frozen_value_or_nothing() -> None:
    """A C++ type in a signal would be converted, and a queued one copied; a frozen value is handed on as it is."""
    found = [
        f"{source.name}:{call.lineno}"
        for source in kiosk()
        for call, name in calls(source)
        if name.rpartition(".")[2] == "Signal"
        and not (not call.keywords and [dotted(argument) for argument in call.args] in ([], ["object"]))
    ]
    assert found == []


def test_floats_never_become_money() -> None:
    """In the rooms of money no float is written and nothing is divided into one."""
    found = []
    for source in kiosk():
        if source.name not in ("kiosk/sale/money.py", "kiosk/sale/payment.py", "kiosk/sale/records.py"):
            continue
        found += [
            f"{source.name}:{node.lineno}"
            for node in ast.walk(source.tree)
            if (isinstance(node, ast.Constant) and isinstance(node.value, float))
            or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
            or (isinstance(node, ast.Name) and node.id == "float")
        ]
    assert found == []


PROOFS = {"QrProved", "SuccessProved", "DeclineProved"}


def test_only_translate_makes_proofs() -> None:
    found = [
        f"{source.name}:{call.lineno} makes {name}"
        for source in kiosk()
        if source.name != "kiosk/adapters/translate.py"
        for call, name in calls(source)
        if name.rpartition(".")[2] in PROOFS
    ]
    assert found == []
    makers = {name.rpartition(".")[2] for s in kiosk() if s.name.endswith("translate.py") for _call, name in calls(s)}
    assert makers >= PROOFS, "if nobody makes them, this wall guards nothing"


def test_replace_is_no_way_to_make_a_proof_say_something_else() -> None:
    """A proof belongs to its document; what it states is not edited outside of `translate`."""
    found = [
        str(i)
        for source in kiosk()
        if source.room in ("runtime", "compose", "cli", "ui")
        for i in imports(source)
        if i.target.rpartition(".")[2] in PROOFS
    ]
    assert found == []


SCHEMES = "kiosk/adapters/code_reader.py"
"""Which schemes a code may carry depends on the environment: a demo code must never be one that could be paid."""


def test_no_room_asks_whether_it_is_a_demo() -> None:
    """The demo is another composition of the same parts, not another behaviour."""
    found = []
    for source in kiosk():
        if source.room in ("compose", "cli", "simulator", "settings") or source.name == SCHEMES:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.If | ast.IfExp):
                words = {n.value for n in ast.walk(node.test) if isinstance(n, ast.Constant)}
                names = {dotted(n) for n in ast.walk(node.test) if isinstance(n, ast.Name | ast.Attribute)}
                if "demo" in words or any("demo" in name.lower() for name in names):
                    found.append(f"{source.name}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize("source", [s for s in kiosk() if s.is_init], ids=lambda source: source.name)
def test_init_files_only_hand_names_on(source: Source) -> None:
    for node in source.tree.body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        names = isinstance(node, ast.Assign) and [dotted(t) for t in node.targets] == ["__all__"]
        assert docstring or names or isinstance(node, ast.ImportFrom), f"{source.name}:{node.lineno} does something"


def test_secrets_are_revealed_where_they_are_used_and_nowhere_else() -> None:
    found = {
        source.name for source in kiosk() for _call, name in calls(source) if name.rpartition(".")[2] == "reveal"
    }  # fmt: skip
    known = {"kiosk/gate/secret.py", "kiosk/gate/signing.py", "kiosk/adapters/http_mailbox.py"}
    # One is compared with its hash, the other is put into its place.
    assert found <= known | {"kiosk/adapters/pin_store.py", "kiosk/adapters/key_store.py"}


def test_the_environment_is_read_only_by_the_command_line() -> None:
    """Settings come from the file; a variable that somebody forgot would change a till without a trace."""
    found = [
        f"{source.name}:{node.lineno}"
        for source in kiosk()
        if source.room != "cli"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and dotted(node) in ("os.environ", "os.getenv", "os.environb")
    ]
    assert found == []


def test_nothing_is_evaluated_or_unpickled() -> None:
    forbidden = {"eval", "exec", "compile", "__import__", "pickle.load", "pickle.loads", "marshal.loads"}
    found = [
        f"{s.name}:{c.lineno} calls {name}"
        for s in kiosk()
        for c, name in calls(s)
        if name in forbidden and s.name != DECLARES
    ]
    assert found == []
