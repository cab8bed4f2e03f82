"""The till dies without a word, at every step of a sale. Started again, it finds it, asks at once, orders nothing.

The code comes back while the platform still waits for the scan, and a payment that was made meanwhile is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.process.conftest import Figures
from tests.process.harness import Line, Seen, Shop, Till, showing

PACE = "code=0.1,confirm=0,again=1.5,slow=20"
LATE_CODE = "code=2.5,confirm=0,slow=20"
AT_ONCE_S = 3.0
"""A start reads the journal and opens its lines before it can ask."""


@dataclass
class Scene:
    """A till whose line to Gate is listened to."""

    shop: Shop
    line: Line
    till: Till

    def killed(self) -> str:
        """Kill the till; the payment in front of it."""
        payment_id = str(list(self.till.now()["states"])[-1])
        self.till.end()
        return payment_id

    def again(self, payment_id: str, figures: Figures) -> None:
        """Start it once more: it asks about that sale before anything else, and at once."""
        heard = len(self.line.listen_in())
        self.till.launch()
        began = self.till.until(lambda seen: True)["at"]
        asked = self.line.until(lambda call: call in self.line.heard[heard:])
        assert asked["what"].endswith("/status")
        assert asked["payment_id"] == payment_id
        figures.measured(f"start -> question about the sale ({self.till.id})", asked["at"] - began, AT_ONCE_S)

    def ordered_once(self) -> None:
        """Gate has one payment, and one order was ever sent."""
        assert self.line.orders() == list(self.shop.at_gate(self.till)) == list(self.till.payments())
        assert len(self.line.orders()) == 1


def scene(shop: Shop, till_id: str, relay: Line | None = None) -> Scene:
    line = shop.line_to(shop.gate)
    till = shop.till(till_id, gate=line, relay=relay)
    till.start()
    return Scene(shop, line, till)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with Shop(tmp_path_factory.mktemp("kills"), PACE, manual=True) as shop:
        yield shop


@pytest.fixture(scope="module")
def slow_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Its codes take a while to come."""
    with Shop(tmp_path_factory.mktemp("slow"), LATE_CODE, manual=True) as shop:
        yield shop


@pytest.fixture(scope="module", autouse=True)
def unsent(shop: Shop) -> tuple[Scene, str]:
    """Killed with the order written and not sent, and started again: begun first, because it waits a while."""
    here = scene(shop, "unsent")
    here.line.freeze()
    here.till.charge("12.00")
    here.till.until(showing("ordering"))
    payment_id = here.killed()
    # Nothing of it got through.
    here.line.kill()
    here.line.start()
    here.again(payment_id, Figures())
    return here, payment_id


def row_of(till: Till) -> Seen:
    ((_, row),) = till.payments().items()
    return row


def test_before_the_press_nothing_was_begun(shop: Shop) -> None:
    here = scene(shop, "typed")
    here.till.do(keys="12.00")
    here.till.until(showing("amountPage"))
    here.till.end()
    here.till.start()
    assert here.till.now()["staff"] == "keypad"
    assert here.till.payments() == {}
    assert here.line.orders() == []


@pytest.mark.parametrize(("page", "cents"), [("ordering", "10"), ("awaiting_qr", "00")])
def test_before_the_code_came(slow_shop: Shop, figures: Figures, page: str, cents: str) -> None:
    mail = slow_shop.line_to(slow_shop.relay)
    here = scene(slow_shop, f"early{cents}", mail)
    here.till.charge(f"12.{cents}")
    here.till.until(showing(page))
    here.line.until(lambda call: bool(call["payment_id"]))
    payment_id = here.killed()
    here.again(payment_id, figures)
    # The code was never shown, so nobody can have scanned it: a new sale may begin.
    here.till.until(showing("notStartedPage"))
    # It comes late and is not shown any more; money that comes all the same is not lost.
    here.till.next()
    mail.receipt(1)
    assert slow_shop.at_gate(here.till)[payment_id]["payload"]
    slow_shop.pay(payment_id)
    late = here.till.until(lambda seen: seen["badge"] == 1)
    assert late["states"] == {payment_id: "PAID_LATE"}
    assert row_of(here.till)["state"] == "PAID_LATE"
    assert not any(seen["code"] for seen in here.till.screens)
    here.ordered_once()


def test_while_the_code_is_shown_it_comes_back(shop: Shop, figures: Figures) -> None:
    here = scene(shop, "shown")
    code = here.till.offer("12.00")["code"]
    payment_id = here.killed()
    here.again(payment_id, figures)
    back = here.till.until(showing("qrPage"))
    assert back["code"] == code
    assert here.till.look() == [code, code]
    assert next(seen["customer"] for seen in here.till.screens if seen["code"]) == "qr"
    shop.pay(payment_id)
    here.till.until(showing("staffPaidPage"))
    assert row_of(here.till)["state"] == "PAID"
    here.ordered_once()


def test_paid_while_the_till_was_dead(shop: Shop, figures: Figures) -> None:
    here = scene(shop, "dead")
    here.till.offer("12.00")
    payment_id = here.killed()
    known = shop.probe(here.till)
    shop.pay(payment_id)
    shop.next_letter(here.till, known)
    here.again(payment_id, figures)
    paid = here.till.until(showing("staffPaidPage"))
    assert paid["badge"] == 0
    assert not any(seen["code"] for seen in here.till.screens), "a code that was paid came back"
    assert row_of(here.till)["state"] == "PAID"
    here.ordered_once()


def test_while_the_end_is_being_looked_for(shop: Shop, figures: Figures) -> None:
    here = scene(shop, "looking")
    here.till.offer("12.17")
    (payment_id,) = here.till.now()["states"]
    shop.pay(payment_id)
    here.till.until(lambda seen: showing("staffCheckingPage")(seen) and bool(seen["question"]))
    here.killed()
    here.again(payment_id, figures)
    here.till.until(lambda seen: showing("staffCheckingPage")(seen) and bool(seen["question"]))
    assert not any(seen["code"] for seen in here.till.screens)
    assert row_of(here.till)["state"] == "WATCHING"
    here.ordered_once()


def test_while_it_is_being_confirmed(shop: Shop, figures: Figures) -> None:
    here = scene(shop, "confirming")
    here.till.offer("12.21")
    (payment_id,) = here.till.now()["states"]
    shop.pay(payment_id)
    here.till.until(showing("staffConfirmingPage"))
    here.killed()
    here.again(payment_id, figures)
    here.till.until(showing("staffPaidPage"))
    assert row_of(here.till)["state"] == "PAID"
    here.ordered_once()


def test_after_it_was_paid(shop: Shop) -> None:
    here = scene(shop, "paid")
    here.till.offer("12.00")
    (payment_id,) = here.till.now()["states"]
    shop.pay(payment_id)
    here.till.until(showing("staffPaidPage"))
    here.killed()
    here.till.start()
    found = here.till.now()
    assert (found["staff"], found["strip"], found["badge"]) == ("keypad", "staff.state.paid", 0)
    assert row_of(here.till)["state"] == "PAID"
    here.ordered_once()


def test_with_a_sale_set_aside(shop: Shop, figures: Figures) -> None:
    here = scene(shop, "aside")
    here.till.offer("12.00")
    here.till.do(click="setAsideButton")
    here.till.until(lambda seen: seen["tiles"] == ["staff.tile.waiting"])
    payment_id = here.killed()
    here.again(payment_id, figures)
    here.till.until(lambda seen: seen["tiles"] == ["staff.tile.waiting"] and seen["ready"])
    shop.pay(payment_id)
    here.till.until(lambda seen: seen["tiles"] == ["staff.tile.paid"])
    assert row_of(here.till)["state"] == "PAID"
    here.ordered_once()


def test_after_it_was_stopped(shop: Shop, figures: Figures) -> None:
    here = scene(shop, "stopped")
    here.till.offer("12.00")
    here.till.do(click="cancelButton")
    here.till.until(lambda seen: bool(seen["question"]))
    here.till.do(click="cancelConfirmButton")
    here.till.until(showing("stoppedPage"))
    payment_id = here.killed()
    here.till.start()
    assert here.till.now()["staff"] == "keypad"
    shop.pay(payment_id)
    late = here.till.until(lambda seen: seen["badge"] == 1)
    assert late["states"] == {payment_id: "PAID_LATE"}
    assert not any(seen["code"] for seen in here.till.screens)
    here.ordered_once()


def test_after_the_record_and_before_the_order_left(unsent: tuple[Scene, str], shop: Shop) -> None:
    here, payment_id = unsent
    here.till.until(showing("notStartedPage"))
    assert shop.at_gate(here.till).get(payment_id) is None
    # Gate says twice, some time apart, that it does not know it: then it never came to be.
    assert row_of(here.till)["state"] in ("WATCHING", "REJECTED")
    # The next sale is another one, under its own name.
    here.till.next()
    here.till.offer("12.00")
    (ordered,) = here.line.orders()
    assert ordered != payment_id
    assert ordered in shop.at_gate(here.till)
