"""What can go wrong with the relay itself, in words for the person who runs it.

    RelayError                 what was wrong, and the cure
    ├── NamingError            a project or till that cannot be added, found or revoked
    ├── SettingError           an address or a database that the command line names wrongly
    ├── StoreError             the store cannot be read or written
    └── AlreadyServingError    another process serves from the same store

It must not know HTTP: what a sender or a till is answered is made in `answers`.
"""

from __future__ import annotations


class RelayError(Exception):
    """Something the person who runs the relay has to mend.

    Args:
        what: what was wrong and where, one sentence without the full stop.
        cure: what to do about it, one sentence without the full stop.
    """

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(what, cure)
        self.what = what
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.what}. {self.cure}."


class NamingError(RelayError):
    """A name that is malformed, taken or unknown."""


class SettingError(RelayError):
    """An argument that cannot be followed."""


class StoreError(RelayError):
    """The store is out of reach: disk full, read-only, damaged, held by another program."""


class AlreadyServingError(RelayError):
    """Two processes on one store would give two answers to one till."""


_WORDS = {
    "FullError": "the disk is full",
    "IOError": "the disk does not do what it is told",
    "ReadOnlyError": "the disk or the file is read-only",
    "BusyError": "another program holds the store",
    "CorruptError": "the store is damaged",
}


def in_words(name: str) -> str:
    """What an engine's fault of this name means; the name alone where nobody could do anything about it."""
    return f"{_WORDS[name]} ({name})" if name in _WORDS else name


def said(fault: Exception) -> str:
    """An engine's fault in words, or in its own."""
    name = type(fault).__name__
    return in_words(name) if name in _WORDS else f"{name}: {fault}"
