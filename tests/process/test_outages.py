"""Relay and Gate fail, each at the worst moment: what the till says, how soon, and that nobody's money is lost.

The limits are those the shop was promised; the figures are printed at the end of the run. What takes seconds is begun
first and read last: the tills wait by themselves.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from tests.process.conftest import Figures
from tests.process.harness import Line, Seen, Shop, Till, showing

PACE = "code=0.1,confirm=0"
REFUSED_S = 5.0
BY_STATUS_S = 15.0
BY_LETTER_S = 3.0
CHECKED_S = 5.0
BACK_S = 5.0
LOST = "9.09"
"""Gate writes a letter about this payment and loses it."""


@dataclass
class Scene:
    """A till and its two lines; `at` is the moment from which is measured, `payment_id` the sale in front."""

    shop: Shop
    till: Till
    gate: Line
    relay: Line
    at: float = 0.0
    payment_id: str = ""
    held: ExitStack = field(default_factory=ExitStack)

    def offer(self, amount: str = "9.00") -> None:
        """Charge and show the code."""
        self.payment_id = str(list(self.till.offer(amount)["states"])[-1])

    def pay(self) -> None:
        """The customer pays."""
        self.at = self.shop.pay(self.payment_id)

    def charge(self, amount: str = "9.00") -> None:
        """Charge."""
        self.at = self.till.charge(amount)

    def paid(self) -> float:
        """Seconds until the screens and the books said that the sale is paid; it was ordered once."""
        seen = self.till.until(lambda seen: seen["states"][self.payment_id] == "PAID")
        assert {"staffPaidPage", "paidPage"} <= set(seen["pages"])
        assert self.till.payments()[self.payment_id]["state"] == "PAID"
        assert self.gate.orders().count(self.payment_id) == 1
        return float(seen["at"]) - self.at

    def refused(self, cause: str) -> float:
        """Seconds until Charge was refused with the words."""
        seen = self.till.until(showing("notStartedPage"))
        assert (seen["headline"], seen["answer"]) == ("staff.cannot_start.headline", cause)
        assert "unavailablePage" in seen["pages"]
        return float(seen["at"]) - self.at


def scene(shop: Shop, till_id: str, *, start: bool = True) -> Scene:
    gate, relay = shop.line_to(shop.gate), shop.line_to(shop.relay)
    till = shop.till(till_id, gate=gate, relay=relay)
    if start:
        till.start()
    return Scene(shop, till, gate, relay)


def relay_gone_before(shop: Shop) -> Scene:
    here = scene(shop, "deaf1")
    here.offer()
    here.pay()
    here.paid()
    here.till.next()
    here.relay.kill()
    here.till.until(lambda seen: seen["relay"] == "down")
    here.charge()
    return here


def relay_silent_before(shop: Shop) -> Scene:
    here = scene(shop, "deaf2", start=False)
    here.relay.freeze()
    here.till.start()
    here.charge()
    return here


def relay_gone_after(shop: Shop) -> Scene:
    """The first question after the loss finds nothing yet, so the payment meets the longest wait."""
    here = scene(shop, "status1")
    here.offer()
    here.relay.kill()
    here.till.until(lambda seen: seen["relay"] == "down")
    here.gate.until(lambda call: call["what"].endswith("/status"))
    here.pay()
    return here


def relay_silent_after(shop: Shop) -> Scene:
    here = scene(shop, "status2")
    here.offer()
    here.relay.freeze()
    here.pay()
    return here


def relay_without_memory(shop: Shop) -> Scene:
    """Another store behind the same address: it knows neither the till nor its letters."""
    here = scene(shop, "status3")
    here.offer()
    here.relay.kill()
    here.relay.far_end = shop.empty_relay()
    here.relay.start()
    here.till.until(lambda seen: seen["relay"] == "down")
    here.gate.until(lambda call: call["what"].endswith("/status"))
    here.pay()
    return here


def gate_silent_before(shop: Shop) -> Scene:
    """Nobody accepts, and the queue is full: whoever knocks hears nothing."""
    here = scene(shop, "dumb2")
    here.gate.kill()
    host, _, port = here.gate.listen.partition(":")
    full = here.held.enter_context(socket.socket())
    full.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    full.bind((host, int(port)))
    full.listen(0)
    here.held.enter_context(socket.create_connection((host, int(port))))
    here.charge()
    return here


def gate_silent_after(shop: Shop) -> Scene:
    """With a letter that is lost, too: only a question can tell."""
    here = scene(shop, "check")
    here.offer(LOST)
    here.gate.listen_in()
    here.gate.freeze()
    here.till.do(click="checkNowButton")
    return here


BEGIN = (
    relay_gone_after,
    relay_silent_after,
    relay_without_memory,
    relay_gone_before,
    relay_silent_before,
    gate_silent_before,
    gate_silent_after,
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with Shop(tmp_path_factory.mktemp("outages"), PACE, manual=True) as shop:
        yield shop


@pytest.fixture(scope="module", autouse=True)
def begun(shop: Shop) -> Iterator[dict[object, Scene]]:
    """What takes seconds."""
    scenes: dict[object, Scene] = {begin: begin(shop) for begin in BEGIN}
    yield scenes
    for here in scenes.values():
        here.held.close()


def test_a_gate_that_is_gone_refuses_the_charge(shop: Shop, figures: Figures) -> None:
    here = scene(shop, "dumb1")
    here.till.do(keys="9.00")
    here.gate.until(lambda call: call["what"].startswith("HEAD"))
    here.gate.kill()
    here.charge("")
    figures.measured("Charge with Gate gone -> refused", here.refused("staff.cause.platform"), REFUSED_S)
    assert [row["state"] for row in here.till.payments().values()] == ["REJECTED"]
    assert shop.at_gate(here.till) == {}
    # As soon as it is back, so is the till.
    here.till.next()
    here.gate.start()
    here.offer()
    assert here.gate.orders() == list(shop.at_gate(here.till)) == [here.payment_id]


def test_with_gate_gone_after_the_code_the_verdict_comes_by_letter(shop: Shop, figures: Figures) -> None:
    here = scene(shop, "letter")
    here.offer()
    here.gate.listen_in()
    here.gate.kill()
    here.pay()
    figures.measured("payment with Gate cut off -> paid by letter", here.paid(), BY_LETTER_S)


def test_with_both_gone_nothing_is_claimed_until_one_is_back(shop: Shop) -> None:
    here = scene(shop, "both")
    here.offer()
    here.gate.listen_in()
    here.gate.kill()
    here.relay.kill()
    here.till.until(lambda seen: seen["relay"] == "down")
    here.pay()
    here.till.do(click="checkNowButton")
    seen = here.till.until(lambda seen: seen["answer"] == "staff.check.unanswered")
    assert seen["states"] == {here.payment_id: "QR_SHOWN"}
    here.relay.start()
    here.paid()


def test_a_gate_that_takes_no_connection_refuses_the_charge(begun: dict[object, Scene], figures: Figures) -> None:
    here = begun[gate_silent_before]
    figures.measured("Charge with a silent Gate -> refused", here.refused("staff.cause.platform"), REFUSED_S)
    assert [row["state"] for row in here.till.payments().values()] == ["REJECTED"]
    assert here.shop.at_gate(here.till) == {}


def test_check_now_answers(begun: dict[object, Scene], figures: Figures) -> None:
    here = begun[gate_silent_after]
    figures.measured("Check now with a silent Gate -> no answer", checked(here, "staff.check.unanswered"), CHECKED_S)
    here.gate.kill()
    here.gate.start()
    here.till.do(click="checkNowButton")
    figures.measured("Check now -> open", checked(here, "staff.check.open"), CHECKED_S)
    here.pay()
    here.till.do(click="checkNowButton")
    figures.measured("Check now after a payment whose letter is lost -> paid", here.paid(), CHECKED_S)


def checked(here: Scene, answer: str) -> float:
    """Seconds from the press to the words."""
    asked: Seen = here.till.until(lambda seen: seen["answer"] == "staff.check.running")
    return float(here.till.until(lambda seen: seen["answer"] == answer)["at"]) - float(asked["at"])


def test_a_relay_that_is_gone_refuses_the_charge(begun: dict[object, Scene], figures: Figures) -> None:
    here = begun[relay_gone_before]
    figures.measured("Charge with the relay gone -> refused", here.refused("staff.cause.relay"), REFUSED_S)
    assert len(here.till.payments()) == len(here.gate.orders()) == 1
    # As soon as it is back, so is the till: the code does not wait for a mailbox that gave up for a while.
    here.till.next()
    here.relay.start()
    here.charge()
    back = here.till.until(showing("qrPage"))
    figures.measured("Charge with the relay back -> code", back["at"] - here.at, BACK_S)


def test_a_relay_that_swallows_everything_refuses_the_charge(begun: dict[object, Scene], figures: Figures) -> None:
    here = begun[relay_silent_before]
    figures.measured("Charge with a silent relay -> refused", here.refused("staff.cause.relay"), REFUSED_S)
    assert here.till.payments() == {}
    assert here.gate.orders() == []


@pytest.mark.parametrize(
    ("begin", "what"),
    [(relay_gone_after, "gone"), (relay_silent_after, "silent"), (relay_without_memory, "without memory")],
)
def test_with_the_relay_failing_after_the_code_the_verdict_comes_by_status(
    begun: dict[object, Scene], figures: Figures, begin: object, what: str
) -> None:
    figures.measured(f"payment with the relay {what} -> paid by status", begun[begin].paid(), BY_STATUS_S)


def test_a_relay_that_does_not_know_the_till_refuses_the_charge(begun: dict[object, Scene], figures: Figures) -> None:
    here = begun[relay_without_memory]
    here.till.next()
    here.charge()
    figures.measured("Charge with an unknown token -> refused", here.refused("staff.cause.token"), REFUSED_S)
    assert len(here.till.payments()) == len(here.gate.orders()) == 1
