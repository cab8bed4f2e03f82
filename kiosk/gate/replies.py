"""What the gateway says back, from its bytes: letters and status answers, and the names of all it can mean.

A letter came through a relay that is not trusted, so its signature and its inner agreement carry
everything: one signature in its place, no ``;`` that would make the signed text split two ways, nothing of
a wrong kind. A status answer came over our own checked connection to a question of ours, so it has to be
signed and to name what was asked, and is otherwise taken as it is. Whatever falls short becomes `Odd`,
which means: ask the status.

It must not know sockets, the journal or which payments are ours; project, customer and sums are handed on as
stated and compared elsewhere. Nothing here raises, whatever the bytes.
"""

from __future__ import annotations

import hashlib

from kiosk.bounded_json import STORED, BadJson, read_object
from kiosk.gate import codes
from kiosk.gate.document import Document, pruned, read
from kiosk.gate.sale_reply import Accepted, Refused, SaleReply, UnsureReply, read_sale_reply
from kiosk.gate.secret import Secret
from kiosk.gate.trust import objection, signatures, unsigned
from kiosk.gate.verdicts import judge_letter, judge_status
from kiosk.gate.verified import (
    SEAL,
    DisplayItem,
    Letter,
    NotRegistered,
    Odd,
    Stated,
    StatusAnswer,
    Sum,
    Verified,
    VerifiedConfirming,
    VerifiedDeclined,
    VerifiedEnded,
    VerifiedMoved,
    VerifiedPaid,
    VerifiedPending,
    VerifiedQr,
    VerifiedReversed,
)

__all__ = [
    "Accepted",
    "DisplayItem",
    "Letter",
    "NotRegistered",
    "Odd",
    "Refused",
    "SaleReply",
    "Stated",
    "StatusAnswer",
    "Sum",
    "UnsureReply",
    "Verified",
    "VerifiedConfirming",
    "VerifiedDeclined",
    "VerifiedEnded",
    "VerifiedMoved",
    "VerifiedPaid",
    "VerifiedPending",
    "VerifiedQr",
    "VerifiedReversed",
    "read_letter",
    "read_sale_reply",
    "read_status",
]


def read_letter(raw: bytes, secret: str | Secret, project_id: int) -> Letter:
    """What a letter proves, by itself; `project_id` is ours, to tell a different one apart. Never raises."""
    digest = hashlib.sha256(raw).hexdigest()
    try:
        document = read_object(raw)
    except BadJson as fault:
        return Odd(_named(raw), f"unreadable: {fault}", digest)
    said = pruned(document)
    content = read(said)
    name = content.ids[0] if content.ids else None
    doubt = objection(said) or unsigned(document, said, secret)
    if doubt:
        return Odd(name, doubt, digest)
    if name is None:
        return Odd(None, "names no payment", digest)
    if len(content.ids) > 1:
        return Odd(name, "names two payments", digest)
    return judge_letter(content, name, project_id, digest)


def read_status(raw: bytes, secret: str | Secret, project_id: int, asked: str) -> StatusAnswer:
    """What a status answer says about the payment that was asked for. Never raises."""
    digest = hashlib.sha256(raw).hexdigest()
    try:
        document = read_object(raw)
    except BadJson as fault:
        return Odd(asked, f"unreadable: {fault}", digest)
    said = pruned(document)
    content = read(said)
    doubt = unsigned(document, said, secret)
    if doubt and signatures(said):
        return Odd(asked, doubt, digest)
    if content.ids and asked not in content.ids:
        return Odd(asked, "names another payment", digest)
    if _not_registered(content, project_id):
        return NotRegistered(asked, seal=SEAL)
    if doubt:
        return Odd(asked, doubt, digest)
    return judge_status(content, asked, project_id, digest)


def _named(raw: bytes) -> str | None:
    """The payment named by a document that breaks the strict rules: enough to ask about it, and no more.

    Ids of ours are ASCII, so anything else is left out here: half a surrogate pair could not even be stored.
    """
    try:
        ids = read(pruned(read_object(raw, STORED))).ids
    except BadJson:
        return None
    return next((name for name in ids if name.isascii()), None)


def _not_registered(content: Document, project_id: int) -> bool:
    found = (content.request_code, *(code for code, _ in content.errors))
    ours = all(project == project_id for project in content.projects)
    alone = content.status in ("", codes.ERROR) and not content.operations
    return codes.NOT_REGISTERED in found and ours and alone
