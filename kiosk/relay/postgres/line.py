"""One connection to PostgreSQL that is made when it is needed, and again after it was lost. Every wait is bounded.

A statement ends after two seconds at the server; should the server itself fall silent, the wait ends here a
little later and the connection is given up. After a connection that could not be made, nobody tries again before a
pause is over, and the pauses grow: meanwhile callers hear at once that the store is out of reach.

It must not know tables or letters, and nothing that it says shows a password.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow

from kiosk.relay.errors import StoreError
from kiosk.relay.location import Postgres

Connection = psycopg.Connection[TupleRow]
_T = TypeVar("_T")

SCHEMA = "fps_relay"
"""The tables live in a schema of their own, so that a database may hold other things too."""

_CONNECT_S = 2
# Longer than the server's own limit for a statement, so that the server's word comes first.
_SILENCE_S = 4.0
_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 5.0
_SESSION = {
    "search_path": SCHEMA,
    "statement_timeout": "2s",
    "lock_timeout": "1500ms",
    "idle_in_transaction_session_timeout": "10s",
    # Whatever the database's own settings are: the meaning of a batch rests on these two.
    "default_transaction_isolation": "read committed",
    "default_transaction_read_only": "off",
}


class _Bounded(psycopg.Connection[TupleRow]):
    """A connection on which nothing waits for ever."""

    def wait(self, gen: PQGen[_T], interval: float = 0.1, timeout: float | None = None) -> _T:
        """As in psycopg, with an end. Raises `psycopg.OperationalError`, and the connection is closed."""
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, _SILENCE_S)
        except psycopg.OperationalError as fault:
            if type(fault).__name__ == "_WaitTimeout":
                # What the server made of it is not known, so nothing more may be said on this line.
                self.close()
                raise psycopg.OperationalError("the server fell silent") from fault
            raise


class Line:
    """The connection and its pauses.

    Args:
        ticks: monotonic seconds.
        durable: whether a commit returns only when the disk has it.
    """

    def __init__(self, place: Postgres, ticks: Callable[[], float], *, durable: bool = True) -> None:
        self._place = place
        self._ticks = ticks
        self._session = {**_SESSION, "synchronous_commit": "on" if durable else "off"}
        self._connection: Connection | None = None
        self._pause_s = _FIRST_PAUSE_S
        self._not_before = float("-inf")
        self._closed = False

    def ask(self, work: Callable[[Connection], _T], *, again: bool = True) -> _T:
        """As `run`, with every fault as `StoreError`."""
        try:
            return self.run(work, again=again)
        except psycopg.Error as fault:
            raise self._out_of_reach(f"{type(fault).__name__}: {self._said(fault)}") from fault

    def run(self, work: Callable[[Connection], _T], *, again: bool = True) -> _T:
        """Do it on the connection; with `again` once more on a new one if the old one turns out to be dead.

        Then the work must be such that doing it twice does no harm.

        Raises:
            StoreError: no connection can be had now.
            psycopg.Error: whatever went wrong with the work.
        """
        old = self._connection is not None
        connection = self.connection()
        try:
            return work(connection)
        except psycopg.Error as fault:
            dead = connection.closed
            # After a failover the old server still answers, but takes nothing.
            if dead or isinstance(fault, psycopg.errors.ReadOnlySqlTransaction):
                self.drop()
            if not (again and old and dead) or "fell silent" in str(fault):
                raise
        return work(self.connection())

    def connection(self) -> Connection:
        """The connection, made if there is none. Raises `StoreError`."""
        if self._connection is None:
            now = self._ticks()
            if self._closed:
                raise self._out_of_reach("closed")
            if now < self._not_before:
                raise self._out_of_reach("not tried again yet")
            try:
                self._connection = self._connect()
            except psycopg.Error as fault:
                self._not_before = self._ticks() + self._pause_s
                self._pause_s = min(_LONGEST_PAUSE_S, self._pause_s * 2)
                raise self._out_of_reach(self._said(fault)) from None
            self._pause_s = _FIRST_PAUSE_S
        return self._connection

    def close(self) -> None:
        """Let go for good: from now on the store is out of reach."""
        self._closed = True
        self.drop()

    def drop(self) -> None:
        """Let go of the connection; the next call makes another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _connect(self) -> Connection:
        try:
            wanted = conninfo_to_dict(self._place.url)
        except psycopg.ProgrammingError:
            # Its message would repeat a part of the address, which may be a part of the password.
            raise psycopg.OperationalError("the address cannot be read") from None
        defaults: dict[str, str | int] = {
            "connect_timeout": _CONNECT_S, "application_name": "kiosk-relay", "target_session_attrs": "read-write",
            "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3, "tcp_user_timeout": 4_000,
        }  # fmt: skip
        merged = {**defaults, **{name: value for name, value in wanted.items() if value is not None}}
        connection = _Bounded.connect(make_conninfo("", **merged, client_encoding="utf8"), autocommit=True)
        try:
            for name, value in self._session.items():
                connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        except psycopg.Error:
            connection.close()
            raise
        return connection

    def _said(self, fault: psycopg.Error) -> str:
        """The driver's words on one line, without the password."""
        return " ".join(self._place.without_password(str(fault)).split())

    def _out_of_reach(self, why: str) -> StoreError:
        return StoreError(
            f"the store {self._place} is out of reach ({why})",
            "Start PostgreSQL, or check address, user and password",
        )
