"""The command line: what it offers, what it refuses, and with which exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import main
from tests.cli.helpers import SETTINGS, day, journal

Capture = pytest.CaptureFixture[str]
COMMANDS = [
    [], ["demo"], ["run"], ["doctor"], ["payments"], ["payments", "list"], ["payments", "show"],
    ["payments", "export"], ["simulator"], ["guard"], ["autostart"], ["autostart", "on"], ["autostart", "off"],
    ["autostart", "status"], ["gallery"],
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_help_says_what_it_does_and_gives_an_example(words: list[str], capsys: Capture) -> None:
    assert main([*words, "--help"]) == 0
    told = capsys.readouterr().out
    usage, _, rest = told.partition("\n\n")
    assert usage.startswith(f"usage: {' '.join(['kiosk', *words])}")
    assert rest[0].isupper()
    example = told.partition("example:\n")[2].strip()
    assert example.startswith(" ".join(["kiosk", *words]))


def test_the_help_lists_every_command_and_the_exit_codes(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    commands = "demo", "run", "guard", "autostart", "doctor", "payments", "simulator", "gallery"
    for word in (*commands, "0 done", "4 already running"):
        assert word in told
    assert main(["simulator", "--help"]) == 0
    assert "stories" in capsys.readouterr().out


@pytest.mark.parametrize("words", [
    ["sell"], ["run", "--colour"], ["payments"], ["payments", "show"], ["payments", "list", "--json", "--csv"],
    ["payments", "list", "--limit", "many"], ["simulator", "--listen", "x"],
], ids=" ".join)  # fmt: skip
def test_wrong_words_end_with_code_2_and_point_to_help(words: list[str], capsys: Capture) -> None:
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "--help" in told.err
    assert "Traceback" not in told.err


def test_with_nothing_set_up_it_offers_set_up_and_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert main([]) == 0
    told = capsys.readouterr().out
    assert "kiosk demo" in told
    assert str(tmp_path / "fps-kiosk" / "settings.toml") in told


def test_with_settings_it_is_the_till_that_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "fps-kiosk").mkdir()
    (tmp_path / "fps-kiosk" / "settings.toml").write_text("[till]\n")
    assert main([]) == 2
    assert "relay.token: it is missing" in capsys.readouterr().err


def test_the_version(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("fps-kiosk 0.")


def kiosk(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *words],
        capture_output=True, text=True, encoding="utf-8", env=os.environ | environ, timeout=60, check=False,
    )  # fmt: skip


def test_faulty_settings_are_told_together_and_end_with_code_2(tmp_path: Path) -> None:
    config = tmp_path / "settings.toml"
    config.write_text(SETTINGS.replace('"till1"', '"TILL"').replace("383000", "0"), "utf-8")
    ended = kiosk("run", "--config", str(config), "--data", str(tmp_path / "data"))
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "till.id" in ended.stderr
    assert "gate.project_id" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data").exists()


def test_without_a_screen_a_till_ends_with_code_3(tmp_path: Path) -> None:
    config = tmp_path / "settings.toml"
    config.write_text(SETTINGS, "utf-8")
    ended = kiosk(
        "run", "--config", str(config), "--data", str(tmp_path / "data"),
        DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="",
    )  # fmt: skip
    assert ended.returncode == 3
    assert "There is no screen" in ended.stderr


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    running = journal(tmp_path, [[record] for records in day() for record in records[:1]])
    running.close()
    line = f"{sys.executable} -m kiosk payments export --data {tmp_path} | head -c 20; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert ended.stderr == ""
    assert ended.stdout.strip().endswith("0")


def test_a_closed_pipe_is_no_fault(tmp_path: Path) -> None:
    journal(tmp_path, day()).close()
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-u", "-m", "kiosk", "payments", "list", "--data", str(tmp_path)],
        stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False,
    )  # fmt: skip
    os.close(writing)
    assert ended.returncode == 0
    assert ended.stderr == b""


def test_a_terminal_without_chinese_gets_escapes(tmp_path: Path) -> None:
    journal(tmp_path, day()).close()
    ended = kiosk("payments", "list", "--data", str(tmp_path), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ended.returncode == 0
    assert r"DEMO \u793a\u7bc4" in ended.stdout


LIGHT = """
import sys
from kiosk.cli import main
assert main({words!r}) == {code}
heavy = {{"PySide6", "httpx", "apsw", "starlette", "uvicorn", "qrcode", "PIL", "zxingcpp", "asyncio"}}
print(sorted(heavy & set(sys.modules)))
"""


@pytest.mark.parametrize(("words", "code", "allowed"), [
    (["--help"], 0, "[]"), ([], 0, "[]"), (["run", "--config", "none.toml"], 2, "[]"),
    (["payments", "list", "--data", "none"], 2, "['apsw']"),
])  # fmt: skip
def test_a_command_brings_only_what_it_needs(words: list[str], code: int, allowed: str, tmp_path: Path) -> None:
    script = LIGHT.format(words=words, code=code)
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True,
        env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path)},
    )  # fmt: skip
    assert ended.stdout.splitlines()[-1] == allowed
