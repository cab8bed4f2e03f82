"""The command's options: what is taken, and what every fault says."""

import argparse
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import cast

import pytest

from kiosk.simulator import options, stories
from kiosk.simulator.plot import Pace


def parse(*words: str) -> tuple[argparse.ArgumentParser, argparse.Namespace]:
    parser = argparse.ArgumentParser()
    options.add_arguments(parser)
    needed = ["--project", "7", "--secret-file", "key", "--callback", "http://127.0.0.1:1/x"]
    return parser, parser.parse_args([*needed, *words])


def test_the_help_holds_an_example_and_the_table() -> None:
    parser, args = parse()
    shown = parser.format_help()
    assert stories.table() in shown
    assert f"kiosk simulator --listen {args.listen}" in shown
    assert (args.listen, args.scheme, args.public) == ("127.0.0.1:8790", "demo.invalid", False)


def test_a_secret_is_the_files_text_without_its_line_break(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(" spaces count 密鑰 \r\n".encode())
    assert options.secret(path) == " spaces count 密鑰 "


@pytest.mark.parametrize(("content", "says"), [(b"\n", "is empty"), (b"\xff", "UTF-8"), (None, "No such file")])
def test_a_secret_that_is_none(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(options.Fault, match=f"--secret-file .*{says}"):
        options.secret(path)


def test_a_pace() -> None:
    assert options.pace("", manual=False) == Pace()
    assert options.pace("code=0.25,pay=2", manual=True) == Pace(code=0.25, pay=2.0, auto_pay=False)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("speed=1", "'speed' is unknown; use code, pay"),
        ("auto_pay=1", "unknown"),
        ("pay", "give seconds"),
        ("pay=soon", "give seconds"),
        ("pay=-1", "from 0"),
        ("pay=nan", "from 0"),
        ("pay=inf", "from 0"),
    ],
)
def test_a_pace_that_is_none(text: str, says: str) -> None:
    with pytest.raises(options.Fault, match=says):
        options.pace(text, manual=False)


def test_terms() -> None:
    assert options.terms(None).limits == {"HKD": 1_000_000}
    assert options.terms(500_000).limits == {"HKD": 1_000_000, "CNY": 500_000}
    with pytest.raises(options.Fault, match="--limit-cny 0"):
        options.terms(0)


@pytest.mark.parametrize("address", ["127.0.0.1:0", "localhost:0", "[::1]:0"])
def test_a_listener_on_this_computer(address: str) -> None:
    with options.listener(address, public=False) as listener:
        assert listener.getsockname()[1] > 0
        assert listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("8790", "use HOST:PORT"),
        (":8790", "use HOST:PORT"),
        ("127.0.0.1:", "use HOST:PORT"),
        ("127.0.0.1:99999", "use HOST:PORT"),
        ("0.0.0.0:0", "add --public"),
        ("example.test:0", "add --public"),
    ],
)
def test_a_listener_that_is_refused(address: str, says: str) -> None:
    with pytest.raises(options.Fault, match=says):
        options.listener(address, public=False)


def test_every_address_may_be_listened_on_when_that_is_meant() -> None:
    with options.listener("0.0.0.0:0", public=True) as listener:
        assert listener.getsockname()[0] == "0.0.0.0"


@pytest.mark.parametrize(
    "url", ["", "relay", "ftp://h/x", "file:///etc/passwd", "http://", "http://h:x/", "http://h:0/"]
)
def test_a_callback_address_that_is_none(url: str) -> None:
    with pytest.raises(options.Fault, match="--callback"):
        options.Callback(url)


class _Server(HTTPServer):
    """Keeps what was posted to it, and answers all of it with one status."""

    def __init__(self, answer: int) -> None:
        super().__init__(("127.0.0.1", 0), _Taker)
        self.seen: list[tuple[str, str | None, bytes]] = []
        self.answer = answer


class _Taker(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = cast(_Server, self.server)  # the standard's handler knows it as any server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.seen.append((self.path, self.headers["Content-Type"], body))
        self.send_response(server.answer)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.mark.parametrize("answer", [200, 302, 503])
def test_a_letter_is_posted_once_and_redirects_are_not_followed(answer: int) -> None:
    with _Server(answer) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        post = options.Callback(f"http://127.0.0.1:{server.server_port}/callback/p?x=1")
        assert post(b"{}") == answer
        thread.join()
    assert server.seen == [("/callback/p?x=1", "application/json", b"{}")]


def test_a_line_that_is_down_is_an_oserror() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(OSError):
        options.Callback(f"http://127.0.0.1:{port}/x")(b"{}")


def test_an_answer_that_is_no_http_is_an_oserror() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def garble() -> None:
            line, _ = server.accept()
            with line:
                line.recv(65536)
                line.sendall(b"hello\r\n\r\n")

        thread = threading.Thread(target=garble)
        thread.start()
        with pytest.raises(OSError, match="no HTTP answer"):
            options.Callback(f"http://127.0.0.1:{server.getsockname()[1]}/x")(b"{}")
        thread.join()
