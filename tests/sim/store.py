"""The relay's store in memory: the same promises as the one on the disk, so that a world costs no files."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from kiosk.relay.limits import LIMITS
from kiosk.relay.values import (
    ORPHANS,
    AddressUse,
    Box,
    Deposit,
    Full,
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
    TokenUse,
    Work,
)
from tests.sim.registry import Boxed, MemoryRegistry


class MemoryStore(MemoryRegistry):
    """`commit` is at once and never fails. `copy` and `restore` are an operator's backup; `wipe` loses all letters."""

    # Reading.

    def project(self, address: bytes) -> Project | None:
        return self._projects.get(address)

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

    def changes(self, after: int) -> tuple[int, list[tuple[str, str]]]:
        found = sorted((b.changed, b.box.project_name, b.box.till) for b in self._boxes.values() if b.changed > after)
        return (found[-1][0] if found else after), [(project, till) for _, project, till in found]
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

    def _keep(self, boxed: Boxed, work: Deposit) -> Outcome:
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

    def _sit(self, boxed: Boxed, work: Seating) -> Outcome:
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
    def close(self) -> None:
        """Nothing is open."""

    # What happens to stores.

    def copy(self) -> dict[int, Boxed]:
        """A backup."""
        return deepcopy(self._boxes)

    def restore(self, copy: dict[int, Boxed]) -> None:
        """Yesterday's copy is put back."""
        self._boxes = deepcopy(copy)

    def wipe(self, epoch: str) -> None:
        """All letters are gone, and the boxes begin a new epoch."""
        for boxed in self._boxes.values():
            boxed.box = replace(boxed.box, epoch=f"{epoch}{boxed.box.id}", last=0, read_to=0)
            boxed.letters, boxed.seen = [], {}
