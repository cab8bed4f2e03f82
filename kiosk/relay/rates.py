"""Who may ask how often, and how a refusal says so.

Whoever shows a valid token or a known callback address has buckets of their own; all others share the bucket
of their address. It must not know stores.
"""

from __future__ import annotations

import ipaddress

from kiosk.relay.answers import Refused, refusal
from kiosk.relay.limits import Buckets, Limits


class Rates:
    """The five rates of the service. Every `now` is in monotonic seconds."""

    def __init__(self, limits: Limits) -> None:
        self._project = Buckets(limits.project_rate, limits.max_sources)
        self._source = Buckets(limits.source_rate, limits.max_sources)
        self._token = Buckets(limits.token_rate, limits.max_sources)
        self._stranger = Buckets(limits.stranger_rate, limits.max_sources)
        self._enrol = Buckets(limits.enrol_rate, limits.max_sources)
        self._enrol_wait = {"retry-after": str(round(1.0 / limits.enrol_rate.per_second) or 1)}

    def callback(self, project: int, source: str, now: float) -> None:
        """Raises `Refused` (429). The address comes first, so that one sender cannot use up the project's rate."""
        if not self._source.take((project, source), now) or not self._project.take(project, now):
            raise _too_often()

    def poll(self, token: bytes, now: float) -> None:
        """Raises `Refused` (429)."""
        if not self._token.take(token, now):
            raise _too_often()

    def stranger(self, source: str, now: float, refused: Refused) -> Refused:
        """The refusal for one who shows nothing valid: as given, or 429 when there were too many of them."""
        return refused if self._stranger.take(source, now) else _too_often()

    def enrol(self, source: str, now: float) -> None:
        """Count a try with a code. Raises `Refused` (429)."""
        if not self._enrol.take(_network(source), now):
            raise refusal(429, "too many codes", "Wait a little and try once more", self._enrol_wait)

    def enrolled(self, source: str) -> None:
        """The code was good: twenty tills of one shop may be enrolled in one go."""
        self._enrol.give_back(_network(source))


def _network(source: str) -> str:
    """The address; of IPv6 the part that one subscriber has, for the rest of it is anybody's to choose."""
    try:
        address = ipaddress.ip_address(source.partition("%")[0])
    except ValueError:
        return source
    if isinstance(address, ipaddress.IPv4Address) or address.ipv4_mapped:
        return source
    return str(ipaddress.ip_network((address, 64), strict=False))


def _too_often() -> Refused:
    return refusal(429, "too many requests", "Wait a second and send it again", {"retry-after": "1"})
