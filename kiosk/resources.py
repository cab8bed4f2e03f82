"""Where the files that are not code are: fonts, icons, catalogues.

One answer for a checkout, an editable install, a wheel and a bundle. A wheel carries the two folders inside
the package (`kiosk/_data/assets`, `kiosk/_data/i18n`); in a checkout they stand beside it, and an editable
install is that checkout. Always plain files: Qt opens fonts by their path, and looking through `importlib.resources`
for what lies beside this very file would make every start wait for it. This module must not know what the files mean.
"""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data(*parts: str) -> Path:
    """The file or folder `parts` name below the data folder, as `data("assets", "fonts", "OFL.txt")`.

    Raises FileNotFoundError, naming what was sought, where, and the cure, when it is not there, and ValueError for a
    part that is no single name.
    """
    for part in parts:
        if part in {"", ".", ".."} or "/" in part or "\\" in part:
            raise ValueError(f"data(): {part!r} is no single name; give each folder its own argument")
    base = _base()
    found = base.joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(f"{'/'.join(parts)} is missing below {base}; install the kiosk again")
    return found


@cache
def _base() -> Path:
    packaged = _HERE / "_data"
    return packaged if packaged.is_dir() else _HERE.parent
