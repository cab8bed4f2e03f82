"""What waits to be worked off: events in their order, and those that come again after the journal refused.

Theory. What people press they press again, and time comes again by itself. Letters come again too, from the mailbox and
in order, because the cursor did not move. Answers do not: those are kept here and tried again. (What else can be
refused writes nothing of its own; `sale.trouble` says that it holds all the same.)

Must not know lanes, the journal or what an event does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from kiosk.sale import events as e
from kiosk.sale.facts import Odd
from kiosk.values import dataclass, replace

FAULT = "fault"
KEPT = (
    e.Woke,
    e.OrderLeft,
    e.OrderAccepted,
    e.OrderRefused,
    e.CallFailed,
    e.StatusHeard,
    e.QrPainted,
    e.QrDrawn,
    e.StepFailed,
)


@dataclass(frozen=True, slots=True)
class Item:
    """An event on its way. `looked_up`: what the journal knows about it was added; `again`: it was refused before."""

    event: object
    looked_up: bool = False
    again: bool = False


class Inbox:
    """First in, first out. Holding it is the runner's business."""

    def __init__(self) -> None:
        self._items: deque[Item] = deque()
        self._kept: list[object] = []

    def put(self, events: Iterable[object]) -> None:
        """After all that wait, in this order."""
        self._items.extend(Item(event) for event in events)

    def put_pressed(self, event: object) -> None:
        """After all that wait; a code that is ready to be seen also before the word how far the mailbox was read, which
        is in no hurry.
        """
        post: list[Item] = []
        while isinstance(event, e.QrPainted) and self._items and isinstance(self._items[-1].event, e.MailboxAnswered):
            post.append(self._items.pop())
        self._items.append(Item(event))
        self._items.extend(reversed(post))

    def put_first(self, event: object) -> None:
        """Before all that wait."""
        self._items.appendleft(Item(event))

    def put_back(self, item: Item, event: object) -> None:
        """Before all that wait: an item whose event was looked up."""
        self._items.appendleft(replace(item, event=event, looked_up=True))

    def take(self) -> Item | None:
        """The next one, or None."""
        return self._items.popleft() if self._items else None

    @property
    def empty(self) -> bool:
        """Does nothing wait?"""
        return not self._items

    def holds(self, kinds: tuple[type, ...]) -> bool:
        """Does an event of these kinds wait?"""
        return any(isinstance(item.event, kinds) for item in self._items)

    # After the journal refused.

    @property
    def keeps(self) -> bool:
        """Is there an answer to be tried again?"""
        return bool(self._kept)

    def refused(self, item: Item) -> None:
        """The records of this one could not be saved. After a letter, the letters that follow it go too: their steps
        would move the cursor past it.
        """
        letter = isinstance(item.event, e.LetterHeard)
        later = [waiting.event for waiting in self._items if waiting.again]
        self._items = deque(
            waiting
            for waiting in self._items
            if not waiting.again and not (letter and isinstance(waiting.event, e.LetterHeard))
        )
        mine = [item.event] if isinstance(item.event, KEPT) else []
        kept = [*mine, *later, *self._kept] if item.again else [*later, *self._kept, *mine]
        self._kept = []
        for event in kept:
            if not any(_same(event, other) for other in self._kept):
                self._kept.append(event)

    def try_one(self) -> None:
        """The oldest kept answer, before all that wait: one is enough to see whether the journal is well again."""
        if self._kept:
            self._items.appendleft(Item(self._kept.pop(0), again=True))

    def try_all(self) -> None:
        """The journal is well: all kept answers in their order, before all that wait."""
        self._items.extendleft(Item(event, again=True) for event in reversed(self._kept))
        self._kept = []


def milder(event: object) -> object | None:
    """What is left of an event that the program cannot work off: a letter or an answer that proves nothing.

    So its bytes are kept, the letters after it go on, and the status is asked. None when nothing is left.
    """
    if isinstance(event, e.LetterHeard):
        if not _faulty(event):
            return replace(event, fact=Odd(FAULT, _digest(event.raw)), recalled=None, bound_to="")
        return replace(event, payment_id="") if event.payment_id else None
    if isinstance(event, e.StatusHeard) and not _faulty(event):
        return replace(event, fact=Odd(FAULT, _digest(event.raw)), recalled=None, bound_to="")
    return None


def _faulty(event: e.LetterHeard | e.StatusHeard) -> bool:
    return isinstance(event.fact, Odd) and event.fact.why == FAULT


def _same(one: object, other: object) -> bool:
    """The same news: the bytes of two answers may differ in nothing but a time."""
    if isinstance(one, e.StatusHeard) and isinstance(other, e.StatusHeard):
        return (one.payment_id, one.fact) == (other.payment_id, other.fact)
    return one == other


def _digest(raw: bytes) -> str:
    from hashlib import sha256  # only a fault of the program comes here; a start has no use for it

    return sha256(raw).hexdigest()
