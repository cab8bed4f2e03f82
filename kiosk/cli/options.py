"""What the `kiosk` command can be asked for: its words, their help, and which command they mean.

Read only when words are not the plain ones of an autostart: argparse and its help texts take longer to make than a
till's settings take to read. Must not know what a command does.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

_CODES = """exit codes: 0 done, 2 usage or settings, 3 no screen or libraries, 4 already running,
  5 the journal is not whole"""


class _Parser(argparse.ArgumentParser):
    """Says after a fault where the help is."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n  see: {self.prog} --help\n")


def parser_for(asked: str) -> argparse.ArgumentParser:
    """The parser of the command that is asked for; of all of them when it is none of them, for help and for faults."""
    parser = _Parser(
        prog="kiosk",
        description="Take Hong Kong FPS payments by QR code.",
        epilog=f"example:\n  kiosk demo\n  kiosk run --config settings.toml\n\n{_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.set_defaults(command="")
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    for name in (asked,) if asked in _COMMANDS else _COMMANDS:
        what, example, options = _COMMANDS[name]
        options(_command(commands, name, what, example), asked == name)
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


def _demo(parser: argparse.ArgumentParser, asked: bool) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help="the demo's data folder (default: one of its own)")
    parser.add_argument("--tour", action="store_true", help="play a sale by itself, leave pictures, and end")
    pictures = "where the tour's pictures go (%(default)s)"
    parser.add_argument("--pictures", type=Path, metavar="DIR", default=Path("demo-tour"), help=pictures)
    parser.add_argument("--one-screen", action="store_true", help="one window whose pages flip, as on a single screen")
    parser.set_defaults(command="demo")


def _run(parser: argparse.ArgumentParser, asked: bool) -> None:
    _settings_options(parser)
    parser.set_defaults(command="run")


def _guard(parser: argparse.ArgumentParser, asked: bool) -> None:
    _settings_options(parser)
    parser.set_defaults(command="guard")


def _autostart(parser: argparse.ArgumentParser, asked: bool) -> None:
    verbs = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    example = _AUTOSTART_EXAMPLE.split("\n  ")
    on = _command(verbs, "on", "Open the guarded till whenever this user's session begins.", example[0])
    off = _command(verbs, "off", "Take that back.", example[1])
    status = _command(verbs, "status", "Say whether it is on.", example[2])
    _settings_options(on)
    for name, verb in (("on", on), ("off", off), ("status", status)):
        verb.set_defaults(command="autostart", verb=name)


def _doctor(parser: argparse.ArgumentParser, asked: bool) -> None:
    _settings_options(parser)
    parser.add_argument("--look", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(command="doctor")


def _settings_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings (default: this user's)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the data folder (default: this user's)")


def _payments(parser: argparse.ArgumentParser, asked: bool) -> None:
    verbs = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    example = _PAYMENTS_EXAMPLE.split("\n  ")
    listed = _command(verbs, "list", "List payments, newest first.", "\n  ".join(example[:2]))
    shown = _command(verbs, "show", "Show one payment with everything that was recorded.", example[2])
    exported = _command(verbs, "export", "Write payments for a spreadsheet (CSV), or as JSON.", example[3])
    explained = _command(verbs, "explain", "Tell one payment's story, step by step.", example[4])
    verified = _command(verbs, "verify", "Find any record that was changed, removed, put in or moved.", example[5])
    mended = _command(verbs, "salvage", "Set a damaged journal aside and go on with what can be proven.", example[6])
    for verb in (shown, explained):
        verb.add_argument("payment_id", metavar="ID", help="the payment id, as `list` prints it, or its beginning")
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
        verb.set_defaults(command="payments", verb=name)


def _pin(parser: argparse.ArgumentParser, asked: bool) -> None:
    verbs = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    told = "Set or change the PIN; it is typed on the terminal, unseen."
    verb = _command(verbs, "set", told, "kiosk pin set --data /var/lib/till1")
    verb.add_argument("--data", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    verb.add_argument("--demo", action="store_true", help="the demo's data folder")
    verb.set_defaults(command="pin")


def _enrol(parser: argparse.ArgumentParser, asked: bool) -> None:
    relay = "the relay's address, such as https://relay.example (default: as the settings say)"
    parser.add_argument("--relay", metavar="URL", help=relay)
    of = "the project that the code has to be of (default: the person at the terminal is asked)"
    parser.add_argument("--project", metavar="NAME", help=of)
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings (default: this user's)")
    parser.set_defaults(command="enrol")


def _simulator(parser: argparse.ArgumentParser, asked: bool) -> None:
    if asked:
        # Its options come with its stories; the other commands do not pay for them.
        from kiosk.simulator.server import add_arguments

        add_arguments(parser)
    parser.set_defaults(command="simulator")


def _gallery(parser: argparse.ArgumentParser, asked: bool) -> None:
    out = "where the pictures go (%(default)s)"
    parser.add_argument("--out", type=Path, metavar="DIR", default=Path("gallery"), help=out)
    only = "only pictures that have all these words in their name, such as: paid zh_HK dark 1280x800 150"
    parser.add_argument("--only", nargs="+", metavar="WORDS", default=[], help=only)
    parser.set_defaults(command="gallery")


_DEMO_EXAMPLE = "kiosk demo\n  kiosk demo --tour --pictures demo-tour     plays a sale by itself and leaves pictures"
_PAYMENTS_EXAMPLE = """kiosk payments list --since 2026-11-22
  kiosk payments list --json --state PAID_LATE
  kiosk payments show till1-abcdefghijklmnopqrstuvwxyz
  kiosk payments export --output november.csv
  kiosk payments explain till1-abcdefghijklmnopqrstuvwxyz
  kiosk payments verify
  kiosk payments salvage"""
_AUTOSTART_EXAMPLE = """kiosk autostart on --config settings.toml
  kiosk autostart off
  kiosk autostart status"""
_COMMANDS = {
    "demo": ("Play a till with pretend money and a pretend bank.", _DEMO_EXAMPLE, _demo),
    "run": ("Open the till that the settings describe.", "kiosk run --config settings.toml", _run),
    "guard": ("Open the till, and again whenever it died or hangs.", "kiosk guard --config settings.toml", _guard),
    "autostart": ("Open the guarded till with the session, or no more.", _AUTOSTART_EXAMPLE, _autostart),
    "doctor": ("Check everything a till needs, a line each with a cure.", "kiosk doctor", _doctor),
    "payments": ("Read the journal, also while the till runs.", _PAYMENTS_EXAMPLE, _payments),
    "pin": ("Set the owner's PIN of this till.", "kiosk pin set", _pin),
    "enrol": (
        "Change the code that the relay's owner gave you for this till's token.",
        "kiosk enrol --relay https://relay.example --config settings.toml",
        _enrol,
    ),
    "gallery": (
        "For developers: draw every page in every look, and check each picture (exit code 1: a fault).",
        "kiosk gallery --only offering light 1280x800",
        _gallery,
    ),
    "simulator": ("Serve a pretend ecommpay Gate.", "", _simulator),
}
