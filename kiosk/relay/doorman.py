"""Two machines with one till's name: which of them is in, and what the other one hears.

A copied disk or a stolen token is a second machine that would take a part of the letters. A till says at every poll
which start of which machine it is; a newer start is in at once, so that a restart waits for nothing, and an older
one hears 409 until somebody readmits the till. It must not know letters, cursors or waiting.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.relay.answers import Refused, refusal
from kiosk.relay.limits import Limits
from kiosk.relay.notes import Note
from kiosk.relay.requests import Machine
from kiosk.relay.store import Store
from kiosk.relay.values import Box, Rejection, Seating, Work

NOT_YET = -1
"""The generation of a machine that was readmitted and has not asked since: what it says then is its own."""

_ON_ITS_WAY_S = 2.0


class Doorman:
    """Lets one machine in for each box.

    Args:
        clock: wall seconds.
        later: takes who came in and who was turned away. The place is decided again when it is written, so two
            that come in one moment by two processes are not both in for longer than that.
        note: takes the alarm, `two machines`.
    """

    def __init__(
        self, store: Store, clock: Callable[[], float], limits: Limits, later: Callable[[Work], None], note: Note
    ) -> None:
        self._store = store
        self._clock = clock
        self._limits = limits
        self._later = later
        self._note = note
        # Who came in and is still on the way to the disk, with the moment: the one before must not be let in again.
        self._coming: dict[int, tuple[Machine, float]] = {}

    def seat(self, box: Box, machine: Machine, source: str) -> bool:
        """Let a machine in that asks for letters; true when it took the place now. Raises `Refused` (409)."""
        holder = self._holder(box)
        if machine.instance == holder.instance and holder.generation != NOT_YET:
            return False
        self.check(box, machine, source)
        now = self._clock()
        self._coming[box.id] = (machine, now)
        self._later(Seating(box.id, machine.instance, machine.generation, now))
        if box.instance:
            self._note("machine changed", {"project": box.project_name, "till": box.till})
        return True

    def check(self, box: Box, machine: Machine, source: str) -> None:
        """Look whether a machine would be let in. Raises `Refused` (409). `source` is its address."""
        holder = self._holder(box)
        if holder.instance == machine.instance:
            return
        late = bool(holder.instance) and machine.generation <= holder.generation
        if late or self._store.past_holder(box.id, machine.instance) is not None:
            raise self.two_machines(box, machine.instance, source)

    def unnamed(self, box: Box, source: str) -> None:
        """Somebody asks for letters without saying which machine it is: served as long as no machine is known to be
        this till, for beside one it is a second one. Raises `Refused` (409).
        """
        if self._holder(box).instance:
            raise self.two_machines(box, "", source)

    def lost(self, box: Box, instance: str, generation: int) -> bool:
        """Whether a machine that was in, and does not stand in the store, has lost the place.

        While the taking of the place is on its way to the disk, the one before still stands there, with its lower
        number. One that is not lower came after, perhaps by another process; and whoever is known as a past one was
        put out.
        """
        if box.instance and box.generation >= generation:
            return True
        return bool(instance) and self._store.past_holder(box.id, instance) is not None

    def _holder(self, box: Box) -> Machine:
        """Who is in: as the store says, or who came since. After a moment the store alone is believed: it could not
        be written, or it decided otherwise.
        """
        machine, since = self._coming.get(box.id, (None, 0.0))
        if machine is None:
            return Machine(box.instance, box.generation)
        on_its_way = box.instance != machine.instance and box.generation < machine.generation
        if on_its_way and abs(self._clock() - since) < _ON_ITS_WAY_S:
            return machine
        del self._coming[box.id]
        return Machine(box.instance, box.generation)

    def recheck(self) -> None:
        """Somebody's rights were changed in the store, perhaps these: believe it alone."""
        self._coming.clear()

    def two_machines(self, box: Box, instance: str, source: str = "") -> Refused:
        """What the machine hears that is turned away; the alarm, and the note that /probe tells both of them by. The
        log says where it is, if that is known: somebody has to find it.
        """
        now, before = self._clock(), self._store.past_holder(box.id, instance) or 0.0
        if abs(now - before) >= self._limits.alarm_again_s:
            self._later(Rejection(box.id, instance, now))
            where = {"source": source} if source else {}
            self._note("two machines", {"project": box.project_name, "till": box.till, **where})
        return refusal(
            409,
            "another machine is this till",
            "Switch one of the two off; if this one is to stay, run on the relay: "
            f"kiosk-relay till readmit {box.project_name} {box.till}",
        )
