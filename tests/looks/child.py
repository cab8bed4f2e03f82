"""`python -m tests.looks.child SCALE`: looks at every page on every screen at this scale; JSON to stdout.

Scale and screens must be known before Qt starts, so each scale has a process of its own, which
`tests.looks.test_every_size` starts. Each page is seen on each screen, in turn in each language, look and shape.
With `KIOSK_PICTURES=DIR` every fifth of what is seen is saved there, too.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import zxingcpp
from PIL import Image
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.cli.gallery_checks import faults
from kiosk.cli.gallery_moments import LONG_NAMES, Moment, moments
from kiosk.cli.gallery_screens import NOW
from kiosk.sale.screen import Say
from kiosk.ui import fonts
from kiosk.ui.page import Shop
from kiosk.ui.shell import Shell
from kiosk.ui.sound_dial import SoundDial
from kiosk.ui.texts import Language, Texts
from kiosk.ui.theme import THEMES, theme
from kiosk.ui.window_pair import Places
from tests.looks.sizes import FACTORS, SCALES, SIZES, Size

LOOKS = [(language, name) for language in Language for name in THEMES]
SHORT_NAMES = ("Lucky Tea House", "好運茶室")
SAVED = 5


class Job(NamedTuple):
    """One face on one screen: in one window or two, in a language and a look, with the owner's wish for size."""

    scale: str
    size: Size
    single: bool
    turn: int
    factor: float = 1.0

    @property
    def number(self) -> int:
        """Another one for each screen and scale, so that everything meets everything in turn."""
        return self.size.number * len(SCALES) + SCALES.index(self.scale)

    @property
    def look(self) -> tuple[Language, str]:
        return LOOKS[self.turn]

    @property
    def name(self) -> str:
        return f"{self.scale}-{self.size.name}-x{self.factor:g}-{'one' if self.single else 'two'}-{'-'.join(self.look)}"

    def mine(self, number: int, moment: Moment) -> bool:
        """Whether a moment is looked at here: on each screen once, in one of the shapes and looks.

        On the smallest there is, in both shapes and every language. Those that differ from others in a text alone
        are left out where the scale is capped, and every other one at every other scale.
        """
        if self.factor != 1.0:
            return moment.worst
        room = self.size.room(float(self.scale))
        if room == (1.0, 1.0):
            return number % len(THEMES) == self.turn % len(THEMES)
        at = number + self.number
        seldom = SCALES.index(self.scale) % 2 and (number + self.size.number) % 2
        if moment.alike and (seldom or min(room) < 1.0):
            return False
        return at % 2 == self.single and at // 2 % len(LOOKS) == self.turn

    @property
    def scans(self) -> bool:
        """Whether codes are read here: in each shape and both looks, in one of the languages."""
        return self.factor == 1.0 and self.turn // len(THEMES) == self.number % len(Language)


class Report:
    """What was seen, and what was wrong."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.seen: set[tuple[str, ...]] = set()
        self.read: set[tuple[str, ...]] = set()
        self._pictures = os.environ.get("KIOSK_PICTURES", "")
        if self._pictures:
            Path(self._pictures).mkdir(parents=True, exist_ok=True)

    def look(self, job: Job, moment: Moment, window: QWidget, part: str) -> None:
        """Note what is wrong with the window."""
        self.faults += [f"{job.name} {moment.name} {part}: {fault}" for fault in faults(window)]
        for widget in window.findChildren(QWidget):
            if widget.isVisible() and widget.objectName().endswith(("Page", "List")):
                self.seen.add((job.size.name, widget.objectName(), *job.look))

    def save(self, job: Job, moment: Moment, window: QWidget, part: str) -> None:
        """A picture for people."""
        if self._pictures:
            window.grab().save(str(Path(self._pictures) / f"{job.name}-{moment.name}-{part}.png"))

    def scan(self, job: Job, moment: Moment, window: QWidget, part: str) -> None:
        """Read the code off the window as a phone would."""
        qr = moment.screen.customer.qr
        assert qr is not None, "a moment with a code"
        found = [
            code.text
            for code in zxingcpp.read_barcodes(picture(window), zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        ]
        if found == [qr.code.payload]:
            self.read.add((job.size.name, job.look[1], part))
        else:
            self.faults.append(f"{job.name} {moment.name} {part}: the picture is read as {found}")


def picture(window: QWidget) -> Image.Image:
    """The window as it is seen, in device pixels."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    size, lines = (image.width(), image.height()), bytes(image.constBits())
    return Image.frombuffer("RGB", size, lines, "raw", "BGRX", image.bytesPerLine(), 1)


def jobs(scale: str) -> Iterator[Job]:
    """Every screen in both shapes and every look; the owner's wishes only where the desktop has none."""
    for size in SIZES:
        for single in (False, True):
            for turn in range(len(LOOKS)):
                yield Job(scale, size, single, turn)
        if scale == SCALES[0]:
            for number, factor in enumerate(FACTORS):
                yield Job(scale, size, bool((number + size.number) % 2), (number + size.number) % len(LOOKS), factor)


def opened(job: Job, texts: Texts) -> Shell:
    """The face of a job, open on its screens."""
    staff, customer = f"staff-{job.size.name}", f"customer-{job.size.name}"
    language, look = job.look
    shell = Shell(
        texts,
        lambda: NOW,
        look=theme(look),
        language=language,
        shop=Shop(*(LONG_NAMES if (job.number + job.turn) % 2 else SHORT_NAMES)),
        places=Places(staff, "" if job.single else customer, one_screen=job.single, fullscreen=True),
        ribbon=Say("ribbon.test"),
        scale=job.factor,
        sound=_dial(job),
    )
    shell.show()
    return shell


def _dial(job: Job) -> SoundDial:
    """A till that can be heard; every other one finds no device."""
    dial = SoundDial()
    dial.show(dead=bool((job.number + job.turn) % 2), sounding=None)
    return dial


def play(job: Job, report: Report, texts: Texts, everything: list[Moment]) -> None:
    """Open the face and show it this job's share of the moments."""
    shell = opened(job, texts)
    codes = [moment for moment in everything if moment.with_code]
    for number, moment in enumerate(everything):
        if job.mine(number, moment):
            for part, window in _show(shell, moment):
                report.look(job, moment, window, part)
                if (number + job.number) % SAVED == 0:
                    report.save(job, moment, window, part)
    if job.scans:
        moment = codes[(job.number + job.turn) % len(codes)]
        for part, window in _show(shell, moment):
            report.scan(job, moment, window, part)
    shell.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _show(shell: Shell, moment: Moment) -> Iterator[tuple[str, QWidget]]:
    """The windows of a moment; one screen shows its two faces one after the other."""
    shell.show_screen(moment.screen)
    for page in moment.overlay.split("/") if moment.overlay else ():
        shell.staff.open(page)
    if shell.one is None:
        assert shell.customer_window is not None, "two windows"
        yield "staff", shell.staff_window
        yield "customer", shell.customer_window
    else:
        shell.one.close_drawer()
        yield "front", shell.staff_window
        shell.one.open_drawer()
        yield "drawer", shell.staff_window
        shell.one.close_drawer()
    while shell.staff.overlay is not None:
        shell.staff.shut()


def main() -> int:
    # Kept as long as the program runs: an application that is collected takes every window with it.
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    fonts.register()
    report, texts, everything = Report(), Texts(strict=True), moments()
    for job in jobs(sys.argv[1]):
        play(job, report, texts, everything)
    print(json.dumps({"faults": report.faults, "seen": sorted(report.seen), "read": sorted(report.read)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
