"""What was recorded on one day that no proof stands behind: marked by hand, released on trust, returned by hand.
And what a clock that was fast counted on days that are still to come.

The records are read from their end backwards, so that a start pays for one day and not for all of them. Must not know
what is done with the counts.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Final

import apsw

from kiosk.adapters.record_codec import moment, stamp

_EARLIER: Final = "SELECT seq FROM records WHERE at < ? ORDER BY seq DESC LIMIT 1"
_SINCE: Final = """SELECT kind, body, payment_id FROM records WHERE seq > ?1 AND at >= ?2
    AND kind IN ('Returned', 'HandMarked', 'Trusted') AND ?3 IN ('', environment) ORDER BY seq"""
_OF: Final = "SELECT sale, amount, currency FROM payments WHERE payment_id = ?"
_PROVED: Final = "SELECT count(*) FROM payments WHERE sale = ? AND state IN ('PAID', 'PAID_LATE')"
_RELEASED: Final = {"HandMarked": "hand", "Trusted": "trust"}
_SLACK: Final = timedelta(days=1)
"""A clock that was set back leaves earlier hours behind later ones: so much further back is looked all the same."""

_AHEAD: Final = """SELECT currency, settled, amount FROM payments WHERE state IN ('PAID', 'PAID_LATE')
    AND settled >= ?1 AND ?2 IN ('', environment)"""

Total = tuple[str, str, int, int]
Apart = tuple[str, str, str, int, int]
_Money = tuple[str, str, int]


def apart_of(connection: apsw.Connection, day: datetime, environment: str) -> tuple[Apart, ...]:
    """(day, what, currency, count, minor units) since the beginning of `day` ("" is every environment). Sales that
    were proved paid since are left out. Raises what the connection raises.
    """
    earlier = connection.execute(_EARLIER, (stamp(day - _SLACK),)).fetchall()
    first = int(str(earlier[0][0])) if earlier else 0
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for kind, body, name in connection.execute(_SINCE, (first, stamp(day), environment)).fetchall():
        if kind == "Returned":
            money = json.loads(str(body))["money"]
            found: _Money | None = "returned", str(money["currency"]), int(money["minor"])
        else:
            found = _released(connection, _RELEASED[str(kind)], str(name))
        if found is not None:
            count, minor = counts.get(found[:2], (0, 0))
            counts[found[:2]] = count + 1, minor + found[2]
    date = day.date().isoformat()
    return tuple((date, *key, *counted) for key, counted in sorted(counts.items()))


def ahead_of(connection: apsw.Connection, end: datetime, environment: str) -> tuple[Total, ...]:
    """(day, currency, count, minor units) of every day from `end` on, the first moment after today, in its zone: paid
    while the clock was fast. When such a day comes, they are a part of it. Raises what the connection raises.
    """
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for currency, settled, amount in connection.execute(_AHEAD, (stamp(end), environment)).fetchall():
        key = moment(str(settled)).astimezone(end.tzinfo).date().isoformat(), str(currency)
        count, minor = sums.get(key, (0, 0))
        sums[key] = count + 1, minor + int(str(amount))
    return tuple((*key, *summed) for key, summed in sorted(sums.items()))


def _released(connection: apsw.Connection, what: str, name: str) -> _Money | None:
    """The money of a sale that was let go without a proof, unless one came since."""
    for sale, amount, currency in connection.execute(_OF, (name,)).fetchall():
        ((proved,),) = connection.execute(_PROVED, (sale,)).fetchall()
        return None if proved else (what, str(currency), int(str(amount)))
    return None
