"""What a document needs before anything in it is believed: a signature that fits, and one reading of what it signs.

The signed text joins unescaped values with ``;``, drops ``frame_mode`` and every ``signature``, and knows no kinds.
Whoever can rewrite a letter on its way could use each of these to make another document of the same text, so a
letter with any of them is not believed, however well it is signed.

It must not know what a document means.
"""

from __future__ import annotations

import re

from kiosk.bounded_json import Json
from kiosk.gate.document import places
from kiosk.gate.secret import Secret
from kiosk.gate.signing import verify

_SIGNATURES = (("signature",), ("general", "signature"))
_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]+")


def signatures(said: dict[str, Json]) -> list[str]:
    """The signatures in the two places where one may stand."""
    general = said.get("general")
    found = [said.get("signature"), general.get("signature") if isinstance(general, dict) else None]
    return [value for value in found if isinstance(value, str)]


def unsigned(document: dict[str, Json], said: dict[str, Json], secret: str | Secret) -> str:
    """Why the signature proves nothing; ``""`` when one fits."""
    found = signatures(said)
    if not found:
        return "is not signed"
    if not any(verify(document, signature, secret) for signature in found):
        return "the signature does not fit"
    return ""


def objection(said: dict[str, Json]) -> str:
    """What makes a letter untrustworthy before its signature is looked at; ``""`` when nothing does."""
    signed = 0
    for path, value in places(said):
        if path[-1] == "frame_mode":
            return "holds a frame_mode, which is not signed"
        if path[-1] == "signature":
            signed += 1
            if path not in _SIGNATURES or signed > 1 or not isinstance(value, str):
                return "holds a signature out of its place"
        if isinstance(value, str) and ";" in value and not _is_picture(path, value):
            return f"holds a semicolon in {'.'.join(path)}"
    return ""


def _is_picture(path: tuple[str, ...], value: str) -> bool:
    in_place = len(path) == 3 and path[0] == "display_data" and path[1].isdigit() and path[2] == "data"
    return in_place and bool(_PICTURE.fullmatch(value))
