"""What a clerk in a hurry has to read off every page: may the goods go, and may this customer be charged again?

The words of a page say what is known and often one of the two; this file adds what they leave open, so that each page
answers both. Text keys only, never texts. Only "paid" lets the goods go, and says so itself; beside it the person in
charge may, on their own word.
"""

from __future__ import annotations

from kiosk.sale import states as s
from kiosk.sale.payment import GAPS
from kiosk.sale.screen_parts import Say

ORPHAN_PAID = "orphan_paid"
"""An orphan that the platform calls paid."""
KEEP = Say("staff.goods.keep")
GOODS_ONCE = Say("staff.goods.once")
GOODS_OR_MONEY = Say("staff.goods.or_money")
GONE = Say("staff.goods.gone")
MAYBE_GONE = Say("staff.goods.maybe_gone")
OWNER_SAID = Say("staff.goods.by_hand")
AFTER_PAID = Say("staff.qr_shown.action")
ONCE = Say("staff.again.no")
IF_NONE = Say("staff.again.if_none")
AGAIN = Say("staff.declined.action")
NOTHING_CHARGED = Say("staff.again.nothing_charged")
OTHER_WAY = Say("staff.no_tls.action")
SECOND = Say("staff.second_charge.headline")

_PLAIN: dict[type, tuple[Say, ...]] = {
    s.Ordering: (KEEP, ONCE),
    s.AwaitingQr: (KEEP, ONCE),
    s.QrDoubtful: (KEEP, ONCE),
    s.Confirming: (ONCE,),
    s.StorageTrouble: (KEEP, ONCE),
}
_UNSETTLED: dict[str, tuple[Say, ...]] = {
    "unknown": (ONCE,),
    "moved": (KEEP,),
    "reversed": (ONCE,),
    "amount": (KEEP, ONCE),
    "differs": (KEEP, ONCE),
    "late": (ONCE,),
}

_NOT_STARTED: dict[str, tuple[Say, ...]] = {"storage": (NOTHING_CHARGED,), "elsewhere": (OTHER_WAY,)}

_LISTED: dict[str, tuple[Say, ...]] = {
    "late": (ONCE,),
    "after_decline": (ONCE,),
    "double": (GOODS_ONCE, ONCE),
    "amount": (KEEP, ONCE),
    "currency": (KEEP, ONCE),
    "customer": (KEEP, ONCE),
    "project": (KEEP, ONCE),
    "shared": (KEEP, ONCE),
    "reversed": (ONCE,),
    "moved": (KEEP,),
    "orphan": (KEEP, ONCE),
    "unsettled": (ONCE,),
    "silent": (KEEP, ONCE),
    "claimed": (ONCE,),
    "by_hand": (OWNER_SAID, ONCE),
    GAPS: (ONCE,),
    ORPHAN_PAID: (MAYBE_GONE, ONCE),
}
_UNSURE = frozenset({GAPS, ORPHAN_PAID})
"""Without records nobody here knows whether the goods went."""


def verdict(counter: s.Counter, *, shown: bool, blocked: bool, doubt: bool) -> tuple[Say, ...]:
    """What the page of this state leaves open. `shown`: a code of this sale was on the screen; `blocked`: a second
    charge is refused here; `doubt`: another code of this sale was shown and may have been paid.
    """
    match counter:
        case s.Offering():
            asked = bool(counter.question)
            return (KEEP if asked else AFTER_PAID, ONCE) if asked or counter.code.unusual else (ONCE,)
        case s.Checking():
            return (KEEP, IF_NONE) if counter.may_renew else (KEEP,)
        case s.Unsettled() if counter.may_renew:
            return (IF_NONE,)
        case s.Unsettled():
            return (*_UNSETTLED[counter.why], *([SECOND] if blocked else []))
        case s.Stopped():
            return (KEEP, IF_NONE) if shown else (KEEP,)
        case s.Declined():
            return (KEEP, IF_NONE if doubt else AGAIN)
        case s.NotStarted():
            return (KEEP, *_NOT_STARTED.get(counter.why, ()))
        case _:
            return _PLAIN.get(type(counter), ())


def weighed(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Items of one payment, the one that decides what to do first: what may have gone already leaves no choice of goods
    or money, and money that came twice none of goods.
    """
    return tuple(sorted(kinds, key=lambda kind: (kind not in _UNSURE, kind != "double")))


def listed(kinds: tuple[str, ...], gone: bool = False) -> tuple[Say, ...]:
    """What the first item of attention leaves open; once the owner let the goods go, nothing else says keep them.
    `gone`: the goods went before the money was proved, by hand or on trust.
    """
    left = _LISTED["by_hand" if "by_hand" in kinds else weighed(kinds)[0]] if kinds else ()
    return (GONE, *[say for say in left if say not in (GOODS_ONCE, MAYBE_GONE)]) if gone else left


def in_short(kinds: tuple[str, ...], gone: bool = False) -> tuple[Say, ...]:
    """The same for one line that stands alone, without the item's own words beside it."""
    first = weighed(kinds)[0] if kinds and not gone else ""
    more = {"late": GOODS_OR_MONEY, "after_decline": GOODS_OR_MONEY, GAPS: MAYBE_GONE}.get(first)
    return listed(kinds, gone) if more is None else (more, *listed(kinds))
