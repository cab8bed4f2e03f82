"""Is a folder on a disk of another computer, or one that a program copies to other computers?

SQLite's locks and its log's shared memory do not work across a network (SQLite, *How To Corrupt An SQLite Database
File*), and what copies files while they are written copies halves. Both have lost real journals, so a till refuses
such a folder. Known by the kind of file system on Linux, by the kind of drive on Windows, and by the usual names of
synchronised folders everywhere; on macOS a network disk is not recognised.

It must not know what lies in the folder.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path, PureWindowsPath
from typing import Final

MOUNTS: Final = Path("/proc/self/mountinfo")
_NETWORK: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "glusterfs", "lustre", "beegfs",
    "gpfs", "pvfs2", "orangefs", "davfs", "vboxsf", "prl_fs", "ocfs2", "gfs2",
    "fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.ceph", "fuse.davfs2", "fuse.s3fs", "fuse.gcsfuse",
    "fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.vmhgfs-fuse", "fuse.smbnetfs", "fuse.curlftpfs",
})  # fmt: skip
_SYNCHRONISED: Final = re.compile(
    r"(dropbox|onedrive|google ?drive|icloud ?drive|mobile documents|nextcloud|owncloud|syncthing)\b.*", re.IGNORECASE
)
_REMOTE_DRIVE: Final = 4
"""What Windows calls a network drive (GetDriveType)."""


def far(folder: Path, mounts: Path = MOUNTS) -> str:
    """What is wrong with the place of a folder, in words, or "". The folder need not be there yet.

    `mounts` is Linux's table of what is mounted where.
    """
    whole = folder.absolute()
    for part in whole.parts:
        if _SYNCHRONISED.fullmatch(part):
            return f"{part} is copied to other computers while it is written"
    kind = _windows(whole) if sys.platform == "win32" else kind_of(_resolved(whole), _table(mounts))
    return f"it lies on a network disk ({kind})" if kind in _NETWORK or kind == "remote" else ""


def kind_of(folder: Path, table: str) -> str:
    """The kind of file system a folder is on, by the deepest mount point above it; "" when the table does not say."""
    best, kind = -1, ""
    for line in table.splitlines():
        before, dash, after = line.partition(" - ")
        fields = before.split()
        if not dash or len(fields) < 5 or not after.split():
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4]))
        # The last of two on one point lies above the other.
        if (point == folder or point in folder.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), after.split()[0]
    return kind


def _table(mounts: Path) -> str:
    try:
        return mounts.read_text("utf-8", "replace")
    except OSError:
        return ""


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder


def _windows(folder: Path) -> str:
    if sys.platform != "win32":
        return ""
    import ctypes  # there is no such call elsewhere

    drive = PureWindowsPath(folder).drive
    if drive.startswith("\\\\"):
        return "remote"
    return "remote" if ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE else ""
