"""The made-up screens of the gallery, under the name that tests know them by."""

from kiosk.cli.gallery_screens import *  # noqa: F403  # handing them all on is what this file is for
