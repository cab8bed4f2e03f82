"""Clocks and chance, read here and handed on as callables.

The monotonic clock is the one that goes on in suspend where the system has it, so a deadline passes while the
lid is closed; how long the computer slept is the difference to the one that stops.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from kiosk.runtime.ports import Edge
from kiosk.sale.events import Ids

ID_BYTES = 17  # 136 random bits, of which 26 base32 characters carry 130
CUSTOMER_BYTES = 12
START_BYTES = 8


_BOOT = getattr(time, "CLOCK_BOOTTIME", None)
"""The clock that goes on in suspend; Linux has it."""


def mono() -> float:
    """Seconds that never go back and go on in suspend where the system can say so."""
    return time.monotonic() if _BOOT is None else time.clock_gettime(_BOOT)


def asleep() -> float:
    """Seconds of suspend since the computer started, as far as the system can say."""
    return 0.0 if _BOOT is None else max(0.0, time.clock_gettime(_BOOT) - time.monotonic())


def utc() -> datetime:
    """Wall time, for records and for people."""
    return datetime.now(UTC)


def start_name() -> str:
    """A name for a start of this program that no other start ever had: 16 of 0-9 a-f."""
    # Imported with the first poll, on its lane.
    import secrets

    return secrets.token_hex(START_BYTES)


def start_number() -> int:
    """Milliseconds since 1970."""
    return int(utc().timestamp() * 1000)


def ids_of(till_id: str) -> Callable[[], Ids]:
    """A maker of fresh ids: `<till>-<26 base32 characters>`, and a customer nobody ever was."""

    def make() -> Ids:
        # Imported with the first sale: a start has no use for them.
        import base64
        import secrets

        text = base64.b32encode(secrets.token_bytes(ID_BYTES)).decode("ascii").lower()[:26]
        return Ids(payment_id=f"{till_id}-{text}", customer_id=f"c-{secrets.token_hex(CUSTOMER_BYTES)}")

    return make


def edge(till_id: str) -> Edge:
    """The real edge of a till."""
    return Edge(mono=mono, utc=utc, asleep=asleep, ids=ids_of(till_id))
