"""Frozen values that cost little to declare: a drop-in for `@dataclass(frozen=True, slots=True)`.

The standard decorator writes and compiles six methods for every class, about 0.6 ms in all; the till declares some
140 values before its keypad can be painted, which was a third of its start. This one compiles nothing: all
values share their methods. What it makes *is* a dataclass: `fields`, `replace`
and pattern matching work, and a test holds every class of the program against the standard decorator. Type checkers
see the standard one.

`replace` is the standard's, made fast: a step of the till replaces hundreds of fields.

It knows nothing of the program. Class variables, `InitVar` and keyword-only fields are not supported: use the
standard one for those.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:

    def replace(value: Any, /, **changes: Any) -> Any:
        """The same value with other fields. Raises TypeError for a field that is none."""
        cls = type(value)
        if cls.__init__ is not _init:
            return dataclasses.replace(value, **changes)
        names, puts = _SLOTS.get(cls) or _slots(cls)
        made = object.__new__(cls)
        for name, put in zip(names, puts, strict=True):
            put(made, changes.pop(name) if name in changes else getattr(value, name))
        if changes:
            raise TypeError(f"{cls.__name__} has no field {', '.join(changes)}")
        if hasattr(made, "__post_init__"):
            made.__post_init__()
        return made

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Declare a frozen value with slots; both must be asked for, so that the code reads like the standard one."""
        if not (frozen and slots):
            raise TypeError("only frozen values with slots are made here; use dataclasses.dataclass for others")
        return _declare


def _declare(cls: type) -> type:
    own = _own_fields(cls)
    every: dict[str, Field[Any]] = {}
    for base in reversed(cls.__mro__[1:]):
        every.update(getattr(base, "__dataclass_fields__", {}))
    inherited = set(every)
    every.update(own)
    space = {name: item for name, item in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    for name in own:
        space.pop(name, None)
    space.update(_SHARED)
    space.update(
        __slots__=tuple(name for name in own if name not in inherited),
        __dataclass_fields__=every,
        __match_args__=tuple(every),
        __qualname__=cls.__qualname__,
    )
    return type(cls)(cls.__name__, cls.__bases__, space)


def _annotations(cls: type) -> dict[str, Any]:
    """The annotations of the class itself. Not `inspect`'s: importing it costs more than it saves here."""
    found: dict[str, Any] = vars(cls).get("__annotations__", {})
    return found


def _own_fields(cls: type) -> dict[str, Field[Any]]:
    fields: dict[str, Field[Any]] = {}
    for name, kind in _annotations(cls).items():
        if str(kind).startswith(("ClassVar", "typing.ClassVar", "InitVar")):
            raise TypeError(f"{cls.__name__}.{name}: class variables and InitVar need dataclasses.dataclass")
        given = cls.__dict__.get(name, MISSING)
        field: Field[Any] = given if isinstance(given, Field) else dataclasses.field(default=given)
        if type(field.default).__hash__ is None:
            raise ValueError(f"mutable default for {cls.__name__}.{name}: use field(default_factory=...)")
        field.name, field.type = name, kind
        # How `dataclasses.fields` tells a field from a class variable: it has no public name, and no type stub.
        setattr(field, "_field_type", vars(dataclasses)["_FIELD"])  # noqa: B010 — see above
        fields[name] = field
    return fields


_Put = Callable[[Any, Any], None]
_Part = tuple[str, _Put, Any, Any]
_PARTS: dict[type, tuple[_Part, ...]] = {}
_SLOTS: dict[type, tuple[tuple[str, ...], tuple[_Put, ...]]] = {}


def _parts(cls: Any) -> tuple[_Part, ...]:
    """Name, setter, default and factory of each field, in order; gathered when the first value of a class is made."""
    fields = cls.__dataclass_fields__.values()
    found = _PARTS[cls] = tuple((f.name, getattr(cls, f.name).__set__, f.default, f.default_factory) for f in fields)
    return found


def _slots(cls: Any) -> tuple[tuple[str, ...], tuple[_Put, ...]]:
    """Names and setters of all fields."""
    parts = _parts(cls)
    found = _SLOTS[cls] = tuple(part[0] for part in parts), tuple(part[1] for part in parts)
    return found


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


def _compared(self: Any) -> Any:
    getter = _GETTERS.get(type(self))
    if getter is None:
        names = [name for name, field in self.__dataclass_fields__.items() if field.compare]
        getter = _GETTERS[type(self)] = attrgetter(*names) if names else lambda value: ()
    return getter(self)


_GETTERS: dict[type, Callable[[Any], Any]] = {}


def _eq(self: Any, other: object) -> Any:
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
