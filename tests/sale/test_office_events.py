"""What people do beside the counter, as values; a PIN shows itself to nobody."""

from __future__ import annotations

from kiosk.sale import office_events as o


def test_a_pin_is_in_no_text_that_anybody_could_log() -> None:
    pin = o.Pin("271828")
    for text in (repr(pin), str(pin), f"{pin}", repr(o.PinEntered(pin)), f"{o.PinEntered(pin)!s}"):
        assert "271828" not in text
    assert pin.reveal() == "271828"


def test_pins_are_compared_by_their_digits() -> None:
    assert o.Pin("1234") == o.Pin("1234")
    assert o.Pin("1234") != o.Pin("1235")
    assert o.Pin("1234") != "1234"
    assert len({o.Pin("1234"), o.Pin("1234"), o.Pin("9")}) == 2
