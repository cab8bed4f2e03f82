"""What a till does without: a part of a library that nobody here uses, and memory that is free already.

It must not know what the program does.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any, cast

UNUSED = ("httpx._main", "PIL.ImageDraw")
"""httpx's own command line brings two packages for coloured terminals, five MiB in all; the styles of `qrcode` bring
Pillow's drawing of text, with a font engine of its own, two MiB. Both do without where these are not installed, and
take this for that."""


def leave_out() -> None:
    """Keep the unused parts from being imported; to be called before anything of them is."""
    modules = cast("dict[str, Any]", sys.modules)
    for name in UNUSED:
        modules.setdefault(name, None)


def give_back() -> None:
    """Hand memory that a sale used and let go back to the system, where the C library keeps it (Linux with glibc)."""
    if not sys.platform.startswith("linux"):
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
