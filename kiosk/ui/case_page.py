"""One sale of a list, opened: what is known and what to do with the goods in large words, and what can be decided.

A decision needs the name of whoever takes it: names given before are offered, none stands there already. Must not know
what a state means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from kiosk.sale import events
from kiosk.sale import office_events as office
from kiosk.sale.screen import Act, Case, Row, Say, StaffView
from kiosk.ui.acts import Opens, key_name
from kiosk.ui.buttons import BigButton, in_order, press
from kiosk.ui.icons import Icon
from kiosk.ui.labels import RIGHT
from kiosk.ui.marks import Mark
from kiosk.ui.names import FilledLine, is_put_right
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Kit
from kiosk.ui.result_strip import TONE_ICONS
from kiosk.ui.sale_names import sale_title
from kiosk.ui.scale import Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import Line, Shown, centred, columns, grid, inset, rows, stack
from kiosk.ui.texts import clock_text
from kiosk.ui.words import Words

NAME_MOST = 24
_CHECK_KEY = Qt.Key.Key_F5
_ONE = 0x31
ACTS = {
    Act.CLAIM: ("caseClaimButton", "staff.claim.title", Icon.PERSON),
    Act.GOODS: ("caseGoodsButton", "staff.decide.goods", None),
    Act.CHECKED: ("caseCheckedButton", "staff.decide.checked", None),
    Act.RETURN: ("caseReturnButton", "staff.return_button", None),
    Act.HAND: ("caseHandButton", "staff.hand_button", None),
    Act.FORCE: ("caseForceButton", "staff.force_button", Icon.QR),
    Act.CHECK_NOW: ("caseCheckButton", "staff.check_now", Icon.REFRESH),
}


class CasePage(Overlay):
    """The page. `emit` takes events, and `Opens` for what lies behind a button."""

    def __init__(
        self, parent: QWidget | None, kit: Kit, emit: Callable[[object], None], back: Callable[[], None]
    ) -> None:
        super().__init__(parent, "casePage", kit, "", back)
        self._emit = emit
        self._case: Case | None = None
        self._said: Say | None = None
        of = kit.theme.colours
        self.card = Panel(self)
        self.mark = Mark(self)
        self.fact = self.label("caseFact", bold=True)
        self.when = self.label("caseWhen", ink=of.soft)
        self.amount = self.label("caseAmount", bold=True)
        self.amount.setAlignment(RIGHT)
        self.known = self.label("caseKnown", bold=True)
        self.told = self.label("caseTold")
        self.asked = self.label("caseAsked", ink=of.soft)
        self.answer = self.label("caseAnswer", ink=of.wait_mark)
        self.refused = self.label("caseRefused", bold=True, ink=of.alert_mark)
        self.names = FilledLine(self, "caseName", kit.words.staff("staff.form.name_hint"), NAME_MOST)
        self.names.field.textChanged.connect(lambda _text: self._judge())
        self.buttons = {act: self._button(act) for act in ACTS}
        self.acts: list[Act] = []

    def _button(self, act: Act) -> BigButton:
        name, text, icon = ACTS[act]
        made = BigButton(self, name)
        made.picture = icon
        made.dress(self.kit.theme)
        made.write(self.kit.words.staff(text))
        made.clicked.connect(lambda: self._do(act))
        made.hide()
        return made

    def _do(self, act: Act) -> None:
        if self._case is None:
            return
        payment_id, by = self._case.row.payment_id, self.names.text
        if self._case.owned and act in (Act.GOODS, Act.CHECKED):
            self._emit(Opens("settle"))
            return
        events_of: dict[Act, object] = {
            Act.CLAIM: office.PaidClaimed(payment_id),
            Act.GOODS: events.AttentionDecided(payment_id, "goods", by),
            Act.CHECKED: events.AttentionDecided(payment_id, "checked", by),
            Act.RETURN: Opens("return"),
            Act.HAND: Opens("hand"),
            Act.FORCE: Opens("force"),
            Act.CHECK_NOW: events.CheckNowPressed(payment_id),
        }
        self._emit(events_of[act])

    def draw(self, view: StaffView) -> None:
        """Show the open sale of this moment; one that was just put away stays until the page goes."""
        super().draw(view)
        words, theme = self.kit.words, self.kit.theme
        case = view.case
        self._said = view.refused
        if case is None:
            return
        # The last check may have been of another sale.
        mine = view.checked_id == case.row.payment_id
        self.answer.write(words.say(view.checked) if mine else "")
        first, self._case = self._case is None, case
        row = case.row
        self.title.write(sale_title(words, row))
        colour = theme.mark(row.tone)
        self.mark.show_icon(TONE_ICONS[row.tone], colour)
        self.fact.write(f"{words.say(row.fact)}   {row.code}" if row.code else words.say(row.fact))
        self.fact.ink(colour)
        parts = (clock_text(row.created), row.reference)
        self.when.write("   ".join(part for part in parts if part))
        self.amount.write(words.money(row.money))
        self.known.write(words.say(case.known))
        self.told.write("\n".join(words.say(said) for said in case.told))
        self.asked.write(asked_text(words, row))
        if first:
            self.names.offer(name_offers(words, view.names))
            self.names.field.put("")
        self._show_acts(case)
        self._judge()
        self.settle()

    def _judge(self) -> None:
        """Say what is wrong as long as it is, and otherwise why something cannot be done."""
        acts = self._case.acts if self._case is not None else ()
        why = next((button.why for button in acts if button.why is not None), None)
        before = self.refused.text()
        self.refused.write(self.kit.words.say(why if is_put_right(self._said, name=self.names.text) else self._said))
        if bool(before) is not bool(self.refused.text()):
            self.settle()

    def _show_acts(self, case: Case) -> None:
        self.acts = [button.act for button in case.acts]
        for act, widget in self.buttons.items():
            widget.setVisible(act in self.acts)
        for number, button in enumerate(case.acts):
            widget = self.buttons[button.act]
            checks = button.act is Act.CHECK_NOW
            key = key_name(_CHECK_KEY) if checks else f"Alt {number + 1}"
            widget.write(self.kit.words.staff(ACTS[button.act][1]), key=key)
            widget.setEnabled(button.enabled)
            widget.setToolTip(self.kit.words.say(button.why))
        in_order([self.buttons[act] for act in self.acts])
        self.names.show_all(self._deciding)

    @property
    def _deciding(self) -> bool:
        return Act.CHECKED in self.acts

    def key(self, key: int) -> bool:
        """Figures choose what to do, F5 asks, Escape leaves."""
        if 0 <= key - _ONE < len(self.acts) and self.acts[key - _ONE] is not Act.CHECK_NOW:
            press(self.buttons[self.acts[key - _ONE]])
            return True
        if key == _CHECK_KEY and Act.CHECK_NOW in self.acts:
            press(self.buttons[Act.CHECK_NOW])
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """Facts above, words in the middle, the name and the buttons below."""
        narrow = self.width() < self.height()
        # Where height is dear, all buttons stand in one line.
        across = 2 if narrow else max(len(self.acts), 1) if scale.cramped else 3
        lines = -(-len(self.acts) // across)
        foot = lines * scale.touch + max(lines - 1, 0) * scale.xs
        name = FilledLine.tall(scale, narrow=narrow) if self._deciding else 0
        place = centred(room, scale.line, room.height())
        card, names, buttons = rows(place, [1.0, name, foot], scale.sm)
        of = self.kit.theme.colours
        self.card.setGeometry(card)
        self.card.dress(of.surface, of.line, scale.radius, of.border())
        inner = inset(card, scale.md, scale.xs)
        facts = 1.2 if narrow else 0.5 if scale.cramped else 0.8
        head, body = rows(inner, [round(scale.touch * facts), 1.0], scale.xs)
        self._place_facts(head, scale, narrow=narrow)
        items: list[Shown] = []
        for label, size in (
            (self.known, scale.title), (self.told, scale.lead), (self.answer, scale.lead),
            (self.refused, scale.lead), (self.asked, scale.body),
        ):  # fmt: skip
            if label.text():
                items.append(Line(label, size, scale.floor, scale.xs))
        if scale.cramped and len(items) > 2 and self.asked.text():
            # Where height is dear, when it was asked gives way to what was found.
            items.pop()
        for label in (self.known, self.told, self.answer, self.refused, self.asked):
            label.setVisible(any(isinstance(item, Line) and item.label is label for item in items))
        stack(body, items)
        if self._deciding:
            self.names.place(names, scale, narrow=narrow)
        for act, cell in zip(self.acts, grid(buttons, across, max(lines, 1), scale.xs), strict=False):
            self.buttons[act].place(cell, scale, scale.body)

    def _place_facts(self, head: QRect, scale: Scale, *, narrow: bool) -> None:
        side = min(scale.title, head.height())
        mark, facts = columns(head, [side, 1.0], scale.md)
        self.mark.setGeometry(centred(mark, side, side))
        fact, when, amount = columns(facts, [1.2, 1.2, 0.9], scale.sm)
        if narrow or self.when.wide_at(scale.small) > when.width():
            above, when = rows(facts, [1.0, 1.0])
            fact, amount = columns(above, [1.2, 1.0], scale.sm)
        self.fact.place(fact, scale.lead, scale.floor)
        self.when.place(when, scale.body, scale.floor)
        self.amount.place(amount, scale.lead, scale.floor)


def asked_text(words: Words, row: Row) -> str:
    """When the platform was asked, and when it will be asked again."""
    parts = [words.staff("staff.asked.last", time=row.last)] if row.last else []
    if not row.next:
        parts.append(words.staff("staff.asked.no_next"))
    elif row.next != row.last:
        # Within the same minute "asked 12:05, next 12:05" would only be a riddle.
        parts.append(words.staff("staff.asked.next", time=row.next))
    return " · ".join(parts)


def name_offers(words: Words, names: Sequence[str]) -> tuple[str, ...]:
    """Names to fill a field with: who decided before, and two that need no keyboard."""
    return (*names[:2], words.staff("staff.form.clerk"), words.staff("staff.form.in_charge"))
