"""A private bus and pretend desktops on it, for tests; each is a process of its own."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from kiosk.cli.awake_bus import Ask

DAEMON = shutil.which("dbus-daemon")
PATIENCE_S = 20.0
CONF = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """The address of a bus that nobody else knows."""
    assert DAEMON is not None
    conf = folder / "bus.conf"
    conf.write_text(CONF.format(path=folder / "bus"))
    command = [DAEMON, f"--config-file={conf}", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.kill()


class Desktop:
    """A pretend desktop."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        self._out, self._pid = process.stdout.fileno(), process.pid
        self._rest = b""

    def line(self) -> str:
        """The next thing it says."""
        by = monotonic() + PATIENCE_S
        while b"\n" not in self._rest:
            assert select.select([self._out], [], [], max(0.0, by - monotonic()))[0], "the desktop said nothing"
            chunk = os.read(self._out, 4096)
            assert chunk, "the desktop ended"
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode()

    def stop(self) -> None:
        """Stand still from now on."""
        os.kill(self._pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Go on."""
        os.kill(self._pid, signal.SIGCONT)

    def silent(self) -> bool:
        """Whether it has nothing more to say by now."""
        return not self._rest and not select.select([self._out], [], [], 0)[0]


@contextmanager
def desktop(address: str, ask: Ask) -> Iterator[Desktop]:
    """One that can be asked this."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.cli.saver", ask.service, ask.path],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": address},
    ) as process:  # fmt: skip
        try:
            here = Desktop(process)
            assert here.line() == "ready"
            yield here
        finally:
            process.kill()
