"""Screens made by hand: every page of both windows, with short and with the longest texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

from kiosk.adapters.qr_codec import encode
from kiosk.cli import gallery_truth as truth
from kiosk.cli.gallery_truth import CNY as CNY
from kiosk.cli.gallery_truth import HKD as HKD
from kiosk.cli.gallery_truth import MOST as MOST
from kiosk.cli.gallery_truth import NOW as NOW
from kiosk.cli.gallery_truth import UTC_NOW as UTC_NOW
from kiosk.cli.gallery_truth import sold
from kiosk.sale.facts import Code
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import State
from kiosk.sale.screen import (
    Act,
    Button,
    CustomerPage,
    CustomerView,
    Left,
    Light,
    Lights,
    QrView,
    Question,
    Row,
    Say,
    Screen,
    StaffPage,
    StaffView,
    Strip,
    Tone,
    Total,
)
from kiosk.sale.verdict import GOODS_OR_MONEY, IF_NONE, KEEP, ONCE

PAYLOAD = (
    "00020101021226470015demo.invalid0115123456789012345020204052004599953033445406128.50"
    "5802HK5916LUCKY TEA HOUSE6002HK62180514KIOSK-DEMO-00016304ABCD"
)


@cache
def rows_of(payload: str) -> tuple[bytes, ...]:
    """The modules of a code."""
    made = encode(payload)
    assert made is not None, "a payload of a usual length"
    return made


def code(payload: str = PAYLOAD, minor: int | None = 12850) -> Code:
    """A code as the reader hands it on."""
    return Code(payload, rows_of(payload), True, "demo.invalid", "HKD", minor, False, "", None, False)


def qr_view(money: Money = HKD, *, payment_id: str = "till1-A", left: float = 272.0, **changes: object) -> QrView:
    """A code on the screen, `left` seconds before its deadline."""
    view = QrView(
        payment_id=payment_id,
        code=code(),
        money=money,
        deadline=NOW + left,
        until=UTC_NOW + timedelta(seconds=left),
        lifetime_s=300.0,
        about=False,
        exact=False,
        payee="LUCKY TEA HOUSE",
    )
    return replace(view, **changes)  # type: ignore[arg-type]  # the fields a test changes are its own affair


STRIP = Strip(41, HKD, Say("staff.state.paid"), Tone.GOOD, UTC_NOW)
LATE_STRIP = replace(
    STRIP, money=MOST, fact=Say("staff.state.paid_late"), tone=Tone.ALERT, verdict=(GOODS_OR_MONEY, ONCE)
)
LIGHTS = Lights(Light.OK, Light.SLOW, Light.DOWN)
UNKNOWN = Lights(Light.UNKNOWN, Light.UNKNOWN, Light.UNKNOWN)
CHARGE = (Button(Act.CHARGE),)
UNREADY = Button(Act.CHARGE, False, Say("staff.starting"))
TILES = truth.tiles(
    [
        (sold(30, State.QR_SHOWN), 75.0),
        (sold(31, State.WATCHING, MOST, said=truth.WAITING), 12.0),
        (sold(32, State.PAID, Money(4200, Currency.HKD)), None),
        (sold(33, State.WATCHING, CNY), -5.0),
        (sold(34, State.DECLINED, Money(880, Currency.HKD)), None),
    ]
)


def _line(number: int, state: State, **changes: object) -> Row:
    reference = "" if number % 3 else "INV-2026-000123 枱 8"
    return truth.row(sold(number, state, HKD if number % 2 else MOST, reference=reference, **changes))


LATE = sold(33, State.PAID_LATE, MOST, reference="INV-2026-000123 枱 8", attention=("late",))
ATTENTION = (
    truth.row(replace(LATE, attention=("late", "double"), successes=("1", "2"))),
    truth.row(sold(34, State.ATTENTION, MOST, attention=("moved",), code="20801")),
    truth.row(sold(35, State.ATTENTION, attention=("customer",), stopped=True)),
)
RECENT = (
    _line(1, State.QR_SHOWN),
    _line(2, State.PAID),
    _line(3, State.DECLINED),
    _line(4, State.WATCHING),
    _line(5, State.REJECTED),
    _line(6, State.PAID_LATE, attention=("late",)),
    _line(7, State.ATTENTION, attention=("moved",)),
    _line(8, State.DEAD),
    *(_line(number, State.PAID) for number in range(9, 13)),
)
TOTALS = (Total(Currency.CNY, 1, 888_888), Total(Currency.HKD, 132, 98_765_432))


def staff(page: StaffPage, tone: Tone, key: str = "", *acts: Act, **changes: object) -> StaffView:
    """A staff view with its usual words: `key.headline` and `key.action`."""
    money = changes.get("money", HKD)
    args = (("amount", money), ("left", Left(NOW + 272))) if isinstance(money, Money) else ()
    made = StaffView(
        page=page,
        tone=tone,
        money=HKD,
        sale=42,
        headline=Say(f"{key}.headline", args) if key else None,
        action=Say(f"{key}.action") if key else None,
        verdict=truth.judged(page),
        buttons=tuple(Button(act) for act in acts),
        recent=RECENT,
        attention=ATTENTION,
        totals=TOTALS,
        day="2026-03-04",
        lights=LIGHTS,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the fields a test changes are its own affair


def question(key: str, *acts: Act) -> Question:
    """A question with its answers."""
    return Question(Say(key, (("left", Left(NOW + 272)),)), tuple(Button(act) for act in acts))


IN_FLIGHT = (Act.SET_ASIDE, Act.CHECK_NOW, Act.WRONG_AMOUNT, Act.CANNOT_PAY, Act.CANCEL)
RENEW = question("staff.new_code.question", Act.NEW_CODE_NO, Act.NEW_CODE_YES)
CANNOT = question(
    "staff.cannot_pay.title",
    Act.CANNOT_LIMIT,
    Act.CANNOT_APP,
    Act.CANNOT_SETUP,
    Act.CANNOT_NETWORK,
    Act.CANNOT_KEEP,
)
CHECKED = Say("staff.check.unanswered", (("time", UTC_NOW),))
IDLE = CustomerView(CustomerPage.IDLE)
ON_GLASS = CustomerView(CustomerPage.QR, HKD, qr=qr_view())
# As the light of the records says.
WARNING = Say("staff.storage_before.headline")

P, T = StaffPage, Tone
BOTH = (Currency.HKD, Currency.CNY)


def both(view: StaffView, page: CustomerPage, money: Money | None = HKD) -> Screen:
    """A screen with a plain customer's page."""
    return Screen(view, CustomerView(page, money))


def offering(qr: QrView | None = None, asked: Question | None = None, **changes: object) -> Screen:
    """The code is on the glass."""
    shown = qr or qr_view()
    view = staff(
        P.OFFERING,
        T.WAIT,
        "staff.qr_shown",
        *IN_FLIGHT,
        qr=shown,
        money=shown.money,
        question=asked,
        verdict=(KEEP, ONCE) if asked else (ONCE,),
    )
    view = replace(view, **changes)  # type: ignore[arg-type]  # the fields a test changes are its own affair
    return Screen(view, CustomerView(CustomerPage.QR, shown.money, qr=shown), blank_at=shown.deadline)


KEYPAD = staff(P.KEYPAD, T.CALM, money=None, sale=0, buttons=CHARGE, strip=STRIP)
ITEMS = replace(KEYPAD, entry="1234.5+30+8+", money=Money(127_250, Currency.HKD))
TWENTY = "+".join(["1499.99", "499.95", *["444.44"] * 18])
LARGE = Say("staff.charge.question", (("amount", MOST),))
CHARGE_ASKED = replace(
    KEYPAD,
    entry="10000",
    money=MOST,
    headline=Say("staff.charge.large", (("amount", Money(500_000, Currency.HKD)),)),
    question=Question(LARGE, (*CHARGE, Button(Act.CHARGE_KEEP))),
)
FULL_KEYPAD = replace(
    KEYPAD,
    entry=TWENTY,
    money=Money(999_986, Currency.HKD),
    entry_refused=Say("staff.limit", (("limit", MOST),)),
    buttons=(Button(Act.CHARGE, False, Say("staff.take_back")),),
    currencies=BOTH,
    reference="INV-2026-000123 枱 8 外賣",
    tiles=TILES,
    banner=WARNING,
    strip=LATE_STRIP,
)
LONG_QR = qr_view(CNY, left=21.0, exact=True, about=True, payee="香港好運茶室有限公司（銅鑼灣分店）")

SCREENS: dict[str, Screen] = {
    "idle": Screen(replace(KEYPAD, strip=None), IDLE),
    "typing": both(replace(KEYPAD, entry="128.5", money=HKD), CustomerPage.AMOUNT),
    "typing-items": both(ITEMS, CustomerPage.AMOUNT, ITEMS.money),
    "charge-asked": both(CHARGE_ASKED, CustomerPage.AMOUNT, MOST),
    "typing-full": both(FULL_KEYPAD, CustomerPage.AMOUNT, FULL_KEYPAD.money),
    "starting": Screen(replace(KEYPAD, buttons=(UNREADY,), attention=(), lights=UNKNOWN), IDLE),
    "ordering": both(staff(P.ORDERING, T.WAIT, "staff.getting_code", Act.CANCEL), CustomerPage.WAIT),
    "awaiting": Screen(
        staff(P.AWAITING_QR, T.WAIT, "staff.getting_code", Act.CHECK_NOW, Act.WRONG_AMOUNT, Act.CANCEL),
        CustomerView(CustomerPage.WAIT, HKD, prepare=qr_view()),
    ),
    "doubtful": both(
        staff(P.DOUBTFUL, T.ALERT, headline=Say("staff.code_doubtful.question"),
              question=question("staff.code_doubtful.question", Act.ALLOW, Act.REFUSE)),
        CustomerPage.WAIT,
    ),
    "offering": offering(),
    "offering-long": offering(LONG_QR, action=Say("staff.code_unusual.headline"), answer=CHECKED, tiles=TILES[:2]),
    "cancel-asked": offering(
        asked=question("staff.cancel.question", Act.CANCEL_CONFIRM, Act.CANCEL_KEEP)
    ),
    "cannot-pay": offering(asked=CANNOT),
    "checking": both(
        staff(P.CHECKING, T.ALERT, "staff.checking", Act.SET_ASIDE, Act.CHECK_NOW), CustomerPage.CHECKING
    ),
    "expired": both(
        staff(P.CHECKING, T.ALERT, "staff.expired", Act.SET_ASIDE, Act.CHECK_NOW, question=RENEW, action=None,
              verdict=(KEEP, IF_NONE)),
        CustomerPage.EXPIRED,
    ),
    "ended": both(
        staff(P.CHECKING, T.ALERT, "staff.ended", Act.SET_ASIDE, Act.CHECK_NOW, question=RENEW, action=None,
              verdict=(KEEP, IF_NONE)),
        CustomerPage.ENDED,
    ),
    "confirming": both(
        staff(P.CONFIRMING, T.ALERT, "staff.confirming", Act.SET_ASIDE, Act.CHECK_NOW), CustomerPage.CONFIRMING
    ),
    "paid": both(staff(P.APPROVED, T.GOOD, "staff.paid", Act.NEXT), CustomerPage.PAID),
    "paid-cny": both(
        staff(P.APPROVED, T.GOOD, "staff.paid", Act.NEXT, money=CNY, tiles=TILES), CustomerPage.PAID, CNY
    ),
    "declined": both(
        staff(P.DECLINED, T.BAD, "staff.declined", Act.AGAIN, Act.NEXT, action=Say("staff.decline_hint.account"),
              small="20106 Card or account is restricted by the issuing bank"),
        CustomerPage.DECLINED,
    ),
    "stopped": both(
        staff(P.STOPPED, T.CALM, "staff.stopped", Act.CHECK_NOW, Act.NEXT, action=None, answer=CHECKED),
        CustomerPage.STOPPED,
    ),
    "not-started": both(
        staff(P.NOT_STARTED, T.BAD, "staff.refused.project", Act.AGAIN, Act.NEXT, small="2541 Method is not allowed"),
        CustomerPage.UNAVAILABLE,
    ),
    "unsettled": both(
        staff(P.UNSETTLED, T.ALERT, "staff.unsettled", Act.CHECK_NOW, Act.NEXT, question=RENEW, answer=CHECKED,
              verdict=(IF_NONE,)),
        CustomerPage.SEE_STAFF,
    ),
    "storage": both(staff(P.STORAGE, T.ALERT, "staff.cannot_save"), CustomerPage.SEE_STAFF),
    "out-of-service": both(
        staff(P.OUT_OF_SERVICE, T.BAD, "staff.out_of_service", money=None, sale=0), CustomerPage.UNAVAILABLE, None
    ),
    "one-tile": Screen(replace(KEYPAD, tiles=TILES[:1], attention=()), IDLE),
    "set-aside": both(
        replace(KEYPAD, tiles=TILES[1::-1], headline=Say("staff.set_aside.headline"), verdict=(KEEP,)),
        CustomerPage.SET_ASIDE,
    ),
}  # fmt: skip
