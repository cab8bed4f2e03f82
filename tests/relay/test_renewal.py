"""New epochs: what a till hears, and that the counters stay true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

from kiosk.relay.limits import LIMITS, Limits
from tests.relay.helpers import DAY, Desk, bodies, letter


def draw() -> Callable[[], str]:
    numbers = count()
    return lambda: f"new{next(numbers)}"


def acknowledged(desk: Desk) -> str:
    page = desk.poll()
    query = f"after={page['last']}&epoch={page['epoch']}"
    desk.poll(query)
    return query


def test_a_till_hears_the_new_epoch_and_its_letters_once_more(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    query = acknowledged(desk)
    before = desk.probe()
    assert before["taken"] == before["last"]
    # The project's orphan box and the till's.
    assert desk.store.renew_epochs(draw()) == 2
    page = desk.poll(query)
    assert page["epoch"].startswith("new")
    assert bodies(page) == [letter("till1-A")]
    # A receipt of the epoch before says nothing in this one.
    assert desk.probe()["taken"] == 0
    assert desk.probe()["last"] == before["last"]


def test_each_box_has_an_epoch_of_its_own(desk: Desk) -> None:
    token = desk.service.add_till("shop", "till2")
    desk.store.renew_epochs(draw())
    assert desk.probe()["epoch"] != desk.probe(token)["epoch"]


def test_what_is_handed_out_again_counts_as_unread(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, box_letters=2))
    desk.post(letter("till1-A"))
    acknowledged(desk)
    desk.post(letter("till1-B"))
    assert desk.store.unread() == (1, 0)
    desk.store.renew_epochs(draw())
    assert desk.store.unread() == (2, 0)
    assert desk.post(letter("till1-C")).status == 503
    acknowledged(desk)
    assert desk.store.unread() == (0, 0)
    assert desk.post(letter("till1-C")).status == 200


def test_sweeping_after_it_counts_right(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    acknowledged(desk)
    desk.store.renew_epochs(draw())
    desk.clock.now += 2 * DAY
    desk.service.sweep()
    # Nobody has read it in this epoch, so it is kept like any unread letter.
    assert bodies(desk.poll()) == [letter("till1-A")]
    desk.clock.now += 12 * DAY + 1
    desk.service.sweep()
    assert desk.store.unread() == (0, 0)


def test_bytes_that_came_before_are_still_known(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    desk.store.renew_epochs(draw())
    assert desk.post(letter("till1-A")).status == 200
    assert len(desk.poll()["letters"]) == 1
