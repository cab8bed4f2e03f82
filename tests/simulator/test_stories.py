"""Every story by a clock moved by hand: what is answered, which letters come when, what the status says at last."""

import json
from typing import Any, get_args

import pytest

from kiosk.simulator.gate import Cut
from kiosk.simulator.stories import STORIES, State, Story, story_of, table
from tests.simulator.helpers import Till

QR, PAID = (0.5, "awaiting customer action 9999 +code"), (5.5, "success 0")
ENDS = {
    # cents: (answer, letters as (seconds after the sale, what), payment status and code at the end)
    0: ("accepted", [QR, PAID], "success 0"),
    1: ("accepted", [QR, (5.5, "decline 20000")], "decline 20000"),
    2: ("accepted", [QR], "awaiting customer action 9999"),
    3: ("accepted", [QR, (49.5, "success 0")], "success 0"),
    4: ("accepted", [QR, (17.5, "success 0")], "success 0"),
    5: ("accepted", [QR, (4.5, "success 0")], "awaiting customer action 9999"),
    6: ("accepted", [QR, PAID], "success 0"),
    7: ("accepted", [QR, PAID], "success 0"),
    8: ("accepted", [QR, PAID, (7.5, QR[1]), (9.5, PAID[1]), (11.5, QR[1]), (13.5, PAID[1])], "success 0"),
    9: ("accepted", [QR], "success 0"),
    10: ("accepted after 6 s", [QR, PAID], "success 0"),
    11: ("HTTP 500", [QR, PAID], "success 0"),
    12: ("cut", [QR, PAID], "success 0"),
    13: ("refused 3297", [], "error 3061"),
    14: ("accepted", [QR, PAID], "success 0"),
    15: ("accepted", [PAID], "success 0"),
    16: ("accepted", [QR, (5.5, "decline 20000"), (8.5, "success 0")], "success 0"),
    17: ("accepted", [QR, (5.5, "awaiting customer 20105")], "awaiting customer 20105"),
    18: ("accepted", [QR, PAID], "success 0"),
    19: ("accepted", [QR, PAID], "success 0"),
    20: ("accepted", [QR, PAID], "success 0"),
    21: ("accepted", [QR, (5.5, "awaiting confirmation 9999"), (8.5, "success 0")], "success 0"),
    22: ("accepted", [QR, PAID], "success 0"),
    23: ("accepted", [QR], "awaiting customer action 9999"),
    24: ("accepted", [QR], "awaiting customer action 9999"),
    25: ("accepted", [QR, (5.5, "decline 20802")], "decline 20802"),
    26: ("accepted", [(0.5, "error 502")], "error 502"),
    27: ("accepted", [QR, (43.5, "expired 20602")], "expired 20602"),
    28: ("accepted", [QR, (17.5, "success 0")], "success 0"),
    29: ("accepted", [QR, PAID], "success 0"),
    30: ("accepted", [QR, PAID], "success 0"),
}


def told(document: dict[str, Any]) -> str:
    """Payment status, the code where each shape has it, and whether a code to scan came along."""
    payment = document["payment"]
    operation = document.get("operation") or (document.get("operations") or [{}])[-1]
    code = payment.get("result_code") or operation.get("code") or document["errors"][0]["code"]
    return f"{payment['status']} {code}{' +code' if 'display_data' in document else ''}"


def answered(till: Till, amount: int) -> str:
    try:
        answer = till.sell(amount)
    except Cut:
        return "cut"
    if answer.status == 500:
        assert not answer.body.startswith(b"{")
        return "HTTP 500"
    body = json.loads(answer.body)
    if body["status"] == "error":
        assert answer.status == 400
        return f"refused {body['code']}"
    assert (answer.status, sorted(body)) == (200, ["payment_id", "project_id", "request_id", "status"])
    assert body["status"] == "success"
    return f"accepted after {answer.delay:.0f} s" if answer.delay else "accepted"


@pytest.mark.parametrize("story", STORIES, ids=[story.name for story in STORIES])
def test_a_story_goes_as_it_is_written(story: Story) -> None:
    till = Till()
    expected = ENDS[story.cents]
    assert answered(till, 500 + story.cents) == expected[0]
    till.wait(100_000)
    assert [(at, told(document)) for at, document in till.letters] == expected[1]
    assert told(till.ask()) == expected[2]
    assert till.gate.due() is None


def test_no_story_is_left_out() -> None:
    assert sorted(ENDS) == [story.cents for story in STORIES]
    assert len({story.name for story in STORIES}) == len({story.title for story in STORIES}) == len(STORIES)


def test_the_states_are_those_of_the_kiosk() -> None:
    assert {story.final_state for story in STORIES} == set(get_args(State))


@pytest.mark.parametrize(("amount", "cents"), [(500, 0), (1, 1), (12_813, 13), (599, 0), (1_000_000, 0), (31, 0)])
def test_the_cents_choose_the_story(amount: int, cents: int) -> None:
    assert story_of(amount).cents == cents


def test_the_table_has_a_row_for_every_story() -> None:
    lines = table().splitlines()
    assert lines[0] == "| cents | story | final state | screen | badge |"
    assert lines[2] == "| 00 | paid (also every cents value not listed) | PAID | paidPage | no |"
    assert len(lines) == 2 + len(STORIES)
    assert all(line.count("|") == 6 for line in lines)


def test_the_status_carries_the_code_where_no_letter_does_and_only_until_it_is_used() -> None:
    till = Till()
    till.sell(515)
    till.wait(0.25)
    assert "display_data" not in till.ask()
    till.wait(1)
    (item,) = till.ask()["display_data"]
    assert item["type"] == "qr_data"
    assert item["data"] == till.gate.open_payments()[0].payload
    till.wait(4)
    assert "display_data" not in till.ask()


def test_elsewhere_the_status_does_not_repeat_the_code() -> None:
    till = Till()
    till.sell(500)
    till.wait(1)
    assert till.ask()["payment"]["status"] == "awaiting customer action"
    assert "display_data" not in till.ask()


def test_before_the_code_is_there_the_payment_is_being_processed() -> None:
    till = Till()
    till.sell(500)
    assert told(till.ask()) == "processing 9999"


def test_sums_and_customers_that_differ_differ_in_letter_and_status() -> None:
    for cents, total, customer in [
        (6, {"amount": 606, "currency": "HKD"}, "c1"),
        (7, {"amount": 507, "currency": "CNY"}, "c1"),
        (29, {"amount": 529, "currency": "HKD"}, "c1-other"),
    ]:
        till = Till()
        till.sell(500 + cents)
        till.wait(100)
        (_, code), (_, end) = till.letters
        assert code["payment"]["sum"] == {"amount": 500 + cents, "currency": "HKD"}
        assert code["customer"] == {"id": "c1"}
        for document in (end, till.ask()):
            assert document["payment"]["sum"] == total
            assert document["customer"] == {"id": customer}
        assert end["operation"]["sum_initial"] == total


def test_repeated_letters_are_the_same_letter() -> None:
    till = Till()
    till.sell(508)
    till.wait(100)
    documents = [document for _, document in till.letters]
    assert documents[0] == documents[2] == documents[4]
    assert documents[1] == documents[3] == documents[5]


def test_the_semicolon_stands_in_letter_and_status() -> None:
    till = Till()
    till.sell(520)
    till.wait(100)
    assert ";" in till.letters[1][1]["operation"]["message"]
    assert ";" in till.ask()["operations"][0]["message"]
