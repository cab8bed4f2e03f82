"""The staff's top bar: status lights, recent sales, today, what needs a decision, settings.

Words give way to icons where there is no room for them. Must not know what stands behind the buttons.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import Light, Lights, StaffView
from kiosk.ui.acts import ATTENTION_KEY, RECENT_KEY, SETTINGS_KEY, TODAY_KEY, key_name
from kiosk.ui.buttons import BigButton, Role
from kiosk.ui.corner_hold import CornerHold
from kiosk.ui.icons import Icon
from kiosk.ui.marks import SIGN, LightDot
from kiosk.ui.measure import advance
from kiosk.ui.page import Kit, Page
from kiosk.ui.scale import Scale
from kiosk.ui.space import centred, inset
from kiosk.ui.theme import font

KEYS = (RECENT_KEY, TODAY_KEY, ATTENTION_KEY, SETTINGS_KEY)
LIGHTS = {"relay": Icon.RELAY, "platform": Icon.PLATFORM, "records": Icon.RECORDS}


class TopBar(Page):
    """The bar. `open_` takes the name of the overlay that was asked for: recent, today, attention, settings; close when
    somebody held the bar's corner.
    """

    def __init__(self, parent: QWidget | None, kit: Kit, open_: Callable[[str], None]) -> None:
        super().__init__(parent, "topBar", kit)
        words = kit.words
        self.dots = [LightDot(self, f"{name}Light", icon) for name, icon in LIGHTS.items()]
        self.names = [self.label(f"{name}LightText", ink=kit.theme.colours.soft) for name in LIGHTS]
        for dot, label, name in zip(self.dots, self.names, LIGHTS, strict=True):
            dot.dress(kit.theme.colours)
            label.write(words.staff(f"staff.light.{name}"))
        self.buttons = {
            "recent": self._button("recentButton", Icon.LIST, open_, "recent"),
            "today": self._button("todayButton", Icon.CHART, open_, "today"),
            "attention": self._button("badgeButton", Icon.ATTENTION, open_, "attention"),
            "settings": self._button("languageButton", Icon.LANGUAGE, open_, "settings"),
        }
        self.titles = {
            "recent": words.staff("staff.recent.title"),
            "today": words.staff("staff.today.title"),
            "attention": words.staff("staff.attention.title"),
            "settings": words.staff(f"language.{words.language}"),
        }
        self.corner = CornerHold(self, words.mono, lambda: open_("close"))
        self._badge = 0
        self.brief = False
        """No words but icons: somebody else needs the room between lights and buttons."""
        self._free = (0, 0)
        if kit.sound is not None:
            kit.sound.changed.connect(self._show_sound)
            self._show_sound()

    @property
    def free(self) -> QRect:
        """The room between lights and buttons."""
        left, right = self._free
        return QRect(left, 0, max(right - left, 0), self.height())

    def _button(self, name: str, icon: Icon, open_: Callable[[str], None], what: str) -> BigButton:
        made = BigButton(self, name, Role.QUIET)
        made.dress(self.kit.theme)
        made.picture = icon
        made.clicked.connect(lambda: open_(what))
        return made

    def draw(self, view: StaffView) -> None:
        """Show the lights and how many things wait for a decision."""
        self._show_lights(view.lights)
        if view.badge != self._badge:
            self._badge = view.badge
            of = self.kit.theme.colours
            self.buttons["attention"].dress(self.kit.theme, tone=of.alert if view.badge else None)
            title = self.kit.words.staff("staff.attention.title")
            self.titles["attention"] = f"{title} {view.badge}" if view.badge else title
            self.settle()

    def _show_lights(self, lights: Lights) -> None:
        words = self.kit.words
        for dot, name, light in zip(self.dots, LIGHTS, (lights.relay, lights.gate, lights.records), strict=False):
            title = words.staff(f"staff.light.{name}")
            state = words.staff(f"staff.light.{light}")
            dot.show_light(light, words.staff("staff.light.label", name=title, state=state))

    def _show_sound(self) -> None:
        """A fourth light, as long as somebody wants to hear the till and cannot: made when that happens."""
        if self.kit.sound is None or self.kit.sound.warns is (len(self.dots) > len(LIGHTS)):
            return
        if len(self.dots) > len(LIGHTS):
            for gone in (self.dots.pop(), self.names.pop()):
                gone.hide()
                gone.deleteLater()
        else:
            said = self.kit.words.staff("staff.light.sound")
            self.dots.append(LightDot(self, "soundLight", Icon.SOUND))
            self.names.append(self.label("soundLightText", ink=self.kit.theme.colours.bad_mark))
            self.names[-1].write(said)
            self.dots[-1].dress(self.kit.theme.colours)
            self.dots[-1].show_light(Light.DOWN, self.kit.words.staff("staff.sound.none"))
            self.dots[-1].show()
        self.settle()

    def arrange(self, scale: Scale) -> None:
        """Lights left, buttons right; words only where there is room for them, icons otherwise."""
        pad = scale.md if not scale.cramped else scale.sm
        room = inset(self.rect(), pad, scale.hair)
        size = scale.body
        metrics = QFontMetrics(font(size))
        full = [metrics.horizontalAdvance(text) + round(size * 1.3) + 5 * scale.sm for text in self.titles.values()]
        lights = [label.wide_at(scale.small) for label in self.names]
        named = sum(lights) + len(lights) * (scale.small + scale.lg)
        # The names of the keys have room of their own where nothing else goes for it.
        keyed = [wide + advance(key_name(key), scale.caption, bold=False) for wide, key in zip(full, KEYS, strict=True)]
        if named + sum(keyed) <= room.width():
            full = keyed
        signed = len(lights) * (self._signed(scale) + scale.xs + scale.sm)
        worded = sum(full) + signed <= room.width() and not self.brief
        buttons = sum(full) if worded else 4 * (scale.touch + scale.lead)
        left = self._place_lights(room, scale, lights if named + buttons <= room.width() and not self.brief else [])
        right = self._place_buttons(room, scale, full if worded else [])
        self._free = (left, right)

    @staticmethod
    def _signed(scale: Scale) -> int:
        """The width of a light with its icon, where there is no room for its name."""
        return scale.small + scale.hair + round(scale.small * SIGN)

    def _place_buttons(self, room: QRect, scale: Scale, widths: list[int]) -> int:
        words = self.kit.words
        right = room.right() + 1
        keys = dict(zip(self.buttons, KEYS, strict=True))
        named = dict(self.titles, attention=words.staff("staff.attention.badge", n=self._badge))
        named["settings"] = f"{words.staff('staff.language')}: {self.titles['settings']}"
        for number, (what, button) in reversed(list(enumerate(self.buttons.items()))):
            badge = str(self._badge) if what == "attention" and self._badge else ""
            text = self.titles[what] if widths else badge
            button.write(text, key=key_name(keys[what]), name=named[what])
            wide = widths[number] if widths else scale.touch + (scale.lead if badge else 0)
            button.place(QRect(right - wide, room.y(), wide, room.height()), scale, scale.body)
            right -= wide + scale.xs
        return right

    def _place_lights(self, room: QRect, scale: Scale, widths: list[int]) -> int:
        left = room.x()
        side = scale.small if widths else self._signed(scale)
        for number, (dot, label) in enumerate(zip(self.dots, self.names, strict=True)):
            high = scale.small if widths else round(scale.small * SIGN)
            dot.setGeometry(centred(QRect(left, room.y(), side, room.height()), side, high))
            left += side + scale.xs
            label.setVisible(bool(widths))
            if widths:
                label.place(QRect(left, room.y(), widths[number], room.height()), scale.small, scale.floor)
                left += widths[number] + scale.md
            else:
                left += scale.xs if scale.cramped else scale.sm
        return left
