"""The `kiosk` command: what can be asked for, and the exit code.

0 done, 2 usage or settings, 3 no screen or libraries, 4 already running, 5 the journal is not whole. Errors go to
stderr with a cure. Every command is imported when it is used: a till must not wait for what only the exporter needs.

It must not know what a command does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from kiosk.cli.trouble import Trouble

if TYPE_CHECKING:
    from argparse import Namespace as Options

    Command = Callable[[Options], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for (the program's own without any) and return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _never_stumble_over_a_letter()
    try:
        arguments = _plain(words) or _parsed(words)
    except SystemExit as end:
        # argparse ends the program after --help and after a fault; whoever called a function wants it back.
        return end.code if isinstance(end.code, int) else 2
    try:
        return _COMMANDS[arguments.command](arguments)
    except Trouble as trouble:
        print(f"kiosk: {trouble}", file=sys.stderr)
        return trouble.code
    except BrokenPipeError:
        # `kiosk payments list | head` closed it. Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _plain(words: Sequence[str]) -> Options | None:
    """`kiosk run` or `guard` with their two options spelled out, as an autostart has them; None for all else."""
    given = dict(zip(words[1::2], words[2::2], strict=False))
    names = set(given)
    if words[:1] not in (["run"], ["guard"]) or len(words) != 1 + 2 * len(given) or not names <= {"--config", "--data"}:
        return None
    if any(value.startswith("-") or not value for value in given.values()):
        return None
    config, data = (Path(given[name]) if name in given else None for name in ("--config", "--data"))
    return _options(command=words[0], config=config, data=data)


def _options(**values: object) -> Options:
    """Options as argparse hands them on: attributes of their names."""
    return cast("Options", SimpleNamespace(**values))


def _parsed(words: Sequence[str]) -> Options:
    from kiosk.cli.options import parser_for

    return parser_for(words[0] if words else "").parse_args(words)


def _never_stumble_over_a_letter() -> None:
    """A terminal that cannot show Chinese shows escapes; it does not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _bare(arguments: Options) -> int:
    if arguments.version:
        # Reading the package's own description costs a few milliseconds that no other command needs.
        from importlib.metadata import version

        print(f"fps-kiosk {version('fps-kiosk')}")
        return 0
    # Only asked here: other commands are told, or ask themselves.
    from kiosk.cli import places, welcome

    settings = places.settings_file()
    if settings.exists():
        return _run_till(_options(config=settings, data=None))
    print(welcome.text(settings))
    return 0


def _run_demo(arguments: Options) -> int:
    # Windows bring Qt with them, which no other command needs.
    from kiosk.cli import windows

    return windows.demo(arguments)


def _run_till(arguments: Options) -> int:
    # As above.
    from kiosk.cli import windows

    return windows.run(arguments)


def _run_guard(arguments: Options) -> int:
    # A parent that stays small: it brings neither Qt nor settings.
    from kiosk.cli import guard

    return guard.command(arguments)


def _run_autostart(arguments: Options) -> int:
    # Once in a till's life.
    from kiosk.cli import autostart

    return autostart.command(arguments)


def _run_doctor(arguments: Options) -> int:
    # The doctor tries everything, so it needs everything.
    from kiosk.cli import doctor

    return doctor.command(arguments)


def _run_payments(arguments: Options) -> int:
    # SQLite and CSV are of no use to a window that is being painted.
    from kiosk.cli import payments

    return payments.command(arguments)


def _run_pin(arguments: Options) -> int:
    # Its hash is of no use to a window that is being painted.
    from kiosk.cli import pin

    return pin.command(arguments)


def _run_enrol(arguments: Options) -> int:
    # Once in a till's life.
    from kiosk.cli import enrol

    return enrol.command(arguments)


def _run_gallery(arguments: Options) -> int:
    # Made-up screens, a decoder of pictures: only developers need them.
    from kiosk.cli import gallery

    return gallery.command(arguments)


def _run_simulator(arguments: Options) -> int:
    # A server.
    from kiosk.simulator import server

    return server.run(arguments)


_COMMANDS: dict[str, Command] = {
    "": _bare,
    "demo": _run_demo,
    "run": _run_till,
    "guard": _run_guard,
    "autostart": _run_autostart,
    "doctor": _run_doctor,
    "payments": _run_payments,
    "pin": _run_pin,
    "enrol": _run_enrol,
    "simulator": _run_simulator,
    "gallery": _run_gallery,
}
