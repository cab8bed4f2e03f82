"""What statuses, codes and sums prove together, on both lanes. Every document here carries a good signature."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk.gate import codes
from kiosk.gate.replies import (
    DisplayItem,
    Odd,
    Sum,
    VerifiedConfirming,
    VerifiedDeclined,
    VerifiedEnded,
    VerifiedMoved,
    VerifiedPaid,
    VerifiedPending,
    VerifiedQr,
    VerifiedReversed,
)
from tests.gate.helpers import (
    CODE,
    PAYMENT,
    Doc,
    changed,
    flat,
    letter,
    sale,
    standard,
    status,
    with_code,
    without,
)

HKD = Sum(10000, "HKD")
ACTION = "awaiting customer action"


def pair(payment: str | None, operation: str | None, code: str | None = "0") -> Doc:
    """A standard document whose two statuses are given apart; None leaves the place out."""
    return changed(standard(operation or "", code or ""), "payment.status", payment)


def names(document: Doc) -> tuple[str, str]:
    """The kinds of value that both lanes make of one document."""
    return type(letter(document)).__name__, type(status(document)).__name__


ODD, ENDED = "Odd", "VerifiedEnded"
PAID, DECLINED, MOVED = "VerifiedPaid", "VerifiedDeclined", "VerifiedMoved"
PENDING, CONFIRMING = "VerifiedPending", "VerifiedConfirming"


TABLE: list[tuple[str | None, str | None, str | None, str, str]] = [
    ("success", "success", "0", PAID, PAID),
    ("success", "success", None, ODD, PAID),
    ("success", "success", "20801", ODD, PAID),
    ("success", "success", "9999", ODD, PAID),
    ("success", None, "0", ODD, PAID),
    ("success", "decline", "20000", ODD, ENDED),
    ("success", "processing", "9999", ODD, ENDED),
    ("success", "awaiting confirmation", "9999", ODD, CONFIRMING),
    (None, "success", "0", ODD, ODD),
    (ACTION, "success", "0", ODD, ENDED),
    ("decline", "success", "0", ODD, ENDED),
    ("decline", "decline", "20000", DECLINED, DECLINED),
    ("decline", "decline", "1499", DECLINED, DECLINED),
    ("decline", "decline", "20601", ODD, DECLINED),
    ("decline", "decline", "4711", ODD, DECLINED),
    ("decline", "decline", "0", ODD, ENDED),
    ("decline", "decline", "9999", ODD, ENDED),
    ("decline", "decline", None, ODD, ENDED),
    ("decline", None, "20000", ODD, DECLINED),
    ("decline", "processing", "20000", ODD, ENDED),
    ("decline", "expired", "20000", ODD, ENDED),
    ("decline", "decline", "20304", MOVED, MOVED),
    ("decline", "decline", "10801", MOVED, MOVED),
    ("processing", "processing", "20899", MOVED, MOVED),
    ("expired", "decline", "20802", MOVED, MOVED),
    ("decline", "success", "20812", MOVED, MOVED),
    ("expired", "expired", "20000", ENDED, ENDED),
    ("awaiting customer", "decline", "20000", ENDED, ENDED),
    ("error", None, "502", ENDED, ENDED),
    ("internal error", "internal error", None, ENDED, ENDED),
    ("external error", "external error", None, ENDED, ENDED),
    ("cancelled", "cancelled", None, ENDED, ENDED),
    ("canceled", "canceled", None, ENDED, ENDED),
    ("expired", "success", "0", ODD, ENDED),
    ("awaiting confirmation", "success", "0", CONFIRMING, CONFIRMING),
    ("awaiting confirmation", None, None, CONFIRMING, CONFIRMING),
    ("processing", "awaiting finalization", "9999", CONFIRMING, CONFIRMING),
    ("decline", "awaiting confirmation", "20000", ODD, ENDED),
    (ACTION, ACTION, "9999", PENDING, PENDING),
    (ACTION, None, None, PENDING, PENDING),
    ("processing", "processing", "9999", PENDING, PENDING),
    ("external processing", "processing", "20000", PENDING, PENDING),
    (None, ACTION, "9999", PENDING, ODD),
    (None, None, None, ODD, ODD),
    (ACTION, "decline", "20000", ODD, ENDED),
    ("partially paid", "success", "0", ODD, ENDED),
    ("partially paid", "partially paid", "0", ODD, ENDED),
    ("scheduled recurring processing", "processing", "9999", ODD, ENDED),
    ("SUCCESS", "SUCCESS", "0", ODD, ENDED),
    ("unknown", None, None, ODD, ENDED),
    ("refunded", "success", "0", "VerifiedReversed", "VerifiedReversed"),
    ("partially reversed", "success", "0", "VerifiedReversed", "VerifiedReversed"),
]


@pytest.mark.parametrize(("payment", "operation", "code", "by_letter", "by_status"), TABLE)
def test_statuses_and_codes(
    payment: str | None, operation: str | None, code: str | None, by_letter: str, by_status: str
) -> None:
    assert names(pair(payment, operation, code)) == (by_letter, by_status)


@pytest.mark.parametrize("code", sorted(codes.NOT_PAID))
def test_every_code_of_the_allow_list_declines(code: str) -> None:
    declined = letter(standard("decline", code))
    assert isinstance(declined, VerifiedDeclined)
    assert declined.stated.code == code
    assert declined.quiet is codes.is_neutral(code)


@pytest.mark.parametrize("code", sorted(codes.MOVED))
@pytest.mark.parametrize("place", ["operation.code", "payment.result_code", "errors", "operations"])
def test_money_may_have_moved_wins_over_a_decline_wherever_it_stands(code: str, place: str) -> None:
    value: Any = {"errors": [{"code": code}], "operations": [sale("decline", code, type="payment confirmation", id=9)]}
    document = changed(standard("decline", "20000"), place, value.get(place, code))
    assert names(document) == (MOVED, MOVED)


@pytest.mark.parametrize("kind", ["refund", "reversal", "payout"])
def test_a_successful_reversal_is_never_paid(kind: str) -> None:
    for base in (standard(), flat()):
        for name in ("success", "refunded", "decline"):
            document = changed(base, "payment.status", name)
            document["operations"] = [*document.get("operations", []), sale(type=kind, id=9, code="0")]
            for found in (letter(document), status(document)):
                assert isinstance(found, VerifiedReversed)
                assert found.kind == kind


def test_a_reversal_that_was_only_tried_changes_nothing() -> None:
    document = standard(
        operations=[sale("decline", "3610", type="refund", id=9, sum_initial={"amount": 5, "currency": "XXX"})]
    )
    assert names(document) == (PAID, PAID)
    paid = letter(document)
    assert isinstance(paid, VerifiedPaid)
    assert paid.stated.sums == (HKD,)


@pytest.mark.parametrize(("name", "kind"), sorted(codes.REVERSED.items()))
def test_payment_statuses_that_say_money_went_back(name: str, kind: str) -> None:
    found = status({"payment": {"id": PAYMENT, "status": name}})
    assert isinstance(found, VerifiedReversed)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("document", "by_letter"),
    [
        (flat(), PAID),
        (flat("decline", "20000"), DECLINED),
        (flat(ACTION, "9999"), PENDING),
        (changed(flat(), "operations", {"0": flat()["operations"][0]}), PAID),
        (changed(flat(), "operations.0.type", None), PAID),
        (changed(flat(), "operations.0.code", "0"), PAID),
        (changed(flat(), "operations.0.code", "1"), ODD),
        (without(flat(), "payment.result_code"), ODD),
        (without(flat(), "operations"), ODD),
        (without(flat(), "sum_request"), PAID),
    ],
)
def test_the_flat_shape(document: Doc, by_letter: str) -> None:
    assert type(letter(document)).__name__ == by_letter
    assert type(letter(document, inside="general")).__name__ == by_letter
    assert isinstance(status(document, inside="general"), Odd) is False


@pytest.mark.parametrize(
    "gone", ["project_id", "customer", "payment.sum", "payment.method", "payment.type", "payment.date"]
)
def test_a_success_may_leave_out_what_identity_does_not_need(gone: str) -> None:
    for document in (without(standard(), gone), changed(standard(), gone, None), changed(standard(), gone, {})):
        assert names(document) == (PAID, PAID)


@pytest.mark.parametrize("gone", ["operation.id", "operation.type", "operation.sum_initial", "operation.message"])
def test_the_operation_may_leave_out_what_identity_does_not_need(gone: str) -> None:
    assert names(changed(standard(), gone, None)) == (PAID, PAID)


def test_a_success_letter_needs_one_whole_sum_and_a_status_answer_none() -> None:
    bare = without(without(standard(), "payment.sum"), "operation.sum_initial")
    assert names(bare) == (ODD, PAID)
    for part in ({"amount": 10000}, {"currency": "HKD"}):
        assert names(changed(bare, "payment.sum", part)) == (ODD, PAID)
    assert names(changed(bare, "sum_converted", {"amount": 10000, "currency": "HKD"})) == (ODD, PAID)
    for place in ("payment.sum", "operation.sum_initial", "operation.sum", "sum_request"):
        assert names(changed(bare, place, {"amount": "10000", "currency": "HKD"})) == (PAID, PAID)


@pytest.mark.parametrize("amount", [True, 100.0, "100.00", -1, [1], {"a": 1}])
def test_a_sum_that_cannot_be_read_proves_nothing(amount: Any) -> None:
    assert names(changed(standard(), "payment.sum.amount", amount)) == (ODD, ODD)


def test_a_decline_after_several_attempts() -> None:
    def tried(*found: str) -> Doc:
        operations = [sale("decline", code, id=index) for index, code in enumerate(found)]
        return changed(standard("decline"), "operation", None) | {"operations": operations}

    assert names(tried("20000", "20105")) == (DECLINED, DECLINED)
    assert names(tried("20601", "20105")) == (ODD, DECLINED)
    assert names(tried("9999", "20105")) == (ODD, ENDED)
    other = sale("success", "0", type="customer action", id=9)
    assert names(standard("decline", "20000", operations=[other])) == (DECLINED, DECLINED)
    assert names(without(standard("decline", errors=[{"code": "20105"}]), "operation")) == (ODD, DECLINED)


def test_a_letter_with_a_code_to_show() -> None:
    for document in (
        with_code(),
        changed(with_code(), "payment.status", None),
        flat(ACTION, "9999") | {"qr_code": CODE},
    ):
        found = letter(document)
        assert isinstance(found, VerifiedQr)
        assert found.items == (DisplayItem("qr_data", CODE),)
        assert found.stated.payment_id == PAYMENT
    shown = without(without(with_code(), "payment.status"), "operation")
    assert isinstance(letter(shown), VerifiedQr)
    bare = {"general": {"payment_id": PAYMENT}, "display_data": [{"data": CODE}]}
    assert isinstance(letter(bare), VerifiedQr)


def test_a_code_is_shown_only_while_all_is_open() -> None:
    assert isinstance(letter(changed(with_code(), "payment.status", "expired")), VerifiedEnded)
    assert isinstance(letter(changed(with_code(), "operation.status", "decline")), Odd)
    assert isinstance(letter(changed(with_code(), "payment.status", "unknown")), Odd)
    assert isinstance(letter(changed(with_code(), "operation.code", "20899")), VerifiedMoved)
    assert isinstance(letter(changed(with_code(), "payment.status", "awaiting confirmation")), VerifiedConfirming)
    assert isinstance(letter(changed(with_code(), "display_data", "text")), Odd)
    assert isinstance(
        letter(changed(with_code(), "display_data", [{"type": "add_info", "data": "9"}])), VerifiedPending
    )
    assert isinstance(letter(standard(display_data="text")), VerifiedPaid)


def test_a_status_answer_may_carry_the_code() -> None:
    found = status(with_code())
    assert isinstance(found, VerifiedPending)
    assert (found.items, found.awaiting_action) == ((DisplayItem("qr_data", CODE),), True)


@pytest.mark.parametrize(
    ("payment", "operation", "action"),
    [(ACTION, ACTION, True), (ACTION, None, True), (ACTION, "processing", False), ("processing", ACTION, False)],
)
def test_whether_the_customer_has_yet_to_act(payment: str, operation: str | None, action: bool) -> None:
    for found in (letter(pair(payment, operation, "9999")), status(pair(payment, operation, "9999"))):
        assert isinstance(found, VerifiedPending)
        assert found.awaiting_action is action


@pytest.mark.parametrize(
    "path", ["customer", "customer.id", "operation", "operation.code", "errors", "payment.result_code"]
)
def test_a_wrong_kind_spoils_a_letter_and_not_a_status_answer(path: str) -> None:
    for value in (True, [["x"]]):
        document = changed(standard(), path, value)
        assert isinstance(letter(document), Odd)
        assert isinstance(status(document), VerifiedPaid)


def test_status_answers_tolerate_all_but_their_status() -> None:
    least = {"payment": {"status": "success"}}
    assert isinstance(status(least), VerifiedPaid)
    assert isinstance(status(least | {"customer": 5, "operations": "x", "errors": "y", "general": 7}), VerifiedPaid)
    assert isinstance(status({"payment": {"status": ["success"]}}), Odd)
    assert isinstance(status({"payment": "status:success"}), Odd)


def test_why_is_short_and_says_what() -> None:
    found = letter(pair("x" * 5000, "y"))
    assert isinstance(found, Odd)
    assert found.why.startswith("holds statuses without a plain meaning: xxx")
    assert len(found.why) <= 200
    assert json.dumps(found.why)
