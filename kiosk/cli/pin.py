"""`kiosk pin set`: set or change the owner's PIN, read from the terminal without an echo.

A PIN is never an argument: arguments stand in the list of processes and in the shell's history. Must not know how it
is kept.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from kiosk.adapters.folder import DataFolder, FolderUnusable
from kiosk.adapters.pin_store import LEAST, MOST, PinUnusable, is_pin
from kiosk.cli import places
from kiosk.cli.trouble import Trouble
from kiosk.compose.live import pin_store
from kiosk.sale.office_events import Pin

RULE = f"A PIN has {LEAST} to {MOST} figures."


def command(arguments: argparse.Namespace) -> int:
    """Set the PIN of a data folder. Raises Trouble."""
    folder: Path = arguments.data or (places.demo_folder() if arguments.demo else places.data_folder())
    if not sys.stdin.isatty():
        again = places.spelled("kiosk pin set", data=folder)
        raise Trouble("a PIN is typed on a terminal, where nobody can read it", f"run in a terminal: {again}")
    try:
        return set_pin(folder, getpass.getpass)
    except EOFError:
        print()
        raise Trouble("no PIN was typed, and nothing is changed", "try again") from None


def set_pin(folder: Path, ask: Callable[[str], str]) -> int:
    """Ask twice and keep its hash; before the first start the folder is made as the till would. `ask` shows a text and
    gives back what was typed. Raises Trouble.
    """
    try:
        DataFolder(folder).prepare()
    except FolderUnusable as fault:
        raise Trouble(str(fault), "Or choose another folder with --data.") from fault
    store = pin_store(folder)
    print(f"The owner's PIN of {folder}. {RULE}")
    typed = ask("New PIN: ")
    if not is_pin(typed):
        raise Trouble(f"that is no PIN. {RULE}", "try again with figures only")
    if ask("Again: ") != typed:
        raise Trouble("the two do not agree", "try again")
    try:
        store.set(Pin(typed))
    except PinUnusable as fault:
        what, _, cure = str(fault).rpartition("; ")
        raise Trouble(what, cure) from fault
    print("The PIN is set. A till that is running asks for it from its next start on.")
    return 0
