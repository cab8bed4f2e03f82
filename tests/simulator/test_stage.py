"""The pretend customer's phone, by hand and by itself."""

from dataclasses import replace

import pytest

from kiosk.simulator.stage import CannotAct
from tests.simulator.helpers import PACE, START, Till

MANUAL = replace(PACE, auto_pay=False)


def statuses(till: Till) -> list[str]:
    return [document["payment"]["status"] for _, document in till.letters]


def test_by_hand_nothing_happens_until_the_phone_pays() -> None:
    till = Till(MANUAL)
    till.sell(500)
    till.wait(200)
    assert statuses(till) == ["awaiting customer action"]
    (shown,) = till.gate.open_payments()
    assert (shown.payment_id, shown.amount_minor, shown.currency) == ("till1-a", 500, "HKD")
    assert shown.expires == START + 0.5 + 300
    till.gate.pay("till1-a")
    assert till.gate.open_payments() == ()
    assert till.ask()["payment"]["status"] == "awaiting customer action"
    till.wait(1)
    assert statuses(till) == ["awaiting customer action", "success"]
    assert till.ask()["payment"]["status"] == "success"


def test_by_hand_a_story_keeps_its_end() -> None:
    till = Till(MANUAL)
    till.sell(501)
    till.wait(1)
    till.gate.pay("till1-a")
    till.wait(1)
    assert statuses(till)[-1] == "decline"


def test_the_phone_may_decline() -> None:
    till = Till()
    till.sell(500)
    till.wait(1)
    till.gate.decline("till1-a")
    till.wait(100)
    assert statuses(till) == ["awaiting customer action", "decline"]
    assert till.ask()["operations"][0]["code"] == "20301"


def test_paying_by_hand_first_leaves_nothing_for_the_automatic_customer() -> None:
    till = Till()
    till.sell(500)
    till.wait(1)
    till.gate.pay("till1-a")
    till.wait(100)
    assert statuses(till) == ["awaiting customer action", "success"]


def test_a_customer_who_never_pays_may_be_made_to() -> None:
    till = Till()
    till.sell(502)
    till.wait(100)
    till.gate.pay("till1-a")
    till.wait(1)
    assert statuses(till)[-1] == "success"


def test_what_would_happen_anyway_does_not_after_the_customer_acted() -> None:
    till = Till()
    till.sell(527)
    till.wait(2)
    till.gate.pay("till1-a")
    till.wait(1000)
    assert statuses(till) == ["awaiting customer action", "success"]


def test_an_expired_payment_cannot_be_paid() -> None:
    till = Till()
    till.sell(527)
    till.wait(100)
    assert till.gate.open_payments() == ()
    with pytest.raises(CannotAct, match="start a new sale"):
        till.gate.pay("till1-a")


def test_the_phone_says_why_it_cannot() -> None:
    till = Till()
    with pytest.raises(CannotAct, match="no payment 'till1-a' was accepted here"):
        till.gate.pay("till1-a")
    till.sell(500)
    with pytest.raises(CannotAct, match="no code to scan yet"):
        till.gate.pay("till1-a")
    till.wait(1)
    till.gate.pay("till1-a")
    for act in (till.gate.pay, till.gate.decline):
        with pytest.raises(CannotAct, match="works once"):
            act("till1-a")


def test_a_caller_who_comes_late_does_not_stretch_the_story() -> None:
    till = Till()
    till.sell(516)
    till.now += 60
    till.gate.run_due()
    dates = [document["payment"]["date"][-10:-5] for _, document in till.letters]
    assert dates == ["00:00", "00:05", "00:08"]
    assert statuses(till) == ["awaiting customer action", "decline", "success"]
    assert {at for at, _ in till.letters} == {60.0}


def test_with_eyes_only_a_code_that_was_seen_is_paid() -> None:
    till = Till(eyes=True)
    till.sell(500)
    till.wait(100)
    assert till.gate.open_payments() == ()
    with pytest.raises(CannotAct, match="never on a screen"):
        till.gate.pay("till1-a")
    assert statuses(till) == ["awaiting customer action"], "nobody pays by themselves either"
    till.gate.seen("till1-a")
    till.gate.seen("till1-a")
    assert [payment.payment_id for payment in till.gate.open_payments()] == ["till1-a"]
    till.wait(PACE.pay + PACE.confirm)
    assert statuses(till) == ["awaiting customer action", "success"]
    assert till.letters[-1][0] == 100 + PACE.pay + PACE.confirm


def test_with_eyes_who_pays_after_the_end_waits_for_it() -> None:
    till = Till(eyes=True)
    till.sell(503)
    till.wait(10)
    till.gate.seen("till1-a")
    till.wait(PACE.brief - 10)
    assert statuses(till) == ["awaiting customer action"]
    till.wait(PACE.after_expiry + 2)
    assert statuses(till)[-1] == "success"


def test_with_eyes_and_a_phone_in_the_hand_nobody_pays_by_themselves() -> None:
    till = Till(MANUAL, eyes=True)
    till.sell(500)
    till.gate.seen("till1-a")
    assert till.gate.open_payments() == (), "there is no code yet"
    till.wait(1)
    till.gate.seen("till1-a")
    till.wait(100)
    assert statuses(till) == ["awaiting customer action"]
    till.gate.pay("till1-a")
    till.wait(1)
    assert statuses(till)[-1] == "success"


def test_without_eyes_seeing_changes_nothing() -> None:
    till = Till()
    till.sell(500)
    till.wait(1)
    till.gate.seen("till1-a")
    till.wait(100)
    assert statuses(till) == ["awaiting customer action", "success"]
