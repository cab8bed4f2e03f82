"""The pieces that screens are made of, as frozen values: texts by key, tones, buttons, rows, tiles, totals.

Texts are `Say(key, args)`: the catalogue turns them into one language or two. Deadlines are on the monotonic clock
(seconds); clock times are UTC and are shown in Hong Kong time by whoever draws them. `screen` hands all of it on.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from kiosk.sale.facts import Sum
from kiosk.sale.money import Currency, Money
from kiosk.sale.office import Gate
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Left:
    """Time left until `deadline` (monotonic seconds): whoever draws it writes m:ss and keeps it current."""

    deadline: float


Arg = str | int | Money | Sum | datetime | Left


@dataclass(frozen=True, slots=True)
class Say:
    """A text by its key, with the values that stand in it.

    Money is written as each language writes it, a datetime (UTC) as hh:mm in Hong Kong.
    """

    key: str
    args: tuple[tuple[str, Arg], ...] = ()


class Tone(StrEnum):
    """How a page or a mark feels. Green is paid and nothing else."""

    CALM = "calm"
    WAIT = "wait"
    GOOD = "good"
    BAD = "bad"
    ALERT = "alert"


class Chime(StrEnum):
    """What a till can be heard to say, beside what it shows. Paid is the green page and nothing else.

    `LATE` is money that was proved for another sale than the one in front: one that was set aside, or closed before.
    """

    PAID = "paid"
    DECLINED = "declined"
    LATE = "late"


class Act(StrEnum):
    """What staff can do now. The widget of each has a fixed object name; the event it emits is in `events`."""

    CHARGE = "charge"
    CHARGE_KEEP = "charge_keep"
    CANCEL = "cancel"
    CANCEL_CONFIRM = "cancel_confirm"
    CANCEL_KEEP = "cancel_keep"
    SET_ASIDE = "set_aside"
    CHECK_NOW = "check_now"
    CANNOT_PAY = "cannot_pay"
    CANNOT_LIMIT = "cannot_limit"
    CANNOT_APP = "cannot_app"
    CANNOT_SETUP = "cannot_setup"
    CANNOT_NETWORK = "cannot_network"
    CANNOT_KEEP = "cannot_keep"
    NEW_CODE_NO = "new_code_no"
    NEW_CODE_YES = "new_code_yes"
    ALLOW = "allow"
    REFUSE = "refuse"
    NEXT = "next"
    AGAIN = "again"
    WRONG_AMOUNT = "wrong_amount"
    TRUST = "trust"
    FORCE = "force"
    CLAIM = "claim"
    GOODS = "goods"
    CHECKED = "checked"
    RETURN = "return"
    HAND = "hand"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Button:
    """A thing staff can press. `why` says why a disabled one cannot be, or what pressing it brings along."""

    act: Act
    enabled: bool = True
    why: Say | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that takes the place of the page's buttons; confirmations are pages, never dialogs."""

    text: Say
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A sale that was set aside: its amount, number, last fact and deadline (monotonic seconds). `returns`: until then
    a tap brings its code back.
    """

    payment_id: str
    sale: int
    money: Money
    fact: Say
    tone: Tone
    deadline: float | None
    final: bool
    returns: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One line of recent sales or of the attention list. Times are UTC; those of the `last` and `next` question are
    whole minutes, None when there was or will be none. `verdict`: as of a page.
    """

    payment_id: str
    sale: int
    money: Money
    reference: str
    state: str
    fact: Say
    tone: Tone
    created: datetime
    settled: datetime | None
    code: str
    attention: tuple[Say, ...] = ()
    action: Say | None = None
    verdict: tuple[Say, ...] = ()
    can_check: bool = False
    last: datetime | None = None
    next: datetime | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """Count and sum of one currency on one Hong Kong day, by the time of settlement."""

    currency: Currency
    count: int
    minor: int


@dataclass(frozen=True, slots=True)
class Apart:
    """Count and sum (minor units) of one currency beside what was paid today. `what`: hand, trust, returned, or due for
    what came twice and has to go back.
    """

    what: str
    currency: Currency
    count: int
    minor: int


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner's PIN: none is set, not known yet, one is needed, or the owner stands here. `wait` is until when no PIN
    is looked at.
    """

    gate: Gate = Gate.NONE
    checking: bool = False
    said: Say | None = None
    wait: Left | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One sale of a list, opened: its line, in plain words what is known and what to do with the goods, what can be
    done. `most` can be returned by hand at most, `due` is what should be. `owned`: its items are put away by the owner
    alone, who has to give the PIN first.
    """

    row: Row
    known: Say
    told: tuple[Say, ...] = ()
    acts: tuple[Button, ...] = ()
    most: Money | None = None
    due: Money | None = None
    owned: bool = False


class Light(StrEnum):
    """How one of the things we depend on is doing."""

    OK = "ok"
    SLOW = "slow"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Lights:
    """Relay, payment platform, records."""

    relay: Light
    gate: Light
    records: Light


@dataclass(frozen=True, slots=True)
class Strip:
    """The last result, kept in sight above the keypad. `verdict`: what a clerk must know who reads no further."""

    sale: int
    money: Money
    fact: Say
    tone: Tone
    at: datetime
    verdict: tuple[Say, ...] = ()
