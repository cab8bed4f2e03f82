"""`python -m benchmarks.relay_stores`: two relay processes on PostgreSQL, beside one, and beside a row at a time.

All by turns in one run, on a server of PostgreSQL of its own that waits for the disk. The processes commit callbacks
of 1.4 kB for a thousand tills through the store's own interface, in groups as a busy relay makes them; the floor is
PostgreSQL's own `pgbench`, which inserts and notifies one row a transaction over 16 connections, with nothing to work
out. Each figure is the median of the rounds.

Exit codes: 0 both goals met, 1 one missed, 2 usage.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from kiosk.relay.limits import LIMITS
from kiosk.relay.location import Postgres
from kiosk.relay.postgres.store import PostgresStore
from kiosk.relay.values import Deposit, Stored
from tests.relay.postgres.server import Server

TILLS = 1_000
GROUP = 64
BODY = 1_400
CONNECTIONS = 16
TIMES_A_ROW = 3.0
TIMES_ONE = 0.9

_ROW = """\\set k random(1, 1000000000)
WITH kept AS (INSERT INTO plain (till, body) VALUES (:k % 1000, repeat('x', 1400)) RETURNING n)
SELECT pg_notify('plain', n::text) FROM kept;
"""


def child(url: str, seconds: float, seed: int) -> None:
    """One process: open, say so, wait for the word, commit for so long, print rows a second."""
    store = PostgresStore(
        Postgres(url), time.monotonic, os.urandom, replace(LIMITS, box_letters=10**9, box_bytes=10**12)
    )
    dice = random.Random(seed)
    print("ready", flush=True)
    sys.stdin.readline()
    began, rows = time.monotonic(), 0
    while time.monotonic() < began + seconds:
        rows += _commit(store, dice)
    print(rows / (time.monotonic() - began), flush=True)
    store.close()


def _commit(store: PostgresStore, dice: random.Random) -> int:
    deposits = []
    for _ in range(GROUP):
        body = dice.randbytes(16).hex().encode().ljust(BODY, b"x")
        # Of project 1 box 1 is the orphans'; the tills' come after it.
        box = 2 + dice.randrange(TILLS)
        deposits.append(Deposit(box, "shop", "till", time.time(), hashlib.sha256(body).digest(), body))
    outcomes = store.commit(deposits)
    wrong = [outcome for outcome in outcomes if not isinstance(outcome, Stored)]
    if wrong:
        raise SystemExit(f"not stored: {wrong[0]}")
    return len(outcomes)


def processes(url: str, count: int, seconds: float) -> float:
    """Rows a second of so many processes together."""
    argv = [sys.executable, "-m", "benchmarks.relay_stores", "--child", url, "--seconds", str(seconds), "--seed"]
    lives = [
        subprocess.Popen([*argv, str(seed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for seed in range(count)
    ]
    for life in lives:
        assert life.stdout is not None
        if life.stdout.readline() != "ready\n":
            raise SystemExit("a process did not start")
    for life in lives:
        assert life.stdin is not None
        life.stdin.write("go\n")
        life.stdin.flush()
    return sum(float(life.communicate(timeout=seconds + 60)[0]) for life in lives)


def row_by_row(server: Server, script: Path, seconds: float) -> float:
    """Rows a second of pgbench."""
    done = subprocess.run(
        [str(server.programs / "pgbench"), "-h", str(server.folder), "-U", "postgres", "-n", "-M", "prepared",
         "-c", str(CONNECTIONS), "-j", "2", "-T", str(round(seconds)), "-f", str(script), "floor"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("tps = ")]
    return float(line.split()[2])


def measure(rounds: int, seconds: float) -> bool:
    """Measure and print; whether both goals are met."""
    figures: dict[str, list[float]] = {"row": [], "one": [], "two": []}
    with Server(fsync=True) as server, tempfile.TemporaryDirectory() as folder:
        url = server.database().url
        _prepare(server, url)
        script = Path(folder) / "row.sql"
        script.write_text(_ROW)
        for number in range(rounds):
            figures["row"].append(row_by_row(server, script, seconds))
            figures["one"].append(processes(url, 1, seconds))
            figures["two"].append(processes(url, 2, seconds))
            print(f"round {number + 1}: " + ", ".join(f"{name} {all_[-1]:,.0f}/s" for name, all_ in figures.items()))
    row, one, two = (statistics.median(figures[name]) for name in ("row", "one", "two"))
    met = two >= TIMES_A_ROW * row and two >= TIMES_ONE * one
    print(f"a row at a time, {CONNECTIONS} connections (pgbench): {row:,.0f} callbacks/s")
    print(f"one relay process: {one:,.0f} callbacks/s")
    print(
        f"two relay processes: {two:,.0f} callbacks/s, {two / row:.1f}x a row at a time (goal {TIMES_A_ROW:g}x), ",
        end="",
    )
    print(f"{two / one:.2f}x one process (goal {TIMES_ONE:g}x): {'met' if met else 'MISSED'}")
    return met


def _prepare(server: Server, url: str) -> None:
    server.tell("CREATE DATABASE floor")
    server.tell("CREATE TABLE plain (n bigserial PRIMARY KEY, till bigint, body text)", "floor")
    store = PostgresStore(Postgres(url), time.monotonic, os.urandom)
    store.add_project("shop", b"address", "epoch", 0.0)
    for till in range(TILLS):
        store.add_till("shop", f"t{till}", b"%d" % till, "epoch", 0.0)
    store.close()


def main() -> int:
    """Measure, or be one of the measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relay_stores", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="so many of each, by turns (3)")
    parser.add_argument("--seconds", type=float, default=4.0, metavar="S", help="how long each lasts (4)")
    parser.add_argument("--child", metavar="URL", help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child is not None:
        child(asked.child, asked.seconds, asked.seed)
        return 0
    return 0 if measure(asked.rounds, asked.seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
