"""`kiosk doctor`: everything a till needs, a line each, with a cure for what is wrong.

Exit code 0 when nothing is BAD, else 2. It must not know how a thing is looked at (`doctor_probe`), and it changes
nothing: no order, no question about a payment that is anybody's, no file.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from pathlib import Path

from kiosk.cli import doctor_checks as checks
from kiosk.cli import doctor_lines as lines
from kiosk.cli import places
from kiosk.cli.doctor_lines import Line, Mark
from kiosk.cli.doctor_probe import Probe, RealProbe
from kiosk.settings import Settings, SettingsFaults, load


def command(arguments: argparse.Namespace) -> int:
    """Print the report and return the exit code."""
    if arguments.look:
        # The part that Qt could abort runs in a process of its own, which is this one.
        from kiosk.cli import look

        return look.command()
    # What the rooms below would log stands in the report already, with its cure.
    logging.getLogger("kiosk").addHandler(logging.NullHandler())
    config = arguments.config or places.settings_file()
    folder = arguments.data or places.data_folder()
    return report(config, folder, RealProbe())


def report(config: Path, folder: Path, probe: Probe) -> int:
    """Examine and print as it goes: the slow lines come last."""
    marks = []
    for line in examine(config, folder, probe):
        print(line, flush=True)
        marks.append(line.mark)
    bad, doubtful = marks.count(Mark.BAD), marks.count(Mark.WARN)
    if bad:
        print(f"\n{bad} of these must be cured before the till can work.")
    elif doubtful:
        print(f"\nNothing that was seen stands in the way; look at the {doubtful} marked warn.")
    else:
        print("\nNothing stands in the way.")
    return 2 if bad else 0


def examine(config: Path, folder: Path, probe: Probe) -> Iterator[Line]:
    """All lines. Without usable settings what does not need them is examined all the same."""
    try:
        settings: Settings | None = load(config)
    except SettingsFaults as found:
        settings = None
        for fault in found.faults:
            name = f"{fault.key}: " if fault.key else f"{config}: "
            yield lines.bad("settings", name + fault.what, fault.cure)
    if settings is not None:
        yield from checks.settings(config, settings)
        yield from checks.secrets(settings, probe)
    yield from checks.machine(settings, probe)
    yield checks.sound(probe)
    yield from checks.storage(folder, probe)
    if settings is not None:
        yield from checks.platform(settings, probe)
        yield from checks.relay(settings, probe)
