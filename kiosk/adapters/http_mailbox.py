"""The line to the relay: letters by a cursor that is also their receipt, and a probe.

The relay is not trusted: its pages are read within bounds, each letter is verified here, and an entry that holds no
letter is passed over as odd, because a queue that stops at it would stop for ever. A box
that is not this till's is not read at all: reading is the receipt, and the letters would be lost to their owner.

It must not know what a letter means for a payment.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote_plus

from kiosk.adapters.code_reader import CodeReader
from kiosk.adapters.http_client import Answer, Ask, Budget, Client, exchange
from kiosk.adapters.start_mark import StartMark
from kiosk.adapters.translate import FAULTS, call_failed, is_busy, letter_broken, letter_heard
from kiosk.bounded_json import BadJson, Json, Limits, Number, read_object, text, whole
from kiosk.gate.secret import Secret
from kiosk.sale.effects import ReadMailbox
from kiosk.sale.events import Call, CallFailed, LetterHeard, MailboxAnswered, ProbeAnswered

Heard = LetterHeard | MailboxAnswered | ProbeAnswered | CallFailed

PAGE_BYTES: Final = 2 * 1024 * 1024
PAGE: Final = Limits(max_bytes=PAGE_BYTES, max_depth=4, max_leaves=2_048, any_key=True)
"""A page holds at most 100 letters or 1 MiB of them, which base64 makes a third longer."""
_LONGEST_EPOCH: Final = 128
_PROJECT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9TZ:.+-]{1,40}")


READ: Final = Budget(35.0, max_bytes=PAGE_BYTES)
"""A read may wait for 25 s before its answer begins."""
PROBE: Final = Budget(3.0)


@dataclass(frozen=True, slots=True)
class MailboxBudgets:
    """What each call to the relay may cost."""

    read: Budget = READ
    probe: Budget = PROBE


@dataclass(frozen=True, slots=True)
class RelayTold:
    """`orphans`: letters that the relay gives to no till. `refused_at`: when another machine with this till's name was
    last turned away, as the relay writes it; "" for never. `project`: what the relay calls the till's project; "" when
    it does not say.
    """

    orphans: int
    refused_at: str
    project: str = ""


class _Unreadable(ValueError):
    """The answer is no page."""


class MailboxLine:
    """One till's line. `till_id` is checked against the box that the token opens; "" checks nothing. `start` says which
    start of which machine reads; without it the relay is not told.
    """

    def __init__(
        self,
        client: Client,
        token: Secret,
        reader: CodeReader,
        secret: Secret,
        project_id: int,
        mono: Callable[[], float],
        till_id: str = "",
        budgets: MailboxBudgets | None = None,
        start: StartMark | None = None,
    ) -> None:
        self._client = client
        self._token = token
        self._reader = reader
        self._secret = secret
        self._project_id = project_id
        self._mono = mono
        self._till_id = till_id
        self._budgets = budgets or MailboxBudgets()
        self._start = start

    def read(self, effect: ReadMailbox) -> tuple[Heard, ...]:
        """Wait for letters behind the cursor: each of them, then that the read ended well; or why it did not."""
        path = f"/letters?after={effect.after}&epoch={quote_plus(effect.epoch)}&wait={effect.wait_s}"
        who = {} if self._start is None else self._start.taken()
        page = self._get(path, Call.MAILBOX, self._budgets.read, who)
        if isinstance(page, CallFailed):
            return (page,)
        try:
            epoch, last, taken = _epoch(page), _number(page, "last"), _taken(page)
            entries = page.get("letters")
            if not isinstance(entries, list):
                raise _Unreadable("letters")
        except _Unreadable:
            return (CallFailed(Call.MAILBOX, False, "unreadable"),)
        # Of another epoch the cursor means nothing: that box counts from its own beginning.
        before = effect.after if epoch == effect.epoch else 0
        letters: list[LetterHeard] = []
        for entry in entries:
            heard = self._letter(epoch, before, entry)
            before = heard.position
            letters.append(heard)
        return (*letters, MailboxAnswered(epoch, max(last, before), taken))

    def probe(self) -> tuple[Heard, ...]:
        """Ask whether the relay is there, and how far its box goes."""
        page = self._probed()
        if isinstance(page, CallFailed):
            return (page,)
        try:
            return (ProbeAnswered(_epoch(page), _number(page, "last"), _number(page, "orphans"), _taken(page)),)
        except _Unreadable:
            return (CallFailed(Call.PROBE, False, "unreadable"),)

    def told(self) -> RelayTold | CallFailed:
        """Ask how this till stands with the relay, for a person who looks into it."""
        page = self._probed()
        if isinstance(page, CallFailed):
            return page
        try:
            refused, project = (text(page.get(key)) or "" for key in ("refused_at", "project"))
            return RelayTold(
                _number(page, "orphans"),
                refused if _MOMENT.fullmatch(refused) else "",
                project if _PROJECT.fullmatch(project) else "",
            )
        except _Unreadable:
            return CallFailed(Call.PROBE, False, "unreadable")

    def _probed(self) -> dict[str, Json] | CallFailed:
        who = {} if self._start is None else self._start.said()
        return self._get("/probe", Call.PROBE, self._budgets.probe, who)

    def _get(self, path: str, call: Call, budget: Budget, who: Mapping[str, str]) -> dict[str, Json] | CallFailed:
        # The token is revealed here and nowhere else, into a header that is never printed.
        headers = {"authorization": f"Bearer {self._token.reveal()}", **who}
        try:
            answer = self._send(Ask("GET", path, headers=headers), budget)
        except FAULTS as fault:
            return call_failed(call, fault)
        why = _refusal(answer)
        if why:
            return CallFailed(call, False, why)
        try:
            page = read_object(answer.body, PAGE)
        except BadJson:
            return CallFailed(call, False, "unreadable")
        till = page.get("till")
        if self._till_id and till is not None and till != self._till_id:
            return CallFailed(call, False, "token")
        return page

    def _send(self, ask: Ask, budget: Budget) -> Answer:
        return exchange(self._client, self._mono, ask, budget)

    def _letter(self, epoch: str, before: int, entry: Json) -> LetterHeard:
        """One entry. Without a place behind the one before it takes the next: the cursor has to get past it."""
        members = entry if isinstance(entry, dict) else {}
        given, body = members.get("position"), members.get("body")
        position = whole(given) if isinstance(given, Number) else None
        place = position if position is not None and position > before else before + 1
        spelled = body.encode("utf-8") if isinstance(body, str) and not isinstance(body, Number) else b""
        if not spelled:
            return letter_broken(epoch, place, "an entry without a letter", b"")
        try:
            raw = base64.b64decode(spelled, validate=True)
        except binascii.Error:
            return letter_broken(epoch, place, "an entry that is no base64", spelled)
        return letter_heard(epoch, place, raw, secret=self._secret, project_id=self._project_id, reader=self._reader)


def _refusal(answer: Answer) -> str:
    """Why an answer brings no page, or ""."""
    if answer.status == 200:
        return ""
    if answer.status in (204, 409):
        return "elsewhere"
    if answer.status in (401, 403):
        return "token"
    return "busy" if is_busy(answer.status) else "refused" if answer.status >= 400 else "unreadable"


def _epoch(page: dict[str, Json]) -> str:
    epoch = text(page.get("epoch"))
    if epoch is None or len(epoch) > _LONGEST_EPOCH:
        raise _Unreadable("epoch")
    return epoch


def _taken(page: dict[str, Json]) -> int:
    """How far the box was ever acknowledged; 0 for a relay that does not say."""
    return _number(page, "taken") if "taken" in page else 0


def _number(page: dict[str, Json], name: str) -> int:
    found = page.get(name)
    number = whole(found) if isinstance(found, Number) else None
    if number is None:
        raise _Unreadable(name)
    return number
