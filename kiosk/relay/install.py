"""`kiosk-relay install`: a bare Debian server becomes a relay behind a proxy, in steps that are said first.

Without `--yes` it only says them. With a root folder it writes there, starts nothing and asks for no rights. Running it
again is harmless: a file that somebody changed is kept beside the new one. It must not know the contract.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kiosk.relay import layout
from kiosk.relay.errors import RelayError, SettingError
from kiosk.relay.layout import Placed
from kiosk.relay.naming import check_project

_PROJECT = "shop"
Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]
"""Runs a command of the system to its end."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the owner asked for; with `root`, everything goes below that folder. Without a `project` one is added only
    where there is none.
    """

    host: str
    proxy: str
    project: str | None
    root: Path | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, in words, and the doing."""

    words: str
    act: Callable[[], object]


def install(wish: Wish, *, sure: bool) -> None:
    """Say what will be done; do it when `sure`; then print the callback address and the next commands.

    Raises:
        SettingError: something is missing, or nothing was done because it was not `sure`.
        RelayError: a step failed; the message names it. Those before it are done, and running it again goes on.
    """
    builder = Builder(wish, _run, Path(sys.prefix) / "bin" / "kiosk-relay")
    steps = builder.steps()
    print(f"This sets up the relay https://{wish.host} on this server:")
    for number, step in enumerate(steps, 1):
        print(f"{number:3}. {step.words}")
    if not sure:
        raise SettingError("nothing was done yet", "Say --yes at the end of the same command to do it")
    builder.check()
    for step in steps:
        step.act()
    path = builder.add_project()
    if wish.root is not None:
        print(f"All of it is below {wish.root}, and nothing was started. Once it is on the server:\n")
    print(builder.ending(path))


class Builder:
    """The steps for one wish. `program` is the relay's own command in its virtual environment."""

    def __init__(self, wish: Wish, run: Run, program: Path) -> None:
        self._wish = wish
        self._run = run
        self._program = program
        self._root = wish.root
        self._files = layout.files(wish.host, wish.proxy, program)
        self._project = wish.project or _PROJECT
        check_project(self._project)

    def steps(self) -> list[Step]:
        """Everything in its order."""
        wish = self._wish
        owned = ["install", "-d", "-m", "0700", "-o", layout.USER, "-g", layout.USER]
        folders = [self._folder(path, owned) for path in (layout.DATA, layout.BACKUPS)]
        written = [Step(f"write {file.path}: {file.what}", partial(self._write, file)) for file in self._files]
        front = self._caddy() if wish.proxy == "caddy" else self._nginx()
        started = [
            self._command("systemctl", "daemon-reload"),
            self._command("systemctl", "enable", "--now", "kiosk-relay.socket"),
            self._command("systemctl", "enable", "kiosk-relay.service"),
            # One that runs already takes up what was changed; its callers wait at the socket.
            self._command("systemctl", "restart", "kiosk-relay.service"),
        ]
        where = "" if wish.project else ", if there is none yet"
        added = Step(f"add the project {self._project}{where}, and print its callback address", lambda: None)
        return [self._user(), *folders, *written, *started, *front, added]

    def check(self) -> None:
        """Raises SettingError for whatever is missing, before anything is done."""
        if self._root is not None:
            return
        layout.reachable(self._program)
        if sys.platform != "linux" or not Path("/run/systemd/system").is_dir():
            raise SettingError("this system was not started by systemd", "Use a Debian server, or write to --root DIR")
        if os.geteuid() != 0:
            raise SettingError("a service can only be set up by root", "Begin the command with sudo")
        if shutil.which(self._wish.proxy) is None:
            raise SettingError(f"{self._wish.proxy} is not installed", f"apt-get install {self._wish.proxy}")

    def add_project(self) -> str | None:
        """The path of the new project's callback address; None when the project, or any where none was named, was
        there before.
        """
        below = (self._root or Path("/")) / layout.DATA.lstrip("/") / "relay.db"
        if self._root is not None:
            program = [sys.executable, "-m", "kiosk.relay", "--database", f"sqlite:///{below.absolute()}"]
        else:
            program = [layout.COMMAND]
        if self._wish.project is None:
            listed = self._run([*program, "project", "list", "--json"])
            there = json.loads(listed.stdout)["projects"] if listed.returncode == 0 else []
            if there:
                self._project = there[0]["project"]
                return None
        done = self._run([*program, "project", "add", self._project, "--json"])
        if done.returncode == 2 and "there already" in done.stderr:
            return None
        _well(done, "the project was not added")
        path: str = json.loads(done.stdout)["callback_path"]
        return path

    def ending(self, path: str | None) -> str:
        """What the owner does next."""
        wish = self._wish
        if path is None:
            first = (
                f"The project {self._project} was there before; its callback address was printed when it was added. "
                f"If it is lost: sudo kiosk-relay project rotate {self._project}"
            )
        else:
            first = f"Give this callback address to ecommpay, and keep it secret:\n  https://{wish.host}{path}"
        till = f"  sudo kiosk-relay till enrol {self._project} till1"
        notes = [
            first,
            f"For each till, with a name of its own:\n{till}",
            f"and at the till, with the code that it prints:\n  kiosk enrol --relay https://{wish.host}",
            f"Try it: curl -i https://{wish.host}/ready",
            "Firewall: let TCP 80 and 443 in (and your own SSH). The relay itself listens on this machine only.",
        ]
        if wish.proxy == "nginx":
            notes.append(
                f"Certificate: certbot certonly --webroot -w /var/www/html -d {wish.host}\n"
                "Then take it up: systemctl reload nginx\n"
                "Many tills: worker_connections 8192 in nginx.conf; each waiting till needs two."
            )
        return "\n\n".join(notes)

    def _user(self) -> Step:
        words = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", layout.DATA]
        command = [*words, "--shell", "/usr/sbin/nologin", layout.USER]

        def act() -> None:
            if self._root is None and self._run(["id", "-u", layout.USER]).returncode != 0:
                _well(self._run(command), " ".join(command))

        return Step(f"add the user {layout.USER}, who can log in nowhere and owns the data", act)

    def _folder(self, path: str, owned: Sequence[str]) -> Step:
        def act() -> None:
            if self._root is None:
                _well(self._run([*owned, path]), path)
            else:
                self._below(path).mkdir(mode=0o700, parents=True, exist_ok=True)

        return Step(f"make the folder {path}, closed to others", act)

    def _write(self, file: Placed) -> None:
        """Whole or not at all; what was there and differs is kept beside it."""
        path = self._below(file.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.read_text("utf-8") != file.text:
            shutil.copy2(path, path.with_name(f"{path.name}.before"))
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(file.text, "utf-8")
        beside.chmod(file.mode)
        beside.replace(path)

    def _caddy(self) -> list[Step]:
        def act() -> None:
            path = self._below(layout.CADDYFILE)
            text = path.read_text("utf-8") if path.is_file() else ""
            if layout.CADDY_IMPORT not in text.splitlines():
                joined = f"{text.rstrip()}\n\n{layout.CADDY_IMPORT}\n".lstrip()
                self._write(Placed(layout.CADDYFILE, joined, 0o644, ""))

        words = f"add the line {layout.CADDY_IMPORT!r} to {layout.CADDYFILE}, if it is not there"
        return [Step(words, act), self._command("systemctl", "reload-or-restart", "caddy")]

    def _nginx(self) -> list[Step]:
        available, enabled = "/etc/nginx/sites-available/kiosk-relay", "/etc/nginx/sites-enabled/kiosk-relay"

        def act() -> None:
            path = self._below(enabled)
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.is_symlink():
                path.symlink_to(available)

        return [Step(f"switch it on: {enabled} points to it (nginx takes it up once the certificate is there)", act)]

    def _command(self, *words: str) -> Step:
        text = " ".join(words)
        return Step(f"run: {text}", lambda: _well(self._run(words), text) if self._root is None else None)

    def _below(self, path: str) -> Path:
        return (self._root or Path("/")) / path.lstrip("/")


def _run(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    # A list of fixed words and checked names, no shell.
    return subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 — see above


def _well(done: subprocess.CompletedProcess[str], what: str) -> None:
    """Raises RelayError when a command failed, with its own words."""
    if done.returncode != 0:
        said = " ".join((done.stderr or done.stdout).split())[:500].rstrip(".")
        raise RelayError(f"{what} failed: {said or 'without a word'}", "Mend it and run the same command again")
