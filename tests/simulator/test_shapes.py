"""The documents against the vendor's page, its SDKs' fixtures and a signature made by hand."""

import json
from typing import Any

import pytest

from kiosk.simulator.shapes import packed, stamp
from tests.simulator.helpers import PROJECT, START, Till, mac

SUM = {"amount": int, "currency": str}
# The keys and kinds of the page's example of a processed purchase, in its order.
STANDARD: dict[str, Any] = {
    "project_id": int,
    "payment": {
        "id": str, "type": str, "status": str, "date": str, "method": str, "sum": SUM, "description": str,
    },
    "customer": {"id": str},
    "operation": {
        "id": int, "type": str, "status": str, "date": str, "created_date": str, "request_id": str,
        "sum_initial": SUM, "sum_converted": SUM, "code": str, "message": str,
        "provider": {"id": int, "payment_id": str, "auth_code": str},
    },
    "signature": str,
}  # fmt: skip


def kinds(value: object) -> object:
    return {key: kinds(inner) for key, inner in value.items()} if isinstance(value, dict) else type(value)


def letters(amount: int) -> list[dict[str, Any]]:
    till = Till()
    till.sell(amount)
    till.wait(100)
    return [document for _, document in till.letters]


@pytest.mark.parametrize("amount", [500, 501, 517, 520, 525])
def test_a_final_letter_has_the_pages_keys_in_the_pages_order(amount: int) -> None:
    letter = letters(amount)[-1]
    assert kinds(letter) == STANDARD
    assert list(letter) == list(STANDARD)
    for part in ("payment", "operation"):
        assert list(letter[part]) == list(STANDARD[part])


def test_a_success_letter_word_for_word() -> None:
    letter = letters(12800)[-1]
    operation_id, request_id = letter["operation"]["id"], letter["operation"]["request_id"]
    total = {"amount": 12800, "currency": "HKD"}
    assert len(str(operation_id)) == 13
    signed = (
        "customer:id:c1;operation:code:0;operation:created_date:2027-01-15T08:00:00+0000;"
        f"operation:date:2027-01-15T08:00:05+0000;operation:id:{operation_id};operation:message:Success;"
        "operation:provider:auth_code:;operation:provider:id:5161;operation:provider:payment_id:;"
        f"operation:request_id:{request_id};operation:status:success;operation:sum_converted:amount:12800;"
        "operation:sum_converted:currency:HKD;operation:sum_initial:amount:12800;"
        "operation:sum_initial:currency:HKD;operation:type:sale;payment:date:2027-01-15T08:00:05+0000;"
        "payment:description:;payment:id:till1-a;payment:method:hk-qr;payment:status:success;"
        f"payment:sum:amount:12800;payment:sum:currency:HKD;payment:type:purchase;project_id:{PROJECT}"
    )
    assert letter == {
        "project_id": PROJECT,
        "payment": {
            "id": "till1-a", "type": "purchase", "status": "success", "date": "2027-01-15T08:00:05+0000",
            "method": "hk-qr", "sum": total, "description": "",
        },
        "customer": {"id": "c1"},
        "operation": {
            "id": operation_id, "type": "sale", "status": "success", "date": "2027-01-15T08:00:05+0000",
            "created_date": "2027-01-15T08:00:00+0000", "request_id": request_id, "sum_initial": total,
            "sum_converted": total, "code": "0", "message": "Success",
            "provider": {"id": 5161, "payment_id": "", "auth_code": ""},
        },
        "signature": mac(signed),
    }  # fmt: skip


def test_a_qr_letter_carries_display_data_at_its_top() -> None:
    letter = letters(500)[0]
    data = letter.pop("display_data")
    assert kinds(letter) == STANDARD
    assert letter["payment"]["status"] == letter["operation"]["status"] == "awaiting customer action"
    assert (letter["operation"]["code"], letter["operation"]["message"]) == ("9999", "Awaiting processing")
    (item,) = data
    assert list(item) == ["type", "title", "data"]
    assert (item["type"], item["title"]) == ("qr_data", "QR code")
    assert item["data"].startswith("000201")


def test_the_status_answer_is_signed_and_lists_its_operations() -> None:
    till = Till()
    till.sell(501)
    till.wait(100)
    answer = till.ask()
    (operation,) = answer.pop("operations")
    assert kinds(operation) == STANDARD["operation"]
    assert answer.pop("account") == {}
    assert kinds(answer) == {key: STANDARD[key] for key in ("project_id", "payment", "customer", "signature")}
    assert answer["payment"]["status"] == operation["status"] == "decline"


def test_an_id_that_was_never_accepted() -> None:
    answer = Till().ask("till1-nobody")
    text = (
        "errors:0:code:3061;errors:0:message:Transaction not found;payment:id:till1-nobody;"
        f"payment:status:error;project_id:{PROJECT}"
    )
    assert answer == {
        "project_id": PROJECT,
        "payment": {"id": "till1-nobody", "status": "error"},
        "errors": [{"code": "3061", "message": "Transaction not found"}],
        "signature": mac(text),
    }


def test_an_error_after_the_acceptance_has_no_operation() -> None:
    (letter,) = letters(526)
    assert "operation" not in letter
    assert "display_data" not in letter
    assert letter["payment"]["status"] == "error"
    assert letter["errors"] == [{"code": "502", "message": "Validation error"}]


def test_the_flat_shape_keeps_ids_and_signature_in_general() -> None:
    code, end = letters(519)
    for letter in (code, end):
        assert sorted(letter["general"]) == ["payment_id", "project_id", "signature"]
        assert "signature" not in letter
        assert "customer" not in letter
        assert letter["sum_request"] == letter["sum_real"] == letter["operations"][0]["sum"]
        assert letter["sum_request"] == {"amount": 519, "currency": "HKD"}
        assert "sum" not in letter["payment"]
    assert code["display_data"][0]["type"] == "qr_data"
    assert (end["payment"]["status"], end["payment"]["result_code"]) == ("success", "0")
    assert (end["operations"][0]["status"], end["operations"][0]["code"]) == ("success", "0")


def test_the_odd_shape_is_odd_in_every_allowed_way() -> None:
    code, end = letters(518)
    assert [code["display_data"][key]["type"] for key in ("0", "1")] == ["add_info", "qr_data"]
    assert end["payment"]["sum"] == {"amount": "518", "currency": "HKD"}
    assert end["operation"]["sum_initial"] == {"amount": 518, "currency": "HKD"}
    assert None in end.values()
    assert {} in end.values()
    assert [] in end.values()
    steps = end["provider_extra_fields"]["steps"]
    assert len(steps) > 10
    assert len(leaves(end)) <= 512
    assert not any(";" in str(leaf) for leaf in leaves(end))


def leaves(value: object) -> list[object]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return [value] if inner is None else [leaf for part in inner for leaf in leaves(part)]


def test_a_forged_letter_differs_from_a_true_one_in_its_signature_only() -> None:
    forged = letters(505)[1]
    text = ";".join(sorted(f"{path}:{value}" for path, value in paths(forged) if path != "signature"))
    assert forged["payment"]["status"] == forged["operation"]["status"] == "success"
    assert forged["operation"]["code"] == "0"
    assert len(forged["signature"]) == 88
    assert forged["signature"] != mac(text)
    honest = letters(500)[1]
    honest_text = ";".join(sorted(f"{path}:{value}" for path, value in paths(honest) if path != "signature"))
    assert honest["signature"] == mac(honest_text)


def paths(value: object, path: str = "") -> list[tuple[str, object]]:
    if not isinstance(value, dict):
        return [(path, value)]
    return [leaf for key, inner in value.items() for leaf in paths(inner, f"{path}:{key}" if path else key)]


def test_operation_ids_belong_to_one_payment_each() -> None:
    till = Till()
    for number in range(50):
        till.sell(500, payment_id=f"till1-{number}", customer=f"c{number}")
    assert len({payment.operation_id for payment in till.gate.payments()}) == 50
    again = Till()
    again.sell(500, payment_id="till1-7")
    assert again.gate.payments()[0].operation_id == till.gate.payments()[7].operation_id


def test_a_body_is_ascii_json() -> None:
    assert packed({"name": "大文", "path": "a/b"}) == b'{"name":"\\u5927\\u6587","path":"a/b"}'
    escaped = packed({"path": "a/b"}, escape_slashes=True)
    assert escaped == b'{"path":"a\\/b"}'
    assert json.loads(escaped) == {"path": "a/b"}


def test_a_time_as_gate_writes_it() -> None:
    assert stamp(START + 0.9) == "2027-01-15T08:00:00+0000"
