"""A document as bytes: signed, and written the way one JSON library or another writes."""

import json
import random
from typing import Any

from tests.foreign.dialect import Dialect
from tests.foreign.signer import signature

LAYOUTS: dict[str, dict[str, Any]] = {
    "compact": {"separators": (",", ":")},
    "spaced": {},
    "pretty": {"indent": 4},
    "tabs": {"indent": "\t", "separators": (" ,", " : ")},
}


def signed(document: dict[str, Any], dialect: Dialect, secret: str) -> dict[str, Any]:
    """The document with its signature where the dialect puts it."""
    general = dict(document.get("general", {}))
    mark = signature(document, secret, dialect.order)
    if dialect.signature_in == "general" or general:
        return {**document, "general": {**general, "signature": mark}}
    return {**document, "signature": mark}


def written(document: dict[str, Any], dialect: Dialect) -> bytes:
    """UTF-8 JSON without a byte order mark."""
    mixed = dialect.keys in ("reversed", "shuffled")
    ordered = _ordered(document, dialect.keys, random.Random(dialect.seed)) if mixed else document
    ascii_only = dialect.escapes in ("ascii", "both")
    text = json.dumps(ordered, ensure_ascii=ascii_only, **LAYOUTS[dialect.layout])
    if dialect.escapes in ("slashes", "both"):
        text = text.replace("/", "\\/")
    return text.encode() + (b"\n" if dialect.layout in ("pretty", "tabs") else b"")


def _ordered(value: Any, how: str, chance: random.Random) -> Any:
    if isinstance(value, list):
        return [_ordered(inner, how, chance) for inner in value]
    if not isinstance(value, dict):
        return value
    names = list(value)
    if how == "reversed":
        names.reverse()
    elif how == "shuffled":
        chance.shuffle(names)
    return {name: _ordered(value[name], how, chance) for name in names}
