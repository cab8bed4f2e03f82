"""The page with the code: scan, how much, how long, what for; nothing else on the glass while it shows.

A ring counts down calmly; in the last 30 seconds the words and the ring's shape change, not only a colour. The
code goes at its deadline by this page's own clock. Must not know the machines or the staff's words.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, inf

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import QrView
from kiosk.ui.ahead import Ahead
from kiosk.ui.code_view import CodeView
from kiosk.ui.labels import FitLabel
from kiosk.ui.marks import Ring, same_step
from kiosk.ui.measure import HOLE
from kiosk.ui.page import Kit, Page, Trio
from kiosk.ui.scale import LAST_S, SOON_S, Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import Beside, Line, Shown, centred, columns, held, inset, least_height, rows, stack
from kiosk.ui.texts import HAIR_S, left_text, whole_seconds
from kiosk.ui.words import EARLY_S

_VENDOR = ("customer.vendor_1", "customer.vendor_2", "customer.vendor_3")


class QrPage(Page):
    """The code and what is said around it. `load` holds a code, `good` checks it unseen, `tick` counts."""

    def __init__(self, parent: QWidget | None, kit: Kit) -> None:
        super().__init__(parent, "qrPage", kit)
        of = kit.theme.colours
        self.qr: QrView | None = None
        self._soon: bool | None = None
        self._said: tuple[Money, bool, str] | None = None
        self._placed = False
        self._least: dict[QWidget, int] = {}
        self._until: tuple[str, ...] = ()
        self._help: tuple[str, ...] = ()
        self._once: tuple[str, ...] = ()
        self._hands: tuple[Callable[[str], None], ...] = ()
        self._hands_until = inf
        self._hands_wide = 0
        self._quick_end = 0.0
        self._mono = kit.words.mono
        self.code = CodeView(self, "qrCode", kit.words.mono)
        self.exact_box = Panel(self)
        self.scan = Trio(self, "scanText", bold=True, soft=of.soft)
        self.exact = Trio(self, "exactText", bold=True, ink=of.alert.ink)
        self.amount = self.label("qrAmountText", bold=True)
        self.amount.ahead = Ahead()
        self.currency = self.label("qrCurrencyText", ink=of.soft)
        self.ring = Ring(self, "countdown")
        self.ring.dress(of.rail, of.accent_mark, of.ink, of.page)
        self.until = Trio(self, "validUntilText", soft=of.soft)
        for label in self.until.labels:
            label.paper(of.page, of.soft)
        self.help = Trio(self, "helpText", soft=of.soft)
        self.once = Trio(self, "onceText", soft=of.soft)
        self.brief = Trio(self, "briefText", soft=of.soft)
        self.payee = Trio(self, "payeeText", soft=of.soft)
        self.vendor = Trio(self, "vendorText", ink=of.soft)

    def load(self, qr: QrView) -> None:
        """Hold this code and its words, whether the page is in sight or not."""
        if qr == self.qr and self.code.showing and self._said == (qr.money, qr.exact, qr.payee):
            return
        self.qr = qr
        self._soon = None
        self._hands_until = inf
        self._say(qr.money, qr.exact, qr.payee)
        self.tick()
        self.code.load(qr.code.rows, qr.deadline)
        if not self._placed:
            self.settle()

    def expect(self, money: Money) -> None:
        """A code for this amount is on its way: write all that can be written before it is there."""
        # A shop's codes name one payee: the one of the code before is as good as known.
        self._say(money, False, self._said[2] if self._said else "")
        self._placed = False
        self.settle()
        self.amount.draw_ahead()

    def _say(self, money: Money, exact: bool, payee: str) -> None:
        """The words around a code; the same ones again cost nothing."""
        if self._said == (money, exact, payee):
            return
        self._placed = False
        self._said = (money, exact, payee)
        words = self.kit.words
        name = words.beside("customer.code_name", money)
        self.setAccessibleName(name)
        self.code.setAccessibleName(name)
        self.scan.write(() if exact else words.customer("customer.scan_word", money))
        self.exact.write(words.customer("customer.exact_amount", money, amount=money) if exact else ())
        self.exact_box.setVisible(exact)
        self.amount.write(words.amount(money))
        self.currency.write("" if money.currency is Currency.HKD else words.currency(money))
        self.currency.setVisible(bool(self.currency.text()))
        self._help = words.customer("customer.use_bank_app", money)
        self._once = words.customer("customer.works_once", money)
        self.payee.write(words.customer("customer.payee", None, payee=payee) if payee else ())
        vendor = zip(*(words.customer(key, money) for key in _VENDOR), strict=True)
        self.vendor.write([" · ".join(lines) for lines in vendor])

    def good(self) -> bool:
        """Whether the picture of the code, made for its place, is the code module by module."""
        return self.code.good()

    def blank(self) -> None:
        """Take the code off the glass now."""
        self.code.blank()

    def drop(self, *, letters: bool) -> None:
        """Let the pictures go that a code needs and nothing else does; the letters' one only with `letters`."""
        self.code.drop()
        if letters and self.amount.ahead is not None:
            self.amount.ahead.drop()

    def tick(self) -> None:
        """Write the time that is left; only what changed is drawn again."""
        if self.qr is None:
            return
        seconds = whole_seconds(self.qr.deadline, self.kit.words.now())
        self._count(self.qr, seconds, left_text(seconds))

    def quick(self) -> bool:
        """As `tick`, where nothing but figures changes; where more does, False, and nothing is done. Nearly every
        second of every code goes through here, so it asks nobody but the clock.
        """
        seconds = ceil(self._quick_end - self._mono())
        if seconds <= self._hands_until:
            return False
        left = f"{seconds // 60}:{seconds % 60:02d}"
        if len(left) != self._hands_wide:
            return False
        for write in self._hands:
            write(left)
        return True

    def _count(self, qr: QrView, seconds: int, left: str) -> None:
        soon, life = seconds <= SOON_S, qr.lifetime_s or 1.0
        self.ring.show_left(left, seconds / life, soon=soon)
        if soon is not self._soon:
            self._hurry(qr, soon)
        self.until.count(self._until, left)
        # Until the ring moves or the words change, every second is the same few labels with other figures.
        hands = [self.ring.text.hand(), *self.until.hands()]
        self._hands = tuple(hand for hand in hands if hand is not None)
        self._hands_wide = len(left)
        same = len(self._hands) == len(hands)
        # The last seconds are timed exactly, one by one.
        self._hands_until = max(same_step(seconds / life) * life, LAST_S if soon else SOON_S) if same else inf
        self._quick_end = qr.deadline - EARLY_S - HAIR_S

    def _hurry(self, qr: QrView, soon: bool) -> None:
        """The words and colours of the time before the last seconds, or of these."""
        self._soon = soon
        about = "customer.valid_until_about" if qr.about else "customer.valid_until"
        key = "customer.ends_soon" if soon else about
        self._until = self.kit.words.customer(key, qr.money, left=HOLE, time=qr.until)
        of = self.kit.theme.colours
        self.ring.dress(of.rail, of.alert_mark if soon else of.accent_mark, of.ink, of.page)
        self.until.labels[0].ink(of.alert_mark if soon else of.ink)

    def arrange(self, scale: Scale) -> None:
        """Lying: the code left, the words right. Standing: the words above and below it.

        Who wished for larger type gets no text smaller than without the wish: what has to give way is the largest.
        """
        self._placed = True
        self._hands_until = inf
        self._least = {}
        usual = scale.usual
        if scale is usual:
            self._lay_out(scale)
            return
        self._lay_out(usual)
        self._least = self._sizes()
        self._lay_out(scale)
        if any(label.cut for label in self._texts()):
            self._lay_out(usual)

    def _texts(self) -> list[FitLabel]:
        # The ring places its own.
        labels = self.findChildren(FitLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [label for label in labels if label.text() and label.isVisibleTo(self)]

    def _sizes(self) -> dict[QWidget, int]:
        """The type of every text in sight, and the ring; a line that takes the place of two is as large as both."""
        found: dict[QWidget, int] = {label: label.font().pixelSize() for label in self._texts()}
        found[self.ring] = self.ring.width()
        for brief, *instead in zip(self.brief.labels, self.help.labels, self.once.labels, strict=True):
            found[brief] = max(found.get(label, 0) for label in (brief, *instead))
        return found

    def _lay_out(self, scale: Scale) -> None:
        self.code.round(scale.radius)
        # Where lines are dear, the two lines of help become one.
        self.help.write(() if scale.cramped else self._help)
        self.once.write(() if scale.cramped else self._once)
        both = zip(self._help, self._once, strict=True)
        self.brief.write([" · ".join(pair) for pair in both] if scale.cramped else ())
        # The box already says the amount.
        self.amount.setVisible(not (scale.usual.cramped and self.exact.labels[0].text()))
        if self.width() >= self.height():
            self._lie(scale)
        else:
            self._stand(scale)

    def _lie(self, scale: Scale) -> None:
        room = inset(self.rect(), scale.md)
        if scale.cramped:
            # Across the whole width the small print takes fewer lines.
            small = held(self._print(scale, 0), self._least)
            least, most = least_height(small, room.width()), room.height() // 6
            room, under = rows(room, [1.0, max(least, min(self._print_height(room.width(), scale), most))], scale.xs)
            stack(under, small)
        side = min(room.height(), round(room.width() * 0.54))
        left, right = columns(room, [side, 1.0], scale.lg)
        self.code.setGeometry(left.x(), left.y() + (left.height() - side) // 2, side, side)
        words = [*self._head(scale), *self._time(scale), *self._advice(scale)]
        stack(right, held(words if scale.cramped else words + self._print(scale, scale.md), self._least))
        self._frame(scale)

    def _stand(self, scale: Scale) -> None:
        room = inset(self.rect(), scale.md)
        head = held(self._head(scale), self._least)
        foot = held([*self._time(scale), *self._advice(scale), *self._print(scale, scale.md)], self._least)
        wide = room.width() if scale.cramped else min(room.width(), round(room.height() * 0.53))
        least = [least_height(items, wide) for items in (head, foot)]
        gap = scale.sm
        # The code is as large as it can be with every word still readable.
        side = min(room.width(), round(room.height() * 0.53), room.height() - sum(least) - 2 * gap)
        spare = max(room.height() - side - 2 * gap - sum(least), 0)
        above, card, below = rows(room, [least[0] + round(spare * 0.42), side, 1.0], gap)
        self.code.setGeometry(centred(card, side, side))
        stack(centred(above, wide, above.height()), head)
        self._frame(scale)
        stack(centred(below, wide, below.height()), foot)

    def _print_height(self, width: int, scale: Scale) -> int:
        return sum(line.tall(width, 1.0) or 0 for line in self._print(scale, 0))

    def _head(self, scale: Scale) -> list[Shown]:
        items = self.scan.lines(scale.headline, scale.title, scale.floor)
        items += self.exact.lines(scale.title, scale.lead, scale.floor)
        if self.amount.isVisibleTo(self):
            items.append(Line(self.amount, scale.figures, scale.lead))
        if self.currency.text():
            items.append(Line(self.currency, scale.lead, scale.floor))
        return items

    def _time(self, scale: Scale) -> list[Shown]:
        lines = self.until.lines(scale.lead, scale.body, scale.floor)
        return [Beside(self.ring, scale.ring, scale.md, lines, above=scale.sm, least=scale.ring_floor)]

    def _advice(self, scale: Scale) -> list[Shown]:
        items = self.help.lines(scale.lead, scale.body, scale.floor, scale.md)
        items += self.brief.lines(scale.body, scale.small, scale.floor, scale.xs)
        items += self.once.lines(scale.lead, scale.body, scale.floor, scale.sm)
        return items + self.payee.lines(scale.body, scale.body, scale.floor, scale.sm)

    def _print(self, scale: Scale, above: int) -> list[Shown]:
        # It grows with a wish for larger type too, but not past what the customer has to read.
        size = min(scale.caption, scale.usual.small)
        return self.vendor.lines(size, size, scale.floor, above)

    def _frame(self, scale: Scale) -> None:
        """The box behind "enter exactly": around those lines, wherever they came to stand."""
        boxes = [label.geometry() for label in self.exact.labels if label.text()]
        if boxes:
            around = boxes[0].united(boxes[-1]).adjusted(-scale.sm, -scale.xs, scale.sm, scale.xs)
            self.exact_box.setGeometry(around.intersected(self.rect()))
            of = self.kit.theme.colours
            self.exact_box.dress(of.alert.ground, of.line if of.strong else "", scale.radius, of.border())
            self.exact_box.lower()
