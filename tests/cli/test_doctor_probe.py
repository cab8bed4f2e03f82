"""The doctor's real looks: this computer, a closed port, a real relay's answers, a broken file."""

import http.server
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.adapters.http_mailbox import RelayTold
from kiosk.cli.doctor_probe import NoSecret, NoSound, RealProbe, Unreachable, moment
from kiosk.cli.preflight import CannotStart
from kiosk.gate.standing import Standing, Told
from kiosk.settings import SecretRef, Settings, read
from kiosk.simulator.gate import Gate
from tests.cli.helpers import day, journal

LOCAL = """
till = {{ id = "till1", customer_ip = "8.8.8.8" }}
gate = {{ url = "http://127.0.0.1:{port}", project_id = 1, environment = "test", secret = {{ file = "gate.secret" }} }}
relay = {{ url = "http://127.0.0.1:{port}", token = {{ file = "relay.token" }} }}
"""


class Answers(http.server.BaseHTTPRequestHandler):
    """Speaks for the platform and for the relay; notes what it was asked."""

    asked: list[tuple[str, str]]
    named: list[str | None]
    reply: bytes
    status: int
    gate: Gate | None = None

    def do_HEAD(self) -> None:
        self.asked.append((self.command, self.path))
        self.send_response(404)
        self.end_headers()

    def do_GET(self) -> None:
        self.asked.append((self.command, self.path))
        self.named.append(self.headers["x-till-instance"])
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.reply)

    def do_POST(self) -> None:
        self.asked.append((self.command, self.path))
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.gate is not None:
            answer = self.gate.handle(self.command, self.path, body)
            self.status, self.reply = answer.status, answer.body
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.reply)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to stderr."""


@pytest.fixture
def server() -> Iterator[tuple[int, type[Answers]]]:
    class Here(Answers):
        reply = b'{"epoch":"e1","till":"till1","last":7,"orphans":3}'
        status = 200

    Here.asked, Here.named = [], []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Here) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield httpd.server_address[1], Here
        httpd.shutdown()
        thread.join()


def settings(port: int, folder: Path) -> Settings:
    for name in ("gate.secret", "relay.token"):
        (folder / name).write_text(f"{name} of a test\n")
        (folder / name).chmod(0o600)
    return read(LOCAL.format(port=port).encode(), folder)


def test_the_platform_is_asked_for_its_front_page_and_nothing_else(
    server: tuple[int, type[Answers]], tmp_path: Path
) -> None:
    port, handler = server
    answered = RealProbe().platform(settings(port, tmp_path))
    assert handler.asked == [("HEAD", "/")]
    assert answered.theirs is not None
    assert abs((answered.ours - answered.theirs).total_seconds()) < 5


KEY = "gate.secret of a test"


@pytest.mark.parametrize(("project", "key", "told"), [
    (1, KEY, Told(Standing.ACCEPTED, "3061")),
    (1, "another key", Told(Standing.KEY, "3261")),
    (2, KEY, Told(Standing.PROJECT, "2442")),
])  # fmt: skip
def test_the_pretend_gate_tells_a_right_key_from_a_wrong_one(
    server: tuple[int, type[Answers]], tmp_path: Path, project: int, key: str, told: Told
) -> None:
    port, handler = server
    handler.gate = Gate(project, key, lambda: 0.0, lambda letter: 200)
    assert RealProbe().standing(settings(port, tmp_path)) == told
    assert handler.asked == [("POST", "/v2/payment/status")]
    # The question leaves nothing behind.
    assert (handler.gate.payments(), handler.gate.due()) == ((), None)


@pytest.mark.parametrize(("status", "reply", "code"), [
    (403, b"", "HTTP 403"), (200, b"<html>", "HTTP 200"), (400, b'{"status":"error","code":"303"}', "303"),
])  # fmt: skip
def test_a_platform_that_does_not_say_whether_the_key_is_right(
    server: tuple[int, type[Answers]], tmp_path: Path, status: int, reply: bytes, code: str
) -> None:
    port, handler = server
    handler.status, handler.reply = status, reply
    assert RealProbe().standing(settings(port, tmp_path)) == Told(Standing.UNTOLD, code)


def test_a_busy_platform_is_asked_later(server: tuple[int, type[Answers]], tmp_path: Path) -> None:
    port, handler = server
    handler.status = 503
    with pytest.raises(Unreachable) as raised:
        RealProbe().standing(settings(port, tmp_path))
    assert raised.value.why == "busy"


def test_the_relay_is_probed_with_this_tills_token(server: tuple[int, type[Answers]], tmp_path: Path) -> None:
    port, handler = server
    assert RealProbe().relay(settings(port, tmp_path)) == RelayTold(3, "")
    handler.reply = b'{"epoch":"e1","project":"tea-house","till":"till1","last":7,"orphans":3}'
    assert RealProbe().relay(settings(port, tmp_path)) == RelayTold(3, "", "tea-house")
    handler.reply = b'{"epoch":"e1","project":"tea\\u0007house","till":"till1","last":7,"orphans":3}'
    assert RealProbe().relay(settings(port, tmp_path)) == RelayTold(3, "")
    assert handler.asked == [("GET", "/probe")] * 3
    assert handler.named == [None] * 3, "the doctor is no start of the till and takes nobody's place"
    assert not (Path() / "start").exists()


@pytest.mark.parametrize(("said", "told"), [
    (b'"2026-11-28T04:05:06.000Z"', "2026-11-28T04:05:06.000Z"), (b"null", ""), (b'"\\u001b[31m"', ""), (b"7", ""),
])  # fmt: skip
def test_when_another_machine_was_turned_away(
    server: tuple[int, type[Answers]], tmp_path: Path, said: bytes, told: str
) -> None:
    port, handler = server
    handler.reply = b'{"epoch":"e1","till":"till1","last":7,"orphans":0,"refused_at":' + said + b"}"
    assert RealProbe().relay(settings(port, tmp_path)) == RelayTold(0, told)


@pytest.mark.parametrize(("status", "reply", "why"), [
    (401, b"{}", "token"), (503, b"{}", "busy"), (404, b"{}", "refused"), (409, b"{}", "elsewhere"),
    (200, b"<html>", "unreadable"),
])  # fmt: skip
def test_a_relay_that_answers_otherwise(
    server: tuple[int, type[Answers]], tmp_path: Path, status: int, reply: bytes, why: str
) -> None:
    port, handler = server
    handler.status, handler.reply = status, reply
    with pytest.raises(Unreachable) as raised:
        RealProbe().relay(settings(port, tmp_path))
    assert raised.value.why == why


def test_nobody_at_the_address(tmp_path: Path) -> None:
    # Port 9 is for throwing things away; nothing listens there.
    here = settings(9, tmp_path)
    for look in (RealProbe().platform, RealProbe().standing, RealProbe().relay):
        with pytest.raises(Unreachable) as raised:
            look(here)
        assert raised.value.why == "unreachable"


def test_a_missing_secret_is_told_as_such(tmp_path: Path) -> None:
    here = settings(9, tmp_path)
    (tmp_path / "relay.token").unlink()
    with pytest.raises(NoSecret, match=r"relay\.token"):
        RealProbe().relay(here)
    (tmp_path / "gate.secret").unlink()
    with pytest.raises(NoSecret, match=r"gate\.secret"):
        RealProbe().standing(here)
    with pytest.raises(NoSecret, match="gone"):
        RealProbe().secret(SecretRef(file=tmp_path / "gone"))


def test_secrets_are_compared_and_their_files_modes_read(tmp_path: Path) -> None:
    probe, one, two = RealProbe(), tmp_path / "one", tmp_path / "two"
    for path in (one, two):
        path.write_text("the same")
        path.chmod(0o600)
    assert probe.secret(SecretRef(file=one)) == probe.secret(SecretRef(file=two))
    assert probe.exposure(SecretRef(file=one)) == ""
    two.chmod(0o640)
    assert "chmod 600" in probe.exposure(SecretRef(file=two))


def test_the_journal_beside_a_running_till(tmp_path: Path) -> None:
    running = journal(tmp_path, day())
    path = tmp_path / "journal.db"
    assert RealProbe().journal(path) == ""
    running.close()
    path.write_bytes(b"not a journal at all" * 100)
    assert str(path) in RealProbe().journal(path)


def test_room_is_measured_where_the_folder_will_be(tmp_path: Path) -> None:
    assert RealProbe().free_bytes(tmp_path / "not" / "yet") == pytest.approx(RealProbe().free_bytes(tmp_path), rel=0.05)


def test_qt_is_started_in_a_process_of_its_own() -> None:
    seen = RealProbe().qt("好運茶室 Lucky 😀", screen=False)
    assert seen.lacking == "😀"
    assert [(screen.width, screen.height) for screen in seen.screens] == [(800, 800)]


def test_a_qt_that_cannot_start_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    with pytest.raises(CannotStart, match="no platform called no-such-platform") as raised:
        RealProbe().qt("", screen=True)
    assert "offscreen" in raised.value.cure


def test_libraries_are_here() -> None:
    # The tests themselves run on the platform that is looked at.
    RealProbe().libraries()


def test_a_loudspeaker_is_named_or_its_absence_told() -> None:
    # What comes back is this computer's own; nothing is heard, and nothing else is raised.
    try:
        told = RealProbe().sound()
    except NoSound as fault:
        told = str(fault)
    assert len(told) > 5


def test_dates_of_answers() -> None:
    noon = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    assert moment("Sun, 22 Nov 2026 04:00:00 GMT") == noon
    assert moment("Sun, 22 Nov 2026 04:00:00 -0000") == noon
    assert moment("") is None
    assert moment("yesterday") is None
