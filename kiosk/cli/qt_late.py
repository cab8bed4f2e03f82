"""PySide's own help for programmers (signatures, error texts, stub files), read when it is asked for, not at start.

PySide carries a thousand lines of Python inside its library and compiles them at every start: about 50 ms on the
machine of the benchmarks, a fifth of a blank window's start. They are needed when a Qt call was made with wrong
arguments, by `help()` and by makers of stubs, which a till does once in its life or never. Here those modules are made
empty, and fill themselves from the same place when somebody first wants something of them.

Should PySide arrange itself differently, nothing is found here, and all is read at start as before.

It must not know what Qt is used for.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

_PACKAGE = "shibokensupport"
# Not `mapping`: PySide's own library looks into that one's dictionary, and ends the process if it is empty.
_LATE = frozenset(
    f"{_PACKAGE}.signature.{name}"
    for name in ("errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
)
# One for all: each of them imports others of them while it fills itself.
_filling = RLock()


class _Finder(Protocol):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None: ...


class _LateModule(ModuleType):
    """Empty until a name is wanted that it does not have."""

    def __getattr__(self, name: str) -> object:
        with _filling:
            fill = self.__dict__.pop("_fill", None)
            if fill is not None:
                fill()
        try:
            return self.__dict__[name]
        except KeyError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None


class _LateLoader:
    """Makes a module, and leaves the reading of it to the module's first user.

    A loader by what it does: the class that says so brings temporary files and archives with it, 4 ms of a start.
    """

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _LateModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        spec = module.__spec__
        assert spec is not None
        known = spec.name
        module.__package__ = known.rpartition(".")[0]

        def fill() -> None:
            # PySide publishes its modules under a second name and writes that into the spec; its loader finds the
            # text by the first.
            published, spec.name = spec.name, known
            try:
                self._loader.exec_module(module)
            finally:
                spec.name = published

        module.__dict__["_fill"] = fill


class _LateFinder:
    """Stands before PySide's own finder, and asks it."""

    def __init__(self, finder: _Finder) -> None:
        self._finder = finder

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in _LATE:
            return None
        spec = self._finder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = cast("Loader", _LateLoader(spec.loader))
        return spec


@contextmanager
def help_read_late() -> Iterator[None]:
    """While PySide is first imported: let its help wait. Python's own `__import__` is there again afterwards."""
    python: Callable[..., ModuleType] = builtins.__import__
    ours: list[_LateFinder] = []

    def watch(name: str, *words: object, **named: object) -> ModuleType:
        # PySide puts its finder first of all just before it imports from it, so ours can only be put there now.
        if not ours and name.startswith(_PACKAGE) and sys.meta_path and not isinstance(sys.meta_path[0], type):
            finder: _Finder = sys.meta_path[0]
            ours.append(_LateFinder(finder))
            sys.meta_path.insert(0, ours[0])
        return python(name, *words, **named)

    builtins.__import__ = watch
    try:
        yield
    finally:
        builtins.__import__ = python
        for finder in ours:
            sys.meta_path.remove(finder)
