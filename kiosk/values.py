"""Frozen values that cost little to declare: a drop-in for `@dataclass(frozen=True, slots=True)`.

The standard decorator writes and compiles six methods for every class, about 0.6 ms in all; the till declares some
140 values before its keypad can be painted, which was a third of its start. This one compiles nothing: all
values share their methods. What it makes *is* a dataclass: `fields`, `replace`
and pattern matching work, and a test holds every class of the program against the standard decorator. Type checkers
see the standard one.

A class of which many values are made gets methods of its own after all, in the middle of work, where a millisecond
is nothing: a step of the till makes hundreds of values. `replace` is the standard's, made fast the same way.

It knows nothing of the program. Class variables, `InitVar` and keyword-only fields are not supported: use the
standard one for those.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any

HOT = 64
"""So many values of a class are made slowly before methods are compiled for it."""

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:

    def replace(value: Any, /, **changes: Any) -> Any:
        """The same value with other fields. Raises TypeError for a field that is none."""
        cls = type(value)
        copy = _COPIES.get(cls)
        if copy is None:
            if cls not in _SLOTS:
                return dataclasses.replace(value, **changes)
            copy = _copy_of(cls)
        made = object.__new__(cls)
        copy(made, value)
        slots = _SLOTS[cls]
        for name, item in changes.items():
            put = slots.get(name)
            if put is None:
                raise TypeError(f"{cls.__name__} has no field {name}")
            put(made, item)
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


_Part = tuple[str, Any, Any]
_PARTS: dict[type, tuple[_Part, ...]] = {}


def _parts(cls: Any) -> tuple[_Part, ...]:
    """Name, default and factory of each field, in order; gathered when the first value of a class is made."""
    found = _PARTS.get(cls)
    if found is None:
        fields = cls.__dataclass_fields__.values()
        found = _PARTS[cls] = tuple((field.name, field.default, field.default_factory) for field in fields)
    return found


def _init(self: Any, *args: Any, **named: Any) -> None:
    cls = type(self)
    parts = _parts(cls)
    made = _MADE[cls] = _MADE.get(cls, 0) + 1
    if made == HOT and vars(cls).get("__init__") is _init:
        _compile(cls)
    if len(args) > len(parts):
        raise TypeError(f"{type(self).__name__} takes {len(parts)} fields, and {len(args)} were given")
    put = object.__setattr__
    for (name, _default, _factory), item in zip(parts, args, strict=False):
        if name in named:
            raise TypeError(f"{type(self).__name__}.{name} was given twice")
        put(self, name, item)
    for name, default, factory in parts[len(args) :]:
        if name in named:
            put(self, name, named.pop(name))
        elif default is not MISSING:
            put(self, name, default)
        elif factory is not MISSING:
            put(self, name, factory())
        else:
            raise TypeError(f"{type(self).__name__}.{name} is missing")
    if named:
        raise TypeError(f"{type(self).__name__} has no field {', '.join(named)}")
    if hasattr(self, "__post_init__"):
        self.__post_init__()


# What a class gets when it turns out to be made often.

_MADE: dict[type, int] = {}
_SLOTS: dict[type, dict[str, Callable[[Any, Any], None]]] = {}
_COPIES: dict[type, Callable[[Any, Any], None]] = {}


def _compile(cls: Any) -> None:
    """Give the class a constructor of its own; from now on `replace` copies its slots."""
    slots = _SLOTS[cls] = {name: _slot(cls, name) for name in cls.__dataclass_fields__}
    space: dict[str, Any] = {"_cls": cls, "_nothing": _NOTHING}
    heads: list[str] = []
    acts: list[str] = []
    for place, (name, default, factory) in enumerate(_parts(cls)):
        space[f"_put{place}"] = slots[name]
        if default is MISSING and factory is MISSING:
            if any("=" in head for head in heads):
                return  # a field without default behind one that has one: the slow road says what is missing
            heads.append(name)
            acts.append(f"_put{place}(self, {name})")
        elif factory is MISSING:
            space[f"_default{place}"] = default
            heads.append(f"{name}=_default{place}")
            acts.append(f"_put{place}(self, {name})")
        else:
            space[f"_make{place}"] = factory
            heads.append(f"{name}=_nothing")
            acts.append(f"_put{place}(self, _make{place}() if {name} is _nothing else {name})")
    heir = "self.__class__ is not _cls and hasattr(self, '__post_init__')"
    acts.append("self.__post_init__()" if hasattr(cls, "__post_init__") else f"self.__post_init__() if {heir} else 0")
    made = eval(f"lambda self, {', '.join(heads)}: ({', '.join(acts)},) and None", space)  # noqa: S307 — our own fields
    made.__name__, made.__qualname__ = "__init__", f"{cls.__qualname__}.__init__"
    cls.__init__ = made


_NOTHING = object()


def _slot(cls: type, name: str) -> Callable[[Any, Any], None]:
    """The setter of a slot, wherever in the ancestry it was declared."""
    put: Callable[[Any, Any], None] = getattr(cls, name).__set__
    return put


def _copy_of(cls: type) -> Callable[[Any, Any], None]:
    """A function that copies every slot of one value into another."""
    slots = _SLOTS[cls]
    space: dict[str, Any] = {f"_put{place}": put for place, put in enumerate(slots.values())}
    acts = "".join(f"_put{place}(new, old.{name}), " for place, name in enumerate(slots))
    copy: Callable[[Any, Any], None] = eval(f"lambda new, old: ({acts}) and None", space)  # noqa: S307 — our own fields
    _COPIES[cls] = copy
    return copy


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
