"""A code for a token: the one question that a till asks the relay before it has a token.

The relay is not trusted: its answer is read within bounds, and what is no token of this till's is none. It must not
know where the token is kept, nor how a person is told.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.adapters.http_client import Answer, Ask, Budget, Client, exchange
from kiosk.adapters.translate import FAULTS, call_failed, is_busy
from kiosk.bounded_json import BadJson, Json, Limits, read_object, text
from kiosk.gate.secret import Secret
from kiosk.sale.events import Call

_ANSWER: Final = Limits(max_bytes=16_384, max_depth=2, max_leaves=32, any_key=True)
_BUDGET: Final = Budget(10.0, max_bytes=16_384)
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,128}")
_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_TILL: Final = re.compile(r"[a-z0-9]{1,16}")


class NotEnrolled(Exception):
    """No token came. `why` is a word: unreachable, timeout, tls, busy, often, code, other, unreadable. A code that
    may have been used up by it: timeout, unreadable.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What the relay gave: the token of this till of this project, and the address that it sees us come from, "" when
    it says none.
    """

    project: str
    till: str
    token: Secret
    address: str


def enrol(client: Client, mono: Callable[[], float], code: str, till: str = "") -> Enrolled:
    """Change a code for a token; `mono` is a clock of seconds. Asked once: a code works once. With `till`, a code of
    another till is left as it is. Raises NotEnrolled.
    """
    body = json.dumps({"code": code, **({"till": till} if till else {})}).encode("ascii")
    ask = Ask("POST", "/enrol", body, {"content-type": "application/json"})
    try:
        answer = exchange(client, mono, ask, _BUDGET)
    except FAULTS as fault:
        failed = call_failed(Call.PROBE, fault)
        # What cannot have left has used up no code; of everything else nobody knows.
        lost = "unreadable" if failed.why == "unreadable" else "timeout"
        raise NotEnrolled(failed.why if failed.certain else lost) from None
    page = _page(answer)
    project, till, token = (text(page.get(name)) or "" for name in ("project", "till", "token"))
    if not (_NAME.fullmatch(project) and _TILL.fullmatch(till) and _TOKEN.fullmatch(token)):
        raise NotEnrolled("unreadable")
    return Enrolled(project, till, Secret(token), _address(text(page.get("address")) or ""))


def _page(answer: Answer) -> dict[str, Json]:
    if answer.status == 429:
        raise NotEnrolled("often")
    if is_busy(answer.status):
        raise NotEnrolled("busy")
    try:
        page = read_object(answer.body, _ANSWER)
    except BadJson:
        raise NotEnrolled("unreadable") from None
    if answer.status == 404 and "error" in page:
        raise NotEnrolled("code")
    if answer.status == 409 and "error" in page:
        raise NotEnrolled("other")
    if answer.status != 200:
        raise NotEnrolled("unreadable")
    return page


def _address(said: str) -> str:
    try:
        return str(ipaddress.ip_address(said))
    except ValueError:
        return ""
