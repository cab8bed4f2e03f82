"""The demo: the live composition with both lines answered in this process.

The same adapters, the same journal, the same verification run; only the HTTP transports are others. Its own folder,
key and project keep pretend money out of real books, and its codes carry a scheme that no bank knows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kiosk.compose.edge import edge
from kiosk.compose.live import gate_line, journal_maker, mailbox_line, pin_store
from kiosk.compose.parts import Parts, Phone
from kiosk.runtime.lane import Mutex
from kiosk.runtime.ports import Edge, GatePort, MailboxPort, Makers, SpeakerPort
from kiosk.sale.money import Currency, Money
from kiosk.sale.till import Rules

if TYPE_CHECKING:
    from kiosk.compose.world import World
    from kiosk.simulator.plot import Pace

TILL = "demo"
PROJECT = 900_001  # the demo's own; no real project has it
ADDRESS = "198.51.100.7"  # a documentation address; nothing is ever sent there
LIMITS = MappingProxyType({Currency.HKD: 1_000_000})


class DemoWorld:
    """The world, made when first needed, on whichever lane comes first."""

    def __init__(self, make: Callable[[], World]) -> None:
        self._make = make
        self._mutex = Mutex()
        self._world: World | None = None

    def get(self) -> World:
        """The one world of this till."""
        with self._mutex:
            if self._world is None:
                self._world = self._make()
            return self._world

    def seen(self, payment_id: str) -> None:
        """Its code is on the customer's screen."""
        if self._world is not None:
            self._world.seen(payment_id)

    def codes(self) -> tuple[tuple[str, Money], ...]:
        """What the phone has scanned; nothing before the world is made."""
        return () if self._world is None else self._world.codes()

    def pay(self, payment_id: str) -> None:
        """The customer pays."""
        self.get().pay(payment_id)

    def decline(self, payment_id: str) -> None:
        """The customer's bank declines."""
        self.get().decline(payment_id)

    def close(self) -> None:
        """Let whoever waits for letters go."""
        if self._world is not None:
            self._world.close()


def makers_of(holder: DemoWorld, folder: Path, clocks: Edge) -> Makers:
    """The live lines over transports that end in this process."""

    def gate() -> GatePort:
        from kiosk.adapters.http_client import client_for
        from kiosk.compose.transport import GateTransport
        from kiosk.gate.secret import Secret

        world = holder.get()
        client = client_for("https://gate.demo.invalid", "demo", GateTransport(world))
        return gate_line(client, PROJECT, Secret(world.secret), ADDRESS, "demo", clocks)

    def mailbox() -> MailboxPort:
        from kiosk.adapters.http_client import client_for
        from kiosk.compose.transport import RelayTransport
        from kiosk.gate.secret import Secret

        world = holder.get()
        client = client_for("https://relay.demo.invalid", "demo", RelayTransport(world))
        return mailbox_line(client, Secret(world.token), PROJECT, Secret(world.secret), "demo", clocks, TILL)

    return Makers(lambda: journal_maker(folder, "demo"), gate, mailbox, lambda: pin_store(folder))


def demo(
    folder: Path,
    *,
    pace: Pace | None = None,
    limits: MappingProxyType[Currency, int] = LIMITS,
    clocks: Edge | None = None,
    patient: bool = True,
    speaker: Callable[[], SpeakerPort] | None = None,
) -> Parts:
    """The parts of a demo till; `folder` is its own data folder, already locked by the caller.

    `clocks` replaces the real ones and `patient` says whether a poll may wait: both for whoever moves time by hand.
    `speaker` makes what it is heard through; None is a demo that plays by itself.
    """
    own = clocks or edge(TILL)

    def world() -> World:
        from kiosk.compose.world import World

        return World(folder, TILL, lambda: own.utc().timestamp(), own.mono, pace, patient=patient)

    holder = DemoWorld(world)
    rules = Rules(till_id=TILL, project_id=PROJECT, environment="demo", limits=limits, lifetime_s=300)
    phone: Phone = holder
    return Parts(
        rules=rules,
        makers=makers_of(holder, folder, own),
        edge=own,
        folder=folder,
        ribbon="ribbon.demo",
        phone=phone,
        speaker=speaker,
        close=holder.close,
    )
