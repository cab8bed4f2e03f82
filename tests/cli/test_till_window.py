"""One till in its windows: what the settings make of it, and that it ends when asked."""

import os
import signal
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kiosk.cli.till_window import Look, TillWindow
from kiosk.compose.demo import demo
from kiosk.settings import read
from kiosk.ui.shell import Shell
from kiosk.ui.texts import Language, Texts
from tests.leavings import closed_at_end

SETTINGS = b"""
[shop]
name_en = "Lucky Tea House"
[till]
id = "till1"
customer_ip = "203.0.113.7"
language = "en"
[gate]
url = "https://api.example.com"
project_id = 383000
environment = "test"
secret = { file = "gate.secret" }
[relay]
url = "https://relay.example.com"
token = { file = "relay.token" }
[screens]
customer = "CUSTOMER"
theme = "dark"
scale = 1.25
"""


def look(text: bytes) -> Look:
    return Look.of(read(text, Path(), "settings.toml"))


def test_the_look_is_the_settings(qapp: QApplication) -> None:
    found = look(SETTINGS.replace(b'"CUSTOMER"', b'"none"'))
    assert (found.shop.name_en, found.language, found.theme, found.scale) == (
        "Lucky Tea House",
        Language.EN,
        "dark",
        1.25,
    )
    assert found.places.fullscreen
    assert found.places.one_screen


def test_the_shops_picture_is_shown_and_one_that_cannot_be_read_is_left_out(
    qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert look(SETTINGS).shop.logo == b""
    file = tmp_path / "logo.png"
    text = SETTINGS.replace(b"[till]", f'logo = "{file.as_posix()}"\n[till]'.encode())
    assert look(text).shop.logo == b""
    assert "shop.logo cannot be read" in caplog.text
    Image.new("RGB", (8, 8)).save(file)
    assert look(text).shop.logo.startswith(b"\x89PNG")


def test_a_named_screen_is_the_customers(qapp: QApplication) -> None:
    assert look(SETTINGS).places.customer_screen == "CUSTOMER"


def test_without_a_second_screen_both_share_one(qapp: QApplication) -> None:
    found = look(SETTINGS.replace(b'"CUSTOMER"', b'""'))
    assert not found.places.one_screen, "a second screen is taken as soon as there is one"
    shell = Shell(Texts(), lambda: 0.0, places=found.places)
    closed_at_end(shell)
    assert (shell.one is not None) is (len(QApplication.screens()) == 1)


def test_sigterm_ends_the_till(qapp: QApplication, tmp_path: Path) -> None:
    till = TillWindow(demo(tmp_path), Look.for_demo(one_screen=True))
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert till.exec() == 0
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_the_phone_stands_beside_the_demo_and_goes_with_it(qapp: QApplication, tmp_path: Path) -> None:
    till = TillWindow(demo(tmp_path), Look.for_demo(one_screen=False))
    till.open()
    till.open_phone()
    phones = [w for w in QApplication.topLevelWidgets() if w.objectName() == "phonePanel" and w.isVisible()]
    assert len(phones) == 1
    till.close()
    assert not phones[0].isVisible()


def test_no_phone_comes_to_a_till_that_was_closed_in_its_first_moment(qapp: QApplication, tmp_path: Path) -> None:
    till = TillWindow(demo(tmp_path), Look.for_demo(one_screen=False))
    till.open()
    till.close()
    till.open_phone()
    assert not [w for w in QApplication.topLevelWidgets() if w.objectName() == "phonePanel"]
