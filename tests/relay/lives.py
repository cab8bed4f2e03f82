"""Relay processes that live for moments: `python -m tests.relay.lives`, told over its standard input what to do.

It has read the whole program before it is asked for the first life, and every life is a copy of it that goes on as
`kiosk-relay serve`: a start takes a few hundredths of a second, so thousands can be lived and ended. One line of JSON
in, one out: `{"serve": [words]}` gives `{"pid": N}`, `{"kill": N}` ends that life with SIGKILL and gives `{"gone": N}`.
"""

from __future__ import annotations

import json
import os
import signal
import sys

import kiosk.relay.postgres.store
import kiosk.relay.serve
from kiosk.relay.__main__ import main as relay

ALL_READ = (kiosk.relay.postgres.store, kiosk.relay.serve)
"""Imported for the lives to come."""


def live(words: list[str]) -> None:
    """One life, in the copy: it never returns."""
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        code = relay(["serve", *words])
    except BaseException:
        code = 1
    os._exit(code)


def main() -> None:
    """Until the input ends; then every life ends too."""
    alive: set[int] = set()
    for line in sys.stdin:
        wish = json.loads(line)
        if "serve" in wish:
            pid = os.fork()
            if pid == 0:
                live(wish["serve"])
            alive.add(pid)
            answer = {"pid": pid}
        else:
            os.kill(wish["kill"], signal.SIGKILL)
            os.waitpid(wish["kill"], 0)
            alive.discard(wish["kill"])
            answer = {"gone": wish["kill"]}
        print(json.dumps(answer), flush=True)
    for pid in alive:
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
