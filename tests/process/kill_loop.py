"""`python -m tests.process.kill_loop --kills N`: kill real tills (and the relay) at any moment, and count what is left.

Kiosk, relay and pretend Gate run as real processes on loopback. A till starts, sells, and dies by SIGKILL at a random
moment; now and then the relay dies with it. After every death its journal is opened and audited; what it had shown as
paid is paid there, a code that was seen is written down as shown, and no order ever went out twice. In the end each
till is left in peace, and what the pretend customers paid has to be paid in its books, no more and no less.

Exit codes: 0 everything held, 1 something did not.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.adapters.folder import DataFolder
from kiosk.adapters.journal import Journal
from kiosk.adapters.journal_audit import Audit
from kiosk.adapters.journal_reader import JournalReader
from kiosk.sale.payment import Payment
from tests.process.harness import Line, Shop, Till
from tests.process.programs import Late

PACE = "code=0.05,confirm=0,again=1.5,slow=20"
TO_A_TILL = 50
"""So many deaths of one till; then it is left in peace, and another opens."""
START_S = 1.5
SELL_S = 0.8
PEACE_S = 90.0
RELAY_SHARE = 0.1
PAYS_SHARE = 0.7


class Broken(AssertionError):
    """A law did not hold; the message says which."""


@dataclass(slots=True)
class Score:
    """What happened. `acknowledged` counts payments that a screen had called paid when the till died."""

    kills: int = 0
    relay_kills: int = 0
    starts_cut: int = 0
    orders: int = 0
    paid: int = 0
    acknowledged: int = 0
    records: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills of the till ({self.starts_cut} while it started) and {self.relay_kills} of the relay "
            f"in {self.seconds:.0f} s: {self.orders} orders, none twice; {self.paid} payments, all in the books; "
            f"{self.acknowledged} shown as paid before a kill, none lost; {self.records} records, every chain whole"
        )


@dataclass(slots=True)
class Patient:
    """One till, its line to Gate, and what its screens have claimed so far."""

    till: Till
    line: Line
    green: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)


def books(till: Till) -> dict[str, Payment]:
    """The journal as the real code opens it, with its chain audited."""
    path = DataFolder(till.data).journal
    if not path.exists():
        return {}
    Journal(path).close()
    with Audit(path) as audit:
        flaws = [str(flaw) for flaw in audit.flaws()]
        if flaws:
            raise Broken(f"{till.id}: the journal is not whole: {flaws[:3]}")
    with JournalReader(path) as reader:
        return {payment.payment_id: payment for payment in reader.payments()}


def records_in(till: Till) -> int:
    """How many records its journal has."""
    with Audit(DataFolder(till.data).journal) as audit:
        return audit.head.count if audit.head is not None else 0


class Loop:
    """All of it: one shop, one till after the other."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self.shop = shop
        self.score = Score()
        self._dice = random.Random(seed)
        self._tills = 0

    def run(self, kills: int) -> None:
        """Kill so often. Raises Broken."""
        began = time.monotonic()
        while self.score.kills < kills:
            patient = self._open()
            for _ in range(min(TO_A_TILL, kills - self.score.kills)):
                self._life(patient)
                self._examine(patient)
            self._peace(patient)
            self.score.seconds = time.monotonic() - began
            print(self.score, flush=True)

    def _open(self) -> Patient:
        self._tills += 1
        line = self.shop.line_to(self.shop.gate)
        return Patient(self.shop.till(f"k{self._tills}", gate=line), line)

    def _life(self, patient: Patient) -> None:
        """From a start to a death."""
        till, dice = patient.till, self._dice
        till.launch()
        if dice.random() < 0.2:
            time.sleep(dice.uniform(0.0, START_S))
            self.score.starts_cut += 1
        else:
            self._sell(patient)
        if dice.random() < RELAY_SHARE:
            self.shop.relay.kill()
            self.score.relay_kills += 1
        self._note(patient)
        till.end()
        self.score.kills += 1
        if self.shop.relay.program is None:
            self.shop.relay.start()

    def _sell(self, patient: Patient) -> None:
        """Press what the page asks for, and let a customer pay."""
        till, dice = patient.till, self._dice
        try:
            till.until(lambda seen: seen["ready"] or seen["staff"] not in ("keypad", "checking"), within=12.0)
        except Late:
            return  # killed while it still looks for the end of an older sale
        self._finish(patient)
        if till.now()["ready"]:
            till.do(keys=f"{dice.randint(1, 90)}.00")
            till.do(press="Return")
            if dice.random() < 0.8:
                # Most deaths come after the order began; the others while Charge still waits.
                self._await(till, "ordering", "awaiting_qr", "offering")
        time.sleep(dice.uniform(0.0, SELL_S))
        self._pay_some(patient)
        time.sleep(dice.uniform(0.0, SELL_S / 2))

    @staticmethod
    def _await(till: Till, *pages: str) -> None:
        """Wait for one of these pages, for a while."""
        try:
            till.until(lambda seen: seen["staff"] in pages, within=3.0)
        except Late:
            return

    def _finish(self, patient: Patient) -> None:
        """Whatever an earlier life left in front comes to its end, so that another sale can begin."""
        till = patient.till
        until = time.monotonic() + 3.0
        while not till.now()["ready"] and time.monotonic() < until:
            page = till.now()["staff"]
            if page == "offering":
                self._pay_some(patient)
            elif page not in ("keypad", "checking", "confirming"):
                till.do(press="Return")
            time.sleep(0.1)

    def _pay_some(self, patient: Patient) -> None:
        for payment_id, known in self.shop.at_gate(patient.till).items():
            waits = known.get("payload") and known.get("status") not in ("success", "decline")
            if waits and payment_id in self._seen(patient) and self._dice.random() < PAYS_SHARE:
                self.shop.pay(payment_id)

    def _seen(self, patient: Patient) -> set[str]:
        """Payments whose code somebody saw."""
        self._note(patient)
        return patient.shown

    def _note(self, patient: Patient) -> None:
        """What the screens claimed until now."""
        till = patient.till
        if till.program is None:
            return
        for line in till.program.lines_so_far():
            till._take(json.loads(line))
        for seen in till.screens:
            patient.green |= {name for name, state in seen["states"].items() if state in ("PAID", "PAID_LATE")}
            if seen["code"]:
                patient.shown |= {name for name, state in seen["states"].items() if state == "QR_SHOWN"}

    def _examine(self, patient: Patient) -> None:
        """The laws that hold after every death."""
        found = books(patient.till)
        for name in patient.green:
            if name not in found or not found[name].paid:
                raise Broken(f"{name} was shown as paid and is lost")
        for name in patient.shown:
            if name not in found or not found[name].shown:
                raise Broken(f"the code of {name} was seen and nothing says so")
        twice = [name for name, count in Counter(patient.line.orders()).items() if count > 1]
        if twice:
            raise Broken(f"ordered twice: {twice}")
        unknown = [name for name in self.shop.at_gate(patient.till) if name not in found]
        if unknown:
            raise Broken(f"ordered and not in the books: {unknown}")

    def _peace(self, patient: Patient) -> None:
        """Left alone, the till finds out everything that the platform knows."""
        till = patient.till
        self.score.acknowledged += len(patient.green)
        till.launch()
        until = time.monotonic() + PEACE_S
        while self._owed(till) and time.monotonic() < until:
            time.sleep(0.5)
            self._note(patient)
        till.end()
        self._examine(patient)
        found, at_gate = books(till), self.shop.at_gate(till)
        paid = {name for name, known in at_gate.items() if known["status"] == "success"}
        booked = {name for name, payment in found.items() if payment.paid}
        if paid != booked:
            raise Broken(f"{till.id}: paid and not booked {paid - booked}, booked and not paid {booked - paid}")
        self.score.orders += len(patient.line.orders())
        patient.line.kill()
        self.score.paid += len(paid)
        self.score.records += records_in(till)

    def _owed(self, till: Till) -> set[str]:
        paid = {name for name, known in self.shop.at_gate(till).items() if known["status"] == "success"}
        with JournalReader(DataFolder(till.data).journal) as reader:
            return paid - {payment.payment_id for payment in reader.payments() if payment.paid}


def main() -> int:
    """Kill, count, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.process.kill_loop", description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000, metavar="N", help="so many deaths of a till (1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another course of events (1)")
    asked = parser.parse_args()
    # Whoever ends this ends the programs that it started, too.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="kiosk-kills-") as folder, Shop(Path(folder), PACE, manual=True) as shop:
        loop = Loop(shop, asked.seed)
        try:
            loop.run(asked.kills)
        except (Broken, Late) as fault:
            print(f"after {loop.score.kills} kills, seed {asked.seed}: {fault}", file=sys.stderr)
            return 1
    print(f"done: {loop.score}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
