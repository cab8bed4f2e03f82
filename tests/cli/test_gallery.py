"""`kiosk gallery`: it draws what is asked for, sheets with it, finds nothing wrong, and does not overlook a fault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.cli.gallery import Gallery, draw
from kiosk.cli.gallery_looks import LOOKS, Look
from kiosk.cli.gallery_moments import Moment, moments
from kiosk.cli.trouble import Trouble
from kiosk.ui import fonts

MOMENTS = {moment.name: moment for moment in moments()}
FEW = [MOMENTS[name] for name in ("offering-long", "paid", "declined", "full", "over-keypad-settings", "office-pin")]


def with_small_print(text: str) -> Moment:
    """A declined sale with this small print."""
    declined = MOMENTS["declined"]
    return declined._replace(screen=replace(declined.screen, staff=replace(declined.screen.staff, small=text)))


@pytest.fixture(autouse=True)
def qt(qapp: QApplication) -> None:
    """The bundled font, as the command itself has it."""
    fonts.register()


@pytest.mark.parametrize("look", [look for look in LOOKS if look.language != "zh_CN"], ids=lambda look: look.name)
def test_a_few_moments_are_well_in_every_look(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], look: Look
) -> None:
    gallery = Gallery(tmp_path, [])
    gallery.look(look, FEW[LOOKS.index(look) % 2 :: 2])
    assert gallery.faults == 0, capsys.readouterr().out
    assert gallery.drawn >= 3


def test_what_is_asked_for_is_drawn_at_its_size_and_put_on_sheets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draw(FEW, tmp_path / "new", ["en", "contrast", "1024x600", "100"]) == 0
    folder = tmp_path / "new" / "en-contrast-1024x600-100"
    names = {file.stem for file in folder.iterdir()}
    parts = ("staff", "customer", "front", "drawer")
    assert {f"{name}.{part}" for name in ("paid", "declined") for part in parts} < names
    assert {"sheet-counter", "sheet-over", "sheet-office", "office-pin.staff"} < names
    picture = QImage(str(folder / "paid.staff.png"))
    assert (picture.width(), picture.height()) == (1024, 600)
    assert "0 faults" in capsys.readouterr().out
    assert [entry.name for entry in (tmp_path / "new").iterdir()] == [folder.name]


def test_every_page_over_another_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    over = [moment for moment in moments() if moment.name.startswith("over-keypad")]
    assert draw(over, tmp_path, ["zh_HK", "dark", "1280x800", "150"]) == 0, capsys.readouterr().out
    drawn = {file.stem.removeprefix("over-keypad-") for file in tmp_path.glob("*/over-keypad-*.staff.png")}
    assert {"settings.staff", "screens.staff", "sound.staff", "today.staff"} <= drawn


def test_the_customers_page_is_drawn_once_for_all_languages_of_the_staff(tmp_path: Path) -> None:
    assert draw([MOMENTS["paid"]], tmp_path, ["dark", "640x360", "100", "customer"]) == 0
    assert [file.stem for file in tmp_path.glob("*/paid.*")] == ["paid.customer"]


def test_a_text_that_is_cut_makes_it_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draw([with_small_print("no room at all " * 400)], tmp_path, ["en", "light", "1024x600", "100", "staff"]) == 1
    told = capsys.readouterr().out
    assert "FAULT en-light-1024x600-100/declined.staff: smallPrint" in told
    assert "1 pictures" in told


def test_a_character_without_a_picture_makes_it_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draw([with_small_print("\U0001f600")], tmp_path, ["en", "light", "1024x600", "100", "staff"]) == 1
    assert "no glyph for" in capsys.readouterr().out


def test_words_that_fit_no_picture_are_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no picture has purple in its name"):
        draw(FEW, tmp_path, ["purple"])
