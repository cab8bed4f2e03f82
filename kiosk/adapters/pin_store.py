"""The owner's PIN in a file of the data folder: a salted scrypt hash, and how many wrong ones were tried in a row.

A try is counted, and that is durable, before the PIN is compared: whoever pulls the plug at the right moment has
used up a try all the same. The PIN itself is nowhere. Must not know who asks, nor how long a wrong one costs.
"""

from __future__ import annotations

import hmac
import json
import os
import stat
from collections.abc import Callable
from hashlib import scrypt
from pathlib import Path
from typing import Final

from kiosk.adapters.whole_file import put
from kiosk.sale.office_events import Pin, PinChecked, PinKnown
from kiosk.values import dataclass

LEAST, MOST = 4, 12
"""Digits of a PIN."""
COST, BLOCK, PARALLEL = 1 << 15, 8, 1
"""scrypt's n, r and p: 32 MiB and about a tenth of a second for each try."""
_MEMORY: Final = 64 * 1024 * 1024
_SALT_BYTES: Final = 16
_HASH_BYTES: Final = 32
_LARGEST: Final = 4_096


class PinUnusable(Exception):
    """The file of the PIN cannot be read or written. `str()` names it, the fault and the cure."""


@dataclass(frozen=True, slots=True)
class _Kept:
    salt: bytes
    digest: bytes
    tries: int


def is_pin(digits: str) -> bool:
    """4 to 12 figures."""
    return digits.isascii() and digits.isdigit() and LEAST <= len(digits) <= MOST


class PinStore:
    """The PIN of one data folder; `chance` makes so many random bytes. Constructing it touches nothing."""

    def __init__(self, path: Path, chance: Callable[[int], bytes]) -> None:
        self._path = path
        self._chance = chance

    def set(self, pin: Pin) -> None:
        """Set the PIN, or another one; wrong tries are forgotten. Raises PinUnusable, and ValueError for a PIN that
        is none.
        """
        if not is_pin(pin.reveal()):
            raise ValueError(f"a PIN has {LEAST} to {MOST} figures and nothing else")
        salt = self._chance(_SALT_BYTES)
        self._write(_Kept(salt, _digest(pin, salt), 0))

    def look(self) -> PinKnown:
        """Is there one, and how many wrong ones were tried in a row?"""
        try:
            kept = self._read()
        except PinUnusable as fault:
            return PinKnown(True, 0, str(fault))
        return PinKnown(False) if kept is None else PinKnown(True, kept.tries)

    def check(self, pin: Pin) -> PinChecked:
        """Count a try, durably, and only then compare."""
        try:
            kept = self._read()
            if kept is None:
                return PinChecked(False, 0, f"file {self._path} is gone: set the PIN again")
            tries = kept.tries + 1
            self._write(_Kept(kept.salt, kept.digest, tries))
            right = hmac.compare_digest(_digest(pin, kept.salt), kept.digest)
            if right:
                self._write(_Kept(kept.salt, kept.digest, 0))
        except PinUnusable as fault:
            return PinChecked(False, 0, str(fault))
        return PinChecked(right, 0 if right else tries)

    def _read(self) -> _Kept | None:
        try:
            with self._path.open("rb") as file:
                data = file.read(_LARGEST + 1)
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise PinUnusable(
                f"file {self._path}: {fault.strerror or fault}; give this user the right to it"
            ) from fault
        try:
            found = json.loads(data) if len(data) <= _LARGEST else {}
            kept = _Kept(bytes.fromhex(found["salt"]), bytes.fromhex(found["scrypt"]), found["tries"])
        except (ValueError, TypeError, KeyError, RecursionError):
            kept = _Kept(b"", b"", -1)
        whole = len(kept.salt) == _SALT_BYTES and len(kept.digest) == _HASH_BYTES
        if not whole or type(kept.tries) is not int or kept.tries < 0:
            raise PinUnusable(f"file {self._path} is damaged; set the PIN again: kiosk pin set")
        return kept

    def _write(self, kept: _Kept) -> None:
        text = json.dumps({"scrypt": kept.digest.hex(), "salt": kept.salt.hex(), "tries": kept.tries})
        try:
            put(self._path, text)
        except OSError as fault:
            cure = "free space, and give this user the right to the folder"
            raise PinUnusable(f"file {self._path} cannot be written ({fault.strerror or fault}); {cure}") from fault


def exposure(path: Path) -> str:
    """Who else could read the hash, with the cure, or ""."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return ""
    shared = os.name == "posix" and mode & 0o077
    return f"{path} can be read by other users (mode {mode:04o}): run chmod 600 {path}" if shared else ""


def _digest(pin: Pin, salt: bytes) -> bytes:
    return scrypt(pin.reveal().encode(), salt=salt, n=COST, r=BLOCK, p=PARALLEL, maxmem=_MEMORY, dklen=_HASH_BYTES)
