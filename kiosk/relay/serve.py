"""`kiosk-relay serve`: the lock, the store, the sockets and the server, put together and taken apart.

The relay's entry: only here, and in `__main__`, are clocks and chance read. It must not know the contract.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.relay.answers import moment
from kiosk.relay.app import Relay
from kiosk.relay.callers import Proxies
from kiosk.relay.errors import SettingError, StoreError
from kiosk.relay.lane import Beside
from kiosk.relay.limits import LIMITS
from kiosk.relay.location import Listen, Postgres
from kiosk.relay.lock import served_here, serving_lock
from kiosk.relay.metrics import door
from kiosk.relay.notes import JsonLines, Note
from kiosk.relay.opening import open_store
from kiosk.relay.server import Server
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.store import Store

_STDERR = 2
_FILES = 65_536
_TRY_AGAIN_S = 0.02


@dataclass(frozen=True, slots=True)
class Life:
    """How it begins, what it shows and whom it believes: seconds to wait for another relay to let go of the store,
    where the metrics are (None: nowhere), and the proxies that may say whom they speak for.
    """

    wait_for_lock_s: float = 0.0
    metrics: Listen | None = None
    proxies: Proxies = field(default_factory=Proxies)


def serve(listen: Listen, database: Path | Postgres, life: Life = Life()) -> None:
    """Serve until SIGTERM or SIGINT. Prints `listening on http://HOST:PORT` when ready.

    Raises:
        AlreadyServingError, SettingError, StoreError: nothing was served; the message has the cure.
    """
    _fill_descriptors()
    note = JsonLines(_STDERR, time.time)
    files = _raise_file_limit()
    holder: dict[str, str | int] = {"host": socket.gethostname(), "pid": os.getpid(), "start": moment(time.time())}
    with contextlib.ExitStack() as stack:
        moved = isinstance(database, Path) and not served_here(database)
        if isinstance(database, Path):
            lock = serving_lock(database, holder, life.wait_for_lock_s, time.monotonic, _pause(note))
            stack.callback(lock.release)
        relay, unread = _relay(database, note, stack, moved=moved)
        listener = stack.enter_context(_bound(listen))
        facts: dict[str, str | int | float] = {"pid": os.getpid(), "store": str(database)}
        if life.metrics is not None:
            window = stack.enter_context(_bound(life.metrics, "--metrics"))
            relay.beside = door(window, lambda: relay.figures(unread))
            facts["metrics"] = int(window.getsockname()[1])
        port = int(listener.getsockname()[1])
        host = f"[{listen.host}]" if listen.family == socket.AF_INET6 else listen.host
        _to_note(note)
        note("serving", {"host": host, "port": port, **facts})

        async def until_stopped() -> None:
            server = Server(relay, LIMITS, time.monotonic, note, life.proxies, files)
            note.gather(asyncio.get_running_loop().call_soon_threadsafe)
            with _signals(server.stop):
                await server.serve(listener, lambda: _say(f"listening on http://{host}:{port}", note))

        _settle_down()
        try:
            with asyncio.Runner(loop_factory=_loop) as runner:
                runner.run(until_stopped())
        finally:
            note.gather(None)
        note("stopped", {"pid": os.getpid()})


def _fill_descriptors() -> None:
    """Where it was started without stdin, stdout or stderr, no file and no socket may get their numbers."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(descriptor)


def _say(line: str, note: Note) -> None:
    """On stdout, for whoever waits for it; a full disk or a broken pipe behind it is no reason not to serve."""
    try:
        print(line, flush=True)
    except OSError as fault:
        note("unsaid", {"why": f"stdout takes nothing ({fault.strerror})"})
        # The interpreter would try once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _relay(
    database: Path | Postgres, note: Note, stack: contextlib.ExitStack, *, moved: bool
) -> tuple[Relay, Callable[[], tuple[int, int]]]:
    """The relay over its store: beside the loop if the store is at the other end of a line; and who counts what waits
    in that store. `moved`: no relay ever served from the file by this name.
    """
    store = open_store(database, time.monotonic, secrets.token_bytes, LIMITS, note, alone=isinstance(database, Path))
    stack.callback(store.close)
    _say_if_empty(store, note)
    if isinstance(store, SqliteStore):
        if moved and store.used():
            _begin_anew(store, note)
        store.make_room()
        return Relay(store, time.time, time.monotonic, secrets.token_bytes, LIMITS, note), store.unread
    if not store.flushes:
        note("not durable", {"why": "fsync is off in PostgreSQL; a loss of power may take letters that were answered"})
    relay = Relay(store, time.time, time.monotonic, secrets.token_bytes, LIMITS, note, Beside(), store.neighbours)
    return relay, store.unread


def _begin_anew(store: SqliteStore, note: Note) -> None:
    """A store that was copied or moved here may lack its newest letters, which are in a log that was left behind."""
    store.renew_epochs(lambda: secrets.token_hex(8))
    why = "the store was copied or moved here, so letters may be missing: the tills will ask about open payments"
    note("new epochs", {"why": why})


def _say_if_empty(store: Store, note: Note) -> None:
    """A slip of the pen in `--database` makes a new store, which refuses everybody."""
    with contextlib.suppress(StoreError):
        if not store.projects():
            cure = "kiosk-relay project add NAME --database, of this very store"
            note("no project", {"why": "the store is new and empty: every callback is refused", "cure": cure})


def _pause(note: Note) -> Callable[[], None]:
    """Waits a moment for the relay that holds the store, and says once that it does."""
    said = False

    def pause() -> None:
        nonlocal said
        if not said:
            said = True
            note("waiting", {"why": "another relay serves from this store and may finish first"})
        time.sleep(_TRY_AGAIN_S)

    return pause


def _settle_down() -> None:
    """What is loaded stays, and needs no looking through; nothing in the way of a letter is part of a cycle.

    The collector's usual pace costs a tenth of the processor while letters come fast.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def _loop() -> asyncio.AbstractEventLoop:
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    # Twice the letters a second of Python's own loop.
    import uvloop

    return uvloop.new_event_loop()


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
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    """Stop in order when told to; a second signal changes nothing."""
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        if sys.platform == "win32":
            signal.signal(number, lambda *caught: loop.call_soon_threadsafe(stop))
        else:
            loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            if sys.platform != "win32":
                loop.remove_signal_handler(number)
            signal.signal(number, handler)


class _ToNote(logging.Handler):
    """The server's own warnings, as lines of our log."""

    def __init__(self, note: Note) -> None:
        super().__init__(logging.WARNING)
        self._note = note

    def emit(self, record: logging.LogRecord) -> None:
        self._note("server", {"level": record.levelname, "text": record.getMessage().strip()})


def _to_note(note: Note) -> None:
    for name in ("asyncio", "psycopg"):
        logger = logging.getLogger(name)
        logger.handlers = [_ToNote(note)]
        logger.propagate = False


def _raise_file_limit() -> int | None:
    """Every waiting till is an open file, and 1,024 is a common default. Gives how many may be open, if known."""
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft
