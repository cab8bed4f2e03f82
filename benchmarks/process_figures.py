"""What the system says of a process: memory, open files, threads, and time spent on a processor. Linux only.

Must not know whose process it is.
"""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
OWN_FILES = ("/site-packages/", str(Path(__file__).resolve().parent.parent))


def own_memory(pid: int) -> float:
    """MiB that only this process holds and that would be free without it (USS).

    Libraries and fonts that come with the till (Qt's among them) count as its own even while another program on this
    machine has them mapped too: on a till nobody else uses them, and the figure must not hang on who else is running.
    """
    kib = 0
    ours = False
    for line in (PROC / str(pid) / "smaps").read_text("utf-8", "replace").splitlines():
        name, _, rest = line.partition(" ")
        if not name.endswith(":"):
            ours = any(place in rest for place in OWN_FILES)
        elif name in ("Private_Clean:", "Private_Dirty:") or (ours and name in ("Shared_Clean:", "Shared_Dirty:")):
            kib += int(rest.split()[0])
    return kib / 1024


def resident_memory(pid: int) -> float:
    """MiB in memory, shared libraries counted whole (RSS)."""
    for line in (PROC / str(pid) / "status").read_text("ascii", "replace").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError(f"process {pid} tells no VmRSS; is it still there?")


def open_files(pid: int) -> int:
    """Files, sockets and pipes that it holds open."""
    return len(os.listdir(PROC / str(pid) / "fd"))


def threads(pid: int) -> int:
    """Threads that are alive now."""
    return len(os.listdir(PROC / str(pid) / "task"))


def processor_seconds(pid: int) -> float:
    """Seconds that the threads alive now have spent on a processor, to the nanosecond."""
    total = 0
    for task in os.listdir(PROC / str(pid) / "task"):
        try:
            total += int((PROC / str(pid) / "task" / task / "schedstat").read_text("ascii").split()[0])
        except OSError:
            continue  # a thread that ended while we looked
    return total / 1e9
