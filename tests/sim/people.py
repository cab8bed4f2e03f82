"""The people at the counter, each with habits of their own: what they do depends on what they see and on chance."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.sale import events as e
from kiosk.sale.screen import Act, Screen, StaffPage

if TYPE_CHECKING:
    from tests.sim.kiosk import SimKiosk

AMOUNTS = ("8", "3", "5", "9", "20+8", "88", "1", "6", "7", "128.5", "9.9", "4", "2", "2500", "00.01", "7.")
MAD: tuple[object, ...] = (
    e.KeyTyped("7"), e.Erased(), e.Cleared(), e.CurrencyPressed(), e.CancelPressed(), e.QuestionLeft(),
    e.CheckNowPressed(), e.CannotPayPressed(), e.NextPressed(), e.AgainPressed(), e.DoubtAnswered(False),
    e.ReferenceTyped("table 4"), e.TileTapped("nobody"), e.AttentionDecided("nobody", "goods"),
)  # fmt: skip
PRESSES: tuple[tuple[str, Act, object], ...] = (
    ("cancel", Act.CANCEL, e.CancelPressed()),
    ("set_aside", Act.SET_ASIDE, e.SetAsidePressed()),
    ("check_now", Act.CHECK_NOW, e.CheckNowPressed()),
    ("cannot_pay", Act.CANNOT_PAY, e.CannotPayPressed()),
)
CAUSES = ("limit", "app", "setup", "network")


class Staff:
    """One clerk. `todo` are sales to begin; `tired` after how many seconds a charge that does not go on is dropped."""

    def __init__(self, kiosk: SimKiosk) -> None:
        self._kiosk = kiosk
        self._world = kiosk.world
        self._chance = kiosk.world.chance
        self.todo = 0
        self.renewed: set[int] = set()
        self._keys: list[str] = []
        self._waited = 0.0
        self._since: tuple[StaffPage, float] = (StaffPage.KEYPAD, 0.0)

    @property
    def busy(self) -> bool:
        """Somebody stands at the counter."""
        screen = self._kiosk.screen
        return self.todo > 0 or (self._kiosk.on and screen is not None and screen.staff.page is not StaffPage.KEYPAD)

    def comes(self) -> None:
        """After a start: what was typed is gone."""
        self._keys = []
        self._again(1.0 + self._chance.random())

    def _again(self, seconds: float) -> None:
        self._world.timeline.after(seconds, self._act, "clerk", self._kiosk.life)

    def _act(self) -> None:
        screen = self._kiosk.screen
        wait = 1.0
        if screen is not None:
            page = screen.staff.page
            if page is not self._since[0]:
                self._since = (page, self._world.timeline.now)
            if self._hit("mad_keys"):
                self._kiosk.press(self._chance.choice(MAD))
            elif page is StaffPage.KEYPAD:
                wait = self._keypad(screen)
            else:
                wait = self._elsewhere(screen, page)
        self._again(wait)

    def _hit(self, fault: str) -> bool:
        return self._world.hit(fault, "", self._kiosk)

    # The keypad.

    def _keypad(self, screen: Screen) -> float:
        kiosk, chance = self._kiosk, self._chance
        if screen.staff.question is not None:
            return self._large()
        aimed = self._world.aimed
        often = 0.6 if aimed is not None and aimed.fault == "decides" else 0.1
        if screen.staff.attention and chance.random() < often and self._hit("decides"):
            row = chance.choice(screen.staff.attention)
            name = chance.choice(("Ann", ""))
            kiosk.press(e.AttentionDecided(row.payment_id, chance.choice(("goods", "returned", "checked")), name))
        if screen.staff.tiles and chance.random() < 0.08:
            kiosk.press(e.TileTapped(chance.choice(screen.staff.tiles).payment_id))
            return 1.0
        if screen.staff.recent and chance.random() < 0.1 and self._hit("check_now"):
            kiosk.press(e.CheckNowPressed(chance.choice(screen.staff.recent).payment_id))
        if not self.todo:
            return 3.0 + 2.0 * chance.random()
        return self._charge(screen)

    def _large(self) -> float:
        """A large charge is asked about. Most are meant; some press too soon, some see that it is not the amount."""
        if self._chance.random() < 0.8:
            self._kiosk.press(e.ChargePressed())
            return 0.3
        self._kiosk.press(e.QuestionLeft())
        self._kiosk.press(e.Cleared())
        self.todo += 1  # with the right amount
        return 0.5

    def _charge(self, screen: Screen) -> float:
        kiosk, chance = self._kiosk, self._chance
        if not self._keys and not screen.staff.entry:
            self._keys = list(chance.choice(AMOUNTS))
            if chance.random() < 0.1:
                kiosk.press(e.ReferenceTyped("A-7"))
        if self._keys:
            kiosk.press(e.KeyTyped(self._keys.pop(0)))
            self._waited = 0.0
            return 0.12 + 0.1 * chance.random()
        charge = next((b for b in screen.staff.buttons if b.act is Act.CHARGE), None)
        if screen.staff.headline is not None and self._waited < 12.0:
            self._waited += 1.0
            return 1.0  # it waits for the relay
        if charge is None or not charge.enabled or not screen.staff.money or not screen.staff.money.minor:
            return self._impatient()
        kiosk.press(e.ChargePressed())
        if self._hit("double_press"):
            kiosk.press(e.ChargePressed())
        self.todo -= 1
        return 1.0

    def _impatient(self) -> float:
        self._waited += 1.0
        if self._waited > 10.0:
            self._waited = 0.0
            self._kiosk.press(e.Cleared())
            self._keys = []
            self.todo -= 1
        return 1.0

    # All other pages.

    def _elsewhere(self, screen: Screen, page: StaffPage) -> float:
        chance, kiosk = self._chance, self._kiosk
        if screen.staff.question is not None:
            self._answer(screen, {b.act for b in screen.staff.question.buttons if b.enabled})
            return 0.5 + chance.random()
        acts = {b.act for b in screen.staff.buttons if b.enabled}
        aimed = self._world.aimed
        eager = aimed is not None and aimed.eager(kiosk)
        for fault, act, event in PRESSES:
            often = 1.0 if eager and act is Act.SET_ASIDE else 0.4
            if act in acts and chance.random() < often and self._hit(fault):
                kiosk.press(event)
                return 0.3 + chance.random()
        return self._result(page, acts)

    def _result(self, page: StaffPage, acts: set[Act]) -> float:
        chance, kiosk = self._chance, self._kiosk
        stands = self._world.timeline.now - self._since[1]
        if page in (StaffPage.APPROVED, StaffPage.DECLINED, StaffPage.STOPPED, StaffPage.NOT_STARTED):
            if Act.AGAIN in acts and chance.random() < 0.1:
                kiosk.press(e.AgainPressed())
                self.todo += 1
            elif chance.random() < 0.4:
                kiosk.press(e.KeyTyped("8"))
            else:
                kiosk.press(e.NextPressed())
            return 0.3 + chance.random()
        if page is StaffPage.UNSETTLED and Act.NEXT in acts and (stands > 12.0 or self._hit("walks_off")):
            kiosk.press(e.NextPressed())
        return 1.5 + 2.0 * chance.random()

    def _answer(self, screen: Screen, acts: set[Act]) -> None:
        kiosk, chance = self._kiosk, self._chance
        if Act.CANCEL_CONFIRM in acts:
            kiosk.press(e.CancelConfirmed() if chance.random() < 0.7 else e.QuestionLeft())
        elif Act.CANNOT_KEEP in acts:
            kiosk.press(e.CannotPayChosen(chance.choice(CAUSES)) if chance.random() < 0.7 else e.QuestionLeft())
        elif Act.ALLOW in acts:
            if not self._hit("refuses_doubt"):
                kiosk.press(e.DoubtAnswered(True))
            elif chance.random() < 0.7:
                kiosk.press(e.DoubtAnswered(False))
        elif Act.NEW_CODE_NO in acts and self._hit("new_code"):
            self.renewed.add(screen.staff.sale)
            kiosk.press(e.NewCodeAnswered(shows_payment=False))
        elif Act.NEW_CODE_YES in acts and chance.random() < 0.2:
            kiosk.press(e.NewCodeAnswered(shows_payment=True))
        elif Act.NEXT in {b.act for b in screen.staff.buttons} and chance.random() < 0.3:
            kiosk.press(e.NextPressed())


class Customers:
    """Whoever stands before the customer's screen of one till. They see a code, scan it, and do as they please."""

    def __init__(self, kiosk: SimKiosk) -> None:
        self._kiosk = kiosk
        self._world = kiosk.world
        self._chance = kiosk.world.chance

    def see(self, payment_id: str) -> None:
        """A code came on the screen."""
        chance = self._chance
        if self._hit("customer_never", payment_id):
            return
        wait = 1.5 + chance.lognormvariate(1.5, 0.6)
        if self._hit("customer_photo", payment_id):
            self._later(wait + chance.choice((400.0, 4_000.0, 90_000.0)), lambda: self._pay(payment_id))
        else:
            self._later(wait, lambda: self._scan(payment_id))

    def _hit(self, fault: str, payment_id: str) -> bool:
        return self._world.hit(fault, payment_id)

    def _later(self, seconds: float, call: Callable[[], None]) -> None:
        self._world.timeline.after(seconds, call, "customer")

    def _scan(self, payment_id: str) -> None:
        """They can scan only what they see."""
        visible = self._kiosk.visible
        if visible is None or visible.payment_id != payment_id:
            return
        chance = self._chance
        wait = 1.0 + chance.expovariate(0.2)
        if self._hit("customer_late", payment_id):
            wait += chance.uniform(60.0, 700.0)
        if self._hit("customer_declines", payment_id):
            self._later(wait, lambda: self._world.platform.give_up(payment_id))
        else:
            self._later(wait, lambda: self._pay(payment_id))

    def _pay(self, payment_id: str) -> None:
        self._world.laws.scanned(payment_id)
        self._world.platform.scan_and_pay(payment_id)
