"""The values that pass between the relay's core, its stores and its shells.

Frozen and dumb: no clock, no bytes of a socket, no SQL. Anything that carries a body, a token or the secret
part of a callback address leaves it out of its `repr`, so that no log line or traceback can show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ORPHANS = ""
"""The till name of a project's orphan box. No till can be called so: an id has at least one character."""


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, however it came.

    Args:
        query: the part after `?`, still encoded.
        headers: any case; a header that came twice is one text joined by `, ` (RFC 9110, 5.3).
        body: `None` means that it was not read yet (the network shell); in process it is always there.
        source: the address of the caller, the key of the rates for those who name no project and no token.
    """

    method: str
    path: str = field(repr=False)
    query: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=b"", repr=False)
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "headers", {name.lower(): text for name, text in self.headers.items()})


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP answer; `headers` already hold the length and the date."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Project:
    """A merchant's project, found by its callback address."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Box:
    """One queue of letters: a till's, or a project's orphans (`till == ORPHANS`).

    `last` is the newest position ever given in it, `read_to` the newest one its till has acknowledged.
    """

    id: int
    project: int
    project_name: str
    till: str
    epoch: str
    last: int
    read_to: int


@dataclass(frozen=True, slots=True)
class BodyWanted:
    """A callback for a known project that was within its rate: now its body may be read."""

    project: Project


@dataclass(frozen=True, slots=True)
class Wait:
    """A poll that found nothing: ask `Service.collect` again when woken, or at `until`.

    Args:
        token_key: whose poll it is (the hex SHA-256 of the token).
        after: the cursor of this poll.
        until: when an empty answer is due, in seconds of the service's `ticks`.
        project, till: the pair that `Service.on_stored` will call.
        epoch: the epoch the cursor belongs to.
        turn: which poll of the token this is; an older turn is answered 204.
    """

    token_key: str = field(repr=False)
    after: int
    until: float
    project: str
    till: str
    epoch: str
    turn: int


@dataclass(frozen=True, slots=True)
class Letter:
    """One stored letter: its place in the box, when it came (wall seconds) and the bytes that were sent."""

    position: int
    received_at: float
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Deposit:
    """Work for a store: keep these bytes in this box. `digest` is the SHA-256 of `body`."""

    box: int
    project: str
    till: str
    received_at: float
    digest: bytes = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Work for a store: the till has everything up to this position."""

    box: int
    upto: int
    at: float


@dataclass(frozen=True, slots=True)
class Renewal:
    """Work for a store: the box forgot letters that its till has seen, so it begins a new epoch."""

    box: int
    epoch: str


Work = Deposit | Receipt | Renewal


@dataclass(frozen=True, slots=True)
class Stored:
    """The bytes are on the disk; `fresh` is false for a repeat of bytes that were there already."""

    position: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class Full:
    """The box is full. Nothing was thrown out to make room: the sender repeats for days."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Nothing of the transaction is on the disk; `why` is a stable short word for the log."""

    why: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A receipt or a renewal is on the disk."""


Outcome = Stored | Full | Broken | Noted
