"""What the person who runs the relay may ask of the core: projects and tills, their tokens and codes.

After each change that takes a right away, the polls that wait on it are looked at again. It must not know requests.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager, nullcontext

from kiosk.relay.naming import Registrar
from kiosk.relay.overview import Holding, Orphan, Till


class Administration(ABC):
    """The admin's verbs. `lock` is a re-entrant one when several threads call."""

    def __init__(self, registrar: Registrar, lock: AbstractContextManager[object] | None) -> None:
        self._registrar = registrar
        self._lock: AbstractContextManager[object] = lock if lock is not None else nullcontext()

    @abstractmethod
    def recheck(self) -> None:
        """Let those polls be asked again whose right may have ended."""

    def add_project(self, name: str) -> str:
        """Add a project; gives the secret last part of its callback address.

        Raises:
            NamingError, StoreError: with the cure.
        """
        with self._lock:
            return self._registrar.add_project(name)

    def rotate_project(self, name: str, *, sure: bool = False) -> str:
        """One more callback address, whose secret last part is given; the one in use goes on. Raises as above, and,
        unless `sure`, when letters came by both of two.
        """
        with self._lock:
            address = self._registrar.rotate_project(name, sure=sure)
        self.recheck()
        return address

    def revoke_project(self, name: str, *, sure: bool = False) -> None:
        """What comes to the callback address before the newest is unknown from now on. Raises as above, and, unless
        `sure`, when letters came by that one alone.
        """
        with self._lock:
            self._registrar.revoke_project(name, sure=sure)
        self.recheck()

    def projects(self) -> list[Holding]:
        """All projects, without secrets. Raises as above."""
        with self._lock:
            return self._registrar.projects()

    def orphans(self, project: str) -> list[Orphan]:
        """The newest letters of a project that name no till. Raises as above."""
        with self._lock:
            return self._registrar.orphans(project)

    def add_till(self, project: str, till: str) -> str:
        """Add a till (`[a-z0-9]{1,16}`); gives its token, which is kept nowhere.

        Raises:
            NamingError, StoreError: with the cure.
        """
        with self._lock:
            return self._registrar.add_till(project, till)

    def rotate_till(self, project: str, till: str) -> str:
        """One more token; the one in use goes on until `revoke_till(old=True)`. Raises `NamingError`, `StoreError`."""
        with self._lock:
            token = self._registrar.rotate_till(project, till)
        self.recheck()
        return token

    def enrol_till(self, project: str, till: str) -> str:
        """A code that `POST /enrol` changes for a token; the till is made if need be. Raises as above."""
        with self._lock:
            return self._registrar.enrol_till(project, till)

    def revoke_till(self, project: str, till: str, *, old: bool = False, sure: bool = False) -> None:
        """The till's tokens (with `old` all but the newest) open nothing from now on; its letters wait for the next.
        Unless `sure`, the only token that is used is not an old one.

        Raises:
            NamingError, StoreError: with the cure.
        """
        with self._lock:
            self._registrar.revoke_till(project, till, old=old, sure=sure)
        self.recheck()

    def readmit_till(self, project: str, till: str) -> float:
        """Let in the machine that is being turned away and keep out the one that is in; when the former was last turned
        away (wall seconds). 0: there is none, and the next one that polls is in. Raises as above.
        """
        with self._lock:
            turned_away = self._registrar.readmit_till(project, till)
        self.recheck()
        return turned_away

    def tills(self, project: str) -> list[Till]:
        """The tills of a project, without secrets. Raises as above."""
        with self._lock:
            return self._registrar.tills(project)
