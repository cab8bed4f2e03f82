"""Recent sales and the attention list: one line a payment, a few at a time, to check again or to decide.

Lines are turned over by whole pages: nothing scrolls away under a finger. Must not know what a state means.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import Row, StaffView
from kiosk.ui.acts import CLAIM_KEY, Opens, key_name
from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.icons import Icon
from kiosk.ui.list_row import RowCard, spoken_row
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Kit
from kiosk.ui.sale_names import sale_number
from kiosk.ui.scale import Scale
from kiosk.ui.space import centred, columns, rows
from kiosk.ui.spoken import tell

# How much higher a decision may be than it needs, where there is room.
_MORE = 1.5


class ListPage(Overlay):
    """Lines of payments. `deciding` gives each line the words and buttons of a decision."""

    def __init__(
        self,
        parent: QWidget | None,
        kit: Kit,
        emit: Callable[[object], None],
        back: Callable[[], None],
        *,
        deciding: bool,
    ) -> None:
        what = "attention" if deciding else "recent"
        name = "attentionList" if deciding else "recentList"
        super().__init__(parent, name, kit, kit.words.staff(f"staff.{what}.title"), back)
        self._emit = emit
        self._deciding = deciding
        self.rows: tuple[Row, ...] = ()
        self.cards: list[RowCard] = []
        self.at = 0
        self.per_page = 1
        # Where what turns pages stands: below the lines, or beside the title where height is dear.
        self._foot = QRect()
        self._above = False
        self.empty = self.label("emptyText", centre=True, ink=kit.theme.colours.soft)
        self.empty.write(kit.words.staff(f"staff.{what}.empty"))
        self.answer = self.label("listAnswerText", ink=kit.theme.colours.wait_mark)
        self.claim = BigButton(self, "claimButton", Role.PLAIN)
        self.claim.picture = Icon.PERSON
        self.claim.dress(kit.theme)
        self.claim.write(kit.words.staff("staff.claim.title"), key=key_name(CLAIM_KEY))
        self.claim.clicked.connect(lambda: emit(Opens("claim")))
        self.claim.setVisible(not deciding)
        self.previous = self._turner("previousPageButton", Icon.ARROW_BACK, -1)
        self.next = self._turner("nextPageButton", Icon.ARROW_NEXT, 1)
        self.where = self.label("pageText", centre=True, ink=kit.theme.colours.soft)

    def _turner(self, name: str, icon: Icon, by: int) -> BigButton:
        made = BigButton(self, name, Role.PLAIN)
        made.picture = icon
        made.dress(self.kit.theme)
        made.write("", name=self.kit.words.staff("staff.previous_page" if by < 0 else "staff.next_page"))
        made.clicked.connect(lambda: self.choose(self.at + by * self.per_page))
        return made

    def draw(self, view: StaffView) -> None:
        """Show the lines of this moment; the chosen one stays chosen as long as it is there."""
        super().draw(view)
        listed = view.attention if self._deciding else view.recent
        answered = bool(self.answer.text())
        # Whose answer it is stands before it: the line may be far from the title.
        of = next((row for row in listed if row.payment_id == view.checked_id), None)
        said = f"{sale_number(of)}   {self.kit.words.say(view.checked)}" if of and view.checked else ""
        self.answer.write(said.strip())
        if listed != self.rows:
            chosen = self.rows[self.at].payment_id if self.rows else ""
            self.rows = listed
            places = [number for number, row in enumerate(listed) if row.payment_id == chosen]
            self.at = places[0] if places else min(self.at, max(len(listed) - 1, 0))
            self.settle()
        elif answered != bool(self.answer.text()):
            self.settle()

    def choose(self, at: int) -> None:
        """Choose the line with that number, or the nearest there is."""
        self.at = min(max(at, 0), max(len(self.rows) - 1, 0))
        self.settle()
        if self.rows:
            tell(self, spoken_row(self.kit.words, self.rows[self.at]))

    def key(self, key: int) -> bool:
        """Up and down choose a line, the page keys turn; F5 checks it, Enter opens it."""
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -self.per_page,
            Qt.Key.Key_PageDown: self.per_page,
        }
        if key in steps:
            self.choose(self.at + steps[Qt.Key(key)])
            return True
        card = self.cards[self.at % self.per_page] if self.rows else None
        button = card.button_of(key) if card else None
        if button is not None:
            press(button)
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """As many lines as fit; the rest on other pages."""
        tall = self._tall(room, scale)
        foot = 0
        per_page = max((room.height() + scale.sm) // (tall + scale.sm), 1)
        # Beside the title they cost no line, and stay in one place however many lines there are.
        self._above = self.width() >= self.height()
        # In a standing window the way to a sale that a customer speaks of stands at the foot.
        if self._claim_below or (len(self.rows) > per_page and not self._above):
            foot = scale.touch
            per_page = max((room.height() - foot) // (tall + scale.sm), 1)
        self.per_page = per_page
        if self._deciding:
            # What is left over is for the words of those that are there.
            tall = max(min((room.height() - foot + scale.sm) // per_page - scale.sm, round(tall * _MORE)), 1)
        self.empty.setVisible(not self.rows)
        self.empty.place(room, scale.lead, scale.floor)
        first = self.at - self.at % per_page
        shown = self.rows[first : first + per_page]
        while len(self.cards) < len(shown):
            self.cards.append(RowCard(self, self.kit, self._emit, deciding=self._deciding))
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(shown))
            if number < len(shown):
                top = room.y() + number * (tall + scale.sm)
                keyed = first + number == self.at
                card.draw(shown[number], chosen=keyed and len(self.rows) > 1, keyed=keyed)
                card.setGeometry(room.x(), top, room.width(), tall)
                card.arrange(scale)
        _, below = rows(room, [1.0, foot])
        if self._claim_below:
            below, claim = columns(below, [1.0, 0.9], scale.sm)
            self.claim.place(claim, scale, scale.body)
        self._foot = centred(below, min(scale.touch * 5, below.width()), foot)

    def _tall(self, room: QRect, scale: Scale) -> int:
        """The height of a line: a little less than it would like where that makes room for one more."""
        easy, tight = (
            RowCard.tall(scale, deciding=self._deciding, wide=room.width(), tight=tight) for tight in (False, True)
        )
        high = room.height() + scale.sm
        return tight if high // (tight + scale.sm) > high // (easy + scale.sm) else easy

    @property
    def _claim_below(self) -> bool:
        return not self._deciding and self.width() < self.height()

    def _place_turners(self, place: QRect, scale: Scale) -> None:
        pages = (len(self.rows) + self.per_page - 1) // self.per_page
        for widget in (self.previous, self.next, self.where):
            widget.setVisible(pages > 1)
        back, where, on = columns(place, [1.0, 1.0, 1.0], scale.sm)
        self.previous.place(back, scale, scale.lead)
        self.next.place(on, scale, scale.lead)
        self.previous.setEnabled(self.at >= self.per_page)
        self.next.setEnabled(self.at // self.per_page < pages - 1)
        self.where.write(f"{self.at // self.per_page + 1} / {max(pages, 1)}")
        self.where.place(where, scale.body, scale.floor)

    def arrange(self, scale: Scale) -> None:
        """The answer of the last check stands beside the title, and where height is dear what turns pages."""
        super().arrange(scale)
        head, turners = self.title.geometry(), self._foot
        if not self._deciding and not self._claim_below:
            head, claim = columns(head, [1.0, round(min(scale.touch * 5.2, head.width() * 0.5))], scale.sm)
            self.claim.place(claim, scale, scale.body)
        if self._above and len(self.rows) > self.per_page:
            head, turners = columns(head, [1.0, scale.touch * 3], scale.md)
        self._place_turners(turners, scale)
        most = round(head.width() * (0.4 if self.answer.text() else 1.0))
        wide = min(self.title.wide_at(scale.title) + scale.md, most)
        title, right = columns(head, [wide, 1.0], scale.md)
        self.title.place(title, scale.title, scale.floor)
        self.answer.place(right, scale.body, scale.floor)
