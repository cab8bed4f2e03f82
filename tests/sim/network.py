"""The network between a till and the two it talks to: where each call of a till meets its fate.

A fate is drawn from the world's mix when the request leaves; it says whether the other side acted, what comes back, and
how long it took.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import httpx

from kiosk.adapters.translate import call_failed
from kiosk.gate.requests import Request
from kiosk.relay.values import Response, Wait
from kiosk.sale.events import CallFailed, StatusHeard
from tests.sim.mix import CALLS, RELAY
from tests.sim.wires import KINDS, Asked, Reply, SimLane

if TYPE_CHECKING:
    from tests.sim.kiosk import SimKiosk

LOOKS_AGAIN = 16
BUDGETS = {"order": 10.0, "ask": 4.0, "mailbox": 35.0, "probe": 3.0}
PORTAL = Reply(200, b"<html><body>Welcome to the free network. <a href='/'>Log in</a></body></html>", {})
TROUBLE = Reply(502, b"<html><body>Bad Gateway</body></html>", {"content-type": "text/html"})


class Network:
    """One till's. `lane` is whose job is running now; `known` is what answers of the platform said, `questions` how it
    is asked about each payment.
    """

    def __init__(self, kiosk: SimKiosk) -> None:
        self._kiosk = kiosk
        self._world = kiosk.world
        self._chance = kiosk.world.chance
        self.lane: SimLane | None = None
        self.known: dict[tuple[str, int, bytes], StatusHeard | CallFailed] = {}
        self.questions: dict[str, Request] = {}
        self._repeats = 0

    def looks_again(self) -> bool:
        """Every so often an answer that was read before is read again."""
        self._repeats += 1
        return self._repeats % LOOKS_AGAIN == 0

    def carry(self, request: Asked) -> Reply:
        """Take a request out and bring its answer. Raises what httpx raises."""
        lane = self.lane
        assert lane is not None, "requests leave from lanes"
        if lane.given is not None:
            if isinstance(lane.given, Exception):
                raise lane.given
            return lane.given
        lane.took = 0.02 + self._chance.expovariate(10.0)
        if request.host.startswith("relay"):
            return self._to_relay(lane, request)
        return self._to_platform(lane, request)

    def _fail(self, lane: SimLane, kind: type[httpx.TransportError], took: float) -> httpx.TransportError:
        lane.took = took
        self._kiosk.ruffled("relay" if lane.name in ("mailbox", "probe") else "gate")
        return kind("simulated")

    # The platform.

    def _to_platform(self, lane: SimLane, request: Asked) -> Reply:
        budget = BUDGETS[lane.name]
        if request.method == "HEAD":
            if not self._world.platform.up:
                raise self._fail(lane, httpx.ConnectTimeout, 2.0)
            return Reply(404, b"", self._world.platform.headers())
        lane.asked = body = request.body
        name = self._world.platform.read(body)["general"]["payment_id"]
        if not self._world.platform.up:
            kinds = ((httpx.ConnectError, 0.1), (httpx.ConnectTimeout, 3.0), (httpx.ReadTimeout, budget))
            raise self._fail(lane, *self._chance.choice(kinds))
        fate = self._world.fate(CALLS, name)
        self._before(lane, fate, budget)
        if fate in ("5xx_before", "busy", "garbage"):
            self._kiosk.ruffled("gate")
            return {"5xx_before": TROUBLE, "garbage": PORTAL, "busy": Reply(429, b"{}", {})}[fate]
        reply = self._world.platform.handle(self._kiosk.name, request.path, body)
        if lane.name == "order" and self._world.aimed is not None:
            self._world.aimed.ordered(self._kiosk, name)
        return self._after(lane, fate, budget, reply)

    def _before(self, lane: SimLane, fate: str, budget: float) -> None:
        """Fates before the platform heard anything."""
        if fate == "refused":
            raise self._fail(lane, httpx.ConnectError, 0.05)
        if fate == "connect_timeout":
            raise self._fail(lane, httpx.ConnectTimeout, 3.0)
        if fate == "lost_before":
            raise self._fail(lane, httpx.ReadTimeout, budget)
        if fate == "tls":
            fault = self._fail(lane, httpx.ConnectError, 0.2)
            fault.__cause__ = ssl.SSLError("simulated")
            raise fault

    def _after(self, lane: SimLane, fate: str, budget: float, reply: Reply) -> Reply:
        """Fates of an answer on its way back."""
        if fate == "lost_after":
            raise self._fail(lane, httpx.ReadTimeout, budget)
        if fate == "cut":
            raise self._fail(lane, httpx.RemoteProtocolError, 0.3)
        if fate in ("5xx_after", "truncated"):
            self._kiosk.ruffled("gate")
            half = reply.body[: len(reply.body) // 2]
            return TROUBLE if fate == "5xx_after" else Reply(200, half, reply.headers)
        if fate == "slow":
            lane.took = self._chance.uniform(0.5, budget - 0.1)
            self._kiosk.ruffled("gate")
        return reply

    # The relay.

    def _to_relay(self, lane: SimLane, request: Asked) -> Reply:
        relay, till = self._world.relay, self._kiosk.name
        budget = BUDGETS[lane.name]
        if not relay.up:
            raise self._fail(lane, *self._chance.choice(((httpx.ConnectError, 0.05), (httpx.ConnectTimeout, 3.0))))
        fate = self._world.fate(RELAY, "", self._kiosk)
        if fate == "relay_refused":
            raise self._fail(lane, httpx.ConnectError, 0.05)
        if fate in ("relay_5xx", "relay_garbage", "relay_elsewhere"):
            self._kiosk.ruffled("relay")
            answers = {"relay_5xx": TROUBLE, "relay_garbage": PORTAL, "relay_elsewhere": Reply(204, b"", {})}
            return answers[fate]
        if request.path == "/letters":
            asked = parse_qs(request.query)
            self._world.laws.polled(self._kiosk, asked.get("epoch", [""])[0], int(asked["after"][0]))
        answer = relay.get(till, request.path, request.query, request.headers)
        if fate in ("relay_lost", "relay_cut"):
            if lane.name == "mailbox":
                relay.leave(till)
            lost = fate == "relay_lost"
            raise self._fail(lane, httpx.ReadTimeout if lost else httpx.ReadError, budget if lost else 1.0)
        if fate == "relay_slow":
            lane.took = self._chance.uniform(0.5, 2.5)
            self._kiosk.ruffled("relay")
        if isinstance(answer, Wait):
            lane.parked = answer
            raise httpx.ConnectError("parked")
        return self.reply(answer)

    def reply(self, answer: Response) -> Reply:
        """The relay's answer as it reaches the till."""
        self._world.laws.delivered(self._kiosk, answer.body)
        return Reply(answer.status, answer.body, {name.lower(): text for name, text in answer.headers.items()})

    def slept(self, lane: SimLane) -> object:
        """What a call proves that was out while the computer slept; None for a job that asked nobody."""
        if lane.name in ("order", "ask") and not lane.asked:
            return None
        name = self._world.platform.read(lane.asked)["general"]["payment_id"] if lane.asked else ""
        return (call_failed(KINDS[lane.name], httpx.ReadTimeout("slept"), name),)
