"""The last answer is given again for the very same things, and for nothing that only equals them."""

from kiosk.sale.same import same


def test_the_function_is_asked_once_for_the_same_things() -> None:
    asked: list[tuple[object, ...]] = []

    @same
    def count(*things: object) -> int:
        asked.append(things)
        return len(asked)

    one, like = ["a"], ["a"]
    assert [count(one), count(one), count(like), count(like), count(one)] == [1, 1, 2, 2, 3]
    assert [count(one, like), count(one, like), count(like, one)] == [4, 4, 5]
    assert [count(), count()] == [6, 6]
