"""The keypad tells every touch on and shows exactly what the counter holds."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kiosk.sale import events
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import Act, Button, Say, Screen
from kiosk.ui.keypad_page import entry_figures, items_text, newest, typed_key
from kiosk.ui.page import Page
from tests.ui.screens import BOTH, IDLE, KEYPAD
from tests.ui.stage import Stage

KEYS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "00")
TYPING = replace(KEYPAD, entry="128.5", currencies=BOTH)


def keypad(stage: Stage, **changes: object) -> None:
    stage.show(Screen(replace(TYPING, **changes), IDLE))  # type: ignore[arg-type]  # fields a test changes


def test_every_key_under_the_finger_says_what_it_is(stage: Stage) -> None:
    keypad(stage)
    for name in [*(f"key{figures}" for figures in KEYS), "keyPoint", "keyPlus", "keyErase", "keyClear"]:
        stage.click(name)
    wanted = [*(events.KeyTyped(figures) for figures in (*KEYS, ".", "+")), events.Erased(), events.Cleared()]
    assert stage.heard == wanted
    stage.heard.clear()
    stage.click("currencyButton")
    stage.click("chargeButton")
    assert stage.heard == [events.CurrencyPressed(), events.ChargePressed()]


@pytest.mark.parametrize(
    ("entry", "figures"),
    [("", "0.00"), ("0", "0"), ("128.5", "128.5"), ("1234567.", "1,234,567."), (".5", "0.5"), ("007", "7")],
)
def test_figures_are_the_typed_ones_with_thousands_apart(entry: str, figures: str) -> None:
    assert entry_figures(entry) == figures


def test_the_amount_is_written_in_the_currency_that_is_chosen(stage: Stage) -> None:
    keypad(stage)
    assert stage.text("amountText") == "HK$128.5"
    keypad(stage, currency=Currency.CNY)
    assert stage.text("amountText") == "人民幣 128.5"


def test_with_one_currency_there_is_nothing_to_choose(stage: Stage) -> None:
    keypad(stage, currencies=(Currency.HKD,))
    assert not stage.seen("currencyButton")
    stage.key(Qt.Key.Key_F9)
    assert stage.heard == []


def test_a_charge_that_is_not_possible_says_why_and_a_refused_key_comes_first(stage: Stage) -> None:
    why = Button(Act.CHARGE, enabled=False, why=Say("staff.cause.starting"))
    keypad(stage, buttons=(why,))
    assert not stage.found("chargeButton").isEnabled()
    starting = stage.text("chargeButton")
    assert starting.endswith(f"\n{stage.shell.kit.words.staff('staff.cause.starting')}")
    assert stage.text("entryMessage") == "", "said once"
    stage.click("chargeButton")
    assert stage.heard == []
    keypad(stage, buttons=(why,), entry_refused=Say("staff.payee", (("payee", "<i>no</i>"),)))
    assert "<i>no</i>" in stage.text("entryMessage")
    keypad(stage, buttons=())
    assert not stage.found("chargeButton").isEnabled()
    assert stage.text("chargeButton") == stage.shell.kit.words.staff("staff.charge")


@pytest.mark.parametrize("size", [(640, 360), (1280, 800), (800, 1280)])
def test_keys_neither_overlap_nor_leave_the_page_and_a_finger_can_hit_them(stage: Stage, size: tuple[int, int]) -> None:
    stage.shell.staff_window.resize(*size)
    keypad(stage)
    page = stage.found("keypadPage")
    assert isinstance(page, Page)
    names = [*(f"key{figures}" for figures in KEYS), "keyPoint", "keyPlus", "keyErase", "keyClear", "chargeButton"]
    keys = [stage.found(name).geometry() for name in names]
    for number, key in enumerate(keys):
        assert page.rect().contains(key)
        assert min(key.width(), key.height()) >= 44
        assert not any(key.intersects(other) for other in keys[number + 1 :])


def test_items_stand_above_their_sum(stage: Stage) -> None:
    keypad(stage, entry="1234.5+30+", money=Money(126_450, Currency.HKD))
    assert (stage.text("itemsText"), stage.text("amountText")) == ("1,234.5 + 30 +", "HK$1,264.50")
    keypad(stage, entry="1234.5", money=Money(123_450, Currency.HKD))
    assert (stage.text("itemsText"), stage.text("amountText")) == ("", "HK$1,234.5"), "one item stands as it was typed"


def test_items_are_written_with_their_thousands_apart() -> None:
    assert items_text("1234.5+0.5+12.") == "1,234.5 + 0.5 + 12."


def test_of_many_items_the_newest_are_seen(stage: Stage) -> None:
    twenty = "+".join(f"{number}00" for number in range(10, 30))
    keypad(stage, entry=twenty, money=Money(3_900_000, Currency.HKD))
    shown = stage.text("itemsText")
    assert shown.startswith("… + ")
    assert shown.endswith(" + 2,800 + 2,900")
    assert newest("12 + 5", 10_000, 12) == "12 + 5"
    assert newest("12 + 5", 1, 12) == "… + 5", "the one that is being typed stays"


@pytest.mark.parametrize("text", [",", "."])
def test_a_comma_is_a_point_where_the_keyboard_has_one(text: str) -> None:
    assert typed_key(text) == events.KeyTyped(".")


def test_a_refused_key_and_why_charge_is_grey_stand_together(stage: Stage) -> None:
    stage.show("typing-full")
    assert stage.text("entryMessage") == "轉數快每筆最多收款 HK$10,000.00"
    assert stage.text("chargeButton").endswith("\n請按退格鍵繼續")


def test_why_a_key_was_refused_is_read_where_the_amount_is(stage: Stage) -> None:
    """A clerk who looks at the figures sees it without looking for it."""
    keypad(stage, entry="128.50", entry_refused=Say("staff.decimals"))
    page = stage.shell.staff.keypad
    scale = page.kit.scale(page)
    assert page.message.font().pixelSize() >= scale.lead
    centre = page.amount.geometry().center().y()
    figures = page.amount.fontMetrics().height()
    assert page.message.geometry().top() <= centre + figures // 2 + scale.sm
    assert page.message.geometry().top() >= centre + page.amount.font().pixelSize() // 3
    assert not page.message.cut


def test_what_became_of_the_sale_set_aside_gives_way_to_what_stops_a_charge(stage: Stage) -> None:
    stage.show("set-aside")
    assert stage.text("entryMessage") == "已掃描，等候結果。請先不要交貨。"
    keypad(stage, headline=Say("staff.set_aside.headline"), entry_refused=Say("staff.decimals"))
    assert stage.text("entryMessage") == "最多兩個小數位"
