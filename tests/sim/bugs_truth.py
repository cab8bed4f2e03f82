"""Planted bugs about what counts as truth: letters, answers, codes and what they are compared with."""

from __future__ import annotations

import json
from typing import Any

from kiosk.adapters import code_reader, translate
from kiosk.bounded_json import Number
from kiosk.gate import codes, document, emv, replies, verdicts
from kiosk.gate.codes import Refusal, RefusedFor
from kiosk.gate.trust import unsigned
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import hearing, news
from kiosk.sale import records as r
from kiosk.sale.tidings import Heard, News
from kiosk.values import replace
from tests.sim.swap import Swap, bug


def _blind(kind: str) -> Any:
    return lambda before, payment, stated: "" if (found := before(payment, stated)) == kind else found


@bug("skip the amount", amount=0.1)
def _amount(swap: Swap) -> None:
    swap.wrap(hearing, "differs", _blind("amount"))


@bug("skip the currency", currency=0.1)
def _currency(swap: Swap) -> None:
    swap.wrap(hearing, "differs", _blind("currency"))


@bug("skip the project", project=0.1)
def _project(swap: Swap) -> None:
    swap.wrap(hearing, "differs", _blind("project"))


@bug("skip the customer", customer=0.1)
def _customer(swap: Swap) -> None:
    swap.wrap(hearing, "differs", _blind("customer"))


@bug("accept a success without the operation's", letter_half=0.1)
def _half(swap: Swap) -> None:
    swap.set(verdicts, "_lack_of_success", lambda content: "")


@bug("a boolean is money", amount=0.25)
def _boolean(swap: Swap) -> None:
    def loose(before: Any, self: Any, value: Any, where: str) -> Any:
        if isinstance(value, dict) and isinstance(value.get("amount"), bool):
            value = {**value, "amount": Number(int(value["amount"]))}
        return before(self, value, where)

    swap.wrap(document._Reader, "sum", loose)


@bug("the last of two keys is read, the first is verified", letter_altered=0.25)
def _twice(swap: Swap) -> None:
    def first(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return dict(reversed(pairs))

    def loose(before: Any, raw: bytes, secret: Any, project_id: int) -> Any:
        found = before(raw, secret, project_id)
        if not (isinstance(found, replies.Odd) and "duplicate key" in found.why):
            return found
        verified = json.loads(raw, object_pairs_hook=first, parse_int=Number, parse_float=Number)
        content = document.read(document.pruned(json.loads(raw, parse_int=Number, parse_float=Number)))
        doubt = unsigned(verified, document.pruned(verified), secret)
        return found if doubt else verdicts.judge_letter(content, content.ids[0], project_id, found.digest)

    swap.wrap(replies, "read_letter", loose)


@bug("a semicolon in a letter is harmless", letter_hole=0.1)
def _semicolon(swap: Swap) -> None:
    swap.wrap(replies, "objection", lambda before, said: "" if "semicolon" in (why := before(said)) else why)


@bug("a field under frame_mode is read", letter_altered=0.25)
def _frame(swap: Swap) -> None:
    def merged(before: Any, said: dict[str, Any]) -> dict[str, Any]:
        found = before(said)
        hidden = found.pop("frame_mode", None)
        return {**found, **hidden} if isinstance(hidden, dict) else found

    swap.wrap(replies, "pruned", merged)


@bug("a letter needs no signature", letter_forged=0.1)
def _unsigned(swap: Swap) -> None:
    swap.set(replies, "unsigned", lambda *given: "")


@bug("money that may have moved is a decline", moved=0.25)
def _moved(swap: Swap) -> None:
    swap.set(codes, "NOT_PAID", codes.NOT_PAID | codes.MOVED)
    swap.set(codes, "MOVED", frozenset())


@bug("expired is a decline", expires=0.25, customer_never=0.25)
def _expired(swap: Swap) -> None:
    def strict(before: Any, said: Any, reader: Any) -> f.Fact:
        found: f.Fact = before(said, reader)
        return f.DeclineProved(found.stated) if isinstance(found, f.Ended) else found

    swap.wrap(translate, "fact_of", strict)


@bug("being confirmed is paid", confirming=0.25)
def _confirming(swap: Swap) -> None:
    def early(before: Any, said: Any, reader: Any) -> f.Fact:
        found: f.Fact = before(said, reader)
        return f.SuccessProved(found.stated) if isinstance(found, f.Confirming) else found

    swap.wrap(translate, "fact_of", early)


@bug("any decline is a decline after all", moved=0.25)
def _any_decline(swap: Swap) -> None:
    swap.set(codes, "signed_decline_counts", lambda code: True)
    swap.set(codes, "money_may_have_moved", lambda code: False)


@bug("3041 means failed", try_again=0.25)
def _exists(swap: Swap) -> None:
    swap.set(codes, "_REFUSALS", {**codes._REFUSALS, "3041": Refusal(True, RefusedFor.OTHER)})
    swap.set(codes, "UNSURE_REFUSALS", codes.UNSURE_REFUSALS - {"3041"})


@bug("not registered means unpaid", registers_late=0.25)
def _unknown(swap: Swap) -> None:
    def at_once(before: Any, draft: Any, payment: Any, told: Any) -> Any:
        if told.letter or not payment.unborn:
            return before(draft, payment, told)
        draft.remember(r.Refused(draft.now.utc, payment.payment_id, "unregistered", "3061", "", told.raw))
        return News(payment.payment_id, Heard.REJECTED, why="unregistered", letter=False)

    swap.wrap(hearing, "_unregistered", at_once)


@bug("a 5xx means failed", _5xx_after=0.1)
def _broken(swap: Swap) -> None:
    def refused(before: Any, raw: bytes, http_status: int, payment_id: str) -> Any:
        if http_status >= 500:
            return e.OrderRefused(payment_id, "500", "", raw)
        return before(raw, http_status, payment_id)

    from kiosk.adapters import http_gate

    swap.wrap(http_gate, "order_answered", refused)


@bug("a time-out means that nothing left", lost_after=0.1)
def _timeout(swap: Swap) -> None:
    import httpx

    swap.set(translate, "_NOTHING_LEFT", (*translate._NOTHING_LEFT, httpx.ReadTimeout, httpx.RemoteProtocolError))


@bug("a code's checksum is not looked at", qr_crc=0.1)
def _checksum(swap: Swap) -> None:
    swap.set(emv, "_crc_ok", lambda text: True)


@bug("a code's amount is not looked at", qr_amount=0.1)
def _code_amount(swap: Swap) -> None:
    def trusting(before: Any, draft: Any, payment: Any, code: f.Code) -> None:
        same = code if code.amount_minor is None else replace(code, amount_minor=payment.money.minor)
        before(draft, payment, same)

    swap.wrap(news, "judge", trusting)


@bug("a demo code is shown to a real customer", qr_demo=0.1)
def _demo(swap: Swap) -> None:
    swap.set(code_reader.CodeReader, "_foreign", lambda self, pretended, only_pretended: "")
