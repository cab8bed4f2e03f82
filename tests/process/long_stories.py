"""The stories whose end takes a minute: each in a till of its own, begun early, read late.

A till waits by itself, so nothing here waits with it: what it showed meanwhile stands in its pipe, with the moment.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.simulator.stories import STORIES, Story
from tests.process.harness import Seen, Shop, Till, showing

PACE = "code=0.1,pay=6,confirm=0.1,again=1,brief=35,after_expiry=1"
"""A code of 35 s: one that has less than 30 s to live when it comes is not shown at all."""
SHORT_S = 10
BRIEF = frozenset({2, 3, 5, 27})
"""Stories about a code's end: their tills hide it after 10 s."""
LOST = 9
LONG = BRIEF | {LOST, 17}
GRACE_S = 60.0
CONFIRM_S = 0.1


class LongStories:
    """Tills that are left to themselves. `paid_at` is when Gate knew of the payment whose letter is lost."""

    def __init__(self, folder: Path, *, begin: bool) -> None:
        self.stories = [story for story in STORIES if story.cents in LONG]
        self.tills: dict[int, Till] = {}
        self.paid_at = 0.0
        self.shop: Shop | None = None
        self.fault: Exception | None = None
        if begin:
            try:
                self.shop = Shop(folder, PACE)
                self._begin(self.shop)
            except Exception as fault:
                # It belongs to the stories' own tests, not to whichever test happens to come first.
                self.fault = fault

    def _begin(self, shop: Shop) -> None:
        for story in self.stories:
            lifetime_s = SHORT_S if story.cents in BRIEF else 300
            self.tills[story.cents] = till = shop.till(f"long{story.cents:02d}", lifetime_s=lifetime_s)
            till.launch()
        (payment_id,) = self.tills[LOST].offer(f"7.{LOST:02d}")["states"]
        # By hand, before the customer would do it: then the moment is known.
        self.paid_at = shop.pay(payment_id) + CONFIRM_S
        for cents, till in self.tills.items():
            if cents != LOST:
                till.charge(f"7.{cents:02d}")

    def told(self, story: Story) -> tuple[Till, Seen]:
        """The till of a story and the screen on which it ended."""
        if self.fault is not None:
            raise self.fault
        till = self.tills[story.cents]

        def over(seen: Seen) -> bool:
            return showing(story.screen)(seen) and list(seen["states"].values()) == [story.final_state]

        return till, till.until(over, within=SHORT_S + GRACE_S + 40)

    def close(self) -> None:
        """Everything that still runs ends."""
        if self.shop is not None:
            self.shop.close()
            self.shop = None
