"""Cells: which fault met a payment in which state. A world that never reached a cell proves nothing about it.

For calls and people the state is that of the payment when the fault struck, for letters when they arrived; for faults
of the hour, every state that was in the till's memory; for stories of the platform, every state that the payment went
through. Cells that cannot be reached are named here with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kiosk.sale.payment import State
from tests.sim.mix import CALLS, FAULTS, HOURS, LETTERS, PEOPLE, RELAY, STORIES

Cell = tuple[str, str]
FINAL = frozenset({"PAID", "PAID_LATE"})
CODED = frozenset({"QR_READY", "QR_SHOWN"})
SPOILT = frozenset({"qr_crc", "qr_amount", "qr_demo"})
NEVER_CODED = frozenset({"error", "qr_never"})
AT_A_CODE = frozenset({"customer_declines", "customer_never", "customer_late", "customer_photo"})
WORDS = {
    "nothing": "there is no account at the platform, so nothing is told of it",
    "no code": "the platform never gives it a code",
    "unsure": "its order is answered with an error, so it is never acknowledged",
    "spoilt": "its code is refused before it is written",
    "seen": "customers act when a code is seen first: the payment is shown then",
    "never": "what differs from the order is never paid here",
    "failed": "what failed the platform's later check is neither shown, paid nor declined",
}


def why_not(fault: str, state: str) -> str:
    """Why a cell cannot be reached, or ""."""
    for families, check in (
        (CALLS, _nobody), (LETTERS, _letter), (STORIES, _story), (PEOPLE, _people), (RELAY, _nobody), (HOURS, _nobody),
    ):  # fmt: skip
        if fault in families:
            key = check(fault, state)
            return WORDS[key] if key else ""
    raise KeyError(fault)


def _letter(fault: str, state: str) -> str:
    return "nothing" if state == "REJECTED" else ""


def _story(fault: str, state: str) -> str:
    if state == "REJECTED" and fault != "try_again":
        return "nothing"
    if (fault, state) == ("try_again", "ACCEPTED"):
        return "unsure"
    if fault in SPOILT and state in CODED:
        return "spoilt"
    if fault in NEVER_CODED and state in CODED:
        return "no code"
    if fault == "error" and state in (*FINAL, "DECLINED", "ATTENTION"):
        return "failed"
    if fault in ("amount", "currency", "customer", "project") and state in FINAL:
        return "never"
    return ""


def _people(fault: str, state: str) -> str:
    if fault in AT_A_CODE:
        return "" if state == "QR_SHOWN" else "seen"
    return ""


def _nobody(fault: str, state: str) -> str:
    return ""


def every() -> Iterator[Cell]:
    """All cells."""
    for fault in FAULTS:
        for state in State:
            yield fault, state.value


def lacking(cells: Counter[Cell]) -> list[Cell]:
    """Reachable ones that were not reached."""
    return [cell for cell in every() if not cells[cell] and not why_not(*cell)]


def table(cells: Counter[Cell]) -> str:
    """Counts by fault and state; `-` is unreachable, `!` was reached all the same."""
    names = [state.value for state in State]
    lines = ["fault".ljust(20) + " ".join(name[:9].rjust(9) for name in names)]
    for fault in FAULTS:
        row = []
        for name in names:
            found, reason = cells[fault, name], why_not(fault, name)
            row.append(f"{found}!" if found and reason else "-" if reason else str(found))
        lines.append(fault.ljust(20) + " ".join(word.rjust(9) for word in row))
    return "\n".join(lines)


def summary(cells: Counter[Cell], at_least: int) -> str:
    """How many were reached, and how often the rarest."""
    reachable = [cell for cell in every() if not why_not(*cell)]
    reached = [cell for cell in reachable if cells[cell]]
    often = [cell for cell in reachable if cells[cell] >= at_least]
    unreachable = sum(1 for _ in every()) - len(reachable)
    return (
        f"{len(reached)} of {len(reachable)} reachable cells reached, {len(often)} at least {at_least} times; "
        f"{unreachable} are unreachable"
    )
