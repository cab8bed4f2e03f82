"""When bytes leave and arrive, taken at Python's own sockets, whatever library uses them.

Lanes are threads with names, so each moment is told by the name of its thread.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import Any

from benchmarks.orders import now


class Wire:
    """By thread, since `reset`: `out` is the first moment at which it sent something, `into` the last at which it got
    something.
    """

    def __init__(self) -> None:
        self.out: dict[str, float] = {}
        self.into: dict[str, float] = {}

    def listen(self) -> None:
        """Begin. Every socket made from now on or before is heard."""
        send: Callable[..., int] = socket.socket.send
        recv: Callable[..., bytes] = socket.socket.recv

        def sending(self_: socket.socket, *words: Any) -> int:
            self.out.setdefault(threading.current_thread().name, now())
            return send(self_, *words)

        def receiving(self_: socket.socket, *words: Any) -> bytes:
            got = recv(self_, *words)
            if got:
                self.into[threading.current_thread().name] = now()
            return got

        # The class itself, in this process alone: there is no other place that every library passes.
        setattr(socket.socket, "send", sending)  # noqa: B010 — stubs refuse the plain assignment
        setattr(socket.socket, "recv", receiving)  # noqa: B010 — likewise

    def reset(self) -> None:
        """Forget what was."""
        self.out.clear()
        self.into.clear()
