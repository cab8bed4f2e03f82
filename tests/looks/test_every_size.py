"""Every page of both windows on every screen and at every scale: codes can be read, no text is cut, no glyph lacks.

Each scale is looked at by a process of its own (`tests.looks.child`), two at a time. `KIOSK_PICTURES=DIR` keeps
pictures of a fifth of what is seen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk.ui.texts import Language
from kiosk.ui.theme import THEMES
from tests.house.sources import ROOT
from tests.looks.sizes import SCALES, SIZES, screens

pytestmark = pytest.mark.timeout(450)
PATIENCE_S = 300

STAFF = {
    "keypadPage", "orderingPage", "awaitingPage", "doubtfulPage", "offeringPage", "staffCheckingPage",
    "staffConfirmingPage", "staffPaidPage", "staffDeclinedPage", "staffStoppedPage", "notStartedPage",
    "unsettledPage", "storagePage", "outOfServicePage",
}  # fmt: skip
LISTS = {
    "recentList", "todayPage", "attentionList", "settingsPage", "screensPage", "soundPage", "closePage", "pinPage",
    "casePage",
    "claimPage", "returnPage", "handPage", "forcePage",
}  # fmt: skip
CUSTOMER = {
    "idlePage", "amountPage", "waitPage", "qrPage", "setAsidePage", "checkingPage", "confirmingPage", "paidPage",
    "declinedPage", "endedPage", "expiredPage", "stoppedPage", "seeStaffPage", "unavailablePage", "waitStaffPage",
}  # fmt: skip
PAGES = STAFF | LISTS | CUSTOMER
# The two windows, and the two faces of the one.
PARTS = {"staff", "customer", "front", "drawer"}


class Seen(NamedTuple):
    """What one process saw at its scale."""

    faults: list[str]
    pages: set[tuple[str, str, str, str]]
    codes: set[tuple[str, str, str]]


def look(scale: str, configuration: Path) -> Seen:
    platform = f"offscreen:configfile={configuration}"
    done = subprocess.run(
        [sys.executable, "-m", "tests.looks.child", scale],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": scale, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    pages = {(size, page, language, name) for size, page, language, name in found["seen"]}
    return Seen(found["faults"], pages, {(size, name, part) for size, name, part in found["read"]})


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Seen]]:
    """Everything, by scale. Looked at once for all tests of this file."""
    configuration = tmp_path_factory.mktemp("screens") / "screens.json"
    configuration.write_text(json.dumps(screens()), encoding="ascii")
    # The two that look at the most begin.
    order = sorted(SCALES, key=lambda scale: scale not in ("1", "3"))
    with ThreadPoolExecutor(2) as two:
        yield dict(zip(order, two.map(lambda scale: look(scale, configuration), order), strict=True))


@pytest.mark.parametrize("scale", SCALES)
def test_nothing_is_cut_covered_lost_or_without_a_glyph(seen: dict[str, Seen], scale: str) -> None:
    faults = seen[scale].faults
    assert faults == [], f"{len(faults)} faults, the first are:\n" + "\n".join(faults[:20])


@pytest.mark.parametrize("scale", SCALES)
def test_every_page_was_seen_on_every_screen(seen: dict[str, Seen], scale: str) -> None:
    for size in SIZES:
        pages = {page for name, page, _language, _look in seen[scale].pages if name == size.name}
        assert PAGES - pages == set(), f"not seen on {size.name}"


def test_every_page_was_seen_in_every_language_and_look(seen: dict[str, Seen]) -> None:
    everything = set().union(*(report.pages for report in seen.values()))
    for page in PAGES:
        met = {(language, name) for _size, other, language, name in everything if other == page}
        assert met == {(language, name) for language in Language for name in THEMES}, page


@pytest.mark.parametrize("scale", SCALES)
def test_codes_can_be_read_off_every_screen_in_both_looks(seen: dict[str, Seen], scale: str) -> None:
    for size in SIZES:
        for name in THEMES:
            read = {part for where, other, part in seen[scale].codes if (where, other) == (size.name, name)}
            assert read == PARTS, f"{size.name} {name}"
