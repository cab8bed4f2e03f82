"""Every page that can lie over the counter is made by its name."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui.acts import Opens
from kiosk.ui.overlays import Callers, make
from kiosk.ui.page import Kit, Page
from kiosk.ui.sound_dial import SoundDial
from kiosk.values import replace
from tests.ui.faces import Heard, choosing

NAMES = {
    "recent": "recentList", "attention": "attentionList", "today": "todayPage", "settings": "settingsPage",
    "sound": "soundPage", "close": "closePage", "pin": "pinPage", "claim": "claimPage", "case": "casePage",
    "return": "returnPage", "screens": "screensPage", "hand": "handPage", "force": "forcePage",
}  # fmt: skip


@pytest.mark.parametrize(("what", "name"), NAMES.items())
def test_a_page_is_made_and_can_be_left(qtbot: QtBot, kit: Kit, what: str, name: str) -> None:
    kit = replace(kit, sound=SoundDial())
    parent, heard = Page(None, "staffFace", kit), Heard()
    qtbot.addWidget(parent)
    callers = Callers(heard, heard, lambda: heard("back"), choosing(heard), lambda: heard("clean"))
    page = make(what, parent, kit, callers)
    assert page.objectName() == name
    page.back.click()
    # The sound and the screens are pages of the settings.
    assert heard.events == [Opens("settings") if what in ("sound", "screens") else "back"]
