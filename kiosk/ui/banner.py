"""The line above the page that says a lasting trouble of the till itself.

A page whose headline is the same trouble says it itself; a list over that page does not, so there the line stands.
Must not know what the trouble is.
"""

from __future__ import annotations

from PySide6.QtCore import QRect

from kiosk.sale.screen import StaffView
from kiosk.ui.labels import FitLabel
from kiosk.ui.page import Page
from kiosk.ui.scale import Scale


def band(label: FitLabel, width: int, scale: Scale) -> int:
    """The height of a line of warning across the window: as much as its words need at their full size."""
    return max(round(scale.touch * 0.8), label.height_at(width, scale.lead))


class Banner:
    """The line, on `page`."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._of = page.kit.theme.colours
        self.label = page.label("bannerText", bold=True, centre=True, ink=self._of.alert.ink)
        self.label.setAutoFillBackground(True)
        self.label.hide()

    @property
    def shown(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.label.text())

    def draw(self, view: StaffView, *, overlaid: bool) -> bool:
        """Say what there is to say, once; tells whether it is another than before, so that it gets its room."""
        before = self.label.text()
        said = view.banner if overlaid or view.banner != view.headline else None
        self.label.write(self._page.kit.words.say(said))
        self.label.setVisible(self.shown)
        return before != self.label.text()

    def fits(self, rect: QRect, size: int) -> bool:
        """Whether the words fit there in type of that size."""
        return self.label.fits_at(rect.width(), size) and self.label.height_at(rect.width(), size) <= rect.height()

    def tall(self, width: int, scale: Scale) -> int:
        """The height of the line."""
        return band(self.label, width, scale)

    def place(self, rect: QRect, scale: Scale) -> None:
        """Stand there, above everything."""
        self.label.paper(self._of.alert.ground, self._of.alert.ink)
        self.label.place(rect, scale.lead, scale.floor)
        self.label.raise_()
