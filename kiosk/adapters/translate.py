"""From the gateway's words to the sale's facts: the one file that knows both languages.

It alone makes the three proofs (`QrProved`, `SuccessProved`, `DeclineProved`), each from the verifier's sealed value
of the same meaning, and it alone decides what a broken call proves: `certain` means that the other side surely did
not act, and only a call of which no byte can have left is that.

It must not know rows, screens or the wire; whether a fact fits a payment is compared in `sale`.
"""

from __future__ import annotations

import hashlib
import re
import ssl
from typing import Final

import httpx

from kiosk.adapters.code_reader import CodeReader, Unusable
from kiosk.adapters.http_client import BadAnswer, TooLate
from kiosk.gate import replies as g
from kiosk.gate.codes import AWAITING_ACTION
from kiosk.gate.requests import BadOrder
from kiosk.gate.secret import Secret
from kiosk.sale import facts as f
from kiosk.sale.events import Call, CallFailed, LetterHeard, OrderAccepted, OrderRefused, StatusHeard

FAULTS: Final = (httpx.HTTPError, httpx.InvalidURL, BadAnswer, TooLate, BadOrder)
"""What a call may raise; everything else is a fault of the program."""

_NOTHING_LEFT: Final = (
    httpx.ConnectError,  # TLS faults before the first byte as well
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
    TooLate,
    BadOrder,
)
_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


def call_failed(call: Call, fault: Exception, payment_id: str = "") -> CallFailed:
    """What a call that raised one of FAULTS proves."""
    return CallFailed(call, isinstance(fault, _NOTHING_LEFT), _why(fault), payment_id)


def order_answered(raw: bytes, http_status: int, payment_id: str) -> OrderAccepted | OrderRefused | CallFailed:
    """The platform's answer to an order. Whatever is not plainly accepted or surely refused leaves it open."""
    reply = g.read_sale_reply(raw, http_status, payment_id)
    match reply:
        case g.Accepted():
            return OrderAccepted(payment_id, raw)
        case g.Refused(code, message):
            return OrderRefused(payment_id, code, message, raw)
        case g.UnsureReply():
            refused = reply.code or http_status in (401, 403)
            why = "busy" if is_busy(http_status) else "refused" if refused else "unreadable"
            return CallFailed(Call.ORDER, False, why, payment_id, raw=raw)


def status_answered(
    raw: bytes, http_status: int, payment_id: str, *, secret: Secret, project_id: int, reader: CodeReader
) -> StatusHeard | CallFailed:
    """The platform's answer to our question about a payment."""
    if is_busy(http_status):
        return CallFailed(Call.ASK, False, "busy", payment_id, raw=raw)
    fact = fact_of(g.read_status(raw, secret, project_id, payment_id), reader)
    if isinstance(fact, f.Odd) and not 200 <= http_status < 300:
        why = "refused" if http_status in (401, 403) else "unreadable"
        return CallFailed(Call.ASK, False, why, payment_id, raw=raw)
    return StatusHeard(payment_id, fact, raw)


def letter_heard(
    epoch: str, position: int, raw: bytes, *, secret: Secret, project_id: int, reader: CodeReader
) -> LetterHeard:
    """One letter of the mailbox, verified here: the relay is not trusted."""
    said = g.read_letter(raw, secret, project_id)
    name = (said.payment_id or "") if isinstance(said, g.Odd) else said.stated.payment_id
    # An id that could not be one of ours names no payment; its bytes are kept all the same.
    return LetterHeard(epoch, position, name if _ID.fullmatch(name) else "", fact_of(said, reader), raw)


def letter_broken(epoch: str, position: int, why: str, raw: bytes) -> LetterHeard:
    """An entry of the relay's page that holds no letter: it proves nothing, and must not block those behind it."""
    return LetterHeard(epoch, position, "", f.Odd(f"relay: {why}", hashlib.sha256(raw).hexdigest()), raw)


def is_busy(http_status: int) -> bool:
    """Too many questions, or a service in trouble: ask later."""
    return http_status == 429 or http_status >= 500


def fact_of(said: g.Letter | g.StatusAnswer, reader: CodeReader) -> f.Fact:
    """The fact that a document proves. A code in it is read, drawn and read back here."""
    match said:
        case g.VerifiedPaid():
            return f.SuccessProved(_stated(said.stated))
        case g.VerifiedDeclined():
            return f.DeclineProved(_stated(said.stated))
        case g.VerifiedQr():
            return _code(said.stated, said.items, said.stated.status == AWAITING_ACTION, reader)
        case g.VerifiedPending():
            return _pending(said, reader)
        case g.VerifiedConfirming():
            return f.Confirming(_stated(said.stated))
        case g.VerifiedEnded():
            return f.Ended(_stated(said.stated))
        case g.VerifiedMoved():
            return f.MayHaveMoved(_stated(said.stated))
        case g.VerifiedReversed():
            return f.Reversed(_stated(said.stated))
        case g.NotRegistered():
            return f.NotRegistered()
        case g.Odd():
            return f.Odd(said.why, said.digest)


def _pending(said: g.VerifiedPending, reader: CodeReader) -> f.Fact:
    """A status answer may carry the code as well; one that is no use leaves it a plain "still open"."""
    if said.items:
        found = _code(said.stated, said.items, said.awaiting_action, reader)
        if isinstance(found, f.QrProved):
            return found
    return f.Pending(_stated(said.stated), said.awaiting_action)


def _code(
    stated: g.Stated, items: tuple[g.DisplayItem, ...], action: bool, reader: CodeReader
) -> f.QrProved | f.CodeUnusable:
    found = reader.read(items)
    if isinstance(found, Unusable):
        return f.CodeUnusable(_stated(stated), found.why)
    return f.QrProved(_stated(stated), found, action)


def _stated(said: g.Stated) -> f.Stated:
    return f.Stated(
        project_id=said.project_id,
        customer_id=said.customer_id,
        sums=tuple(f.Sum(found.minor, found.currency) for found in said.sums),
        other_sums=tuple(f.Sum(found.minor, found.currency) for found in said.other_sums),
        operation_id=said.operation_id or "",
        successes=_successes(said),
        status=said.status,
        code=said.code,
        message=said.message,
    )


def _successes(said: g.Stated) -> tuple[str, ...]:
    """Ids of the successful sale operations. A single one without an id is no second one beside `operation_id` ""."""
    if len(said.successful_sales) == 1 and not said.operation_id:
        return ()
    return said.successful_sales


def _why(fault: Exception) -> str:
    match fault:
        case TooLate():
            return "late"
        case BadOrder():
            return "refused"
        case BadAnswer() | httpx.DecodingError() | httpx.LocalProtocolError() | httpx.TooManyRedirects():
            return "unreadable"
        case _ if _is_tls(fault):
            return "tls"
        case httpx.ReadTimeout() | httpx.WriteTimeout() | httpx.PoolTimeout():
            return "timeout"
        case _:
            return "unreachable"


def _is_tls(fault: BaseException | None) -> bool:
    """Whether a fault of TLS is behind it, however often it was wrapped."""
    while fault is not None:
        if isinstance(fault, ssl.SSLError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
