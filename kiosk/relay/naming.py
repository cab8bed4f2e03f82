"""Adding projects and tills: names checked, secrets drawn, and only their SHA-256 handed to the store.

It must not know SQL or HTTP. A secret is given back once and kept nowhere.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

from kiosk.relay.errors import NamingError
from kiosk.relay.notes import Note
from kiosk.relay.requests import digest
from kiosk.relay.routing import TILL_ID
from kiosk.relay.store import Store

_PROJECT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SECRET_BYTES = 32
_EPOCH_BYTES = 8


class Registrar:
    """Draws callback addresses, tokens and epochs.

    Args:
        clock: wall seconds.
        chance: so many random bytes, from a source fit for secrets.
    """

    def __init__(self, store: Store, clock: Callable[[], float], chance: Callable[[int], bytes], note: Note) -> None:
        self._store = store
        self._clock = clock
        self._chance = chance
        self._note = note

    def add_project(self, name: str) -> str:
        """The secret last part of the new project's callback address: 256 random bits.

        Raises:
            NamingError: malformed or taken.
            StoreError: not written.
        """
        if not _PROJECT_NAME.fullmatch(name):
            raise NamingError(
                "the project's name is malformed", "Use 1 to 64 of A-Z a-z 0-9 . _ - and begin with a letter or digit"
            )
        address = self._secret()
        self._store.add_project(name, digest(address), self._epoch(), self._clock())
        self._note("project added", {"project": name})
        return address

    def add_till(self, project: str, till: str) -> str:
        """The new till's token: 256 random bits, shown once.

        Raises:
            NamingError: malformed, no such project, or the till has a token already.
            StoreError: not written.
        """
        if not TILL_ID.fullmatch(till):
            raise NamingError(
                "the till's id is malformed",
                "Use 1 to 16 of a-z 0-9, the same as till.id in the till's settings",
            )
        token = self._secret()
        self._store.add_till(project, till, digest(token), self._epoch(), self._clock())
        self._note("till added", {"project": project, "till": till})
        return token

    def revoke_till(self, project: str, till: str) -> None:
        """Raises `NamingError` when there is nothing to revoke, `StoreError` when it is not written."""
        self._store.revoke_till(project, till)
        self._note("till revoked", {"project": project, "till": till})

    def _secret(self) -> str:
        return base64.urlsafe_b64encode(self._chance(_SECRET_BYTES)).rstrip(b"=").decode()

    def _epoch(self) -> str:
        return self._chance(_EPOCH_BYTES).hex()
