"""Cases: a tap on Charge to the code painted, and a letter to the paid page painted, over whole sales.

Each turn is one sale of the product from keypad to keypad, and the two floors with the same code and the same letter.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.children import Child, ChildFault, command
from benchmarks.figures import Row, milliseconds
from benchmarks.shop import Shop

CODE_GOAL = 1.3
PAID_GOAL = 1.4
# The first sales load what no later one loads; a shop has them once a day.
WARM_UPS = 3
# Between the last figure and the tap, as short as a quick person makes it; the probe of the first digit goes meanwhile.
HAND_S = 0.15
CODE_NOTE = (
    "product: the finger leaving Charge to the end of the paint, less the time from the order's first byte out to the "
    "last byte in of the code's letter, both at the till's sockets; with intent, code and showing made durable, "
    "signature, amounts and payload checked, and the drawn code read back. Floor: a thread makes the same code with "
    "`qrcode`, a window paints it."
)
PAID_NOTE = (
    "from the first byte of the letter's POST, through the same relay process, to the end of the paint. Floor: a long "
    "poll on a kept `{client}` connection that paints the till's own paid page, with no check and no record. Each "
    "sample is a whole sale."
)


@dataclass(slots=True)
class Samples:
    """Seconds, one each a sale."""

    code_floor: list[float] = field(default_factory=list)
    code: list[float] = field(default_factory=list)
    tap: list[float] = field(default_factory=list)
    paid_floor: list[float] = field(default_factory=list)
    paid: list[float] = field(default_factory=list)

    def forget(self) -> None:
        """Drop what was measured so far."""
        for samples in (self.code_floor, self.code, self.tap, self.paid_floor, self.paid):
            samples.clear()


def product(shop: Shop, name: str, *, screens: int = 1) -> Child:
    """A till that stays, on a data folder of its own."""
    return Child(name, command("product", stay(shop, name, screens)), shop.folder, screens=screens)


def stay(shop: Shop, name: str, screens: int = 1) -> list[str]:
    """The words for a till that stays."""
    return ["stay", "run", "--config", str(shop.till(screens)), "--data", str(shop.folder / f"data-{name}")]


def measure(
    shop: Shop, samples: int, progress: Callable[[str], None], *, screens: int = 1, client: str = "http.client"
) -> list[Row]:
    """So many whole sales."""
    relay = shop.relay
    words = [client, relay.host, str(relay.port), relay.floor_token]
    taken = Samples()
    with (
        Child("code-floor", command("code_window"), shop.folder) as coder,
        Child("paid-floor", command("paid_window", words), shop.folder) as payer,
        product(shop, f"till-{screens}", screens=screens) as till,
    ):
        for child in (coder, payer, till):
            child.hear()
        for number in range(WARM_UPS + samples):
            if number == WARM_UPS:
                taken.forget()
            sale(shop, till, taken, figures=str(100 + number), check=number in (0, WARM_UPS + samples - 1))
            _floors(shop, coder, payer, taken)
            progress(f"sale {number + 1} of {WARM_UPS + samples}, {screens} screen(s)")
    where = f", {screens} screens" if screens > 1 else ""
    return [
        Row(f"tap on Charge → code painted, less the wire{where}", "ms", milliseconds(taken.code),
            milliseconds(taken.code_floor), CODE_GOAL, CODE_NOTE if screens == 1 else ""),
        Row(f"letter POSTed → paid painted{where}", "ms", milliseconds(taken.paid),
            milliseconds(taken.paid_floor), PAID_GOAL, PAID_NOTE.format(client=client) if screens == 1 else ""),
    ]  # fmt: skip


def sale(
    shop: Shop, till: Child, taken: Samples, *, figures: str, check: bool, hand_s: float = HAND_S
) -> None:
    """One whole sale at the product. `check`: have a decoder read the code from the glass, outside the times."""
    till.ask("type", figures=figures)
    time.sleep(hand_s)
    told = till.ask("charge")
    payment = shop.payment()
    if check and (read := till.ask("read")["text"]) != payment["payload"]:
        raise ChildFault(f"the code on the glass reads {read!r}, and Gate made {payment['payload']!r}")
    till.ask("await", page="paidPage")
    left = shop.pay(str(payment["payment_id"]))
    painted = float(till.hear()["painted"])
    till.ask("next")
    whole = float(told["painted"]) - float(told["tap"])
    taken.tap.append(whole)
    taken.code.append(whole - (float(told["into"]) - float(told["out"])))
    taken.paid.append(painted - left)


def _floors(shop: Shop, coder: Child, payer: Child, taken: Samples) -> None:
    drawn = coder.ask("draw", payload=shop.payment()["payload"])
    taken.code_floor.append(float(drawn["painted"]) - float(drawn["tap"]))
    left = shop.copy()
    taken.paid_floor.append(float(payer.hear()["painted"]) - left)
    coder.ask("clear")
    payer.ask("clear")
