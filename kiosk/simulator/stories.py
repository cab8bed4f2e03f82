"""The stories a pretend payment can tell, chosen by the cents of its amount: HK$5.03 tells story 03.

One table for people, for ``kiosk simulator --help`` and for tests. ``final_state`` is the payment's state
in the kiosk's own words, ``screen`` the page that shows it, ``badge`` whether it asks for a person's
attention, and ``staff`` what the person at the till has to do for the story to end so. It must not know
how the kiosk comes to any of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kiosk.simulator import plot
from kiosk.simulator.plot import Act, Plot

State = Literal["PAID", "PAID_LATE", "DECLINED", "REJECTED", "WATCHING", "DEAD", "ATTENTION"]
Staff = Literal["", "set aside", "cancel", "allow"]


@dataclass(frozen=True, slots=True)
class Story:
    """One row of the table; ``cents`` is 0 to 99."""

    cents: int
    name: str
    title: str
    final_state: State
    screen: str
    badge: bool
    plot: Plot = field(repr=False)
    staff: Staff = ""

    @property
    def later(self) -> bool:
        """Its end stays unknown, so it comes under Attention as soon as staff go on to the next customer."""
        return not self.badge and self.screen == "unsettledPage"


_DAILY_LIMIT = ("3297", "The provider's daily limit for the merchant account has been exceeded")
_UNSENT = Act(plot.SUCCESS, send="nothing")
_EDITABLE = Plot(code="editable amount")
_LATE_END = Act(plot.EXPIRED, after="again")
_DUPLICATES = (
    Act(plot.SUCCESS),
    Act(after="repeat", send="code"),
    Act(after="repeat"),
    Act(after="repeat", send="code"),
    Act(after="repeat"),
)


def _paid(cents: int, name: str, title: str, told: Plot, staff: Staff = "") -> Story:
    return Story(cents, name, title, "PAID", "paidPage", False, told, staff)


def _watched(cents: int, name: str, title: str, screen: str, told: Plot) -> Story:
    return Story(cents, name, title, "WATCHING", screen, False, told)


def _alarm(cents: int, name: str, title: str, told: Plot) -> Story:
    return Story(cents, name, title, "ATTENTION", "unsettledPage", True, told)


STORIES: tuple[Story, ...] = (
    _paid(0, "paid", "paid (also every cents value not listed)", Plot()),
    Story(1, "declined", "declined", "DECLINED", "declinedPage", False, Plot(when_paid=(Act(plot.DECLINE),))),
    _watched(
        2,
        "never-paid",
        "never paid; the code ends after 45 s",
        "unsettledPage",
        Plot(brief=True, customer="never pays"),
    ),
    _paid(
        3,
        "paid-after-expiry",
        "paid 8 s after the code ended (it ends after 45 s)",
        Plot(brief=True, customer="pays after expiry"),
    ),
    Story(
        4,
        "paid-after-set-aside",
        "paid after set-aside (staff set the sale aside)",
        "PAID",
        "keypadPage",
        False,
        Plot(customer="pays late"),
        "set aside",
    ),
    _watched(
        5,
        "forged-letter",
        "forged letter, and nobody pays",
        "unsettledPage",
        Plot(brief=True, customer="never pays", anyway=(Act(plot.SUCCESS, after="now", forged=True),)),
    ),
    _alarm(
        6,
        "other-amount",
        "paid, says the platform, but another amount: never green",
        Plot(when_paid=(Act(plot.OTHER_AMOUNT),)),
    ),
    _alarm(
        7,
        "other-currency",
        "paid, says the platform, but in another currency: never green",
        Plot(when_paid=(Act(plot.OTHER_CURRENCY),)),
    ),
    _paid(8, "duplicates", "duplicates out of order", Plot(when_paid=_DUPLICATES)),
    _paid(9, "letter-lost", "letter lost (status knows)", Plot(when_paid=(_UNSENT,))),
    _paid(10, "slow-answer", "slow answer", Plot(answer="slow")),
    _paid(11, "broken-answer", "HTTP 500 but accepted", Plot(answer="broken")),
    _paid(12, "cut", "connection cut after accept", Plot(answer="cut")),
    Story(
        13,
        "refused",
        "refused (daily limit)",
        "REJECTED",
        "notStartedPage",
        False,
        Plot(answer="refuse", refusal=_DAILY_LIMIT),
    ),
    _paid(14, "picture", "QR as picture", Plot(code="picture")),
    _paid(15, "no-qr-letter", "no QR letter (status carries it)", Plot(code_by="status")),
    Story(
        16,
        "declined-then-paid",
        "decline then paid",
        "PAID",
        "paidPage",
        True,
        Plot(when_paid=(Act(plot.DECLINE), Act(plot.SUCCESS, after="again"))),
    ),
    _watched(
        17,
        "awaiting-customer",
        "awaiting customer (the attempt failed)",
        "unsettledPage",
        Plot(when_paid=(Act(plot.ATTEMPT_FAILED),)),
    ),
    _paid(18, "odd-fields", "odd extra fields and nulls", Plot(shape="odd")),
    _paid(19, "flat", "flat shape", Plot(shape="flat")),
    _paid(20, "semicolon", "; in provider text", Plot(when_paid=(Act(plot.SEMICOLON),))),
    _paid(
        21,
        "awaiting-confirmation",
        "awaiting confirmation, then paid",
        Plot(when_paid=(Act(plot.CONFIRMING), Act(plot.SUCCESS, after="again"))),
    ),
    _paid(22, "no-amount", "QR without amount (staff allow it)", Plot(code="no amount"), "allow"),
    _watched(
        23,
        "wrong-amount-in-qr",
        "QR of another amount",
        "notStartedPage",
        Plot(code="other amount", customer="never pays"),
    ),
    _watched(
        24,
        "bad-checksum",
        "QR with a wrong checksum",
        "notStartedPage",
        Plot(code="bad checksum", customer="never pays"),
    ),
    _alarm(25, "undecided", "declined, but money may have moved", Plot(when_paid=(Act(plot.UNDECIDED),))),
    _watched(
        26,
        "error-after-accept",
        "accepted, then a validation error",
        "notStartedPage",
        Plot(
            code_by="nobody",
            customer="never pays",
            anyway=(Act(plot.INVALID, after="now"),),
            anyway_at="acceptance",
        ),
    ),
    Story(
        27,
        "expired-at-gate",
        "never paid, and Gate says expired",
        "DEAD",
        "expiredPage",
        False,
        Plot(brief=True, customer="never pays", anyway=(_LATE_END,), anyway_at="expiry"),
    ),
    Story(
        28,
        "paid-after-cancel",
        "paid after cancel (staff cancel the sale)",
        "PAID_LATE",
        "keypadPage",
        True,
        Plot(customer="pays late"),
        "cancel",
    ),
    _alarm(29, "other-customer", "letter of another customer", Plot(when_paid=(Act(plot.OTHER_CUSTOMER),))),
    _paid(30, "editable-amount", "QR with an editable amount (staff allow it)", _EDITABLE, "allow"),
)

_BY_CENTS = {story.cents: story for story in STORIES}


def story_of(amount_minor: int) -> Story:
    """The story that an amount in minor units tells."""
    return _BY_CENTS.get(amount_minor % 100, _BY_CENTS[0])


def table() -> str:
    """The stories as a Markdown table, ending in a line break."""
    rows = ["| cents | story | final state | screen | badge |", "|---|---|---|---|---|"]
    for told in STORIES:
        badge = "yes" if told.badge else "when staff go on" if told.later else "no"
        rows.append(f"| {told.cents:02d} | {told.title} | {told.final_state} | {told.screen} | {badge} |")
    return "\n".join(rows) + "\n"
