"""What staff can do, in one table: the widget's name, its words, its key, its icon, and the event it becomes.

The counter says which acts are open (`StaffView.buttons`, `Question.buttons`); this file says how each looks and
what pressing it means. Must not know when an act is allowed.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt

from kiosk.sale import events, office_events
from kiosk.sale.screen import Act
from kiosk.ui.icons import Icon
from kiosk.values import dataclass

Key = Qt.Key


@dataclass(frozen=True, slots=True)
class Opens:
    """What a button asks of the staff's face instead of the counter: a page, and the sale it is about if that is
    another one ("" is the one in front).
    """

    what: str
    payment_id: str | None = None


class Choice(NamedTuple):
    """What staff chose of the looks: "language", "theme", "type" or "motion", and the name of what it is now."""

    name: str
    value: str


class Deed(NamedTuple):
    """One act. `key` is None for answers, which take the figures 1, 2, 3 … in their order."""

    name: str
    text: str
    event: Callable[[], object]
    key: Key | None = None
    icon: Icon | None = None
    main: bool = False


DEEDS = {
    Act.CHARGE: Deed("chargeButton", "staff.charge", events.ChargePressed, Key.Key_Enter, main=True),
    Act.CHARGE_KEEP: Deed("chargeKeepButton", "staff.charge.keep", events.QuestionLeft),
    Act.NEXT: Deed("nextButton", "staff.set_aside.next", events.NextPressed, Key.Key_Enter, Icon.ARROW_NEXT, True),
    Act.AGAIN: Deed("againButton", "staff.try_again", events.AgainPressed, Key.Key_F8, Icon.REFRESH),
    Act.SET_ASIDE: Deed(
        "setAsideButton", "staff.set_aside_button", events.SetAsidePressed, Key.Key_F6, Icon.SET_ASIDE
    ),
    Act.CHECK_NOW: Deed("checkNowButton", "staff.check_now", events.CheckNowPressed, Key.Key_F5, Icon.REFRESH),
    Act.CANNOT_PAY: Deed(
        "cannotPayButton", "staff.cannot_pay_button", events.CannotPayPressed, Key.Key_F7, Icon.QUESTION
    ),
    Act.CANCEL: Deed("cancelButton", "staff.cancel_button", events.CancelPressed, Key.Key_Escape, Icon.CLOSE),
    Act.CANCEL_CONFIRM: Deed("cancelConfirmButton", "staff.cancel.yes", events.CancelConfirmed),
    Act.CANCEL_KEEP: Deed("cancelKeepButton", "staff.cancel.no", events.QuestionLeft),
    Act.CANNOT_LIMIT: Deed(
        "cannotLimitButton", "staff.cannot_pay.limit", lambda: events.CannotPayChosen("limit")
    ),
    Act.CANNOT_APP: Deed(
        "cannotAppButton", "staff.cannot_pay.bank_app", lambda: events.CannotPayChosen("app")
    ),
    Act.CANNOT_SETUP: Deed(
        "cannotSetupButton", "staff.cannot_pay.fps_setup", lambda: events.CannotPayChosen("setup")
    ),
    Act.CANNOT_NETWORK: Deed(
        "cannotNetworkButton", "staff.cannot_pay.network", lambda: events.CannotPayChosen("network")
    ),
    Act.CANNOT_KEEP: Deed("cannotKeepButton", "staff.cancel.no", events.QuestionLeft),
    Act.NEW_CODE_NO: Deed("newCodeNoButton", "staff.new_code.no", lambda: events.NewCodeAnswered(False)),
    Act.NEW_CODE_YES: Deed("newCodeYesButton", "staff.new_code.yes", lambda: events.NewCodeAnswered(True)),
    Act.WRONG_AMOUNT: Deed(
        "wrongAmountButton", "staff.wrong_amount", office_events.WrongAmountPressed, Key.Key_F1, Icon.BACKSPACE
    ),
    Act.TRUST: Deed("trustButton", "staff.trust_button", office_events.TrustPressed, Key.Key_Insert),
    Act.OWNER: Deed("ownerButton", "staff.owner_button", lambda: Opens("case", ""), Key.Key_Home, Icon.PERSON),
    Act.ALLOW: Deed("allowButton", "staff.code_doubtful.allow", lambda: events.DoubtAnswered(True)),
    Act.REFUSE: Deed("refuseButton", "staff.code_doubtful.refuse", lambda: events.DoubtAnswered(False)),
}

# Answers that change nothing: Escape gives them too.
SAFE = frozenset({Act.CHARGE_KEEP, Act.CANCEL_KEEP, Act.CANNOT_KEEP})

# What the staff's window itself does, without the counter.
RECENT_KEY = Key.Key_F2
TODAY_KEY = Key.Key_F3
ATTENTION_KEY = Key.Key_F4
CLAIM_KEY = Key.Key_F11
CURRENCY_KEY = Key.Key_F9
REFERENCE_KEY = Key.Key_F10
SETTINGS_KEY = Key.Key_F12

# Which page a key opens over the counter.
OPENERS = {
    RECENT_KEY: "recent",
    TODAY_KEY: "today",
    ATTENTION_KEY: "attention",
    CLAIM_KEY: "claim",
    SETTINGS_KEY: "settings",
}


def key_name(key: Key | None) -> str:
    """A key as it is printed on keyboards; "" for none."""
    # Not by QKeySequence: making it known to Python takes longer than all the names together.
    return "" if key is None else "Esc" if key is Key.Key_Escape else key.name.removeprefix("Key_")


def pressed_key(key: int) -> int:
    """The key meant: both Enter keys are one."""
    return Key.Key_Enter if key == Key.Key_Return else key
