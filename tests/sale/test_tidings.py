"""Whatever a payment heard, in whatever state the counter is: it is answered, and nothing is invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.sale.news import react
from kiosk.sale.payment import State
from kiosk.sale.tidings import Heard, News
from kiosk.sale.till import Draft
from tests.sale.helpers import CONFIRMING, ONE, Playbook, code, decline, qr, success
from tests.sale.openings import accepted, charged, expired, offered, set_aside

BOOKS: dict[str, Callable[[], Playbook]] = {
    "ordering": charged,
    "awaiting": accepted,
    "doubtful": lambda: accepted().hears(qr(code(None))),
    "offering": offered,
    "checking": expired,
    "confirming": lambda: offered().hears(CONFIRMING),
    "approved": lambda: offered().hears(success()),
    "declined": lambda: offered().hears(decline()),
    "not started": lambda: accepted().tick(15.0),
    "aside": set_aside,
}


@pytest.mark.parametrize("what", Heard)
@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("letter", [True, False])
def test_news_never_touch_what_is_known_of_money(name: str, what: Heard, letter: bool) -> None:
    book = BOOKS[name]()
    draft = Draft(book.till, book.now)
    react(draft, News(ONE, what, code() if what is Heard.CODE else None, "amount", letter))
    before, after = book.state(), draft.done().till.payments[ONE].state
    moved = {State.WATCHING, State.QR_READY}
    assert after is before or after in moved, "only the end of showing is written by the counter"
