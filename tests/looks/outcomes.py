"""`python -m tests.looks.outcomes FOLDER`: a picture of every uncertain outcome, as both people would see it.

Of each the staff's window in English and in 繁體中文, and the customer's, which carries both; and a sheet with all of
them. Whoever looks should be able to say at once whether the goods may go, and whether this customer may be charged
again. What happened in each is told in `outcome_stories`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.cli.gallery_glass import letters, runs, worded
from kiosk.sale.screen import Say, Screen
from kiosk.ui import fonts
from kiosk.ui.page import Shop
from kiosk.ui.shell import Shell
from kiosk.ui.texts import Language, Texts
from kiosk.ui.theme import theme
from kiosk.ui.window_pair import Places
from tests.looks.outcome_stories import OUTCOMES, Outcome
from tests.sale.helpers import MONO

SIZE = (1366, 768)
STAFF = {Language.EN: "staff-en", Language.ZH_HK: "staff-zh"}
CUSTOMER = "customer"
# The sheet: pictures of this size, two outcomes a line.
THUMB, LABEL, A_LINE = (342, 192), 16, 2


class Clock:
    """Monotonic seconds: those of the story."""

    def __init__(self) -> None:
        self.now = MONO

    def __call__(self) -> float:
        return self.now


class Sight(NamedTuple):
    """One window of one outcome; `part` says whose it is and in which language."""

    name: str
    part: str
    window: QWidget
    screen: Screen
    shell: Shell

    @property
    def file(self) -> str:
        return f"{self.name}.{self.part}.png"

    def reads(self) -> str:
        """Every letter that is painted on this window, without spaces."""
        seen = [widget for widget in (self.window, *self.window.findChildren(QWidget)) if widget.isVisible()]
        return letters("".join(run.text for widget in worded(seen) for run in runs(widget)))


class Theatre:
    """The windows that all stories are seen through: one pair a language."""

    def __init__(self) -> None:
        self.clock = Clock()
        texts, shop = Texts(strict=True), Shop("Lucky Tea House", "好運茶室")
        self.shells = {
            language: Shell(
                texts, self.clock, look=theme("light"), language=language, shop=shop, places=Places(size=SIZE)
            )
            for language in STAFF
        }
        for shell in self.shells.values():
            shell.show()

    def play(self, number: int, outcome: Outcome) -> Iterator[Sight]:
        """Tell the story and hand out each window with it, one after the other."""
        book = outcome.story()
        self.clock.now = book.now.mono
        name, screen = f"{number:02}-{outcome.name}", book.screen
        for language, shell in self.shells.items():
            shell.show_screen(screen)
            if outcome.over:
                shell.staff.open(outcome.over)
            QApplication.processEvents()
            yield Sight(name, STAFF[language], shell.staff_window, screen, shell)
            if language is Language.EN:
                assert shell.customer_window is not None, "two windows"
                yield Sight(name, CUSTOMER, shell.customer_window, screen, shell)
            while shell.staff.overlay is not None:
                shell.staff.shut()

    def close(self) -> None:
        """Take the windows away."""
        for shell in self.shells.values():
            shell.close()


def all_sights(theatre: Theatre) -> Iterator[tuple[Outcome, Sight]]:
    """Every window of every outcome, in the order of the stories."""
    for number, outcome in enumerate(OUTCOMES, 1):
        for sight in theatre.play(number, outcome):
            yield outcome, sight


def says(screen: Screen, key: str) -> Say | None:
    """What the staff's screen says under that key, wherever in it that stands."""
    left: list[object] = [screen.staff]
    while left:
        value = left.pop()
        if isinstance(value, Say):
            if value.key == key:
                return value
        elif isinstance(value, tuple):
            left += value
        else:
            left += [getattr(value, name) for name in getattr(type(value), "__slots__", ())]
    return None


def sheet(folder: Path, names: Sequence[str]) -> Path:
    """All pictures on one, small: the outcomes in their order, each with its three windows."""
    parts = (*STAFF.values(), CUSTOMER)
    wide, high = THUMB[0] * len(parts), THUMB[1] + LABEL
    lines = -(-len(names) // A_LINE)
    whole = Image.new("RGB", (wide * A_LINE, high * lines), "white")
    pen = ImageDraw.Draw(whole)
    for number, name in enumerate(names):
        x, y = number % A_LINE * wide, number // A_LINE * high
        pen.text((x + 4, y + 2), name, fill="black")
        for column, part in enumerate(parts):
            with Image.open(folder / f"{name}.{part}.png") as picture:
                whole.paste(picture.convert("RGB").resize(THUMB), (x + column * THUMB[0], y + LABEL))
    file = folder / "contact-sheet.png"
    whole.save(file)
    return file


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m tests.looks.outcomes FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    # As in the tests: no screen, and no font but the bundled one.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("FONTCONFIG_FILE", str(Path(__file__).parents[1] / "fonts.conf"))
    # Kept as long as the program runs: an application that is collected takes every window with it.
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    fonts.register()
    theatre, names = Theatre(), []
    for _outcome, sight in all_sights(theatre):
        sight.window.grab().save(str(folder / sight.file))
        if sight.name not in names:
            names.append(sight.name)
    theatre.close()
    print(f"{len(names)} outcomes, {sheet(folder, names)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
