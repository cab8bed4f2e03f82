"""The first page: what it prints must work."""

from pathlib import Path

from kiosk.cli import welcome
from kiosk.settings import read


def test_the_example_is_a_settings_file() -> None:
    settings = read(welcome.EXAMPLE.encode(), Path("etc"))
    assert settings.till.id == "till1"
    assert settings.gate.secret.file == Path("etc/gate.secret")


def test_the_page_offers_the_demo_and_the_set_up() -> None:
    page = welcome.text(Path("etc/settings.toml"))
    for words in ("kiosk demo", "kiosk doctor", "kiosk run", "etc/settings.toml", welcome.EXAMPLE):
        assert words in page
