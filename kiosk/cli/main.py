"""The `kiosk` command: what can be asked for, and the exit code.

0 done, 2 usage or settings, 3 no screen or libraries, 4 already running, 5 the journal is not whole. Errors go to
stderr with a cure. Every command is imported when it is used: a till must not wait for what only the exporter needs.

It must not know what a command does.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from kiosk.cli.trouble import Trouble

Command = Callable[[argparse.Namespace], int]

_CODES = """exit codes: 0 done, 2 usage or settings, 3 no screen or libraries, 4 already running,
  5 the journal is not whole (payments verify)"""


class _Parser(argparse.ArgumentParser):
    """Says after a fault where the help is."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n  see: {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for (the program's own without any) and return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _never_stumble_over_a_letter()
    try:
        arguments = _parser("simulator" in words).parse_args(words)
    except SystemExit as end:
        # argparse ends the program after --help and after a fault; whoever called a function wants it back.
        return end.code if isinstance(end.code, int) else 2
    command: Command = arguments.command
    try:
        return command(arguments)
    except Trouble as trouble:
        print(f"kiosk: {trouble}", file=sys.stderr)
        return trouble.code
    except BrokenPipeError:
        # `kiosk payments list | head` closed it. Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _never_stumble_over_a_letter() -> None:
    """A terminal that cannot show Chinese shows escapes; it does not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _parser(with_simulator: bool) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="kiosk",
        description="Take Hong Kong FPS payments by QR code.",
        epilog=f"example:\n  kiosk demo\n  kiosk run --config settings.toml\n\n{_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.set_defaults(command=_bare)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    _demo(_command(commands, "demo", "Play a till with pretend money and a pretend bank.", _demo_example()))
    _run(_command(commands, "run", "Open the till that the settings describe.", "kiosk run --config settings.toml"))
    _doctor(_command(commands, "doctor", "Check everything a till needs, a line each with a cure.", "kiosk doctor"))
    _payments(_command(commands, "payments", "Read the journal, also while the till runs.", _payments_example()))
    _simulator(_command(commands, "simulator", "Serve a pretend ecommpay Gate.", ""), with_simulator)
    return parser


_Commands = argparse._SubParsersAction  # the only name argparse has for it


def _command(commands: _Commands[_Parser], name: str, what: str, example: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=what,
        description=what,
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _demo_example() -> str:
    return "kiosk demo\n  kiosk demo --tour --pictures demo-tour     plays a sale by itself and leaves pictures"


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help="the demo's data folder (default: one of its own)")
    parser.add_argument("--tour", action="store_true", help="play a sale by itself, leave pictures, and end")
    pictures = "where the tour's pictures go (%(default)s)"
    parser.add_argument("--pictures", type=Path, metavar="DIR", default=Path("demo-tour"), help=pictures)
    parser.add_argument("--one-screen", action="store_true", help="one window whose pages flip, as on a single screen")
    parser.set_defaults(command=_run_demo)


def _run(parser: argparse.ArgumentParser) -> None:
    _settings_options(parser)
    parser.set_defaults(command=_run_till)


def _doctor(parser: argparse.ArgumentParser) -> None:
    _settings_options(parser)
    parser.add_argument("--look", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(command=_run_doctor)


def _settings_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings (default: this user's)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the data folder (default: this user's)")


def _payments_example() -> str:
    return """kiosk payments list --since 2026-11-22
  kiosk payments list --json --state PAID_LATE
  kiosk payments show till1-abcdefghijklmnopqrstuvwxyz
  kiosk payments export --output november.csv
  kiosk payments explain till1-abcdefghijklmnopqrstuvwxyz
  kiosk payments verify
  kiosk payments salvage"""


def _payments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    example = _payments_example().split("\n  ")
    listed = _command(verbs, "list", "List payments, newest first.", "\n  ".join(example[:2]))
    shown = _command(verbs, "show", "Show one payment with everything that was recorded.", example[2])
    exported = _command(verbs, "export", "Write payments for a spreadsheet (CSV), or as JSON.", example[3])
    explained = _command(verbs, "explain", "Tell one payment's story, step by step.", example[4])
    verified = _command(verbs, "verify", "Find any record that was changed, removed, put in or moved.", example[5])
    mended = _command(verbs, "salvage", "Set a damaged journal aside and go on with what can be proven.", example[6])
    for verb in (shown, explained):
        verb.add_argument("payment_id", metavar="ID", help="the payment id, as `list` prints it")
    verified.add_argument("--noted", metavar="N:HASH", help="the newest link of an earlier verify, noted elsewhere")
    exported.add_argument("--output", type=Path, metavar="FILE", help="a new file (default: print it)")
    exported.add_argument("--records", action="store_true", help="as JSON with every record, what is private left out")
    for verb in (listed, shown, exported, explained, verified, mended):
        verb.add_argument("--data", type=Path, metavar="DIR", help="the data folder (default: this user's)")
        verb.add_argument("--demo", action="store_true", help="the demo's data folder")
        if verb is mended:
            continue
        form = verb.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="one JSON object a line, amounts in minor units, UTC")
        if verb in (listed, exported):
            form.add_argument("--csv", action="store_true", help="CSV, UTF-8 with a mark, for spreadsheets")
            verb.add_argument("--since", metavar="DAY", help="from this Hong Kong day on, such as 2026-11-22")
            verb.add_argument("--until", metavar="DAY", help="up to and with this Hong Kong day")
            verb.add_argument("--state", metavar="STATE", action="append", help="only this state; may be repeated")
            verb.add_argument("--limit", type=int, metavar="N", help="at most so many, the newest")
    verbs_by_name = {"list": listed, "show": shown, "export": exported, "explain": explained, "verify": verified}
    verbs_by_name["salvage"] = mended
    for name, verb in verbs_by_name.items():
        verb.set_defaults(command=_run_payments, verb=name)


def _simulator(parser: argparse.ArgumentParser, wanted: bool) -> None:
    if wanted:
        # Its options come with its stories; the other commands do not pay for them.
        from kiosk.simulator.server import add_arguments

        add_arguments(parser)
    parser.set_defaults(command=_run_simulator)


def _bare(arguments: argparse.Namespace) -> int:
    if arguments.version:
        # Reading the package's own description costs a few milliseconds that no other command needs.
        from importlib.metadata import version

        print(f"fps-kiosk {version('fps-kiosk')}")
        return 0
    # Only asked here: other commands are told, or ask themselves.
    from kiosk.cli import places, welcome

    settings = places.settings_file()
    if settings.exists():
        return _run_till(argparse.Namespace(config=settings, data=None))
    print(welcome.text(settings))
    return 0


def _run_demo(arguments: argparse.Namespace) -> int:
    # Windows bring Qt with them, which no other command needs.
    from kiosk.cli import windows

    return windows.demo(arguments)


def _run_till(arguments: argparse.Namespace) -> int:
    # As above.
    from kiosk.cli import windows

    return windows.run(arguments)


def _run_doctor(arguments: argparse.Namespace) -> int:
    # The doctor tries everything, so it needs everything.
    from kiosk.cli import doctor

    return doctor.command(arguments)


def _run_payments(arguments: argparse.Namespace) -> int:
    # SQLite and CSV are of no use to a window that is being painted.
    from kiosk.cli import payments

    return payments.command(arguments)


def _run_simulator(arguments: argparse.Namespace) -> int:
    # A server.
    from kiosk.simulator import server

    return server.run(arguments)
