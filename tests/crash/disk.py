"""A disk that remembers every write, and what is left of it when the power goes: the system's own file layer, recorded.

SQLite writes to real files through `Recorder`; each write, truncation, sync and deletion is kept in its order, and so
are the marks that the rest of the world puts between them. `image` says what the disk holds when the power goes
behind any of them, under one of four models.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import apsw

Model = Literal["kept", "lost", "torn", "reordered"]
MODELS: tuple[Model, ...] = ("kept", "lost", "torn", "reordered")
"""Nothing is lost; what was not synced is lost; the last write is torn; what was not synced arrived in any part and
order.
"""
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Op:
    """One call that reached the disk, or a mark (`what`, with the world's `truth` at that moment)."""

    kind: Literal["write", "truncate", "sync", "delete", "mark"]
    file: str = ""
    offset: int = 0
    data: bytes = b""
    synced: bool = False
    what: str = ""
    truth: object = None


class Recorder(apsw.VFS):
    """The system's file layer under a name of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.name = name
        self.ops: list[Op] = []

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        super().xDelete(name, syncdir)
        self.ops.append(Op("delete", Path(name).name, synced=bool(syncdir)))

    def mark(self, what: str, truth: object) -> None:
        """Something happened that the disk does not see."""
        self.ops.append(Op("mark", what=what, truth=truth))


class _File(apsw.VFSFile):
    def __init__(self, disk: Recorder, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._disk = disk
        self._name = Path(path or "temporary").name

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._disk.ops.append(Op("write", self._name, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self._disk.ops.append(Op("truncate", self._name, size))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._disk.ops.append(Op("sync", self._name))


def image(before: Files, ops: Sequence[Op], model: Model, seed: int = 0) -> dict[str, bytes]:
    """The files after the power went behind these calls. `before` are files that were safely there."""
    safe: dict[str, bytearray | None] = {name: bytearray(content) for name, content in before.items()}
    waiting: list[Op] = []
    for op in ops:
        if op.kind == "sync" or (op.kind == "delete" and op.synced):
            for old in [old for old in waiting if old.file == op.file]:
                _apply(safe, old)
            waiting = [old for old in waiting if old.file != op.file]
            if op.kind == "delete":
                safe[op.file] = None
        elif op.kind != "mark":
            waiting.append(op)
    for op in _survivors(waiting, model, random.Random(seed)):
        _apply(safe, op)
    return {name: bytes(content) for name, content in safe.items() if content is not None}


def _survivors(waiting: list[Op], model: Model, dice: random.Random) -> list[Op]:
    match model:
        case "kept":
            return waiting
        case "lost":
            return []
        case "torn":
            last = next((at for at in reversed(range(len(waiting))) if waiting[at].kind == "write"), None)
            if last is None:
                return waiting
            op = waiting[last]
            cut = dice.randrange(len(op.data))
            torn = Op("write", op.file, op.offset, op.data[: cut - cut % 512 if dice.random() < 0.5 else cut])
            return [*waiting[:last], torn, *waiting[last + 1 :]]
        case "reordered":
            some = [op for op in waiting if dice.random() < 0.5]
            dice.shuffle(some)
            return some


def _apply(files: dict[str, bytearray | None], op: Op) -> None:
    if op.kind == "delete":
        files[op.file] = None
        return
    content = files.get(op.file) or bytearray()
    files[op.file] = content
    if op.kind == "truncate":
        del content[op.offset :]
        return
    if len(content) < op.offset:
        content.extend(bytes(op.offset - len(content)))
    content[op.offset : op.offset + len(op.data)] = op.data


def put(files: Files, folder: Path) -> Path:
    """Lay an image down as a data folder; gives the journal's path."""
    folder.mkdir(mode=0o700)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder / "journal.db"
