"""The clerk inside the product: types, taps Charge, waits for what is painted, and says when it was.

Works on the widgets by their names, with taps, as a person does. Must not know the machines behind them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QBuffer, QIODevice, QTimer
from PySide6.QtWidgets import QWidget

from benchmarks.beat import Beat
from benchmarks.finger import tap
from benchmarks.orders import Orders, tell
from benchmarks.sockets import Wire
from benchmarks.watch import Watch
from benchmarks.widgets import find, sight, windows

LOOK_MS = 5
PATIENCE_S = 30.0


class Clerk:
    """Takes orders one by one; each is answered when what it waits for was painted or is there."""

    _one: ClassVar[list[Clerk]] = []

    def __init__(self) -> None:
        self._watch = Watch()
        self._orders = Orders()
        self._wire = Wire()
        self._beat = Beat()
        self._acts: dict[str, Callable[[dict[str, str]], None]] = {
            "type": self._type,
            "charge": self._charge,
            "await": self._await,
            "next": self._next,
            "leave": self._leave,
            "read": self._read,
            "asked": self._asked,
            "beat": self._start_beat,
            "gap": self._stop_beat,
        }

    @classmethod
    def sit_down(cls) -> None:
        """Begin, once the windows stand."""
        clerk = cls()
        cls._one.append(clerk)
        clerk._wire.listen()
        for window in windows():
            clerk._watch.window(window)
        clerk._orders.connect_queued(clerk._order)
        QTimer.singleShot(0, clerk._orders.start)

    def _order(self, asked: dict[str, str]) -> None:
        try:
            self._acts[asked["do"]](asked)
        except Exception as fault:
            tell(fault=f"{asked['do']}: {type(fault).__name__}: {fault}")

    def _type(self, asked: dict[str, str]) -> None:
        for figure in asked["figures"]:
            tap(find(f"key{figure}"))
        self._once(lambda: find("chargeButton").isEnabled(), lambda: tell(done=True), "Charge stayed disabled")

    def _charge(self, asked: dict[str, str]) -> None:
        tapped: list[float] = []

        def painted(at: float) -> None:
            tell(tap=tapped[0], out=self._wire.out["order"], into=self._wire.into["mailbox"], painted=at)

        self._wire.reset()
        self._watch.when_painted(_code_shown, painted)
        tap(find("chargeButton"), tapped.append)

    def _await(self, asked: dict[str, str]) -> None:
        self._watch.when_painted(lambda: sight(asked["page"]), lambda at: tell(painted=at))
        tell(waiting=True)

    def _next(self, asked: dict[str, str]) -> None:
        tap(find("nextButton"))
        self._once(lambda: sight("keypadPage") is not None, lambda: tell(done=True), "the keypad did not come back")

    def _leave(self, asked: dict[str, str]) -> None:
        """Away from whatever page there is, if it has a way on; says whether the keypad is there."""
        self._watch.when_painted(lambda: None, lambda at: None)
        if sight("keypadPage") is None and sight("nextButton") is not None:
            tap(find("nextButton"))
        tell(keypad=sight("keypadPage") is not None)

    def _read(self, asked: dict[str, str]) -> None:
        """What a decoder reads in a picture of the window that shows the code."""
        tell(text=_decoded(find("qrCode").window()), pid=os.getpid())

    def _asked(self, asked: dict[str, str]) -> None:
        """When the first question to the platform left."""
        out = self._wire.out
        self._once(lambda: "ask" in out, lambda: tell(asked=out["ask"]), "no question left")

    def _start_beat(self, asked: dict[str, str]) -> None:
        self._beat.start()
        tell(done=True)

    def _stop_beat(self, asked: dict[str, str]) -> None:
        tell(gap=self._beat.stop())

    def _once(self, true: Callable[[], bool], then: Callable[[], None], otherwise: str) -> None:
        # In looks, not by the clock: a machine that stood still for a while has missed nothing.
        looks = iter(range(round(PATIENCE_S * 1000 / LOOK_MS)))

        def look() -> None:
            if true():
                then()
            elif next(looks, None) is None:
                tell(fault=f"{otherwise} for {PATIENCE_S:g} s")
            else:
                QTimer.singleShot(LOOK_MS, look)

        look()


def _code_shown() -> QWidget | None:
    code = sight("qrCode")
    return code if getattr(code, "showing", False) else None


def _decoded(window: QWidget) -> str:
    import io

    import zxingcpp
    from PIL import Image

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    with Image.open(io.BytesIO(buffer.data().data())) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))
    return found[0].text if found else ""
