"""httpx transports that reach the demo's world instead of a network."""

from __future__ import annotations

import httpx

from kiosk.compose.world import World
from kiosk.simulator.gate import Cut


class GateTransport(httpx.BaseTransport):
    """Answers for the platform."""

    def __init__(self, world: World) -> None:
        self._world = world

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request; a cut line is a read that ends early."""
        try:
            status, headers, body = self._world.gate(request.method, str(request.url), request.read())
        except Cut as cut:
            raise httpx.ReadError("the connection was cut after the request", request=request) from cut
        return httpx.Response(status, headers=headers, content=body, request=request)


class RelayTransport(httpx.BaseTransport):
    """Answers for the relay; a poll waits on the calling lane."""

    def __init__(self, world: World) -> None:
        self._world = world

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request."""
        status, headers, body = self._world.relay(request.method, str(request.url), dict(request.headers))
        return httpx.Response(status, headers=headers, content=body, request=request)
