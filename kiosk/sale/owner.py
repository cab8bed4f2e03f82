"""The owner's PIN: when one is looked at, what a wrong one costs, and how long the owner is believed to stand here.

Whoever compares the PIN counts the try durably before it answers, so a crash forgives none. What is known to be open
shuts by itself.
"""

from __future__ import annotations

from kiosk.sale import effects as fx
from kiosk.sale import office_events as o
from kiosk.sale.office import CHECK_LOST_S, OWNER_S, Gate, wait_after
from kiosk.sale.till import Draft
from kiosk.values import replace


def known(draft: Draft, event: o.PinKnown) -> None:
    """What was found out about the PIN. One that cannot be read keeps everything of the owner's shut."""
    gate = Gate.SHUT if event.found or event.why else Gate.NONE
    office, now = draft.till.office, draft.now.mono
    said = "unreadable" if event.why else ""
    draft.office(replace(office, gate=gate, tries=event.tries, free_at=now + wait_after(event.tries), said=said))


def entered(draft: Draft, event: o.PinEntered) -> None:
    """A PIN was typed: it is compared, one at a time, and not while a wrong one still costs time."""
    office, now = draft.till.office, draft.now.mono
    if office.now(now) is not Gate.SHUT or office.checking is not None or now < office.free_at:
        return
    draft.office(replace(office, checking=now, said=""))
    draft.ask_for(fx.CheckPin(event.pin))


def checked(draft: Draft, event: o.PinChecked) -> None:
    """The answer. One that nobody waits for any more opens nothing, but a wrong one still counts."""
    office, now = draft.till.office, draft.now.mono
    waited, office = office.checking is not None, replace(office, checking=None, tries=event.tries)
    if event.right and waited:
        draft.office(replace(office, owner_until=now + OWNER_S, free_at=0.0, said=""))
    elif not event.right:
        said = "unreadable" if event.why else "wrong"
        draft.office(replace(office, free_at=max(office.free_at, now + wait_after(event.tries)), said=said))
    else:
        draft.office(office)


def left(draft: Draft, event: o.OwnerLeft) -> None:
    """What the owner opened was closed: the next time the PIN is asked again."""
    draft.office(replace(draft.till.office, owner_until=0.0, said=""))


def tend_owner(draft: Draft) -> None:
    """Shut what was open long enough; give up a comparison that never came back."""
    office, now = draft.till.office, draft.now.mono
    if office.owner_until and now >= office.owner_until:
        office = replace(office, owner_until=0.0)
    if office.checking is not None and now >= office.checking + CHECK_LOST_S:
        office = replace(office, checking=None, said="unanswered")
    if office.free_at and now >= office.free_at:
        office = replace(office, free_at=0.0)
    if office != draft.till.office:
        draft.office(office)


def owner_times(draft: Draft) -> list[float | None]:
    """When something of this is due (monotonic seconds); None stands for never."""
    office = draft.till.office
    return [
        office.owner_until or None,
        office.free_at or None,
        None if office.checking is None else office.checking + CHECK_LOST_S,
    ]
