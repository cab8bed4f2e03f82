"""Planted bugs about memory and patience: what is forgotten, not asked about, or not put before a person."""

from __future__ import annotations

from typing import Any

from kiosk.runtime import keeper, runner
from kiosk.sale import calls, exchange, machine, moves, tending, waking, watching
from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale.payment import Payment, State
from kiosk.sale.till import Draft
from kiosk.values import replace
from tests.sim.swap import Swap, bug

WATCHED = Payment.watched


def _unwatched(swap: Swap, when: Any) -> None:
    def watched(self: Payment) -> bool:
        return not when(self) and not (self.rested or self.paid or self.state is State.REJECTED)

    swap.set(Payment, "watched", property(watched))


@bug("cancel forgets", cancel=0.25)
def _cancel(swap: Swap) -> None:
    _unwatched(swap, lambda row: row.closed == "cancel")


@bug("expiry forgets", customer_never=0.25)
def _expiry(swap: Swap) -> None:
    _unwatched(swap, lambda row: row.why == "deadline")


@bug("a decline is the last word", decline_then_paid=0.25, letter_lost=0.25)
def _declined(swap: Swap) -> None:
    _unwatched(swap, lambda row: row.state is State.DECLINED)


def _silent(*kinds: str) -> Any:
    def remember(before: Any, draft: Draft, record: r.Record) -> None:
        if not (isinstance(record, r.Raised) and record.kind in kinds):
            before(draft, record)

    return remember


@bug("paid twice and nobody is told", paid_twice=0.25)
def _double(swap: Swap) -> None:
    swap.wrap(Draft, "remember", _silent("double"))


@bug("paid late and nobody is told", cancel=0.25)
def _late(swap: Swap) -> None:
    swap.wrap(Draft, "remember", _silent("late"))


@bug("a difference and nobody is told", amount=0.25)
def _differs(swap: Swap) -> None:
    swap.wrap(Draft, "remember", _silent("amount", "currency", "project", "customer"))


@bug("moved money and nobody is told", moved=0.25)
def _moved(swap: Swap) -> None:
    swap.wrap(Draft, "remember", _silent("moved"))


@bug("left unsettled and on no list", customer_never=0.25, walks_off=0.25)
def _unsettled(swap: Swap) -> None:
    swap.set(moves, "unsettle", lambda draft, payment_id: None)


@bug("a letter of an unknown payment is dropped", letter_stranger=0.1)
def _orphan(swap: Swap) -> None:
    swap.set(exchange, "_orphan", lambda draft, event: None)


@bug("asking ends two minutes after the end", letter_lost=0.25, customer_late=0.25, paid_late=0.25)
def _ends(swap: Swap) -> None:
    swap.set(watching, "LATER_S", ())


@bug("a busy platform is never asked again", busy=0.25, letter_lost=0.25)
def _busy(swap: Swap) -> None:
    def gives_up(before: Any, self: Any, now: float, busy: bool) -> Any:
        return replace(before(self, now, busy), last=1e7) if busy else before(self, now, busy)

    swap.wrap(watching.Watch, "answered", gives_up)


@bug("a read that failed counts as out for ever", relay_refused=0.1)
def _deaf(swap: Swap) -> None:
    def gives_up(before: Any, draft: Draft, why: str) -> None:
        before(draft, why)
        draft.lines(replace(draft.till.lines, mailbox_out=1e12))

    swap.wrap(exchange, "_mailbox_failed", gives_up)


@bug("nothing is asked while letters come", letter_lost=0.25)
def _trusting(swap: Swap) -> None:
    swap.wrap(calls, "next_question", lambda before, draft, well: None if well else before(draft, well))


@bug("what left memory is not recalled", letter_late=0.25, letter_twice=0.25)
def _recall(swap: Swap) -> None:
    def blank(before: Any, self: Any, item: Any, found: Any) -> None:
        before(self, item, keeper.Remembered(None, found.bound_to, found.why))

    swap.wrap(runner.Runner, "_recalled", blank)


@bug("after a start nothing is asked at once", killed=40.0, letter_lost=0.25, bank_slow=0.25)
def _sleepy(swap: Swap) -> None:
    def rested(before: Any, draft: Draft, row: Payment) -> Any:
        return replace(before(draft, row), last=draft.now.mono, asks=1, extra=())

    swap.wrap(waking, "_watch", rested)
    swap.set(waking, "_interrupted", lambda draft, row: waking._abandoned(draft, row))


@bug("attempts of one sale do not know each other", new_code=1.0, customer_late=0.25, paid_late=0.25, expires=0.25)
def _strangers(swap: Swap) -> None:
    swap.set(Draft, "siblings", lambda self, row: [])


@bug("nothing ever leaves memory")
def _hoards(swap: Swap) -> None:
    swap.set(Draft, "drop", lambda self, payment_id: None)


@bug("asking without end", only=True, customer_never=0.25)
def _nags(swap: Swap) -> None:
    swap.set(watching, "STEP_WELL_S", 3.0)


@bug("a page that never goes", gate_down=40.0, customer_never=0.25)
def _stuck(swap: Swap) -> None:
    swap.set(moves, "GRACE_S", 1e9)


@bug("after 14 days it is simply gone", customer_never=0.25, expires=0.1)
def _gone(swap: Swap) -> None:
    swap.set(tending, "_retire", lambda draft, row: draft.ride(r.Rested(draft.now.utc, row.payment_id)))


@bug("totals start anew after a restart", killed=40.0)
def _totals(swap: Swap) -> None:
    def empty(before: Any, draft: Draft, event: Any, payments: Any) -> None:
        before(draft, replace(event, totals=()), payments)

    swap.wrap(waking, "_open_eyes", empty)


@bug("the sale is shown again after it was closed", cancel=0.25, killed=40.0)
def _reopened(swap: Swap) -> None:
    def open_(before: Any, draft: Draft, row: Payment, why: str) -> None:
        if why != "cancel":
            before(draft, row, why)

    swap.wrap(moves, "_close_one", open_)


@bug("the time asleep counts more than once", slept=40.0, customer_never=0.25)
def _sleepless(swap: Swap) -> None:
    def older(draft: Draft, event: e.Resumed) -> None:
        waking.resumed(draft, event)
        for name, watch in draft.till.watches.items():
            ends = None if watch.deadline is None else watch.deadline - watching.DAY_S
            draft.set_watch(name, replace(watch, left_at=watch.left_at - watching.DAY_S, deadline=ends))

    swap.put(machine.HANDLERS, e.Resumed, older)


@bug("what a start finds old is given up at once", clock_jumped=40.0, killed=40.0, customer_never=0.25)
def _hasty(swap: Swap) -> None:
    swap.set(tending, "AGED_S", -1e9)
