"""Forgeries and collisions: what the makers make is what they claim, and without the key nothing comes of it."""

from __future__ import annotations

import json
from random import Random

import pytest

from kiosk.gate.replies import Odd, read_letter
from tests.fuzz import archive, collide, engine, forge, oracle, same_text
from tests.fuzz.engine import Failure
from tests.gate.helpers import PROJECT, SECRET


def test_the_archive_is_believed_as_it_stands_unless_it_says_two_things() -> None:
    letters = [original for original in archive.originals() if original.letter]
    believed = [one for one in letters if not isinstance(read_letter(one.text.encode(), SECRET, PROJECT), Odd)]
    assert len(letters) == 3 * archive.PAYMENTS
    assert len(believed) > len(letters) / 2, "a fuzzer that is never believed proves little"
    assert {original.kind for original in believed} == {"open", "paid", "declined", "pending"}
    contents: dict[str, set[str]] = {}
    for original in archive.originals():
        contents.setdefault(original.mark, set()).add(original.payment_id + original.kind)
    assert {len(said) for said in contents.values()} == {1}, "one signature, one payment and one meaning"


@pytest.mark.parametrize("way", [same_text.other_kinds, same_text.empties, same_text.other_order])
def test_these_ways_keep_the_signed_text(way: same_text.Way) -> None:
    changed = 0
    for number in range(300):
        chance = Random(number)
        document = chance.choice(archive.originals()).document
        found = way(document, chance)
        # A lone signature folded into its object's place becomes a signed line: that one attack keeps nothing.
        assert _text(found) == _text(document) or "general:signature:" in _text(found)
        changed += json.dumps(found) != json.dumps(document)
    assert changed > 100, "this way hardly ever makes anything"


@pytest.mark.parametrize("way", [same_text.folded, same_text.unfolded])
def test_lines_move_in_and_out_of_values_within_the_same_text(way: same_text.Way) -> None:
    documents = [original.document for original in archive.originals()]
    found = [(way(document, Random(number)), document) for number, document in enumerate(documents * 3)]
    same = [1 for other, document in found if other != document and _text(other) == _text(document)]
    assert len(same) > len(found) / 5


def _text(document: same_text.Doc) -> str:
    return ";".join(f"{path}:{value}" for path, value in sorted(oracle.lines(document)))


def test_the_known_hole_is_walked_through() -> None:
    """Another payment's document is rewritten into a whole "paid" of the same text. That it is refused is the reader's
    merit, and for the `;` alone.
    """
    for number in range(3_000):
        original = archive.originals()[number % len(archive.originals())]
        found = same_text.unfolded(original.document, Random(number))
        payment = found.get("payment", {})
        other = original.payment_id != "till1-P00" and original.kind != "paid"
        paid = (payment.get("id"), payment.get("status")) == ("till1-P00", "success")
        if other and paid and _text(found) == _text(original.document):
            break
    else:
        raise AssertionError("no document of another payment became a paid one of the first")
    assert oracle.signature(found, SECRET) == original.mark
    said = read_letter(json.dumps(found).encode(), SECRET, PROJECT)
    assert isinstance(said, Odd)
    assert said.why.startswith("holds a semicolon in ")


@pytest.mark.parametrize(("target", "inputs"), [(forge.TARGETS[0], 2_500), (collide.TARGETS[0], 1_200)])
def test_without_the_key_nothing_else_is_believed(target: engine.Target, inputs: int) -> None:
    target.tally.clear()
    failures: list[Failure] = engine.correct(target, 20_261_123, 0, inputs)
    assert failures == [], "\n".join(f"{failure.why}\n    {failure.command}" for failure in failures)
    assert sum(count for what, count in target.tally.items() if "same in other" in what or "both" in what) > inputs / 20
