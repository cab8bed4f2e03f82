"""What one text of the program is: its key, its English, and what a translator must know.

Holds no text and no translation: the texts stand in the `keys_*` files, the translations in `i18n/`.
"""

import re

from kiosk.values import dataclass

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
KEY = re.compile(r"[a-z]+(\.[A-Za-z0-9_]+)+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text. `plural` is the English for every count but one; empty when the text does not count.

    `{name}` marks a place that is filled at run time. Raises ValueError for a key or text of the wrong form.
    """

    key: str
    english: str
    note: str
    plural: str = ""

    def __post_init__(self) -> None:
        if not KEY.fullmatch(self.key):
            raise ValueError(f"text key {self.key!r}: write room.name in letters, digits and underscores")
        for text in self.forms:
            if not text or set("{}") & set(PLACEHOLDER.sub("", text)):
                raise ValueError(f"text {self.key}: {text!r} is empty or has a brace that is no {{name}}")
        if self.plural and "n" not in placeholders(self.plural):
            raise ValueError(f"text {self.key}: its plural does not name the count; write {{n}} in it")

    @property
    def context(self) -> str:
        """The group of the catalogue it stands in: the part of the key before the first point."""
        return self.key.partition(".")[0]

    @property
    def forms(self) -> tuple[str, ...]:
        """The English forms: one, or the one for a single thing and the one for several."""
        return (self.english, self.plural) if self.plural else (self.english,)


def placeholders(text: str) -> frozenset[str]:
    """The names of the places in `text` that are filled at run time."""
    return frozenset(PLACEHOLDER.findall(text))
