"""Where letters are kept: what every store must do.

A store knows boxes, positions and bytes. It must not know HTTP, tokens in clear (it sees their SHA-256),
what a letter says, or the time (it is handed in).

Threads: a store starts none for this. The writing methods (`commit`, `sweep`, `checkpoint` and the admin ones)
may be called from one thread at a time, the reading ones from one thread at a time; the two sides do not
disturb each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from kiosk.relay.overview import Holding, Till
from kiosk.relay.values import Box, Letter, Outcome, Project, Work


class Store(Protocol):
    """What the core needs of a store. Every reading method may raise `StoreError`."""

    def project(self, address: bytes) -> Project | None:
        """The project whose callback address has this SHA-256."""

    def box(self, project: int, till: str) -> Box | None:
        """The box of a till, or of the orphans (`ORPHANS`)."""

    def box_of_token(self, token: bytes) -> Box | None:
        """The box that the token with this SHA-256 opens now; none when it was revoked."""

    def letters(self, box: int, after: int, count: int, size: int) -> list[Letter]:
        """The letters above a position in order: at most `count`, and `size` bytes unless the first is larger."""

    def orphans(self, project: int) -> int:
        """How many letters of a project wait in its orphan box."""

    def past_holder(self, box: int, instance: str) -> float | None:
        """When this machine was last turned away from a box, 0 for never; None for one that never polled for it."""

    def refused_at(self, box: int) -> float:
        """When any machine was last turned away from a box; 0 for never."""

    def changes(self, after: int) -> tuple[int, list[tuple[str, str]]]:
        """(project, till) of every box to which somebody lost a right since `after`, and the number to say next."""

    def commit(self, work: Sequence[Work]) -> list[Outcome]:
        """Do all of it in one transaction and return once it is on the disk. Never raises: `Broken` says why."""

    def sweep(self, now: float) -> bool:
        """Throw away what is too old, a bounded number at once; true when there may be more."""

    def checkpoint(self) -> None:
        """Tidy up while nobody waits."""

    def add_project(self, name: str, address: bytes, epoch: str, now: float) -> None:
        """A new project with its orphan box. Raises `NamingError` when the name is taken."""

    def rotate_project(self, name: str, address: bytes, *, sure: bool = False) -> None:
        """A new callback address. Of those before, the one that a letter came by last goes on. Raises `NamingError`,
        also, unless `sure`, when letters came by both of two.
        """

    def revoke_project(self, name: str, *, sure: bool = False) -> None:
        """Forget the callback address before the newest. Raises `NamingError` when there is none, and, unless `sure`,
        when letters came by that one alone.
        """

    def projects(self) -> list[Holding]:
        """All projects by name."""

    def orphan_letters(self, project: str, count: int) -> list[Letter]:
        """The newest letters of a project that name no till, in the order in which they came. Raises `NamingError`."""

    def add_till(self, project: str, till: str, token: bytes, epoch: str, now: float) -> None:
        """A new till, or a new token for a revoked one. Raises `NamingError`."""

    def rotate_till(self, project: str, till: str, token: bytes, now: float) -> None:
        """One more token; of those before, the one used last stays. Raises `NamingError`."""

    def enrol_till(self, project: str, till: str, code: bytes, until: float, epoch: str) -> None:
        """A code that a `Redemption` changes for a token, until then. Raises `NamingError`."""

    def revoke_till(self, project: str, till: str, *, old: bool = False, sure: bool = False) -> None:
        """The till's tokens (with `old` all but the newest) open nothing from now on; its letters stay. Unless `sure`,
        the only token that is used is not an old one. Raises `NamingError`.
        """

    def readmit_till(self, project: str, till: str, since: float) -> float:
        """Give the place to the machine that was turned away last, if that was `since` then, and keep out the one that
        had it; else the next one that polls is in. Gives when it was turned away, 0 for nobody. Raises `NamingError`.
        """

    def tills(self, project: str) -> list[Till]:
        """The tills of a project by name. Raises `NamingError`."""

    def close(self) -> None:
        """Let go of everything."""
