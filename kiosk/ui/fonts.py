"""The bundled font: one family for Latin and Chinese, the same on every machine.

Machines without Chinese fonts draw boxes, and others draw the shapes of another region; so the kiosk brings
its own. All digits of the family have one width: figures that change do not jump. Knows no text, no screen.
"""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from kiosk.resources import data

FAMILY = "Kiosk Sans HK"
FILES = ("KioskSansHK-Regular.otf", "KioskSansHK-Bold.otf")

# Qt's numbers of the files already added. Asking Qt for all its families instead would make it look through
# the whole system's fonts once more at every start.
_numbers: list[int] = []


class FontError(RuntimeError):
    """The bundled font cannot be used; the message names the file and the cure."""


def files() -> tuple[Path, ...]:
    """The font files, Regular first. Raises FileNotFoundError when one is missing."""
    return tuple(data("assets", "fonts", name) for name in FILES)


def register() -> str:
    """Make the family known to Qt, once the application stands, and hand back its name.

    Doing it twice does no harm. Raises FontError when a file cannot be read as a font of this family.
    """
    if all(FAMILY in QFontDatabase.applicationFontFamilies(number) for number in _numbers) and _numbers:
        return FAMILY
    _numbers.clear()
    for path in files():
        number = QFontDatabase.addApplicationFont(str(path))
        if FAMILY not in QFontDatabase.applicationFontFamilies(number):
            raise FontError(f"{path} is not the font {FAMILY}; install the kiosk again")
        _numbers.append(number)
    # Qt measures its own font before ours is asked for: the system's, which may be megabytes of Chinese.
    QGuiApplication.setFont(QFont(FAMILY))
    return FAMILY


def font(pixels: int, *, bold: bool = False) -> QFont:
    """The family at a size in logical pixels, `register` done before."""
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made


def missing(text: str) -> str:
    """The characters of `text` that a weight of the font lacks, each once and in order; empty when none does.

    Line breaks need no picture. Raises FontError when a file cannot be read as a font.
    """
    # Only the doctor and tests ask this.
    from PySide6.QtGui import QRawFont

    lacking: dict[str, None] = {}
    for path in files():
        face = QRawFont(str(path), 16.0)
        if not face.isValid():
            raise FontError(f"{path} cannot be read as a font; install the kiosk again")
        lacking |= dict.fromkeys(c for c in text if c != "\n" and not face.supportsCharacter(ord(c)))
    return "".join(lacking)
