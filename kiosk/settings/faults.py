"""What is wrong in a settings file: every fault with its key, what it is, and the cure.

It must not know which keys there are. A fault never repeats a value that could be a secret.
"""

from __future__ import annotations

from kiosk.values import dataclass

MOST_TOLD = 40
"""A file that is no settings file at all should not fill the screen."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`key` as it is written in the file (`till.id`), or "" for the file as a whole."""

    key: str
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.key or 'file'}: {self.what}\n    {self.cure}"


class SettingsFaults(Exception):
    """The settings cannot be used. `faults` holds all of them, `source` names the file; `str()` tells both."""

    def __init__(self, source: str, faults: tuple[Fault, ...]) -> None:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        told = [str(fault) for fault in faults[:MOST_TOLD]]
        if len(faults) > MOST_TOLD:
            told.append(f"and {len(faults) - MOST_TOLD} more")
        super().__init__("\n".join([f"{count} in the settings {source}", *(f"  {line}" for line in told)]))
        self.source = source
        self.faults = faults


def shown(value: object) -> str:
    """A value of the file, safe and short enough for one line of a terminal."""
    # repr escapes line breaks and control characters; what is long says nothing more at its end.
    try:
        text = repr(value)
    except ValueError:
        # Python writes out no integer of more than 4300 digits; TOML can give one in hexadecimal.
        return "a number without end"
    return text if len(text) <= 40 else f"{text[:36]}…"
