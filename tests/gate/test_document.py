"""Fields come out alike whichever documented shape they stand in, and odd kinds are told apart from absent ones."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk.bounded_json import Json, read_object
from kiosk.gate.document import Document, Part, listed, places, prune, read
from kiosk.gate.verified import DisplayItem
from tests.gate.helpers import PAYMENT, PROJECT, changed, flat, sale, standard, with_code, without

HKD = Part(10000, "HKD")


def reading(document: dict[str, Any]) -> Document:
    said = prune(read_object(json.dumps(document).encode()))
    assert isinstance(said, dict)
    return read(said)


def test_the_standard_shape() -> None:
    content = reading(standard())
    assert content.ids == (PAYMENT,)
    assert content.projects == (PROJECT,)
    assert (content.customer_id, content.status) == ("c-1", "success")
    assert content.sums == (HKD,)
    [operation] = content.operations
    assert content.sales == (operation,)
    assert (operation.id, operation.type, operation.status) == ("5205000010711", "sale", "success")
    assert (operation.code, operation.message) == ("0", "words")
    assert (operation.sums, operation.other_sums) == ((HKD,), (HKD,))
    assert (content.faults, content.odd_sums, content.odd_display, content.noted) == ((), (), (), ())


def test_the_flat_shape() -> None:
    content = reading(flat())
    assert (content.ids, content.projects, content.customer_id) == ((PAYMENT,), (PROJECT,), "")
    assert (content.status, content.code, content.message) == ("success", "0", "words")
    assert (content.sums, content.other_sums) == ((HKD,), (HKD,))
    assert content.sales[0].sums == (HKD,)
    assert content.faults == ()


def test_operations_may_be_listed_single_or_keyed_by_place() -> None:
    one, two = sale("decline", "20000", id=1), sale(id=2)
    base = without(standard(), "operation")
    expected = reading(base | {"operations": [one, two]}).operations
    assert [operation.id for operation in expected] == ["1", "2"]
    for shape in ({"1": two, "0": one}, [one, None, {}, two], {"0": one, "7": two}):
        assert reading(base | {"operations": shape}).operations == expected
    assert reading(base | {"operations": {str(n): sale(id=n) for n in range(12)}}).operations[10].id == "10"
    for name in ("operation", "operations"):
        assert reading(base | {name: two}).operations == expected[1:]
        assert reading(base | {name: [two]}).operations == expected[1:]


def test_one_operation_given_twice_is_one() -> None:
    assert len(reading(standard() | {"operations": [sale()]}).operations) == 1
    content = reading(standard() | {"operations": [sale("decline")]})
    assert content.faults == ("two statuses of one operation",)
    assert reading(standard() | {"operations": [sale("decline", id=None)]}).faults == ()


def test_a_lone_operation_without_type_is_the_sale() -> None:
    assert len(reading(changed(standard(), "operation.type", None)).sales) == 1
    assert reading(changed(standard(), "operation.type", "refund")).sales == ()
    two = [sale(type="", id=1), sale(type="", id=2)]
    assert reading(standard() | {"operation": None, "operations": two}).sales == ()
    named = [sale(type="", id=1), sale(id=2)]
    assert [operation.id for operation in reading(standard(operation=None, operations=named)).sales] == ["2"]


@pytest.mark.parametrize("nothing", [None, "", {}, [], [None, {}], {"x": [{}]}])
def test_what_says_nothing_is_absent(nothing: Any) -> None:
    for path in ("customer", "payment.sum", "operation.sum_initial", "display_data", "errors", "general", "project_id"):
        expected = reading(without(changed(standard(), path, "x"), path))
        assert reading(changed(standard(), path, nothing)) == expected


def test_pruning_keeps_what_says_something() -> None:
    assert prune({"a": False, "b": ["0", None, "x"], "c": {"d": {"e": ""}}}) == {"a": False, "b": ["0", "x"]}
    assert prune("x") == "x"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("customer", "id:c-1"),
        ("customer.id", {"a": "b"}),
        ("customer.id", True),
        ("payment.status", ["success"]),
        ("payment.id", False),
        ("general", "x"),
        ("general", [1]),
        ("project_id", {"a": 1}),
        ("operation", "sale"),
        ("operation", ["x"]),
        ("operation.status", {"a": 1}),
        ("operation.code", False),
        ("operation.type", True),
        ("operation.id", [7]),
        ("operation.sum_converted", "amount:5"),
        ("operation.sum_converted.amount", True),
        ("sum_real", [1]),
        ("errors", "code:20801"),
        ("errors", [{"code": True}]),
        ("code", True),
    ],
)
def test_a_wrong_kind_is_a_fault(path: str, value: Any) -> None:
    content = reading(changed(standard(), path, value))
    assert content.faults
    assert not content.odd_sums


@pytest.mark.parametrize("path", ["payment.sum", "operation.sum_initial", "operation.sum", "sum_request"])
@pytest.mark.parametrize(
    "value",
    [
        {"amount": 100.5, "currency": "HKD"},
        {"amount": "10 000", "currency": "HKD"},
        {"amount": -1, "currency": "HKD"},
        {"amount": True, "currency": "HKD"},
        {"amount": [1], "currency": "HKD"},
        {"amount": 10000, "currency": True},
        "10000",
        [10000],
        True,
    ],
)
def test_a_sum_that_cannot_be_read_is_told(path: str, value: Any) -> None:
    assert reading(changed(standard(), path, value)).odd_sums == (path,)


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ({"amount": "10000", "currency": "hkd"}, (HKD,)),
        ({"amount": 10000}, (Part(10000, ""),)),
        ({"currency": "CNY"}, (Part(None, "CNY"),)),
        ({"amount": None, "currency": ""}, ()),
        ({"note": "x"}, ()),
    ],
)
def test_parts_of_a_sum(value: Any, part: tuple[Part, ...]) -> None:
    content = reading(changed(standard(), "payment.sum", value))
    assert (content.sums, content.odd_sums, content.faults) == (part, (), ())


def test_sums_of_other_operations_and_other_sums_do_not_matter() -> None:
    odd = {"amount": "much"}
    content = reading(standard(operations=[sale(id=9, type="commission", sum="x", sum_converted=True)], sum_real=odd))
    assert (content.faults, content.odd_sums, content.other_sums) == ((), (), ())


def test_ids_and_projects_stand_in_several_places() -> None:
    content = reading({"general": {"payment_id": 7, "project_id": "12"}, "payment": {"id": "8"}, "payment_id": "7"})
    assert content.ids == ("7", "8")
    assert content.projects == (12,)
    assert reading({"project_id": 12, "general": {"project_id": 13}}).projects == (13, 12)
    assert reading({"project_id": "[2] projectId"}).projects == (0,)
    assert reading({"project_id": "0"}).projects == (0,)


def test_elements_to_display() -> None:
    assert reading(with_code("text")).items == (DisplayItem("qr_data", "text"),)
    shown = {"0": {"data": 123}, "1": {"type": "qr_img", "data": "x"}, "2": {"type": "add_info", "data": "y"}}
    content = reading(standard(display_data=shown))
    assert content.items == (DisplayItem("qr_data", "123"), DisplayItem("qr_img", "x"))
    content = reading(standard(display_data=[{"type": "qr_data"}], qr_code="spare"))
    assert content.items == (DisplayItem("qr_data", "spare"),)
    assert reading(standard(display_data=[{"data": "x"}], qr_code="spare")).items == (DisplayItem("qr_data", "x"),)


@pytest.mark.parametrize(
    "value", ["text", ["x"], [{"data": True}], [{"data": "x", "type": ["a"]}], [{"data": {"a": 1}}]]
)
def test_elements_of_a_wrong_kind_are_told(value: Any) -> None:
    content = reading(standard(display_data=value))
    assert (content.items, content.odd_display) == ((), ("display_data",))
    assert content.faults == ()


def test_codes_and_messages_are_gathered() -> None:
    document = standard("error", "1", message="top", errors=[{"code": 3, "message": "m"}, {"code": "4"}]) | {"code": 2}
    content = reading(changed(document, "payment.result_code", "5"))
    assert content.codes == ("1", "5", "2", "3", "4")
    assert content.errors == (("3", "m"), ("4", ""))
    assert content.message == "top"
    assert reading(standard(message={"a": 1}, description=True)).message == ""


def test_what_is_odd_is_noted_for_the_log() -> None:
    document = changed(changed(standard(), "payment.method", "fps"), "payment.type", "sale")
    document = changed(changed(document, "payment.description", "x" * 300), "description", "y")
    noted = dict(reading(document).noted)
    assert noted == {
        "payment.method": "fps",
        "payment.type": "sale",
        "payment.description": "x" * 255,
        "description": "y",
    }


def test_places_are_walked_at_every_depth() -> None:
    value: Json = {"a": {"b": "x"}, "c": ["y", {"d": "z"}]}
    assert [".".join(path) for path, _ in places(value)] == ["a", "a.b", "c", "c.0", "c.1", "c.1.d"]
    assert list(places("x")) == []


def test_listed_takes_lists_of_any_spelling() -> None:
    assert listed(None) == []
    assert listed(["x"]) == ["x"]
    assert listed("x") == ["x"]
    assert listed({"a": "x"}) == [{"a": "x"}]
    assert listed({"10": "c", "2": "b", "0": "a"}) == ["a", "b", "c"]
    assert listed({"0": "a", "²": "b"}) == [{"0": "a", "²": "b"}]
