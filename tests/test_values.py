"""Cheap values behave like the standard's: every class of the program is held against the standard decorator."""

import copy
import dataclasses
import importlib
import pickle
import pkgutil
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest

import kiosk
from kiosk import values


@values.dataclass(frozen=True, slots=True)
class Cheap:
    """A value."""

    name: str
    count: int = 1
    tags: tuple[str, ...] = field(default_factory=lambda: ("a",))
    secret: str = field(default="s", repr=False)
    stamp: float = field(default=0.0, compare=False)

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("count")

    @property
    def twice(self) -> int:
        return self.count * 2


@dataclass(frozen=True, slots=True)
class Standard:
    """The same, by the standard decorator."""

    name: str
    count: int = 1
    tags: tuple[str, ...] = field(default_factory=lambda: ("a",))
    secret: str = field(default="s", repr=False)
    stamp: float = field(default=0.0, compare=False)


@values.dataclass(frozen=True, slots=True)
class Child(Cheap):
    """With one more."""

    extra: int = 7


def test_it_is_made_like_the_standard() -> None:
    cheap, standard = Cheap("x", 2), Standard("x", 2)
    assert repr(cheap).replace("Cheap", "Standard") == repr(standard)
    assert "s" not in repr(cheap).partition("tags")[2].replace("stamp", "")
    assert dataclasses.asdict(cheap) == dataclasses.asdict(standard)
    assert Cheap.__match_args__ == Standard.__match_args__
    assert [f.name for f in fields(Cheap)] == [f.name for f in fields(Standard)]
    assert Cheap.__slots__ == Standard.__slots__
    assert is_dataclass(Cheap)
    assert not hasattr(cheap, "__dict__")


def test_equality_and_hash_leave_out_what_is_not_compared() -> None:
    assert Cheap("x", stamp=1.0) == Cheap("x", stamp=2.0)
    assert hash(Cheap("x", stamp=1.0)) == hash(Cheap("x", stamp=2.0))
    assert Cheap("x") != Cheap("y")
    standard: object = Standard("x")
    assert Cheap("x") != standard
    assert Cheap("x") != Child("x")


def test_it_is_frozen() -> None:
    cheap = Cheap("x")
    with pytest.raises(FrozenInstanceError):
        cheap.name = "y"  # type: ignore[misc]  # a frozen value refuses it
    with pytest.raises(FrozenInstanceError):
        del cheap.name


def test_post_init_and_replace() -> None:
    with pytest.raises(ValueError, match="count"):
        Cheap("x", -1)
    assert replace(Cheap("x"), count=3).twice == 6
    with pytest.raises(TypeError):
        Cheap()  # type: ignore[call-arg]  # refused at run time too
    with pytest.raises(TypeError):
        Cheap("x", nonsense=1)  # type: ignore[call-arg]  # refused at run time too


def test_a_child_has_the_fields_of_both() -> None:
    child = Child("x", 2, extra=9)
    assert (child.name, child.count, child.extra, child.twice) == ("x", 2, 9, 4)
    assert Child("x") == Child("x")
    assert repr(child).startswith("Child(name='x'")


def test_it_survives_copy_and_pickle() -> None:
    cheap = Cheap("x", 5)
    assert copy.deepcopy(cheap) == pickle.loads(pickle.dumps(cheap)) == cheap


def test_two_who_want_the_fields_at_once_both_get_them() -> None:
    @values.dataclass(frozen=True, slots=True)
    class Fresh:
        """Nobody asked for its fields yet."""

        name: str

    late = vars(Fresh)["__dataclass_fields__"]
    assert [f.name for f in fields(Fresh)] == ["name"]
    assert list(late.__get__(None, Fresh)) == ["name"], "who came second finds what the first one made"


def test_it_matches_patterns() -> None:
    match Cheap("x", 4):
        case Cheap("x", count=count):
            assert count == 4
        case _:
            pytest.fail("no match")


def test_what_it_does_not_support_is_refused() -> None:
    with pytest.raises(TypeError, match="frozen"):
        values.dataclass(frozen=False, slots=True)
    with pytest.raises(TypeError, match="class variables"):
        values.dataclass(frozen=True, slots=True)(type("Bad", (), {"__annotations__": {"a": "ClassVar[int]"}}))
    with pytest.raises(ValueError, match="mutable"):
        values.dataclass(frozen=True, slots=True)(type("Bad", (), {"__annotations__": {"a": "list"}, "a": []}))


def cheap_classes() -> list[type]:
    """Every class of the program that was declared this way."""
    found: dict[str, type] = {}
    for room in ("sale", "runtime", "settings", "compose", "ui", "cli"):
        package = importlib.import_module(f"kiosk.{room}")
        for info in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"kiosk.{room}.{info.name}")
            for name, item in vars(module).items():
                if isinstance(item, type) and item.__module__ == module.__name__ and "__setstate__" in vars(item):
                    found[f"{module.__name__}.{name}"] = item
    return list(found.values())


@pytest.mark.parametrize("cls", cheap_classes(), ids=lambda c: f"{c.__module__}.{c.__qualname__}")
def test_every_class_of_the_program_agrees_with_the_standard(cls: type[Any]) -> None:
    """Made again by the standard decorator from the same fields, it takes, keeps and compares the same."""
    twin: Any = dataclasses.make_dataclass(
        "Twin", [(f.name, object, again(f)) for f in fields(cls)], frozen=True, slots=True
    )
    assert cls.__match_args__ == twin.__match_args__
    bare = {"__post_init__": lambda self: None}  # checks of its own would refuse what is given here
    kind: Any = type(cls)
    ours = kind("Bare", (cls,), bare)
    given = {f.name: f"{f.name} given" for f in fields(cls)}
    made, like = ours(**given), twin(**given)
    assert dataclasses.asdict(made) == dataclasses.asdict(like)
    assert repr(made).partition("(")[2] == repr(like).partition("(")[2]
    assert made == ours(*given.values())
    assert hash(made) == hash(ours(**given))
    needed = {f.name: given[f.name] for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}
    assert dataclasses.asdict(ours(**needed)) == dataclasses.asdict(twin(**needed))


def again(original: Any) -> Any:
    """A fresh field like this one; the standard decorator writes into what it is given."""
    wishes = {"repr": original.repr, "compare": original.compare}
    if original.default_factory is not MISSING:
        return field(default_factory=original.default_factory, **wishes)
    return field(default=original.default, **wishes)


def test_the_program_has_many_of_them() -> None:
    assert len(cheap_classes()) > 100
    assert kiosk.__name__ == "kiosk"


@values.dataclass(frozen=True, slots=True)
class Often:
    """A value of which many are made."""

    name: str
    count: int = 1
    tags: tuple[str, ...] = field(default_factory=lambda: ("a",))

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("count")


def test_a_class_that_is_made_and_replaced_often_keeps_its_word() -> None:
    for count in range(50):
        made = Often("x", count)
        assert (made.name, made.count, made.tags) == ("x", count, ("a",))
        other = values.replace(made, count=count + 1)
        assert (made.count, other) == (count, Often(name="x", count=count + 1))
    wrongs: tuple[dict[str, Any], ...] = ({"count": -1}, {"name": "y", "count": -1})
    for wrong in wrongs:
        with pytest.raises(ValueError, match="count"):
            Often(**{"name": "x", **wrong})
        with pytest.raises(ValueError, match="count"):
            values.replace(Often("x"), **wrong)
    with pytest.raises(TypeError):
        Often()  # type: ignore[call-arg]  # refused at run time too
    with pytest.raises(TypeError):
        Often("x", nonsense=1)  # type: ignore[call-arg]  # refused at run time too
    with pytest.raises(TypeError, match="nonsense"):
        values.replace(Often("x"), nonsense=1)  # type: ignore[call-arg]  # refused at run time too
    kind: Any = type(Often)
    heir = kind("Heir", (Often,), {"__post_init__": lambda self: None})
    assert heir("x", -1).count == -1


@values.dataclass(frozen=True, slots=True)
class Bare:
    """A value without fields, as many events are."""


def test_a_value_without_fields_may_be_made_often() -> None:
    for _ in range(50):
        assert values.replace(Bare()) == Bare()
    with pytest.raises(TypeError):
        Bare(1)  # type: ignore[call-arg]  # refused at run time too
