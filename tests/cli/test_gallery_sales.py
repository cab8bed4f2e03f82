"""The sales of the gallery: each heading of the counter once, with the longest small print and every tile there is."""

from __future__ import annotations

from kiosk.cli.gallery_sales import LONG_MESSAGE, sales
from kiosk.sale import words
from kiosk.sale.screen import CustomerPage
from kiosk.sale.verdict import IF_NONE, SECOND

SALES = sales()


def test_each_heading_has_a_sale_of_its_own() -> None:
    assert {f"staff-{key}" for key in (*words.NOT_STARTED.values(), *words.UNSETTLED.values())} <= set(SALES)
    assert {f"staff-{words.refused(code)}" for code in ("", *words.REFUSED_GROUP)} <= set(SALES)


def test_the_longest_that_can_be_said_is_said() -> None:
    refused = SALES["staff-staff.refused.project"].staff
    assert len(LONG_MESSAGE) > 200
    assert refused.small.endswith(LONG_MESSAGE.partition(" ")[2])
    hint = SALES["staff.decline_hint.account"].staff
    assert IF_NONE in hint.verdict, "another attempt of the sale was shown"
    assert SECOND in SALES["staff-staff.unsettled"].staff.verdict
    assert {len(SALES[name].staff.tiles) for name in ("longest-hkd", "longest-cny-asked")} == {5}


def test_each_cause_why_a_customer_cannot_pay_has_its_help() -> None:
    helped = [SALES[f"stopped-{cause}"].staff for cause in words.CAUSES]
    assert [staff.action for staff in helped] == [words.cause_help(cause) for cause in words.CAUSES]
    assert None not in [staff.action for staff in helped]


def test_the_customer_sees_each_page_in_both_currencies() -> None:
    seen = {(screen.customer.page, screen.customer.money) for name, screen in SALES.items() if "customer-" in name}
    assert {page for page, _money in seen} >= set(CustomerPage) - {CustomerPage.QR, CustomerPage.IDLE}
    assert len({money for _page, money in seen}) == 2
