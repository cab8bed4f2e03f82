"""The tour tells when a step did not come. That it plays is tested with the command."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.cli.till_window import Look, TillWindow
from kiosk.cli.tour import Tour
from kiosk.compose.demo import demo


def test_a_step_that_does_not_come_ends_the_tour_with_its_place(qapp: QApplication, tmp_path: Path) -> None:
    till = TillWindow(demo(tmp_path), Look.for_demo(one_screen=True))
    tour = Tour(till, tmp_path, step_ms=1)
    till.runner.present()
    assert till.exec() == 1
    assert tour.stuck
