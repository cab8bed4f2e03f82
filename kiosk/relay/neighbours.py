"""Other relay processes on the same store: whose poll is the newest, and who must be woken.

With an embedded store there is one process and nothing to know. It must not know HTTP or letters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.relay.values import Box


class Neighbours(Protocol):
    """What one process must know of the others. `claim` and `held` are called where the store is read."""

    def claim(self, box: Box) -> None:
        """The newest poll of this box is here from now on. Raises `StoreError`."""

    def held(self, box: int) -> bool:
        """Whether it still is: false once another process has a newer one. It asks nobody."""

    def listen(self, wake: Callable[[str, str], None]) -> None:
        """From now on `wake(project, till)` is called, on any thread, when that till's polls should look again."""

    def stop(self) -> None:
        """Hear nothing more; does no harm if nothing was heard."""


class Alone:
    """The only process there is."""

    def claim(self, box: Box) -> None:
        """Nobody is there to take it from."""

    def held(self, box: int) -> bool:
        return True

    def listen(self, wake: Callable[[str, str], None]) -> None:
        """Nobody will speak."""

    def stop(self) -> None:
        """Nothing was heard."""
