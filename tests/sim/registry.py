"""The rights in the relay's store in memory: projects, tills, tokens, codes, and which machine a till is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kiosk.relay.doorman import NOT_YET
from kiosk.relay.errors import NamingError
from kiosk.relay.overview import Holding, Till
from kiosk.relay.values import ORPHANS, Box, Letter, Project


@dataclass
class Boxed:
    """One box and its letters."""

    box: Box
    tokens: dict[bytes, list[float]] = field(default_factory=dict)
    """Each with when it was made and when it was used last."""
    past: dict[str, float] = field(default_factory=dict)
    changed: int = 0
    letters: list[Letter] = field(default_factory=list)
    seen: dict[bytes, int] = field(default_factory=dict)


class MemoryRegistry:
    """What the person who runs the relay changes and sees."""

    def __init__(self) -> None:
        self._projects: dict[bytes, Project] = {}
        self._boxes: dict[int, Boxed] = {}
        self._codes: dict[bytes, tuple[int, float]] = {}

    def box(self, project: int, till: str) -> Box | None:
        found = (b.box for b in self._boxes.values() if (b.box.project, b.box.till) == (project, till))
        return next(found, None)

    def refused_at(self, box: int) -> float:
        return max(self._boxes[box].past.values(), default=0.0)

    def tills(self, project: str) -> list[Till]:
        found = (b for b in self._boxes.values() if b.box.project_name == project and b.box.till != ORPHANS)
        return [
            Till(b.box.till, len(b.tokens), max((used for _, used in b.tokens.values()), default=0.0),
                 self.refused_at(b.box.id))
            for b in sorted(found, key=lambda b: b.box.till)
        ]  # fmt: skip

    def add_project(self, name: str, address: bytes, epoch: str, now: float) -> None:
        taken = next((p.name for p in self._projects.values() if p.name.lower() == name.lower()), None)
        if taken is not None:
            raise NamingError(f"the project {taken} is there already", "Choose another name")
        project = self._projects[address] = Project(len(set(self._projects.values())) + 1, name)
        self._made(project, ORPHANS, epoch)

    def rotate_project(self, name: str, address: bytes, *, sure: bool = False) -> None:
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

    def _made(self, project: Project, till: str, epoch: str) -> Boxed:
        box = self.box(project.id, till)
        if box is None:
            box = Box(len(self._boxes) + 1, project.id, project.name, till, epoch, 0, 0)
            self._boxes[box.id] = Boxed(box)
        return self._boxes[box.id]

    def _known(self, project: str, till: str) -> Boxed:
        box = self.box(self._project(project).id, till)
        if box is None:
            raise NamingError(f"there is no till {till}", "Check the spelling")
        return self._boxes[box.id]

    def _put(self, boxed: Boxed, token: bytes, at: float) -> None:
        kept = sorted(boxed.tokens, key=lambda known: boxed.tokens[known][::-1])[-1:]
        made = max([at, *(boxed.tokens[known][0] + 0.001 for known in kept)])
        boxed.tokens = {known: boxed.tokens[known] for known in kept} | {token: [made, 0.0]}
        self._change(boxed)

    def _leave(self, boxed: Boxed) -> None:
        boxed.box, boxed.past = replace(boxed.box, instance="", generation=0), {}
        self._change(boxed)

    def _change(self, boxed: Boxed) -> None:
        boxed.changed = max(b.changed for b in self._boxes.values()) + 1
