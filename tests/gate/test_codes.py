"""The tables of codes and statuses, checked against the lists they must be."""

from __future__ import annotations

import pytest

from kiosk.gate import codes
from kiosk.gate.codes import Hint, RefusedFor


def test_the_allow_list_is_exactly_the_agreed_one() -> None:
    agreed = "20000 20100 20101 20102 20103 20104 20105 20106 20107 20201 20203 20204 20205 20301 20302 20303 "
    agreed += "20401 20402 20603 20706 100 301 303 310 402"
    risk = {code for code in codes.NOT_PAID if code.startswith("14")}
    assert codes.NOT_PAID - risk == set(agreed.split())
    named = "1401 1402 1405 1409 1411 1415 1422 1433 1434 1450 1460 1499"
    assert set(named.split()) < risk
    assert not risk & {"1400", "1416", "1420", "1436", "1442", "1464", "1498", "14000"}


@pytest.mark.parametrize(
    "code", ["", "0", "9999", "19999", "29999", "20202", "20304", "20501", "20601", "20602", "3041", "x"]
)
def test_other_codes_prove_nothing_in_a_letter(code: str) -> None:
    assert not codes.decline_means_not_paid(code)


def test_money_may_have_moved_is_never_not_paid() -> None:
    assert {"20304", "20801", "20802", "20812", "20899", "10801"} == codes.MOVED
    assert not codes.MOVED & codes.NOT_PAID
    assert all(map(codes.money_may_have_moved, codes.MOVED))
    assert not any(map(codes.signed_decline_counts, codes.MOVED))
    assert not codes.money_may_have_moved("20000")


def test_which_codes_count_in_a_signed_status_decline() -> None:
    assert all(map(codes.signed_decline_counts, ["20000", "20601", "4711"]))
    assert not any(map(codes.signed_decline_counts, ["", "0", "9999", "19999", "29999"]))
    assert [codes.is_wait(code) for code in ("9999", "19999", "29999", "20000")] == [True, True, True, False]


def test_neutral_reasons() -> None:
    assert all(map(codes.is_neutral, ["402", "20401", "20402", "1402", "1499"]))
    assert not any(map(codes.is_neutral, ["20000", "20105", ""]))


def test_statuses_are_in_one_group_only() -> None:
    groups = [codes.PENDING, codes.CONFIRMING, codes.ENDED, frozenset(codes.REVERSED), {codes.SUCCESS, codes.DECLINE}]
    for index, group in enumerate(groups):
        for other in groups[index + 1 :]:
            assert not group & other


@pytest.mark.parametrize(
    "status", ["processing", "external processing", "awaiting customer action", "awaiting a new thing"]
)
def test_open_statuses(status: str) -> None:
    assert codes.is_pending(status)


@pytest.mark.parametrize(
    "status",
    [
        "",
        "success",
        "decline",
        "expired",
        "awaiting",
        "awaiting customer",
        "awaiting confirmation",
        "awaiting finalization",
        "partially paid",
        "scheduled recurring processing",
        "error",
        "cancelled",
        "canceled",
        "unknown",
        "Processing",
    ],
)
def test_statuses_that_are_not_open(status: str) -> None:
    assert not codes.is_pending(status)


@pytest.mark.parametrize(
    ("group", "listed"),
    [
        (RefusedFor.SETTINGS, "3261 3262 2442 3023 3121 3119"),
        (RefusedFor.PROJECT, "2541 310 303 3299"),
        (RefusedFor.SOFTWARE, "3024 2124 2154 2004 2003 702 502 319"),
        (RefusedFor.LIMIT, "3358 2642 309"),
        (RefusedFor.DAILY, "3297 3298"),
        (RefusedFor.DUPLICATE, "3613 1409 1433 1434"),
        (RefusedFor.OTHER, "1402 1405"),
    ],
)
def test_sure_refusals(group: RefusedFor, listed: str) -> None:
    for code in listed.split():
        assert codes.refusal(code) == codes.Refusal(True, group)
        assert not codes.leaves_open(code)


@pytest.mark.parametrize("code", ["3041", "2147", "314", "601", "602", "20802", "9999"])
def test_refusals_that_leave_a_payment_open(code: str) -> None:
    assert codes.leaves_open(code)
    assert not codes.refusal(code).sure


@pytest.mark.parametrize("code", ["", "4711", "20000", "3061"])
def test_unknown_refusals_are_not_sure(code: str) -> None:
    assert codes.refusal(code) == codes.Refusal(False, RefusedFor.OTHER)


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("20101", Hint.LIMIT),
        ("20105", Hint.FUNDS),
        ("20203", Hint.ACCOUNT),
        ("20103", Hint.BANK_APP),
        ("20301", Hint.CANCELLED),
        ("20000", Hint.OTHER),
        ("20401", Hint.OTHER),
        ("1402", Hint.OTHER),
        ("", Hint.OTHER),
    ],
)
def test_hints(code: str, hint: Hint) -> None:
    assert codes.decline_hint(code) is hint


def test_group_names_are_those_of_the_words() -> None:
    assert {group.value for group in RefusedFor} == {
        "settings", "project", "software", "limit", "daily", "duplicate", "other",
    }  # fmt: skip
    assert {hint.value for hint in Hint} == {"limit", "funds", "account", "bank_app", "cancelled", "other"}
