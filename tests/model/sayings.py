"""What the platform may say about a payment, true or not: facts by the names that the rules draw."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from kiosk.sale import facts as f
from tests.sale import helpers as h

KINDS = st.sampled_from((
    "success", "success", "success", "decline", "decline", "waiting", "waiting", "waiting", "processing", "confirming",
    "moved", "reversed", "expired", "error", "code", "code", "odd", "unknown", "unknown", "other amount",
    "other currency", "other customer", "no sum", "shared", "again",
))  # fmt: skip
"""The likely ones more than once."""


def saying(kind: str, minor: int, mine: str, other: str, digest: str) -> f.Fact:
    """The fact of that name about a payment of so many minor units. `mine` is its operation, `other` another's."""
    silent = h.stated(None, status="awaiting customer action")
    facts: dict[str, f.Fact] = {
        "success": h.success(minor, mine),
        "again": h.success(minor, f"{mine} again"),
        "shared": h.success(minor, other or mine),
        "no sum": h.success(None, mine),
        "other amount": h.success(minor + 1, mine),
        "other currency": h.success(None, mine, sums=(f.Sum(minor, "USD"),)),
        "other customer": h.success(minor, mine, customer_id="somebody else"),
        "decline": replace(h.decline(), stated=replace(h.decline().stated, sums=())),
        "moved": replace(h.MOVED, stated=replace(h.MOVED.stated, sums=())),
        "code": f.QrProved(silent, h.code(minor), action=True),
        "waiting": h.WAITING,
        "processing": h.PROCESSING,
        "confirming": h.CONFIRMING,
        "reversed": h.REVERSED,
        "unknown": f.NotRegistered(),
        "expired": h.ended("expired"),
        "error": h.ended("error"),
    }
    return facts.get(kind, f.Odd("odd", digest))
