"""One till of a world: its program, started and killed; its computer, with a clock that may be wrong; its screens.

The program is the real one from the runner down to the adapters. What is drawn and what is painted is replaced; what a
code says is read by the real reader.
"""

from __future__ import annotations

import base64
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import httpx
import shiboken6

from kiosk.adapters.code_reader import CodeReader
from kiosk.adapters.http_client import Client, client_for
from kiosk.adapters.http_gate import GateLine
from kiosk.adapters.http_mailbox import MailboxLine
from kiosk.gate.display import QrPicture
from kiosk.gate.secret import Secret
from kiosk.relay.values import Response
from kiosk.runtime.lanes import Lanes
from kiosk.runtime.ports import Edge, Makers
from kiosk.runtime.runner import Runner
from kiosk.sale import events as e
from kiosk.sale.money import Currency
from kiosk.sale.payment import Payment
from kiosk.sale.screen import QrView, Screen
from kiosk.sale.till import Rules
from tests.sim.disk import SimDisk
from tests.sim.network import Network
from tests.sim.people import Customers, Staff
from tests.sim.platform import PROJECT, SECRET
from tests.sim.relay import BORN
from tests.sim.timeline import Life
from tests.sim.wires import FastGateLine, FastMailboxLine, SimAlarm, SimLane, SimTransport

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from tests.sim.world import World

ENVIRONMENT = "live"
ASK_ABOVE = 200_000
NET = ("order", "ask", "mailbox", "probe")
IDLE = client_for("https://nobody.example", ENVIRONMENT, httpx.MockTransport(lambda request: httpx.Response(500)))
"""For lines that never use it."""


class FastCodec:
    """Draws nothing: a code's one row is its text."""

    def encode(self, text: str) -> tuple[bytes, ...] | None:
        return (text.encode("utf-8", "replace"),)

    def decode(self, picture: QrPicture) -> str | None:
        return None

    def load_tools(self) -> None:
        """Nothing to load."""


class SimKiosk:
    """`visible` is the code on the customer's screen now. `calm` says since when nothing disturbed a part of it,
    `awoke` when it was started or the computer woke.
    """

    runner: Runner
    life: Life
    lanes: Lanes
    _pulse: SimAlarm

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.name = name
        self.disk = SimDisk(self)
        self.network = Network(self)
        self.staff = Staff(self)
        self.customers = Customers(self)
        self.screen: Screen | None = None
        self.visible: QrView | None = None
        self.ever_visible: set[str] = set()
        self.on = False
        self.slow_disk = False
        self.wall_off = 0.0
        self.wall_at_start = 0.0
        self.asleep_s = 0.0
        self.booted = -1_000.0
        self.starts = 0
        self.awoke = 0.0
        self.page: tuple[object, int] = (None, 0)
        self.page_number = 0
        self.seen: Mapping[str, Payment] = {}
        self._ruffled = dict.fromkeys(("gate", "relay", "disk", "self"), 0.0)
        # Every other shop asks before a large charge.
        above = ASK_ABOVE if world.mix.seed % 2 else 0
        self.rules = Rules(name, PROJECT, ENVIRONMENT, self._limits(), world.mix.lifetime_s, ask_above=above)
        self._runners: list[Runner] = []
        self._prepared: QrView | None = None
        self._promised: QrView | None = None

    def _limits(self) -> dict[Currency, int]:
        first = Currency(self.world.platform.dialect.currency)
        return dict.fromkeys((first, *(c for c in Currency if c is not first)), 1_000_000)

    # The computer.

    def mono(self) -> float:
        """Seconds since the computer started, sleep included."""
        return self.world.timeline.now - self.booted

    def utc(self) -> datetime:
        """What it takes for the time."""
        return datetime.fromtimestamp(BORN + self.world.timeline.now + self.wall_off, UTC)

    def ids(self) -> e.Ids:
        chance = self.world.chance
        text = base64.b32encode(chance.randbytes(17)).decode("ascii").lower()[:26]
        return e.Ids(f"{self.name}-{text}", f"c-{chance.randbytes(12).hex()}")

    def ruffled(self, part: str) -> None:
        """Something disturbed a part of it just now."""
        self._ruffled[part] = self.world.timeline.now

    def calm(self, *parts: str) -> float:
        """Since when nothing disturbs these parts of it: gate, relay, disk, self. Now, when something still does."""
        disk = self.disk.full or self.disk.deaf or self.slow_disk
        bad = {"gate": not self.world.platform.up, "relay": not self.world.relay.up, "disk": disk, "self": not self.on}
        return max(self.world.timeline.now if bad[part] else self._ruffled[part] for part in parts)

    @property
    def memory(self) -> Mapping[str, Payment]:
        """The payments that the program has in mind; those on the disk while it is not running."""
        return self.runner.till.payments if self.on else self.disk.rows

    # The program.

    def start(self) -> None:
        """The program starts."""
        self.life = Life()
        self.on = True
        self.starts += 1
        self._awakes()
        self.world.laws.promises.started(self)
        self.wall_at_start = self.wall_off
        self._prepared = None
        self.page = (None, 0)
        lanes = {name: self._lane(name, self.network) for name in NET}
        self.lanes = Lanes(journal=self._lane("journal", None), **lanes)  # type: ignore[arg-type]  # Wire is no signal
        edge = Edge(mono=self.mono, utc=self.utc, asleep=lambda: self.asleep_s, ids=self.ids)
        self.runner = Runner(self.rules, self._makers(), edge, self.lanes, None, self._alarm)
        self._runners.append(self.runner)
        self.runner.shown.connect(self._guarded(self._shown))
        self.runner.blanked.connect(self._guarded(lambda _nothing: self._blanked()))
        self.runner.present()
        self.runner.start()
        self.staff.comes()

    def _lane(self, name: str, network: Network | None) -> SimLane:
        chance = self.world.chance

        def waits() -> float:
            if name != "journal":
                return 0.001 + 0.004 * chance.random()
            return chance.uniform(0.05, 1.5) if self.slow_disk else 0.0002 + 0.005 * chance.random()

        return SimLane(self.world.timeline, self.life, name, waits, network)

    def _alarm(self, parent: QObject, name: str, slot: Callable[[], None], /, *, once: bool = True) -> SimAlarm:
        made = SimAlarm(self.world.timeline, self.life, name, slot, once)
        if not once:
            self._pulse = made
        return made

    def _makers(self) -> Makers:
        secret, token = Secret(SECRET), Secret(self.world.relay.tokens[self.name])
        reader = CodeReader(ENVIRONMENT, FastCodec())
        whole = self.world.mix.stored
        gates, mailboxes = (GateLine, MailboxLine) if whole else (FastGateLine, FastMailboxLine)

        def client(host: str) -> Client:
            return client_for(f"https://{host}.example", ENVIRONMENT, SimTransport(self.network)) if whole else IDLE

        gate = gates(client("gate"), PROJECT, secret, "203.0.113.7", reader, self.mono, self.utc)
        mailbox = mailboxes(client("relay"), token, reader, secret, PROJECT, self.mono, self.name)
        for line in (gate, mailbox):
            if isinstance(line, FastGateLine | FastMailboxLine):
                line.network = self.network
        return Makers(journal=lambda: self.disk, gate=lambda: gate, mailbox=lambda: mailbox)

    def _guarded(self, call: Callable[[Screen], None]) -> Callable[[Screen], None]:
        """An exception could not leave a slot of Qt's."""

        def safely(value: Screen) -> None:
            try:
                call(value)
            except Exception:
                self.world.laws.need(False, "world", traceback.format_exc())

        return safely

    def press(self, event: object) -> None:
        """A hand on a key, or the page's word that it painted a code."""
        if self.on:
            self.runner.dispatch(event)

    def kill(self, *, power: bool) -> None:
        """The program is gone in the middle of whatever it did; without power the computer, too."""
        self._gone()
        if power:
            self.disk.lose_power()
            self.booted = self.world.timeline.now - self.world.chance.uniform(5.0, 60.0)
            self.asleep_s = 0.0

    def close(self) -> None:
        """Staff go home: the program ends as it should."""
        self.runner.close(0.0)
        self._gone()

    def _gone(self) -> None:
        self.on = False
        self.life.end()
        self.world.relay.leave(self.name)
        self.visible = None
        self.screen = None

    def let_go(self) -> None:
        """The world is over. What Qt holds of a program that is gone no collector finds: a thousand worlds would fill
        the memory.
        """
        self.life.end()
        for runner in self._runners:
            shiboken6.delete(runner)
        if self.disk.under is not None:
            self.disk.under.close()

    def sleep(self, seconds: float) -> None:
        """The lid is closed."""
        now = self.world.timeline.now
        self.life.sleep(now, now + seconds)
        self.visible = None
        lane = self.lanes.mailbox
        if self.world.relay.waiting(self.name):
            self.world.relay.leave(self.name)
            cast(SimLane, lane).answer(httpx.ReadTimeout("slept"), 0.1)
        self.asleep_s += seconds
        self._pulse.soon(now + seconds + self.world.chance.random())
        self.world.timeline.at(now + seconds, self._awakes, "wakes", self.life)

    def _awakes(self) -> None:
        """A start or the end of a sleep: everything is asked about at once."""
        self.awoke = self.world.timeline.now
        self.ruffled("self")

    def relay_answers(self, answer: Response) -> None:
        """The read that was parked at the relay has its answer."""
        lane = cast(SimLane, self.lanes.mailbox)
        if self.on and lane.parked is not None:
            lane.answer(self.network.reply(answer), 0.02 + self.world.chance.expovariate(10.0))

    def relay_gone(self) -> None:
        """The line of a parked read broke."""
        if self.on and self.world.relay.waiting(self.name):
            self.world.relay.leave(self.name)
            cast(SimLane, self.lanes.mailbox).answer(httpx.ReadError("cut"), 0.05)

    # The screens.

    def _shown(self, screen: Screen) -> None:
        self.screen = screen
        self.visible = screen.customer.qr
        code = screen.customer.prepare
        if code is not None and code != self._prepared:
            wait = (0.01 + 0.05 * self.world.chance.random()) * (self.world.aimed.paint if self.world.aimed else 1.0)
            name = code.payment_id
            self.world.timeline.after(wait, lambda: self.press(e.QrPainted(name, good=True)), "painted", self.life)
        self._prepared = code
        self.world.laws.shown(self, screen)
        if self.visible is not None and self.visible != self._promised:
            self._promised = self.visible
            self.world.laws.promises.code(self, self.visible)
        if self.visible is not None and self.visible.payment_id not in self.ever_visible:
            self.ever_visible.add(self.visible.payment_id)
            self.customers.see(self.visible.payment_id)

    def _blanked(self) -> None:
        self.visible = None
