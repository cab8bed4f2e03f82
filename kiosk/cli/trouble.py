"""Why a command cannot do what was asked: words for stderr, with a cure, and the exit code.

It must not know the commands.
"""

from __future__ import annotations


class Trouble(Exception):
    """`what` was wrong and `cure` for it; `str()` is both. The exit code is 2: usage or settings."""

    code = 2

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what}\n  {cure}")
        self.what = what
        self.cure = cure


class AlreadyOpen(Trouble):
    """Another kiosk uses the same data folder. Exit code 4."""

    code = 4


class NotWhole(Trouble):
    """The journal is not as it was written. Exit code 5."""

    code = 5
