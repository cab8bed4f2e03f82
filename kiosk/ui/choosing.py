"""What a choice of staff changes of what pages draw with. Must not know where a choice is made or kept."""

from kiosk.ui.acts import Choice
from kiosk.ui.page import Kit
from kiosk.ui.texts import Language
from kiosk.ui.theme import theme
from kiosk.values import replace


def with_choice(kit: Kit, choice: Choice) -> Kit:
    """What pages draw with from now on. The language is changed in place: whoever has the words speaks it at once.

    Raises ValueError for a language or theme that there is not.
    """
    name, value = choice
    if name == "language":
        kit.words.language = Language(value)
        return kit
    if name == "theme":
        return replace(kit, theme=theme(value))
    if name == "type":
        return replace(kit, type_size=value)
    return replace(kit, still=value == "less")
