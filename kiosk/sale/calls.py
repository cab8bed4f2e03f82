"""Which call leaves when: the standing mailbox read, probes, and the next question to the platform.

At most one call of a kind is out, and one that never comes back is given up after its own deadline. Nothing here
writes a record.
"""

from __future__ import annotations

from kiosk.sale import effects as fx
from kiosk.sale import states as s
from kiosk.sale.payment import State
from kiosk.sale.till import RELAY_FRESH_S, Draft, Lines
from kiosk.sale.watching import NEVER, plans
from kiosk.values import replace

READ_IDLE_S, READ_LIVE_S, READ_AT_ONCE_S = 25, 9, 0
"""While a code lives a read comes back, with letters or without, before a probe is due: one call says both."""
PROBE_STEP_S = 9.5
PROBE_TYPING_S = 5.0
PROBE_LOST_S = 5.0
ASK_LOST_S = 8.0
ORDER_LOST_S = 15.0
MAILBOX_LOST_S = 45.0
A_MOMENT_S = 0.001
ELSEWHERE = "elsewhere"
"""Why a read failed: another computer reads the letters of this till."""
LIVE = (s.Ordering, s.AwaitingQr, s.QrDoubtful, s.Offering, s.Checking, s.Confirming)


def give_up_lost_calls(draft: Draft) -> None:
    """A call that never came back is over; its late return is only information."""
    lines, now = draft.till.lines, draft.now.mono
    if lines.mailbox_out is not None and now >= lines.mailbox_out + MAILBOX_LOST_S:
        lines = replace(_deaf(lines, lines.mailbox_out), mailbox_out=None, mailbox_next=now)
    if lines.probe_out is not None and now >= lines.probe_out + PROBE_LOST_S:
        lines = replace(_deaf(lines, lines.probe_out), probe_out=None)
    if lines.ask_out is not None and now >= lines.ask_out + ASK_LOST_S:
        if draft.payment(lines.asking) is not None:
            draft.set_watch(lines.asking, draft.watch(lines.asking).answered(now, busy=False))
        lines = replace(lines, ask_out=None, asking="", gate_why="timeout")
    if lines.order_out is not None and now >= lines.order_out + ORDER_LOST_S:
        lines = replace(lines, order_out=None, ordering="", gate_why="timeout")
    if lines is not draft.till.lines:
        draft.lines(lines)
    asked = draft.till.asked
    if asked is not None and not asked.answer and now >= asked.by:
        draft.till = replace(draft.till, asked=replace(asked, answer="no_answer", at=draft.now.utc))


def _deaf(lines: Lines, since: float) -> Lines:
    """A call to the relay never came back: the relay is deaf, unless it answered another one since."""
    if lines.relay_ok is not None and lines.relay_ok >= since:
        return lines
    return replace(lines, relay_ok=None, relay_why=lines.relay_why or "timeout")


def place_calls(draft: Draft) -> None:
    """Let leave what is due."""
    now, lines = draft.now.mono, draft.till.lines
    if lines.mailbox_out is None and now >= lines.mailbox_next:
        draft.ask_for(fx.ReadMailbox(lines.epoch, lines.position, _read_waits(draft)))
        lines = replace(lines, mailbox_out=now, receipt=lines.position)
    probe = _probe_due(draft)
    if lines.probe_out is None and probe is not None and now >= probe:
        draft.ask_for(fx.ProbeRelay())
        lines = replace(lines, probe_out=now, probe_next=now + PROBE_STEP_S)
    if lines is not draft.till.lines:
        draft.lines(lines)
    if lines.ask_out is None:
        _ask(draft)


def _read_waits(draft: Draft) -> int:
    """How many seconds the relay may keep a read. After a failure none: that it is back must be heard at once, not
    when a read of 25 s without letters is over. While another computer reads our letters only a read that was kept,
    and not taken away, says that it stopped.
    """
    if draft.till.lines.relay_why not in ("", ELSEWHERE):
        return READ_AT_ONCE_S
    return READ_LIVE_S if _code_lives(draft) else READ_IDLE_S


def _probe_due(draft: Draft) -> float | None:
    """A first digit or a charge asks for one; while a code lives and no read came back for a while, the relay is
    probed, so that its health is never older than 10 s.
    """
    lines, counter = draft.till.lines, draft.counter
    known = NEVER if lines.relay_ok is None else lines.relay_ok
    if isinstance(counter, s.Ready) and counter.charge is not None and not lines.fresh(draft.now.mono):
        return lines.probe_next
    if isinstance(counter, s.Ready) and (counter.entry.text or counter.charge is not None):
        return max(lines.probe_next, known + PROBE_TYPING_S)
    if _code_lives(draft):
        return max(lines.probe_next, known + PROBE_STEP_S)
    return None


def _code_lives(draft: Draft) -> bool:
    """A sale waits in front or aside, or a code that was taken off the glass can still be paid."""
    if isinstance(draft.counter, LIVE):
        return True
    tiles = (draft.payment(tile) for tile in draft.till.tiles)
    if any(p is not None and not p.ended for p in tiles):
        return True
    deadlines = (draft.watch(p.payment_id).deadline for p in draft.payments().values() if not p.ended)
    return any(deadline is not None and draft.now.mono < deadline for deadline in deadlines)


def _ask(draft: Draft) -> None:
    """One question at a time, the sale in front first, then whatever is due longest."""
    now = draft.now.mono
    found = next_question(draft, draft.till.lines.fresh(now))
    if found is None or found[0] > now:
        return
    payment_id = found[1]
    draft.ask_for(fx.AskStatus(payment_id))
    draft.set_watch(payment_id, draft.watch(payment_id).asked(now))
    draft.lines(replace(draft.till.lines, ask_out=now, asking=payment_id))


def next_question(draft: Draft, well: bool) -> tuple[float, str] | None:
    """(when, payment) of the next question; a due one of the sale in front goes before all others.

    Only rows of our own project and environment are asked about: to another one the id means nothing.
    """
    now = draft.now.mono
    front = draft.payment(draft.front)
    sale = 0 if front is None else front.sale
    ordering = draft.till.lines.ordering
    best: tuple[int, float, str] | None = None
    for plan in plans(draft.payments(), draft.watches(), well).values():
        payment = plan.payment
        at = plan.at_moment(now)
        if at is None or not draft.ours(payment):
            continue
        if payment.payment_id == ordering and payment.state is State.INTENT:
            continue  # it has not left yet
        ahead = front is not None and payment.sale == sale
        rank = (0 if ahead and at <= now else 1, at, payment.payment_id)
        best = rank if best is None or rank < best else best
    return None if best is None else (best[1], best[2])


def call_times(draft: Draft) -> list[float | None]:
    """When something about calls is due next (monotonic seconds); None stands for never."""
    lines, asked = draft.till.lines, draft.till.asked
    return [
        lines.mailbox_next if lines.mailbox_out is None else lines.mailbox_out + MAILBOX_LOST_S,
        _probe_due(draft) if lines.probe_out is None else lines.probe_out + PROBE_LOST_S,
        _question_time(draft) if lines.ask_out is None else lines.ask_out + ASK_LOST_S,
        None if lines.order_out is None else lines.order_out + ORDER_LOST_S,
        None if asked is None or asked.answer else asked.by,
    ]


def _question_time(draft: Draft) -> float | None:
    lines, now = draft.till.lines, draft.now.mono
    if lines.relay_ok is None or not lines.fresh(now):
        found = next_question(draft, False)
        return None if found is None else found[0]
    # When the relay's last word gets old, the plan for a deaf mailbox holds.
    stale = lines.relay_ok + RELAY_FRESH_S + A_MOMENT_S
    found = next_question(draft, True)
    if found is not None and found[0] <= stale:
        return found[0]
    sooner = next_question(draft, False)
    times = [found[0]] if found else []
    times += [max(stale, sooner[0])] if sooner else []
    return min(times, default=None)
