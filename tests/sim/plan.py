"""What a till promises in time: green soon after the letter, green by the status plan without one, no page for ever.

A promise counts from the last disturbance: a call that failed, a disk that refused, a start, a sleep. When there was
one meanwhile, it is looked at again later. In the end of a world everything is calm, and `ends` looks once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.sale.payment import Payment, State
from kiosk.sale.screen import QrView, Screen, StaffPage
from tests.sim.accounts import Account
from tests.sim.dialects import letter_counts

if TYPE_CHECKING:
    from tests.sim.kiosk import SimKiosk
    from tests.sim.laws import Laws
    from tests.sim.world import World

LETTER_S = 3.0
CALM_BEFORE_S = 60.0
"""A read of the mailbox that was lost, and the pause after it, are over by then."""
START_S = 60.0
NEAR_S = 68.0
"""A busy platform is asked again after a minute at most."""
SOON_S = 345.0
LATER_S = 2_050.0
RARE_S = 24_000.0
HOUR_S = 3_600.0
GONE_S = 0.5
AWAKE_S = 1.5
"""A computer that wakes has noticed it by then."""
PAGES = {
    StaffPage.ORDERING: 17.0,
    StaffPage.AWAITING_QR: 22.0,
    StaffPage.DOUBTFUL: 62.0,
    StaffPage.OFFERING: 604.0,
    StaffPage.CHECKING: 62.0,
    StaffPage.CONFIRMING: 62.0,
}
"""Seconds after which each page has to have gone by itself, while nothing disturbs."""


class Promises:
    """Keeps the promises of all tills of a world in mind."""

    def __init__(self, world: World, laws: Laws) -> None:
        self._world = world
        self._laws = laws
        self._open: dict[str, Account] = {}
        self.green_after: list[float] = []
        self.by_letter: set[str] = set()
        self._when_on: dict[str, list[Account]] = {}

    @property
    def owes(self) -> bool:
        """Something that was paid is not green yet."""
        return bool(self._open)

    # Green.

    def paid(self, account: Account) -> None:
        """The status says paid from now on."""
        if account.clean and not account.refunded:
            self._open[account.order.payment_id] = account
            self._look_again(account, NEAR_S)

    def kept(self, name: str) -> None:
        """It is written as paid."""
        account = self._open.pop(name, None)
        if account is not None and account.paid_at is not None:
            self.green_after.append(self._world.timeline.now - account.paid_at)

    def letter(self, account: Account) -> None:
        """Its letter is at the relay."""
        name = account.order.payment_id
        if name in self._open and name not in self.by_letter and letter_counts(self._world.platform.dialect):
            self.by_letter.add(name)
            stored = self._world.timeline.now
            self._world.timeline.after(LETTER_S, lambda: self._after_letter(account, stored), "promise of a letter")

    def _after_letter(self, account: Account, stored: float) -> None:
        kiosk = self._world.kiosks[account.till]
        calm = kiosk.calm("relay", "disk", "self")
        awake = kiosk.on and kiosk.life.sleeps_until <= stored
        if awake and calm < stored - CALM_BEFORE_S and self._owed(account):
            self._laws.need(False, "I13", f"{account.order.payment_id}: paid, its letter is there for {LETTER_S} s")

    def _owed(self, account: Account) -> bool:
        """It should be green and is not."""
        if account.order.payment_id not in self._open or account.refunded:
            return False
        row = self._row(account)
        return row is None or not (row.paid or row.stopped)

    def _row(self, account: Account) -> Payment | None:
        return self._world.kiosks[account.till].disk.rows.get(account.order.payment_id)

    def _look_again(self, account: Account, seconds: float) -> None:
        self._world.timeline.after(seconds, lambda: self._by_plan(account), "promise of the plan")

    def _by_plan(self, account: Account) -> None:
        # A platform that says success and then "may have moved" does not call it paid any more: whoever asks hears the
        # second, and only a letter with the first can make it green. A new success is a new promise.
        if not self._owed(account) or account.paid_at is None or account.truth != "paid":
            return
        kiosk, now = self._world.kiosks[account.till], self._world.timeline.now
        if not kiosk.on:
            self._when_on.setdefault(kiosk.name, []).append(account)
            return
        if kiosk.life.sleeps_until > now:
            self._look_again(account, kiosk.life.sleeps_until - now + 1.0)
            return
        since = max(account.paid_at, kiosk.calm("gate", "relay", "disk", "self"))
        within = self._within(account, kiosk)
        if now < since + within - 0.001:
            self._look_again(account, since + within - now)
            return
        row = self._row(account)
        state = "unknown" if row is None else row.state
        if row is not None and row.rested and row.state in (State.DECLINED, State.DEAD):
            return  # it is only heard
        self._laws.need(False, "I13", f"{account.order.payment_id} is paid for {now - account.paid_at:.0f} s, calm for "
                                      f"{now - since:.0f} s, and is {state}")  # fmt: skip

    def started(self, kiosk: SimKiosk) -> None:
        """A till that was off is on again: what it owes is looked at from now on."""
        for account in self._when_on.pop(kiosk.name, ()):
            self._look_again(account, START_S)

    def _within(self, account: Account, kiosk: SimKiosk) -> float:
        """How long the plan may take from the last disturbance on."""
        watched = sum(1 for row in kiosk.disk.rows.values() if row.watched)
        row = self._row(account)
        if row is not None and row.state in (State.DECLINED, State.DEAD):
            # Asked again after 5 minutes, an hour and a day, and a start or a sleep hurries none of that.
            return RARE_S * 4
        if kiosk.awoke >= max(kiosk.calm("gate", "disk"), account.paid_at or 0.0):
            return START_S + 2.0 * watched
        age = self._world.timeline.now - account.born
        near = self._world.mix.lifetime_s + 100.0
        for until, step in ((near, NEAR_S), (1.2 * HOUR_S, SOON_S), (25 * HOUR_S, LATER_S)):
            if age < until:
                return step + 2.0 * watched
        return RARE_S + 2.0 * watched

    # Pages.

    def page(self, kiosk: SimKiosk, screen: Screen) -> None:
        """A page came, or stays."""
        page = screen.staff.page
        came = (page, screen.staff.sale)
        if kiosk.page == came:
            return
        if kiosk.page[0] is StaffPage.UNSETTLED and page is StaffPage.KEYPAD:
            self._left_unsettled(kiosk, kiosk.page[1])
        kiosk.page, kiosk.page_number = came, kiosk.page_number + 1
        bound = PAGES.get(page)
        if bound is not None:
            number = kiosk.page_number
            self._world.timeline.after(
                bound, lambda: self._stuck(kiosk, number, bound), "promise of a page", kiosk.life
            )

    def _left_unsettled(self, kiosk: SimKiosk, sale: int) -> None:
        """Nobody knows whether it was paid, and staff went on: it is a tile or on the list."""
        rows = [p for p in kiosk.disk.rows.values() if p.sale == sale]
        handled = any(p.paid or p.ended or p.set_aside or p.attention or p.answered for p in rows)
        self._laws.need(handled, "I4", f"sale {sale} was left unsettled, and is on no list")

    def code(self, kiosk: SimKiosk, view: QrView) -> None:
        """A code came on the customer's screen: it has to be gone after its end."""
        left = view.deadline - kiosk.mono() + GONE_S
        self._world.timeline.after(left, lambda: self._gone(kiosk, view), "promise of a code")

    def _gone(self, kiosk: SimKiosk, view: QrView) -> None:
        seen = kiosk.visible
        if seen is None or seen.payment_id != view.payment_id or not kiosk.on:
            return
        now = self._world.timeline.now
        if kiosk.life.sleeps_until > now - AWAKE_S:
            again = kiosk.life.sleeps_until - now + AWAKE_S + 0.01
            self._world.timeline.after(again, lambda: self._gone(kiosk, view), "promise of a code")
        elif kiosk.mono() > seen.deadline + GONE_S - 0.1:
            self._laws.need(False, "I6", f"the code of {view.payment_id} is still seen after its end")

    def _stuck(self, kiosk: SimKiosk, number: int, bound: float) -> None:
        if kiosk.page_number != number or not kiosk.on:
            return
        now = self._world.timeline.now
        since = kiosk.calm("disk", "self")
        if since > now - bound:
            again = since + bound - now + 0.01
            self._world.timeline.after(
                again, lambda: self._stuck(kiosk, number, bound), "promise of a page", kiosk.life
            )
            return
        self._laws.need(False, "I11", f"the page {kiosk.page[0]} stays for more than {bound} s")
