"""What a composition hands to the windows: everything they need, and nothing of how it was made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from kiosk.runtime.ports import Edge, Makers, SpeakerPort
from kiosk.sale.money import Money
from kiosk.sale.till import Rules
from kiosk.values import dataclass


class Phone(Protocol):
    """The pretend customer of the demo: the codes that were scanned, and what the customer does."""

    def seen(self, payment_id: str) -> None:
        """Its code is on the customer's screen: only such a code can be paid."""

    def codes(self) -> tuple[tuple[str, Money], ...]:
        """(payment id, money) of every code that was seen and can still be paid."""

    def pay(self, payment_id: str) -> None:
        """The customer pays."""

    def decline(self, payment_id: str) -> None:
        """The customer's bank declines."""


@dataclass(frozen=True, slots=True)
class Parts:
    """One till, ready to be driven. `ribbon` is a text key or ""; `folder` holds the journal. `speaker` is made on its
    lane, at the first tone; None is a till that cannot be heard.
    """

    rules: Rules
    makers: Makers
    edge: Edge
    folder: Path
    ribbon: str = ""
    phone: Phone | None = None
    speaker: Callable[[], SpeakerPort] | None = None
    close: Callable[[], None] = lambda: None
