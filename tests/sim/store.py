"""The relay's store in memory: the same promises as the one on the disk, so that a world costs no files."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace

from kiosk.relay.doorman import NOT_YET
from kiosk.relay.errors import NamingError
from kiosk.relay.limits import LIMITS
from kiosk.relay.values import (
    ORPHANS,
    AddressUse,
    Box,
    Deposit,
    Full,
    Holding,
    Letter,
    NoSuchCode,
    Noted,
    OtherTill,
    Outcome,
    Project,
    Receipt,
    Redeemed,
    Redemption,
    Rejection,
    Renewal,
    Seating,
    Stored,
    Till,
    TokenUse,
    Work,
)


@dataclass
class _Boxed:
    """One box and its letters."""

    box: Box
    tokens: dict[bytes, list[float]] = field(default_factory=dict)
    """Each with when it was made and when it was used last."""
    past: dict[str, float] = field(default_factory=dict)
    changed: int = 0
    letters: list[Letter] = field(default_factory=list)
    seen: dict[bytes, int] = field(default_factory=dict)


class MemoryStore:
    """`commit` is at once and never fails. `copy` and `restore` are an operator's backup; `wipe` loses all letters."""

    def __init__(self) -> None:
        self._projects: dict[bytes, Project] = {}
        self._boxes: dict[int, _Boxed] = {}
        self._codes: dict[bytes, tuple[int, float]] = {}

    # Reading.

    def project(self, address: bytes) -> Project | None:
        return self._projects.get(address)

    def box(self, project: int, till: str) -> Box | None:
        found = (b.box for b in self._boxes.values() if (b.box.project, b.box.till) == (project, till))
        return next(found, None)

    def box_of_token(self, token: bytes) -> Box | None:
        return next((b.box for b in self._boxes.values() if token in b.tokens), None)

    def letters(self, box: int, after: int, count: int, size: int) -> list[Letter]:
        found: list[Letter] = []
        for letter in self._boxes[box].letters:
            if letter.position <= after:
                continue
            size -= len(letter.body)
            if len(found) >= count or (found and size < 0):
                break
            found.append(letter)
        return found

    def orphans(self, project: int) -> int:
        box = self.box(project, ORPHANS)
        return len(self._boxes[box.id].letters) if box else 0

    def past_holder(self, box: int, instance: str) -> float | None:
        return self._boxes[box].past.get(instance)

    def refused_at(self, box: int) -> float:
        return max(self._boxes[box].past.values(), default=0.0)

    def changes(self, after: int) -> tuple[int, list[tuple[str, str]]]:
        found = sorted((b.changed, b.box.project_name, b.box.till) for b in self._boxes.values() if b.changed > after)
        return (found[-1][0] if found else after), [(project, till) for _, project, till in found]

    def tills(self, project: str) -> list[Till]:
        found = (b for b in self._boxes.values() if b.box.project_name == project and b.box.till != ORPHANS)
        return [
            Till(b.box.till, len(b.tokens), max((used for _, used in b.tokens.values()), default=0.0),
                 self.refused_at(b.box.id))
            for b in sorted(found, key=lambda b: b.box.till)
        ]  # fmt: skip

    # Writing.

    def commit(self, work: Sequence[Work]) -> list[Outcome]:
        return [self._do(piece) for piece in work]

    def _do(self, work: Work) -> Outcome:
        if isinstance(work, Redemption):
            return self._redeem(work)
        boxed = self._boxes[work.box]
        box = boxed.box
        if isinstance(work, TokenUse):
            if work.token in boxed.tokens:
                boxed.tokens[work.token][1] = work.at
            return Noted()
        if isinstance(work, AddressUse):
            return Noted()  # nobody asks this store for its projects' addresses
        if isinstance(work, Seating):
            return self._sit(boxed, work)
        if isinstance(work, Rejection):
            boxed.past[work.instance] = work.at
            return Noted()
        if isinstance(work, Receipt):
            if work.epoch not in ("", box.epoch):
                return Noted()
            upto = min(work.upto, box.last)
            if upto > box.read_to:
                boxed.box = replace(box, read_to=upto)
                # What was read is not kept a day here: nobody goes back behind a receipt without a new epoch.
                boxed.letters = [letter for letter in boxed.letters if letter.position > upto]
            return Noted()
        if isinstance(work, Renewal):
            boxed.box = replace(box, epoch=work.epoch)
            return Noted()
        return self._keep(boxed, work)

    def _keep(self, boxed: _Boxed, work: Deposit) -> Outcome:
        box = boxed.box
        known = boxed.seen.get(work.digest)
        if known is not None:
            return Stored(known, fresh=False)
        if len(boxed.letters) >= LIMITS.box_letters:
            return Full()
        position = max(box.last + 1, int(work.received_at * 1000))
        boxed.letters.append(Letter(position, work.received_at, work.body))
        boxed.seen[work.digest] = position
        boxed.box = replace(box, last=position)
        return Stored(position, fresh=True)

    def _sit(self, boxed: _Boxed, work: Seating) -> Outcome:
        box = boxed.box
        if box.instance != work.instance:
            if work.instance in boxed.past or (box.instance and work.generation <= box.generation):
                return Noted()
            if box.instance:
                boxed.past.setdefault(box.instance, 0.0)
                self._change(boxed)
        boxed.box = replace(box, instance=work.instance, generation=work.generation)
        return Noted()

    def _redeem(self, work: Redemption) -> Outcome:
        number, until = self._codes.get(work.code, (0, 0.0))
        if until >= work.at and work.till not in ("", self._boxes[number].box.till):
            return OtherTill(self._boxes[number].box.till)
        self._codes.pop(work.code, None)
        if until < work.at:
            return NoSuchCode()
        boxed = self._boxes[number]
        self._put(boxed, work.token, work.at)
        self._leave(boxed)
        return Redeemed(boxed.box.project_name, boxed.box.till)

    def sweep(self, now: float) -> bool:
        return False

    def checkpoint(self) -> None:
        """Nothing to tidy."""

    # Administration.

    def add_project(self, name: str, address: bytes, epoch: str, now: float) -> None:
        if any(project.name == name for project in self._projects.values()):
            raise NamingError(f"the project {name} is there already", "Choose another name")
        project = self._projects[address] = Project(len(set(self._projects.values())) + 1, name)
        self._made(project, ORPHANS, epoch)

    def rotate_project(self, name: str, address: bytes) -> None:
        self._drop_addresses(name, self._known_by(name)[:-1])
        self._projects[address] = self._project(name)

    def revoke_project(self, name: str, *, sure: bool = False) -> None:
        older = self._known_by(name)[:-1]
        if not older:
            raise NamingError(f"the project {name} has no older callback address", "Nothing is left to do")
        self._drop_addresses(name, older)

    def _known_by(self, name: str) -> list[bytes]:
        project = self._project(name)
        return [address for address, found in self._projects.items() if found == project]

    def _drop_addresses(self, name: str, gone: list[bytes]) -> None:
        for address in gone:
            del self._projects[address]
        self._change(self._known(name, ORPHANS))

    def projects(self) -> list[Holding]:
        found: list[Holding] = []
        for project in sorted(set(self._projects.values()), key=lambda project: project.name):
            own = [b for b in self._boxes.values() if b.box.project == project.id]
            unread = {b.box.till: sum(letter.position > b.box.read_to for letter in b.letters) for b in own}
            stray = unread.pop(ORPHANS, 0)
            addresses = list(self._projects.values()).count(project)
            found.append(Holding(project.name, addresses, len(unread), sum(unread.values()), stray, 0.0, 0.0))
        return found

    def orphan_letters(self, project: str, count: int) -> list[Letter]:
        return self._known(project, ORPHANS).letters[-count:]

    def add_till(self, project: str, till: str, token: bytes, epoch: str, now: float) -> None:
        boxed = self._made(self._project(project), till, epoch)
        if boxed.tokens:
            raise NamingError(f"the till {till} has a token already", "Rotate it")
        self._put(boxed, token, now)
        self._leave(boxed)

    def rotate_till(self, project: str, till: str, token: bytes, now: float) -> None:
        boxed = self._known(project, till)
        if not boxed.tokens:
            raise NamingError(f"the till {till} has no token", "Add it")
        self._put(boxed, token, now)

    def enrol_till(self, project: str, till: str, code: bytes, until: float, epoch: str) -> None:
        number = self._made(self._project(project), till, epoch).box.id
        self._codes = {kept: value for kept, value in self._codes.items() if value[0] != number}
        self._codes[code] = (number, until)

    def revoke_till(self, project: str, till: str, *, old: bool = False, sure: bool = False) -> None:
        boxed = self._known(project, till)
        if len(boxed.tokens) < (2 if old else 1):
            raise NamingError(f"the till {till} has no such token", "Nothing is left to do")
        newest = max(boxed.tokens, key=lambda token: boxed.tokens[token][0])
        boxed.tokens = {newest: boxed.tokens[newest]} if old else {}
        if not old:
            self._codes = {kept: value for kept, value in self._codes.items() if value[0] != boxed.box.id}
        self._change(boxed)

    def readmit_till(self, project: str, till: str, since: float) -> float:
        boxed = self._known(project, till)
        before = boxed.box.instance
        waits = max(((at, name) for name, at in boxed.past.items() if name and at >= since), default=None)
        self._leave(boxed)
        if not before or waits is None:
            return 0.0
        boxed.box, boxed.past = replace(boxed.box, instance=waits[1], generation=NOT_YET), {before: 0.0}
        return waits[0]

    def _project(self, name: str) -> Project:
        found = next((p for p in self._projects.values() if p.name == name), None)
        if found is None:
            raise NamingError(f"there is no project {name}", "Add it first")
        return found

    def _made(self, project: Project, till: str, epoch: str) -> _Boxed:
        box = self.box(project.id, till)
        if box is None:
            box = Box(len(self._boxes) + 1, project.id, project.name, till, epoch, 0, 0)
            self._boxes[box.id] = _Boxed(box)
        return self._boxes[box.id]

    def _known(self, project: str, till: str) -> _Boxed:
        box = self.box(self._project(project).id, till)
        if box is None:
            raise NamingError(f"there is no till {till}", "Check the spelling")
        return self._boxes[box.id]

    def _put(self, boxed: _Boxed, token: bytes, at: float) -> None:
        kept = sorted(boxed.tokens, key=lambda known: boxed.tokens[known][::-1])[-1:]
        made = max([at, *(boxed.tokens[known][0] + 0.001 for known in kept)])
        boxed.tokens = {known: boxed.tokens[known] for known in kept} | {token: [made, 0.0]}
        self._change(boxed)

    def _leave(self, boxed: _Boxed) -> None:
        boxed.box, boxed.past = replace(boxed.box, instance="", generation=0), {}
        self._change(boxed)

    def _change(self, boxed: _Boxed) -> None:
        boxed.changed = max(b.changed for b in self._boxes.values()) + 1

    def close(self) -> None:
        """Nothing is open."""

    # What happens to stores.

    def copy(self) -> dict[int, _Boxed]:
        """A backup."""
        return deepcopy(self._boxes)

    def restore(self, copy: dict[int, _Boxed]) -> None:
        """Yesterday's copy is put back."""
        self._boxes = deepcopy(copy)

    def wipe(self, epoch: str) -> None:
        """All letters are gone, and the boxes begin a new epoch."""
        for boxed in self._boxes.values():
            boxed.box = replace(boxed.box, epoch=f"{epoch}{boxed.box.id}", last=0, read_to=0)
            boxed.letters, boxed.seen = [], {}
