"""A few hundred slow connections beside honest ones: every one of the slow is ended, none of the honest notices."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from kiosk.relay.limits import LIMITS
from tests.relay.plug import Plug, play
from tests.relay.slow import Felt, Place, both

HASTY = replace(
    LIMITS,
    head_deadline_s=1.0,
    body_deadline_s=1.0,
    write_deadline_s=1.0,
    keep_alive_s=1.0,
    rate_grace_s=0.5,
    watch_every_s=0.1,
    send_buffer=16_384,
)


def test_slow_connections_end_and_the_honest_are_served(tmp_path: Path) -> None:
    seen: list[Felt] = []

    async def story(plug: Plug) -> None:
        service = plug.relay.service
        tokens = tuple(service.add_till("shop", f"t{number}") for number in range(5))
        host, port = plug.listener.getsockname()
        place = Place(host, port, plug.path, tokens, service.add_till("shop", "sloth"))
        seen.append(await both(place, 240, 60, 50.0))
        assert plug.server.house.unsent == 0

    partial(play, tmp_path)(story, HASTY)
    (felt,) = seen
    assert felt.ended == 240
    assert felt.statuses == {200}
    assert len(felt.answered) == len(felt.delivered) == 60
