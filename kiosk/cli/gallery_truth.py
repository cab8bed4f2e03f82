"""Made-up sales, and what the counter itself says of them: pages, rows, tiles and cases of the gallery.

Whoever judges a picture must be able to believe it, so no words are put together by hand where `sale` puts them
together: a till is made up, and looked at. Must not know how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from kiosk.sale import states as s
from kiosk.sale import view_lists, view_office
from kiosk.sale.facts import Code
from kiosk.sale.money import Currency, Money
from kiosk.sale.office import CONFIRMING, Gate, Office
from kiosk.sale.payment import PAID_STATES, Payment, State
from kiosk.sale.rows import row_of
from kiosk.sale.screen import Case, Row, Say, Screen, StaffPage, Tile
from kiosk.sale.till import Lines, Now, Rules, Till
from kiosk.sale.verdict import verdict
from kiosk.sale.view import view
from kiosk.sale.watching import Watch
from kiosk.values import replace

# The fake clock of these screens stands at this second; deadlines count from it.
NOW = 1000.0
UTC_NOW = datetime(2026, 3, 4, 6, 27, tzinfo=UTC)
HKD = Money(12_850, Currency.HKD)
MOST = Money(1_000_000, Currency.HKD)
CNY = Money(888_888, Currency.CNY)
LEFT_S = 272.0
RULES = Rules("till1", 383_000, "test", {Currency.HKD: MOST.minor, Currency.CNY: 1_000_000}, 300)
MOMENT = Now(NOW, UTC_NOW)
SETTLED = frozenset({*PAID_STATES, State.DECLINED, State.DEAD, State.REJECTED})
UNSHOWN = frozenset({State.INTENT, State.SUBMITTED, State.ACCEPTED, State.QR_READY, State.REJECTED})
EMPTY: Mapping[str, object] = MappingProxyType({})
WELL = Lines(relay_ok=NOW, gate_ok=NOW)


UNREAD = Code("", (), True, "", "HKD", None, False, "", None, False)
JUDGED: dict[StaffPage, s.Counter] = {
    StaffPage.ORDERING: s.Ordering("", NOW),
    StaffPage.AWAITING_QR: s.AwaitingQr("", NOW),
    StaffPage.DOUBTFUL: s.QrDoubtful("", UNREAD, NOW),
    StaffPage.CHECKING: s.Checking("", "deadline", NOW),
    StaffPage.CONFIRMING: s.Confirming("", NOW),
    StaffPage.DECLINED: s.Declined("", NOW, NOW),
    StaffPage.STOPPED: s.Stopped("", NOW, NOW),
    StaffPage.NOT_STARTED: s.NotStarted("", "refused", HKD, "", NOW, NOW),
    StaffPage.UNSETTLED: s.Unsettled("", "unknown"),
    StaffPage.STORAGE: s.StorageTrouble(""),
}


def judged(page: StaffPage) -> tuple[Say, ...]:
    """What the counter adds to a page of this kind, at its plainest."""
    return verdict(JUDGED[page], shown=True, blocked=False, doubt=False) if page in JUDGED else ()


def sold(number: int, state: State, money: Money = HKD, **changes: object) -> Payment:
    """A sale in this state, its other facts as they usually are there."""
    made = Payment(
        payment_id=f"till1-R{number}",
        customer_id="K7Q2",
        sale=number,
        attempt=1,
        money=money,
        reference="",
        project_id=RULES.project_id,
        environment=RULES.environment,
        created=UTC_NOW - timedelta(minutes=number % 50),
        lifetime_s=300,
        state=state,
        deadline=UTC_NOW + timedelta(seconds=LEFT_S),
        shown=state not in UNSHOWN,
        settled=UTC_NOW if state in SETTLED else None,
        successes=("1",) if state in PAID_STATES else (),
        why="refused" if state is State.REJECTED else "decline" if state is State.DECLINED else "",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the facts a moment changes are its own affair


def tilled(payments: Iterable[tuple[Payment, float | None]]) -> Till:
    """A till that set these sales aside; beside each how long its code still lives, in seconds, None without one."""
    held = list(payments)
    watches = {
        p.payment_id: Watch(NOW - 30.0, last=NOW, deadline=None if left is None else NOW + left) for p, left in held
    }
    return Till(
        RULES,
        payments={p.payment_id: p for p, _left in held},
        watches=watches,
        lines=WELL,
        tiles=tuple(p.payment_id for p, _left in held),
        day="2026-03-04",
        awake=True,
        office=Office(gate=Gate.NONE),
    )


def tiles(payments: Iterable[tuple[Payment, float | None]]) -> tuple[Tile, ...]:
    """The tiles of these sales, as `tilled` takes them."""
    return view_lists.tiles(tilled(payments))


def row(payment: Payment) -> Row:
    """The line of a sale in a list."""
    return row_of(payment)


def case(payment: Payment, *, owner: bool = False, counter: s.Counter | None = None) -> Case:
    """A sale that is opened; `owner`: the person in charge stands there."""
    gate = Office(Gate.SHUT, owner_until=NOW + 60.0) if owner else Office(Gate.NONE)
    till = tilled([(payment, None)])
    till = replace(till, counter=counter or s.Ready(), tiles=(), office=replace(gate, case=payment.payment_id))
    found = view_office.case(till, MOMENT)
    assert found is not None, "the sale is in memory"
    return found


def told(
    counter: s.Counter,
    payment: Payment | None = None,
    around: Mapping[str, object] = EMPTY,
    *,
    answer: str | None = None,
    **changes: object,
) -> Screen:
    """Both screens of a till at this counter. `answer`: what *Check now* was answered about the sale in front; `around`
    and the rest are changes of the till.
    """
    till = tilled([] if payment is None else [(payment, LEFT_S)])
    asked = s.Asked(payment.payment_id, NOW, UTC_NOW, answer) if payment is not None and answer is not None else None
    till = replace(till, counter=counter, asked=asked, tiles=())
    return view(replace(till, **{**around, **changes}), MOMENT)  # type: ignore[arg-type]  # each moment's own affair


def beside(
    *payments: tuple[Payment, float | None], front: Payment, left: float = LEFT_S, others: Iterable[Payment] = ()
) -> Mapping[str, object]:
    """What `told` changes for sales that were set aside beside the one in front; `others` are only in memory."""
    till = tilled([*payments, (front, left)])
    held = {**till.payments, **{p.payment_id: p for p in others}}
    return {"payments": held, "watches": till.watches, "tiles": till.tiles[:-1]}


WAITING = CONFIRMING[0]
"""What the platform says while it confirms what it received."""
