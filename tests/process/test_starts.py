"""How a till begins and ends: one at a time on its data, closed by a signal within a moment, its lock let go."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator

import pytest

from tests.process.conftest import Figures
from tests.process.harness import Shop, Till, showing
from tests.process.programs import Program, run

ENDED_S = 2.0


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with Shop(tmp_path_factory.mktemp("starts"), "code=0.1,confirm=0", manual=True) as shop:
        yield shop


def kiosk_run(till: Till) -> list[str]:
    return ["-m", "kiosk", "run", "--config", str(till.config), "--data", str(till.data)]


def ended(till: Till, number: signal.Signals) -> float:
    """Seconds until the till has gone, without a complaint."""
    began = time.monotonic()
    assert till.end(number) == 0
    return time.monotonic() - began


def test_a_second_start_says_so_and_changes_nothing(shop: Shop) -> None:
    till = shop.till("twice")
    till.start()
    offered = till.offer("8.00")
    assert till.program is not None
    second = run(*kiosk_run(till))
    assert second.returncode == 4
    assert str(till.program.process.pid) in second.stderr
    assert socket.gethostname() in second.stderr
    assert str(till.data) in second.stderr
    assert "Traceback" not in second.stderr
    (payment_id,) = offered["states"]
    shop.pay(payment_id)
    till.until(showing("staffPaidPage"))
    assert list(shop.at_gate(till)) == [payment_id]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_at_once_with_a_code_on_the_screen(
    shop: Shop, figures: Figures, number: signal.Signals
) -> None:
    till = shop.till(f"ends{int(number)}")
    till.start()
    offered = till.offer("8.00")
    figures.measured(f"{number.name} -> ended", ended(till, number), ENDED_S)
    # The lock went with it, and the sale is still there.
    till.launch()
    back = till.until(showing("qrPage"))
    assert back["code"] == offered["code"]
    assert list(till.payments()) == list(shop.at_gate(till))


def test_a_signal_ends_it_while_nobody_answers(shop: Shop, figures: Figures) -> None:
    gate, relay = shop.line_to(shop.gate), shop.line_to(shop.relay)
    till = shop.till("hung", gate=gate, relay=relay)
    till.start()
    till.offer("8.00")
    till.do(click="checkNowButton")
    gate.listen_in()
    gate.freeze()
    relay.freeze()
    till.do(click="checkNowButton")
    till.until(lambda seen: seen["answer"] == "staff.check.running")
    figures.measured("SIGTERM with all calls hanging -> ended", ended(till, signal.SIGTERM), ENDED_S)


def test_the_command_itself_runs_and_ends(shop: Shop, figures: Figures) -> None:
    mail = shop.line_to(shop.relay)
    till = shop.till("command", relay=mail)
    program = Program("kiosk run", kiosk_run(till), shop.folder / "run.log", till.surroundings)
    try:
        # It reads its mailbox: windows, journal and lines are open.
        mail.until(lambda call: call["what"].startswith("GET /letters"))
        second = run(*kiosk_run(till))
        assert (second.returncode, str(program.process.pid) in second.stderr) == (4, True)
        began = time.monotonic()
        assert program.end(signal.SIGTERM) == 0
        figures.measured("kiosk run, SIGTERM -> ended", time.monotonic() - began, ENDED_S)
    finally:
        program.end(signal.SIGKILL)
    assert "Traceback" not in program.complaints()


def test_a_lock_left_by_a_dead_till_is_no_lock(shop: Shop) -> None:
    till = shop.till("dead")
    till.start()
    till.end()
    assert any(file.is_file() for file in till.data.iterdir())
    till.start()
    assert till.now()["ready"]


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_what_it_leaves_on_the_disk_is_its_owners_alone(shop: Shop) -> None:
    till = shop.till("modes")
    till.start()
    till.offer("8.00")
    assert till.data.stat().st_mode & 0o077 == 0
    assert [file.name for file in till.data.iterdir() if file.stat().st_mode & 0o077] == []
