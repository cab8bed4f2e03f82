"""What a till asks for, in the imperative. The runner carries effects out in order; records always come first."""

from __future__ import annotations

from kiosk.sale.money import Money
from kiosk.sale.office_events import Pin
from kiosk.sale.records import Record
from kiosk.sale.screen_parts import Chime
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Remember:
    """Write this down and wait until it is durable: nothing of the step comes out before."""

    record: Record


@dataclass(frozen=True, slots=True)
class RideAlong:
    """Write this down with the next record that must wait. Losing it at a crash loses nothing that a question cannot
    bring back.
    """

    record: Record


@dataclass(frozen=True, slots=True)
class CreatePayment:
    """Send the order. `not_after` (monotonic seconds): no first byte may leave later."""

    payment_id: str
    customer_id: str
    money: Money
    not_after: float


@dataclass(frozen=True, slots=True)
class AskStatus:
    """Ask the platform about one payment."""

    payment_id: str


@dataclass(frozen=True, slots=True)
class ReadMailbox:
    """Wait for letters after this position; the position is also the receipt for all before it.

    `wait_s`: seconds the relay may keep the question when it has none (at most 25).
    """

    epoch: str
    after: int
    wait_s: int = 25


@dataclass(frozen=True, slots=True)
class ProbeRelay:
    """Ask the relay whether it is there."""


@dataclass(frozen=True, slots=True)
class WarmLines:
    """Open the connections that the next sale will need."""


@dataclass(frozen=True, slots=True)
class DrawQr:
    """Make the code again from its payload."""

    payment_id: str
    payload: str


@dataclass(frozen=True, slots=True)
class LookAtPin:
    """Find out whether the owner has set a PIN."""


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Count a try, durably, and then compare this PIN."""

    pin: Pin


@dataclass(frozen=True, slots=True)
class PlayChime:
    """Let it be heard, together with the screen of this step. It is asked for where the result becomes known and
    nowhere else, so that a restart, a new look at the same result and a letter that comes twice are silent.
    """

    chime: Chime


Effect = (
    Remember
    | RideAlong
    | CreatePayment
    | AskStatus
    | ReadMailbox
    | ProbeRelay
    | WarmLines
    | DrawQr
    | LookAtPin
    | CheckPin
    | PlayChime
)
