"""A small private file that is whole at every moment: written beside it, synced, and then put in its place.

It must not know what the file says.
"""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, text: str) -> None:
    """Write ASCII text durably, for this user alone. Raises OSError; the old file is there then as it was."""
    put_bytes(path, text.encode("ascii"), 0o600)


def put_bytes(path: Path, content: bytes, mode: int) -> None:
    """Write bytes durably, with these rights. Raises OSError; the old file is there then as it was."""
    beside = path.with_name(f"{path.name}.new")
    # Made here with its rights, so that nobody else could ever read it.
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    beside.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """The new name is durable too, where a folder can be synced."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
