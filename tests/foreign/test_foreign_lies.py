"""What the other platform never said shows nothing: forged, altered, foreign, replayed, contradictory, malformed.

The relay is somebody else's and passes on whatever it is given. Every screen is held against the platform's truth while
the till runs, so a code, a green or a refusal that is not so ends each of these tests.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.foreign.counter import ForeignCounter, counter
from tests.foreign.dialect import PLAIN
from tests.foreign.documents import OPEN, PAID, Documents, Stage, declined
from tests.foreign.gate import PROJECT, SECRET, Account
from tests.foreign.hkqr import CodeForm, merchant_code
from tests.foreign.journey import HEARD_S, offer
from tests.foreign.signer import signature
from tests.foreign.writing import signed, written

pytestmark = pytest.mark.usefixtures("qapp")

ANYONE = replace(PLAIN, relay="other")
Document = dict[str, Any]
Lie = Callable[[ForeignCounter, Account, Stage], bytes]


def paper(till: ForeignCounter, account: Account, stage: Stage) -> Document:
    """An unsigned letter of the platform."""
    return account.papers.letter(stage, till.gate.utc())


def truly(document: Document, secret: str = SECRET) -> bytes:
    return written(signed(document, ANYONE, secret), ANYONE)


def raw(document: Document) -> bytes:
    return json.dumps(document).encode()


def with_mark(document: Document, mark: object) -> bytes:
    return raw({**document, "signature": mark})


def unsigned(till: ForeignCounter, account: Account, stage: Stage) -> bytes:
    return raw(paper(till, account, stage))


def rubbish_mark(till: ForeignCounter, account: Account, stage: Stage) -> bytes:
    return with_mark(paper(till, account, stage), "A" * 86 + "==")


def other_key(till: ForeignCounter, account: Account, stage: Stage) -> bytes:
    return truly(paper(till, account, stage), "another project's key")


def empty_key(till: ForeignCounter, account: Account, stage: Stage) -> bytes:
    return truly(paper(till, account, stage), "")


def borrowed_mark(till: ForeignCounter, account: Account, stage: Stage) -> bytes:
    """The true mark of an honest letter under another text."""
    honest = signature(paper(till, account, Stage("processing", "processing", "9999")), SECRET)
    return with_mark(paper(till, account, stage), honest)


def mark_as_list(till: ForeignCounter, account: Account, stage: Stage) -> bytes:
    document = paper(till, account, stage)
    return with_mark(document, [signature(document, SECRET)])


def mark_twice(till: ForeignCounter, account: Account, stage: Stage) -> bytes:
    """One true mark of the honest letter, and what it does not cover hidden under the word that is not signed."""
    honest = paper(till, account, Stage("processing", "processing", "9999"))
    lie = paper(till, account, stage)
    mark = signature(honest, SECRET)
    return raw({**honest, "signature": mark, "general": {"signature": {"payment": lie["payment"]}}})


def hidden_below(till: ForeignCounter, account: Account, stage: Stage) -> bytes:
    honest = paper(till, account, Stage("processing", "processing", "9999"))
    lie = paper(till, account, stage)
    honest["payment"]["signature"] = lie["payment"]
    honest["operation"]["signature"] = lie["operation"]
    return with_mark(honest, signature(honest, SECRET))


def same_key_twice(till: ForeignCounter, account: Account, stage: Stage) -> bytes:
    honest = signed(paper(till, account, Stage("processing", "processing", "9999")), ANYONE, SECRET)
    lie = json.dumps(paper(till, account, stage))
    return json.dumps(honest)[:-1].encode() + b", " + lie[1:].encode()


def frame_mode(till: ForeignCounter, account: Account, stage: Stage) -> bytes:
    honest = paper(till, account, Stage("processing", "processing", "9999"))
    mark = signature(honest, SECRET)
    return raw({**honest, "frame_mode": paper(till, account, stage), "signature": mark})


def swallowed_lines(till: ForeignCounter, account: Account, stage: Stage) -> bytes:
    """The signed text of an honest letter, split another way: what is not escaped in it can be read as lines."""
    honest = paper(till, account, Stage("processing", "processing", stage.code))
    honest["operation"]["request_id"] = f"1;operation:status:{stage.sale};operation:statusz:2"
    honest["payment"]["method"] = f"hk-qr;payment:status:{stage.status};payment:statusz:3"
    lie = paper(till, account, stage)
    lie["operation"] |= {"request_id": "1", "statusz": "2;operation:status:processing"}
    lie["payment"] |= {"method": "hk-qr", "statusz": "3;payment:status:processing"}
    mark = signature(honest, SECRET)
    assert signature(lie, SECRET) == mark, "two documents with one signature"
    return with_mark(lie, mark)


LIES: dict[str, Lie] = {
    lie.__name__: lie
    for lie in (
        unsigned, rubbish_mark, other_key, empty_key, borrowed_mark, mark_as_list, mark_twice, hidden_below,
        same_key_twice, frame_mode, swallowed_lines,
    )
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
@pytest.mark.parametrize("stage", [PAID, declined("20000")], ids=["paid", "declined"])
def test_a_forged_end_ends_nothing(lie: Lie, stage: Stage) -> None:
    with counter(ANYONE) as till:
        account = till.charge(10_000)
        assert account is not None
        till.gate.send(lie(till, account, stage))
        till.rounds(8)
        offer(till, account)
        till.gate.send(lie(till, account, stage))
        till.rounds(30)
        assert till.customer is CustomerPage.QR
        assert till.payments()[0].state is State.QR_SHOWN
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "the true end")


@pytest.mark.parametrize("name", sorted(LIES.keys() - {"swallowed_lines"}))
def test_a_forged_code_is_never_shown(name: str) -> None:
    with counter(ANYONE) as till:
        account = till.charge(10_000)
        assert account is not None
        true, account.payload = account.payload, "a code of our own"
        thief = merchant_code(10_000, "HKD", CodeForm(payee="THIEF"), till.gate.utc())
        theirs = Documents(ANYONE, PROJECT, account.order, thief, till.gate.utc())
        mine, account.papers = account.papers, theirs
        till.gate.send(LIES[name](till, account, OPEN))
        till.rounds(20)
        assert till.staff is StaffPage.AWAITING_QR
        account.papers, account.payload = mine, true
        till.gate.open_code(account)
        till.gate.tell(account, OPEN)
        till.until(lambda: till.customer is CustomerPage.QR, HEARD_S, "the true code")


MALFORMED = (
    b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe{}", b"\xef\xbb\xbf{}", b'{"payment": NaN}', b"{} {}",
    b'{"a":' * 300 + b"1" + b"}" * 300, b'{"payment": {"id": "till1-x", "status": 1e999}}', b'{"a": "\\ud800"}',
    b"<html></html>", b'{"payment": "success", "signature": {}}', b"1" * 100_000, b'{"x": "' + b"y" * 270_000 + b'"}',
    b'{"signature": null, "general": [], "payment": [], "operation": 1, "operations": {"0": 2}, "display_data": true}',
)  # fmt: skip


def test_malformed_letters_are_passed_over() -> None:
    with counter(ANYONE) as till:
        account = till.charge(10_000)
        assert account is not None
        for body in MALFORMED:
            till.relay.post(body)
        till.rounds(4)
        offer(till, account)
        for body in MALFORMED:
            till.relay.post(body)
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid behind all that")
        assert till.screen.staff.badge == 0
