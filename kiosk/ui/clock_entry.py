"""A clock time as it is typed, figure by figure.

Must not know what the time is for.
"""

WHOLE = 4


def clock_typed(at: str, figure: str) -> str:
    """The time (`hhmm`, no figure to four) after one more figure; the same one where no time begins so."""
    # Nine o'clock is typed 9 or 09.
    longer = f"0{figure}" if not at and figure > "2" else at + figure
    hour, minute = longer[:2], longer[2:]
    return longer if len(longer) <= WHOLE and hour < "24" and minute < "6" else at
