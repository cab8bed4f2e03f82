"""What staff chose at the till, kept over a restart: language, theme, size of type, motion, screens, volume.

A choice holds as long as the settings say what they said when it was made: who changes the settings means it. Nothing
of money is here, so a file that cannot be read is only forgotten. Must not know which choices there are to choose from.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.adapters.whole_file import put

log = logging.getLogger(__name__)

_LONGEST: Final = 4_096
_LINE: Final = re.compile(r"([a-z]{1,20}) ([\w.%-]{0,400}) ([\w.%-]{0,400})", re.ASCII)
_BARE: Final = re.compile(rb"[\w.-]", re.ASCII)
_QUOTED: Final = re.compile(rb"%([0-9A-F]{2})")


class Choices:
    """The file, one line a choice: its name, what the settings said, what was chosen."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def over(self, settings: Mapping[str, str]) -> dict[str, str]:
        """The settings with what was chosen over them. Raises nothing."""
        kept = self._read()
        still = {name: chosen for name, (said, chosen) in kept.items() if settings.get(name) == said}
        return {name: still.get(name, said) for name, said in settings.items()}

    def keep(self, settings: Mapping[str, str], chosen: Mapping[str, str]) -> None:
        """Write what was chosen, durably; one line for each name in both. Raises OSError."""
        text = "".join(f"{name} {_quoted(settings[name])} {_quoted(value)}\n" for name, value in chosen.items())
        put(self._path, text)

    def _read(self) -> dict[str, tuple[str, str]]:
        try:
            with self._path.open("rb") as file:
                raw = file.read(_LONGEST + 1)
        except FileNotFoundError:
            return {}
        except OSError as fault:
            log.warning("file %s cannot be read (%s); the settings hold", self._path, fault.strerror or fault)
            return {}
        text = raw.decode("ascii", "replace")
        lines = [_LINE.fullmatch(line) for line in text.splitlines()]
        if len(raw) > _LONGEST or None in lines:
            log.warning("file %s is none of ours; the settings hold, and the next choice replaces it", self._path)
            return {}
        return {match[1]: (_unquoted(match[2]), _unquoted(match[3])) for match in lines if match is not None}


def _quoted(value: str) -> str:
    """The value as one word: what systems call a screen may hold anything."""
    raw = value.encode("utf-8", "replace")
    return "".join(chr(byte) if _BARE.match(bytes([byte])) else f"%{byte:02X}" for byte in raw)


def _unquoted(word: str) -> str:
    raw = _QUOTED.sub(lambda match: bytes([int(match[1], 16)]), word.encode("ascii"))
    return raw.decode("utf-8", "replace")
