"""One connection as the watch sees it: what is under way, since when, how far it has come, and when it is cut off.

It holds the state that `wire` fills from what it reads. It must not know HTTP's syntax.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kiosk.relay.app import Application
from kiosk.relay.callers import Proxies, Strangers
from kiosk.relay.limits import Limits
from kiosk.relay.pace import Watch
from kiosk.relay.values import Response

if TYPE_CHECKING:
    from kiosk.relay.exchange import Exchange
    from kiosk.relay.express import Express
    from kiosk.relay.heads import Head
    from kiosk.relay.wire import Connection


class Asked(Protocol):
    """A request that is being answered. `keep`: whether the connection may serve another one afterwards."""

    @property
    def keep(self) -> bool: ...

    @property
    def method(self) -> bytes: ...

    def leave(self) -> None:
        """Nobody will hear the answer."""


Refuse = Callable[[int, str, str], Response]
"""Makes an answer: status, what was wrong, cure."""


@dataclass(eq=False)
class House:
    """What all connections of one server share.

    Args:
        refuse: see `Refuse`; it also writes the log.
        most: connections at once.
        gone: called whenever a connection is no more.
        said: the last short answer, and how it is written.
        express: the short way for the usual requests; without one all go through `app`.
    """

    app: Application
    limits: Limits
    refuse: Refuse
    proxies: Proxies
    watch: Watch
    most: int
    gone: Callable[[], None] = lambda: None
    express: Express | None = None
    strangers: Strangers[Connection] = field(init=False)
    lines: set[Connection] = field(default_factory=set)
    unsent: int = 0
    stopping: bool = False
    said: tuple[Response | None, bytes] = (None, b"")

    def __post_init__(self) -> None:
        self.strangers = Strangers(self.limits.max_strangers)


class Line(asyncio.Protocol, ABC):
    """The paced half of a connection; the other half is `wire.Connection`."""

    __slots__ = (
        "_begun", "_buffered", "_ended", "_head", "_held", "_house", "_known", "_now", "_peer", "_proxied", "_read",
        "_served", "_taken", "transport",
    )  # fmt: skip

    transport: asyncio.Transport

    def __init__(self, house: House) -> None:
        self._house = house
        # The head that is coming in; whose body is; who is being answered.
        self._head: Head | None = None
        self._read: Exchange | None = None
        self._now: Asked | None = None
        # Bytes of the present request; those there were when its phase began; those of an answer not yet taken.
        self._taken = 0
        self._begun = 0
        self._buffered = 0
        # Nobody takes the answer; nothing is read any more; a token or address was shown; something was answered.
        self._held = False
        self._ended = False
        self._known = False
        self._served = False

    def _place(self, place: object) -> None:
        """Where it comes from, as the system says: (host, port, …)."""
        self._peer = str(place[0]) if isinstance(place, tuple) else ""
        self._proxied = self._house.proxies.trust(self._peer)

    def source(self, forwarded: str) -> str:
        """The address of whoever sent it, as far as that can be believed."""
        if self._proxied and forwarded:
            return self._house.proxies.speaks_for(self._peer, forwarded)
        return self._peer

    def allowed_s(self) -> float:
        limits = self._house.limits
        if self._ended and not self._held:
            return limits.linger_s
        if self._held:
            return limits.write_deadline_s
        if self._read is not None:
            return limits.body_deadline_s
        if self._house.watch.is_busy(self) or not self._known:
            return limits.head_deadline_s
        return limits.keep_alive_s

    def progress(self) -> int:
        if self._held:
            return self._begun - self.transport.get_write_buffer_size()
        return self._taken - self._begun

    def late(self) -> None:
        if self._read is not None and self._read is self._now and not self._ended and not self._held:
            self._refuse(408, "the body took too long", "Send it faster")
        else:
            self._reset()

    @abstractmethod
    def _refuse(self, status: int, error: str, cure: str) -> None:
        """Answer a request that the service never saw, and end the connection."""

    def _mark(self) -> None:
        """Note what is under way, after something came."""
        watch = self._house.watch
        if self._held:
            return
        if self._read is not None or (self._now is None and (self._taken or self._head is not None)):
            if not watch.is_busy(self):
                self._begin(self._taken)
        elif self._now is None:
            watch.rest(self)

    def _begin(self, begun: int) -> None:
        self._begun = begun
        self._count(self.transport.get_write_buffer_size() if self._held else 0)
        self._house.watch.begin(self)

    def _count(self, unsent: int) -> None:
        """Hold the sum of what nobody takes; over its bound, this connection is the one too many."""
        house = self._house
        house.unsent += unsent - self._buffered
        self._buffered = unsent
        if unsent and house.unsent > house.limits.max_unsent:
            self._reset()

    def _reset(self) -> None:
        """End it now. What the system holds for somebody who does not take it goes as well."""
        if self._held:
            # Zero seconds of lingering: a reset instead of an orderly end that would wait for the reader.
            line = self.transport.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()
