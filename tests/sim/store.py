"""The relay's store in memory: the same promises as the one on the disk, so that a world costs no files."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace

from kiosk.relay.errors import NamingError
from kiosk.relay.limits import LIMITS
from kiosk.relay.values import ORPHANS, Box, Deposit, Full, Letter, Noted, Outcome, Project, Receipt, Stored, Work


@dataclass
class _Boxed:
    """One box and its letters."""

    box: Box
    token: bytes | None
    letters: list[Letter] = field(default_factory=list)
    seen: dict[bytes, int] = field(default_factory=dict)


class MemoryStore:
    """`commit` is at once and never fails. `copy` and `restore` are an operator's backup; `wipe` loses all letters."""

    def __init__(self) -> None:
        self._projects: dict[bytes, Project] = {}
        self._boxes: dict[int, _Boxed] = {}

    # Reading.

    def project(self, address: bytes) -> Project | None:
        return self._projects.get(address)

    def box(self, project: int, till: str) -> Box | None:
        found = (b.box for b in self._boxes.values() if (b.box.project, b.box.till) == (project, till))
        return next(found, None)

    def box_of_token(self, token: bytes) -> Box | None:
        return next((b.box for b in self._boxes.values() if b.token == token), None)

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

    # Writing.

    def commit(self, work: Sequence[Work]) -> list[Outcome]:
        return [self._do(piece) for piece in work]

    def _do(self, work: Work) -> Outcome:
        boxed = self._boxes[work.box]
        box = boxed.box
        if isinstance(work, Receipt):
            upto = min(work.upto, box.last)
            if upto > box.read_to:
                boxed.box = replace(box, read_to=upto)
                # What was read is not kept a day here: nobody goes back behind a receipt without a new epoch.
                boxed.letters = [letter for letter in boxed.letters if letter.position > upto]
            return Noted()
        if not isinstance(work, Deposit):
            boxed.box = replace(box, epoch=work.epoch)
            return Noted()
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

    def sweep(self, now: float) -> bool:
        return False

    def checkpoint(self) -> None:
        """Nothing to tidy."""

    # Administration.

    def add_project(self, name: str, address: bytes, epoch: str, now: float) -> None:
        if any(project.name == name for project in self._projects.values()):
            raise NamingError(f"the project {name} is there already", "Choose another name")
        project = self._projects[address] = Project(len(self._projects) + 1, name)
        self._add(project, ORPHANS, None, epoch)

    def add_till(self, project: str, till: str, token: bytes, epoch: str) -> None:
        found = next(p for p in self._projects.values() if p.name == project)
        self._add(found, till, token, epoch)

    def _add(self, project: Project, till: str, token: bytes | None, epoch: str) -> None:
        number = len(self._boxes) + 1
        self._boxes[number] = _Boxed(Box(number, project.id, project.name, till, epoch, 0, 0), token)

    def revoke_till(self, project: str, till: str) -> None:
        for boxed in self._boxes.values():
            if (boxed.box.project_name, boxed.box.till) == (project, till):
                boxed.token = None

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
