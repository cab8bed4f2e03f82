"""Ways through values: every object that holds a secret, printed, dumped, copied and pickled in every form."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import pprint
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass

from kiosk.adapters.http_client import Ask
from kiosk.adapters.key_store import resolve
from kiosk.compose.live import live
from kiosk.gate.requests import SaleOrder, sale_request, status_request
from kiosk.gate.secret import Secret
from kiosk.relay.values import Request, Wait
from kiosk.settings import load
from tests.secrets.ears import KEY, TOKEN, Box, Way

ORDER = SaleOrder(383_000, "till1-a", 100, "HKD", "c-1", "203.0.113.7")

HOLDERS: dict[str, Callable[[Box], object]] = {
    "a secret": lambda box: Secret(KEY),
    "a list of secrets": lambda box: [Secret(KEY), {"token": Secret(TOKEN)}],
    "a reference": lambda box: load(box.settings).gate.secret,
    "a resolved reference": lambda box: resolve(load(box.settings).relay.token),
    "the settings": lambda box: load(box.settings),
    "the parts of a till": lambda box: live(load(box.settings), box.data),
    "the line to the platform": lambda box: live(load(box.settings), box.data).makers.gate(),
    "the line to the relay": lambda box: live(load(box.settings), box.data).makers.mailbox(),
    "an order": lambda box: sale_request(ORDER, Secret(KEY)),
    "a question": lambda box: status_request(383_000, "till1-a", KEY),
    "a call": lambda box: Ask("GET", "/letters", headers={"authorization": f"Bearer {TOKEN}"}),
    "a request to the relay": lambda box: Request(
        "GET", f"/callback/{TOKEN}", f"q={TOKEN}", {"Authorization": TOKEN}, TOKEN.encode()
    ),
    "a waiting poll": lambda box: Wait(TOKEN, 0, 1.0, "shop", "till1", "e1", 1),
}


def _error(thing: object) -> object:
    raise ValueError(thing)


def _pickled(thing: object) -> object:
    return [pickle.dumps(thing, protocol) for protocol in (0, 2, 5)]


FORMS: dict[str, Callable[[object], object]] = {
    "str": str,
    "repr": repr,
    "format": lambda thing: f"{thing}",
    "as a log line": lambda thing: logging.LogRecord("x", 10, "x", 1, "%s %r", (thing, thing), None).getMessage(),
    "ascii": ascii,
    "pprint": pprint.pformat,
    "json": lambda thing: json.dumps(thing, default=repr),
    "json of its text": lambda thing: json.dumps({"x": str(thing)}),
    "fields": lambda thing: asdict(thing) if is_dataclass(thing) and not isinstance(thing, type) else repr(vars(thing)),
    "a copy": lambda thing: repr(copy.copy(thing)),
    "in an exception": _error,
    "as a key": lambda thing: repr({repr(thing): 1}),
}


def object_ways() -> Iterator[Way]:
    for name, make in HOLDERS.items():
        for form, put in FORMS.items():
            if form == "fields" and name in HIDDEN:
                continue

            def go(box: Box, make: Callable[[Box], object] = make, put: Callable[[object], object] = put) -> object:
                return put(make(box))

            yield Way(f"{name}: {form}", go)
    for name in ("a secret", "a list of secrets", "a resolved reference"):
        make = HOLDERS[name]
        yield Way(f"{name}: pickle", lambda box, make=make: _pickled(make(box)))  # type: ignore[misc]  # mypy knows no lambda with a default
        yield Way(f"{name}: deep copy", lambda box, make=make: repr(copy.deepcopy(make(box))))  # type: ignore[misc]  # as above


HIDDEN = frozenset({"a call", "a request to the relay", "a waiting poll"})
"""Values that carry a token on its way and leave it out of their text; whoever asks for their fields is handed them."""

WAYS = tuple(object_ways())
