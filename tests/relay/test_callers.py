"""Whom a request is counted under, and who has to make room."""

from __future__ import annotations

import pytest

from kiosk.relay.callers import Proxies, Strangers, proxies
from kiosk.relay.errors import SettingError


@pytest.mark.parametrize(
    ("forwarded", "source"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1 ", "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("192.0.2.1, 127.0.0.1", "192.0.2.1"),
        ("192.0.2.1, 10.0.0.7, 127.0.0.1", "192.0.2.1"),
        ("192.0.2.1:4711", "192.0.2.1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("2001:DB8:0::1", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("192.0.2.1, nonsense", "127.0.0.1"),
        ("nonsense", "127.0.0.1"),
        ("10.0.0.7", "127.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(forwarded: str, source: str) -> None:
    trusted = Proxies(("127.0.0.1", "10.0.0.0/8"))
    assert trusted.speaks_for("127.0.0.1", forwarded) == source


def test_this_machine_is_trusted_unless_somebody_else_is_named() -> None:
    assert proxies(None).trust("127.0.0.1")
    assert proxies(None).trust("::1")
    assert not proxies(None).trust("127.0.0.2")
    assert not proxies(["10.0.0.7"]).trust("127.0.0.1")
    assert proxies(["10.0.0.7"]).trust("::ffff:10.0.0.7")
    assert not proxies(None).trust("")


@pytest.mark.parametrize("text", ["", "proxy.example", "10.0.0.0/33", "10.0.0.1/8"])
def test_a_proxy_that_is_no_address_is_refused_with_a_cure(text: str) -> None:
    with pytest.raises(SettingError, match=r"10\.0\.0\.7"):
        proxies([text])


def test_one_address_too_many_costs_its_own_oldest_and_nobody_elses() -> None:
    strangers: Strangers[int] = Strangers(most=3)
    assert strangers.enter(99, "192.0.2.9") is None
    gone = [strangers.enter(number, "192.0.2.1") for number in range(6)]
    assert gone == [None, None, None, 0, 1, 2]
    assert len(strangers) == 4


def test_who_has_shown_something_never_makes_room() -> None:
    strangers: Strangers[int] = Strangers(most=3)
    for till in range(20):
        assert strangers.enter(till, "192.0.2.1") is None
        strangers.leave(till)
    assert [strangers.enter(number, "192.0.2.1") for number in range(100, 104)] == [None, None, None, 100]
    strangers.leave(0)
    strangers.leave(100)
    assert len(strangers) == 3


def test_a_proxys_connections_are_counted_under_no_address() -> None:
    strangers: Strangers[int] = Strangers(most=3)
    assert [strangers.enter(number, None) for number in range(10)] == [None] * 10
    assert [strangers.oldest(), strangers.oldest(), len(strangers)] == [0, 1, 8]


def test_one_who_rents_an_address_has_the_whole_network_behind_it() -> None:
    strangers: Strangers[int] = Strangers(most=1)
    assert strangers.enter(1, "2001:db8::1") is None
    assert strangers.enter(2, "2001:db8::2") == 1
    assert strangers.enter(3, "2001:db8:0:1::1") is None


def test_nobody_to_send_away_is_nobody() -> None:
    strangers: Strangers[int] = Strangers(most=1)
    assert strangers.oldest() is None
    assert strangers.enter(1, "") is None
    assert strangers.oldest() == 1
    assert len(strangers) == 0
