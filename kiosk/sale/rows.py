"""One payment as a line of a list, and the lines of the recent sales, carried from one till to the next.

Most lines of a screen are as they were: one is made anew only when its payment changed. Must not know which list shows
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.sale import words
from kiosk.sale.payment import Payment
from kiosk.sale.same import same
from kiosk.sale.screen_parts import Row
from kiosk.sale.verdict import listed, weighed

Rows = Mapping[str, tuple[Payment, Row]]
"""By payment id: the payment a line was made of, and the line."""


@same
def rows_of(recent: tuple[str, ...], payments: Mapping[str, Payment], before: Rows) -> Rows:
    """The lines of these payments; those of `before` whose payment is still the same are taken over."""
    rows = {}
    for payment_id in recent:
        payment = payments.get(payment_id)
        if payment is not None:
            kept = before.get(payment_id)
            rows[payment_id] = kept if kept is not None and kept[0] is payment else (payment, row_of(payment))
    if len(rows) == len(before) and all(row is before.get(name) for name, row in rows.items()):
        return before  # the very same, so that whoever looks at them can tell
    return MappingProxyType(rows)


def row_of(payment: Payment) -> Row:
    """One payment as a line."""
    kinds = words.items(payment)
    items = [words.attention(payment, kind) for kind in weighed(kinds)]
    return Row(
        payment_id=payment.payment_id,
        sale=payment.sale,
        money=payment.money,
        reference=payment.reference,
        state=payment.state.value,
        fact=words.fact(payment),
        tone=words.tone(payment),
        created=payment.created,
        settled=payment.settled,
        # A success has the code 0, which reads like an amount.
        code="" if payment.paid else payment.code,
        attention=tuple(headline for headline, _action in items),
        action=items[0][1] if items else None,
        verdict=listed(kinds, words.gone(payment)) if items else (),
        can_check=payment.watched,
    )
