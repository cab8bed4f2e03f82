"""Adding projects and tills: names checked, secrets drawn, and only their SHA-256 handed to the store.

It must not know SQL or HTTP. A secret is given back once and kept nowhere.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

from kiosk.relay import codes
from kiosk.relay.errors import NamingError
from kiosk.relay.notes import Note
from kiosk.relay.overview import Holding, Orphan, Till
from kiosk.relay.requests import digest
from kiosk.relay.routing import TILL_ID, payment_of
from kiosk.relay.store import Store

_PROJECT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SECRET_BYTES = 32
_EPOCH_BYTES = 8
_MOST_SHOWN = 1_000
_STILL_ASKS_S = 180.0
"""A machine that is turned away asks every few seconds, and that is noted once a minute (`limits.alarm_again_s`): one
that was not for so long has gone.
"""


class Registrar:
    """Draws callback addresses, tokens, codes and epochs.

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
        check_project(name)
        address = secret(self._chance)
        self._store.add_project(name, digest(address), self._epoch(), self._clock())
        self._note("project added", {"project": name})
        return address

    def rotate_project(self, name: str, *, sure: bool = False) -> str:
        """The secret last part of a new callback address; the one in use goes on.

        Raises:
            NamingError: no such project, or, unless `sure`, letters came by both of its two addresses.
            StoreError: not written.
        """
        address = secret(self._chance)
        self._store.rotate_project(name, digest(address), sure=sure)
        self._note("address added", {"project": name})
        return address

    def revoke_project(self, name: str, *, sure: bool = False) -> None:
        """Raises `NamingError` when there is no older callback address, or, unless `sure`, when letters came by that
        one alone; `StoreError` when it is not written.
        """
        self._store.revoke_project(name, sure=sure)
        self._note("old address revoked", {"project": name})

    def projects(self) -> list[Holding]:
        """All projects. Raises `StoreError`."""
        return self._store.projects()

    def orphans(self, project: str) -> list[Orphan]:
        """The newest letters that name no till. Raises `NamingError`, `StoreError`."""
        return [Orphan(letter, payment_of(letter.body)) for letter in self._store.orphan_letters(project, _MOST_SHOWN)]

    def add_till(self, project: str, till: str) -> str:
        """The new till's token: 256 random bits, shown once.

        Raises:
            NamingError: malformed, no such project, or the till has a token already.
            StoreError: not written.
        """
        _check_till(till)
        token = secret(self._chance)
        self._store.add_till(project, till, digest(token), self._epoch(), self._clock())
        self._note("till added", {"project": project, "till": till})
        return token

    def rotate_till(self, project: str, till: str) -> str:
        """One more token for a till: the one in use goes on until it is taken away.

        Raises:
            NamingError: no such project or till, or one without a token.
            StoreError: not written.
        """
        token = secret(self._chance)
        self._store.rotate_till(project, till, digest(token), self._clock())
        self._note("token added", {"project": project, "till": till})
        return token

    def enrol_till(self, project: str, till: str) -> str:
        """A code that the till's own computer changes for a token, once and within `codes.LIFE_S`.

        Raises:
            NamingError: malformed, or no such project.
            StoreError: not written.
        """
        _check_till(till)
        code = codes.draw(self._chance)
        kept = codes.digest(code)
        assert kept is not None, "what was drawn can be read"
        self._store.enrol_till(project, till, kept, self._clock() + codes.LIFE_S, self._epoch())
        self._note("code given", {"project": project, "till": till})
        return code

    def revoke_till(self, project: str, till: str, *, old: bool = False, sure: bool = False) -> None:
        """Raises `NamingError` when there is nothing to revoke, or, unless `sure`, when with `old` the only token that
        is used would go; `StoreError` when it is not written.
        """
        self._store.revoke_till(project, till, old=old, sure=sure)
        self._note("old token revoked" if old else "till revoked", {"project": project, "till": till})

    def readmit_till(self, project: str, till: str) -> float:
        """Let in the machine that is being turned away, or whichever asks next; when the former was turned away last
        (wall seconds), 0 when there is none. Raises `NamingError` for an unknown till, `StoreError` when it is not
        written.
        """
        turned_away = self._store.readmit_till(project, till, self._clock() - _STILL_ASKS_S)
        self._note("till readmitted", {"project": project, "till": till})
        return turned_away

    def tills(self, project: str) -> list[Till]:
        """The tills of a project. Raises `NamingError`, `StoreError`."""
        return self._store.tills(project)

    def _epoch(self) -> str:
        return self._chance(_EPOCH_BYTES).hex()


def secret(chance: Callable[[int], bytes]) -> str:
    """256 random bits as text for a header or an address."""
    return base64.urlsafe_b64encode(chance(_SECRET_BYTES)).rstrip(b"=").decode()


def check_project(name: str) -> None:
    """Raises `NamingError` for a name that no project can have."""
    if not _PROJECT_NAME.fullmatch(name):
        raise NamingError(
            "the project's name is malformed", "Use 1 to 64 of A-Z a-z 0-9 . _ - and begin with a letter or digit"
        )


def _check_till(till: str) -> None:
    if not TILL_ID.fullmatch(till):
        raise NamingError(
            "the till's id is malformed",
            "Use 1 to 16 of a-z 0-9, the same as till.id in the till's settings",
        )
