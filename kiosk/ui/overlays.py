"""The pages that can lie over the counter, made when they are asked for: a start needs none of them.

Must not know when one opens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from kiosk.ui.acts import Opens
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Choosing, Kit


class Callers(NamedTuple):
    """Who is told what: `act` takes events, `acted` events and `Opens`, `back` leaves the page; `choosing` hears what
    staff choose of the program itself, and `clean` lets the screens be wiped.
    """

    act: Callable[[object], None]
    acted: Callable[[object], None]
    back: Callable[[], None]
    choosing: Choosing
    clean: Callable[[], None]


def make(what: str, parent: QWidget, kit: Kit, to: Callers) -> Overlay:
    """The page of that name."""
    if what == "today":
        from kiosk.ui.today_page import TodayPage

        return TodayPage(parent, kit, to.back)
    if what == "settings":
        from kiosk.ui.settings_page import SettingsPage

        return SettingsPage(parent, kit, to.back, to.choosing.choose, to.acted, to.clean)
    if what == "screens":
        from kiosk.ui.screens_page import ScreensPage

        return ScreensPage(parent, kit, lambda: to.acted(Opens("settings")), to.choosing.screens())
    if what == "sound" and kit.sound is not None:
        from kiosk.ui.sound_page import SoundPage

        return SoundPage(parent, kit, lambda: to.acted(Opens("settings")), kit.sound)
    if what == "close":
        from kiosk.ui.close_page import ClosePage

        return ClosePage(parent, kit, to.back, to.choosing.close)
    if what in ("recent", "attention"):
        from kiosk.ui.list_pages import ListPage

        return ListPage(parent, kit, to.acted, to.back, deciding=what == "attention")
    return _office(what, parent, kit, to)


def _office(what: str, parent: QWidget, kit: Kit, to: Callers) -> Overlay:
    if what == "pin":
        from kiosk.ui.pin_page import PinPage

        return PinPage(parent, kit, to.act, to.back)
    if what == "claim":
        from kiosk.ui.claim_page import ClaimPage

        return ClaimPage(parent, kit, to.acted, to.back)
    if what == "case":
        from kiosk.ui.case_page import CasePage

        return CasePage(parent, kit, to.acted, to.back)
    from kiosk.ui.form_page import FormPage

    return FormPage(parent, kit, to.act, to.back, what)
