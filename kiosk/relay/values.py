"""The values that pass between the relay's core, its stores and its shells.

Frozen and dumb: no clock, no bytes of a socket, no SQL. Anything that carries a body, a token or the secret
part of a callback address leaves it out of its `repr`, so that no log line or traceback can show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")

ORPHANS = ""
"""The till name of a project's orphan box. No till can be called so: an id has at least one character."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(made: type[_T]) -> type[_T]:
    """A frozen dataclass for whoever checks the types, and that is everybody's code here. A dozen of them are made for
    each letter, and to keep them frozen while the relay runs would double what one costs.
    """
    return dataclass(slots=True, unsafe_hash=True)(made)


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
        # From a network they are in lower case already.
        if not all(map(str.islower, self.headers)):
            object.__setattr__(self, "headers", {name.lower(): text for name, text in self.headers.items()})


@value
class Response:
    """One HTTP answer; `headers` already hold the length and the date."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


@value
class Project:
    """A merchant's project, found by its callback address."""

    id: int
    name: str


@value
class Box:
    """One queue of letters: a till's, or a project's orphans (`till == ORPHANS`).

    `last` is the newest position ever given in it, `read_to` the newest one its till has acknowledged. `instance` is
    the machine that polls for the till now, of its `generation`; "" when none has said its name.
    """

    id: int
    project: int
    project_name: str
    till: str
    epoch: str
    last: int
    read_to: int
    instance: str = ""
    generation: int = 0


@value
class BodyWanted:
    """A request that may go on: now its body may be read.

    It is a callback for a known `project` within its rate, by the `address` with this SHA-256; or, without a project,
    an enrolment code from `source`.
    """

    project: Project | None
    source: str = ""
    address: bytes = field(default=b"", repr=False)


@value
class Wait:
    """A poll that found nothing: ask `Service.collect` again when woken, or at `until`.

    Args:
        token_key: whose poll it is (the hex SHA-256 of the token).
        after: the cursor of this poll.
        until: when an empty answer is due, in seconds of the service's `ticks`.
        project, till: the pair that `Service.on_stored` will call.
        epoch: the epoch the cursor belongs to.
        turn: which poll of the box this is; an older turn is answered 204.
        box: the box it reads.
        instance, generation: the machine that asks, "" for one that does not say.
    """

    token_key: str = field(repr=False)
    after: int
    until: float
    project: str
    till: str
    epoch: str
    turn: int
    box: int = 0
    instance: str = ""
    generation: int = 0


@value
class Letter:
    """One stored letter: its place in the box, when it came (wall seconds) and the bytes that were sent."""

    position: int
    received_at: float
    body: bytes = field(repr=False)


@value
class Deposit:
    """Work for a store: keep these bytes in this box. `digest` is the SHA-256 of `body`."""

    box: int
    project: str
    till: str
    received_at: float
    digest: bytes = field(repr=False)
    body: bytes = field(repr=False)


@value
class Receipt:
    """Work for a store: the till has everything up to this position.

    It was said in this `epoch`, and means nothing in another one ("": it means the same in all).
    """

    box: int
    upto: int
    at: float
    epoch: str = ""


@value
class Renewal:
    """Work for a store: the box forgot letters that its till has seen, so it begins a new epoch."""

    box: int
    epoch: str


@value
class Seating:
    """Work for a store: this machine polls for the box's till from now on, unless a newer one has come meanwhile."""

    box: int
    instance: str
    generation: int
    at: float


@value
class Rejection:
    """Work for a store: this machine asked for the box of a till that another one is."""

    box: int
    instance: str
    at: float


@value
class TokenUse:
    """Work for a store: the token with this SHA-256 was used."""

    box: int
    token: bytes = field(repr=False)
    at: float


@value
class AddressUse:
    """Work for a store: a letter came by the callback address with this SHA-256. `box` is its project's orphan box."""

    box: int
    address: bytes = field(repr=False)
    at: float


@value
class Redemption:
    """Work for a store: change a code for a token. Both are their SHA-256; `at` decides whether the code is too old.
    With `till`, a code for another one is left as it is.
    """

    code: bytes = field(repr=False)
    token: bytes = field(repr=False)
    at: float
    till: str = ""


Work = Deposit | Receipt | Renewal | Seating | Rejection | TokenUse | AddressUse | Redemption


@value
class Stored:
    """The bytes are on the disk; `fresh` is false for a repeat of bytes that were there already."""

    position: int
    fresh: bool


@value
class Full:
    """The box is full. Nothing was thrown out to make room: the sender repeats for days."""


@value
class Broken:
    """Nothing of the transaction is on the disk; `why` is a stable short word for the log."""

    why: str


@value
class Noted:
    """What needs no answer is on the disk."""


@value
class Redeemed:
    """The code was good: its token opens the box of this till, and the code opens nothing any more."""

    project: str
    till: str


@value
class OtherTill:
    """The code is good, and for another till than the one that asked: it was left as it is."""

    till: str


@value
class NoSuchCode:
    """The code is unknown, used or too old; which of them is not told."""


Outcome = Stored | Full | Broken | Noted | Redeemed | NoSuchCode | OtherTill
