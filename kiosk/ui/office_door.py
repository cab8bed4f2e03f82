"""Which page lies over the counter, and who may see it: lists, an open sale, forms, and the owner's PIN before some.

The counter never waits for a page here. What is left is told as events, so that nothing stays open behind a page that
is gone. Knows no widgets.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.sale import office_events as events
from kiosk.sale.screen import Gate, StaffView

OWNED = frozenset({"today", "close", "return", "hand", "force", "settle"})
"""Pages of the owner, where there is one."""
NEEDS_PIN = frozenset({"hand", "force"})
"""What nobody may do who is not known to be the owner: without a PIN these do not open."""
CASE = frozenset({"case", "return", "hand", "force", "settle"})
"""Pages about one open sale. "settle" is the sale's own page once more, for the owner."""


class OfficeDoor:
    """The page that is open, "" for none. `emit` takes events."""

    def __init__(self, emit: Callable[[object], None]) -> None:
        self._emit = emit
        self.now = ""
        self.then = ""
        self.home = ""
        self._seen = False

    def enter(self, what: str, view: StaffView | None) -> str:
        """Somebody wants this page: the one that opens instead, which may ask for the PIN first."""
        gate = view.owner.gate if view is not None else Gate.NONE
        if what in NEEDS_PIN and gate is Gate.NONE:
            return self.now
        if what in CASE:
            self.home = self.now if self.now not in CASE | {"pin"} else self.home
        if what == "settle" and gate in (Gate.OPEN, Gate.NONE):
            what = "case"
        to = "pin" if what in OWNED and gate in (Gate.SHUT, Gate.UNKNOWN) else what
        self._leave(to, what, gate)
        self._seen = view is not None and view.case is not None
        self.now, self.then = to, what
        return to

    def back(self, view: StaffView | None) -> str:
        """Leave the page that is open: the one below it opens."""
        if self.now != "case" and self.then in CASE:
            return self.enter("case", view)
        # A claim was made: nobody looks for it any more.
        home = self.home if self.now == "case" and self.home != "claim" else ""
        return self.enter(home, view)

    def follow(self, view: StaffView) -> str:
        """A new moment: the page that has to be open now."""
        gate = view.owner.gate
        if self.now == "pin" and gate in (Gate.OPEN, Gate.NONE):
            return self.enter(self.then, view)
        if self.now in OWNED and gate in (Gate.SHUT, Gate.UNKNOWN):
            return self.enter("case" if self.now in CASE else "", view)
        if self.now in CASE | {"pin"} and self.then in CASE:
            done = self._seen and view.case is None
            self._seen = view.case is not None
            if done:
                # What was asked for is recorded, and the sale put away.
                return self.enter(self.home if self.home != "claim" else "", view)
        return self.now

    def _leave(self, to: str, what: str, gate: Gate) -> None:
        if self.now in CASE | {"pin"} and self.then in CASE and what not in CASE:
            self._emit(events.CaseLeft())
        if self.now == "claim" and to not in ("claim", "case"):
            self._emit(events.SearchLeft())
        if gate is Gate.OPEN and what not in OWNED | CASE:
            self._emit(events.OwnerLeft())
