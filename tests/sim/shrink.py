"""From a failing seed to the smallest mix that still breaks the same law: faults are left out, then payments and days.

A mix is a line of text, so a failing one can be kept: `corpus.txt` holds those that once broke a law, and every run of
the tests plays them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.sim.mix import Mix
from tests.sim.world import ran

CORPUS = Path(__file__).with_name("corpus.txt")
MOST_TRIES = 120


def law_of(mix: Mix) -> str:
    """The first law that this world breaks, or ""."""
    broken = ran(mix).laws.broken
    return broken[0][0] if broken else ""


def shrunk(mix: Mix, law: str, tries: int = MOST_TRIES) -> Mix:
    """A smaller mix that breaks this law; the same one when there is none within so many tries."""
    left = tries
    progress = True
    while progress and left > 0:
        progress = False
        for smaller in _smaller(mix):
            left -= 1
            if law_of(smaller) == law:
                mix, progress = smaller, True
                break
            if left <= 0:
                break
    return mix


def _smaller(mix: Mix) -> Iterator[Mix]:
    """Ever bolder first: half of the faults, one fault, fewer payments, one till, one day."""
    names = [name for name, rate in mix.rates.items() if rate]
    half = len(names) // 2
    if half > 1:
        for gone in (names[:half], names[half:]):
            yield replace(mix, rates={name: mix.rates[name] for name in names if name not in gone})
    for name in names:
        yield replace(mix, rates={other: mix.rates[other] for other in names if other != name})
    if mix.aim is not None:
        yield replace(mix, aim=None)
    if mix.payments > 1:
        yield replace(mix, payments=mix.payments // 2)
        yield replace(mix, payments=mix.payments - 1)
    if mix.tills > 1:
        yield replace(mix, tills=1)
    if mix.days > 1:
        yield replace(mix, days=1)


def written(mix: Mix, law: str) -> str:
    """A mix as a line of the corpus."""
    faults = " ".join(f"{name}={rate:g}" for name, rate in mix.rates.items() if rate)
    stored = int(mix.stored)
    aim = f" aim={'/'.join(mix.aim)}" if mix.aim else ""
    size = f"payments={mix.payments} days={mix.days} tills={mix.tills} stored={stored} lifetime={mix.lifetime_s}{aim}"
    return f"{law} seed={mix.seed} {size} {faults}"


def read(line: str) -> Mix:
    """A line of the corpus as a mix. Raises ValueError."""
    _law, *words = line.split()
    pairs = dict(word.split("=", 1) for word in words)
    known = {name: int(pairs.pop(name)) for name in ("seed", "payments", "days", "tills", "stored")}
    lifetime_s = int(pairs.pop("lifetime", "300"))
    fault, _, state = pairs.pop("aim", "").partition("/")
    rates = {name: float(rate) for name, rate in pairs.items()}
    aim = (fault, state) if fault else None
    stored = bool(known.pop("stored"))
    return Mix(**known, stored=stored, rates=rates, aim=aim, lifetime_s=lifetime_s)


def corpus() -> list[str]:
    """The lines of the corpus."""
    lines = CORPUS.read_text("utf-8").splitlines() if CORPUS.is_file() else []
    return [line for line in lines if line and not line.startswith("#")]


def keep(mix: Mix, law: str) -> bool:
    """Add it to the corpus; False when it is there."""
    line = written(mix, law)
    if line in corpus():
        return False
    with CORPUS.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    return True
