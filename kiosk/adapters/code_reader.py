"""What the platform sent to be shown, as a code that may be shown, or the reason why not.

EMV text is checked before it is drawn: its tags, its checksum and its scheme. Anything else is encoded as received
and marked unusual, and nothing is ever fetched. What a payer could pay and what is pretended are kept apart by the
scheme: the demo takes `demo.invalid` alone, a live till never does, a test project takes both. Whether a code fits
the sale (amount, currency, time) is judged where the sale is known.

It must not know letters, signatures or the sale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from kiosk.adapters import qr_codec
from kiosk.gate import emv
from kiosk.gate.display import NoCode, QrPicture, QrText, classify
from kiosk.gate.verified import DisplayItem
from kiosk.sale.facts import Code

Environment = Literal["live", "test", "demo"]
ENVIRONMENTS: tuple[Environment, ...] = ("live", "test", "demo")
KNOWN_SCHEMES = frozenset({emv.FPS_SCHEME, emv.DEMO_SCHEME})


class Codec(Protocol):
    """Pixels to text and text to modules, as `qr_codec` does it."""

    def encode(self, text: str) -> tuple[bytes, ...] | None:
        """The modules of a code for the text; None when there is none."""

    def decode(self, picture: QrPicture) -> str | None:
        """The text of the one code in a picture; None when there is none."""

    def load_tools(self) -> None:
        """Get ready ahead of the first code."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A code that must not be shown. `why`: crc, unreadable, demo (a demo code on a real till), live (a real one in
    the demo)."""

    why: str


class CodeReader:
    """Reads codes for one environment: live, test or demo. Raises ValueError for another word.

    `codec` draws and decodes; without one it is the real one.
    """

    def __init__(self, environment: str, codec: Codec = qr_codec) -> None:
        if environment not in ENVIRONMENTS:
            raise ValueError(f"environment {environment!r} is unknown; use live, test or demo")
        self._environment = environment
        self._codec = codec

    def read(self, items: Sequence[DisplayItem]) -> Code | Unusable:
        """The first element that holds a usable code, a known FPS code before an unusual one; else why the first one
        that holds a code is not. An address beside the code is for another device, and a bank's app cannot pay it.
        """
        unusual: Code | None = None
        refused: Unusable | None = None
        for item in items:
            found = self._read_item(item)
            if isinstance(found, Code) and not found.unusual:
                return found
            if isinstance(found, Code):
                unusual = unusual or found
            else:
                refused = refused or found
        return unusual or refused or Unusable("unreadable")

    def draw(self, payload: str) -> Code | None:
        """Make a code again from the payload it had; None when it may not or cannot be shown."""
        found = self._judge(payload)
        return found if isinstance(found, Code) else None

    def warm(self) -> None:
        """Load what reading and drawing need, before the first code comes."""
        self._codec.load_tools()

    def _read_item(self, item: DisplayItem) -> Code | Unusable | None:
        match classify(item):
            case QrText(text):
                return self._judge(text)
            case QrPicture() as picture:
                content = self._codec.decode(picture)
                return Unusable("unreadable") if content is None else self._judge(content)
            case NoCode():
                return None

    def _judge(self, payload: str) -> Code | Unusable:
        if not emv.looks_emv(payload):
            return self._other(payload)
        try:
            said = emv.parse(payload)
        except emv.BadEmv:
            return Unusable("unreadable")
        if not said.crc_ok:
            return Unusable("crc")
        foreign = self._foreign(emv.DEMO_SCHEME in said.schemes, set(said.schemes) == {emv.DEMO_SCHEME})
        if foreign:
            return Unusable(foreign)
        rows = self._codec.encode(payload)
        if rows is None:
            return Unusable("unreadable")
        return Code(
            payload=payload,
            rows=rows,
            emv=True,
            scheme=said.scheme,
            currency=said.currency,
            amount_minor=said.amount_minor,
            editable=said.editable,
            payee=said.payee or said.payee_local,
            expires=emv.expires_at(said),
            unusual=said.scheme not in KNOWN_SCHEMES,
        )

    def _other(self, payload: str) -> Code | Unusable:
        """Text that is no EMV code, or an address: as received."""
        foreign = self._foreign(emv.DEMO_SCHEME in payload, False)
        if foreign:
            return Unusable(foreign)
        rows = self._codec.encode(payload)
        if rows is None:
            return Unusable("unreadable")
        return Code(payload, rows, False, "", "", None, False, "", None, unusual=True)

    def _foreign(self, pretended: bool, only_pretended: bool) -> str:
        """Why a code is not this environment's; "" when it is. In the demo everything that could be paid is refused."""
        if self._environment == "live" and pretended:
            return "demo"
        if self._environment == "demo" and not only_pretended:
            return "live"
        return ""
