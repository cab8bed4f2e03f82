"""Ways through the whole program: the doctor over real files, commands that fail, and a live till's windows."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from kiosk.adapters.folder import DataFolder
from kiosk.cli import doctor, payments, windows
from kiosk.cli.doctor_probe import RealProbe, Screen, Seen
from kiosk.cli.main import main
from kiosk.cli.till_window import Look, TillWindow
from kiosk.compose.live import live
from kiosk.runtime.lanes import Lanes
from kiosk.sale.events import Ticked
from kiosk.settings import load
from kiosk.simulator import options
from kiosk.ui.page import Shop
from kiosk.ui.texts import Language
from kiosk.ui.window_pair import Places
from tests.cli.helpers import day, journal
from tests.fakes import ImmediateLane
from tests.secrets.ears import KEY, TOKEN, Box, Way
from tests.secrets.ways_settings import SPOILT, Spoil


class Here(RealProbe):
    """This computer as it is, but for its screens, which another process would have to look at."""

    def libraries(self) -> None:
        """See Probe."""

    def qt(self, text: str, *, screen: bool) -> Seen:
        """See Probe."""
        return Seen((Screen("HDMI-1", 1366, 768),), "")


def _doctor(box: Box) -> object:
    return doctor.report(box.settings, box.data, Here())


def _run(box: Box) -> object:
    return windows.run(argparse.Namespace(config=box.settings, data=box.data))


def _simulator(box: Box) -> object:
    return options.secret(box.key) and "read"


def spoilt_ways() -> Iterator[Way]:
    for which, words in (("key", KEY), ("token", TOKEN)):
        for what, spoil in SPOILT.items():
            yield Way(f"doctor: the {which}'s file is {what}", _spoiling(which, words, spoil, _doctor))
            if what not in ("unreadable", "readable by others"):  # what a window could be opened with
                yield Way(f"kiosk run: the {which}'s file is {what}", _spoiling(which, words, spoil, _run))
    for what, spoil in SPOILT.items():
        yield Way(f"simulator: the key's file is {what}", _spoiling("key", KEY, spoil, _simulator))


def _spoiling(which: str, words: str, spoil: Spoil, use: Callable[[Box], object]) -> Callable[[Box], object]:
    def go(box: Box) -> object:
        spoil(box.key if which == "key" else box.token, words)
        return use(box)

    return go


COMMANDS: dict[str, list[str]] = {
    "an unknown command": ["pay"],
    "an unknown option": ["payments", "list", "--secret"],
    "an odd day": ["payments", "list", "--since", "today"],
    "an odd state": ["payments", "list", "--state", "paidd"],
    "an odd limit": ["payments", "list", "--limit", "-1"],
    "a payment that is not there": ["payments", "show", "till1-nobody"],
    "a list": ["payments", "list"],
    "lines": ["payments", "list", "--json"],
    "a sheet": ["payments", "export"],
    "one payment": ["payments", "show", "till1-paid"],
    "one payment as JSON": ["payments", "show", "till1-paid", "--json"],
}


def command_ways() -> Iterator[Way]:
    for what, words in COMMANDS.items():

        def go(box: Box, words: list[str] = words) -> object:
            journal(box.data, day()).close()
            data = ["--data", str(box.data)] if words[0] == "payments" else []
            return main([*words, *data])

        yield Way(f"kiosk: {what}", go)


def _broken_journal(box: Box) -> object:
    journal(box.data, day()).close()
    DataFolder(box.data).journal.write_bytes(b"no journal" * 500)
    return _doctor(box), payments.command(SimpleNamespace(data=box.data, demo=False, verb="list", output=None))  # type: ignore[arg-type]  # it reads these


def texts(*tops: QWidget | None) -> str:
    """Every text of a window, in sight or not."""
    found: list[str] = []
    for top in tops:
        for widget in (top, *top.findChildren(QWidget)) if top is not None else ():
            found += [widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.objectName()]
            if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
                found.append(widget.text())
    return "\n".join(word for word in found if word)


def _till(spoil: Callable[[Box], None]) -> Callable[[Box], object]:
    """A live till without a network: somebody charges, cancels, looks at the lists."""

    def go(box: Box) -> object:
        spoil(box)
        lanes = {name: ImmediateLane(name) for name in ("journal", "order", "ask", "mailbox", "probe")}
        for name in ("order", "ask", "mailbox", "probe"):
            lanes[name].hold()
        look = Look(Shop("Lucky Tea House", ""), Places(one_screen=False), Language.EN)
        till = TillWindow(live(load(box.settings), box.data), look, Lanes(**lanes))
        seen: list[str] = []
        try:
            till.runner.shown.connect(lambda screen: seen.append(repr(screen)))
            till.runner.present()
            till.shell.show()
            till.runner.start()
            for keys in ("", "128.5", "\r", "", "\x1b", ""):
                QTest.keyClicks(till.staff_window, keys) if keys.isprintable() else QTest.keyClick(
                    till.staff_window, KEYS[keys]
                )
                for lane in lanes.values():
                    lane.work(lane.waiting)
                till.runner.dispatch(Ticked())
                seen.append(texts(till.staff_window, till.shell.customer_window))
        finally:
            till.close()
        assert "Lucky Tea House" in "".join(seen)
        return "\n".join(seen)

    return go


KEYS = {"\r": Qt.Key.Key_Return, "\x1b": Qt.Key.Key_Escape}


def _nothing(box: Box) -> None:
    """The secrets are as they should be; nobody answers."""


def _spoil(path: Callable[[Box], Path], words: str, how: str) -> Callable[[Box], None]:
    return lambda box: SPOILT[how](path(box), words)


def window_ways() -> Iterator[Way]:
    yield Way("windows: nobody answers", _till(_nothing))
    for how in ("missing", "two lines", "no text", "far too long"):
        yield Way(f"windows: the key's file is {how}", _till(_spoil(lambda box: box.key, KEY, how)))
        yield Way(f"windows: the token's file is {how}", _till(_spoil(lambda box: box.token, TOKEN, how)))


WAYS = (*spoilt_ways(), *command_ways(), Way("kiosk: a broken journal", _broken_journal), *window_ways())
