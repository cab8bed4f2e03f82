"""One key, three languages: what people read, and what happens when something is missing."""

import gc
import logging
from datetime import UTC, datetime, timedelta, timezone

import pytest

from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import Left, Say
from kiosk.ui.texts import Language, TextError, Texts, clock_text, left_text, seconds_left

HKD = Money(123_450, Currency.HKD)
CNY = Money(12_850, Currency.CNY)
BOTH = (Language.EN, Language.ZH_HK)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts(strict=True)


def test_the_customer_reads_both_languages_at_once(texts: Texts) -> None:
    assert texts.pair("customer.scan", amount=HKD) == ("Scan to pay HK$1,234.50", "請掃描付款 HK$1,234.50")
    assert texts.pair("customer.paid", amount=HKD) == (
        "Paid HK$1,234.50. Thank you",
        "付款成功 HK$1,234.50，多謝",
    )


def test_cny_is_named_in_words_never_by_a_sign_alone(texts: Texts) -> None:
    told = texts.lines(tuple(Language), "customer.scan", amount=CNY)
    assert told == ("Scan to pay CNY 128.50", "請掃描付款 人民幣 128.50", "请扫描付款 人民币 128.50")


@pytest.mark.parametrize(
    ("minor", "written"),
    [(0, "HK$0.00"), (5, "HK$0.05"), (1_000_000, "HK$10,000.00"), (123_456_789, "HK$1,234,567.89")],
)
def test_money_is_written_with_thousands_and_cents(texts: Texts, minor: int, written: str) -> None:
    assert texts.money(Language.EN, Money(minor, Currency.HKD)) == written
    assert texts.money(Language.ZH_HK, Money(minor, Currency.HKD)) == written


class Foreign:
    """A sum as a message from outside may state it."""

    def __init__(self, minor: int, currency: str) -> None:
        self.minor = minor
        self.currency = currency


def test_a_foreign_or_negative_sum_stays_readable(texts: Texts) -> None:
    assert texts.money(Language.ZH_HK, Foreign(100, "USD")) == "USD 1.00"
    assert texts.money(Language.ZH_HK, Foreign(-150, "CNY")) == "−人民幣 1.50"


def test_a_count_chooses_between_one_and_several(texts: Texts) -> None:
    english = [texts.one(Language.EN, "staff.restarted.headline", n=n) for n in (0, 1, 2)]
    assert [line.rpartition(" Checking ")[2] for line in english] == ["0 payments.", "1 payment.", "2 payments."]
    assert texts.one(Language.ZH_HK, "staff.today.count", n=1) == "已收款 1 單"


def test_a_count_given_to_a_text_that_does_not_count_changes_nothing(texts: Texts) -> None:
    for language in Language:
        assert texts.one(language, "staff.back", n=3) == texts.one(language, "staff.back")


def test_a_screen_value_is_said_with_the_time_left_and_the_clock(texts: Texts) -> None:
    moment = datetime(2026, 11, 22, 6, 32, 10, tzinfo=UTC)
    said = Say("customer.valid_until_about", (("time", moment), ("left", Left(deadline=345.0))))
    assert texts.say_pair(said, now=100.4) == (
        "Valid until about 14:32 (4:05 left)",
        "二維碼有效期約至 14:32（尚餘 4:05）",
    )
    assert texts.say(Language.ZH_CN, said, now=345.0) == "二维码有效期约至 14:32（剩余 0:00）"


def test_words_from_outside_are_never_filled_again(texts: Texts) -> None:
    told = texts.one(Language.EN, "staff.small_print", code="{message}", message="{code}\\1")
    assert told == "Code {message}: {code}\\1"


def test_what_is_missing_is_loud_in_tests(texts: Texts) -> None:
    with pytest.raises(TextError, match=r"'staff\.nothing' is not in the catalogue"):
        texts.one(Language.EN, "staff.nothing")
    with pytest.raises(TextError, match=r"customer\.scan needs a value 'amount'"):
        texts.one(Language.EN, "customer.scan")
    with pytest.raises(TextError, match="needs the time now"):
        texts.one(Language.EN, "staff.time_left", left=Left(5.0))


def test_what_is_missing_is_logged_at_a_till_and_the_till_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    lenient = Texts()
    with caplog.at_level(logging.ERROR, logger="kiosk.ui.texts"):
        assert lenient.one(Language.EN, "staff.nothing") == "staff.nothing"
        assert lenient.one(Language.EN, "customer.scan") == "Scan to pay …"
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert "staff.nothing" in caplog.text
    assert "amount" in caplog.text


def test_the_catalogues_outlive_the_garbage_collector() -> None:
    texts = Texts(strict=True)
    before = texts.pair("customer.idle")
    gc.collect()
    filler = [bytes(40_000) for _ in range(50)]
    assert texts.pair("customer.idle") == before
    assert len(filler) == 50


@pytest.mark.parametrize(
    ("seconds", "written"), [(300, "5:00"), (245, "4:05"), (9, "0:09"), (0, "0:00"), (-3, "0:00"), (3_600, "60:00")]
)
def test_time_left_is_minutes_and_seconds(seconds: int, written: str) -> None:
    assert left_text(seconds) == written


@pytest.mark.parametrize(
    ("now", "seconds"), [(0.0, 300), (0.5, 300), (0.995, 299), (1.0, 299), (299.2, 1), (300.0, 0), (400.0, 0)]
)
def test_a_begun_second_counts_and_zero_means_over(now: float, seconds: int) -> None:
    assert seconds_left(Left(300.0), now) == seconds


def test_a_day_is_written_as_each_language_writes_it(texts: Texts) -> None:
    assert [texts.day(language, "2026-11-28") for language in Language] == [
        "Saturday 28 November 2026",
        "2026年11月28日 星期六",
        "2026年11月28日 星期六",
    ]
    assert texts.day(Language.ZH_HK, "2027-01-03") == "2027年1月3日 星期日"
    assert texts.day(Language.EN, "") == ""
    with pytest.raises(ValueError, match="isoformat"):
        texts.day(Language.EN, "today")


def test_clock_time_is_hong_kongs() -> None:
    assert clock_text(datetime(2026, 1, 1, 16, 5, tzinfo=UTC)) == "00:05"
    assert clock_text(datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))) == "18:00"
    with pytest.raises(ValueError, match="give it in UTC"):
        clock_text(datetime(2026, 1, 1, 16, 5))  # noqa: DTZ001  # a moment without a zone is the point
