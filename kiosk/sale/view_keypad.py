"""The staff's keypad: what is typed, why a key was refused, why Charge is grey, what is asked before a large charge.

Must not know how keys are drawn or what an amount becomes.
"""

from __future__ import annotations

from kiosk.sale import states as s
from kiosk.sale.money import FPS_MOST, Currency, Money
from kiosk.sale.payment import State
from kiosk.sale.screen import Act, Button, CustomerPage, Question, Say, StaffView
from kiosk.sale.till import Now, Till
from kiosk.sale.verdict import KEEP
from kiosk.values import replace


def keypad_view(till: Till, now: Now, ready: s.Ready, base: StaffView) -> StaffView:
    """The keypad at this moment, upon what every page of the staff shows."""
    why = _why_grey(till, now, ready)
    charge = Button(Act.CHARGE, why is None, why)
    asked = ready.asked is not None
    aside = Say("staff.set_aside.headline") if _just_aside(till, ready, now) and not asked else None
    back = Say("staff.refilled") if ready.refilled and ready.entry.text else None
    above = Money(till.rules.ask_above, Currency.HKD)
    return replace(
        base,
        entry=ready.entry.text,
        entry_refused=_refused(till, now, ready),
        currency=ready.currency,
        reference=ready.reference,
        money=Money(ready.entry.minor, ready.currency),
        headline=why if ready.charge else Say("staff.charge.large", (("amount", above),)) if asked else aside or back,
        verdict=(KEEP,) if aside and not ready.charge else (),
        question=_question(ready, charge) if asked else None,
        buttons=(charge,),
    )


def fault(till: Till) -> Say | None:
    """A fault of the program stops charging."""
    return Say("staff.fault.headline") if till.broken else None


def _why_grey(till: Till, now: Now, ready: s.Ready) -> Say | None:
    if not till.awake:
        return Say("staff.starting")
    if ready.charge is not None:
        return Say("staff.cause.starting" if now.mono < till.held_until else "staff.cause.relay_asked")
    return fault(till) or (Say("staff.take_back") if ready.entry.wrong else None)


def _refused(till: Till, now: Now, ready: s.Ready) -> Say | None:
    """Why the last key was not taken, and for a moment why nothing cannot be charged."""
    match ready.entry.refused:
        case "limit" | "brim":
            limit = Money(till.rules.limits[ready.currency], ready.currency)
            # The shop may have settled on less than the method takes, and for another currency nobody states a limit.
            return Say("staff.limit" if limit == FPS_MOST else "staff.limit_till", (("limit", limit),))
        case "decimals":
            return Say("staff.decimals")
        case "items":
            return Say("staff.items")
        case _:
            return Say("staff.zero") if now.mono < ready.told_until else None


def _question(ready: s.Ready, charge: Button) -> Question:
    said = Say("staff.charge.question", (("amount", Money(ready.entry.minor, ready.currency)),))
    return Question(said, (charge, Button(Act.CHARGE_KEEP)))


def _just_aside(till: Till, ready: s.Ready, now: Now) -> bool:
    residue, last = ready.residue, till.payments.get("".join(till.tiles[-1:]))
    live = last is not None and last.state is State.QR_SHOWN
    return live and residue is not None and residue.page is CustomerPage.SET_ASIDE and now.mono < residue.until
