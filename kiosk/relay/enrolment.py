"""`POST /enrol`: a till changes its code for a token, and learns its own public address.

Whoever has a code is the till. So codes are few, short-lived and work once, guessing is slowed by address, and an
unknown, a used and an expired code are answered alike. It must not know polls or callbacks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kiosk.bounded_json import BadJson, Number, read_object
from kiosk.bounded_json import Limits as Reading
from kiosk.relay import answers, codes, requests
from kiosk.relay.answers import refusal
from kiosk.relay.limits import Limits
from kiosk.relay.naming import secret
from kiosk.relay.notes import Note
from kiosk.relay.rates import Rates
from kiosk.relay.values import BodyWanted, Broken, OtherTill, Outcome, Redeemed, Redemption, Request, Response

ENROL = "/enrol"

# `{"code": "7K3M-QF0W-9ZXA", "till": "till1"}` and room for members that a later release may send.
_MAX_BODY = 1_024
_READING = Reading(max_bytes=_MAX_BODY, max_depth=2, max_leaves=16, any_key=True)


@dataclass(frozen=True, slots=True)
class Claim:
    """A code that asks for a token: the work for the store, and what is answered when it was good."""

    work: Redemption
    token: str = field(repr=False)
    source: str


class Enrolment:
    """Codes, from their request to the answer. `clock` in wall seconds, `ticks` in monotonic ones."""

    def __init__(
        self,
        rates: Rates,
        clock: Callable[[], float],
        ticks: Callable[[], float],
        chance: Callable[[int], bytes],
        limits: Limits,
        note: Note,
    ) -> None:
        self._rates = rates
        self._clock = clock
        self._ticks = ticks
        self._chance = chance
        self._limits = replace(limits, max_body=_MAX_BODY)
        self._note = note

    def admit(self, request: Request) -> BodyWanted:
        """A try within the rate of its address, with a body that may be read. Raises `Refused`."""
        self._rates.enrol(request.source, self._ticks())
        requests.check_body_headers(request, self._limits)
        return BodyWanted(None, request.source)

    def claim(self, source: str, body: bytes) -> Claim:
        """What the code asks for. Raises `Refused` (400, 404, 413)."""
        if len(body) > _MAX_BODY:
            raise requests.too_large(self._limits)
        try:
            asked = read_object(body, _READING)
        except BadJson as fault:
            raise refusal(400, f"no JSON object with a code: {fault.reason}", f"{fault.cure}") from None
        typed, till = asked.get("code"), asked.get("till", "")
        if not isinstance(typed, str) or isinstance(typed, Number):
            raise refusal(400, "no code", 'Send {"code": "…"} as till enrol printed it')
        if not isinstance(till, str) or isinstance(till, Number):
            raise refusal(400, "till is no text", 'Send {"code": "…", "till": "till1"}, or no till')
        code = codes.digest(typed)
        if code is None:
            raise _no_such_code()
        token = secret(self._chance)
        return Claim(Redemption(code, requests.digest(token), self._clock(), till), token, source)

    def judge(self, claim: Claim, outcome: Outcome) -> Response:
        """What the till is told. Raises `Refused` (404, 409, 503)."""
        if isinstance(outcome, Broken):
            raise refusal(503, "it could not be stored", "Send the code again later", {"retry-after": "10"})
        if isinstance(outcome, OtherTill):
            self._rates.enrolled(claim.source)
            self._note("code of another till", {"till": outcome.till, "source": claim.source})
            raise refusal(
                409,
                "this code is for another till",
                "It was left as it is. Make one for this till: kiosk-relay till enrol PROJECT TILL",
            )
        if not isinstance(outcome, Redeemed):
            self._note("code refused", {"source": claim.source})
            raise _no_such_code()
        self._rates.enrolled(claim.source)
        self._note("till enrolled", {"project": outcome.project, "till": outcome.till, "source": claim.source})
        found = {"project": outcome.project, "till": outcome.till, "token": claim.token, "address": claim.source}
        return answers.document(200, found)


def _no_such_code() -> answers.Refused:
    minutes = round(codes.LIFE_S / 60)
    return refusal(
        404,
        "this code opens nothing",
        f"A code works once and for {minutes} minutes: look at its spelling, or make a new one with "
        "kiosk-relay till enrol PROJECT TILL",
    )
