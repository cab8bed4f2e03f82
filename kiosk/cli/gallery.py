"""`kiosk gallery`: a picture of every moment of both faces, in every look, and whether each is as it has to be.

For developers; it draws made-up screens (`gallery_moments`) off the screen. The customer's pages say the same in every
language of the staff, and are drawn in the first that is asked for. Must not know why a page looks as it does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk.cli import preflight
from kiosk.cli.trouble import Trouble

if TYPE_CHECKING:
    import argparse

    from PySide6.QtWidgets import QWidget

    from kiosk.cli.gallery_looks import Look
    from kiosk.cli.gallery_moments import Moment
    from kiosk.cli.gallery_sheets import Small
    from kiosk.ui.shell import Shell
    from kiosk.ui.texts import Texts

# The windows of two screens, and the two faces of one.
TWO, ONE = ("staff", "customer"), ("front", "drawer")
CUSTOMERS = ("customer", "front")
SHOP = ("Lucky Tea House", "好運茶室")
LONGEST = "longest"


def command(arguments: argparse.Namespace) -> int:
    """Draw what is asked for; the exit code is 1 when anything is wrong with a picture. Raises Trouble."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    preflight.check_libraries(os.environ)
    # Qt, only now that it can start.
    from kiosk.cli.gallery_moments import moments
    from kiosk.cli.till_window import application
    from kiosk.ui import fonts

    application()
    fonts.register()
    return draw(moments(), arguments.out, arguments.only)


def draw(moments: Sequence[Moment], out: Path, only: Sequence[str]) -> int:
    """Draw these moments in every look that `only` leaves, and say what is wrong; the exit code."""
    from kiosk.cli.gallery_looks import LOOKS, wanted

    gallery = Gallery(out, only)
    for look in LOOKS:
        asked = [m for m in moments if any(wanted(f"{look.name}/{m.name}.{part}", only) for part in (*TWO, *ONE))]
        if asked:
            gallery.look(look, asked)
    if not gallery.drawn:
        raise Trouble(f"no picture has {' '.join(only)} in its name", "Names are FOLDER/STATE.WINDOW; try --only paid")
    print(f"{gallery.drawn} pictures, {gallery.faults} faults; they are in {out.resolve()}")
    return 1 if gallery.faults else 0


class View(NamedTuple):
    """One window at one moment."""

    part: str
    window: QWidget


class Gallery:
    """The pictures that are drawn, and how many faults were found."""

    def __init__(self, out: Path, only: Sequence[str]) -> None:
        from kiosk.ui.texts import Texts

        self._out, self._only = out, only
        self._texts = Texts()
        self.drawn = self.faults = 0
        # Pages of the customer that were drawn, by what they show and how.
        self._seen: set[object] = set()

    def look(self, look: Look, moments: Sequence[Moment]) -> None:
        """Draw these moments in one look, with a sheet for each group of them."""
        from kiosk.cli import gallery_sheets as sheets
        from kiosk.cli.gallery_moments import LONG_NAMES

        groups: dict[str, list[Small]] = {}
        before = self.faults
        folder = self._out / look.name
        named = [moment._replace(name=f"{moment.name}-{LONGEST}") for moment in moments if moment.name == "idle"]
        for told, one_screen, names in ((moments, False, SHOP), (moments, True, SHOP), (named, False, LONG_NAMES)):
            if not told:
                continue
            shell = opened(look, self._texts, names, one_screen=one_screen)
            for moment in told:
                for view in shown(shell, moment):
                    small = self._picture(folder, look, moment, view)
                    if small is not None:
                        groups.setdefault(moment.group, []).append(small)
            shell.close()
            shell.deleteLater()
        for group, pictures in groups.items():
            sheets.write(folder / f"sheet-{group}.png", pictures)
        if groups:
            count = sum(len(pictures) for pictures in groups.values())
            print(f"{look.name}: {count} pictures, {self.faults - before} faults", flush=True)

    def _picture(self, folder: Path, look: Look, moment: Moment, view: View) -> Small | None:
        from kiosk.cli import gallery_sheets as sheets
        from kiosk.cli.gallery_checks import faults
        from kiosk.cli.gallery_codes import misread
        from kiosk.cli.gallery_looks import wanted

        name = f"{moment.name}.{view.part}"
        if not wanted(f"{look.name}/{name}", self._only) or not self._news(look, moment, view.part):
            return None
        folder.mkdir(parents=True, exist_ok=True)
        picture = view.window.grab().toImage()
        sheets.save(picture, folder / f"{name}.png")
        self.drawn += 1
        for fault in (*faults(view.window), *misread(view.window, picture, moment.screen)):
            self.faults += 1
            print(f"FAULT {look.name}/{name}: {fault}", flush=True)
        return sheets.small(name, picture)

    def _news(self, look: Look, moment: Moment, part: str) -> bool:
        """Whether the same was not drawn before: many moments differ on one of the two screens only."""
        shown: tuple[object, ...] = (part, moment.screen.staff, moment.overlay, look)
        if part in CUSTOMERS:
            acts = tuple(button.act for button in moment.screen.staff.buttons) if part in ONE else ()
            named = moment.name.endswith(LONGEST)
            shown = (part, acts, moment.screen.customer, named, look._replace(language=look.language.EN))
        new = shown not in self._seen
        self._seen.add(shown)
        return new


def opened(look: Look, texts: Texts, names: tuple[str, str], *, one_screen: bool) -> Shell:
    """Both faces in one look, open, of a shop with these names."""
    from kiosk.cli.gallery_screens import NOW
    from kiosk.sale.screen import Say
    from kiosk.ui.page import Shop
    from kiosk.ui.shell import Shell
    from kiosk.ui.sound_dial import SoundDial
    from kiosk.ui.theme import theme
    from kiosk.ui.window_pair import Places

    shell = Shell(
        texts,
        lambda: NOW,
        look=theme(look.theme),
        language=look.language,
        shop=Shop(*names),
        places=Places(one_screen=one_screen, size=look.size),
        ribbon=Say("ribbon.test"),
        scale=look.scale,
        sound=SoundDial(),
    )
    shell.show()
    return shell


def shown(shell: Shell, moment: Moment) -> Iterator[View]:
    """The windows of a moment, one after the other. Alone on its screen, the staff's page without the customer's
    behind it looks as in a window of its own.
    """
    shell.show_screen(moment.screen)
    for page in moment.overlay.split("/") if moment.overlay else ():
        shell.staff.open(page)
    if shell.one is None:
        yield View("staff", shell.staff_window)
        if shell.customer_window is not None and not moment.overlay:
            yield View("customer", shell.customer_window)
    else:
        shell.one.close_drawer()
        if not shell.one.staff_in_front:
            yield View("front", shell.staff_window)
            shell.one.open_drawer()
            yield View("drawer", shell.staff_window)
            shell.one.close_drawer()
    while shell.staff.overlay is not None:
        shell.staff.shut()
