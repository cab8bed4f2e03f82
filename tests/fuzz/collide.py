"""Collisions: pairs of documents with one signed text, made on purpose. If both are believed, they say the same.

The first of a pair is a document as the platform may write it, odd texts of outsiders included, signed; the second is
rewritten without touching the signed text and carries the same signature. A pair whose texts came out different is
drawn again in another way, so that every pair that is counted collides.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

from kiosk.gate import replies as g
from tests.fuzz import archive, mutate, oracle, same_text
from tests.fuzz.engine import Target
from tests.fuzz.targets_gate import document
from tests.gate.helpers import PAYMENT, PROJECT, SECRET

TALLY: Counter[str] = Counter()
"""What became of the pairs: both believed, one, none."""

Pair = tuple[bytes, bytes, bool]
_TRIES = 6


def _pair(chance: Random) -> Pair:
    """Two documents of one text, signed alike, and whether they are answers to a question."""
    answer = chance.random() < 0.2
    one = _first(chance, answer)
    text = sorted(oracle.lines(one))
    other = one
    for _ in range(_TRIES):
        # Answers come over a line of our own: what is rewritten there is only what senders write in several ways.
        found = _sender_ways(one, chance) if answer else same_text.rewritten(one, chance)
        if found != one and _joined(found) == ";".join(f"{path}:{value}" for path, value in text):
            other = found
            break
    mark = oracle.signature(one, SECRET)
    return with_mark(one, mark, chance.random() < 0.3), with_mark(other, mark, chance.random() < 0.3), answer


def _first(chance: Random, answer: bool) -> dict[str, Any]:
    if not answer and chance.random() < 0.7:
        made = mutate.own(chance.choice(archive.originals()).document)
    else:
        made = document("status.jsonl" if answer else "letter.jsonl", chance, 0 if answer else 2)
    made.pop("signature", None)
    if isinstance(made.get("general"), dict):
        made["general"].pop("signature", None)
    return _spellable(made)


def _spellable(made: dict[str, Any]) -> dict[str, Any]:
    """Without halves of characters, which nobody could sign."""
    found: dict[str, Any] = json.loads(json.dumps(made, ensure_ascii=False).encode("utf-8", "replace"))
    return found


def _sender_ways(made: Any, chance: Random) -> Any:
    """Digits as a number, a list as a numbered object, and the three ways to say nothing."""
    if isinstance(made, dict):
        return {key: _sender_ways(member, chance) for key, member in made.items()}
    if isinstance(made, list):
        inner = [_sender_ways(member, chance) for member in made]
        return {str(n): member for n, member in enumerate(inner)} if inner and chance.random() < 0.3 else inner
    if chance.random() < 0.6 or isinstance(made, bool | float):
        return made
    if made in (None, ""):
        return None if made == "" else ""
    if isinstance(made, int):
        return str(made)
    return int(made) if made.isascii() and made.isdigit() and str(int(made[:99])) == made else made


def _joined(made: dict[str, Any]) -> str:
    return ";".join(f"{path}:{value}" for path, value in sorted(oracle.lines(made)))


def with_mark(made: dict[str, Any], mark: str, inside: bool = False) -> bytes:
    """The document with its signature at the top, or in `general` where it has one and `inside` asks for it."""
    general = made.get("general")
    if inside and isinstance(general, dict):
        return json.dumps({**made, "general": {**general, "signature": mark}}).encode()
    return json.dumps({**made, "signature": mark}).encode()


def _check(pair: Pair) -> None:
    one, other, answer = pair
    first, second = _told(one, answer), _told(other, answer)
    believed = sum(said is not None for said in (first, second))
    kind = "answers" if answer else "letters"
    TALLY[f"{kind}, {('none', 'one', 'both')[believed]} believed{'' if one != other else ' (the same bytes)'}"] += 1
    if believed == 2:
        assert first == second, f"one text, two meanings: {first} and {second}"
    if answer:
        assert believed != 1, "one way to write an answer is believed and another is not"


def _told(raw: bytes, answer: bool) -> object:
    """All that is decided by, without what is only logged; None for a document that is not believed."""
    said = g.read_status(raw, SECRET, PROJECT, PAYMENT) if answer else g.read_letter(raw, SECRET, PROJECT)
    if isinstance(said, g.Odd):
        return None
    if isinstance(said, g.NotRegistered):
        return said
    decided = replace(said.stated, noted=(), message="")
    return decided, type(said), getattr(said, "items", ()), getattr(said, "kind", ""), getattr(said, "quiet", "")


TARGETS = (Target("collide", "two documents of one signed text, both believed, say the same", _pair, _check, TALLY),)
