"""Gate's two doors: what it takes, what it refuses, and how often it tries to deliver."""

import json

import pytest

from kiosk.simulator.checks import Terms
from kiosk.simulator.gate import SALE_PATH, STATUS_PATH, Answer, Cut
from tests.simulator.helpers import PROJECT, START, Till, sale_body, status_body


def refused(answer: Answer) -> tuple[str, str]:
    body = json.loads(answer.body)
    assert answer.status == 400
    assert answer.content_type == "application/json"
    assert body["status"] == "error"
    assert "signature" not in body
    assert body["errors"][0]["code"] == body["code"]
    return body["code"], body["message"]


def test_paths_are_the_vendors() -> None:
    assert (SALE_PATH, STATUS_PATH) == ("/v2/payment/banks/hk-qr/sale", "/v2/payment/status")


def test_accepted_means_four_fields_and_no_signature() -> None:
    body = json.loads(Till().sell().body)
    assert body.pop("request_id")
    assert body == {"status": "success", "project_id": PROJECT, "payment_id": "till1-a"}


def test_an_id_works_once() -> None:
    till = Till()
    till.sell()
    assert refused(till.sell(customer="c2")) == ("3041", "Payment ID already exists")
    till.wait(1000)
    assert refused(till.sell(customer="c2"))[0] == "3041"
    assert len(till.gate.payments()) == 1


def test_the_same_customer_and_amount_is_a_duplicate() -> None:
    till = Till()
    till.sell(500)
    assert refused(till.sell(500, payment_id="till1-b")) == ("3613", "Duplicate operation")
    assert till.sell(600, payment_id="till1-b").status == 200
    assert till.sell(500, payment_id="till1-c", customer="c2").status == 200


def test_a_refused_sale_leaves_nothing_behind() -> None:
    till = Till()
    assert refused(till.sell(513))[0] == "3297"
    assert till.gate.payments() == ()
    assert till.gate.due() is None
    assert till.ask()["errors"] == [{"code": "3061", "message": "Transaction not found"}]
    assert refused(till.sell(513))[0] == "3297"


def test_a_cut_or_broken_answer_was_accepted_all_the_same() -> None:
    for amount in (511, 512):
        till = Till()
        if amount == 512:
            with pytest.raises(Cut, match="till1-a"):
                till.sell(amount)
        else:
            assert till.sell(amount).content_type == "text/html"
        assert refused(till.sell(amount))[0] == "3041"
        assert till.ask()["payment"]["status"] == "processing"


def test_wrong_signatures_and_fields_are_refused_at_both_doors() -> None:
    gate = Till().gate
    assert refused(gate.handle("POST", SALE_PATH, sale_body(secret="x"))) == ("3261", "Invalid signature")
    assert refused(gate.handle("POST", STATUS_PATH, status_body(secret="x")))[0] == "3261"
    assert refused(gate.handle("POST", STATUS_PATH, b"no json"))[0] == "2003"
    body = json.loads(gate.handle("POST", SALE_PATH, sale_body(amount=0)).body)
    assert (body["code"], body["payment_id"], body["errors"][0]["field"]) == ("3358", "till1-a", "payment.amount")


def test_limits_are_the_projects() -> None:
    assert refused(Till().sell(1_000_100))[0] == "2642"
    assert Till().sell(1_000_100, currency="CNY").status == 200
    assert refused(Till(terms=Terms(currencies=("HKD",))).sell(currency="CNY"))[0] == "3023"


@pytest.mark.parametrize(
    ("method", "path", "status", "says"),
    [
        ("GET", SALE_PATH, 405, "POST only"),
        ("PUT", STATUS_PATH, 405, "POST only"),
        ("POST", "/", 404, SALE_PATH),
        ("POST", SALE_PATH + "/", 404, STATUS_PATH),
        ("POST", "/v2/payment/banks/other/sale", 400, "hk-qr only"),
    ],
)
def test_other_doors_are_shut(method: str, path: str, status: int, says: str) -> None:
    answer = Till().gate.handle(method, path, sale_body())
    assert answer.status == status
    assert says in answer.body.decode()


def test_letters_are_tried_again_until_http_200() -> None:
    till = Till()
    till.answers = [500, OSError("line is down"), 404, 301, 204, 503, 429]
    till.sell(502)
    till.wait(300)
    assert [round(at, 1) for at, _ in till.letters] == [0.5, 10.5, 20.5, 30.5, 40.5, 50.5, 60.5, 144.5]
    assert len({json.dumps(document) for _, document in till.letters}) == 1
    assert till.gate.letters_waiting() == 0


def test_a_letter_that_waits_does_not_hold_up_the_next_one() -> None:
    till = Till()
    till.answers = [500]
    till.sell(500)
    till.wait(100)
    seen = [(round(at, 1), document["payment"]["status"]) for at, document in till.letters]
    assert seen == [(0.5, "awaiting customer action"), (5.5, "success"), (10.5, "awaiting customer action")]


def test_due_names_the_next_thing_and_run_due_counts_what_was_done() -> None:
    till = Till()
    assert till.gate.due() is None
    assert till.gate.run_due() == 0
    till.sell(500)
    assert till.gate.due() == START + 0.5
    assert till.gate.run_due() == 0
    till.now += 0.5
    assert till.gate.run_due() == 2  # the code was made, and its letter went
    assert till.gate.due() == START + 4.5


def test_many_payments_at_once_keep_apart() -> None:
    till = Till()
    for number in range(20):
        till.sell(500 + number % 2, payment_id=f"till1-{number}", customer=f"c{number}")
    till.wait(100)
    ends = {letter["payment"]["id"]: letter["payment"]["status"] for _, letter in till.letters}
    assert ends == {f"till1-{number}": ("success", "decline")[number % 2] for number in range(20)}
    assert len(till.letters) == 40
