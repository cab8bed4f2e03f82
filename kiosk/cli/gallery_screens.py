"""Screens made by hand: every page of both windows, with short and with the longest texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from kiosk.adapters.qr_codec import encode
from kiosk.sale.facts import Code
from kiosk.sale.money import Currency, Money
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
    Tile,
    Tone,
    Total,
)
from kiosk.sale.verdict import IF_NONE, KEEP, ONCE

# The fake clock of these screens stands at this second; deadlines count from it.
NOW = 1000.0
UTC_NOW = datetime(2026, 3, 4, 6, 27, tzinfo=UTC)
HKD = Money(12850, Currency.HKD)
MOST = Money(1_000_000, Currency.HKD)
CNY = Money(888_888, Currency.CNY)
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
LIGHTS = Lights(Light.OK, Light.SLOW, Light.DOWN)
UNKNOWN = Lights(Light.UNKNOWN, Light.UNKNOWN, Light.UNKNOWN)
CHARGE = (Button(Act.CHARGE),)
UNREADY = Button(Act.CHARGE, False, Say("staff.cause.starting"))
TILES = tuple(
    Tile(f"till1-T{n}", 30 + n, money, Say(f"staff.tile.{fact}"), tone, deadline, final)
    for n, (money, fact, tone, deadline, final) in enumerate(
        [
            (HKD, "waiting", Tone.WAIT, NOW + 75, False),
            (MOST, "confirming", Tone.ALERT, NOW + 12, False),
            (Money(4200, Currency.HKD), "paid", Tone.GOOD, NOW - 5, True),
            (CNY, "unsure", Tone.ALERT, NOW - 5, False),
            (Money(880, Currency.HKD), "declined", Tone.BAD, None, True),
        ]
    )
)


def row(number: int, fact: str, tone: Tone, **changes: object) -> Row:
    """One line of a list."""
    made = Row(
        payment_id=f"till1-R{number}",
        sale=number,
        money=HKD if number % 2 else MOST,
        reference="" if number % 3 else "INV-2026-000123 枱 8",
        state="PAID",
        fact=Say(f"staff.state.{fact}"),
        tone=tone,
        created=UTC_NOW - timedelta(minutes=number),
        settled=None,
        code="",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the fields a test changes are its own affair


RECENT = tuple(
    row(number, fact, tone, can_check=tone in (Tone.WAIT, Tone.ALERT))
    for number, (fact, tone) in enumerate(
        [
            ("qr_shown", Tone.WAIT),
            ("paid", Tone.GOOD),
            ("declined", Tone.BAD),
            ("watching", Tone.WAIT),
            ("rejected", Tone.BAD),
            ("paid_late", Tone.GOOD),
            ("attention", Tone.ALERT),
            ("dead", Tone.CALM),
            ("paid", Tone.GOOD),
            ("paid", Tone.GOOD),
            ("paid", Tone.GOOD),
            ("paid", Tone.GOOD),
        ],
        start=1,
    )
)
LATE = Say("staff.paid_late.headline", (("amount", MOST), ("sale", 33), ("time", UTC_NOW)))
ATTENTION = (
    row(
        33,
        "paid_late",
        Tone.ALERT,
        attention=(LATE, Say("staff.paid_twice.headline", (("amount", MOST), ("sale", 33)))),
        action=Say("staff.paid_late.action"),
        can_check=True,
    ),
    row(34, "attention", Tone.ALERT, attention=(Say("staff.moved.headline"),), action=Say("staff.moved.action"),
        code="20801", can_check=True),
    row(35, "attention", Tone.ALERT, attention=(Say("staff.differs.headline"),), action=Say("staff.differs.action")),
)  # fmt: skip
TOTALS = (Total(Currency.CNY, 1, 888_888), Total(Currency.HKD, 132, 98_765_432))


def staff(page: StaffPage, tone: Tone, key: str = "", *acts: Act, **changes: object) -> StaffView:
    """A staff view with its usual words: `key.headline` and `key.action`."""
    made = StaffView(
        page=page,
        tone=tone,
        money=HKD,
        sale=42,
        headline=Say(f"{key}.headline", (("amount", HKD), ("left", Left(NOW + 272)))) if key else None,
        action=Say(f"{key}.action") if key else None,
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
WARNING = Say("staff.restarted.headline", (("n", 3),))

P, T = StaffPage, Tone
BOTH = (Currency.HKD, Currency.CNY)


def both(view: StaffView, page: CustomerPage, money: Money | None = HKD) -> Screen:
    """A screen with a plain customer's page."""
    return Screen(view, CustomerView(page, money))


def offering(qr: QrView | None = None, asked: Question | None = None, **changes: object) -> Screen:
    """The code is on the glass."""
    shown = qr or qr_view()
    view = staff(P.OFFERING, T.WAIT, "staff.qr_shown", *IN_FLIGHT, qr=shown, money=shown.money, question=asked,
                 verdict=(KEEP, ONCE) if asked else (ONCE,))
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
    headline=Say("staff.charge.large", (("amount", HKD),)),
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
    strip=replace(STRIP, money=MOST, fact=Say("staff.state.paid_late"), tone=Tone.ALERT, verdict=(KEEP, ONCE)),
)
LONG_QR = qr_view(CNY, left=21.0, exact=True, about=True, payee="香港好運茶室有限公司（銅鑼灣分店）")

SCREENS: dict[str, Screen] = {
    "idle": Screen(replace(KEYPAD, strip=None), IDLE),
    "typing": both(replace(KEYPAD, entry="128.5"), CustomerPage.AMOUNT),
    "typing-items": both(ITEMS, CustomerPage.AMOUNT),
    "charge-asked": both(CHARGE_ASKED, CustomerPage.AMOUNT),
    "typing-full": both(FULL_KEYPAD, CustomerPage.AMOUNT, CNY),
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
              banner=WARNING, verdict=(IF_NONE,)),
        CustomerPage.SEE_STAFF,
    ),
    "storage": both(staff(P.STORAGE, T.ALERT, "staff.cannot_save", verdict=(KEEP, ONCE)), CustomerPage.SEE_STAFF),
    "out-of-service": both(
        staff(P.OUT_OF_SERVICE, T.BAD, "staff.out_of_service", money=None, sale=0), CustomerPage.UNAVAILABLE, None
    ),
    "one-tile": Screen(replace(KEYPAD, tiles=TILES[:1], attention=()), IDLE),
    "set-aside": both(
        replace(KEYPAD, tiles=TILES[:2], headline=Say("staff.set_aside.headline"), verdict=(KEEP,)),
        CustomerPage.SET_ASIDE,
    ),
}  # fmt: skip
