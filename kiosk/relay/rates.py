"""Who may ask how often, and how a refusal says so.

Whoever shows a valid token or a known callback address has buckets of their own; all others share the bucket
of their address. It must not know stores.
"""

from __future__ import annotations

from kiosk.relay.answers import Refused, refusal
from kiosk.relay.limits import Buckets, Limits


class Rates:
    """The four rates of the service. Every `now` is in monotonic seconds."""

    def __init__(self, limits: Limits) -> None:
        self._project = Buckets(limits.project_rate, limits.max_sources)
        self._source = Buckets(limits.source_rate, limits.max_sources)
        self._token = Buckets(limits.token_rate, limits.max_sources)
        self._stranger = Buckets(limits.stranger_rate, limits.max_sources)

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


def _too_often() -> Refused:
    return refusal(429, "too many requests", "Wait a second and send it again", {"retry-after": "1"})
