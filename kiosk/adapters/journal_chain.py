"""The chain: each record carries a hash over the one before it and over all of its own, so that none can be changed,
removed, put in or moved without a trace.

What a chain in one file cannot show: somebody who can write the file with a program of their own can make the whole
chain anew. So the newest link is printed (`kiosk payments verify`), and one that was noted elsewhere holds everything
before it.

It must not know what a record means, nor where it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

GENESIS: Final = bytes(32)
"""What the first record is chained to."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record as the file holds it: `seq` counts from 1 without gaps, `at` is UTC text, `raw` is None for none."""

    seq: int
    at: str
    payment_id: str
    kind: str
    body: str
    raw: bytes | None
    environment: str


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link. `count` is its record's number, 0 in an empty journal.

    `since`: records up to this number were chained when the file was brought to this format, and the chain says
    nothing about what happened to them before; `origin` says in words where they came from.
    """

    count: int
    chain: bytes
    since: int = 0
    origin: str = ""

    def __str__(self) -> str:
        return f"{self.count}:{self.chain.hex()}"


def link(before: bytes, row: Row) -> bytes:
    """The hash of a record, 32 bytes: SHA-256 over the link before it and every column, each behind its length in 8
    bytes; no bytes from outside (`raw` None) have the length 2^64-1, so that they differ from empty ones.
    """
    parts = [before]
    for text in (str(row.seq), row.at, row.payment_id, row.kind, row.body, row.environment):
        part = text.encode("utf-8")
        parts += (len(part).to_bytes(8, "big"), part)
    parts += (b"\xff" * 8,) if row.raw is None else (len(row.raw).to_bytes(8, "big"), row.raw)
    return sha256(b"".join(parts)).digest()
