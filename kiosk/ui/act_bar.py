"""The buttons of a page: the answers to a question above, what else staff can do below, each with its key.

One button for each act lives as long as the page. Must not know why an act is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import Act, Button, Question
from kiosk.ui.acts import DEEDS, SAFE, key_name, pressed_key
from kiosk.ui.buttons import BigButton, Role, in_order, let_go, press
from kiosk.ui.page import Kit
from kiosk.ui.palette import Pair
from kiosk.ui.scale import Scale
from kiosk.ui.space import grid, rows

# The figure of the first answer on a keyboard.
_ONE = 0x31
# How many answers stand side by side, and how many where height is dear.
ACROSS, MOST_ACROSS = 2, 3
# Both serve the next customer: where they stand side by side, each says where this sale goes.
SIDE_BY_SIDE = {Act.SET_ASIDE: "staff.set_aside_keep", Act.NEXT: "staff.unsettled_next"}
# An answer never stands without its question: what may not be done is named, and nothing is answered.
UNASKED = {Act.NEW_CODE_NO: "staff.force_button"}
# How many acts stand in a line, and how many where width is dear.
MOST_ACTS, FEWER_ACTS = 6, 4


class ActBar(QWidget):
    """Answers and acts. `emit` takes the events of `kiosk.sale.events`; `across` is how many answers make a line."""

    def __init__(self, parent: QWidget, kit: Kit, emit: Callable[[object], None]) -> None:
        super().__init__(parent)
        self.setObjectName("actBar")
        self._kit = kit
        self._emit = emit
        self._made: dict[Act, BigButton] = {}
        self.acts: list[Act] = []
        self.answers: list[Act] = []
        self.across = ACROSS
        self.most = MOST_ACTS

    def draw(self, buttons: Sequence[Button], question: Question | None, tone: Pair | None) -> None:
        """Show these. A question that has its own way back takes the place of the other buttons."""
        answers = list(question.buttons) if question else []
        replaced = any(answer.act in SAFE for answer in answers)
        others = [] if replaced else [button for button in buttons if button.act is not Act.CHARGE]
        self.answers = [answer.act for answer in answers]
        self.acts = [button.act for button in others]
        shown = {button.act for button in (*answers, *others) if button.enabled}
        for act, widget in self._made.items():
            if act not in shown:
                let_go(widget)
        for number, button in enumerate([*answers, *others]):
            figure = f"Alt {number + 1}" if number < len(answers) else ""
            self._show(button, figure, tone)
        for act, widget in self._made.items():
            widget.setVisible(act in self.answers or act in self.acts)
        in_order([self._made[act] for act in (*self.answers, *self.acts)])

    def _show(self, button: Button, figure: str, tone: Pair | None) -> None:
        deed = DEEDS[button.act]
        widget = self._made.get(button.act)
        if widget is None:
            widget = self._made[button.act] = BigButton(self, deed.name)
            widget.clicked.connect(lambda: self._emit(deed.event()))
        widget.role = self._role(deed.main, tone)
        widget.dress(self._kit.theme, tone=tone, under=tone.ground if tone else "")
        widget.picture = deed.icon
        both = all(act in self.acts for act in SIDE_BY_SIDE)
        text = SIDE_BY_SIDE.get(button.act, deed.text) if both else deed.text
        text = UNASKED.get(button.act, text) if button.act in self.acts else text
        widget.write(self._kit.words.staff(text), key=figure or key_name(deed.key))
        widget.setEnabled(button.enabled)
        widget.setToolTip(self._kit.words.say(button.why))

    @staticmethod
    def _role(main: bool, tone: Pair | None) -> Role:
        if tone is not None:
            return Role.ON_TONE if main else Role.QUIET
        return Role.MAIN if main else Role.PLAIN

    def button(self, act: Act) -> BigButton | None:
        """The widget of an act that is shown."""
        return self._made.get(act) if act in self.acts or act in self.answers else None

    def tall(self, scale: Scale) -> int:
        """The height all buttons need."""
        lines = self._answer_lines() + self._act_lines()
        return lines * scale.touch + max(lines - 1, 0) * scale.sm

    def arrange(self, scale: Scale) -> None:
        """Answers in lines of `across`, the acts in lines of at most `most`."""
        lines = self._answer_lines()
        parts = [1.0] * (lines + self._act_lines())
        if not parts:
            return
        places = rows(self.rect(), parts, scale.sm)
        for line in range(lines):
            here = self.answers[line * self.across : (line + 1) * self.across]
            for act, cell in zip(here, grid(places[line], len(here), 1, scale.sm), strict=True):
                self._made[act].place(cell, scale, scale.lead)
        across = -(-len(self.acts) // max(self._act_lines(), 1))
        for line in range(self._act_lines()):
            here = self.acts[line * across : (line + 1) * across]
            for act, cell in zip(here, grid(places[lines + line], len(here), 1, scale.sm), strict=True):
                self._made[act].place(cell, scale, scale.lead)

    def key(self, key: int) -> bool:
        """Do what the key stands for; tells whether it stands for anything here."""
        if 0 <= key - _ONE < len(self.answers):
            press(self._made[self.answers[key - _ONE]])
            return True
        for act in [*self.answers, *self.acts]:
            safe = act in SAFE and key == DEEDS[Act.CANCEL].key
            if safe or DEEDS[act].key == pressed_key(key):
                press(self._made[act])
                return True
        return False

    def _act_lines(self) -> int:
        return -(-len(self.acts) // self.most)

    def _answer_lines(self) -> int:
        return -(-len(self.answers) // self.across)
