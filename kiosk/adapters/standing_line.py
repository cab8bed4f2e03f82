"""The question whether the platform takes this till's key and project, asked before the first sale.

It is the signed status question about an id that no till ever makes, so no payment is touched, whatever is answered.

It must not know the cures, or where the key is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.adapters.http_client import Ask, BadAnswer, Budget, Client, exchange
from kiosk.adapters.translate import is_busy
from kiosk.gate.requests import status_request
from kiosk.gate.secret import Secret
from kiosk.gate.standing import Standing, Told, read_standing

BUDGET: Final = Budget(8.0)


class Busy(BadAnswer):
    """The platform asks to be asked later."""


def asked_id(till_id: str) -> str:
    """The id that is asked about. A till's payments have 26 characters behind their `-`: this is none of them."""
    return f"{till_id}-doctor"


def ask_standing(client: Client, mono: Callable[[], float], project_id: int, secret: Secret, till_id: str) -> Told:
    """Ask once; `mono` is a clock of seconds. Raises what `exchange` raises, and Busy.

    A code is ecommpay's, or `HTTP` and a status where it named none.
    """
    name = asked_id(till_id)
    request = status_request(project_id, name, secret)
    ask = Ask("POST", request.path, request.body, {"content-type": "application/json"})
    answer = exchange(client, mono, ask, BUDGET)
    if is_busy(answer.status):
        raise Busy(f"HTTP {answer.status}")
    told = read_standing(answer.body, secret, project_id, name)
    if told.standing is Standing.UNTOLD and not told.code:
        return Told(Standing.UNTOLD, f"HTTP {answer.status}")
    return told
