"""The made-up screens of what people decide, under the name that tests know them by."""

from kiosk.cli.gallery_office import *  # noqa: F403  # handing them all on is what this file is for
