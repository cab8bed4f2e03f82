"""What people and time do at a till: the choices that Hypothesis draws from."""

from __future__ import annotations

from hypothesis import strategies as st

from kiosk.sale import events as e

AMOUNTS = ("128.5", "20", "20+8.5+100", "180", "100+80.01")
CLICKS: tuple[object, ...] = (
    e.CancelPressed(), e.CancelConfirmed(), e.QuestionLeft(), e.SetAsidePressed(), e.CheckNowPressed(),
    e.CannotPayPressed(), e.CannotPayChosen("app"), e.NewCodeAnswered(True), e.NextPressed(), e.AgainPressed(),
    e.Erased(), e.Cleared(), e.KeyTyped("+"), e.CurrencyPressed(),
)  # fmt: skip
OUTSIDE = (e.LetterHeard, e.StatusHeard)
ENDS = st.sampled_from(("left", "accepted", "accepted", "accepted", "refused", "certain", "unsure"))
RUNS_OUT = st.sampled_from(("waiting", "waiting", "expired", "error", "success", "decline"))
WAITS = st.sampled_from((0.0, 0.5, 1.5, 4.0, 12.0, 31.0, 70.0, 301.0, 4_000.0, 90_000.0))
INDEX = st.integers(0, 7)
# How long after a press of Charge the next one comes, if one does.
AGAIN = st.sampled_from((None, 0.0, 0.4, 0.5, 70.0))
BREAKS = st.sampled_from((False,) * 11 + (True,))
