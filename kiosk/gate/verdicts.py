"""From a checked document's fields to a verified value: what its statuses, codes and sums say together.

Two lanes, two rules. A letter counts when all of it agrees; a status answer counts by its payment status,
with the sale operation's where one is listed. On both a reversal wins over a success, and a code that
leaves open where the money is wins over a decline.

It must not know bytes, signatures or which payments are ours.
"""

from __future__ import annotations

from kiosk.gate import codes
from kiosk.gate.document import Document
from kiosk.gate.stated import parts, state
from kiosk.gate.verified import (
    SEAL,
    Letter,
    Odd,
    Stated,
    StatusAnswer,
    VerifiedConfirming,
    VerifiedDeclined,
    VerifiedEnded,
    VerifiedMoved,
    VerifiedPaid,
    VerifiedPending,
    VerifiedQr,
    VerifiedReversed,
)


def judge_letter(content: Document, name: str, project_id: int, digest: str) -> Letter:
    """The verdict on a letter whose signature fits and that names one payment.

    An unknown status is `Odd`, and so is whatever lacks what its kind has to say.
    """
    faults = (*content.faults, *content.odd_sums)
    if faults:
        return Odd(name, f"holds a value of the wrong kind: {faults[0]}", digest)
    stated = state(content, name, project_id)
    kind = _reversal(content)
    if kind:
        return VerifiedReversed(stated, kind, seal=SEAL)
    if content.status == codes.SUCCESS:
        lack = _lack_of_success(content)
        return Odd(name, lack, digest) if lack else VerifiedPaid(stated, seal=SEAL)
    if any(map(codes.money_may_have_moved, content.codes)):
        return VerifiedMoved(stated, seal=SEAL)
    if _confirming(content):
        return VerifiedConfirming(stated, seal=SEAL)
    if stated.successful_sales:
        return Odd(name, "the statuses disagree", digest)
    if content.status == codes.DECLINE:
        lack = _lack_of_decline(content)
        return Odd(name, lack, digest) if lack else _declined(stated)
    if content.status in codes.ENDED:
        return VerifiedEnded(stated, seal=SEAL)
    return _open_letter(content, stated, digest)


def judge_status(content: Document, asked: str, project_id: int, digest: str) -> StatusAnswer:
    """The verdict on a signed answer to our question about `asked`.

    An unknown status and statuses that disagree are `VerifiedEnded`: the code goes, asking goes on.
    """
    if content.odd_sums:
        return Odd(asked, f"holds a sum that cannot be read: {content.odd_sums[0]}", digest)
    if not content.status:
        return Odd(asked, "holds no payment status", digest)
    stated = state(content, asked, project_id)
    kind = _reversal(content)
    if kind:
        return VerifiedReversed(stated, kind, seal=SEAL)
    listed = {operation.status for operation in content.sales if operation.status}
    if content.status == codes.SUCCESS and (not listed or codes.SUCCESS in listed):
        return VerifiedPaid(stated, seal=SEAL)
    if any(map(codes.money_may_have_moved, content.codes)):
        return VerifiedMoved(stated, seal=SEAL)
    if _confirming(content):
        return VerifiedConfirming(stated, seal=SEAL)
    if content.status == codes.DECLINE and listed <= {codes.DECLINE} and _decline_counts(content):
        return _declined(stated)
    if codes.is_pending(content.status) and all(map(codes.is_pending, listed)):
        return _pending(content, stated)
    return VerifiedEnded(stated, seal=SEAL)


def _open_letter(content: Document, stated: Stated, digest: str) -> Letter:
    """A letter about a payment that is open, or without a payment status: a code, or a word of progress."""
    name = stated.payment_id
    statuses = [content.status, *(operation.status for operation in content.sales)]
    said = [status for status in statuses if status]
    if not all(map(codes.is_pending, said)):
        return Odd(name, f"holds statuses without a plain meaning: {', '.join(said)}"[:200], digest)
    if content.odd_display:
        return Odd(name, "holds display data of the wrong kind", digest)
    if content.items:
        return VerifiedQr(stated, content.items, seal=SEAL)
    if not said:
        return Odd(name, "holds neither a status nor a code to show", digest)
    return _pending(content, stated)


def _lack_of_success(content: Document) -> str:
    """What a letter lacks of a success; ``""`` when it says all of it."""
    won = [operation for operation in content.sales if operation.status == codes.SUCCESS]
    if not won:
        return "the payment succeeded but no sale operation did"
    if any((operation.code or content.code) != codes.OK for operation in won):
        return "the payment succeeded with a code that is not 0"
    if not any(part.whole for part in parts(content)):
        return "the payment succeeded but no whole sum is stated"
    return ""


def _lack_of_decline(content: Document) -> str:
    """What a letter lacks of a proof that nothing was paid; ``""`` when it is one."""
    if {operation.status for operation in content.sales} != {codes.DECLINE}:
        return "the payment was declined but its sale operation was not"
    found = [operation.code or content.code for operation in content.sales]
    if not all(map(codes.decline_means_not_paid, found)):
        return "declined with a code that does not prove that nothing was paid"
    return ""


def _decline_counts(content: Document) -> bool:
    """Whether a status answer's decline has a code that counts: the sale's, else any that it states."""
    found = [operation.code for operation in content.sales if operation.code] or content.codes
    return bool(found) and all(map(codes.signed_decline_counts, found))


def _confirming(content: Document) -> bool:
    if content.status in codes.CONFIRMING:
        return True
    on_the_way = content.status in ("", codes.SUCCESS) or codes.is_pending(content.status)
    return on_the_way and any(operation.status in codes.CONFIRMING for operation in content.sales)


def _reversal(content: Document) -> str:
    """The kind of a reversal that succeeded; a reversal that was only tried is none."""
    done = [operation for operation in content.operations if operation.status == codes.SUCCESS]
    kinds = [operation.type for operation in done if operation.type in codes.REVERSING]
    return kinds[0] if kinds else codes.REVERSED.get(content.status, "")


def _declined(stated: Stated) -> VerifiedDeclined:
    return VerifiedDeclined(stated, codes.is_neutral(stated.code), seal=SEAL)


def _pending(content: Document, stated: Stated) -> VerifiedPending:
    said = {operation.status for operation in content.sales if operation.status} | {content.status}
    return VerifiedPending(stated, said == {codes.AWAITING_ACTION}, content.items, seal=SEAL)
