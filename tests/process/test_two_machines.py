"""A till's disk is copied, and both machines are switched on: one sells, the other says why it does not, and after the
owner's word it goes on by itself.
"""

from __future__ import annotations

import copy
import shutil
import signal
from pathlib import Path

from tests.process.harness import Shop, Till, showing
from tests.process.programs import run

TWIN = "staff.identity_elsewhere.headline"


def twin_of(shop: Shop, till: Till) -> Till:
    """The same till on a copied disk."""
    made = copy.copy(till)
    folder = shop.folder / "twin"
    shutil.copytree(till.config.parent, folder)
    made.config, made.data, made.program = folder / till.config.name, folder / "data", None
    shop.tills.append(made)
    return made


def sells(shop: Shop, till: Till, amount: str) -> None:
    till.offer(amount)
    shop.pay(list(shop.at_gate(till))[-1])
    till.until(showing("paid"))
    till.next()


def test_of_a_till_and_its_copy_one_sells_and_the_other_says_why_not(tmp_path: Path) -> None:
    with Shop(tmp_path, manual=True) as shop:
        first = shop.till("till1")
        first.start()
        sells(shop, first, "10.00")
        first.end(signal.SIGKILL)
        second = twin_of(shop, first)
        # Back at once, though it had no time to say good-bye.
        first.start()
        sells(shop, first, "11.00")
        second.start()
        sells(shop, second, "12.00")
        ordered = len(shop.at_gate(first))
        first.until(lambda seen: seen["banner"] == TWIN)
        assert first.now()["relay"] != "ok"
        first.do(keys="13.00")
        first.do(press="Return")
        seen = first.until(showing("notStartedPage"))
        assert seen["headline"] == TWIN
        assert len(shop.at_gate(first)) == ordered, "nothing was ordered"
        doctor = run("-m", "kiosk", "doctor", "--config", str(first.config), "--data", str(first.data))
        assert "another machine uses this till's name" in doctor.stdout, doctor.stdout
        # The other one still runs, and stays out.
        words = ["till", "readmit", "shop", "till1", "--database", f"sqlite:///{tmp_path}/relay.db"]
        done = run("-m", "kiosk.relay", *words)
        assert done.returncode == 0, done.stderr
        first.until(lambda seen: seen["banner"] == "")
        second.until(lambda seen: seen["banner"] == TWIN)
        first.do(press="Return")
        sells(shop, first, "14.00")
        second.end()
        states = sorted(row["state"] for row in first.payments().values())
        # Its own three sales, and the one that the other machine took in its name: a person decides about that.
        assert states == ["ATTENTION", "PAID", "PAID", "PAID"]
