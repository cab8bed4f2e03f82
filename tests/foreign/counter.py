"""A till without widgets, between another platform and a relay, with time moved by hand.

Every screen it shows is held against what the platform truly holds: a code that was never told, a green that was not
paid and a refusal that never was end the test at once.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import httpx

from kiosk.adapters.folder import DataFolder
from kiosk.adapters.http_client import client_for
from kiosk.adapters.journal_reader import JournalReader
from kiosk.compose.live import gate_line, journal_maker, mailbox_line
from kiosk.gate.secret import Secret
from kiosk.runtime.lanes import Lanes
from kiosk.runtime.ports import Makers
from kiosk.runtime.runner import Runner
from kiosk.sale import events as e
from kiosk.sale.money import Currency
from kiosk.sale.payment import Payment
from kiosk.sale.screen import CustomerPage, Row, Screen, StaffPage, Tile, Tone
from kiosk.sale.till import Rules
from tests.compose.helpers import HandClock
from tests.fakes import ImmediateLane
from tests.foreign.dialect import Dialect
from tests.foreign.gate import PROJECT, SECRET, Account, ForeignGate, LineCut
from tests.foreign.relays import OtherRelay, RealRelay, Relay

TILL = "till1"
MEMORY = Path("/dev/shm")
"""Where files cost no disk, if there is such a place: hundreds of sales are saved here, each several times."""
CALLS = ("order", "ask", "mailbox", "probe")
LIMITS = MappingProxyType({Currency.HKD: 1_000_000, Currency.CNY: 1_000_000})


class ToGate(httpx.BaseTransport):
    """Reaches the other platform."""

    def __init__(self, gate: ForeignGate) -> None:
        self._gate = gate

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        kind = request.headers.get("content-type", "")
        try:
            status, made, body = self._gate.handle(request.method, request.url.path, kind, request.read())
        except LineCut as cut:
            raise httpx.RemoteProtocolError("the line was cut", request=request) from cut
        headers = {"content-type": made, **self._gate.date()}
        return httpx.Response(status, headers=headers, content=body, request=request)


class ToRelay(httpx.BaseTransport):
    """Reaches the relay."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self.down = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("nobody there", request=request)
        query = request.url.query.decode()
        status, body = self._relay.get(request.url.path, query, dict(request.headers))
        return httpx.Response(status, content=body, request=request)


def lies_of(screen: Screen, gate: ForeignGate) -> list[str]:
    """What a screen shows that is not so, or was never told."""
    lies: list[str] = []
    views = (screen.customer.qr, screen.customer.prepare, screen.staff.qr)
    for view in (view for view in views if view is not None):
        account = gate.accounts[view.payment_id]
        if not account.code_told or view.code.payload != account.payload:
            lies.append(f"the code {view.code.payload!r} instead of {account.payload!r}")
    green = screen.customer.page is CustomerPage.PAID or screen.staff.page is StaffPage.APPROVED
    if green and gate.last.truth != "paid":
        lies.append("green, and not paid")
    red = screen.customer.page is CustomerPage.DECLINED or screen.staff.page is StaffPage.DECLINED
    if red and "declined" not in gate.last.truths:
        lies.append("declined, and never was")
    rows: list[Row | Tile] = [*screen.staff.recent, *screen.staff.attention, *screen.staff.tiles]
    good = [row.payment_id for row in rows if row.tone is Tone.GOOD]
    return lies + [f"{name} is green in a list" for name in good if gate.accounts[name].truth != "paid"]


class ForeignCounter:
    """One till. `lies` are what it showed against the truth; `staff` is the page that the clerk sees."""

    screen: Screen

    def __init__(self, folder: Path, dialect: Dialect) -> None:
        self.folder = folder
        self.clock = HandClock()
        self.lies: list[str] = []
        real = dialect.relay == "real"
        self.relay: Relay = RealRelay(folder, TILL, self.clock.mono) if real else OtherRelay(TILL)
        self.gate = ForeignGate(dialect, self.clock.mono, self.clock.utc, self.relay.post)
        edge, environment = self.clock.edge(TILL), "test"
        self.line = ToRelay(self.relay)
        makers = Makers(
            journal=lambda: journal_maker(folder, environment),
            gate=lambda: gate_line(
                client_for("https://gate.example", environment, ToGate(self.gate)),
                PROJECT, Secret(SECRET), "203.0.113.7", environment, edge,
            ),
            mailbox=lambda: mailbox_line(
                client_for("https://relay.example", environment, self.line),
                Secret(self.relay.token), PROJECT, Secret(SECRET), environment, edge, TILL,
            ),
        )  # fmt: skip
        self._lanes = {name: ImmediateLane(name) for name in ("journal", *CALLS)}
        for name in CALLS:
            self._lanes[name].hold()
        rules = Rules(till_id=TILL, project_id=PROJECT, environment=environment, limits=LIMITS, lifetime_s=300)
        self.runner = Runner(rules, makers, edge, Lanes(**self._lanes))
        self.runner.shown.connect(self._shown)
        self.runner.present()
        self.runner.start()
        self.rounds(2)

    def _shown(self, screen: Screen) -> None:
        """Held against the truth of this very moment; an exception could not leave a slot."""
        self.screen = screen
        self.lies += [f"{self.clock.seconds}: {lie}" for lie in lies_of(screen, self.gate)]

    @property
    def staff(self) -> StaffPage:
        return self.screen.staff.page

    @property
    def customer(self) -> CustomerPage:
        return self.screen.customer.page

    def rounds(self, count: int, step_s: float = 0.25) -> None:
        """So many times: every line does what waits, codes are painted, a moment goes by."""
        for _ in range(count):
            for name in CALLS:
                self._lanes[name].work(self._lanes[name].waiting)
            prepare = self.screen.customer.prepare
            if prepare is not None:
                self.runner.dispatch(e.QrPainted(prepare.payment_id, good=True))
            self.clock.forward(step_s)
            self.runner.dispatch(e.Ticked())
        assert self.lies == []

    def until(self, wanted: Callable[[], bool], within_s: float, what: str) -> float:
        """Rounds until it is so; the seconds it took."""
        start = self.clock.seconds
        while not wanted():
            passed = self.clock.seconds - start
            assert passed < within_s, f"{what}: not within {within_s} s; {self.staff} {self.customer} {self.payments()}"
            self.rounds(1)
        return self.clock.seconds - start

    def charge(self, minor: int, currency: str = "HKD") -> Account | None:
        """Key it in and charge; the account at the platform, when there is one."""
        self.runner.dispatch(e.NextPressed())
        if self.screen.staff.currency.value != currency:
            self.runner.dispatch(e.CurrencyPressed())
        known = len(self.gate.accounts)
        for key in f"{minor // 100}.{minor % 100:02d}":
            self.runner.dispatch(e.KeyTyped(key))
        self.rounds(1)
        self.runner.dispatch(e.ChargePressed())
        self.rounds(1)
        return self.gate.last if len(self.gate.accounts) > known else None

    def payments(self) -> list[Payment]:
        """The journal, newest first."""
        with JournalReader(DataFolder(self.folder).journal) as reader:
            return list(reader.payments())

    def close(self) -> None:
        self.runner.close()


@contextmanager
def counter(dialect: Dialect) -> Iterator[ForeignCounter]:
    """A till in a folder of its own; what the platform found wrong with its requests fails the test."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        made = ForeignCounter(Path(folder), dialect)
        try:
            yield made
            assert made.gate.faults == []
        finally:
            made.close()
