"""Parts are a plain value."""

from pathlib import Path

from kiosk.compose.demo import demo
from kiosk.compose.parts import Parts


def test_parts_of_a_demo_close_quietly_before_anything_was_made(tmp_path: Path) -> None:
    parts = demo(tmp_path)
    assert isinstance(parts, Parts)
    assert parts.rules.environment == "demo"
    parts.close()
