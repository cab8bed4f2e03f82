"""How this very program is started once more, from a checkout, an installation or a bundle.

Must not know what it is started for.
"""

from __future__ import annotations

import sys


def words(*more: str) -> list[str]:
    """The command of this program, with these words behind it."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "kiosk"]
    return [*program, *more]
