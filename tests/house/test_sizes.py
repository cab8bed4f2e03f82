"""Sizes and shapes: a file fits a head, a function fits a screen, every file says what it is for and has its test."""

import ast
import re

from tests.house.sources import ROOT, Source, kiosk, sources

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

TESTED_ELSEWHERE = {
    # Tables of words; the tests of the whole catalogue read every line of them.
    "ui/keys_counter.py": "ui/test_text_keys.py",
    "ui/keys_customer.py": "ui/test_text_keys.py",
    "ui/keys_dates.py": "ui/test_text_keys.py",
    "ui/keys_office.py": "ui/test_text_keys.py",
    "ui/keys_reasons.py": "ui/test_text_keys.py",
    "ui/keys_screens.py": "ui/test_text_keys.py",
    "ui/keys_states.py": "ui/test_text_keys.py",
    # Made-up screens and the reading of what is painted: tested by whoever shows and judges them.
    "cli/gallery_glass.py": "cli/test_gallery_checks.py",
    "cli/gallery_office.py": "cli/test_gallery_moments.py",
    "cli/gallery_screens.py": "cli/test_gallery_moments.py",
    "cli/gallery_words.py": "cli/test_gallery_moments.py",
    # Shapes without behaviour: whoever fills them is tested.
    "relay/errors.py": "relay/test_naming.py",
    "relay/values.py": "relay/test_service.py",
    "relay/overview.py": "relay/test_project_commands.py",
    # PostgreSQL behind the same face as SQLite: the tests of what every store does run on both.
    "relay/postgres/batch.py": "relay/test_batch.py",
    "relay/postgres/registry.py": "relay/test_registry.py",
    "relay/postgres/renewal.py": "relay/test_renewal.py",
    "relay/postgres/retention.py": "relay/test_retention.py",
    "relay/postgres/seats.py": "relay/test_seats.py",
    "relay/postgres/store.py": "relay/test_store.py",
    # A service that only real processes can show.
    "relay/serve.py": "process/test_relay_process.py",
    # The paced half of a connection: slow callers show it.
    "relay/lines.py": "relay/test_server.py",
    # One request between the connection and the application: only a socket shows it.
    "relay/exchange.py": "relay/test_wire.py",
}
"""Files of the program without a test file of their own name, and where they are tested instead."""


def everything() -> tuple[Source, ...]:
    return sources("kiosk", "tests", "benchmarks")


def test_a_file_fits_a_head() -> None:
    lengths = {source.name: len(source.text.splitlines()) for source in sources("kiosk", "tests")}
    long = {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}
    assert long == {}, f"files of more than {LONGEST_FILE} lines: give a part its own file"


def test_a_function_fits_a_screen() -> None:
    long = {
        f"{source.name}:{node.lineno} {node.name}": lines
        for source in sources("kiosk", "tests")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}, f"functions of more than {LONGEST_FUNCTION} lines: give a step its own name"


def test_a_file_says_what_it_is_for() -> None:
    silent = [
        source.name
        for source in everything()
        if not (source.is_init and not source.text.strip()) and not ast.get_docstring(source.tree)
    ]
    assert silent == [], "files without a docstring"


def test_a_file_has_its_test() -> None:
    lacking = []
    for source in kiosk():
        below = source.path.relative_to(ROOT / "kiosk")
        instead = TESTED_ELSEWHERE.get(below.as_posix())
        test = ROOT / "tests" / (instead or below.with_name(f"test_{below.stem.strip('_')}.py"))
        if not source.is_init and not test.is_file():
            lacking.append(f"{source.name}: {test.relative_to(ROOT).as_posix()}")
    assert lacking == [], "files without the test file of their name"


def test_no_exception_outlives_its_file() -> None:
    for below in TESTED_ELSEWHERE:
        own = ROOT / "tests" / re.sub(r"(\w+\.py)$", r"test_\1", below)
        assert (ROOT / "kiosk" / below).is_file(), f"{below} is gone; take it out of the list"
        assert not own.is_file(), f"{below} has its own test now; take it out of the list"


def test_a_test_file_tests_and_a_test_can_fail() -> None:
    empty, idle = [], []
    for source in sources("tests"):
        if not source.path.name.startswith("test_"):
            continue
        tests = [
            node
            for node in ast.walk(source.tree)
            if isinstance(node, ast.FunctionDef) and (node.name.startswith("test_") or "rule" in _decorators(node))
        ]
        if not tests:
            empty.append(source.name)
        idle += [f"{source.name}:{test.lineno} {test.name}" for test in tests if not _can_fail(test)]
    assert empty == [], "test files without a test"
    assert idle == [], "tests that cannot fail"


def _decorators(node: ast.FunctionDef) -> set[str]:
    return {part.id for item in node.decorator_list for part in ast.walk(item) if isinstance(part, ast.Name)}


def _can_fail(test: ast.FunctionDef) -> bool:
    """It asserts something or calls something that may."""
    return any(isinstance(node, ast.Assert | ast.Raise | ast.Call) for node in ast.walk(test))


# Written so that this file does not find itself.
LATER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "HA" + "CK")) + r")\b")
FOLDERS = ("ho" + "me", "ro" + "ot", "wo" + "rk", "op" + "t", "tm" + "p", "Us" + "ers")
MACHINES = re.compile(r"(?<![\w.])/(?:" + "|".join(FOLDERS) + r")/\w")
SUFFIXES = {".py", ".md", ".toml", ".txt", ".ts", ".json", ".conf", ".yml", ".cfg", ""}


def written() -> list[str]:
    """Every text that people wrote, below the folders of the repository."""
    folders = ("kiosk", "tests", "benchmarks", "i18n", "assets", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.is_file()]
    hidden = re.compile(r"/(__pycache__|\.\w+_cache|\.git|\.venv|\.hypothesis)/")
    return [
        path.relative_to(ROOT).as_posix()
        for path in sorted(files)
        if path.suffix in SUFFIXES and not hidden.search(f"/{path.relative_to(ROOT).as_posix()}/")
    ]


def test_nothing_is_left_for_later_and_no_machine_is_named() -> None:
    later, machines = [], []
    for name in written():
        try:
            text = (ROOT / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if LATER.search(line):
                later.append(f"{name}:{number}")
            if MACHINES.search(line):
                machines.append(f"{name}:{number} {line.strip()[:80]}")
    assert later == [], "do it, or say what holds now"
    assert machines == [], "paths of one machine"


def test_a_silenced_checker_has_a_reason_beside_it() -> None:
    marks = ("type: ig" + "nore", "no" + "qa", "pragma: no" + " cover")
    silenced = []
    for source in everything():
        lines = source.text.splitlines()
        for number, line in enumerate(lines):
            for mark in marks:
                _before, found, after = line.partition(f"# {mark}")
                above = lines[number - 1].strip() if number else ""
                if found and "#" not in after and "—" not in after and not above.startswith("#"):
                    silenced.append(f"{source.name}:{number + 1} {mark}")
    assert silenced == [], "write the reason beside it, or above"
