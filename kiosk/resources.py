"""Where the files that are not code are: fonts, icons, catalogues.

One answer for a checkout, an editable install, a wheel and a bundle. A wheel carries the two folders inside
the package (`kiosk/_data/assets`, `kiosk/_data/i18n`); in a checkout they stand beside it, and an editable
install is that checkout. This module must not know what the files mean.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def data(*parts: str) -> Traversable:
    """The file or folder `parts` name below the data folder, as `data("assets", "fonts", "OFL.txt")`.

    Raises FileNotFoundError, naming what was sought, where, and the cure, when it is not there.
    """
    for part in parts:
        if part in {"", ".", ".."} or "/" in part or "\\" in part:
            raise ValueError(f"data(): {part!r} is no single name; give each folder its own argument")
    base = _base()
    found = base.joinpath(*parts)
    if not (found.is_file() or found.is_dir()):
        raise FileNotFoundError(f"{'/'.join(parts)} is missing below {base}; install the kiosk again")
    return found


def _base() -> Traversable:
    packaged = files("kiosk").joinpath("_data")
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parent.parent
