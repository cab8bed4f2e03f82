"""The program's own source as trees: what the laws of the house are read from."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One file. `name` is its path below the root; `module` its dotted name; `room` the part below `kiosk`."""

    path: Path
    tree: ast.Module
    text: str

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        parts = self.module.split(".")
        return parts[1] if len(parts) > 1 else ""

    @property
    def is_init(self) -> bool:
        return self.path.name == "__init__.py"


@dataclass(frozen=True)
class Import:
    """One imported name, wherever in the file it stands. `target` is dotted and may end in a name of a module."""

    source: Source
    line: int
    target: str

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line} imports {self.target}"


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file below these folders of the root."""
    found = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text("utf-8")
            found.append(Source(path, ast.parse(text, str(path)), text))
    assert found, f"nothing below {folders}: these tests look in the wrong place"
    return tuple(found)


def kiosk() -> tuple[Source, ...]:
    """The program."""
    return sources("kiosk")


@cache
def imports(source: Source) -> tuple[Import, ...]:
    """All imports by the strict count: inside functions and under TYPE_CHECKING too."""
    return tuple(_imports(source))


def _imports(source: Source) -> Iterator[Import]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(source, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = _base(source, node)
            for alias in node.names:
                yield Import(source, node.lineno, f"{base}.{alias.name}")


def _base(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.module.split(".")[: None if source.is_init else -1]
    upper = package[: len(package) - node.level + 1]
    return ".".join([*upper, node.module] if node.module else upper)


def calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted text of what is called, as far as it is names."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def dotted(node: ast.AST) -> str:
    """`a.b.c` for names and attributes; what stands before an attribute of something else is `?`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"
