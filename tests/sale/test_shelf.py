"""A shelf hands on what it was given until something changes, and never changes what it was given."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from kiosk.sale.shelf import Shelf


@pytest.mark.parametrize("kept", [{"a": 1, "b": 2}, MappingProxyType({"a": 1, "b": 2})])
def test_what_was_handed_in_stays_as_it_was(kept: Mapping[str, int]) -> None:
    shelf = Shelf(kept)
    shelf.put("c", 3)
    shelf.put("a", 7)
    shelf.drop("b")
    assert shelf.now == {"a": 7, "c": 3}
    assert kept == {"a": 1, "b": 2}


def test_without_a_change_it_is_the_very_same() -> None:
    kept = MappingProxyType({"a": 1})
    shelf = Shelf(kept)
    shelf.drop("nobody")
    assert shelf.now is kept


def test_what_it_holds_cannot_be_changed_by_others() -> None:
    shelf: Shelf[int] = Shelf({})
    shelf.put("a", 1)
    with pytest.raises(TypeError):
        shelf.now["a"] = 2  # type: ignore[index]  # that it is refused is the point
