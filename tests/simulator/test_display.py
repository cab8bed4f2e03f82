"""What the customer scans: the text tag by tag, and the picture by a decoder that is not ours."""

import base64
import binascii
import io

import pytest
import zxingcpp
from PIL import Image

from kiosk.simulator.display import Payee, Press
from kiosk.simulator.payment import Code, Order
from kiosk.simulator.plot import CodeForm
from tests.simulator.helpers import START


def code(
    form: CodeForm = "text",
    currency: str = "HKD",
    payee: Payee | None = None,
    scheme: str = "demo.invalid",
    amount: int = 12_805,
) -> Code:
    order = Order("till1-a", amount, currency, "c1", "192.0.2.0")
    return Press(scheme, payee or Payee()).code(order, form, START + 300)


def tags(text: str) -> dict[str, str]:
    """Tag, two digits of length, value; again and again."""
    found: dict[str, str] = {}
    while text:
        found[text[:2]], text = text[4 : 4 + int(text[2:4])], text[4 + int(text[2:4]) :]
    return found


def test_the_text_says_what_is_to_be_paid_to_whom_and_until_when() -> None:
    made = code()
    found = tags(made.payload)
    account = tags(found["26"])
    assert found["00"] == "01"
    assert account["00"] == "demo.invalid"
    assert account["05"] == "270115160500"  # 08:05 UTC is 16:05 in Hong Kong
    assert "06" not in account
    assert (found["53"], found["54"], found["58"], found["59"]) == ("344", "128.05", "HK", "Lucky Tea House")
    assert made.payload[-8:-4] == "6304"
    assert made.payload[-4:] == f"{binascii.crc_hqx(made.payload[:-4].encode(), 0xFFFF):04X}"
    assert made.items == ({"type": "qr_data", "title": "QR code", "data": made.payload},)
    assert made.expires == START + 300


def test_currency_scheme_and_a_chinese_name() -> None:
    found = tags(code(currency="CNY", scheme="hk.com.hkicl", payee=Payee("Lucky", "好運茶室")).payload)
    assert found["53"] == "156"
    assert tags(found["26"])["00"] == "hk.com.hkicl"
    assert found["59"] == "Lucky"
    assert tags(found["64"])["01"] == "好運茶室"


def test_codes_that_are_not_as_they_should_be() -> None:
    good = code().payload
    assert "54" not in tags(code("no amount").payload)
    assert tags(code("other amount").payload)["54"] == "129.05"
    assert tags(tags(code("editable amount").payload)["26"])["06"] == "1"
    assert code("bad checksum").payload[:-1] == good[:-1]
    assert code("bad checksum").payload != good


@pytest.mark.parametrize("amount", range(100, 150))
def test_a_bad_checksum_is_wrong_whatever_the_right_one_was(amount: int) -> None:
    text = code("bad checksum", amount=amount).payload
    assert int(text[-4:], 16) != binascii.crc_hqx(text[:-4].encode(), 0xFFFF)


def test_a_picture_holds_the_same_text() -> None:
    made = code("picture", payee=Payee("Lucky", "好運茶室"))
    (item,) = made.items
    head, _, body = item["data"].partition(",")
    assert (item["type"], head) == ("qr_img", "data:image/png;base64")
    picture = Image.open(io.BytesIO(base64.b64decode(body, validate=True)))
    assert picture.format == "PNG"
    assert picture.width == picture.height <= 2000
    (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert found.bytes == made.payload.encode()
    assert made.payload == code(payee=Payee("Lucky", "好運茶室")).payload


@pytest.mark.parametrize("names", [("", ""), ("x" * 26, ""), ("好運", ""), ("Lucky", "好" * 26)])
def test_a_name_that_does_not_fit(names: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="payee"):
        Payee(*names)
