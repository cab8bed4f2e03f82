"""The key that answers a question, or does what a main button does, can be read on the button in larger type too."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.cli.gallery import SHOP, opened
from kiosk.cli.gallery_glass import runs
from kiosk.cli.gallery_looks import Look
from kiosk.cli.gallery_moments import moments
from kiosk.ui import fonts
from kiosk.ui.buttons import BigButton
from kiosk.ui.texts import Language, Texts

MOMENTS = {moment.name: moment for moment in moments()}
SHOWN = (
    *("idle", "charge-asked", "doubtful", "offering", "cancel-asked", "cannot-pay", "checking", "expired", "ended"),
    *("paid", "declined", "stopped", "not-started", "unsettled", "unsettled-owner", "longest-hkd-asked"),
)
LEAST = 10


def hint(button: BigButton) -> int:
    """The type in which the key of a button is painted, 0 where it is not."""
    painted = [run for run in runs(button) if run.text.strip() == button.key_text]
    return painted[-1].font.pixelSize() if painted else 0


@pytest.mark.parametrize("language", [Language.EN, Language.ZH_HK])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (1920, 1080)])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_every_button_names_its_key(
    qapp: QApplication, language: Language, size: tuple[int, int], scale: float
) -> None:
    fonts.register()
    shell = opened(Look(language, "light", size, scale), Texts(), SHOP, one_screen=False)
    without = []
    for name in SHOWN:
        shell.show_screen(MOMENTS[name].screen)
        page = shell.staff.sale if shell.staff.sale is not None and shell.staff.sale.isVisible() else shell.staff.keypad
        buttons = [one for one in page.findChildren(BigButton) if one.isVisible() and one.isEnabled() and one.key_text]
        without += [f"{name}: {one.text()} {one.key_text}" for one in buttons if hint(one) < LEAST]
    shell.show_screen(MOMENTS["idle"].screen)
    shell.close()
    assert without == []
