"""Polls that wait: a thousand of them cost a seat and a place in one heap each, and one timer together.

It knows keys and deadlines only, no letters. It belongs to the event loop's thread. A client that went away
is not noticed here: its poll ends by a newer one, by a letter or by its deadline, and the cursor makes that
safe.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import count

_REMEMBERED = 10_000


class Seat:
    """One place in the room. `ring` is called once, when it is time to ask again; None when that is over."""

    __slots__ = ("key", "ring")

    def __init__(self, key: Hashable, ring: Callable[[], None]) -> None:
        self.key = key
        self.ring: Callable[[], None] | None = ring


class WaitingRoom:
    """Where polls wait to be asked again. `ticks` in monotonic seconds, the same as the deadlines'."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._seats: dict[Hashable, list[Seat]] = {}
        self._deadlines: list[tuple[float, int, Seat]] = []
        self._number = count()
        self._timer: asyncio.TimerHandle | None = None
        self._rings_at = 0.0
        self._stale = 0
        # When each key was last woken, counted in wake-ups: see `mark`.
        self._woken: OrderedDict[Hashable, int] = OrderedDict()
        self._wakes = 0
        self._forgotten = 0
        self.closed = False
        """Once true, nobody waits any more: everybody is answered with what there is."""

    def __len__(self) -> int:
        return sum(len(seats) for seats in self._seats.values())

    @property
    def remembered(self) -> int:
        """How many deadlines are held, those of the gone included: bounded by twice the waiting."""
        return len(self._deadlines)

    def waits(self, key: Hashable) -> bool:
        """Whether anybody waits with this key."""
        return key in self._seats

    def mark(self) -> int:
        """This moment, for `wait`: taken before the question whose answer says that there is nothing yet."""
        return self._wakes

    async def wait(self, key: Hashable, until: float, since: int | None = None) -> None:
        """Until `wake(key)`, `until`, or `close`; not at all if it was woken since the mark `since`.

        The one who looked and the one who woke may have been on two threads: what came between the look and the
        waiting must not be missed.
        """
        if self.closed or (since is not None and self._woken.get(key, self._forgotten) > since):
            return
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        seat = self.sit(key, until, lambda: None if heard.done() else heard.set_result(None))
        try:
            await heard
        finally:
            self._leave(seat)

    def sit(self, key: Hashable, until: float, ring: Callable[[], None]) -> Seat:
        """Have `ring` called at `wake(key)`, at `until` or by `close`, whichever comes first. It must not raise, the
        room must not be closed, and whoever looked before is on the thread of the one who wakes.
        """
        seat = Seat(key, ring)
        seats = self._seats.get(key)
        if seats is None:
            self._seats[key] = [seat]
        else:
            seats.append(seat)
        heapq.heappush(self._deadlines, (until, next(self._number), seat))
        if self._timer is None or self._rings_at > until:
            self._set_timer()
        return seat

    def wake(self, key: Hashable) -> None:
        """Let everybody with this key ask again."""
        self._wakes += 1
        self._woken[key] = self._wakes
        self._woken.move_to_end(key)
        if len(self._woken) > _REMEMBERED:
            # Whoever asks for a forgotten key is told that it may have been woken: he looks once too often.
            self._forgotten = self._woken.popitem(last=False)[1]
        for seat in self._seats.pop(key, ()):
            self._ring(seat)

    def close(self) -> None:
        """Let everybody go, now and from now on."""
        self.closed = True
        seats, self._seats = self._seats, {}
        for row in seats.values():
            for seat in row:
                self._ring(seat)
        if self._timer is not None:
            self._timer.cancel()

    def _ring(self, seat: Seat) -> None:
        """It is in no row any more, only in the heap: those who left early stay there until their deadline, unless they
        are the greater part of it.
        """
        ring, seat.ring = seat.ring, None
        self._stale += 1
        if self._stale > 64 and self._stale * 2 > len(self._deadlines):
            self._deadlines = [entry for entry in self._deadlines if entry[2].ring is not None]
            heapq.heapify(self._deadlines)
            self._stale = 0
        if ring is not None:
            ring()

    def _leave(self, seat: Seat) -> None:
        """Let it go without its being rung, if it is there still."""
        seats = self._seats.get(seat.key, ())
        if seat in seats:
            self._stand_up(seat)
            seat.ring = None
            self._ring(seat)

    def _stand_up(self, seat: Seat) -> None:
        seats = self._seats[seat.key]
        seats.remove(seat)
        if not seats:
            del self._seats[seat.key]

    def _set_timer(self) -> None:
        """One timer for the earliest deadline of those still waiting."""
        while self._deadlines and self._deadlines[0][2].ring is None:
            heapq.heappop(self._deadlines)
        if not self._deadlines or self.closed:
            return
        earliest = self._deadlines[0][0]
        if self._timer is not None and self._rings_at <= earliest:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._rings_at = earliest
        delay = max(0.0, earliest - self._ticks())
        self._timer = asyncio.get_running_loop().call_later(delay, self._ring_due)

    def _ring_due(self) -> None:
        self._timer = None
        now = self._ticks()
        while self._deadlines and self._deadlines[0][0] <= now:
            seat = heapq.heappop(self._deadlines)[2]
            if seat.ring is not None:
                self._stand_up(seat)
                self._ring(seat)
        self._set_timer()
