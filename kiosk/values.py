"""Frozen values that cost little to declare and little to make: a drop-in for `@dataclass(frozen=True, slots=True)`.

The standard decorator writes and compiles six methods for every class, about 0.6 ms in all; the till declares some
140 values before its keypad can be painted, which was a third of its start. This one compiles nothing when a class is
declared: all values share their methods. What it makes *is* a dataclass: `fields`, `replace` and pattern matching
work, and a test holds every class of the program against the standard decorator. Type checkers see the standard one.

A step of the till makes and replaces dozens of values, so a class of which many are made gets an `__init__` and a
`replace` of its own, compiled when it was made or replaced `OFTEN` times.

It knows nothing of the program. Class variables, `InitVar` and keyword-only fields are not supported: use the
standard one for those.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:

    def replace(value: Any, /, **changes: Any) -> Any:
        """The same value with other fields. Raises TypeError for a field that is none."""
        compiled = _COPIES.get(type(value))
        return _replaced(value, changes) if compiled is None else compiled(value, changes)

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Declare a frozen value with slots; both must be asked for, so that the code reads like the standard one."""
        if not (frozen and slots):
            raise TypeError("only frozen values with slots are made here; use dataclasses.dataclass for others")
        return _declare


def _declare(cls: type) -> type:
    own = _checked(cls)
    every: dict[str, None] = {}
    for base in reversed(cls.__mro__[1:]):
        if "__dataclass_fields__" in vars(base):
            every.update(dict.fromkeys(vars(base)["__match_args__"]))
    space = {name: item for name, item in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    given = {name: space.pop(name, MISSING) for name in own}
    space.update(_SHARED)
    space.update(
        __slots__=tuple(name for name in own if name not in every),
        __dataclass_fields__=_Fields(given),
        __match_args__=tuple(dict.fromkeys((*every, *own))),
        __qualname__=cls.__qualname__,
    )
    return type(cls)(cls.__name__, cls.__bases__, space)


class _Fields:
    """Stands for the fields of a class until somebody wants them, as the first value that is made does: most classes
    are declared long before, and some are never used.
    """

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given

    def __get__(self, value: object, owner: type) -> dict[str, Field[Any]]:
        cls = next((base for base in owner.__mro__ if vars(base).get("__dataclass_fields__") is self), None)
        if cls is None:
            # Another thread was here first.
            made: dict[str, Field[Any]] = getattr(owner, "__dataclass_fields__")  # noqa: B009 — no type stub knows it
            return made
        every: dict[str, Field[Any]] = {}
        for base in reversed(cls.__mro__[1:]):
            every.update(getattr(base, "__dataclass_fields__", {}))
        every.update(_own_fields(cls, self._given))
        setattr(cls, "__dataclass_fields__", every)  # noqa: B010 — no type stub knows that name
        return every


def _annotations(cls: type) -> dict[str, Any]:
    """The annotations of the class itself. Not `inspect`'s: importing it costs more than it saves here."""
    found: dict[str, Any] = vars(cls).get("__annotations__", {})
    return found


def _checked(cls: type) -> dict[str, Any]:
    """The annotations of the class itself, once what is given with them was found fit."""
    found = _annotations(cls)
    for name, kind in found.items():
        if str(kind).startswith(("ClassVar", "typing.ClassVar", "InitVar")):
            raise TypeError(f"{cls.__name__}.{name}: class variables and InitVar need dataclasses.dataclass")
        given = cls.__dict__.get(name, MISSING)
        default = given.default if isinstance(given, Field) else given
        if type(default).__hash__ is None:
            raise ValueError(f"mutable default for {cls.__name__}.{name}: use field(default_factory=...)")
    return found


def _own_fields(cls: type, defaults: dict[str, Any]) -> dict[str, Field[Any]]:
    fields: dict[str, Field[Any]] = {}
    for name, kind in _annotations(cls).items():
        given = defaults[name]
        field: Field[Any] = given if isinstance(given, Field) else dataclasses.field(default=given)
        field.name, field.type = name, kind
        # How `dataclasses.fields` tells a field from a class variable.
        setattr(field, "_field_type", vars(dataclasses)["_FIELD"])  # noqa: B010 — no public name, and no type stub
        fields[name] = field
    return fields


_Put = Callable[[Any, Any], None]
_Part = tuple[str, _Put, Any, Any]
_PARTS: dict[type, tuple[_Part, ...]] = {}
_USES: Counter[type] = Counter()
_COPIES: dict[type, Callable[[Any, dict[str, Any]], Any]] = {}
OFTEN = 24
"""How many values of a class are made one by one before it is worth compiling; more than any start makes."""


def _parts(cls: Any) -> tuple[_Part, ...]:
    """Name, setter, default and factory of each field, in order; gathered when the first value of a class is made."""
    fields = cls.__dataclass_fields__.values()
    found = _PARTS[cls] = tuple((f.name, getattr(cls, f.name).__set__, f.default, f.default_factory) for f in fields)
    return found


def _used(cls: Any) -> None:
    """Another value of this class was made by the shared methods; its own are compiled when there are many."""
    _USES[cls] += 1
    if _USES[cls] >= OFTEN and vars(cls).get("__init__") is _init:
        cls.__init__, _COPIES[cls] = _compiled(cls)


def _replaced(value: Any, changes: dict[str, Any]) -> Any:
    cls = type(value)
    if cls.__setstate__ is not _setstate:
        return dataclasses.replace(value, **changes)
    made = object.__new__(cls)
    for name, put, _default, _factory in _PARTS.get(cls) or _parts(cls):
        put(made, changes.pop(name) if name in changes else getattr(value, name))
    if changes:
        raise TypeError(f"{cls.__name__} has no field {', '.join(changes)}")
    if hasattr(made, "__post_init__"):
        made.__post_init__()
    _used(cls)
    return made


def _init(self: Any, *args: Any, **named: Any) -> None:
    parts = _PARTS.get(type(self)) or _parts(type(self))
    if len(args) > len(parts):
        raise TypeError(f"{type(self).__name__} takes {len(parts)} fields, and {len(args)} were given")
    for (name, put, _default, _factory), item in zip(parts, args, strict=False):
        if named and name in named:
            raise TypeError(f"{type(self).__name__}.{name} was given twice")
        put(self, item)
    for name, put, default, factory in parts[len(args) :]:
        if named and name in named:
            put(self, named.pop(name))
        elif default is not MISSING:
            put(self, default)
        elif factory is not MISSING:
            put(self, factory())
        else:
            raise TypeError(f"{type(self).__name__}.{name} is missing")
    if named:
        raise TypeError(f"{type(self).__name__} has no field {', '.join(named)}")
    if hasattr(self, "__post_init__"):
        self.__post_init__()
    _used(type(self))


def _compiled(cls: Any) -> tuple[Callable[..., None], Callable[[Any, dict[str, Any]], Any]]:
    """An `__init__` and a `replace` of this class alone.

    A frozen value refuses to be written, and going around that costs more per field than all else. So it is written
    as long as it is its twin: a class of the same slots that lets itself be written.
    """
    open_to_all = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    twin = type(cls)(cls.__name__, cls.__bases__, {"__slots__": cls.__slots__, **open_to_all})
    parts = _parts(cls)
    names = [name for name, *_rest in parts]
    scope: dict[str, Any] = {
        "_cls": cls, "_twin": twin, "_new": object.__new__, "_become": object.__setattr__, "_absent": object(),
        "_put": setattr, "_fields": frozenset(names), "_puts": tuple(put for _name, put, *_rest in parts),
    }  # fmt: skip
    takes, gets = [], []
    for place, (name, _put, default, factory) in enumerate(parts):
        scope[f"_default{place}"], scope[f"_factory{place}"] = default, factory
        if factory is not MISSING:
            takes.append(f"{name}=_absent")
            gets.append(f"    {name} = _factory{place}() if {name} is _absent else {name}")
        else:
            takes.append(name if default is MISSING else f"{name}=_default{place}")
    after = ["self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    text = "\n".join((*_init_lines(names, takes, gets, after), *_copy_lines(names, after)))
    exec(compile(text, f"<{cls.__qualname__}>", "exec"), scope)  # noqa: S102 — made of the class's own field names and nothing else
    return scope["__init__"], scope["_copy"]


def _init_lines(names: list[str], takes: list[str], gets: list[str], after: list[str]) -> Iterator[str]:
    yield f"def __init__({', '.join(('self', *takes))}):"
    yield from gets
    yield "    if type(self) is _cls:"
    yield "        _become(self, '__class__', _twin)"
    yield from (f"        self.{name} = {name}" for name in names)
    yield "        self.__class__ = _cls"
    yield from (f"        {line}" for line in after)
    yield "    else:"
    yield f"        for put, item in zip(_puts, ({''.join(f'{name}, ' for name in names)}), strict=True):"
    yield "            put(self, item)"
    yield "        if hasattr(self, '__post_init__'):"
    yield "            self.__post_init__()"


def _copy_lines(names: list[str], after: list[str]) -> Iterator[str]:
    yield "def _copy(value, changes):"
    yield "    self = _new(_twin)"
    yield from (f"    self.{name} = value.{name}" for name in names)
    yield "    for name, item in changes.items():"
    yield "        if name not in _fields:"
    yield "            raise TypeError(f'{_cls.__name__} has no field {name}')"
    yield "        _put(self, name, item)"
    yield "    self.__class__ = _cls"
    yield from (f"    {line}" for line in after)
    yield "    return self"


def _compared(self: Any) -> Any:
    getter = _GETTERS.get(type(self))
    if getter is None:
        names = [name for name, field in self.__dataclass_fields__.items() if field.compare]
        getter = _GETTERS[type(self)] = attrgetter(*names) if names else lambda value: ()
    return getter(self)


_GETTERS: dict[type, Callable[[Any], Any]] = {}


def _eq(self: Any, other: object) -> Any:
    if self is other:
        return True
    if other.__class__ is not self.__class__:
        return NotImplemented
    return _compared(self) == _compared(other)


def _hash(self: Any) -> int:
    return hash(_compared(self))


def _repr(self: Any) -> str:
    shown = (name for name, field in self.__dataclass_fields__.items() if field.repr)
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def _setattr(self: Any, name: str, _item: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__dataclass_fields__]


def _setstate(self: Any, state: list[Any]) -> None:
    for name, item in zip(self.__dataclass_fields__, state, strict=True):
        object.__setattr__(self, name, item)


_SHARED = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}
