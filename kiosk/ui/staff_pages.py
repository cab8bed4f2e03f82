"""The clerk's page while a sale is running and when it has ended: what is known, what to do, what can be done.

One widget draws them all, under the name of the page it shows, so that every button exists once. Green is paid
and nothing else. Must not know how a sale goes on.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import Left, QrView, StaffPage, StaffView, Tone
from kiosk.ui.act_bar import ACROSS, FEWER_ACTS, MOST_ACROSS, MOST_ACTS, ActBar
from kiosk.ui.acts import SAFE
from kiosk.ui.buttons import BigButton, Role
from kiosk.ui.code_view import CodeView
from kiosk.ui.icons import Icon
from kiosk.ui.labels import FitLabel
from kiosk.ui.marks import LeftBar, Mark
from kiosk.ui.page import Kit, Page
from kiosk.ui.palette import Pair
from kiosk.ui.scale import SOON_S, Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import Line, Shown, centred, columns, inset, rows, stack
from kiosk.ui.texts import seconds_left
from kiosk.ui.words import NOTHING

NAMES = {
    StaffPage.ORDERING: "orderingPage",
    StaffPage.AWAITING_QR: "awaitingPage",
    StaffPage.DOUBTFUL: "doubtfulPage",
    StaffPage.OFFERING: "offeringPage",
    StaffPage.CHECKING: "staffCheckingPage",
    StaffPage.CONFIRMING: "staffConfirmingPage",
    StaffPage.APPROVED: "staffPaidPage",
    StaffPage.DECLINED: "staffDeclinedPage",
    StaffPage.STOPPED: "staffStoppedPage",
    StaffPage.NOT_STARTED: "notStartedPage",
    StaffPage.UNSETTLED: "unsettledPage",
    StaffPage.STORAGE: "storagePage",
    StaffPage.OUT_OF_SERVICE: "outOfServicePage",
}
ICONS = {
    StaffPage.ORDERING: Icon.QR,
    StaffPage.AWAITING_QR: Icon.QR,
    StaffPage.DOUBTFUL: Icon.QUESTION,
    StaffPage.OFFERING: Icon.PHONE_SCAN,
    StaffPage.CHECKING: Icon.REFRESH,
    StaffPage.CONFIRMING: Icon.HOURGLASS,
    StaffPage.APPROVED: Icon.TICK,
    StaffPage.DECLINED: Icon.CROSS,
    StaffPage.STOPPED: Icon.STOP,
    StaffPage.NOT_STARTED: Icon.STOP,
    StaffPage.UNSETTLED: Icon.ATTENTION,
    StaffPage.STORAGE: Icon.RECORDS,
    StaffPage.OUT_OF_SERVICE: Icon.STOP,
}


class SalePage(Page):
    """The page. `emit` takes the events of `kiosk.sale.events`."""

    def __init__(self, parent: QWidget | None, kit: Kit, emit: Callable[[object], None]) -> None:
        super().__init__(parent, "salePage", kit)
        self._view: StaffView | None = None
        self._said = self._asked = NOTHING
        self.panel = Panel(self)
        self.mark = Mark(self)
        self.code = CodeView(self, "staffQrCode", kit.words.mono)
        self.left = LeftBar(self, "staffCountdownBar")
        self.sale = self.label("saleText")
        self.amount = self.label("saleAmountText", bold=True)
        self.headline = self.label("headlineText", bold=True)
        self.action = self.label("actionText")
        self.verdict = self.label("verdictText", bold=True)
        self.payee = self.label("staffPayeeText")
        self.question = self.label("questionText", bold=True)
        self.answer = self.label("answerText")
        self.why = self.label("whyText")
        self.small = self.label("smallPrint")
        self.copy = BigButton(self, "copyButton", Role.QUIET)
        self.copy.picture = Icon.COPY
        self.copy.clicked.connect(self._copied)
        self.bar = ActBar(self, kit, emit)

    def draw(self, view: StaffView) -> None:
        """Show this moment of the sale."""
        self._view = view
        self._said = self.kit.words.counted(view.headline)
        self._asked = self.kit.words.counted(view.question.text if view.question else None)
        self.setObjectName(NAMES[view.page])
        words = self.kit.words
        self.sale.write(words.staff("staff.sale_number", sale=view.sale) if view.sale else "")
        # The headline of a paid sale is the amount.
        apart = view.money is not None and view.page is not StaffPage.APPROVED
        self.amount.write(words.money(view.money) if view.money and apart else "")
        asked = _replaces(view)
        self.headline.setVisible(not asked)
        self.action.write("" if asked else words.say(view.action))
        self.verdict.write(words.sentences(view.verdict))
        self.payee.write(words.staff("staff.payee", payee=view.qr.payee) if view.qr and view.qr.payee else "")
        self.answer.write(words.say(view.answer))
        title = "   ".join(part for part in (self.sale.text(), self.amount.text()) if part)
        self.setAccessibleName(title or words.say(view.headline))
        # What cannot be pressed, or brings something along, does not stand there without a word.
        self.why.write(words.sentences([button.why for button in view.buttons if button.why is not None]))
        self.small.write(view.small)
        self.copy.write(words.staff("staff.copy") if view.small else "")
        self.copy.setVisible(bool(view.small))
        self._colour(view)
        self.bar.draw(view.buttons, view.question, self._tone(view))
        self._show_code(view.qr)
        self.tick()
        told = (self.action, self.verdict, self.question, self.answer, self.why)
        for label in (self.sale, self.amount, *told, self.payee, self.small):
            label.setVisible(bool(label.text()))
        self.settle()

    def _tone(self, view: StaffView) -> Pair | None:
        return self.kit.theme.tone(view.tone) if view.tone is Tone.GOOD else None

    def _colour(self, view: StaffView) -> None:
        of, theme = self.kit.theme.colours, self.kit.theme
        full = self._tone(view)
        paper = full or Pair(of.page, of.ink)
        self.paper(paper)
        soft = full.ink if full else of.soft
        for label in (self.amount, self.headline, self.action, self.verdict, self.question):
            label.ink(paper.ink)
        for label in (self.sale, self.payee, self.why, self.small):
            label.ink(soft)
        self.answer.ink(full.ink if full else of.wait_mark)
        self.copy.dress(theme, tone=full, under=paper.ground)
        panel = theme.tone(view.tone)
        if _first_ask(view):
            self.mark.show_icon(Icon.ATTENTION, panel.ink)
        elif view.page is StaffPage.APPROVED:
            self.mark.show_seal(panel)
        else:
            self.mark.show_icon(ICONS[view.page], panel.ink)
        self.left.dress(of.rail, of.accent_mark)

    def _show_code(self, qr: QrView | None) -> None:
        shown = qr is not None
        self.code.setVisible(shown)
        self.left.setVisible(shown)
        self.mark.setVisible(not shown)
        if qr is not None:
            self.code.load(qr.code.rows, qr.deadline)
            self.code.setAccessibleName(self.kit.words.beside("customer.code_name", None))

    def tick(self) -> None:
        """Write the time that is left."""
        view, words = self._view, self.kit.words
        if view is None:
            return
        now = words.now()
        self.headline.count(self._said.text, self._said.left(now))
        self.question.count(self._asked.text, self._asked.left(now))
        if view.qr is not None:
            seconds = seconds_left(Left(view.qr.deadline), now)
            share = seconds / max(view.qr.lifetime_s, 1.0)
            self.left.show_left(share, soon=seconds <= SOON_S)
            if not self.code.showing:
                self.code.blank()

    def blank(self) -> None:
        """Take the small copy of the code off the glass now."""
        self.code.blank()

    def key(self, key: int) -> bool:
        """Do what the key stands for; tells whether it stands for anything here."""
        return self.bar.key(key)

    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(self.small.text())
        self.copy.write(self.kit.words.staff("staff.copied"))

    def arrange(self, scale: Scale) -> None:
        """Lying: words left, panel right. Standing: panel above. The buttons always at the foot."""
        pad = scale.sm if scale.cramped else scale.lg
        room = inset(self.rect(), pad)
        self.bar.across = MOST_ACROSS if scale.cramped and self.width() >= self.height() else ACROSS
        self.bar.most = FEWER_ACTS if scale.cramped and self.width() < self.height() else MOST_ACTS
        body, bar = rows(room, [1.0, self.bar.tall(scale)], pad)
        self.bar.setGeometry(bar)
        self.bar.arrange(scale)
        if self.width() >= self.height() * 1.15:
            # Where lines are dear, a mark alone gives way to the words.
            share = 0.14 if scale.cramped and self.code.isHidden() else 0.36
            words, panel = columns(body, [1.0, min(round(room.width() * share), body.height())], pad)
        else:
            panel, words = rows(body, [0.44, 0.56], pad)
        self._place_panel(panel, scale)
        self._place_words(words, scale)

    def _place_panel(self, place: QRect, scale: Scale) -> None:
        view, of = self._view, self.kit.theme.colours
        tone = self.kit.theme.tone(view.tone) if view else of.calm
        with_code = view is not None and view.qr is not None
        self.panel.setGeometry(place)
        full = view is not None and self._tone(view) is not None
        edge = of.line if with_code or (of.strong and not full) else ""
        self.panel.dress(of.surface if with_code else tone.ground, edge, scale.radius, of.border())
        inner = inset(place, scale.md)
        if not with_code:
            side = round(min(inner.width(), inner.height()) * (0.8 if view and view.tone is Tone.GOOD else 0.45))
            self.mark.setGeometry(centred(inner, side, side))
            return
        above, below = rows(inner, [1.0, scale.sm], scale.sm)
        side = min(above.width(), above.height())
        self.code.round(scale.radius)
        self.code.setGeometry(centred(above, side, side))
        self.left.setGeometry(centred(below, side, scale.sm))

    def _place_words(self, place: QRect, scale: Scale) -> None:
        items: list[Shown] = []

        def add(label: FitLabel, size: int, above: int = 0, floor: int = scale.floor) -> None:
            if label.text() and label.isVisibleTo(self):
                items.append(Line(label, size, floor, above))

        add(self.sale, scale.lead)
        add(self.amount, scale.display, 0, scale.lead)
        paid = self._view is not None and self._view.page is StaffPage.APPROVED
        if self._view is not None and _first_ask(self._view):
            add(self.verdict, scale.display, scale.md)
            add(self.action, scale.lead, scale.sm)
            add(self.headline, scale.headline, scale.md)
        else:
            add(self.headline, scale.figures if paid else scale.headline, scale.md)
            add(self.action, scale.lead, scale.xs)
            add(self.verdict, scale.title, scale.sm)
        add(self.question, scale.headline, scale.md)
        add(self.answer, scale.lead, scale.sm)
        add(self.why, scale.body, scale.sm)
        add(self.payee, scale.small, scale.sm)
        if self.copy.isVisibleTo(self):
            place = self._place_print(place, scale)
        stack(place, items)

    def _place_print(self, place: QRect, scale: Scale) -> QRect:
        """The small print below the words, as high as it needs, and Copy beside it; what is left comes back."""
        most = place.width() - round(scale.touch * 2) - scale.sm
        fine, finest = (self.small.height_at(most, size) for size in (scale.small, scale.floor))
        above, line = rows(place, [1.0, max(scale.touch, finest, min(fine, place.height() // 4))])
        wide = min(self.small.wide_at(max(scale.small, scale.floor)) + 2, most)
        small, copy, _ = columns(line, [wide, round(scale.touch * 2), 1.0], scale.sm)
        self.small.place(small, scale.small, scale.floor)
        self.copy.place(centred(copy, copy.width(), scale.touch), scale, scale.small)
        return above


def _first_ask(view: StaffView) -> bool:
    """Paid, but the goods may have gone already: a large "paid" with a tick is what a clerk in a hurry goes by."""
    return view.page is StaffPage.APPROVED and view.tone is not Tone.GOOD


def _replaces(view: StaffView) -> bool:
    """Whether the question stands in place of the page's words: one with its own way back, or the same words."""
    if view.question is None:
        return False
    same = view.headline is not None and view.question.text.key == view.headline.key
    return same or any(button.act in SAFE for button in view.question.buttons)
