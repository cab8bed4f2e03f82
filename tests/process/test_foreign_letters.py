"""Letters of anybody, posted straight to the callback address while a sale is live.

Whatever is forged, altered, foreign, replayed, contradictory or malformed shows neither paid nor declined nor a code;
and what is truly Gate's word turns green, also when nobody's hand here wrote it but the published description.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kiosk.gate import emv
from kiosk.gate.signing import verify
from tests.process import hostile
from tests.process.conftest import Figures
from tests.process.harness import PROJECT, SECRET, Line, Seen, Shop, Till, showing
from tests.process.letters import changed, letter, signed, with_code

BY_LETTER_S = 3.0
MINOR = 880
AMOUNT = "8.80"
TRAP = emv.build(scheme="demo.invalid", currency="HKD", amount_minor=MINOR, payee="Somebody Else")
"""A code for the same amount that pays another."""
FLOOD = 200
MOST_QUESTIONS = 12
"""One series for odd letters in ten seconds, however many there are; the plan's own; and Check now."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with Shop(tmp_path_factory.mktemp("letters"), "code=0.1,confirm=0", manual=True) as shop:
        yield shop


@dataclass
class Scene:
    """A running till, the line to Gate and the line over which it reads its letters."""

    shop: Shop
    till: Till
    gate: Line
    mail: Line

    def delivered(self, letters: dict[str, bytes]) -> None:
        """Post them all; wait until the till has taken the last one."""
        assert {name: self.shop.post(body) for name, body in letters.items()} == dict.fromkeys(letters, 200)
        self.mail.receipt(self.shop.probe(self.till)["last"])

    def asked(self) -> None:
        """Let the till ask, and Gate say that the sale is open."""
        self.till.do(click="checkNowButton")
        self.till.until(lambda seen: seen["answer"] == "staff.check.open")

    def offer(self) -> Seen:
        """Charge and show the code."""
        return self.till.offer(AMOUNT)

    def paid(self) -> Seen:
        """The green screen."""
        return self.till.until(showing("staffPaidPage"))


def running(shop: Shop, till_id: str) -> Scene:
    gate, mail = shop.line_to(shop.gate), shop.line_to(shop.relay)
    till = shop.till(till_id, gate=gate, relay=mail)
    till.start()
    return Scene(shop, till, gate, mail)


@pytest.fixture(scope="module")
def witness(shop: Shop) -> Scene:
    """One till for all that ends in its attention list."""
    return running(shop, "witness")


def front(seen: Seen) -> str:
    """The payment of the sale in front."""
    return str(list(seen["states"])[-1])


def test_a_letter_written_from_the_description_alone_turns_green(shop: Shop, figures: Figures) -> None:
    here = running(shop, "honest")
    letter_of_gate = signed(letter(front(here.offer()), MINOR, "success"))
    at = time.monotonic()
    assert shop.post(letter_of_gate) == 200
    figures.measured("letter posted -> paid on the screen", here.paid()["at"] - at, BY_LETTER_S)
    assert here.till.last_payment()["state"] == "PAID"


def test_nothing_foreign_moves_a_live_sale(shop: Shop, figures: Figures) -> None:
    here = running(shop, "live")
    before = front(here.offer())
    paid_before = letter(before, MINOR, "success")
    shop.post(signed(paid_before))
    here.paid()
    here.till.next()
    seen = here.offer()
    live, code, begun = front(seen), seen["code"], here.till.seen
    here.delivered(
        hostile.forged(live, MINOR, TRAP)
        | hostile.altered(live, MINOR, TRAP)
        | hostile.foreign(live, MINOR, paid_before, signed(with_code(before, MINOR, TRAP)))
        | hostile.contradictory(live, MINOR, before, TRAP)
        | hostile.malformed(live, MINOR)
    )
    refused = {name: shop.post(body) for name, body in hostile.unkept(live, MINOR).items()}
    assert set(refused.values()) <= {400, 413}, refused
    here.asked()
    assert here.till.look() == [code, code]
    meanwhile = here.till.screens[begun:]
    assert {(seen["staff"], seen["code"]) for seen in meanwhile} == {("offering", code)}
    assert {(seen["states"][before], seen["states"][live]) for seen in meanwhile} == {("PAID", "QR_SHOWN")}
    assert {seen["badge"] for seen in meanwhile} == {0}
    at = shop.pay(live)
    figures.measured("payment among foreign letters -> paid", here.paid()["at"] - at, BY_LETTER_S)
    assert [(row["state"], row["attention"]) for row in here.till.payments().values()] == [("PAID", []), ("PAID", [])]


def test_what_is_of_two_minds_is_truly_signed() -> None:
    """Or the test above would prove no more than that forged letters are refused."""
    letters = hostile.contradictory("till-1", MINOR, "till-2", TRAP)
    documents = {name: json.loads(body) for name, body in letters.items()}
    assert all(verify(document, document["signature"], SECRET) for document in documents.values())
    assert len(documents) == 11


def test_a_flood_of_odd_letters_is_no_flood_of_questions(shop: Shop, figures: Figures) -> None:
    here = running(shop, "flood")
    live = front(here.offer())
    here.delivered({str(n): signed(letter(live, MINOR + n, "success"), hostile.STRANGER) for n in range(FLOOD)})
    here.asked()
    questions = [call for call in here.gate.listen_in() if call["what"].endswith("/status")]
    assert 2 <= len(questions) <= MOST_QUESTIONS
    at = shop.pay(live)
    figures.measured("payment behind 200 odd letters -> paid", here.paid()["at"] - at, BY_LETTER_S)


def test_no_foreign_code_is_shown_while_one_is_awaited(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Shop(tmp_path_factory.mktemp("await"), "code=1.2,confirm=0", manual=True) as shop:
        here = running(shop, "await")
        before = front(here.offer())
        shop.pay(before)
        here.paid()
        here.till.next()
        begun = len(here.till.screens)
        here.till.charge(AMOUNT)
        live = front(here.till.until(showing("awaiting_qr")))
        here.delivered(
            {
                "forged": signed(with_code(live, MINOR, TRAP), hostile.STRANGER),
                "of the sale before": signed(with_code(before, MINOR, TRAP)),
                "exchanged": hostile.altered(live, MINOR, TRAP)["the code exchanged"],
                "a refusal that nobody signed": signed(letter(live, MINOR, "error", "502"), hostile.STRANGER),
            }
        )
        assert here.till.now()["staff"] == "awaiting_qr"
        honest = here.till.until(showing("qrPage"))["code"]
        assert honest == shop.at_gate(here.till)[live]["payload"]
        assert {seen["code"] for seen in here.till.screens[begun:]} == {"", honest}
        assert here.till.look() == [honest, honest]


@pytest.mark.parametrize(
    ("path", "value", "kind"),
    [
        ("payment.sum.amount", MINOR + 1, "amount"),
        ("operation.sum_initial.currency", "CNY", "currency"),
        ("customer", {"id": "somebody else"}, "customer"),
        ("project_id", PROJECT + 1, "project"),
        ("operation.type", "refund", "reversed"),
    ],
)
def test_a_true_letter_about_something_else_is_a_persons_to_decide(
    shop: Shop, witness: Scene, path: str, value: object, kind: str
) -> None:
    till = witness.till
    till.until(lambda seen: seen["ready"])
    badge, begun = till.now()["badge"], len(till.screens)
    live = front(witness.offer())
    witness.delivered({kind: signed(changed(letter(live, MINOR, "success"), path, value))})
    odd = till.until(showing("unsettledPage"))
    assert (odd["badge"], odd["code"], odd["states"][live]) == (badge + 1, "", "ATTENTION")
    # What Gate truly says afterwards is kept, and does not overrule what a person has to look at.
    known = shop.probe(till)["last"]
    shop.pay(live)
    witness.mail.receipt(known + 1)
    assert till.now()["states"][live] == "ATTENTION"
    assert not any(showing("approved")(seen) or showing("paidPage")(seen) for seen in till.screens[begun:])
    row = till.last_payment()
    assert (row["state"], row["attention"]) == ("ATTENTION", [kind])
    till.next()


def test_a_true_letter_about_a_sale_that_is_not_in_the_books_is_not_lost(shop: Shop, witness: Scene) -> None:
    badge = witness.till.now()["badge"]
    lost = "witness-abcdefghijklmnopqrstuvwxyz"
    assert shop.post(signed(letter(lost, MINOR, "success"))) == 200
    seen = witness.till.until(lambda seen: seen["badge"] == badge + 1)
    assert seen["states"][lost] == "ATTENTION"
    row = witness.till.payments()[lost]
    assert (row["state"], row["amount"], row["attention"]) == ("ATTENTION", MINOR, ["orphan"])
