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
from kiosk.sale.office import Gate as Gate
from kiosk.sale.screen_parts import (
    Act as Act,
)
from kiosk.sale.screen_parts import (
    Apart as Apart,
)
from kiosk.sale.screen_parts import (
    Arg as Arg,
)
from kiosk.sale.screen_parts import (
    Button as Button,
)
from kiosk.sale.screen_parts import (
    Case as Case,
)
from kiosk.sale.screen_parts import (
    Chime as Chime,
)
from kiosk.sale.screen_parts import (
    Left as Left,
)
from kiosk.sale.screen_parts import (
    Light as Light,
)
from kiosk.sale.screen_parts import (
    Lights as Lights,
)
from kiosk.sale.screen_parts import (
    Owner as Owner,
)
from kiosk.sale.screen_parts import (
    Question as Question,
)
from kiosk.sale.screen_parts import (
    Row as Row,
)
from kiosk.sale.screen_parts import (
    Say as Say,
)
from kiosk.sale.screen_parts import (
    Strip as Strip,
)
from kiosk.sale.screen_parts import (
    Tile as Tile,
)
from kiosk.sale.screen_parts import (
    Tone as Tone,
)
from kiosk.sale.screen_parts import (
    Total as Total,
)
from kiosk.values import dataclass


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
    ENDED = "ended"
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


@dataclass(frozen=True, slots=True)
class StaffView:
    """The staff's screen. Without the owner, where there is one, it holds no totals.

    `entry` is the text on the keypad (items apart by `+`, their sum is `money`), `entry_refused` the words of a
    refused key. `headline`, `action` and
    `small` are the words of the page (small print: codes, with Copy); `verdict` is what they leave open of the
    two things that matter: may the goods go, may this customer be charged again. `answer` is what the last *Check now*
    found, or why nothing could be started. `banner` is a lasting trouble of the till itself. `found` are
    the sales that somebody looks for (None: nobody looks), `case` the one that is open; `names` decided before;
    `refused` says why what was asked for was not recorded.
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
    verdict: tuple[Say, ...] = ()
    small: str = ""
    answer: Say | None = None
    checked: Say | None = None
    checked_id: str = ""
    qr: QrView | None = None
    question: Question | None = None
    buttons: tuple[Button, ...] = ()
    strip: Strip | None = None
    tiles: tuple[Tile, ...] = ()
    recent: tuple[Row, ...] = ()
    attention: tuple[Row, ...] = ()
    totals: tuple[Total, ...] = ()
    apart: tuple[Apart, ...] = ()
    owner: Owner = Owner()
    found: tuple[Row, ...] | None = None
    case: Case | None = None
    names: tuple[str, ...] = ()
    refused: Say | None = None
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
