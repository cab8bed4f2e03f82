"""Which faults a world has, and how often: every seed draws its own mix, most faults absent, some frequent.

A fault is a name with a rate; what a rate is counted in (calls, letters, payments, hours) is said here beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

CALLS = (
    "refused", "connect_timeout", "tls", "lost_before", "lost_after", "cut", "5xx_before", "5xx_after", "busy",
    "garbage", "truncated", "slow",
)  # fmt: skip
"""Of a call to the platform. `before` and `after` say whether the platform acted."""

RELAY = ("relay_refused", "relay_lost", "relay_cut", "relay_5xx", "relay_garbage", "relay_slow", "relay_elsewhere")
"""Of a call to the relay."""

LETTERS = (
    "letter_lost", "letter_late", "letter_twice", "letter_swapped", "letter_forged", "letter_altered",
    "letter_replayed", "letter_garbage", "letter_odd", "letter_stranger", "letter_half", "letter_hole",
)  # fmt: skip
"""Of a letter on its way: not sent, late, twice, after a later one; made up, changed, of another time, no JSON, of an
unknown status, of a payment that nobody knows, of statuses that disagree, with a name in it that hides fields."""

STORIES = (
    "amount", "currency", "customer", "project", "moved", "decline_then_paid", "paid_twice", "refund", "error",
    "expires", "confirming", "try_again", "registers_late", "qr_crc", "qr_amount", "qr_demo", "qr_late", "qr_never",
    "qr_by_status", "ghost", "paid_late", "bank_slow", "said_late",
)  # fmt: skip
"""Of a payment at the platform and the bank."""

PEOPLE = (
    "cancel", "set_aside", "check_now", "cannot_pay", "new_code", "double_press", "walks_off", "mad_keys", "decides",
    "customer_declines", "customer_never", "customer_late", "customer_photo", "refuses_doubt",
)  # fmt: skip
"""Of the two people at the counter."""

HOURS = (
    "relay_down", "relay_wiped", "relay_restored", "gate_down", "disk_full", "disk_slow", "disk_deaf", "killed",
    "power_lost", "slept", "clock_jumped",
)  # fmt: skip
"""Of time: so many times an hour."""

FAULTS: tuple[str, ...] = (*CALLS, *RELAY, *LETTERS, *STORIES, *PEOPLE, *HOURS)

USUAL = {"customer_declines": 0.05, "customer_never": 0.05, "set_aside": 0.05, "new_code": 0.5, "decides": 0.3}
"""What no world is without."""

STEPS = (0.01, 0.03, 0.1, 0.25)
LIFETIMES_S = (60, 60, 90, 120, 300)
"""What shops set for the life of a code that does not say it itself."""
HOURLY = (2.0, 6.0, 20.0, 40.0)


@dataclass(frozen=True)
class Mix:
    """`rates` by fault. `payments` are to be begun, over so many `days`; `tills` share platform and relay."""

    seed: int
    payments: int = 40
    days: int = 2
    tills: int = 1
    stored: bool = False
    rates: dict[str, float] = field(default_factory=dict)
    aim: tuple[str, str] | None = None
    lifetime_s: int = 300

    def rate(self, fault: str) -> float:
        """How often."""
        return self.rates.get(fault, 0.0)

    @property
    def words(self) -> str:
        """The mix on one line."""
        faults = " ".join(f"{name}={rate:g}" for name, rate in self.rates.items() if rate)
        stored = " stored" if self.stored else ""
        aim = f" aim={'/'.join(self.aim)}" if self.aim else ""
        size = f"payments={self.payments} days={self.days} tills={self.tills} lifetime={self.lifetime_s}"
        return f"{size}{stored}{aim} {faults}"


def drawn(seed: int, payments: int = 0, stored: bool = False) -> Mix:
    """The mix of a seed. In half of the worlds few faults are frequent, in a tenth of them there is none; most others
    aim at a cell.
    """
    chance = Random(f"mix {seed}")
    calm = chance.random() < 0.1
    share = chance.choice((0.03, 0.08, 0.2))
    rates: dict[str, float] = {}
    for fault in FAULTS:
        rate = chance.choice(HOURLY if fault in HOURS else STEPS)
        if not calm and chance.random() < share:
            rates[fault] = rate
        elif fault in USUAL:
            rates[fault] = USUAL[fault]
    count = payments or chance.choice((12, 20, 30))
    days = chance.choice((1, 1, 2))
    tills = 2 if chance.random() < 0.15 else 1
    return Mix(seed, count, days, tills, stored, rates, lifetime_s=Random(f"lifetime {seed}").choice(LIFETIMES_S))
