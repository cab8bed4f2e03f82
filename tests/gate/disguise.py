"""Letters of every shape with something odd in them, and other documents that sign alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.gate.helpers import Doc, changed, flat, lines, sale, standard, with_code

STATUSES = [
    "success",
    "decline",
    "awaiting customer action",
    "expired",
    "awaiting confirmation",
    "refunded",
    "error",
    "",
]
CODES = ["0", "20000", "9999", "20899", "1402", ""]
ODDITIES = [None, "", "1", 1, True, "0", False, "a:b", "id:c-1", "amount:10000", {"a": "b"}, {"0": "x"}, ["x"], {}, []]
PLACES = [
    *("customer", "customer.id", "payment.id", "payment.status", "payment.result_code", "project_id", "general"),
    *("payment.sum", "payment.sum.amount", "payment.sum.currency", "sum_real", "sum_request", "errors", "extra"),
    *("operation", "operation.type", "operation.status", "operation.code", "operation.id"),
    *("operation.sum_initial", "operation.sum_converted", "display_data", "display_data.data"),
]


@st.composite
def letters(draw: st.DrawFn) -> Doc:
    """Letters of every shape with any statuses and codes, up to three places of which hold something odd."""
    outer, inner, code = (draw(st.sampled_from(words)) for words in (STATUSES, STATUSES, CODES))
    shapes = [
        standard(inner, code),
        flat(inner, code),
        with_code(),
        standard(operation=None, operations=[sale(inner, code)]),
    ]
    document = changed(draw(st.sampled_from(shapes)), "payment.status", outer)
    for _ in range(draw(st.integers(0, 3))):
        place, value = draw(st.sampled_from(PLACES)), draw(st.sampled_from(ODDITIES))
        try:
            document = changed(document, place, value)
        except (AttributeError, TypeError, ValueError, IndexError):
            continue
    return document


def disguised(value: Any, chance: Callable[[], float]) -> Any:
    """Another value that signs alike: kinds swapped, empties added, a single member folded into text or unfolded."""
    if isinstance(value, dict):
        value = {key: disguised(member, chance) for key, member in value.items()}
        if chance() < 0.1:
            value["zz"] = {"zz": []}
    if isinstance(value, list):
        value = [disguised(member, chance) for member in value]
    if chance() < 0.7:
        return value
    return _alike(value)


def _alike(value: Any) -> Any:
    if isinstance(value, list):
        return {str(index): member for index, member in enumerate(value)}
    if isinstance(value, dict):
        if value and list(value) == [str(index) for index in range(len(value))]:
            return list(value.values())
        key, member = next(iter(value.items()), ("", {}))
        folds = len(value) == 1 and not isinstance(member, dict | list)
        return f"{key}:{lines(member)[0][1]}" if folds else value
    words = lines(value)[0][1]
    key, colon, rest = words.partition(":")
    if colon and re.fullmatch(r"[A-Za-z0-9_.-]+", key):
        return {key: rest}
    if isinstance(value, str) and re.fullmatch(r"0|[1-9][0-9]*", value):
        return value == "1" if value in ("0", "1") else int(value)
    return None if value == "" else words
