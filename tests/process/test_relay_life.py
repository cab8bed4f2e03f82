"""The relay's life as real processes: one follows another under load, a copy is made meanwhile, and what it shows of
itself says nothing about anybody's money.
"""

from __future__ import annotations

import json
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process.programs import PATIENCE_S, ROOT
from tests.process.relays import Load, Relays, ask, letter, relays
from tests.relay.test_meter import samples

SENDERS, EACH = 4, 60


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Relays]:
    with relays(tmp_path) as made:
        yield made


def all_there(place: Relays, at: tuple[str, int], load: Load) -> None:
    """Every acknowledged letter is in the box, once."""
    stored = place.stored(at)
    assert len(stored) == len(set(stored))
    assert set(load.acknowledged) <= set(stored)


def test_the_next_relay_waits_for_the_one_before_and_nothing_is_lost(place: Relays) -> None:
    old = place.launch("127.0.0.1:0")
    at = place.listening(old)
    load = Load(at, place.path, SENDERS, EACH)
    for life in range(1, 4):
        load.until(life * SENDERS * EACH // 5)
        new = place.launch(f"{at[0]}:{at[1]}", "--wait-for-lock", "30")
        assert place.end(old) == 0
        assert place.listening(new) == at
        old = new
    load.finish()
    all_there(place, at, load)
    assert place.end(old) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no descriptors are handed over there")
def test_with_a_socket_that_the_system_holds_nobody_is_turned_away(place: Relays) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1_024) as held:
        listen = f"fd:{held.fileno()}"
        old = place.launch(listen, handed=held)
        at = place.listening(old)
        load = Load(at, place.path, SENDERS, EACH)
        for life in range(1, 4):
            load.until(life * SENDERS * EACH // 5)
            # As systemd restarts a service: the old one ends first, and meanwhile connections wait in the queue.
            assert place.end(old) == 0
            old = place.launch(listen, handed=held)
            assert place.listening(old) == at
        load.finish()
        assert load.refused == 0
        all_there(place, at, load)
        assert place.end(old) == 0


def test_a_relay_that_waits_in_vain_says_who_serves(place: Relays) -> None:
    old = place.launch("127.0.0.1:0")
    place.listening(old)
    new = place.launch("127.0.0.1:0", "--wait-for-lock", "0.2")
    assert new.wait(PATIENCE_S) == 4
    assert str(old.pid) in place.log.read_text()
    assert '"event":"waiting"' in place.log.read_text()


def test_a_copy_made_under_load_is_put_back_and_holds_what_was_acknowledged_before_it(
    place: Relays, tmp_path: Path
) -> None:
    process = place.launch("127.0.0.1:0")
    at = place.listening(process)
    load = Load(at, place.path, SENDERS, EACH)
    load.until(SENDERS * EACH // 3)
    before = set(load.acknowledged)
    owner = [sys.executable, "-m", "kiosk.relay", "--database", place.database]
    subprocess.run([*owner, "backup", str(tmp_path / "copy.db")], check=True, capture_output=True, timeout=PATIENCE_S)
    load.finish()
    # Not while it serves.
    refused = subprocess.run([*owner, "restore", str(tmp_path / "copy.db")], capture_output=True, timeout=PATIENCE_S)
    assert refused.returncode == 4
    place.end(process, signal.SIGKILL)
    subprocess.run([*owner, "restore", str(tmp_path / "copy.db")], check=True, capture_output=True, timeout=PATIENCE_S)
    process = place.launch("127.0.0.1:0")
    at = place.listening(process)
    stored = set(place.stored(at))
    assert before <= stored
    # What came after the copy comes once more from whoever still repeats it, and is kept.
    assert ask(at, "POST", place.path, letter("till1-0x59"))[0] == 200
    assert place.end(process) == 0


def busy(place: Relays, at: tuple[str, int]) -> list[str]:
    """All sorts of requests, right and wrong; every text in them that nobody else should read."""
    known = [place.path.rpartition("/")[2], place.token]
    for number in range(40):
        payment, amount, payer = f"till1-{secrets.token_hex(8)}", f"{7_319_500 + number}", f"+8529876{number:04}"
        body = {"payment": {"id": payment, "sum": {"amount": amount}, "operation": secrets.token_hex(9)}, "from": payer}
        known += [payment, amount, payer, str(body["payment"]["operation"])]  # type: ignore[index]  # it is a dict
        assert ask(at, "POST", place.path, json.dumps(body).encode())[0] == 200
        if number % 4 == 0:
            bad = secrets.token_urlsafe(16)
            known.append(bad)
            for method, path, content, headers in (
                ("POST", f"/callback/{bad}", b"{}", {}),
                ("POST", place.path, bad.encode(), {}),
                ("GET", f"/letters?wait=0&x={bad}", None, {"authorization": f"Bearer {bad}"}),
                ("GET", f"/{bad}", None, {"x-forwarded-for": "198.51.100.77"}),
                ("GET", f"/letters?wait=0&after={bad}", None, {"authorization": f"Bearer {place.token}"}),
                ("PUT", f"/probe/{bad}", bad.encode(), {"cookie": bad}),
            ):
                assert ask(at, method, path, content, headers)[0] >= 400
    assert len(place.stored(at)) == 40
    return known


def test_metrics_and_log_of_a_busy_run_hold_no_id_no_token_no_amount_and_no_address(place: Relays) -> None:
    process = place.launch("127.0.0.1:0", "--metrics", "127.0.0.1:0")
    at = place.listening(process)
    known = busy(place, at)
    (serving,) = [line for line in place.events() if line["event"] == "serving"]
    status, page = ask((at[0], int(str(serving["metrics"]))), "GET", "/metrics")
    assert status == 200
    found = samples(page.decode())
    assert found['kiosk_relay_letters_total{outcome="stored"}'] == 40
    assert found['kiosk_relay_answers_total{route="callback",status="200"}'] == 40
    assert found['kiosk_relay_answers_total{route="letters",status="401"}'] == 10
    # It is no page of the relay's own address.
    assert ask(at, "GET", "/metrics")[0] == 404
    assert place.end(process) == 0
    log = place.log.read_text()
    assert len(place.events()) > 80
    assert [text for text in known if text in log] == []
    page_text = page.decode()
    # Of names and callers the page knows nothing, either.
    assert [text for text in [*known, "shop", "till1", "127.0.0.1", "198.51.100.77"] if text in page_text] == []


def test_a_slip_in_the_store_s_name_is_said(tmp_path: Path) -> None:
    serve = [sys.executable, "-m", "kiosk.relay", "serve", "--listen", "127.0.0.1:0"]
    command = [*serve, "--database", f"sqlite:///{tmp_path / 'raley.db'}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as made:
        assert made.stdout is not None
        assert made.stdout.readline().startswith("listening on ")
        made.terminate()
        _, log = made.communicate(timeout=PATIENCE_S)
    assert '"event":"no project"' in log
    assert "raley.db" in log


def test_a_store_that_was_moved_without_its_log_tells_the_tills(place: Relays, tmp_path: Path) -> None:
    process = place.launch("127.0.0.1:0")
    at = place.listening(process)
    assert ask(at, "POST", place.path, letter("till1-1"))[0] == 200
    place.end(process, signal.SIGKILL)
    # By the same name the same epoch goes on, and the letter is there.
    process = place.launch("127.0.0.1:0")
    at = place.listening(process)
    before = place.page(at)
    assert len(before["letters"]) == 1
    assert place.end(process) == 0
    assert not [line for line in place.events() if line["event"] == "new epochs"]
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "relay.db").rename(tmp_path / "elsewhere" / "relay.db")
    place.database = f"sqlite:///{tmp_path}/elsewhere/relay.db"
    process = place.launch("127.0.0.1:0")
    at = place.listening(process)
    assert place.page(at)["epoch"] != before["epoch"]
    assert place.end(process) == 0
    (said,) = [line for line in place.events() if line["event"] == "new epochs"]
    assert "copied or moved" in str(said["why"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_stdout_that_takes_nothing_is_no_reason_not_to_serve(place: Relays) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held, Path("/dev/full").open("w") as full:
        process = place.launch(f"fd:{held.fileno()}", handed=held, said=full)
        at: tuple[str, int] = held.getsockname()
        assert ask(at, "POST", place.path, letter("till1-1"))[0] == 200
        assert place.end(process) == 0
    assert [line["why"] for line in place.events() if line["event"] == "unsaid"]


@pytest.mark.skipif(sys.platform == "win32", reason="the shell is POSIX's")
def test_a_relay_without_stdout_and_stderr_serves_and_ends_well(place: Relays) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        words = ["-m", "kiosk.relay", "serve", "--database", place.database, "--listen", f"fd:{held.fileno()}"]
        shell = ["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, *words]
        process = subprocess.Popen(shell, pass_fds=[held.fileno()], cwd=ROOT)
        assert ask(held.getsockname(), "POST", place.path, letter("till1-1"))[0] == 200
        process.terminate()
        assert process.wait(PATIENCE_S) == 0
