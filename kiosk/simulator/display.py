"""The press: makes what the customer scans, as text or picture, right or wrong as the story wants.

Sources: EMVCo "Merchant-presented mode", HKICL "Common QR code" (template 26 with 05 as its time-out in
Hong Kong time). With the scheme ``demo.invalid`` no bank's app can pay it. It must not know stories,
letters or the clock.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.gate import emv
from kiosk.simulator.payment import Code, Order
from kiosk.simulator.plot import CodeForm

_LONGEST_NAME = 25


@dataclass(frozen=True, slots=True)
class Payee:
    """Whom the code names, in English (tag 59) and optionally in Chinese (tag 64), 25 characters each."""

    name_en: str = "Lucky Tea House"
    name_zh: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError when a name does not fit into a code."""
        if not 0 < len(self.name_en) <= _LONGEST_NAME or not self.name_en.isascii():
            raise ValueError(f"payee {self.name_en!r}: use 1 to {_LONGEST_NAME} ASCII characters")
        if len(self.name_zh) > _LONGEST_NAME:
            raise ValueError(f"payee {self.name_zh!r}: use at most {_LONGEST_NAME} characters")


@dataclass(frozen=True, slots=True)
class Press:
    """Makes codes of one scheme for one payee."""

    scheme: str
    payee: Payee

    def code(self, order: Order, form: CodeForm, expires: float) -> Code:
        """The code for an order; ``expires`` in wall seconds is written into it as Hong Kong time."""
        payload = self._payload(order, form, expires)
        if form == "picture":
            item = {"type": "qr_img", "title": "QR code", "data": _picture(payload)}
        else:
            item = {"type": "qr_data", "title": "QR code", "data": payload}
        return Code((item,), payload, expires)

    def _payload(self, order: Order, form: CodeForm, expires: float) -> str:
        amount: int | None = order.amount_minor
        if form == "no amount":
            amount = None
        elif form == "other amount":
            amount = order.amount_minor + 100
        payload = emv.build(
            scheme=self.scheme,
            currency=order.currency,
            amount_minor=amount,
            payee=self.payee.name_en,
            payee_local=self.payee.name_zh,
            expires=datetime.fromtimestamp(expires, UTC),
            editable=form == "editable amount",
        )
        return _spoiled(payload) if form == "bad checksum" else payload


def _spoiled(payload: str) -> str:
    """The same text with another last digit, so that its checksum is wrong whatever it was."""
    return payload[:-1] + ("0" if payload[-1] != "0" else "1")


def _picture(payload: str) -> str:
    """A PNG of the code as a data URI: four modules of margin, four pixels a module, black on white."""
    import qrcode  # only this story needs it, and it brings the whole imaging library with it
    from PIL import Image

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(payload)
    rows = code.get_matrix()
    image = Image.new("1", (len(rows[0]), len(rows)), 1)
    image.putdata([0 if dark else 1 for row in rows for dark in row])
    held = io.BytesIO()
    image.resize((image.width * 4, image.height * 4), Image.Resampling.NEAREST).save(held, "PNG")
    return "data:image/png;base64," + base64.b64encode(held.getvalue()).decode("ascii")
