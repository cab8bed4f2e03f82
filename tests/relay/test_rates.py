"""Who is slowed and who is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.relay.limits import LIMITS, Limits, Rate
from tests.relay.helpers import Desk, answered, letter


def test_a_sender_beyond_its_rate_hears_429_and_when_to_come_back(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, source_rate=Rate(1.0, 2), project_rate=Rate(10.0, 3)))
    assert [desk.post(letter(f"till1-{n}")).status for n in range(3)] == [200, 200, 429]
    # One sender's flood leaves the rest of the project's rate to others.
    assert desk.post(letter("till1-9"), source="192.0.2.2").status == 200
    assert desk.post(letter("till1-9"), source="192.0.2.3").status == 429
    desk.ticks.now += 1.0
    assert desk.post(letter("till1-2")).status == 200
    assert desk.post(letter("till1-3")).headers["retry-after"] == "1"


def test_twenty_tills_behind_one_address_are_never_slowed_by_strangers_there(desk: Desk) -> None:
    tokens = [desk.service.add_till("shop", f"t{n}") for n in range(20)]
    strange = [answered(desk.get("/letters", token="A" * 43, source="shop")).status for _ in range(500)]
    assert set(strange) == {401, 429}
    guesses = [desk.post(b"{}", address=f"guess{n}", source="shop").status for n in range(50)]
    assert set(guesses) == {429}
    for _ in range(30):
        for token in tokens:
            assert answered(desk.get("/letters", token=token, source="shop")).status == 200
    assert desk.post(letter("t3-A"), source="shop").status == 200


def test_a_runaway_loop_with_a_good_token_is_held(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, token_rate=Rate(1.0, 5)))
    assert [answered(desk.get("/probe")).status for _ in range(6)] == [200] * 5 + [429]
