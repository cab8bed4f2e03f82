"""The made-up screens of what people decide, under the name that tests know them by."""

from kiosk.cli.gallery_office import *  # noqa: F403  # handing them all on is what this file is for
from kiosk.cli.gallery_office import AGO, OPEN_CASE, SOON
from kiosk.cli.gallery_truth import CNY, sold
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import State
from kiosk.sale.rows import row_of
from kiosk.sale.screen import Act, Button, Case, Say
from kiosk.values import replace

REFERENCE = "INV-2026-000123 枱 8"
CLAIMED_ROW = row_of(sold(123456, State.WATCHING, CNY, reference=REFERENCE, attention=("claimed",)))
# More than the counter lets stand on one page: the room for all of it is looked at.
CLAIMED_CASE = Case(
    row=replace(CLAIMED_ROW, last=AGO, next=SOON),
    known=OPEN_CASE.known,
    told=(*CLAIMED_ROW.attention, Say("staff.case.returned", (("amount", Money(12_850, Currency.CNY)),))),
    acts=tuple(Button(act) for act in (Act.GOODS, Act.CHECKED, Act.RETURN, Act.HAND, Act.FORCE, Act.CHECK_NOW)),
    most=Money(1_285, Currency.CNY),
    due=Money(1_285, Currency.CNY),
)
