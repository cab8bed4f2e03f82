"""Libraries and their packages."""

from kiosk.cli.debian import PACKAGES, install_line


def test_known_libraries_become_one_line_to_type() -> None:
    assert install_line(["libglib-2.0.so.0", "libEGL.so.1", "libgthread-2.0.so.0"]) == (
        "On Debian or Ubuntu: sudo apt-get install -y libegl1 libglib2.0-0"
    )


def test_strange_libraries_are_not_dropped() -> None:
    assert install_line(["libodd.so.3"]) == "Install the packages of your system that hold libodd.so.3"
    assert install_line(["libodd.so.3", "libGL.so.1"]) == (
        "On Debian or Ubuntu: sudo apt-get install -y libgl1. Install the packages of your system that hold libodd.so.3"
    )


def test_the_table_holds_what_a_bare_system_lacks() -> None:
    assert {"libxcb-cursor.so.0", "libxkbcommon-x11.so.0", "libEGL.so.1", "libdbus-1.so.3"} <= set(PACKAGES)
    assert all(".so." in name for name in PACKAGES)
