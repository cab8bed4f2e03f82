"""Secrets by reference: from a file that only this user can read, or from the computer's keyring.

Nothing here prints a secret: a fault names the place, what is wrong with it, and the cure. It must not know what a
secret is for.
"""

from __future__ import annotations

import logging
import stat
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.whole_file import put
from kiosk.gate.secret import Secret
from kiosk.settings import SecretRef

SERVICE: Final = "fps-kiosk"
"""The name under which the keyring holds the till's entries."""
_LONGEST: Final = 4_096

log = logging.getLogger(__name__)


class SecretUnavailable(Exception):
    """A secret cannot be had. `str()` names its place and the cure, never what it holds."""


def resolve(ref: SecretRef) -> Secret:
    """The secret behind a reference. Raises SecretUnavailable; a file that others can read is used with a warning."""
    words = exposure(ref)
    if words:
        log.warning("%s", words)
    content = _from_keyring(ref.keyring) if ref.file is None else _from_file(ref.file)
    if not content or not content.isprintable() or content != content.strip():
        raise SecretUnavailable(f"{ref} does not hold one line of text: put the secret there and nothing else")
    return Secret(content)


def keep(ref: SecretRef, secret: Secret) -> None:
    """Put a secret into its place, for this user alone, over what stood there. Raises SecretUnavailable."""
    if ref.file is None:
        _into_keyring(ref.keyring, secret)
        return
    try:
        put(ref.file, f"{secret.reveal()}\n")
    except OSError as fault:
        reason = fault.strerror or "it cannot be written"
        raise SecretUnavailable(f"file {ref.file}: {reason}; give this user a folder to write to") from fault


def ready(ref: SecretRef) -> None:
    """Look whether there is a keyring for a reference to one. Raises SecretUnavailable."""
    if ref.file is None:
        _keyring(ref.keyring)


def exposure(ref: SecretRef) -> str:
    """Who else could read the secret, with the cure, or "". Other users of the computer are meant, not its owner."""
    if ref.file is None or sys.platform == "win32":
        return ""
    try:
        mode = stat.S_IMODE(ref.file.stat().st_mode)
    except OSError:
        return ""  # that it cannot be read at all is told when it is read
    if not mode & 0o077:
        return ""
    return f"{ref} can be read by other users (mode {mode:04o}): run chmod 600 {ref.file}"


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST + 1)
    except OSError as fault:
        reason = fault.strerror or "it cannot be read"
        cure = "write the secret into that file, for this user to read"
        raise SecretUnavailable(f"file {path}: {reason}; {cure}") from fault
    words = _text(content)
    if words is None:
        raise SecretUnavailable(f"file {path} holds no text: put the secret there and nothing else")
    if len(content) > _LONGEST:
        raise SecretUnavailable(f"file {path} is longer than a secret: put the secret there and nothing else")
    return words


def _text(content: bytes) -> str | None:
    """The line in a file's bytes; None when they are no text. The codec's error holds the bytes, so it ends here."""
    try:
        # Editors put a mark in front and a line's end behind.
        return content.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        return None


def _keyring(name: str) -> Any:
    try:
        # An extra: not every till has it, nor every computer that checks the types here.
        return import_module("keyring")
    except ImportError:
        raise SecretUnavailable(
            f"keyring {name} needs the package keyring: install fps-kiosk[keyring], or use a file"
        ) from None


def _into_keyring(name: str, secret: Secret) -> None:
    keyring = _keyring(name)
    try:
        keyring.set_password(SERVICE, name, secret.reveal())
    except Exception as fault:
        # As below. What was to be kept may stand in the fault, so nothing of it goes on.
        raise SecretUnavailable(f"keyring {name} cannot be written ({type(fault).__name__}): unlock it") from None


def _from_keyring(name: str) -> str:
    cure = f"run: keyring set {SERVICE} {name!r}"
    keyring = _keyring(name)
    try:
        found = keyring.get_password(SERVICE, name)
    except Exception as fault:
        # Each computer's keyring has faults of its own, and their texts may name what was looked for, nothing more.
        raise SecretUnavailable(f"keyring {name} cannot be opened ({type(fault).__name__}): unlock it") from fault
    if found is None:
        raise SecretUnavailable(f"keyring {name} has no entry of {SERVICE}: {cure}")
    return str(found)
