"""What a press is given on its way in: chance, and the moment at which it was pressed.

A press may wait behind a record that is being written, so the moment of its step is not its own. Must not know what a
press means.
"""

from __future__ import annotations

from kiosk.runtime.ports import Edge
from kiosk.sale import events as e
from kiosk.sale import office_events as o
from kiosk.values import replace


def stamped(event: object, edge: Edge) -> object:
    """The event with fresh ids where it asks for some, and a Charge with its moment (monotonic seconds)."""
    if isinstance(event, e.ChargePressed | e.NewCodeAnswered | o.RenewForced) and event.ids is None:
        event = replace(event, ids=edge.ids())
    if isinstance(event, e.ChargePressed) and event.at is None:
        event = replace(event, at=edge.mono())
    return event
