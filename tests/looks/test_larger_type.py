"""Who wishes for larger type reads nothing in smaller type than before: the code's page, the keypad's last result, and
the warnings across the window.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.cli.gallery import SHOP, opened
from kiosk.cli.gallery_codes import misread
from kiosk.cli.gallery_glass import letters
from kiosk.cli.gallery_looks import Look
from kiosk.cli.gallery_moments import Moment, moments
from kiosk.ui import fonts
from kiosk.ui.labels import FitLabel
from kiosk.ui.shell import Shell
from kiosk.ui.texts import Language, Texts

SIZES = ((1280, 800), (1024, 600))
CODES = ("offering", "offering-long", "longest-hkd", "longest-cny")
WARNED = ("full", "typing-full", "set-aside", "said-strip-late", "said-strip-double", "said-strip-by_hand")
MOMENTS = {moment.name: moment for moment in moments()}
BANNERS = tuple(name for name in MOMENTS if name.startswith("banner-"))
STRIP = ("lastResultText", "lastResultFigures", "bannerText", "turnText")


@pytest.fixture(scope="module", autouse=True)
def font(qapp: QApplication) -> None:
    fonts.register()


def shells(size: tuple[int, int], scale: float, *, one_screen: bool = False) -> Iterator[Shell]:
    for language in (Language.EN, Language.ZH_HK):
        shell = opened(Look(language, "light", size, scale), Texts(), SHOP, one_screen=one_screen)
        yield shell
        # While a code shows, closing is asked about first.
        shell.show_screen(MOMENTS["idle"].screen)
        shell.close()
        shell.deleteLater()


def sizes(page: QWidget | None) -> dict[str, int]:
    """The type of each text in sight, by its letters."""
    assert page is not None
    shown = [label for label in page.findChildren(FitLabel) if label.isVisible() and label.text()]
    assert not any(label.cut for label in shown)
    return {letters(label.text()): label.font().pixelSize() for label in shown}


def smaller(usual: Mapping[str, int], larger: Mapping[str, int]) -> list[str]:
    """What is missing or smaller; two lines may have become one."""
    wrong = []
    for text, size in usual.items():
        now = [other for said, other in larger.items() if text in said]
        if not now or max(now) < size:
            wrong.append(f"{text}: {size} before, {now} now")
    return wrong


def codes(size: tuple[int, int], scale: float) -> Iterator[tuple[Shell, Moment, dict[str, int]]]:
    for shell in shells(size, scale):
        for name in CODES:
            shell.show_screen(MOMENTS[name].screen)
            yield shell, MOMENTS[name], sizes(shell.customer_window)


@pytest.mark.parametrize("scale", [1.25, 1.5])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_on_the_codes_page_is_smaller(size: tuple[int, int], scale: float) -> None:
    usual = [found for _shell, _moment, found in codes(size, 1.0)]
    assert all(len(found) > 8 for found in usual)
    for before, (shell, moment, after) in zip(usual, codes(size, scale), strict=True):
        assert smaller(before, after) == [], moment.name
        window = shell.customer_window
        assert window is not None
        assert list(misread(window, window.grab().toImage(), moment.screen)) == []


def warnings(size: tuple[int, int], scale: float) -> list[dict[str, int]]:
    found = []
    for shell in shells(size, scale):
        for name in (*WARNED, *BANNERS):
            shell.show_screen(MOMENTS[name].screen)
            labels = [label for label in shell.staff_window.findChildren(FitLabel) if label.objectName() in STRIP]
            seen = [label for label in labels if label.isVisible() and label.text()]
            assert not any(label.cut for label in seen), name
            found.append({f"{name} {label.text()}": label.font().pixelSize() for label in seen})
    return found


@pytest.mark.parametrize("scale", [1.25, 1.5])
@pytest.mark.parametrize("size", SIZES)
def test_no_warning_is_smaller_and_no_word_of_it_is_left_out(size: tuple[int, int], scale: float) -> None:
    usual = warnings(size, 1.0)
    assert sum(map(len, usual)) > 2 * len(WARNED)
    for before, after in zip(usual, warnings(size, scale), strict=True):
        assert smaller(before, after) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_warning_of_a_lost_screen_grows_too(size: tuple[int, int]) -> None:
    found = []
    for scale in (1.0, 1.5):
        for shell in shells(size, scale, one_screen=True):
            assert shell.one is not None
            shell.one.lost = True
            shell.show_screen(MOMENTS["offering"].screen)
            shell.one.settle()
            found.append((shell.one.why.font().pixelSize(), shell.one.why.cut))
    assert not any(cut for _size, cut in found)
    assert min(size for size, _cut in found[2:]) >= 1.2 * max(size for size, _cut in found[:2])
