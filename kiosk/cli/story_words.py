"""Each record in plain English, for a shop owner and for a dispute: what happened, what was known of the money, what
the screens showed, and what it proves.

Said is what the record itself states and the house's laws add: a code is shown after its record, "paid" after its own.
It must not know the journal or how a story is printed.
"""

from __future__ import annotations

from kiosk.cli.payment_rows import local
from kiosk.sale import office_records as o
from kiosk.sale import records as r
from kiosk.sale.payment import SIBLING_PAID, Payment
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One record's words; "" where there is nothing to say."""

    what: str
    known: str = ""
    shown: str = ""
    proves: str = ""


_WATCHED = {
    "sibling_paid": "Another attempt of the same sale was paid, so this one went off the screen.",
    "storage": "The records of this till could not be written for a while.",
    "deadline": "The code's time was over.",
}
_GIVEN_UP = {
    "code_refused": "The code that came was not shown: it did not fit, or staff did not allow it.",
    "code_unreadable": "The code that came was not shown: it could not be read back.",
    "no_code": "No code came that could still be shown.",
    "cancel": "Staff stopped the sale before a code was shown.",
    "wrong_amount": "Staff stopped the sale before a code was shown: its amount was wrong.",
    "sibling_paid": _WATCHED["sibling_paid"].replace("went off the screen", "was never shown"),
    "storage": _WATCHED["storage"],
    "restart": "The program had been restarted before a code was shown.",
}
_CLOSED = {
    "cancel": "Staff stopped the sale.",
    "code_refused": "Without a code that may be shown, the sale was given up.",
    "moved_on": "Staff went on to the next customer.",
    "no_code": "No code came in time, and the sale was given up.",
    "restart": "The program had been restarted, and nobody stood there any more.",
    "new_code": "Staff gave the customer a new code for the same sale.",
}
_RAISED = {
    "late": "It was paid after the sale was over here.",
    "double": "Money came twice for the same sale.",
    "moved": "ecommpay said that money may have moved although it was not successful.",
    "amount": "ecommpay stated another amount than this sale's.",
    "customer": "ecommpay named another customer than this sale's.",
    "reversed": "ecommpay spoke of money that went back.",
    "shared": "ecommpay named an operation that already belongs to another payment.",
    "after_decline": "It was paid after ecommpay had declined it.",
    "unsettled": "The customer may have paid, and the end was not known.",
    "claimed": "The customer said that it was paid.",
    "gaps": "Records of it are missing: it may have been shown and paid, and the goods may have gone.",
    "silent": "In 14 days ecommpay gave no signed answer about it.",
}
_DECIDED = {"goods": "the goods were given", "returned": "the money was returned by hand", "checked": "it was checked"}
_NOT_SENT = {
    "unregistered": "ecommpay said twice, at least 10 s apart, that it does not know this payment; no code was shown.",
    "unreachable": "ecommpay could not be reached: the order surely never left.",
    "tls": "The connection to ecommpay was not safe: the order surely never left.",
    "timeout": "No connection to ecommpay came about in time: the order surely never left.",
    "late": "The order could not leave in time and was held back.",
}


def step_of(record: r.Record, before: Payment | None) -> Step | None:
    """The words of a record; `before` is the payment that the earlier records add up to. None: no words for it."""
    return _road(record) or _code(record, before) or _end(record, before) or _staff(record, before) or _beside(record)


def _beside(record: r.Record) -> Step | None:
    return _office(record) or _evidence(record)


def _road(record: r.Record) -> Step | None:
    match record:
        case r.Intended():
            attempt = "" if record.attempt <= 1 else f", attempt {record.attempt}"
            reference = f", reference {record.reference!r}" if record.reference else ""
            money = f"{record.money.currency} {record.money.grouped}"
            return Step(
                f"{money} was charged as sale {record.sale}{attempt}{reference}.",
                known="nothing yet; no order had left.",
                shown="staff and customer: please wait, the code is on its way.",
                proves="this id was written down before anything was sent; it is sent once and never again.",
            )
        case r.Submitted():
            return Step(
                "The order left for ecommpay, or may have.", known="ecommpay may know the payment from here on."
            )
        case r.Acknowledged():
            return Step(
                "ecommpay accepted the order for processing.",
                known="accepted is not paid: nobody could pay before a code came.",
                proves="a payment with this id exists at ecommpay.",
            )
        case r.Refused(why="refused"):
            said = " ".join(part for part in (record.message, f"({record.code})" if record.code else "") if part)
            return Step(
                f"ecommpay refused the order: {said or 'without a reason'}.",
                known="it never came to be.",
                shown="staff: not started.",
                proves="no money can have moved with this id, and no code was shown.",
            )
        case r.Refused():
            return Step(
                _NOT_SENT.get(record.why, f"The payment never came to be ({record.why})."),
                known="it never came to be.",
                shown="staff: not started.",
                proves="no code was shown, so nobody can have paid with this id.",
            )
        case _:
            return None


def _code(record: r.Record, before: Payment | None) -> Step | None:
    match record:
        case r.CodeCame():
            about = "about " if record.about else ""
            fits = (
                "currency fits the sale; it leaves the amount open"
                if record.open_amount
                else "currency and amount fit the sale"
            )
            return Step(
                f"The code came, to be used until {about}{local(record.deadline)}.",
                known=f"it was signed by ecommpay, and its {fits}.",
                shown="not yet the code.",
            )
        case r.CodeShown():
            return Step(
                "The code was drawn, read back, and about to be seen.",
                known="from here on somebody may have scanned it.",
                shown="customer: the code with its time. Staff: waiting for payment.",
            )
        case r.DeadlineMoved():
            return Step(
                f"ecommpay said that it still waits for the scan: time until {local(record.deadline)}.",
                shown="the code, with more time.",
            )
        case r.Watched() if before is not None and not before.shown:
            return Step(
                _GIVEN_UP.get(record.why, f"This attempt was given up before a code was shown ({record.why})."),
                known="no code of it was ever on a screen; ecommpay is asked about it all the same, 14 days long.",
                shown="no code, and no result.",
            )
        case r.Watched():
            return Step(
                _WATCHED.get(record.why, f"The code went off the screen ({record.why})."),
                known="the end was not known; the customer may have paid. ecommpay is asked until it is, 14 days long.",
                shown="no code any more, and no result.",
            )
        case _:
            return None


def _end(record: r.Record, before: Payment | None) -> Step | None:
    match record:
        case r.Succeeded():
            return _paid(record, before)
        case r.Failed(why="silence"):
            return Step(
                "14 days were over without a payment.",
                known="the last signed word was that it is still open, or no code was ever shown.",
                proves="nothing more than that: it is taken as not paid.",
            )
        case r.Failed():
            said = " ".join(part for part in (record.message, f"({record.code})" if record.code else "") if part)
            word = "expired" if record.why == "expired" else "declined"
            return Step(
                f"ecommpay said, signed: {word}{f', {said}' if said else ''}.",
                known="not paid, as far as ecommpay can say. It is asked three times more, because that can change.",
                shown="staff: the code's time is over." if record.dead else "staff and customer: not paid.",
                proves="according to ecommpay no money was taken.",
            )
        case _:
            return None


def _paid(record: r.Succeeded, before: Payment | None) -> Step:
    operation = "" if record.operation_id.startswith("#") else f" (operation {record.operation_id})"
    proves = "ecommpay's signature, the project, this payment's id, its amount and its currency were compared and fit."
    if before is not None and before.paid:
        return Step(
            f"ecommpay said, signed: paid once more{operation}.", known="money came a second time.", proves=proves
        )
    said = f"ecommpay said, signed: paid{operation}."
    return Step(said, known="paid. This is final here.", shown=_green(record, before), proves=proves)


def _green(record: r.Succeeded, before: Payment | None) -> str:
    """Where the result was seen."""
    if before is not None and before.why == SIBLING_PAID:
        return "staff: an item under Attention; another attempt of the sale had been paid."
    if record.late:
        return "staff: the item stands under Attention; the sale was over here."
    if before is not None and before.patchy:
        return "paid, and a word that records are missing, so that the goods do not go twice."
    if before is not None and before.set_aside:
        return "staff: the tile turned green, and only after this was written down."
    return "PAID, green, and only after this was written down."


def listed(kind: str) -> str:
    """An item of attention in words; the kind itself where there are none."""
    return _RAISED.get(kind, kind)


def _staff(record: r.Record, before: Payment | None) -> Step | None:
    match record:
        case r.SetAside():
            return Step("Staff set the sale aside to serve the next customer.", shown="staff: a tile on the keypad.")
        case r.BroughtBack():
            return Step("Staff brought the sale back to the front.")
        case r.Closed():
            return Step(
                _CLOSED.get(record.why, f"The sale was over for the person in front ({record.why.replace('_', ' ')})."),
                known="a code that was scanned can still be paid: it is watched all the same."
                if before is None or before.shown
                else "no code of it was ever on a screen.",
            )
        case r.Raised():
            return Step(
                f"{_RAISED.get(record.kind, f'Something differs ({record.kind}).')} {_detail(record)}".rstrip(),
                shown="staff: an item under Attention, until a person decides.",
                known="it cannot become a plain paid any more." if record.stopped else "",
            )
        case r.Decided():
            chosen = _DECIDED.get(record.choice, record.choice)
            return Step(f"{record.by or 'A person'} settled what stood under Attention: {chosen}.")
        case r.Orphaned():
            return Step(
                "A signed letter came about a payment of this till that this journal did not hold.",
                known="the records may come from an older copy; ecommpay was asked.",
                shown="staff: an item under Attention.",
            )
        case _:
            return None


def _office(record: r.Record) -> Step | None:
    """What people decided beside the platform."""
    match record:
        case o.Returned():
            way = {"cash": "in cash", "fps": "by FPS"}.get(record.way, "another way")
            money = f"{record.money.currency} {record.money.grouped}"
            what = f"{_somebody(record.by)} returned {money} by hand, {way}: {record.reason}."
            return Step(what, known="This rail has no refund; nobody but that person says so.")
        case o.HandMarked():
            what = f"{_somebody(record.by)} let the goods go as paid by hand: {record.reason}."
            return Step(what, known="ecommpay has not confirmed it, and this says so for ever.")
        case o.Trusted():
            what = "The goods went without a result, because the sale was below the owner's limit."
            return Step(what, known="The end was not known.")
        case o.Overridden():
            what = f"{_somebody(record.by)} overrode the till ({record.what}): {record.reason}."
            return Step(what, known="This payment had no result yet; the customer may pay twice.")
    return None


def _somebody(name: str) -> str:
    return name or "Somebody"


def _detail(record: r.Raised) -> str:
    return f"It said: {record.detail}." if record.detail and record.kind != "gaps" else ""


def _evidence(record: r.Record) -> Step | None:
    match record:
        case r.Noted():
            source = "A signed letter" if record.letter else "ecommpay's signed answer"
            word = "still open" if record.pending else "no end that counts"
            return Step(f"{source} said {record.said or 'nothing new'!r}: {word}.")
        case r.Rested():
            return Step("No question is due any more; the payment is only heard from now on.")
        case r.LetterKept():
            return Step(f"A letter came through the relay (position {record.position}); it is kept as it came.")
        case r.RequestKept(call="order"):
            return Step("The order as it was sent is kept.")
        case r.RequestKept():
            return Step("This till asked ecommpay how the payment stands; the question is kept.")
        case r.AnswerKept(raw=b""):
            return Step(f"No answer came ({record.why}).", known="nothing new: no answer proves nothing.")
        case r.AnswerKept():
            return Step("The answer is kept; it changed nothing." if not record.why else _useless(record.why))
        case _:
            return None


def _useless(why: str) -> str:
    return f"An answer came that proves nothing ({why}); it is kept."
