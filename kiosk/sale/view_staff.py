"""The staff's page by the state of the counter: words by key, buttons, questions.

Rules of the words: say what is known, what to do with the goods, and what not to do. No dead ends: every page
that waits for a person has a button that goes on.
"""

from __future__ import annotations

from functools import cache

from kiosk.sale import states as s
from kiosk.sale import view_lists as lists
from kiosk.sale import view_office as office
from kiosk.sale import words
from kiosk.sale.moves import gives_way, sale_shown, time_over
from kiosk.sale.office import Gate
from kiosk.sale.overrides import may_force, may_trust
from kiosk.sale.payment import GAPS, Payment
from kiosk.sale.same import same
from kiosk.sale.screen import Act, Button, Left, QrView, Question, Say, StaffPage, StaffView, Tone
from kiosk.sale.till import Now, Till
from kiosk.sale.verdict import GOODS_ONCE, MAYBE_GONE, ONCE, verdict
from kiosk.sale.view_keypad import fault, keypad_view
from kiosk.sale.waking import CLOCK_OFF_S
from kiosk.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Page:
    """The words and buttons of one page."""

    page: StaffPage
    tone: Tone
    headline: Say | None = None
    action: Say | None = None
    small: str = ""
    question: Question | None = None
    acts: tuple[Act, ...] = ()
    refused: tuple[Button, ...] = ()


def staff_view(till: Till, now: Now, qr: QrView | None) -> StaffView:
    """The staff's screen at this moment."""
    counter = till.counter
    payment = till.payments.get(s.front(counter))
    page = _page(till, counter, payment)
    summed = office.shows_totals(till, now)
    base = StaffView(
        page=page.page,
        tone=page.tone,
        currencies=till.rules.currencies,
        money=payment.money if payment else None,
        sale=payment.sale if payment else 0,
        headline=page.headline,
        action=page.action,
        verdict=_verdict(till, counter, payment, page),
        small=page.small,
        answer=_answer(till, counter),
        checked=_checked(till),
        checked_id=till.asked.payment_id if till.asked is not None else "",
        qr=qr,
        question=page.question,
        buttons=(*_buttons(till, page.acts), *page.refused),
        strip=lists.strip(till),
        tiles=lists.tiles(till),
        recent=lists.recent(till),
        attention=lists.attention(till, now),
        totals=lists.totals(till) if summed else (),
        apart=office.apart(till) if summed else (),
        owner=office.owner(till, now),
        found=office.found(till),
        case=office.case(till, now),
        names=till.office.names,
        refused=office.refused(till),
        day=till.day,
        lights=lists.lights(till, now),
        banner=_banner(till),
    )
    if isinstance(counter, s.Ready):
        return keypad_view(till, now, counter, base)
    return replace(base, money=counter.money) if isinstance(counter, s.NotStarted) else base


def _buttons(till: Till, acts: tuple[Act, ...]) -> tuple[Button, ...]:
    """A sixth tile sends another one off the keypad: that is said before."""
    leaving = gives_way(till.tiles, till.payments) if Act.SET_ASIDE in acts else None
    if leaving is None:
        return _plain(acts)
    key = "staff.set_aside.full_ended" if leaving.ended else "staff.set_aside.full"
    said = Button(Act.SET_ASIDE, why=Say(key, (("sale", leaving.sale), ("amount", leaving.money))))
    return tuple(said if button.act is Act.SET_ASIDE else button for button in _plain(acts))


def _verdict(till: Till, counter: s.Counter, payment: Payment | None, page: Page) -> tuple[Say, ...]:
    if isinstance(counter, s.Approved) and payment is not None:
        if _unsure(till, payment):
            return (MAYBE_GONE, ONCE)
        return (GOODS_ONCE,) if _twice(till, payment) is not None else ()
    attempts: list[Payment] = []
    # Only where it matters: this runs for every screen, and there may be thousands of payments.
    if payment is not None and isinstance(counter, s.Declined | s.Stopped):
        attempts = [p for p in till.payments.values() if p.sale == payment.sale]
    doubt = any(p.shown and not p.ended for p in attempts if p is not payment)
    if isinstance(counter, s.Declined):
        # What is missing here may be this customer's second payment.
        doubt = doubt or any(p.attention and (p.closed == "orphan" or p.patchy) for p in till.payments.values())
    said = verdict(counter, shown=any(p.shown for p in attempts), blocked=bool(page.refused), doubt=doubt)
    open_ = isinstance(counter, s.Checking | s.Confirming | s.Unsettled) and page.action != Say("staff.gaps.action")
    return (*said, MAYBE_GONE) if open_ and payment is not None and _unsure(till, payment) else said


def _banner(till: Till) -> Say | None:
    if isinstance(till.counter, s.OutOfService):
        return Say(words.OUT_OF_SERVICE.get(till.counter.why, "staff.cause.records"))
    if till.broken:
        return fault(till)
    if not till.saved:
        return Say("staff.cannot_save.headline" if till.owed else "staff.storage_before.headline")
    if till.lines.relay_why == "elsewhere":
        return Say("staff.identity_elsewhere.headline")
    if isinstance(till.counter, s.Checking) and till.counter.why == "restart":
        asked = (till.payments.get(name) for name in till.restarted)
        return Say("staff.restarted.headline", (("n", sum(1 for p in asked if p is not None and p.watched)),))
    if abs(till.lines.clock_offset_s) > CLOCK_OFF_S:
        return Say("staff.clock.headline")
    return None


def _answer(till: Till, counter: s.Counter) -> Say | None:
    if isinstance(counter, s.NotStarted) and counter.why in words.CAUSE:
        return Say(words.CAUSE[counter.why])
    return _checked(till) if till.asked is not None and till.asked.payment_id == s.front(counter) else None


def _checked(till: Till) -> Say | None:
    """What the last check was answered, of whichever sale it was, as long as nothing newer is known of it."""
    asked = till.asked
    payment = till.payments.get(asked.payment_id) if asked is not None else None
    if asked is None or (payment is not None and payment.paid is not (asked.answer == "paid")):
        return None
    return Say(words.CHECKED[asked.answer], (("time", asked.at),))


@cache
def _plain(acts: tuple[Act, ...]) -> tuple[Button, ...]:
    return tuple(map(Button, acts))


def _say(key: str) -> tuple[Say, Say | None]:
    headline = Say(f"{key}.headline")
    return headline, None if key in words.WITHOUT_ACTION else Say(f"{key}.action")


@cache
def _worded(page: StaffPage, tone: Tone, key: str, *acts: Act) -> Page:
    headline, action = _say(key)
    return Page(page, tone, headline, action, acts=acts)


def _page(till: Till, counter: s.Counter, payment: Payment | None) -> Page:
    match counter:
        case s.Ready():
            return Page(StaffPage.KEYPAD, Tone.CALM)
        case s.Ordering():
            return _worded(StaffPage.ORDERING, Tone.WAIT, "staff.getting_code", Act.CANCEL)
        case s.AwaitingQr():
            return _worded(
                StaffPage.AWAITING_QR, Tone.WAIT, "staff.getting_code", Act.CHECK_NOW, Act.WRONG_AMOUNT, Act.CANCEL
            )
        case s.QrDoubtful():
            return _doubtful(counter)
        case s.Offering():
            return _offering(till.watches[counter.payment_id].deadline, counter)
        case s.Checking():
            return _checking(counter, time_over(counter, payment))
        case s.Confirming():
            return _worded(StaffPage.CONFIRMING, Tone.ALERT, "staff.confirming", Act.SET_ASIDE, Act.CHECK_NOW)
        case s.StorageTrouble():
            return _worded(StaffPage.STORAGE, Tone.ALERT, "staff.cannot_save", Act.CHECK_NOW)
        case s.OutOfService(why="broken"):
            return _worded(StaffPage.OUT_OF_SERVICE, Tone.BAD, "staff.damaged")
        case s.OutOfService():
            return _worded(StaffPage.OUT_OF_SERVICE, Tone.BAD, "staff.out_of_service")
        case _:
            return _result(till, counter, payment)


def _doubtful(counter: s.QrDoubtful) -> Page:
    key = "staff.code_doubtful.question" if counter.code.amount_minor is None else "staff.code_editable.question"
    question = Question(Say(key), (Button(Act.ALLOW), Button(Act.REFUSE)))
    return Page(StaffPage.DOUBTFUL, Tone.ALERT, Say(key), question=question)


@same
def _offering(deadline: float | None, counter: s.Offering) -> Page:
    assert deadline is not None, "a code is never shown without a deadline"
    left = (("left", Left(deadline)),)
    question = None
    if counter.question == "cancel":
        question = Question(Say("staff.cancel.question", left), (Button(Act.CANCEL_CONFIRM), Button(Act.CANCEL_KEEP)))
    elif counter.question == "cannot":
        acts = (Act.CANNOT_LIMIT, Act.CANNOT_APP, Act.CANNOT_SETUP, Act.CANNOT_NETWORK, Act.CANNOT_KEEP)
        question = Question(Say("staff.cannot_pay.title"), tuple(Button(a) for a in acts))
    action = Say("staff.code_unusual.headline") if counter.code.unusual else Say("staff.qr_shown.action")
    return Page(
        StaffPage.OFFERING,
        Tone.WAIT,
        Say("staff.qr_shown.headline", left),
        action,
        question=question,
        acts=(Act.SET_ASIDE, Act.CHECK_NOW, Act.WRONG_AMOUNT, Act.CANNOT_PAY, Act.CANCEL),
    )


def _renewal() -> Question:
    return Question(Say("staff.new_code.question"), (Button(Act.NEW_CODE_NO), Button(Act.NEW_CODE_YES)))


def _checking(counter: s.Checking, over: bool) -> Page:
    # Beside an offer of a new code "do not charge again" would be wrong.
    key = ("staff.expired" if over else "staff.ended") if counter.may_renew else "staff.checking"
    page = _worded(StaffPage.CHECKING, Tone.ALERT, key, Act.SET_ASIDE, Act.CHECK_NOW)
    return replace(page, question=_renewal()) if counter.may_renew else page


def _result(
    till: Till, counter: s.Approved | s.Declined | s.Stopped | s.NotStarted | s.Unsettled, payment: Payment | None
) -> Page:
    if isinstance(counter, s.NotStarted):
        return _not_started(counter, payment)
    assert payment is not None, "the sale in front is in memory"
    match counter:
        case s.Approved():
            said = Say("staff.paid.headline", (("amount", payment.money),))
            twice = _twice(till, payment)
            # Who paid twice may still stand there.
            action = words.attention(twice, "double")[0] if twice is not None else Say("staff.paid.action")
            unsure = _unsure(till, payment)
            action = Say("staff.gaps.action") if unsure and twice is None else action
            return Page(StaffPage.APPROVED, Tone.ALERT if unsure else Tone.GOOD, said, action, acts=(Act.NEXT,))
        case s.Declined():
            page = _worded(StaffPage.DECLINED, Tone.BAD, "staff.declined", Act.AGAIN, Act.NEXT)
            return replace(page, action=words.hint(payment.code), small=_small(payment.code, payment))
        case s.Stopped():
            key = "staff.stopped" if sale_shown(till.payments, payment) else "staff.stopped_before"
            page = _worded(StaffPage.STOPPED, Tone.CALM, key, Act.CHECK_NOW, Act.NEXT)
            # The customer still stands there: what helps may make the next code a payment.
            return replace(page, action=words.cause_help(payment.closed) or page.action)
        case _:
            return _unsettled(till, counter, payment)


def _twice(till: Till, payment: Payment) -> Payment | None:
    """The attempt of this sale by which money came a second time and has to go back."""
    attempts = (p for p in till.payments.values() if p.sale == payment.sale and "double" in p.attention)
    return next(attempts, None)


def _unsure(till: Till, payment: Payment) -> bool:
    """Records of the sale are missing, and nobody found out yet whether its goods went."""
    attempts = (p for p in till.payments.values() if p is payment or (p.sale == payment.sale and p.sale))
    return any(GAPS in p.attention or (p.patchy and not p.paid) for p in attempts)


def _unsettled(till: Till, counter: s.Unsettled, payment: Payment) -> Page:
    if counter.why == "late":
        headline, action = words.attention(payment, "late")
        action = Say("staff.gaps.action") if _unsure(till, payment) else action
        return Page(StaffPage.UNSETTLED, Tone.ALERT, headline, action, acts=(Act.NEXT,))
    trusted = may_trust(till.rules.trust_below, counter.why, payment)
    owner = till.office.gate is not Gate.NONE
    acts = [Act.SET_ASIDE, Act.CHECK_NOW, Act.NEXT, *([Act.TRUST] if trusted else []), *([Act.OWNER] if owner else [])]
    page = _worded(StaffPage.UNSETTLED, Tone.ALERT, words.UNSETTLED[counter.why], *acts)
    if counter.why == "amount" and payment.came is not None:
        said = (("came", payment.came), ("amount", payment.money))
        page = replace(page, headline=Say("staff.amount_came.headline", said))
    if counter.may_renew:
        return replace(page, question=_renewal())
    if may_force(counter.why) and not owner:
        # A second charge is the person in charge's to decide; without a PIN nobody is known to be that.
        return replace(page, refused=(Button(Act.NEW_CODE_NO, False, Say("staff.second_charge.no_owner")),))
    return page


def _not_started(counter: s.NotStarted, payment: Payment | None) -> Page:
    key = words.refused(counter.code) if counter.why == "refused" else words.NOT_STARTED[counter.why]
    page = _worded(StaffPage.NOT_STARTED, Tone.BAD, key, Act.AGAIN, Act.NEXT)
    return replace(page, small=_small(counter.code, payment))


def _small(code: str, payment: Payment | None) -> str:
    if not code:
        return ""
    message = payment.message if payment else ""
    return f"{code} {message}".strip()
