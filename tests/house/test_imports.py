"""The import law: an arrow only goes down, wings never meet, and each room knows only what the plan lets it know.

By the strict count: imports inside functions and type-only imports are imports. Every arrow that may exist stands in
one table, so that a new one is a decision somebody wrote down.
"""

import re
import sys
import tomllib

from tests.house.sources import ROOT, Import, imports, kiosk

FLOORS = {
    "__main__": 6,
    "cli": 5,
    "compose": 4,
    "adapters": 3,
    "simulator": 3,
    "runtime": 2,
    "ui": 2,
    "settings": 2,
    "gate": 2,
    "relay": 2,
    "sale": 1,
    "books": 1,
    "resources": 1,
    "bounded_json": 1,
    "values": 0,
}

BELOW_COMPOSE = frozenset(room for room, floor in FLOORS.items() if floor < FLOORS["compose"])

ARROWS: dict[str, frozenset[str]] = {
    "__main__": frozenset({"cli"}),
    "cli": BELOW_COMPOSE | {"compose"},
    "compose": BELOW_COMPOSE,
    "adapters": frozenset({"sale", "books", "resources", "bounded_json", "gate", "runtime", "settings"}),
    # Its own signer, so that a fault in ours cannot hide in both.
    "simulator": frozenset({"gate.emv", "gate.codes", "bounded_json", "resources"}),
    "runtime": frozenset({"sale"}),
    # It draws a value and emits values; it cannot ask anybody anything.
    "ui": frozenset({"sale.screen", "sale.events", "sale.office_events", "sale.money", "sale.facts", "resources"}),
    "settings": frozenset({"sale.money"}),
    "gate": frozenset({"bounded_json"}),
    # Units and proxy configurations, for setting up a server.
    "relay": frozenset({"bounded_json", "resources"}),
    "sale": frozenset(),
    "books": frozenset({"sale.money"}),
    "resources": frozenset(),
    "bounded_json": frozenset(),
    "values": frozenset(),
}
"""From a room to the rooms, or single files of rooms, that it may know. The ground they all stand on is `values`."""

GROUND = frozenset({"values"})

PACKAGES: dict[str, frozenset[str]] = {
    "__main__": frozenset(),
    "cli": frozenset({"PySide6", "jeepney", "platformdirs"}),
    "compose": frozenset({"PySide6", "httpx", "platformdirs"}),
    "adapters": frozenset({
        "httpx", "httpcore", "certifi", "apsw", "qrcode", "PIL", "zxingcpp", "keyring", "miniaudio",
    }),
    "simulator": frozenset({"starlette", "uvicorn", "qrcode", "PIL"}),
    "runtime": frozenset({"PySide6.QtCore"}),
    "ui": frozenset({"PySide6", "shiboken6"}),
    "settings": frozenset(),
    "gate": frozenset(),
    "relay": frozenset({"apsw", "httptools", "platformdirs", "psycopg", "uvloop"}),
    "sale": frozenset(),
    "books": frozenset(),
    "resources": frozenset(),
    "bounded_json": frozenset(),
    "values": frozenset(),
}
"""The packages of others that a room may know."""

PURE_STDLIB = frozenset({
    "__future__", "abc", "base64", "binascii", "bisect", "collections", "dataclasses", "datetime", "enum",
    "functools", "hashlib", "heapq", "hmac", "ipaddress", "itertools", "json", "math", "operator", "re",
    "string", "struct", "types", "typing", "unicodedata", "zlib",
})  # fmt: skip
"""What a pure room may take from Python: nothing that reads a clock, throws dice, or touches a file or a socket."""

PURE = ("sale", "books", "gate", "bounded_json", "values")


def own(found: Import) -> str:
    """The target below `kiosk` (`sale.money.Money`), or "" for somebody else's."""
    return found.target.removeprefix("kiosk.") if found.target.startswith("kiosk.") else ""


def covered(target: str, allowed: frozenset[str]) -> bool:
    return any(target == name or target.startswith(f"{name}.") for name in allowed)


def test_every_room_has_its_place() -> None:
    rooms = {source.room for source in kiosk() if source.room}
    assert rooms <= set(FLOORS), f"give {rooms - set(FLOORS)} a floor and its arrows, in the plan and here"
    assert set(ARROWS) == set(PACKAGES) == set(FLOORS)


def test_the_table_itself_keeps_the_law() -> None:
    for room, allowed in ARROWS.items():
        for target in allowed:
            below = target.partition(".")[0]
            exception = (room, target) == ("books", "sale.money")
            assert FLOORS[below] < FLOORS[room] or exception, f"{room} → {target} does not go down"
    for room, others in (("sale", "gate relay"), ("gate", "sale relay"), ("relay", "sale gate")):
        assert not ARROWS[room] & set(others.split())


def test_arrows_go_where_the_table_says() -> None:
    strange = [
        f"{found}; {source.room} may know {', '.join(sorted(ARROWS[source.room])) or 'no other room'}"
        for source in kiosk()
        if source.room
        for found in imports(source)
        if own(found)
        and own(found).partition(".")[0] != source.room
        and not covered(own(found), ARROWS.get(source.room, frozenset()) | GROUND)
    ]
    assert strange == []


def test_packages_of_others_stay_in_their_rooms() -> None:
    strange = [
        f"{found}; {source.room} may know {', '.join(sorted(PACKAGES[source.room])) or 'none'}"
        for source in kiosk()
        for found in imports(source)
        if is_others(found) and not covered(found.target, PACKAGES.get(source.room, frozenset()))
    ]
    assert strange == []


def is_others(found: Import) -> bool:
    """Neither ours nor Python's own."""
    top = found.target.partition(".")[0]
    return top != "kiosk" and top not in sys.stdlib_module_names


def test_pure_rooms_take_only_what_is_pure() -> None:
    strange = [
        f"{found}; {source.room} is pure"
        for source in kiosk()
        if source.room in PURE
        for found in imports(source)
        if found.target.partition(".")[0] not in PURE_STDLIB | {"kiosk"}
    ]
    assert strange == []


def test_only_files_of_the_program_are_imported_from_it() -> None:
    modules = {source.module for source in kiosk()}
    gone = [
        str(found)
        for source in kiosk()
        for found in imports(source)
        if found.target.startswith("kiosk") and not {found.target, found.target.rpartition(".")[0]} & modules
    ]
    assert gone == []


IMPORT_NAMES = {"PySide6-Essentials": {"PySide6", "shiboken6"}, "pillow": {"PIL"}, "zxing-cpp": {"zxingcpp"}}


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared: set[str] = set()
    extras = project["optional-dependencies"]
    for text in (*project["dependencies"], *extras["keyring"], *extras["postgres"]):
        name = re.split(r"[<>=!~\[; ]", text)[0]
        declared |= IMPORT_NAMES.get(name, {name})
    undeclared = [
        str(found)
        for source in kiosk()
        for found in imports(source)
        if is_others(found) and found.target.partition(".")[0] not in declared
    ]
    assert undeclared == [], "pyproject.toml does not ask for them"


def test_qt_stays_below_its_next_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (wanted,) = [text for text in project["dependencies"] if text.startswith("PySide6")]
    assert wanted.endswith("<6.12"), "6.12.0 loses a reference to None per call"
