"""What every page shares: the kit it draws with, a ground, and a scale that follows its window.

Must not know what any page says.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.labels import CENTRE, FitLabel
from kiosk.ui.measure import HOLE
from kiosk.ui.palette import Pair
from kiosk.ui.scale import TYPE_SIZES, Scale
from kiosk.ui.space import Line, Shown
from kiosk.ui.theme import Theme, ground
from kiosk.ui.words import Words
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.ui.acts import Choice
    from kiosk.ui.screens_desk import ScreensDesk
    from kiosk.ui.sound_dial import SoundDial


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop's names as the customer reads them; one may be empty. `logo` is the bytes of a PNG or JPEG, if any."""

    name_en: str = ""
    name_zh: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Kit:
    """What pages draw with. `factor` is the owner's wish for larger type (1.0 is none), `type_size` what staff chose
    over it, by its name in `TYPE_SIZES`; `still`: nothing moves but figures; `sound` is None in a till that cannot be
    heard.
    """

    words: Words
    theme: Theme
    shop: Shop = Shop()
    factor: float = 1.0
    type_size: str = "usual"
    still: bool = False
    sound: "SoundDial | None" = None

    def scale(self, widget: QWidget) -> Scale:
        """The scale of the window the widget stands in."""
        window = widget.window()
        return Scale.of(window.width(), window.height(), self.factor * TYPE_SIZES[self.type_size])


@dataclass(frozen=True, slots=True)
class Choosing:
    """What staff can choose of the program itself: who is told, and who knows the screens (made when wanted)."""

    choose: "Callable[[Choice], None]"
    close: Callable[[], None]
    screens: "Callable[[], ScreensDesk]"


class Page(QWidget):
    """A full page. A subclass places its things in `arrange`; it is called again whenever the room changes."""

    def __init__(self, parent: QWidget | None, name: str, kit: Kit) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.kit = kit
        self.setAutoFillBackground(True)
        self._ground: Pair | None = None
        of = kit.theme.colours
        self.paper(Pair(of.page, of.ink))

    def paper(self, pair: Pair) -> None:
        """Lie on this ground."""
        if pair != self._ground:
            self._ground = pair
            self.setPalette(ground(pair.ground, pair.ink))

    def label(self, name: str = "", *, bold: bool = False, centre: bool = False, ink: str = "") -> FitLabel:
        """A label on this page."""
        made = FitLabel(self, name, bold=bold)
        if centre:
            made.setAlignment(CENTRE)
        made.ink(ink or self.kit.theme.colours.ink)
        return made

    def arrange(self, scale: Scale) -> None:
        """Put everything in its place; a subclass says how."""

    def settle(self) -> None:
        """Arrange for the room there is now; in a window that is still to open, the room that comes is waited for."""
        if self.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent) and not self.window().isVisible():
            return
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room, other places."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        if self.width() > 1 and self.height() > 1:
            self.arrange(self.kit.scale(self))


def once(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts without those that say the same again: two scripts may write a sentence alike."""
    return tuple(dict.fromkeys(texts))


class Trio:
    """The same text in up to three languages, one below the other; the first is the largest.

    `ink` colours the first line and `soft` the others (the ink when left out).
    """

    def __init__(
        self, page: Page, name: str, *, bold: bool = False, centre: bool = False, ink: str = "", soft: str = ""
    ) -> None:
        self._counted: Sequence[str] = ()
        self._counting: list[tuple[FitLabel, str]] = []
        first = page.label(name, bold=bold, centre=centre, ink=ink)
        self.labels = [first, *(page.label(centre=centre, ink=soft or ink) for _ in range(2))]

    def write(self, texts: Sequence[str]) -> None:
        """Each text into its line, the same one once; lines without one go out of sight."""
        self._counted, self._counting = (), []
        texts = once(texts)
        for number, label in enumerate(self.labels):
            text = texts[number] if number < len(texts) else ""
            label.write(text)
            label.setVisible(bool(text))

    def count(self, texts: Sequence[str], figures: str) -> None:
        """As `write`, for texts with a HOLE that the figures fill; only the figures are drawn again."""
        if texts is self._counted:
            for label, text in self._counting:
                label.count(text, figures)
            return
        said = once(texts)
        if [bool(label.text()) for label in self.labels] != [number < len(said) for number in range(3)]:
            self.write([text.replace(HOLE, figures) for text in said])
        self._counted, self._counting = texts, list(zip(self.labels, said, strict=False))
        for label, text in self._counting:
            label.count(text, figures)

    def hands(self) -> list[Callable[[str], None] | None]:
        """`FitLabel.hand` of each line that counts."""
        return [label.hand() for label, _ in self._counting]

    def lines(self, first: int, rest: int, floor: int, above: int = 0) -> list[Shown]:
        """The lines that say something, as items of a column, in type sizes `first` and `rest`."""
        said = [label for label in self.labels if label.text()]
        sizes = [first, *([rest] * len(said))]
        spaces = [above, *([0] * len(said))]
        return [Line(label, size, floor, gap) for label, size, gap in zip(said, sizes, spaces, strict=False)]
