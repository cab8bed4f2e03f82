"""The customer's pages but the code: welcome, the amount, and one large message at a time, in both languages.

Green is the paid page alone, and it is wholly green: unmistakable from across a shop. Must not know the
machines, deadlines or the staff's words.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from kiosk.sale.money import Money
from kiosk.sale.screen import CustomerPage, Tone
from kiosk.ui.icons import Icon
from kiosk.ui.marks import Awning, Mark
from kiosk.ui.measure import largest_line, same_width
from kiosk.ui.page import Kit, Page, Trio
from kiosk.ui.palette import Pair
from kiosk.ui.scale import Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import Line, Shown, Thing, centred, inset, rows, stack

if TYPE_CHECKING:
    from kiosk.ui.logo import Logo


class Message(NamedTuple):
    """How one page looks and which text it says."""

    name: str
    key: str
    icon: Icon
    tone: Tone


log = logging.getLogger(__name__)

# How much of the welcome's height a logo takes.
LOGO_SHARE = 0.34

MESSAGES = {
    CustomerPage.WAIT: Message("waitPage", "customer.wait", Icon.QR, Tone.CALM),
    CustomerPage.SET_ASIDE: Message("setAsidePage", "customer.set_aside", Icon.PHONE, Tone.WAIT),
    CustomerPage.CHECKING: Message("checkingPage", "customer.checking", Icon.REFRESH, Tone.WAIT),
    CustomerPage.CONFIRMING: Message("confirmingPage", "customer.confirming", Icon.HOURGLASS, Tone.ALERT),
    CustomerPage.PAID: Message("paidPage", "customer.paid_word", Icon.TICK, Tone.GOOD),
    CustomerPage.DECLINED: Message("declinedPage", "customer.declined", Icon.CROSS, Tone.BAD),
    CustomerPage.ENDED: Message("endedPage", "customer.ended", Icon.ATTENTION, Tone.ALERT),
    CustomerPage.EXPIRED: Message("expiredPage", "customer.expired", Icon.CLOCK, Tone.ALERT),
    CustomerPage.STOPPED: Message("stoppedPage", "customer.stopped", Icon.STOP, Tone.CALM),
    CustomerPage.SEE_STAFF: Message("seeStaffPage", "customer.see_staff", Icon.ATTENTION, Tone.ALERT),
    CustomerPage.UNAVAILABLE: Message("unavailablePage", "customer.unavailable", Icon.STOP, Tone.CALM),
    CustomerPage.WAIT_STAFF: Message("waitStaffPage", "customer.wait_staff", Icon.PERSON, Tone.CALM),
}


class IdlePage(Page):
    """Between customers: the shop's names, and that FPS is accepted. Nothing of the last sale."""

    def __init__(self, parent: QWidget | None, kit: Kit) -> None:
        super().__init__(parent, "idlePage", kit)
        of = kit.theme.colours
        self.awning = Awning(self)
        self.awning.dress(Pair(of.accent.ground, of.wait.ground))
        self.name = Trio(self, "shopNameText", bold=True, centre=True, soft=of.soft)
        self.rule = Panel(self)
        self.rule.dress(of.accent_mark, "", 0)
        self.welcome = Trio(self, "welcomeText", centre=True, soft=of.soft)
        self.name.write([name for name in (kit.shop.name_zh, kit.shop.name_en) if name])
        self.welcome.write(kit.words.customer("customer.idle", None))
        self.rule.setVisible(bool(kit.shop.name_zh or kit.shop.name_en))
        self.setAccessibleName(kit.words.beside("customer.idle", None))
        self.logo: Logo | None = None
        if kit.shop.logo:
            # After the first paint: the keypad does not wait for a picture.
            QTimer.singleShot(0, self, self._decode)

    def _decode(self) -> None:
        from kiosk.ui.logo import Logo

        made = Logo(self, "shopLogo", card=self.kit.theme.colours.dark)
        if not made.decode(self.kit.shop.logo):
            log.warning("the shop's logo is damaged; the welcome goes without it. Run: kiosk doctor")
            made.deleteLater()
            return
        self.logo = made
        made.setAccessibleName(self.kit.shop.name_en or self.kit.shop.name_zh)
        made.show()
        self.settle()

    def arrange(self, scale: Scale) -> None:
        """The names, a short rule, the welcome."""
        top, rest = rows(self.rect(), [scale.vast, 1.0])
        self.awning.setGeometry(top)
        items: list[Shown] = []
        above = 0
        if self.logo is not None:
            wide, high = self.logo.wide_at(round(rest.height() * LOGO_SHARE), rest.width() - 2 * scale.xl)
            items.append(Thing(self.logo, wide, high))
            above = scale.lg
        # The picture is the shop's face; the names may be smaller below it.
        names = self.name.lines(scale.display if above else scale.figures, scale.headline, scale.floor, above)
        items += names
        if names:
            items.append(Thing(self.rule, scale.vast, scale.xs, above=scale.xl))
        items += self.welcome.lines(scale.headline, scale.title, scale.floor, scale.xl)
        stack(inset(rest, scale.xl, scale.lg), items)


class AmountPage(Page):
    """While staff type: the amount in figures that can be checked from where the customer stands."""

    def __init__(self, parent: QWidget | None, kit: Kit) -> None:
        super().__init__(parent, "amountPage", kit)
        of = kit.theme.colours
        self.ask = Trio(self, "checkAmountText", centre=True, soft=of.soft)
        self.amount = self.label("customerAmountText", bold=True, centre=True)
        self.currency = self.label("customerCurrencyText", centre=True, ink=of.soft)

    def draw(self, money: Money | None) -> None:
        """Show this amount."""
        words = self.kit.words
        self.setAccessibleName(words.beside("customer.amount", money))
        self.ask.write(words.customer("customer.amount", money))
        self.amount.write(words.amount(money) if money else "")
        self.currency.write(words.currency(money) if money else "")
        self.settle()

    def arrange(self, scale: Scale) -> None:
        """One column in the middle."""
        room = inset(self.rect(), scale.lg)
        # In one line always; below the floor only where the window is too narrow for it.
        sizes = (scale.floor, scale.hero)
        # Letters reach a pixel or two beyond what they advance.
        whole = largest_line(same_width(self.amount.text()), room.width() - 2, sizes, bold=True)
        items = self.ask.lines(scale.headline, scale.title, scale.floor)
        items.append(Line(self.amount, whole, min(whole, scale.check_floor), above=scale.lg))
        items.append(Line(self.currency, scale.title, scale.floor))
        stack(room, items)


class MessagePage(Page):
    """One message: a mark with a shape of its own, the words in both languages, the amount."""

    def __init__(self, parent: QWidget | None, kit: Kit, page: CustomerPage) -> None:
        self.message = MESSAGES[page]
        super().__init__(parent, self.message.name, kit)
        of = kit.theme.colours
        pair = kit.theme.tone(self.message.tone)
        self.paid = page is CustomerPage.PAID
        self.paper(pair if self.message.tone is not Tone.CALM else Pair(of.page, of.ink))
        self.mark = Mark(self)
        if self.paid:
            self.mark.show_seal(pair)
        else:
            self.mark.show_icon(self.message.icon, pair.ink if self.message.tone is not Tone.CALM else of.soft)
        self.words = Trio(self, "messageText", bold=True, centre=True, ink=pair.ink)
        self.amount = self.label("messageAmountText", bold=True, centre=True, ink=pair.ink)
        self.thanks = self.label("thanksText", centre=True, ink=pair.ink)

    def draw(self, money: Money | None) -> None:
        """Say it, with the amount when there is one."""
        words = self.kit.words
        said = words.customer(self.message.key, money)
        self.setAccessibleName(words.beside(self.message.key, money))
        self.words.write(said)
        self.amount.write(words.amount(money) if money else "")
        self.amount.setVisible(money is not None)
        self.thanks.write(words.beside("customer.paid_thanks", money) if self.paid else "")
        self.thanks.setVisible(self.paid)
        self.settle()

    def arrange(self, scale: Scale) -> None:
        """Mark, words, amount: one column in the middle."""
        side = round(min(self.width(), self.height()) * (0.4 if self.paid else 0.22 if scale.cramped else 0.28))
        items: list[Shown] = [Thing(self.mark, side, side)]
        first, rest = (scale.figures, scale.display) if self.paid else (scale.display, scale.headline)
        items += self.words.lines(first, rest, scale.floor, scale.md)
        if self.amount.text():
            size, above = (scale.hero, 0) if self.paid else (scale.display, scale.lg)
            items.append(Line(self.amount, size, scale.floor, above))
        if self.thanks.text():
            items.append(Line(self.thanks, scale.title, scale.floor))
        wide = min(self.width() - 2 * scale.lg, scale.line)
        stack(centred(inset(self.rect(), scale.lg, scale.md), wide, self.height()), items)
