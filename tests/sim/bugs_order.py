"""Planted bugs about order: what is written before what is sent, shown or acknowledged, and how often."""

from __future__ import annotations

from typing import Any

from kiosk.adapters import http_gate
from kiosk.gate.requests import Request
from kiosk.relay.values import Deposit, Stored
from kiosk.runtime import keeper, lanes, runner
from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import exchange, hearing, machine, offering, payment, settling, tally, words
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.screen import Tone
from kiosk.sale.tidings import Heard, News
from kiosk.sale.till import Draft, Now
from kiosk.values import replace
from tests.sim.disk import SimDisk
from tests.sim.platform import SECRET
from tests.sim.store import MemoryStore
from tests.sim.swap import Swap, bug


def _rides(kind: type) -> Any:
    return lambda before, draft, record: (draft.ride if isinstance(record, kind) else lambda x: before(draft, x))(
        record
    )


@bug("shown before it is saved")
def _shown_first(swap: Swap) -> None:
    def early(before: Any, self: Any, batch: Any, then: Any) -> None:
        before(self, batch, lambda saved: self._lane.arrived.emit(None))
        then(keeper.Saved())

    swap.wrap(keeper.Keeper, "save", early)


@bug("the receipt before the letter is saved", letter_garbage=0.1)
def _receipt(swap: Swap) -> None:
    swap.wrap(Draft, "remember", _rides(r.LetterKept))


@bug("the order before the intent is saved")
def _intent(swap: Swap) -> None:
    swap.wrap(Draft, "remember", _rides(r.Intended))


@bug("the code before its record is saved")
def _code(swap: Swap) -> None:
    swap.wrap(Draft, "remember", _rides(r.CodeShown))


@bug("green before the success is saved")
def _green(swap: Swap) -> None:
    def late(before: Any, draft: Draft, record: r.Record) -> None:
        kind = r.Succeeded | r.LetterKept
        (draft.ride if isinstance(record, kind) else lambda x: before(draft, x))(record)

    swap.wrap(Draft, "remember", late)


@bug("commits are not synced", power_lost=40.0)
def _unsynced(swap: Swap) -> None:
    def normal(before: Any, self: SimDisk, records: Any, rows: Any) -> None:
        self.syncs = len(self.records) % 7 == 0
        before(self, records, rows)

    swap.wrap(SimDisk, "commit", normal)


@bug("commits are put off for 300 ms")
def _debounced(swap: Swap) -> None:
    def later(before: Any, self: SimDisk, records: Any, rows: Any) -> None:
        kiosk = self.kiosk
        kiosk.world.timeline.after(0.3, lambda: before(self, records, rows), "debounced", kiosk.life)

    swap.wrap(SimDisk, "commit", later)


@bug("a new id when the order's fate is unsure", lost_after=0.1)
def _retry(swap: Swap) -> None:
    before = machine.HANDLERS[e.CallFailed]

    def again(draft: Draft, event: e.CallFailed) -> None:
        before(draft, event)
        row = draft.payment(event.payment_id)
        if event.call is e.Call.ORDER and not event.certain and row is not None and row.attempt == 1:
            ids = e.Ids(f"{row.payment_id[:-3]}222", f"{row.customer_id}2")
            draft.order(ids, row.money, row.sale, 2, "")
            draft.to(s.Ordering(ids.payment_id, draft.now.mono))

    swap.put(machine.HANDLERS, e.CallFailed, again)


@bug("an order is sent twice")
def _sent_twice(swap: Swap) -> None:
    def twice(before: Any, self: Any, effect: fx.Effect) -> None:
        before(self, effect)
        if isinstance(effect, fx.CreatePayment):
            before(self, effect)

    swap.wrap(lanes.Errands, "run", twice)


@bug("a decline overwrites paid", decline_then_paid=0.25, letter_swapped=0.25, letter_late=0.25)
def _overwritten(swap: Swap) -> None:
    def falls(before: Any, row: Any, record: r.Record) -> Any:
        if isinstance(record, r.Failed):
            return replace(row, state=payment.State.DECLINED, settled=record.at, why=record.why)
        return before(row, record)

    def always(before: Any, draft: Draft, row: Any, stated: Any, told: Any) -> Any:
        settling.fail(draft, row, stated, told, dead=False, why="decline")
        return News(row.payment_id, Heard.DECLINED, letter=told.letter)

    swap.wrap(payment, "_ended", falls)
    swap.wrap(hearing, "decline", always)


@bug("deadlines by the wall clock", clock_jumped=40.0, customer_never=0.25)
def _wall(swap: Swap) -> None:
    def wall(before: Any, self: Any) -> Now:
        now: Now = before(self)
        seconds = now.utc.timestamp()
        first = getattr(self, "first_wall", None)
        if first is None:
            first = self.first_wall = seconds - now.mono
        return Now(seconds - first, now.utc)

    swap.wrap(runner.Runner, "_now", wall)


@bug("a success is counted each time", check_now=0.25, letter_late=0.25)
def _counted(swap: Swap) -> None:
    def again(before: Any, draft: Draft, row: Any, fact: Any, told: Any) -> None:
        before(draft, row, fact, told)
        if row.paid and type(fact).__name__ == "SuccessProved":
            tally.count_paid(draft, row)

    swap.wrap(exchange, "tell", again)


@bug("the relay says 200 and forgets")
def _forgets(swap: Swap) -> None:
    def careless(before: Any, self: MemoryStore, work: Any) -> Any:
        if isinstance(work, Deposit) and work.digest[0] % 5 == 0:
            return Stored(1, fresh=True)
        return before(self, work)

    swap.wrap(MemoryStore, "_do", careless)


@bug("the relay opens another till's box", tills=2)
def _boxes(swap: Swap) -> None:
    def first(before: Any, self: MemoryStore, token: bytes) -> Any:
        found = before(self, token)
        return found if found is None else self.box(found.project, "till1")

    swap.wrap(MemoryStore, "box_of_token", first)


@bug("the secret travels with the order")
def _secret(swap: Swap) -> None:
    def open_(before: Any, order: Any, secret: Any) -> Request:
        made = before(order, secret)
        return Request(made.path, made.body[:-1] + f',"note":"{SECRET}"}}'.encode())

    swap.wrap(http_gate, "sale_request", open_)


@bug("a code's own end is not looked at")
def _own_end(swap: Swap) -> None:
    swap.set(offering, "life", lambda draft, row, code: (float(row.lifetime_s), True))


@bug("a tile is green while it waits", set_aside=0.25)
def _tile(swap: Swap) -> None:
    def hopeful(before: Any, row: Any) -> Tone:
        return Tone.GOOD if row.set_aside and row.shown else before(row)

    swap.wrap(words, "tone", hopeful)


@bug("a word of the platform breaks the step", confirming=0.1)
def _breaks(swap: Swap) -> None:
    def faulty(before: Any, draft: Draft, row: Any, fact: Any, told: Any) -> Any:
        if type(fact).__name__ == "Confirming":
            raise KeyError("awaiting confirmation")
        return before(draft, row, fact, told)

    swap.wrap(exchange, "hear", faulty)
