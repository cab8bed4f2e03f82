"""What gives way where room is dear: tiles, banner, key hints, the way back; never a word of a sale."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from kiosk.cli.gallery_checks import faults
from kiosk.cli.gallery_glass import runs
from kiosk.cli.gallery_moments import LONG_MESSAGE, LONG_REFERENCE, moments
from kiosk.cli.gallery_screens import FULL_KEYPAD, IDLE, SCREENS, both
from kiosk.sale.screen import Say
from kiosk.ui import fonts
from kiosk.ui.buttons import BigButton
from kiosk.ui.reference_edit import ReferenceEdit
from tests.ui.faces import Clock, make_kit
from tests.ui.stage import Stage

LYING, STANDING, ROOMY = (640, 360), (360, 640), (1280, 800)
MOMENTS = {moment.name: moment for moment in moments()}


@pytest.fixture
def clock(qapp: QApplication) -> Clock:
    fonts.register()
    return Clock()


def stage(clock: Clock, size: tuple[int, int], *, one_screen: bool = False) -> Stage:
    return Stage(clock, one_screen=one_screen, size=size)


def box(widget: QWidget) -> tuple[int, int, int, int]:
    place = widget.rect().translated(widget.mapTo(widget.window(), QPoint()))
    return place.left(), place.top(), place.right(), place.bottom()


@pytest.mark.parametrize(("size", "kept"), [(LYING, False), (STANDING, False), (ROOMY, True)])
def test_tiles_leave_a_small_window_to_the_running_sale_and_come_back(
    clock: Clock, size: tuple[int, int], kept: bool
) -> None:
    shown = stage(clock, size)
    shown.show(replace(SCREENS["idle"], staff=FULL_KEYPAD))
    assert shown.seen("tile1")
    shown.shell.staff.open("today")
    assert shown.seen("tile1") is kept
    shown.shell.staff.shut()
    shown.show("offering-long")
    assert shown.seen("tile1") is kept
    shown.show(replace(SCREENS["idle"], staff=FULL_KEYPAD))
    assert shown.seen("tile5")
    assert faults(shown.shell.staff_window) == []


def test_five_tiles_stand_in_two_lines_where_one_would_be_too_narrow(clock: Clock) -> None:
    narrow, wide = stage(clock, STANDING), stage(clock, ROOMY)
    for shown, lines in ((narrow, 2), (wide, 1)):
        shown.show(replace(SCREENS["idle"], staff=FULL_KEYPAD))
        assert len({box(shown.found(f"tile{number}"))[1] for number in range(1, 6)}) == lines


@pytest.mark.parametrize(("size", "beside"), [(LYING, True), (STANDING, False), (ROOMY, False)])
def test_a_banner_stands_between_lights_and_buttons_where_height_is_dear(
    clock: Clock, size: tuple[int, int], beside: bool
) -> None:
    shown = stage(clock, size)
    shown.show(both(FULL_KEYPAD, IDLE.page, None))
    banner, bar = box(shown.found("bannerText")), box(shown.found("topBar"))
    assert (banner[3] <= bar[3]) is beside
    assert banner[0] > box(shown.found("recordsLight"))[2] or not beside
    assert faults(shown.shell.staff_window) == []
    shown.show("idle")
    assert not shown.seen("bannerText")


def test_the_way_back_to_the_customer_gives_a_list_its_room(clock: Clock) -> None:
    small, roomy = stage(clock, LYING, one_screen=True), stage(clock, ROOMY, one_screen=True)
    for shown, kept in ((small, False), (roomy, True)):
        shown.show("offering")
        shown.hold("staffButton")
        assert shown.seen("showCustomerButton")
        shown.shell.staff.open("recent")
        assert shown.seen("showCustomerButton") is kept
        shown.click("backButton")
        assert shown.seen("showCustomerButton")


def test_pages_of_a_list_are_turned_beside_its_title_unless_the_window_stands(clock: Clock) -> None:
    moment = MOMENTS["over-sale-attention"]
    for size, beside in ((LYING, True), (ROOMY, True), ((1280, 900), True), (STANDING, False)):
        shown = stage(clock, size)
        shown.show(moment.screen)
        shown.shell.staff.open(moment.overlay)
        turner, title = box(shown.found("nextPageButton")), box(shown.found("overlayTitle"))
        assert (turner[1] <= title[3]) is beside
        before = shown.text("pageText")
        shown.click("nextPageButton")
        assert shown.text("pageText") != before


def test_the_code_leaves_every_word_its_room_in_a_standing_window(clock: Clock) -> None:
    plain, wordy = stage(clock, STANDING), stage(clock, STANDING)
    plain.show("offering")
    wordy.show(MOMENTS["longest-cny"].screen)
    sides = []
    for shown in (plain, wordy):
        window = shown.shell.customer_window
        assert window is not None
        assert faults(window) == []
        sides.append(shown.found("qrCode").width())
    assert sides[0] > sides[1] > 150


def test_small_print_of_any_length_is_whole_and_copy_stays_in_reach(clock: Clock) -> None:
    for size in (LYING, STANDING, ROOMY):
        shown = stage(clock, size)
        screen = SCREENS["declined"]
        shown.show(replace(screen, staff=replace(screen.staff, small=LONG_MESSAGE)))
        assert faults(shown.shell.staff_window) == []
        assert shown.found("copyButton").height() >= 48


def test_a_key_gives_way_to_the_words_of_its_button(clock: Clock) -> None:
    page = QWidget()
    page.resize(1280, 800)
    kit = make_kit(clock)
    button = BigButton(page, "button")
    button.dress(kit.theme)
    button.write("Checked, nothing more to do", key="Alt 3")
    page.show()
    painted = {}
    for width in (400, 60):
        button.place(page.rect().adjusted(0, 0, width - 1280, 60 - 800), kit.scale(page), 18)
        painted[width] = "".join(run.text for run in runs(button))
    assert "Alt 3" in painted[400]
    assert "Alt 3" not in painted[60]
    assert faults(page) == []


def test_a_long_reference_is_written_smaller_and_a_short_one_as_large_as_before(clock: Clock) -> None:
    shown = stage(clock, (800, 1280))
    sizes = []
    for reference in ("INV-1", LONG_REFERENCE, "INV-2"):
        shown.show(both(replace(FULL_KEYPAD, reference=reference), IDLE.page, None))
        field = shown.found("referenceEdit")
        assert isinstance(field, ReferenceEdit)
        sizes.append(field.font().pixelSize())
        assert "".join(run.text for run in runs(field)).replace(" ", "") == reference.replace(" ", "")
    assert sizes[0] == sizes[2] >= sizes[1]


def test_the_amount_to_check_stays_in_one_line(clock: Clock) -> None:
    shown = stage(clock, STANDING)
    shown.show(both(FULL_KEYPAD, SCREENS["typing"].customer.page, MOMENTS["longest-cny"].screen.customer.money))
    amount = shown.found("customerAmountText")
    assert isinstance(amount, QLabel)
    assert len({run.box.y() for run in runs(amount)}) == 1


def test_a_tile_says_its_number_in_full_where_it_needs_a_third_line(clock: Clock) -> None:
    shown = stage(clock, STANDING)
    tile = replace(FULL_KEYPAD.tiles[1], returns=True, sale=123456, fact=Say("staff.tile.unsure"))
    shown.show(both(replace(FULL_KEYPAD, tiles=(tile,)), IDLE.page, None))
    button = shown.found("tile1")
    assert len({run.box.y() for run in runs(button)}) == 3
    words = "".join(run.text for run in runs(button)).replace(" ", "")
    assert "#123456" in words
    assert "0:12" in words
    spoken = button.accessibleName()
    shown.show(both(replace(FULL_KEYPAD, tiles=(replace(tile, sale=7),)), IDLE.page, None))
    assert button.accessibleName() == spoken.replace("#123456", "#7")
