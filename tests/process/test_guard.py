"""A guarded till that dies or hangs in the middle of a sale is back within ten seconds, in the same sale."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kiosk.adapters.folder import LOCK
from kiosk.cli import itself
from tests.process.conftest import Figures
from tests.process.harness import Shop, Till, showing
from tests.process.programs import PATIENCE_S, ROOT, Program

BACK_S = 10.0


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with Shop(tmp_path_factory.mktemp("guarded"), "code=0.1,confirm=0", manual=True) as shop:
        yield shop


def launch(till: Till) -> None:
    """The till with its guard around it; hands and eyes are those of whichever life is the present one."""
    till.screens, till.seen = [], 0
    arguments = ["-m", "tests.process.guarded", "--config", str(till.config), "--data", str(till.data)]
    till.program = Program(till.id, arguments, till.config.with_name("guard.log"), till.surroundings)


def pid_of(till: Till) -> int:
    """The process that holds the till's folder now."""
    return int(json.loads((till.data / LOCK).read_text())["pid"])


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_it_is_back_in_the_same_sale_within_ten_seconds(shop: Shop, figures: Figures, number: signal.Signals) -> None:
    till = shop.till(f"back{int(number)}")
    launch(till)
    code = till.offer("12.00")["code"]
    (payment_id,) = till.now()["states"]
    first = pid_of(till)
    till.seen = len(till.screens)
    began = time.monotonic()
    os.kill(first, number)
    # A till that stands still for good shows nothing more; the next screen is the next one's.
    back = till.until(showing("qrPage"))
    figures.measured(f"{number.name} -> the code is back, guarded", back["at"] - began, BACK_S)
    assert back["code"] == code
    assert pid_of(till) != first
    assert till.look() == [code, code]
    # The sale goes on to its end, ordered once.
    shop.pay(payment_id)
    till.until(showing("staffPaidPage"))
    assert list(shop.at_gate(till)) == list(till.payments()) == [payment_id]
    assert till.last_payment()["state"] == "PAID"
    assert till.end(signal.SIGTERM) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


class Told:
    """What a guard says on stderr, line by line."""

    def __init__(self, guard: subprocess.Popen[bytes]) -> None:
        assert guard.stderr is not None
        self._pipe = guard.stderr.fileno()
        self.text = ""

    def until(self, words: str) -> str:
        """The first line with these words; what stands up to it is not looked at again."""
        by = time.monotonic() + PATIENCE_S
        while words not in self.text.rpartition("\n")[0]:
            assert select.select([self._pipe], [], [], max(0.0, by - time.monotonic()))[0], f"no {words}: {self.text}"
            chunk = os.read(self._pipe, 4096)
            assert chunk, f"it ended before it said {words}: {self.text}"
            self.text += chunk.decode()
        before, found, after = self.text.partition(words)
        line, _, self.text = after.partition("\n")
        return before.rpartition("\n")[2] + found + line


@contextmanager
def guard(till: Till) -> Iterator[tuple[subprocess.Popen[bytes], Told]]:
    """`kiosk guard` itself."""
    words = itself.words("guard", "--config", str(till.config), "--data", str(till.data))
    environ = {**os.environ, **till.surroundings}
    with subprocess.Popen(words, cwd=ROOT, env=environ, stderr=subprocess.PIPE) as started:
        try:
            yield started, Told(started)
        finally:
            if started.poll() is None:
                started.terminate()
                started.wait(PATIENCE_S)


def number_in(line: str) -> int:
    return int(line.split("process ")[1].split()[0])


def test_the_command_itself_starts_the_till_again_and_passes_a_wish_to_end_on(shop: Shop) -> None:
    till = shop.till("command")
    with guard(till) as (started, told):
        first = number_in(told.until(" runs"))
        assert first == pid_of(till)
        os.kill(first, signal.SIGKILL)
        told.until("was ended by signal 9")
        second = number_in(told.until(" runs"))
        assert second == pid_of(till) != first
        started.send_signal(signal.SIGTERM)
        assert started.wait(PATIENCE_S) == 0
        with pytest.raises(ProcessLookupError):
            os.kill(second, 0)


def test_what_the_till_ends_by_itself_ends_the_guard_with_the_same_code(shop: Shop) -> None:
    till = shop.till("twice")
    with guard(till) as (_, told):
        told.until(" runs")
        with guard(till) as (second, heard):
            heard.until("already running")
            assert second.wait(PATIENCE_S) == 4
    till.config.write_text("nonsense", "utf-8")
    with guard(till) as (started, told):
        told.until("Mend them")
        assert started.wait(PATIENCE_S) == 2


def test_a_till_outlives_its_guard(shop: Shop) -> None:
    till = shop.till("alone")
    launch(till)
    till.until(lambda seen: seen["ready"])
    assert till.program is not None
    till.program.send(signal.SIGKILL)
    till.charge("12.00")
    (payment_id,) = till.until(showing("qr"))["states"]
    shop.pay(payment_id)
    till.until(showing("staffPaidPage"))
    till.end()
