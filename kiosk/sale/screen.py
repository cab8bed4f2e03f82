"""What both screens show, as frozen values: pages, text keys, numbers. Nothing is drawn or translated here.

A screen can be compared, logged and replayed. Texts are `Say(key, args)`: the catalogue turns them into
one language or two. Deadlines are on the monotonic clock (seconds); clock times are UTC and are
shown in Hong Kong time by whoever draws them.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from kiosk.sale.facts import Code
from kiosk.sale.money import Currency, Money
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Left:
    """Time left until `deadline` (monotonic seconds): whoever draws it writes m:ss and keeps it current."""

    deadline: float


Arg = str | int | Money | datetime | Left


@dataclass(frozen=True, slots=True)
class Say:
    """A text by its key, with the values that stand in it.

    Money is written as each language writes it, a datetime (UTC) as hh:mm in Hong Kong.
    """

    key: str
    args: tuple[tuple[str, Arg], ...] = ()


class CustomerPage(StrEnum):
    """The pages of the customer's screen."""

    IDLE = "idle"
    AMOUNT = "amount"
    WAIT = "wait"
    QR = "qr"
    SET_ASIDE = "set_aside"
    CHECKING = "checking"
    CONFIRMING = "confirming"
    PAID = "paid"
    DECLINED = "declined"
    EXPIRED = "expired"
    STOPPED = "stopped"
    SEE_STAFF = "see_staff"
    UNAVAILABLE = "unavailable"
    WAIT_STAFF = "wait_staff"


@dataclass(frozen=True, slots=True)
class QrView:
    """One code and what is said around it.

    `deadline` is monotonic seconds, `until` the same moment in UTC; `about` says that only the shop's
    default is known. `exact` asks the customer to type the amount (the code carries none).
    """

    payment_id: str
    code: Code
    money: Money
    deadline: float
    until: datetime
    lifetime_s: float
    about: bool
    exact: bool
    payee: str


@dataclass(frozen=True, slots=True)
class CustomerView:
    """The customer's screen. `prepare` is a code to paint out of sight and check; it is not to be shown yet."""

    page: CustomerPage
    money: Money | None = None
    qr: QrView | None = None
    prepare: QrView | None = None


class StaffPage(StrEnum):
    """The pages of the staff's screen; one per state of the counter."""

    KEYPAD = "keypad"
    ORDERING = "ordering"
    AWAITING_QR = "awaiting_qr"
    DOUBTFUL = "doubtful"
    OFFERING = "offering"
    CHECKING = "checking"
    CONFIRMING = "confirming"
    APPROVED = "approved"
    DECLINED = "declined"
    STOPPED = "stopped"
    NOT_STARTED = "not_started"
    UNSETTLED = "unsettled"
    STORAGE = "storage"
    OUT_OF_SERVICE = "out_of_service"


class Tone(StrEnum):
    """How a page or a mark feels. Green is paid and nothing else."""

    CALM = "calm"
    WAIT = "wait"
    GOOD = "good"
    BAD = "bad"
    ALERT = "alert"


class Act(StrEnum):
    """What staff can do now. The widget of each has a fixed object name; the event it emits is in `events`."""

    CHARGE = "charge"
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


@dataclass(frozen=True, slots=True)
class Button:
    """A thing staff can press: disabled ones say why in `why`."""

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
    """A sale that was set aside: its amount, number, last fact and deadline (monotonic seconds)."""

    payment_id: str
    sale: int
    money: Money
    fact: Say
    tone: Tone
    deadline: float | None
    final: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of recent sales or of the attention list. `created` and `settled` are UTC."""

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
    can_check: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """Count and sum of one currency on one Hong Kong day, by the time of settlement."""

    currency: Currency
    count: int
    minor: int


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
    """The last result, kept in sight above the keypad."""

    sale: int
    money: Money
    fact: Say
    tone: Tone
    at: datetime


@dataclass(frozen=True, slots=True)
class StaffView:
    """The staff's screen.

    `entry` is the text on the keypad, `entry_refused` the words of a refused key. `headline`, `action` and
    `small` are the words of the page (small print: codes, with Copy). `answer` is what the last
    *Check now* found, or why nothing could be started. `banner` is a lasting trouble of the till itself.
    """

    page: StaffPage
    tone: Tone
    entry: str = ""
    entry_refused: Say | None = None
    currency: Currency = Currency.HKD
    currencies: tuple[Currency, ...] = (Currency.HKD,)
    reference: str = ""
    money: Money | None = None
    sale: int = 0
    headline: Say | None = None
    action: Say | None = None
    small: str = ""
    answer: Say | None = None
    qr: QrView | None = None
    question: Question | None = None
    buttons: tuple[Button, ...] = ()
    strip: Strip | None = None
    tiles: tuple[Tile, ...] = ()
    recent: tuple[Row, ...] = ()
    attention: tuple[Row, ...] = ()
    totals: tuple[Total, ...] = ()
    day: str = ""
    lights: Lights = Lights(Light.UNKNOWN, Light.UNKNOWN, Light.UNKNOWN)
    banner: Say | None = None

    @property
    def badge(self) -> int:
        """How many things wait for a person to decide."""
        return len(self.attention)


@dataclass(frozen=True, slots=True)
class Screen:
    """Both screens at one moment.

    `blank_at` (monotonic seconds) is when a shown QR must be gone, whatever else happens: showing less
    never waits for a record.
    """

    staff: StaffView
    customer: CustomerView
    blank_at: float | None = None
