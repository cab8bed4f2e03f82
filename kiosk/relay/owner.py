"""The owner's commands beside the serving: backup, restore, new epochs, and setting up a server.

It reads arguments, calls who does the work and says what was done. It must not know SQL.
"""

from __future__ import annotations

import argparse
import os
import secrets
import socket
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kiosk.relay import copies, layout
from kiosk.relay.answers import moment
from kiosk.relay.errors import SettingError, StoreError
from kiosk.relay.location import database
from kiosk.relay.lock import check_name, serving_lock
from kiosk.relay.opening import open_store

AddCommand = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a verb: its name, what it does, an example."""

_EPOCH_BYTES = 8


def add_commands(add: AddCommand) -> None:
    """Add the owner's verbs to the command line."""
    backup = add("backup", "Copy the store to a new file, while the relay serves.", _BACKUP)
    backup.add_argument("file", metavar="FILE", type=Path, help="the copy; it must not be there yet")
    backup.set_defaults(command=_backup)
    restore = add("restore", "Put a copy back; the tills are told that letters may be missing.", _RESTORE)
    restore.add_argument("file", metavar="FILE", type=Path, help="a file that backup made")
    restore.set_defaults(command=_restore)
    renew = add("renew-epochs", "Tell the tills that letters may be missing, after a restore by other means.", _RENEW)
    renew.set_defaults(command=_renew)
    install = add("install", "Set the relay up on this Debian server, behind a proxy that does TLS.", _INSTALL)
    install.add_argument("host", metavar="HOST", help="the server's public name, such as relay.example.com")
    install.add_argument("--project", metavar="NAME", help="a project to add (default: shop, where there is none)")
    install.add_argument("--proxy", choices=("caddy", "nginx"), default="caddy", help="default %(default)s")
    install.add_argument("--root", metavar="DIR", type=Path, help="write everything below DIR and start nothing")
    install.add_argument("--yes", action="store_true", help="do it; without, only say what would be done")
    install.set_defaults(command=_install)


_BACKUP = "kiosk-relay backup relay-monday.db"
_RESTORE = "kiosk-relay restore relay-monday.db"
_RENEW = "kiosk-relay renew-epochs"
_INSTALL = "kiosk-relay install relay.example.com --project tea-house --yes"


def _backup(arguments: argparse.Namespace) -> None:
    store = _sqlite(
        arguments,
        "pg_dump --format=custom --file=FILE DATABASE copies a database while it serves, pg_basebackup a whole server",
    )
    check_name(store)
    contents = copies.back_up(store, arguments.file)
    print(f"copied to {arguments.file} ({contents}). It holds letters: keep it as closed as the store itself")


def _restore(arguments: argparse.Namespace) -> None:
    store = _sqlite(
        arguments,
        "Stop every relay, run pg_restore --clean --if-exists --dbname=DATABASE FILE, then "
        "kiosk-relay renew-epochs --database URL, then start the relays",
    )
    holder: dict[str, str | int] = {"host": socket.gethostname(), "pid": os.getpid(), "start": moment(time.time())}
    missing = not store.exists()
    try:
        with closing(_Held(store, holder)):
            contents, kept = copies.put_back(arguments.file, store, time.time(), _epoch)
    except StoreError:
        # The lock made a file of this name; an empty one would be taken for a store.
        if missing and store.exists() and not store.stat().st_size:
            store.unlink()
        raise
    print(f"restored {store} ({contents})")
    if kept is not None:
        print(f"the store that was there is kept as {kept}")
    print("every box has a new epoch: the tills will ask about every open payment")
    print("tokens and callback paths are those of the copy: revoke again what was revoked since, enrol again the tills")
    print("that were enrolled since, and of a project whose path was changed since, rotate it and tell the gateway")


def _renew(arguments: argparse.Namespace) -> None:
    place = database(arguments.database, arguments.database_file)
    with closing(open_store(place, time.monotonic, secrets.token_bytes)) as store:
        boxes = store.renew_epochs(_epoch)
    print(f"new epochs for {boxes} boxes: the tills will ask about every open payment")


def _install(arguments: argparse.Namespace) -> None:
    # The server's own command names the store by itself.
    if arguments.database not in (None, layout.DATABASE) or arguments.database_file is not None:
        raise SettingError(
            "install sets the relay up with a store of its own, and takes no --database",
            "Leave it out; for PostgreSQL set the relay up first, then change the service as the README says",
        )
    # Imported here: nobody else needs it.
    from kiosk.relay.install import Wish, install

    install(Wish(arguments.host, arguments.proxy, arguments.project, arguments.root), sure=arguments.yes)


class _Held:
    """The lock of a store that does not serve now, given back by `close`."""

    def __init__(self, store: Path, holder: dict[str, str | int]) -> None:
        self._lock = serving_lock(store, holder, 0.0, time.monotonic, lambda: None)

    def close(self) -> None:
        self._lock.release()


def _sqlite(arguments: argparse.Namespace, instead: str) -> Path:
    """The file of the store. Raises SettingError with what to use instead for PostgreSQL."""
    place = database(arguments.database, arguments.database_file)
    if not isinstance(place, Path):
        raise SettingError("PostgreSQL brings its own tools for this", instead)
    return place


def _epoch() -> str:
    return secrets.token_bytes(_EPOCH_BYTES).hex()
