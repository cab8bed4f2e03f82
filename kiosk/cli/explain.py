"""`kiosk payments explain`: one payment's story, step by step, from its records and from nothing else.

It must not know the journal; records with their numbers come in, lines go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from kiosk.cli.payment_rows import Row, instant, local, mark, record_lines, record_row, tame
from kiosk.cli.story_words import Step, listed, step_of
from kiosk.sale.money import Money
from kiosk.sale.office import surplus
from kiosk.sale.payment import GAPS, Payment, State, fold
from kiosk.sale.records import BESIDE, Record

Numbered = tuple[int, Record]

_NOW = {
    State.PAID: "PAID. The goods may be handed over.",
    State.PAID_LATE: "PAID LATE. The money came after the sale was over: give the goods, or return it by hand.",
    State.DECLINED: "NOT PAID, according to ecommpay. Charging again is safe.",
    State.DEAD: "NOT PAID, as far as ecommpay can say. A payment that comes all the same is told at once.",
    State.REJECTED: "NEVER CAME TO BE. Nobody can have paid with it; charging again is safe.",
    State.ATTENTION: "A PERSON MUST DECIDE. Money may have moved, or something differs; do not charge again unasked.",
}
_OPEN = "NOT KNOWN YET. The customer may have paid: keep the goods, do not charge again, ecommpay is asked further."
_SETTLED = "SETTLED BY A PERSON. ecommpay's own result was never plain; who settled it, and how, stands below."
_LATE = "PAID LATE, and nothing is left to decide: what was done with the money or the goods stands below."
_UNSURE = "PAID. Records of it are missing: find out whether the goods have gone already, and give them once at most."
_SETTLED_PAID = "PAID, and nothing is left to decide: what was done with the money or the goods stands below."
_UNBORN = "NOT KNOWN YET. No code was shown by this till; ecommpay is asked further."


def verdict(payment: Payment) -> str:
    """What is known now, and what it means for goods and charging."""
    owed = surplus(payment)
    if "double" in payment.attention and owed:
        money = Money(owed, payment.money.currency)
        return f"PAID TWICE. {money.currency} {money.grouped} has to go back to the customer; goods are given once."
    if payment.state is State.ATTENTION and not payment.attention:
        return _SETTLED
    if payment.patchy and payment.paid and not payment.let_go:
        return _UNSURE if GAPS in payment.attention else _SETTLED_PAID
    if payment.ended and not payment.paid and "unsettled" in payment.attention:
        return _OPEN
    if payment.state is State.PAID_LATE and not payment.attention:
        return _LATE
    return _NOW.get(payment.state) or (_OPEN if payment.shown else _UNBORN)


def told(history: Iterable[Numbered]) -> Iterator[tuple[int, Record, Step | None]]:
    """Each record with its words, in the journal's order."""
    payment: Payment | None = None
    for seq, record in history:
        yield seq, record, step_of(record, payment)
        if not isinstance(record, BESIDE):
            payment = fold(payment, record)


def story(payment: Payment, history: Iterable[Numbered]) -> Iterator[str]:
    """The story for people. Times are Hong Kong's; order is the journal's, whatever the clock said."""
    if mark(payment.environment):
        yield f"{mark(payment.environment)}: no real money"
    sale = f"sale {payment.sale}" if payment.sale else "no sale of this journal"
    yield f"{payment.money.currency} {payment.money.grouped}, {sale}, payment {tame(payment.payment_id)}"
    yield f"now: {verdict(payment)}"
    for kind in payment.attention:
        yield f"     under Attention: {tame(listed(kind))}"
    yield ""
    count = 0
    for seq, record, step in told(history):
        count += 1
        yield from _lines(seq, record, step)
    yield ""
    yield f"{count} records, in the order in which they were written. `kiosk payments verify` shows whether any record"
    yield "of the journal was changed or removed; `kiosk payments show` has each of them in full."


def _lines(seq: int, record: Record, step: Step | None) -> Iterator[str]:
    if step is None:
        yield from record_lines(record_row(seq, record))
        return
    yield f"{local(record.at)}  {tame(step.what)}"
    for name, words in (("known", step.known), ("shown", step.shown), ("proves", step.proves)):
        if words:
            yield f"                     {name}: {tame(words)}"
    raw = getattr(record, "raw", b"")
    if raw:
        yield f"                     kept: {len(raw)} bytes, SHA-256 {sha256(raw).hexdigest()}, record {seq}"


def as_steps(history: Iterable[Numbered]) -> list[Row]:
    """The story for programs."""
    return [
        {
            "seq": seq,
            "at": instant(record.at),
            "record": type(record).__name__,
            "what": step.what if step else None,
            "known": (step.known or None) if step else None,
            "shown": (step.shown or None) if step else None,
            "proves": (step.proves or None) if step else None,
        }
        for seq, record, step in told(history)
    ]
