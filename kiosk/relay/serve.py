"""`kiosk-relay serve`: the lock, the store, the sockets and the server, put together and taken apart.

The relay's entry: only here, and in `__main__`, are clocks and chance read. It must not know the contract.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

import uvicorn

from kiosk.relay import wire
from kiosk.relay.answers import moment
from kiosk.relay.app import Relay
from kiosk.relay.errors import SettingError
from kiosk.relay.lane import Beside
from kiosk.relay.limits import LIMITS
from kiosk.relay.location import Listen, Postgres
from kiosk.relay.lock import serving_lock
from kiosk.relay.metrics import door
from kiosk.relay.notes import JsonLines, Note
from kiosk.relay.opening import open_store
from kiosk.relay.sqlite_store import SqliteStore

# A till's connection outlives the pause between two probes, so that it need not be made anew each time.
_KEEP_ALIVE_S = 30
# What is still unanswered this long after the waiting were released is slow by its own doing.
_GRACE_S = 1
_BACKLOG = 2_048
_FILES = 65_536
_TRY_AGAIN_S = 0.02


@dataclass(frozen=True, slots=True)
class Life:
    """How it begins and what it shows: seconds to wait for another relay to let go of the store, and where the metrics
    are (None: nowhere).
    """

    wait_for_lock_s: float = 0.0
    metrics: Listen | None = None


def serve(listen: Listen, database: Path | Postgres, life: Life = Life()) -> None:
    """Serve until SIGTERM or SIGINT. Prints `listening on http://HOST:PORT` when ready.

    Raises:
        AlreadyServingError, SettingError, StoreError: nothing was served; the message has the cure.
    """
    note = JsonLines(sys.stderr.fileno(), time.time)
    _raise_file_limit()
    holder: dict[str, str | int] = {"host": socket.gethostname(), "pid": os.getpid(), "start": moment(time.time())}
    with contextlib.ExitStack() as stack:
        if isinstance(database, Path):
            pause = partial(time.sleep, _TRY_AGAIN_S)
            lock = serving_lock(database, holder, life.wait_for_lock_s, time.monotonic, pause)
            stack.callback(lock.release)
        relay, unread = _relay(database, note, stack)
        listener = stack.enter_context(_bound(listen))
        facts: dict[str, str | int | float] = {"pid": os.getpid()}
        if life.metrics is not None:
            window = stack.enter_context(_bound(life.metrics, "--metrics"))
            relay.beside = door(window, lambda: relay.figures(unread))
            facts["metrics"] = int(window.getsockname()[1])
        port = int(listener.getsockname()[1])
        host = f"[{listen.host}]" if listen.family == socket.AF_INET6 else listen.host
        server = wire.Server(
            _config(relay),
            ready=lambda: print(f"listening on http://{host}:{port}", flush=True),
            release=relay.release,
        )
        stack.enter_context(_quiet_end(server))
        _to_note(note)
        note("serving", {"host": host, "port": port, **facts})
        server.run(sockets=[listener])
        note("stopped", {"pid": os.getpid()})


def _relay(
    database: Path | Postgres, note: Note, stack: contextlib.ExitStack
) -> tuple[Relay, Callable[[], tuple[int, int]]]:
    """The relay over its store: beside the loop if the store is at the other end of a line; and who counts what waits
    in that store.
    """
    store = open_store(database, time.monotonic, secrets.token_bytes, LIMITS, note)
    stack.callback(store.close)
    if isinstance(store, SqliteStore):
        return Relay(store, time.time, time.monotonic, secrets.token_bytes, LIMITS, note), store.unread
    if not store.flushes:
        note("not durable", {"why": "fsync is off in PostgreSQL; a loss of power may take letters that were answered"})
    relay = Relay(store, time.time, time.monotonic, secrets.token_bytes, LIMITS, note, Beside(), store.neighbours)
    return relay, store.unread


def _config(relay: Relay) -> uvicorn.Config:
    """uvicorn kept small: one parser, no websockets, no access log (callback addresses are secrets)."""
    return uvicorn.Config(
        relay.app,
        loop="asyncio",
        http=wire.protocol(LIMITS, time.time),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        # Only a proxy on this machine is believed about the address it speaks for.
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1,::1",
        backlog=_BACKLOG,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_GRACE_S,
        h11_max_incomplete_event_size=LIMITS.max_head,
    )


@contextlib.contextmanager
def _bound(listen: Listen, flag: str = "--listen") -> Iterator[socket.socket]:
    if listen.descriptor is not None:
        # Whoever opened it keeps it open: while one relay stops and the next one starts, connections wait in its queue.
        with socket.socket(fileno=listen.descriptor) as handed:
            handed.setblocking(False)
            yield handed
        return
    # asyncio turns Nagle's delay off only for sockets that say they are TCP: 40 ms an answer otherwise.
    listener = socket.socket(listen.family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    with listener:
        if sys.platform != "win32":
            # A restart must not wait for the last process's connections to be forgotten.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((listen.host, listen.port))
        except OSError as fault:
            raise SettingError(
                f"cannot listen on {listen.host} port {listen.port} ({fault.strerror})",
                f"Stop the program that holds the port, or choose another with {flag} HOST:PORT",
            ) from fault
        listener.setblocking(False)
        yield listener


@contextlib.contextmanager
def _quiet_end(server: uvicorn.Server) -> Iterator[None]:
    """A signal that stopped the server in order is no failure.

    uvicorn raises the signals it caught once more when it is done, for whoever was there before it; that is
    us.
    """

    def caught(number: int, frame: FrameType | None) -> None:
        if not server.should_exit:
            raise SystemExit(0)

    before = {number: signal.signal(number, caught) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _ToNote(logging.Handler):
    """The server's own warnings, as lines of our log."""

    def __init__(self, note: Note) -> None:
        super().__init__(logging.WARNING)
        self._note = note

    def emit(self, record: logging.LogRecord) -> None:
        self._note("server", {"level": record.levelname, "text": record.getMessage().strip()})


def _to_note(note: Note) -> None:
    for name in ("uvicorn", "asyncio", "psycopg"):
        logger = logging.getLogger(name)
        logger.handlers = [_ToNote(note)]
        logger.propagate = False


def _raise_file_limit() -> None:
    """Every waiting till is an open file, and 1,024 is a common default."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
