"""How lists and pages call a sale: by its number, where that is known. Must not know where it is written."""

from __future__ import annotations

from kiosk.sale.screen import Row
from kiosk.ui.words import Words


def sale_number(row: Row) -> str:
    """The sale's number as lists show it; nothing where the records that would tell it are missing."""
    return f"#{row.sale}" if row.sale else ""


def sale_title(words: Words, row: Row) -> str:
    """The sale's number as the title of a page."""
    return words.staff("staff.sale_number", sale=row.sale) if row.sale else words.staff("staff.sale_unknown")
