"""`kiosk-relay till …`: what the owner does with tills, their tokens and codes, in words or as JSON.

A secret is printed once, on stdout, and kept nowhere. It must not know where the store is: each verb is handed the
core that does it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable

from kiosk.relay.administration import Administration
from kiosk.relay.answers import moment
from kiosk.relay.codes import LIFE_S

Verb = Callable[[Administration, argparse.Namespace], None]

TILL = "kiosk-relay till enrol tea-house till1"
_PUT_IT = "put it into the file that the till's settings name as relay.token, and start the till again"


def add(core: Administration, arguments: argparse.Namespace) -> None:
    """A new till and its token."""
    token = core.add_till(arguments.project, arguments.till)
    words = f"till {arguments.till} added to {arguments.project}\ntoken, not shown again: {token}"
    _say(arguments, words, token=token)


def enrol(core: Administration, arguments: argparse.Namespace) -> None:
    """A code that the till's own computer changes for a token."""
    code = core.enrol_till(arguments.project, arguments.till)
    minutes = round(LIFE_S / 60)
    words = (
        f"code for {arguments.till} of {arguments.project}: {code}\n"
        f"It works once, for {minutes} minutes. On the till's computer: kiosk enrol --relay URL"
    )
    _say(arguments, words, code=code, minutes=minutes)


def rotate(core: Administration, arguments: argparse.Namespace) -> None:
    """One more token."""
    token = core.rotate_till(arguments.project, arguments.till)
    words = (
        f"one more token for {arguments.till} of {arguments.project}, not shown again: {token}\n"
        f"The one in use goes on: {_PUT_IT}.\n"
        "(One that was given out before and never used opens nothing any more.)\n"
        f"Then take the old one away: kiosk-relay till revoke --old {arguments.project} {arguments.till}"
    )
    _say(arguments, words, token=token)


def revoke(core: Administration, arguments: argparse.Namespace) -> None:
    """Tokens taken away."""
    core.revoke_till(arguments.project, arguments.till, old=arguments.old, sure=arguments.yes)
    tokens = "all tokens but the newest" if arguments.old else "the tokens"
    print(f"{tokens} of {arguments.till} in {arguments.project} open nothing from now on")


def readmit(core: Administration, arguments: argparse.Namespace) -> None:
    """The machine that is being turned away is the till; without one, whichever asks next."""
    turned_away = core.readmit_till(arguments.project, arguments.till)
    name = f"{arguments.till} of {arguments.project}"
    if not turned_away:
        print(f"no machine was turned away just now: the next one that asks as {name} is in, whichever it is")
        return
    print(
        f"the machine that was turned away (last {moment(turned_away)}) is {name} now; the one that was in is out.\n"
        "If that was the right one, run this once more. Started anew, the wrong one takes the place again: "
        "switch it off\n"
        "for good. If you do not know where it is, somebody has the token: enrol the till anew, then\n"
        f"kiosk-relay till revoke --old {arguments.project} {arguments.till}"
    )


def listed(core: Administration, arguments: argparse.Namespace) -> None:
    """The tills of a project: names, how many tokens, when they last asked. No secret."""
    found = core.tills(arguments.project)
    rows = [
        {
            "till": till.name,
            "tokens": till.tokens,
            "polled_at": moment(till.polled_at) if till.polled_at else None,
            "refused_at": moment(till.refused_at) if till.refused_at else None,
        }
        for till in found
    ]
    if arguments.json:
        print(json.dumps({"project": arguments.project, "tills": rows}))
        return
    if not rows:
        print(f"{arguments.project} has no till yet; make one: kiosk-relay till enrol {arguments.project} till1")
    for row in rows:
        # Noted every five minutes (`limits.note_use_s`): a till that asks all the time would write all the time.
        asked = f"last asked {row['polled_at']}, or up to 5 minutes later"
        if not row["polled_at"]:
            asked = "has not asked" if row["tokens"] else "is out, or its code was not used yet"
        twin = f"; another machine was turned away {row['refused_at']}" if row["refused_at"] else ""
        print(f"{row['till']:<16}  {row['tokens']} token{'s'[: row['tokens'] != 1]}  {asked}{twin}")


def _say(arguments: argparse.Namespace, words: str, **secret: str | int) -> None:
    if arguments.json:
        print(json.dumps({"project": arguments.project, "till": arguments.till, **secret}))
    else:
        print(words)


VERBS: tuple[tuple[str, Verb, str, str, tuple[str, ...]], ...] = (
    ("enrol", enrol, "Print a code that the till's computer changes for its token.", TILL, ("till", "json")),
    ("add", add, "Add a till; prints its token, which is not shown again.",
     "kiosk-relay till add tea-house till1 --json", ("till", "json")),
    ("rotate", rotate, "Give a till one more token; the one in use goes on.",
     "kiosk-relay till rotate tea-house till1", ("till", "json")),
    ("revoke", revoke, "Take a till's tokens away, or the older one; its letters stay.",
     "kiosk-relay till revoke tea-house till1\n  kiosk-relay till revoke --old tea-house till1", ("till", "old")),
    ("readmit", readmit, "Let in the machine that is turned away, and keep out the one that is in.",
     "kiosk-relay till readmit tea-house till1", ("till",)),
    ("list", listed, "List a project's tills: tokens, when they last asked. No secrets.",
     "kiosk-relay till list tea-house", ("json",)),
)  # fmt: skip
"""Name, what it does, its help, an example, and what it takes beside the project."""


def add_options(parser: argparse.ArgumentParser, takes: tuple[str, ...]) -> None:
    """The words that a verb takes."""
    parser.add_argument("project", metavar="PROJECT", help="the project's name")
    if "till" in takes:
        parser.add_argument("till", metavar="TILL", help="1 to 16 of a-z 0-9, as till.id in its settings")
    if "json" in takes:
        parser.add_argument("--json", action="store_true", help="print one JSON object")
    if "old" in takes:
        parser.add_argument("--old", action="store_true", help="all tokens but the newest")
        parser.add_argument("--yes", action="store_true", help="with --old: though the newest was not used yet")
