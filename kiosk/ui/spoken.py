"""What a screen reader is told of by itself: a page that came, an amount that was typed, a result, each of them once.

Only changes are told, and all of one moment in one breath: two announcements would cut each other off. Seconds that
pass are none; the last ones are told when they begin. Where no screen reader listens, nothing is put into words. Must
not know widgets beyond the one in whose name it speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import Left, Question, Row, Say, StaffPage, StaffView, Tile, Tone
from kiosk.ui.acts import DEEDS
from kiosk.ui.keypad_page import entry_figures
from kiosk.ui.scale import SOON_S
from kiosk.ui.texts import whole_seconds
from kiosk.ui.words import Words

# What a person must hear at once, whatever is being read.
_URGENT = frozenset({Tone.GOOD, Tone.BAD, Tone.ALERT})


def tell(speaker: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have this read aloud in the name of `speaker`; urgent words interrupt what is being read."""
    if words and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(speaker, words)
        how = QAccessible.AnnouncementPoliteness
        event.setPoliteness(how.Assertive if urgent else how.Polite)
        QAccessible.updateAccessibility(event)


class News(NamedTuple):
    """What changed, in words, in the order in which it is said."""

    told: list[str]
    urgent: bool = False


class Spoken:
    """The voice of the staff's window: `follow` every moment, `tick` where more than figures may have changed."""

    def __init__(self, speaker: QWidget, words: Words) -> None:
        self._speaker, self._words = speaker, words
        self._view: StaffView | None = None
        self._soon: float | None = None

    def follow(self, view: StaffView) -> None:
        """Tell what is new in this moment. Who begins to listen later hears the whole page first."""
        if not QAccessible.isActive():
            self._view = None
            return
        before, self._view = self._view, view
        if view.qr is not None and self._left(view.qr.deadline) <= SOON_S:
            # The words of the page name the time; that it ends soon is no news.
            self._soon = view.qr.deadline
        parts = [self._page(before, view), self._asides(before, view), self._others(before, view)]
        self._say(News([text for part in parts for text in part.told], any(part.urgent for part in parts)))

    def turned(self, title: str) -> None:
        """A page over the counter came; with no title, the counter's own page is back."""
        if title:
            self._say(News([title]))
        elif self._view is not None:
            self._say(self._page(None, self._view))

    def tick(self) -> None:
        """Tell that the last seconds of a code began."""
        qr = self._view.qr if self._view is not None else None
        if qr is None or qr.deadline == self._soon:
            return
        seconds = self._left(qr.deadline)
        if 0 < seconds <= SOON_S:
            self._soon = qr.deadline
            self._say(News([self._words.staff("staff.spoken.soon", n=seconds)], urgent=True))

    def _left(self, deadline: float) -> int:
        return whole_seconds(deadline, self._words.now())

    def _say(self, news: News) -> None:
        # The same words may stand on the page and in the list of what must be decided.
        tell(self._speaker, "\n".join(dict.fromkeys(text for text in news.told if text)), urgent=news.urgent)

    def _page(self, before: StaffView | None, view: StaffView) -> News:
        """The page that came, or what changed on it."""
        came = before is None or _place(before) != _place(view)
        asked = view.question if before is None or _asks(before.question) != _asks(view.question) else None
        if view.page is StaffPage.KEYPAD:
            return self._keypad(before, view, came=came)
        # Who leaves a question hears where he is.
        back = before is not None and before.question is not None and view.question is None
        told: list[str] = []
        if asked is not None:
            told = self._question(asked)
        elif came or back or (before is not None and not _alike(before.headline, view.headline)):
            told = self._words_of(view)
        elif before is not None and before.verdict != view.verdict:
            told = [self._words.sentences(view.verdict)]
        return News(told, urgent=asked is not None or (bool(told) and view.tone in _URGENT))

    def _words_of(self, view: StaffView) -> list[str]:
        apart = view.money is not None and view.page is not StaffPage.APPROVED
        money = self._words.money(view.money) if view.money is not None and apart else ""
        said = [self._words.say(said) for said in (view.headline, view.action)]
        return [money, *said, self._words.sentences(view.verdict)]

    def _question(self, question: Question) -> list[str]:
        """The question and its answers, each with its key."""
        answers = [
            f"Alt {number}: {self._words.staff(DEEDS[button.act].text)}"
            for number, button in enumerate(question.buttons, start=1)
        ]
        return [self._words.say(question.text), *answers]

    def _keypad(self, before: StaffView | None, view: StaffView, *, came: bool) -> News:
        told: list[str] = []
        if came:
            told.append(self._words.staff("staff.keypad"))
        if before is None or before.headline != view.headline:
            told.append(self._words.say(view.headline))
        typed = before is not None and not came and (before.entry, before.currency) != (view.entry, view.currency)
        if typed or (came and view.entry):
            told.append(self._words.staff(f"money.{view.currency}", figures=entry_figures(view.entry)))
        return News(told)

    def _asides(self, before: StaffView | None, view: StaffView) -> News:
        """What was refused, found or went wrong beside the page's own words."""
        was = _beside(before) if before is not None else {}
        new = [said for name, said in _beside(view).items() if said is not None and said != was.get(name)]
        return News([self._words.say(said) for said in new], urgent=bool(new))

    def _others(self, before: StaffView | None, view: StaffView) -> News:
        """Other sales: those that were set aside, and what a person must decide."""
        if before is None:
            waiting = self._words.staff("staff.attention.badge", n=view.badge) if view.badge else ""
            return News([waiting])
        facts = {tile.payment_id: tile.fact for tile in before.tiles}
        turned = [tile for tile in view.tiles if facts.get(tile.payment_id, tile.fact) != tile.fact]
        known = {row.payment_id: row.attention for row in before.attention}
        items = list(_unheard(view.attention, known))
        told = [*(self._tile(tile) for tile in turned), *(self._words.say(said) for said in items)]
        return News(told, urgent=bool(items) or any(tile.tone in _URGENT for tile in turned))

    def _tile(self, tile: Tile) -> str:
        return f"#{tile.sale}  {self._words.money(tile.money)}  {self._words.say(tile.fact)}"


def _place(view: StaffView) -> tuple[StaffPage, int]:
    return view.page, 0 if view.page is StaffPage.KEYPAD else view.sale


def _asks(question: Question | None) -> tuple[object, ...]:
    return () if question is None else _bare(question.text)


def _alike(one: Say | None, other: Say | None) -> bool:
    return _bare(one) == _bare(other)


def _bare(said: Say | None) -> tuple[object, ...]:
    """A text without the time left: a deadline that moves is no news."""
    return () if said is None else (said.key, *(arg for arg in said.args if not isinstance(arg[1], Left)))


def _beside(view: StaffView) -> dict[str, Say | None]:
    return {
        "banner": view.banner,
        "entry": view.entry_refused,
        "answer": view.answer,
        "checked": view.checked,
        "refused": view.refused,
        "pin": view.owner.said,
        "case": view.case.known if view.case is not None else None,
    }


def _unheard(rows: Sequence[Row], known: dict[str, tuple[Say, ...]]) -> Iterable[Say]:
    for row in rows:
        yield from (said for said in row.attention if said not in known.get(row.payment_id, ()))
