"""Other documents of the same signed text: every way to rewrite one without touching what was signed.

The text joins `path:value` lines with `;`, escapes nothing in values, knows no kinds, and leaves out `signature`,
`frame_mode` and empty containers. Each of these is a door, and each of these functions walks through one.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.fuzz import mutate, oracle
from tests.gate.disguise import disguised

Doc = dict[str, Any]
_PLACES = ("payment", "operation", "operations", "customer", "general", "display_data", "account", "sum_request")


def rewritten(document: Doc, chance: Random) -> Doc:
    """The document rewritten in one to three ways; most keep the signed text as it is."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        if not oracle.lines(document):
            break  # nothing is left to rewrite
        document = chance.choice(WAYS)(document, chance)
    return document


def other_kinds(document: Doc, chance: Random) -> Doc:
    """1, "1" and true; null and ""; lists and numbered objects; one member folded into text and back."""
    made: Doc | list[Any] | str | None = disguised(document, chance.random)
    return made if isinstance(made, dict) else document


def folded(document: Doc, chance: Random) -> Doc:
    """A line and those behind it folded into the value before: the text is the same, and fields are gone."""
    lines = _ordered(document)
    first = chance.randrange(len(lines))
    most = chance.choice((1, 1, 2, 5, 40))
    path, value = lines[first]
    gone = lines[first + 1 : first + 1 + most]
    made = mutate.own(document)
    for line, _ in gone:
        _cut(made, line)
    _put(made, path, ";".join([value, *(f"{':'.join(line)}:{words}" for line, words in gone)]))
    return made if isinstance(made, dict) else document


def unfolded(document: Doc, chance: Random) -> Doc:
    """The signed text split at other places: lines begin inside of values, and what must not be read is folded away.

    Lines have to stay in order, so one begins only where its path comes behind the one before.
    """
    known = {f"{':'.join(path)}:{value}".partition(";")[0]: path for path, value in _ordered(document)}
    text = ";".join(f"{':'.join(path)}:{value}" for path, value in _ordered(document))
    share = chance.choice((0.9, 1.0, 1.0))
    lines: list[tuple[tuple[str, ...], str]] = []
    for piece in text.split(";"):
        way, _, _ = piece.rpartition(":")
        path = known.get(piece) or tuple(way.split(":"))
        if way and (not lines or (path > lines[-1][0] and chance.random() < share)):
            lines.append((path, piece[len(":".join(path)) + 1 :]))
        elif lines:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]};{piece}")
    made: Doc = {}
    for path, value in lines:
        _put(made, path, value)
    general = document.get("general")
    mark = document.get("signature") or (general.get("signature") if isinstance(general, dict) else None)
    return made if mark is None else {**made, "signature": mark}


def unsigned_added(document: Doc, chance: Random) -> Doc:
    """Content where nothing is signed: below a `frame_mode` or a `signature`, at any depth."""
    made = mutate.own(document)
    name = chance.choice(("frame_mode", "signature", "signature", "frame_mode"))
    content = chance.choice(("success", {"status": "success"}, {"payment": {"status": "success"}}, [], ["x"], "A" * 88))
    place = made if chance.random() < 0.3 else made.get(chance.choice(_PLACES))
    if isinstance(place, list) and place:
        place = chance.choice(place)
    if isinstance(place, dict) and not (place is made and name == "signature"):
        place[name] = mutate.own(content)
    return made  # type: ignore[no-any-return]  # a copy of a document is one


def hidden(document: Doc, chance: Random) -> Doc:
    """A member moved below `frame_mode`: it is not signed there, and so the text lacks it."""
    made = mutate.own(document)
    name = chance.choice(list(made))
    made.setdefault("frame_mode", {})
    if isinstance(made["frame_mode"], dict) and name not in ("frame_mode", "signature"):
        made["frame_mode"][name] = made.pop(name)
    return made  # type: ignore[no-any-return]  # a copy of a document is one


def empties(document: Doc, chance: Random) -> Doc:
    """Empty containers added where they sign as nothing, or a container put where an empty text stood."""
    made = mutate.own(document)
    empty: Any = chance.choice(({}, [], {"a": {}}, [[]], [{}, []]))
    place = made if chance.random() < 0.5 else made.get(chance.choice(_PLACES))
    if isinstance(place, dict):
        place.setdefault(chance.choice((*mutate.KEYS[:26], *_PLACES)), mutate.own(empty))
    return made  # type: ignore[no-any-return]  # a copy of a document is one


def colons(document: Doc, chance: Random) -> Doc:
    """A colon moved from between two keys into one, or into a value."""
    made = mutate.own(document)
    name = chance.choice(list(made))
    inner = made[name]
    if isinstance(inner, dict) and inner and name != "signature":
        key = chance.choice(list(inner))
        how = chance.randrange(3)
        if how == 0:
            made[f"{name}:{key}"] = inner.pop(key)
        elif how == 1 and isinstance(inner[key], str):
            made[name] = f"{key}:{inner[key]}"
        else:
            made[f"{name}:"] = {key: inner.pop(key)}
    return made  # type: ignore[no-any-return]  # a copy of a document is one


def other_order(document: Doc, chance: Random) -> Doc:
    """The same members in another order: the same document."""
    names = list(document)
    chance.shuffle(names)
    return {name: document[name] for name in names}


Way = Callable[[Doc, Random], Doc]

WAYS: tuple[Way, ...] = (
    other_kinds, other_kinds, other_kinds, folded, folded, unfolded, unsigned_added, hidden, empties, colons,
    other_order,
)  # fmt: skip


def _ordered(document: Doc) -> list[tuple[tuple[str, ...], str]]:
    """The lines in the usual order; keys hold no colon in real documents."""
    return [(tuple(path.split(":")), value) for path, value in sorted(oracle.lines(document))]


def _cut(place: Any, path: tuple[str, ...]) -> None:
    """Take a leaf out; of a list only the last place can go without moving the others."""
    *way, last = path
    for key in way:
        place = _inner(place, key)
    if isinstance(place, dict):
        place.pop(last, None)
    elif isinstance(place, list) and last == str(len(place) - 1):
        place.pop()


def _put(place: Any, path: tuple[str, ...], value: str) -> None:
    """Set a leaf; what is missing on the way is made, and what is no container on the way is left alone."""
    *way, last = path
    for key in way:
        if isinstance(place, dict):
            place = place.setdefault(key, {})
        else:
            place = _inner(place, key)
    if isinstance(place, dict):
        place[last] = value
    elif isinstance(place, list) and last.isdigit() and int(last) < len(place):
        place[int(last)] = value


def _inner(place: Any, key: str) -> Any:
    if isinstance(place, dict):
        return place.get(key)
    if isinstance(place, list) and key.isdigit() and int(key) < len(place):
        return place[int(key)]
    return None
