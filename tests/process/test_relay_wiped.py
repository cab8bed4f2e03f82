"""The relay's data is gone in the middle of live sales, and an old copy is put back: no payment is lost, none is
ordered twice, and the tills notice by the new epoch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.process.conftest import Figures
from tests.process.harness import Line, Shop, Till, showing
from tests.process.programs import run

PACE = "code=0.1,confirm=0"
ASKED_S = 8.0
"""From the restored relay's start to the question: a till tries its mailbox again every 3 s at most."""


@dataclass
class Scene:
    """A till and its two lines."""

    till: Till
    gate: Line
    relay: Line
    payment_id: str = ""

    def offer(self, amount: str) -> None:
        self.payment_id = str(list(self.till.offer(amount)["states"])[-1])

    def ends_paid(self) -> None:
        """On the screen, in the books, and ordered once."""
        self.till.until(lambda seen: seen["states"].get(self.payment_id) == "PAID")
        assert self.till.payments()[self.payment_id]["state"] == "PAID"
        assert self.gate.orders().count(self.payment_id) == 1


class Owner:
    """Who keeps a copy of the relay's store, loses the store, and puts the copy back."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def _command(self, *words: str) -> None:
        done = run("-m", "kiosk.relay", *words, "--database", f"sqlite:///{self._shop.folder}/relay.db")
        assert done.returncode == 0, done.stderr

    def copies(self) -> Path:
        copy = self._shop.folder / f"copy{len(list(self._shop.folder.glob('copy*')))}.db"
        self._command("backup", str(copy))
        return copy

    def loses_everything(self) -> None:
        self._shop.relay.kill()
        for file in self._shop.folder.glob("relay.db*"):
            file.unlink()

    def puts_back(self, copy: Path) -> None:
        self._command("restore", str(copy))
        self._shop.relay.start()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with Shop(tmp_path_factory.mktemp("wiped"), PACE, manual=True) as shop:
        yield shop


def scene(shop: Shop, till_id: str) -> Scene:
    gate, relay = shop.line_to(shop.gate), shop.line_to(shop.relay)
    here = Scene(shop.till(till_id, gate=gate, relay=relay), gate, relay)
    here.till.start()
    return here


def test_no_payment_is_lost_when_the_relay_loses_its_data(shop: Shop, figures: Figures) -> None:
    shown, aside, unread = (scene(shop, name) for name in ("shown", "aside", "unread"))
    owner = Owner(shop)
    copy = owner.copies()
    for here, amount in ((shown, "9.00"), (aside, "8.00"), (unread, "7.00")):
        here.offer(amount)
    aside.till.do(click="setAsideButton")
    aside.till.until(lambda seen: bool(seen["tiles"]))
    before = {here.till.id: shop.probe(here.till) for here in (shown, aside, unread)}
    # One letter was acknowledged to the gateway, never read by its till, and goes with the store.
    unread.relay.kill()
    shop.pay(unread.payment_id)
    shop.next_letter(unread.till, before["unread"])
    owner.loses_everything()
    for here in (shown, aside):
        here.till.until(lambda seen: seen["relay"] == "down")
    for here in (shown, aside):
        here.gate.listen_in()
    owner.puts_back(copy)
    unread.relay.start()
    for here in (shown, aside):
        heard = len(here.gate.heard)
        back = here.till.until(lambda seen: seen["relay"] == "ok")
        probe = shop.probe(here.till)
        assert probe["epoch"] != before[here.till.id]["epoch"]
        asked = here.gate.until(
            lambda call, here=here, heard=heard: (  # type: ignore[misc]  # bound now, used at once
                call in here.gate.heard[heard:] and call["payment_id"] == here.payment_id
            )
        )
        assert asked["what"].endswith("/status")
        figures.measured(
            f"relay back without its data -> open payment asked ({here.till.id})",
            max(0.0, asked["at"] - back["at"]),
            ASKED_S,
        )
    for here in (shown, aside):
        shop.pay(here.payment_id)
    for here in (shown, aside, unread):
        here.ends_paid()


def test_sales_go_on_after_it(shop: Shop) -> None:
    """Wiped again between two sales, and once more while nobody sells: the same till takes the next payment."""
    here = scene(shop, "next")
    owner = Owner(shop)
    copy = owner.copies()
    for amount in ("5.00", "6.00"):
        here.offer(amount)
        shop.pay(here.payment_id)
        here.ends_paid()
        here.till.until(showing("paidPage"))
        here.till.next()
        owner.loses_everything()
        here.till.until(lambda seen: seen["relay"] == "down")
        owner.puts_back(copy)
        here.till.until(lambda seen: seen["relay"] == "ok")
    here.offer("7.00")
    shop.pay(here.payment_id)
    here.ends_paid()
    states = [row["state"] for row in here.till.payments().values()]
    assert states == ["PAID"] * 3
    assert here.gate.orders() == list(shop.at_gate(here.till))
