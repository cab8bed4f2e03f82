"""The relay's benchmark: its command, its table, and the servers it compares answer their own tongue."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.relay.cases import CASES, Line
from benchmarks.relay.report import BLOCK, report
from benchmarks.relay.tongues import TONGUES, Till, letter, whole
from benchmarks.report import write_block

ROOT = Path(__file__).resolve().parents[2]
TILL = Till("t7", "/callback/x", "token")


def test_the_help_names_every_case() -> None:
    argv = [sys.executable, "-m", "benchmarks.relay", "--help"]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    for word in (*CASES, "--quick", "--write", "--only"):
        assert word in done.stdout


def test_ratios_and_bounds_are_judged_by_their_medians() -> None:
    more = Line("rate", "/s", (400.0, 500.0, 900.0), (1_000.0,), "floor", 0.45, more=True)
    less = Line("memory", "MiB", (11.0,), goal=10.0)
    assert (more.value, more.met, less.met) == (0.5, True, False)
    text = report([more, less, Line("shown", "ms", (1.0,))], "", quick=True)
    assert "| rate | **0.50×** | ≥ 0.45× | met | 500 /s | 1,000 /s (floor) |" in text
    assert "| memory | **11.0 MiB** | ≤ 10 MiB | **missed** |" in text
    assert text.endswith("Missed: memory.")


def test_the_table_lands_in_its_own_block_of_the_readme(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text((ROOT / "README.md").read_text("utf-8"), "utf-8")
    write_block(readme, "figures", BLOCK)
    assert f"<!-- {BLOCK} -->\nfigures\n<!-- /{BLOCK} -->" in readme.read_text("utf-8")


@pytest.mark.parametrize("name", sorted(TONGUES))
def test_every_tongue_knows_its_letter_when_it_is_whole(name: str) -> None:
    tongue = TONGUES[name]()
    body = letter(TILL, 345)
    assert body in tongue.post(TILL, 345)
    ear = tongue.waiter(TILL)
    ear.ask()
    if name == "smee":
        parts = (b"HTTP/1.1 200 OK\r\n\r\nid: 0\nevent: ready\ndata: {}\n\n", b"id: 1\ndata: {" + body, b"}\n\n")
    elif name == "stream":
        opening = b"*1\r\n*2\r\n$2\r\nt7\r\n*1\r\n*2\r\n$3\r\n1-0\r\n*2\r\n$1\r\nb\r\n$9\r\n"
        parts = (opening + body[:9], body[9:], b"\r\n")
    else:
        answer = body
        if name == "product":
            import base64

            page = b'{"epoch":"e","till":"t7","last":5,"taken":0,"letters":[{"body":"%s"}]}'
            answer = page % base64.b64encode(body)
        head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer)
        parts = (head, answer[:20], answer[20:])
    heard = [ear.feed(part) for part in parts]
    assert heard[-1] is not None
    assert b"t7-345-" in heard[-1]
    assert not any(heard[:-1])


def test_an_answer_is_whole_when_its_length_is_there() -> None:
    assert whole(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n") is None
    assert whole(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{") is None
    assert whole(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") == b"{}"
    assert TONGUES["floor"]().answered(b"HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n") is False
    assert TONGUES["stream"]().answered(b"-ERR\r\n") is False
