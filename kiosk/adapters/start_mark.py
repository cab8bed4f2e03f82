"""Which start of which machine this is, said to the relay: so that a second machine with this till's name is noticed.

A start has a name that nobody else has, and a number that is higher than that of every start before. The number is
kept beside the journal and raised before the first poll. It is also never lower than the clock (milliseconds since
1970): a till whose file is lost, whose disk is new or can be written no more is still a newer start than the last one
and goes on selling. It is no secret, and no payment depends on it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

_LONGEST: Final = 15
"""Figures of a number that a relay takes; a clock needs 13 of them until the year 2286."""
_NOTHING: Final[Mapping[str, str]] = {}


class StartMark:
    """One start of this till.

    Args:
        path: where the number of the last start is kept.
        name: makes the name of a start: 16 of 0-9 a-f that nobody else has.
        now: milliseconds since 1970, as this computer sees them.
    """

    def __init__(self, path: Path, name: Callable[[], str], now: Callable[[], int]) -> None:
        self._path = path
        self._name = name
        self._now = now
        self._said: Mapping[str, str] = _NOTHING

    def taken(self) -> Mapping[str, str]:
        """The headers of a poll. The first time the number is raised and kept; raises nothing."""
        if not self._said:
            number = max(self._last() + 1, self._now())
            self._keep(number)
            self._said = {"x-till-instance": self._name(), "x-till-generation": str(number)}
        return self._said

    def said(self) -> Mapping[str, str]:
        """The same for a question that takes no place: nothing before the first poll."""
        return self._said

    def _last(self) -> int:
        try:
            with self._path.open("rb") as file:
                text = file.read(_LONGEST + 2).strip()
        except OSError:
            return 0
        # One figure less than the longest: there is always a next one.
        return int(text) if text.isdigit() and len(text) < _LONGEST else 0

    def _keep(self, number: int) -> None:
        # Imported on the lane that polls; the first paint does not need it.
        from kiosk.adapters.whole_file import put

        try:
            put(self._path, f"{number}\n")
        except OSError as fault:
            log.warning("file %s cannot be written (%s); the clock alone tells the starts apart", self._path, fault)
