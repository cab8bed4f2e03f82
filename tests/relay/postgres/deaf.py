"""A line to PostgreSQL that brings every answer and no notification, as some poolers do; it can also be cut or frozen.

It speaks just enough of the protocol to know where a message of the server ends.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from pathlib import Path

from kiosk.relay.location import Postgres

_NOTIFICATION = ord("A")


class DeafLine:
    """Listens on a socket in `folder` and hands everything on to the server's socket but what it says unasked."""

    def __init__(self, folder: Path, server: Path) -> None:
        self.deaf = True
        self.frozen = threading.Event()
        self.folder = folder
        self._server = server / ".s.PGSQL.5432"
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / ".s.PGSQL.5432"))
        self._listener.listen()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def place(self, of: Postgres) -> Postgres:
        """The same database by way of this line."""
        return Postgres(of.url.replace(str(self._server.parent), str(self.folder)))

    def cut(self) -> None:
        """Every connection ends; new ones are taken."""
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for end in pair:
                hang_up(end)

    def close(self) -> None:
        """Nothing more."""
        hang_up(self._listener)
        self.frozen.clear()
        self.cut()
        for thread in self._threads:
            thread.join(10)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(str(self._server))
            except OSError:
                near.close()
                far.close()
                continue
            self._pairs.append((near, far))
            for work in (self._ask, self._answer):
                thread = threading.Thread(target=work, args=(near, far), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _ask(self, near: socket.socket, far: socket.socket) -> None:
        try:
            while chunk := near.recv(65_536):
                # A frozen line swallows what it is given.
                if not self.frozen.is_set():
                    far.sendall(chunk)
        except OSError:
            pass
        hang_up(far)

    def _answer(self, near: socket.socket, far: socket.socket) -> None:
        held = b""
        try:
            while chunk := far.recv(65_536):
                held += chunk
                while len(held) >= 5 and len(held) > (size := int.from_bytes(held[1:5], "big")):
                    message, held = held[: size + 1], held[size + 1 :]
                    if not (self.deaf and message[0] == _NOTIFICATION):
                        near.sendall(message)
        except OSError:
            pass
        hang_up(near)


def hang_up(end: socket.socket) -> None:
    """Wake whoever waits on it, and close it."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
