"""How the platform of a world writes: one of the ways that the vendor's pages leave open, drawn for each world.

Left out are pictures (the drawing seam is replaced here) and what makes a word of the platform say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from tests.foreign.dialect import CHOICES, PLAIN, Dialect, drawn

TEXTS = ("qr_data text", "qr_data text", "qr_data text", "qr_url text")
PLAIN_ONLY = {
    "layout": ("compact", "compact", "spaced"),
    "order": ("code point", "code point", "code point", "line", "natural"),
}


def dialect_of(chance: Random, plain: bool = False) -> Dialect:
    """A world's dialect. `plain` is that of the vendor's examples."""
    if plain:
        return replace(PLAIN, order="code point")

    def choose(options: Sequence[Any]) -> Any:
        # Half of every choice is the usual one, so that a world is odd in some ways and not in all.
        return options[0] if chance.random() < 0.5 else chance.choice(options)

    made = drawn(choose, chance.randrange(1 << 30))
    changes = {name: choose(options) for name, options in PLAIN_ONLY.items()}
    return replace(made, shown=choose(TEXTS), accepted=choose(("plain", "extra fields", "no request id")), **changes)


def letter_counts(dialect: Dialect) -> bool:
    """A success told in this dialect's letters says all that a letter has to say (design, what counts as truth)."""
    if dialect.words == "semicolon":
        return False
    told = dialect.codes in ("text", "number")
    if dialect.shape == "flat":
        return told and dialect.operations != "none"
    if dialect.operations in ("none", "only confirmed"):
        return False
    return told and (dialect.sums in ("both", "payment", "all", "initial", "operation"))


assert {"shown", "accepted", "layout", "order"} <= set(CHOICES), "the foreign dialect still has these choices"
