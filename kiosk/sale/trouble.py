"""When the journal refuses: what a till still does, and what it leaves undone.

Theory. The step that could not be saved is thrown away, and `JournalBroke` is stepped on the till before it. Showing
less never waits, claiming more always does: a charge does not start, a cancelled code stays hidden, a success that
cannot be written down is not shown as paid. This step writes nothing itself, or it would be refused as well.
"""

from __future__ import annotations

from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import office_events as o
from kiosk.sale import states as s
from kiosk.sale.exchange import ask_ended, mailbox_answered, probe_answered
from kiosk.sale.moves import refuse_start
from kiosk.sale.news import MAY_TURN
from kiosk.sale.owner import checked, known
from kiosk.sale.payment import SIBLING_PAID
from kiosk.sale.till import Draft
from kiosk.sale.waking import resumed
from kiosk.values import replace

RETRY_S = 1.0
OPEN_FACTS = (f.QrProved, f.CodeUnusable, f.Pending, f.NotRegistered, f.Odd)


def journal_broke(draft: Draft, event: e.JournalBroke) -> None:
    """Charges do not start, results wait, a cancel keeps the code hidden."""
    draft.till = replace(draft.till, saved=False, retry_at=draft.now.mono + RETRY_S)
    counter, lost = draft.counter, event.event
    if not draft.till.awake:
        draft.to(s.OutOfService(event.why))
        return
    charging = isinstance(lost, e.ChargePressed) or (isinstance(counter, s.Ready) and counter.charge is not None)
    if isinstance(counter, s.Ready) and charging and counter.entry.minor:
        refuse_start(draft, counter, "storage")
    match lost:
        case e.LetterHeard() | e.StatusHeard():
            _fact_lost(draft, lost)
        case e.CancelPressed() | e.CancelConfirmed() | e.SetAsidePressed() | e.CannotPayChosen():
            _stop_lost(draft)
        case e.DoubtAnswered(show=False) | o.WrongAmountPressed():
            _stop_lost(draft)
        # What wrote nothing itself fell with a record of time's own: it holds all the same.
        case e.MailboxAnswered():
            mailbox_answered(draft, lost)
        case e.ProbeAnswered():
            probe_answered(draft, lost)
        case e.Resumed():
            resumed(draft, lost)
        case o.PinKnown():
            known(draft, lost)
        case o.PinChecked():
            checked(draft, lost)
        case e.StepFailed():
            draft.till = replace(draft.till, broken=lost.event)
        case _:
            pass


def _fact_lost(draft: Draft, lost: e.LetterHeard | e.StatusHeard) -> None:
    """A fact comes again by itself. Until then the code goes if it may have been used, and a success says so."""
    counter, front = draft.counter, draft.payment(draft.front)
    payment = draft.payment(lost.payment_id)
    if isinstance(lost, e.StatusHeard):
        ask_ended(draft, lost.payment_id, busy=False)
    success = isinstance(lost.fact, f.SuccessProved) and not (payment is not None and payment.paid)
    draft.till = replace(draft.till, owed=draft.till.owed or success)
    if payment is None or front is None or payment.sale != front.sale or isinstance(lost.fact, OPEN_FACTS):
        return
    if success and isinstance(counter, MAY_TURN) and payment.why != SIBLING_PAID:
        draft.to(s.StorageTrouble(draft.front))
    elif isinstance(counter, s.Offering):
        draft.to(replace(counter, blanked=True, question=""))


def _stop_lost(draft: Draft) -> None:
    """Staff wanted it gone: nothing is shown from here, and the way out is tried again."""
    counter, now = draft.counter, draft.now.mono
    match counter:
        case s.Offering():
            draft.to(replace(counter, blanked=True, question=""))
        case s.Ordering() | s.AwaitingQr():
            draft.to(s.AwaitingQr(counter.payment_id, now))
        case s.QrDoubtful():
            draft.to(replace(counter, until=now))
        case _:
            pass
