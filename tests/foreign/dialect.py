"""How one platform might write its documents: everything the vendor's pages leave open, as one value.

Each field lists its choices in `CHOICES`; `mixed` deals them so that every choice comes up, `drawn` lets somebody else
choose. What a choice does is in `documents` and `writing`.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from tests.foreign.hkqr import SHOWN, CodeForm

FORMS = (
    CodeForm(),
    CodeForm(amount="plain"),
    CodeForm(amount="short", payee="LUCKY TEA HOUSE"),
    CodeForm(timeout=12),
    CodeForm(timeout=14, amount="plain"),
    CodeForm(tag="27"),
    CodeForm(tag="51", company=True),
    CodeForm(tag="34", timeout=12, more=True),
    CodeForm(company=True, timeout=14),
    CodeForm(more=True, other_name=True),
    CodeForm(other_name=True, payee="A", timeout=12),
    CodeForm(backwards=True, more=True),
    CodeForm(amount="none"),
    CodeForm(editable=True, timeout=12),
)

BETWEEN = (
    (),
    ("processing",),
    ("external processing", "processing"),
    ("awaiting customer action", "awaiting customer action"),
    ("awaiting merchant auth", "awaiting clarification"),
    ("awaiting redirect result", "external processing"),
    ("awaiting 3ds result", "awaiting payment"),
    ("awaiting approval", "awaiting clarify data", "awaiting retry"),
    ("awaiting clearing", "awaiting capture"),
)
"""Payment statuses told while the code is shown; all of them open."""

ACCEPTED = (
    "plain",
    "plain",
    "extra fields",
    "no request id",
    "numbers as text",
    "signed",
    "only status",
    "html 500",
    "html 502",
    "html 403",
    "json 503",
    "empty 200",
    "text 200",
    "cut",
    "already exists 200",
    "already exists 400",
    "try again",
)
"""How the order is answered although it was taken."""

CHOICES: dict[str, tuple[Any, ...]] = {
    "shape": ("standard", "standard", "standard", "flat"),
    "status_shape": ("standard", "standard", "same"),
    "operations": ("one", "list", "action first", "action last", "confirmed", "tried before", "none", "only confirmed"),
    "signature_in": ("top", "general"),
    "order": ("natural", "code point", "line"),
    "long_list": (0, 0, 3, 12),
    "numbers": ("numbers", "amounts as text", "all as text"),
    "codes": ("text", "number", "missing", "null", "empty"),
    "thin": ("whole", "null", "missing", "empty"),
    "extras": ((), ("account",), ("provider_extra_fields", "errors"), ("decision", "recurring", "receipt"), ("fees",)),
    "words": ("plain", "chinese", "quoted", "semicolon"),
    "escapes": ("raw", "ascii", "slashes", "both"),
    "layout": ("compact", "spaced", "pretty", "tabs"),
    "keys": ("as they are", "reversed", "shuffled"),
    "sums": ("both", "payment", "initial", "operation", "all"),
    "converted": ("same", "other", "missing", "null"),
    "operation_id": (5205000010711, 9007199254740993, 18446744073709551617, "5205000010711", "op-77"),
    "provider_id": (5161, 98765432109876543210, "5161", None, ""),
    "request_id": (True, False),
    "shown": SHOWN,
    "picture": ("L", "1", "P", "RGB", "RGBA"),
    "infos": ((0, 0), (0, 0), (2, 0), (0, 2), (1, 1), (11, 0)),
    "list_as_object": (False, False, False, True),
    "form": FORMS,
    "currency": ("HKD", "HKD", "HKD", "CNY"),
    "accepted": ACCEPTED,
    "registers_s": (0.0, 0.0, 0.0, 5.0),
    "qr_by": ("letter", "letter", "letter", "late letter", "status"),
    "qr_in_status": (True, False),
    "qr_repeats": (0, 1, 3),
    "between": BETWEEN,
    "final_by": ("letter", "letter", "letter", "status"),
    "final_shows_code": (False, False, True),
    "final_repeats": (0, 2),
    "late": ((), ("processing",), ("awaiting customer action", "external processing")),
    "outcome": ("success", "success", "success", "decline"),
    "date": ("right", "right", "half an hour ahead", "two hours behind", "days ahead", "none", "rubbish"),
    "relay": ("real", "other"),
}


@dataclass(frozen=True)
class Dialect:
    """One choice of each. `minor` is the amount; `seed` shuffles keys."""

    seed: int
    minor: int
    shape: str
    status_shape: str
    operations: str
    signature_in: str
    order: str
    long_list: int
    numbers: str
    codes: str
    thin: str
    extras: tuple[str, ...]
    words: str
    escapes: str
    layout: str
    keys: str
    sums: str
    converted: str
    operation_id: int | str
    provider_id: int | str | None
    request_id: bool
    shown: str
    picture: str
    infos: tuple[int, int]
    list_as_object: bool
    form: CodeForm
    currency: str
    accepted: str
    registers_s: float
    qr_by: str
    qr_in_status: bool
    qr_repeats: int
    between: tuple[str, ...]
    final_by: str
    final_shows_code: bool
    final_repeats: int
    late: tuple[str, ...]
    outcome: str
    date: str
    relay: str

    @property
    def asks_staff(self) -> bool:
        """The code leaves the amount to the customer, so staff decide whether to show it."""
        return self.shown != "qr_url text" and (self.form.amount == "none" or self.form.editable)

    @property
    def says_no_sum(self) -> bool:
        """What it says about a sale in the end may name no amount at all."""
        return self.operations in ("none", "only confirmed") and self.sums in ("initial", "operation")


MINORS = (10_000, 10_050, 12_345, 100, 1_000_000, 1)


def drawn(choose: Callable[[Sequence[Any]], Any], seed: int) -> Dialect:
    """A dialect of which `choose` picks every field."""
    picked = {name: choose(options) for name, options in CHOICES.items()}
    return _settling(Dialect(seed=seed, minor=choose(MINORS), **picked))


def mixed(count: int, seed: int) -> list[Dialect]:
    """So many dialects in which every choice of every field comes up about equally often."""
    chance = random.Random(seed)
    decks = {}
    for name, options in {"minor": MINORS, **CHOICES}.items():
        deck = (list(options) * count)[: max(count, len(options))]
        chance.shuffle(deck)
        decks[name] = deck
    return [_settling(Dialect(seed=n, **{name: deck[n] for name, deck in decks.items()})) for n in range(count)]


def _settling(dialect: Dialect) -> Dialect:
    """A sale whose code leaves the amount open is settled only by a document that names one."""
    return replace(dialect, sums="both") if dialect.asks_staff and dialect.says_no_sum else dialect


PLAIN = Dialect(seed=0, minor=10_000, **{name: options[0] for name, options in CHOICES.items()})
"""The form of the vendor's own examples."""
assert {field.name for field in fields(Dialect)} == {"seed", "minor", *CHOICES}
