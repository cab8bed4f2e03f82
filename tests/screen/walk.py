"""`python -m tests.screen.walk --pictures FOLDER`: a person walks through a demo that was never started before.

On a real X server with two outputs, by keyboard and mouse alone: ten sales with different stories, the lists, the
settings, another language in the middle of a sale, and the customer's screen pulled and put back while a code is on it.
Nothing is pressed that the screens do not name (see `tests.screen.walker`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from kiosk.ui.texts import Language
from tests.screen import outputs as desks
from tests.screen.outputs import outputs
from tests.screen.sight import CUSTOMER, PHONE
from tests.screen.walker import Lost, Walker, demo

GO_S = 2.0
"""How long a code may take to the other screen in a walk by hand; the tests' computer may be busy with other things."""
SLOW_S = 60.0
LISTS = {"recent": "staff.recent.title", "today": "staff.today.title", "attention": "staff.attention.title"}


class Walk:
    """What the person does. `go_s` is how long a code may take to the other screen, in seconds."""

    def __init__(self, walker: Walker, go_s: float = SLOW_S) -> None:
        self.person, self._go_s = walker, go_s
        self.sales = 0
        self.moves: list[float] = []

    # The whole of it.

    def first_start(self) -> None:
        """The keypad waits for an amount, the customer is welcomed, the phone tells how to choose a story."""
        self.person.reads("staff.charge", "staff.amount")
        self.person.sees(self.person.words("demo.cents_hint"), window=PHONE)
        self.person.stop("first-start")

    def ten_sales(self) -> None:
        """Ten stories, each ended as its page offers."""
        self.paid("12.00", "paid")
        self.declined("36.01")
        self.set_aside("58.04")
        self.refused("20.13")
        self.paid("88.14", "code-as-picture")
        self.paid("45.09", "letter-lost")
        self.put_away("58.04")
        self.cancelled("30.02")
        self.declined_then_paid("66.16")
        self.paid("15.08", "letters-again-and-again")
        self.paid("99.10", "slow-answer")

    def lists(self) -> None:
        """What was sold, what it makes, what a person has to decide."""
        for name, title in LISTS.items():
            self.person.press(title, stays=True)
            self.person.reads(title, "staff.back")
            self.person.stop(name)
            self.person.press("staff.back")

    def settings(self) -> None:
        """The looks by their key, and back."""
        self.person.press(f"language.{self.person.language}", stays=True)
        self.person.reads("staff.settings", "staff.back")
        self.person.stop("settings")
        self.person.press("staff.back")

    # Sales.

    def charge(self, amount: str, name: str, *, tapped: bool = False) -> None:
        """An amount that the phone has a story for, and Charge."""
        person = self.person
        person.wait(lambda sight: sight.begins(PHONE, f"{amount[-2:]} "), f"the story of HK${amount} on the phone")
        if tapped:
            person.tap(amount)
            person.click("staff.charge")
        else:
            person.type_(amount)
            if not self.sales:
                person.stop(f"{name}-amount")
            person.press("staff.charge")
        self.sales += 1

    def code(self, name: str) -> str:
        """The code comes onto the customer's screen, and can be read there; what it says."""
        self.person.reads("staff.qr_shown.headline", "staff.qr_shown.action")
        text = self.person.desk.code(desks.CUSTOMER).text
        self.person.stop(f"{name}-code")
        return text

    def paid(self, amount: str, name: str) -> None:
        """Paid by whoever plays the customer."""
        self.charge(amount, name)
        self.code(name)
        self.see_paid(amount, name)

    def see_paid(self, amount: str, name: str) -> None:
        """Both screens say it, and the next customer comes."""
        person = self.person
        person.sees(f"{person.words('staff.paid.headline')}HK${amount}", within=SLOW_S)
        person.reads("staff.paid.action")
        person.sees("付款成功", f"HK${amount}", window=CUSTOMER)
        person.stop(f"{name}-result")
        person.press("staff.set_aside.next")
        person.reads("staff.amount", "staff.charge")

    def declined(self, amount: str) -> None:
        """Declined: no other try, the next customer. All by mouse."""
        self.charge(amount, "declined", tapped=True)
        self.code("declined")
        self.person.reads("staff.declined.headline")
        self.person.stop("declined-result")
        self.person.click("staff.set_aside.next")

    def set_aside(self, amount: str) -> None:
        """Scanned, but the bank is slow: the sale becomes a tile."""
        self.charge(amount, "set-aside")
        self.code("set-aside")
        self.person.press("staff.set_aside_button")
        self.person.sees(f"HK${amount}", self.person.words("staff.tile.waiting"))
        self.person.stop("set-aside-tile")

    def put_away(self, amount: str) -> None:
        """The tile has turned green by itself; a touch puts it away."""
        tile = f"HK${amount}"
        self.person.sees(tile, self.person.words("staff.tile.paid"), within=SLOW_S)
        self.person.stop("set-aside-paid")
        self.person.press_words(tile)

    def refused(self, amount: str) -> None:
        """The platform takes no such sale."""
        self.charge(amount, "refused")
        self.person.reads("staff.set_aside.next", "staff.try_again")
        self.person.stop("refused")
        self.person.press("staff.set_aside.next")

    def cancelled(self, amount: str) -> None:
        """Nobody pays: the clerk stops showing the code."""
        self.charge(amount, "never-paid")
        self.code("never-paid")
        self.person.press("staff.cancel_button")
        self.person.reads("staff.cancel.question")
        self.person.stop("never-paid-question")
        self.person.press("staff.cancel.yes")
        self.person.reads("staff.stopped.headline")
        self.person.stop("never-paid-stopped")
        self.person.press("staff.set_aside.next")

    def declined_then_paid(self, amount: str) -> None:
        """First it is declined, and then it is paid after all."""
        self.charge(amount, "declined-then-paid")
        self.code("declined-then-paid")
        self.person.reads("staff.declined.headline")
        self.person.stop("declined-then-paid-declined")
        self.see_paid(amount, "declined-then-paid")

    # In the middle of a sale.

    def other_language(self, amount: str) -> None:
        """The staff's language is changed while the code is up: the code stays what it was, and is paid."""
        person = self.person
        self.charge(amount, "language")
        code = self.code("language")
        person.click(f"language.{person.language}", stays=True)
        person.reads("staff.settings", "staff.back")
        person.press("language.en", stays=True)
        person.language = Language.EN
        person.reads("staff.settings", "staff.language")
        assert person.desk.code(desks.CUSTOMER).text == code
        person.stop("language-english")
        person.press("staff.back")
        person.reads("staff.qr_shown.headline")
        assert person.desk.code(desks.CUSTOMER).text == code
        person.stop("language-english-code")
        person.pay(f"HK${amount}")
        self.see_paid(amount, "language")

    def pulled_screen(self, amount: str) -> None:
        """The customer's screen is pulled while the code is on it, and put back."""
        person, desk = self.person, self.person.desk
        self.charge(amount, "pulled")
        code = self.code("pulled")
        small = desk.code(desks.STAFF).wide

        def large() -> bool:
            return any(found.text == code and found.wide > small for found in desk.codes(desks.STAFF))

        self._goes("pulled", lambda: desk.off(desks.CUSTOMER), large)
        person.sees(person.words("staff.turn_screen"))
        person.stop("pulled-turn-the-screen")
        self._goes("put back", desk.both, lambda: [found.text for found in desk.codes(desks.CUSTOMER)] == [code])
        person.reads("staff.qr_shown.headline")
        person.stop("put-back-code")
        person.pay(f"HK${amount}")
        self.see_paid(amount, "put-back")

    def _goes(self, what: str, happens: Callable[[], None], there: Callable[[], bool]) -> None:
        """Something happens to a screen, and the code is where it has to be, soon enough."""
        started = monotonic()
        happens()
        desks.until(there, f"{what}: the code did not come")
        self.moves.append(monotonic() - started)
        assert self.moves[-1] <= self._go_s, f"{what}: the code took {self.moves[-1]:.1f} s"


def whole(walk: Walk) -> None:
    """The whole walk, about three minutes."""
    walk.first_start()
    walk.ten_sales()
    walk.lists()
    walk.settings()
    walk.other_language("40.02")
    walk.pulled_screen("41.02")


def main() -> int:
    """Walk, and say how it went; exit code 1 when the person was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.screen.walk", description=__doc__)
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", required=True, help="where the pictures go")
    pictures: Path = parser.parse_args().pictures
    pictures.mkdir(parents=True, exist_ok=True)
    began = monotonic()
    try:
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home)
            with outputs(folder) as desk, demo(desk, folder / "till", pictures, print) as person:
                walk = Walk(person, GO_S)
                whole(walk)
    except (Lost, pytest.skip.Exception, pytest.fail.Exception) as why:
        print(f"lost: {why}", file=sys.stderr)
        return 1
    took = f"{monotonic() - began:.0f} s"
    print(f"{walk.sales} sales, {person.stops} stops, {len(person.keys)} keys and {person.clicks} clicks in {took}")
    print("A code was on the other screen after " + " and ".join(f"{seconds:.1f} s" for seconds in walk.moves))
    print(f"The pictures are in {pictures.resolve()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
