"""The ports, made late and called safely: each call runs on its lane and always ends in events.

Whatever a port raises becomes a failed call: an order that may have left is never certain, so nothing that goes
wrong in here can turn an unknown payment into a refused one. Everything raised is meant, `SystemExit` too: a call that
ends in silence would be waited for until the till gives it up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from kiosk.runtime.lane import Mutex
from kiosk.runtime.ports import Events, GatePort, JournalPort, MailboxPort, Makers, PinPort
from kiosk.sale.effects import CreatePayment, ReadMailbox
from kiosk.sale.events import Call, CallFailed, QrDrawn
from kiosk.sale.office_events import Pin, PinChecked, PinKnown

P = TypeVar("P")
log = logging.getLogger(__name__)
FAULT = "fault"


class Late(Generic[P]):
    """A port that is made at its first use, on a lane that uses it, and made again if making it failed."""

    def __init__(self, make: Callable[[], P]) -> None:
        self._make = make
        self._making = Mutex()
        self._port: P | None = None

    def get(self) -> P:
        """The port; lanes that share it wait for whoever makes it. Raises what its maker raises."""
        with self._making:
            if self._port is None:
                self._port = self._make()
            return self._port

    @property
    def made(self) -> P | None:
        """The port if there is one already. To be asked on its lane, like everything else of it."""
        return self._port


class Desk:
    """All ports. Order and question share the line to the platform, so that one lane can warm it for the other."""

    def __init__(self, makers: Makers) -> None:
        self.journal: Late[JournalPort] = Late(makers.journal)
        self._gate: Late[GatePort] = Late(makers.gate)
        self._mailbox: Late[MailboxPort] = Late(makers.mailbox)
        self._probes: Late[MailboxPort] = Late(makers.mailbox)
        self._pins: Late[PinPort] = Late(makers.pins)

    def order(self, effect: CreatePayment) -> Events:
        """Send the sale; a port that cannot even be made surely sent nothing."""
        try:
            port = self._gate.get()
        except BaseException:
            log.exception("the line to the platform could not be made")
            return (CallFailed(Call.ORDER, certain=True, why="unreachable", payment_id=effect.payment_id),)
        return _safely(lambda: port.order(effect), Call.ORDER, effect.payment_id)

    def ask(self, payment_id: str) -> Events:
        """Ask for the status."""
        return _safely(lambda: self._gate.get().ask(payment_id), Call.ASK, payment_id)

    def warm(self) -> Events:
        """Warm the next order's connection, on the lane of questions: a dead platform must not hold it up."""
        try:
            return self._gate.get().warm()
        except BaseException:
            log.exception("the line to the platform could not be warmed")
            return ()

    def draw(self, payment_id: str, payload: str) -> Events:
        """Make a code again."""
        try:
            return (self._gate.get().draw(payment_id, payload),)
        except BaseException:
            log.exception("a code could not be drawn again")
            return (QrDrawn(payment_id, None),)

    def read(self, effect: ReadMailbox) -> Events:
        """Wait for letters."""
        return _safely(lambda: self._mailbox.get().read(effect), Call.MAILBOX, "")

    def probe(self) -> Events:
        """Is the relay there?"""
        return _safely(lambda: self._probes.get().probe(), Call.PROBE, "")

    def look_at_pin(self) -> Events:
        """Is there an owner's PIN? What cannot be found out keeps the owner's things shut."""
        try:
            return (self._pins.get().look(),)
        except BaseException:
            log.exception("whether there is a PIN could not be found out")
            return (PinKnown(True, 0, FAULT),)

    def check_pin(self, pin: Pin) -> Events:
        """Compare a PIN. The digits are in no log, whatever happens."""
        try:
            return (self._pins.get().check(pin),)
        except BaseException as fault:
            log.error("a PIN could not be compared: %s", type(fault).__name__)
            return (PinChecked(False, 0, FAULT),)


def _safely(call: Callable[[], Events], kind: Call, payment_id: str) -> Events:
    try:
        return call()
    except BaseException:
        log.exception("the %s call failed in the program itself", kind.value)
        return (CallFailed(kind, certain=False, why="unreadable", payment_id=payment_id),)
