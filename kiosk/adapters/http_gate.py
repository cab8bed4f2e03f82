"""The line to the platform: the order, the question, and a first touch that warms the connection.

Each call is sent once and ends within its budget, in events: what was answered, or what its failure proves. An order
whose time has passed is kept back even when its connection is ready at last: a code that
comes after the customer left is worse than none.

It must not know the journal, the sale's states or how bytes travel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from kiosk.adapters.code_reader import CodeReader
from kiosk.adapters.http_client import Answer, Ask, Budget, Client, TooLate, exchange
from kiosk.adapters.translate import FAULTS, call_failed, order_answered, status_answered
from kiosk.gate.requests import Request, SaleOrder, sale_request, status_request
from kiosk.gate.secret import Secret
from kiosk.sale.effects import CreatePayment
from kiosk.sale.events import Call, CallFailed, ClockHeard, OrderAccepted, OrderRefused, QrDrawn, StatusHeard
from kiosk.values import replace

Heard = OrderAccepted | OrderRefused | StatusHeard | CallFailed | ClockHeard

_JSON: Final = {"content-type": "application/json"}
_HALF_SECOND: Final = timedelta(seconds=0.5)
"""A Date header says the second and leaves the rest out; on average that is half of one."""
_SAME_S: Final = 1.0
"""What two Date headers may differ in, in seconds, though no clock moved: that is no news."""


ORDER: Final = Budget(10.0)
ASK: Final = Budget(4.0)
WARM: Final = Budget(2.0, connect_s=2.0)
"""Short: an order may be waiting behind it on the same lane."""


@dataclass(frozen=True, slots=True)
class GateBudgets:
    """What each call to the platform may cost."""

    order: Budget = ORDER
    ask: Budget = ASK
    warm: Budget = WARM


class GateLine:
    """One project's line. `mono` is a clock of seconds, `utc` the wall clock, without which no ClockHeard is made."""

    def __init__(
        self,
        client: Client,
        project_id: int,
        secret: Secret,
        customer_ip: str,
        reader: CodeReader,
        mono: Callable[[], float],
        utc: Callable[[], datetime] | None = None,
        budgets: GateBudgets | None = None,
    ) -> None:
        self._client = client
        self._project_id = project_id
        self._secret = secret
        self._customer_ip = customer_ip
        self._reader = reader
        self._mono = mono
        self._utc = utc
        self._budgets = budgets or GateBudgets()
        self._told: float | None = None
        self._asked: tuple[str, Request] | None = None

    def order(self, effect: CreatePayment) -> tuple[Heard, ...]:
        """Send the order, if its first byte can leave by `not_after`."""

        def in_time() -> None:
            if self._mono() > effect.not_after:
                raise TooLate(f"the order of {effect.payment_id} was not to leave any more")

        order = SaleOrder(
            project_id=self._project_id,
            payment_id=effect.payment_id,
            amount_minor=effect.money.minor,
            currency=effect.money.currency.value,
            customer_id=effect.customer_id,
            customer_ip=self._customer_ip,
        )
        sent = b""
        try:
            request = sale_request(order, self._secret)
            sent = request.body
            answer = self._post(request, self._budgets.order, in_time)
        except FAULTS as fault:
            return (replace(call_failed(Call.ORDER, fault, effect.payment_id), sent=sent),)
        heard = order_answered(answer.body, answer.status, effect.payment_id)
        return (*self._clock(answer), replace(heard, sent=sent))

    def ask(self, payment_id: str) -> tuple[Heard, ...]:
        """Ask how a payment stands."""
        sent = b""
        try:
            request = self._question(payment_id)
            sent = request.body
            answer = self._post(request, self._budgets.ask)
        except FAULTS as fault:
            return (replace(call_failed(Call.ASK, fault, payment_id), sent=sent),)
        return (*self._clock(answer), replace(self._read(answer, payment_id), sent=sent))

    def _question(self, payment_id: str) -> Request:
        """The same bytes whenever it is asked; a sale in front is asked about again and again."""
        asked = self._asked
        if asked is None or asked[0] != payment_id:
            asked = self._asked = (payment_id, status_request(self._project_id, payment_id, self._secret))
        return asked[1]

    def _read(self, answer: Answer, payment_id: str) -> StatusHeard | CallFailed:
        """What an answer says. Nothing but its bytes and its status counts."""
        return status_answered(
            answer.body,
            answer.status,
            payment_id,
            secret=self._secret,
            project_id=self._project_id,
            reader=self._reader,
        )

    def warm(self) -> tuple[Heard, ...]:
        """Open the connection the next sale will need and load what reads its code. A failure says nothing yet."""
        self._reader.warm()
        try:
            answer = exchange(self._client, self._mono, Ask("HEAD", "/"), self._budgets.warm)
        except FAULTS:
            return ()
        return self._clock(answer)

    def draw(self, payment_id: str, payload: str) -> QrDrawn:
        """Make a code again from its payload."""
        return QrDrawn(payment_id, self._reader.draw(payload))

    def _post(self, request: Request, budget: Budget, last_look: Callable[[], None] = lambda: None) -> Answer:
        ask = Ask("POST", request.path, request.body, _JSON)
        return exchange(self._client, self._mono, ask, budget, last_look)

    def _clock(self, answer: Answer) -> tuple[ClockHeard, ...]:
        """How far the platform's clock is ahead of ours, when its answer says so readably and it was not told yet."""
        if self._utc is None or not answer.date:
            return ()
        try:
            theirs = parsedate_to_datetime(answer.date)
        except (ValueError, OverflowError):
            return ()
        # Without a zone, as "-0000" is read, it is UTC all the same (RFC 9110, 5.6.7).
        theirs = theirs if theirs.tzinfo is not None else theirs.replace(tzinfo=UTC)
        offset = (theirs + _HALF_SECOND - self._utc()).total_seconds()
        if self._told is not None and abs(offset - self._told) <= _SAME_S:
            return ()
        self._told = offset
        return (ClockHeard(offset),)
