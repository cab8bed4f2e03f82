"""Words: the staff's language, the customer's languages at once, and texts ready to count."""

from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import Left, Say
from kiosk.ui.measure import HOLE
from kiosk.ui.texts import Language
from kiosk.ui.words import customer_languages
from tests.ui.faces import Clock, make_kit
from tests.ui.screens import CNY, HKD, NOW


def test_staff_read_their_language_and_it_may_change(clock: Clock) -> None:
    words = make_kit(clock).words
    assert words.staff("staff.charge") == "收款"
    words.language = Language.EN
    assert words.staff("staff.charge") == "Charge"
    assert words.say(Say("staff.paid.headline", (("amount", HKD),))) == "Paid HK$128.50"
    assert words.say(None) == ""


def test_the_customer_reads_the_shops_languages_and_for_renminbi_simplified_too(clock: Clock) -> None:
    words = make_kit(clock).words
    assert words.customer("customer.scan_word", HKD) == ("請掃描付款", "Scan to pay")
    assert words.customer("customer.scan_word", CNY) == ("請掃描付款", "Scan to pay", "请扫描付款")
    assert customer_languages(None) == (Language.ZH_HK, Language.EN)
    assert words.beside("customer.paid_thanks", None) == "多謝   Thank you"
    assert words.currency(HKD) == "港元   Hong Kong dollar"


def test_an_amount_has_the_same_figures_for_everybody(clock: Clock) -> None:
    words = make_kit(clock).words
    assert words.amount(Money(1_000_000, Currency.HKD)) == "HK$10,000.00"
    assert words.amount(CNY) == "CNY 8,888.88"
    assert words.money(CNY) == "人民幣 8,888.88"


def test_a_text_that_counts_keeps_a_hole_for_the_time(clock: Clock) -> None:
    words = make_kit(clock, language=Language.EN).words
    counted = words.counted(Say("staff.qr_shown.headline", (("left", Left(NOW + 90)),)))
    assert counted.text == f"Waiting for payment, {HOLE} left."
    assert counted.left(words.now()) == "1:30"
    clock.now += 89.5
    assert counted.left(words.now()) == "0:01"
    clock.now += 5
    assert counted.left(words.now()) == "0:00"


def test_a_text_that_does_not_count_has_none(clock: Clock) -> None:
    words = make_kit(clock).words
    assert HOLE not in words.counted(Say("staff.charge")).text
    assert words.counted(None).text == ""


def test_a_wake_up_a_hair_early_already_shows_its_second(clock: Clock) -> None:
    words = make_kit(clock).words
    clock.now = NOW - 0.05
    assert words.say(Say("staff.time_left", (("left", Left(NOW + 60)),))) == "尚餘 1:00"


def test_sentences_follow_one_another_as_each_language_writes_them(clock: Clock) -> None:
    says = (Say("staff.goods.keep"), Say("staff.again.no"))
    assert make_kit(clock).words.sentences(says) == "請先不要交貨。請勿再次收款。"
    assert make_kit(clock, language=Language.EN).words.sentences(says) == "Keep the goods. Do not charge again."
    assert make_kit(clock).words.sentences(()) == ""
