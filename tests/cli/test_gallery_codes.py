"""The reading of codes off a picture: what the screen says is found, anything else is told."""

from dataclasses import replace

from kiosk.cli.gallery_codes import misread, read
from kiosk.cli.gallery_screens import PAYLOAD, code, offering, qr_view
from kiosk.sale.screen import CustomerPage, CustomerView, Screen
from tests.ui.faces import make_shell
from tests.ui.screens import NOW, SCREENS


def test_the_code_of_the_screen_is_read_off_both_windows(qapp: object) -> None:
    shell = make_shell(lambda: NOW)
    shell.show()
    shell.show_screen(SCREENS["offering"])
    assert shell.customer_window is not None
    for window in (shell.staff_window, shell.customer_window):
        picture = window.grab().toImage()
        assert read(picture) == [PAYLOAD]
        assert list(misread(window, picture, SCREENS["offering"])) == []


def test_another_code_and_one_that_is_covered_are_told(qapp: object) -> None:
    shell = make_shell(lambda: NOW)
    shell.show()
    shell.show_screen(SCREENS["offering"])
    window = shell.staff_window
    picture = window.grab().toImage()
    other = offering(qr_view(code=replace(code(), payload="another")))
    assert "is read as" in next(misread(window, picture, other))
    picture.fill("#ffffff")
    assert "is read as []" in next(misread(window, picture, SCREENS["offering"]))
    none = Screen(SCREENS["paid"].staff, CustomerView(CustomerPage.PAID))
    assert "the screen does not have" in next(misread(window, picture, none))


def test_where_no_code_is_in_sight_nothing_is_looked_for(qapp: object) -> None:
    shell = make_shell(lambda: NOW)
    shell.show()
    shell.show_screen(SCREENS["paid"])
    assert list(misread(shell.staff_window, shell.staff_window.grab().toImage(), SCREENS["offering"])) == []
