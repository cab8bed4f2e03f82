"""The commands that open windows: `kiosk run` and `kiosk demo`.

The order of a start is its point: arguments, settings, the folder's lock, the first paint, and only then the journal
and the network, each on its own lane.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli import places, preflight
from kiosk.cli.lean import leave_out
from kiosk.cli.qt_start import import_qt
from kiosk.cli.trouble import AlreadyOpen, Trouble

if TYPE_CHECKING:
    import argparse

    from kiosk.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Open the till that the settings describe."""
    with uncollected():
        return _run(arguments)


def demo(arguments: argparse.Namespace) -> int:
    """Play a till with pretend money; without a screen, or with --tour, it plays by itself."""
    with uncollected():
        return _demo(arguments)


@contextmanager
def uncollected() -> Iterator[None]:
    """A start makes much that stays and throws nothing away: looking for rubbish would only hold it up. The window
    turns that on again as soon as it stands.
    """
    gc.disable()
    leave_out()
    try:
        yield
    finally:
        gc.enable()


def _run(arguments: argparse.Namespace) -> int:
    # TOML is read before the window, and nothing heavier.
    from kiosk.settings import SettingsFaults, load

    file: Path = arguments.config or places.settings_file()

    def doctor() -> str:
        # Said only where something is wrong: finding this user's folders would take time from every start.
        return places.spelled("kiosk doctor", arguments.config, arguments.data)

    try:
        settings = load(file)
    except SettingsFaults as faults:
        raise Trouble(str(faults), f"Mend them, then run: {doctor()}") from None
    prepare(or_offscreen=False)
    check_secrets(settings, doctor)
    # Qt comes only now: its libraries had to be looked at first.
    import_qt()
    from kiosk.cli.till_window import Look, open_till
    from kiosk.compose.live import live

    folder = arguments.data or places.data_folder()
    with claimed(folder):
        return open_till(live(settings, folder), Look.of(settings))


def _demo(arguments: argparse.Namespace) -> int:
    refuse_beside_live(places.settings_file())
    offscreen = prepare(or_offscreen=True)
    import_qt()
    from kiosk.cli.till_window import Look, open_till
    from kiosk.compose.demo import demo as composed

    folder = arguments.data or places.demo_folder()
    with claimed(folder):
        if arguments.data is None:
            forget(folder)
        if arguments.tour or offscreen:
            from kiosk.cli.tour import play

            return play(folder, arguments.pictures)
        from kiosk.compose.live import loudspeaker

        return open_till(composed(folder, speaker=loudspeaker), Look.for_demo(one_screen=arguments.one_screen))


def check_secrets(settings: Settings, doctor: Callable[[], str]) -> None:
    """A till without its key or token could only blame others. `doctor` tells what to run next. Raises Trouble."""
    from kiosk.adapters.key_store import SecretUnavailable, resolve

    for name, ref in (("gate.secret", settings.gate.secret), ("relay.token", settings.relay.token)):
        try:
            resolve(ref)
        except SecretUnavailable as fault:
            raise Trouble(f"{name}: {fault}", f"Then run: {doctor()}") from None


def prepare(*, or_offscreen: bool) -> bool:
    """Look for a screen and its libraries; True when the program goes on without a screen. Raises CannotStart."""
    platform = preflight.choose_platform(os.environ, or_offscreen=or_offscreen)
    if platform:
        os.environ["QT_QPA_PLATFORM"] = platform
    preflight.check_libraries(os.environ)
    return platform == "offscreen"


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Hold the data folder while the till is open. Raises AlreadyOpen and Trouble."""
    from kiosk.adapters.folder import AlreadyRunning, DataFolder, FolderUnusable

    try:
        held = DataFolder(folder).claim(datetime.now(UTC))
    except AlreadyRunning as fault:
        raise AlreadyOpen(str(fault), "Use the window that is open, or close it first.") from None
    except FolderUnusable as fault:
        raise Trouble(str(fault), "Or choose another folder with --data.") from None
    try:
        yield
    finally:
        held.release()


def forget(folder: Path) -> None:
    """Each demo begins with empty books: what the pretend bank knew ended with its program."""
    for old in folder.glob("journal.db*"):
        old.unlink()


def refuse_beside_live(settings: Path) -> None:
    """A till with live settings does not play: somebody could take pretend money for real."""
    if not settings.exists():
        return
    from kiosk.settings import Environment, SettingsFaults, load

    try:
        found = load(settings)
    except SettingsFaults:
        return  # not a till that could take money
    if found.gate.environment is Environment.LIVE:
        raise Trouble(
            f"This computer is a live till ({settings}); the demo does not run beside it.",
            "Use another computer or another user.",
        )
