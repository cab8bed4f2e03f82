"""The command line. Hands on `main`, the entry of the `kiosk` command."""

from kiosk.cli.main import main

__all__ = ["main"]
