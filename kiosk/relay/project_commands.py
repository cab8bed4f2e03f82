"""`kiosk-relay project …`: what the owner does with projects, their callback addresses and stray letters.

The secret part of an address is printed once, on stdout, and kept nowhere. It must not know where the store is: each
verb is handed the core that does it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable

from kiosk.relay.administration import Administration
from kiosk.relay.answers import moment
from kiosk.relay.intake import CALLBACK

Verb = Callable[[Administration, argparse.Namespace], None]

PROJECT = "kiosk-relay project add tea-house"


def add(core: Administration, arguments: argparse.Namespace) -> None:
    """A new project and its callback address."""
    path = CALLBACK + core.add_project(arguments.project)
    words = "callback path, to be set at the gateway behind the relay's https address"
    _say(arguments, f"project {arguments.project} added\n{words}: {path}", path)


def rotate(core: Administration, arguments: argparse.Namespace) -> None:
    """One more callback address."""
    had_two = any(one.name == arguments.project and one.addresses > 1 for one in core.projects())
    path = CALLBACK + core.rotate_project(arguments.project, sure=arguments.yes)
    gone = "There are at most two: of those before, the one that was not used, or less lately, opens nothing now.\n"
    words = (
        f"one more callback path for {arguments.project}, not shown again: {path}\n{gone if had_two else ''}"
        "The one that letters come to goes on. Have the new one set at the gateway; for 11 days more letters may come\n"
        f"to the old one. Then take that one away: kiosk-relay project revoke {arguments.project}"
    )
    _say(arguments, words, path)


def revoke(core: Administration, arguments: argparse.Namespace) -> None:
    """The older callback address taken away."""
    core.revoke_project(arguments.project, sure=arguments.yes)
    print(f"of the callback paths of {arguments.project} only the newest is known from now on (within two seconds)")


def listed(core: Administration, arguments: argparse.Namespace) -> None:
    """All projects: tills, letters that wait, callback addresses. No secret."""
    found = core.projects()
    if arguments.json:
        keys = ("project", "addresses", "tills", "unread", "orphans", "used_at", "old_used_at")
        rows = [
            (f.name, f.addresses, f.tills, f.unread, f.orphans, _when(f.used_at), _when(f.old_used_at)) for f in found
        ]
        print(json.dumps({"projects": [dict(zip(keys, row, strict=True)) for row in rows]}))
        return
    if not found:
        print(f"there is no project yet; make one: {PROJECT}")
    for one in found:
        by = f"; last letter {_about(one.used_at)}"
        if one.addresses > 1:
            new, old = _about(one.used_at), _about(one.old_used_at)
            by = f"; last letter by the new callback path {new}, by the old one {old}"
        lost = f"; {_letters(one.orphans)} that no till gets: kiosk-relay project orphans {one.name}"
        tills = f"{one.tills} till{'s'[: one.tills != 1]}"
        print(f"{one.name:<16}  {tills}  {_letters(one.unread)} not yet read{by}{lost if one.orphans else ''}")


def orphans(core: Administration, arguments: argparse.Namespace) -> None:
    """The letters that name no till of the project."""
    found = core.orphans(arguments.project)
    if arguments.json:
        rows = [(moment(one.letter.received_at), len(one.letter.body), one.payment or None) for one in found]
        named = [dict(zip(("received_at", "bytes", "payment"), row, strict=True)) for row in rows]
        print(json.dumps({"project": arguments.project, "orphans": named}))
        return
    for one in found:
        of = one.payment or "(no single payment id)"
        print(f"{moment(one.letter.received_at)}  {len(one.letter.body):>7} bytes  {of}")
    if found:
        print(
            "Before the - of a payment id stands the till that made it: one that is not added here or was not yet, or\n"
            "another program that uses the project. A letter without a single payment id says it twice, or is none of\n"
            "the gateway's. No till gets these, also not one that is added later: it asks the gateway about its\n"
            "payments. They go by themselves after 14 days."
        )
    else:
        print(f"no letter lies here that names no till of {arguments.project}")


def _when(at: float) -> str | None:
    return moment(at) if at else None


def _about(at: float) -> str:
    """Noted every five minutes (`limits.note_use_s`), like the tills' asking."""
    return f"{moment(at)} or up to 5 minutes later" if at else "never"


def _letters(count: int) -> str:
    return f"{count} letter{'s'[: count != 1]}"


def _say(arguments: argparse.Namespace, words: str, path: str) -> None:
    if arguments.json:
        print(json.dumps({"project": arguments.project, "callback_path": path}))
    else:
        print(words)


VERBS: tuple[tuple[str, Verb, str, str, tuple[str, ...]], ...] = (
    ("add", add, "Add a project; prints its callback path.", f"{PROJECT} --json", ("project", "json")),
    ("list", listed, "List the projects: tills, letters that wait. No secrets.", "kiosk-relay project list", ("json",)),
    ("rotate", rotate, "Give a project a new callback path, lost or leaked; the one in use goes on.",
     "kiosk-relay project rotate tea-house", ("project", "yes", "json")),
    ("revoke", revoke, "Take the older callback path away; the newest stays.",
     "kiosk-relay project revoke tea-house", ("project", "yes")),
    ("orphans", orphans, "List the letters that name no till: when, how large, which payment. No contents.",
     "kiosk-relay project orphans tea-house", ("project", "json")),
)  # fmt: skip
"""Name, what it does, its help, an example, and what it takes."""


def add_options(parser: argparse.ArgumentParser, takes: tuple[str, ...]) -> None:
    """The words that a verb takes."""
    if "project" in takes:
        parser.add_argument("project", metavar="NAME", help="1 to 64 of A-Z a-z 0-9 . _ -")
    if "yes" in takes:
        parser.add_argument("--yes", action="store_true", help="also where a callback path goes that letters come by")
    if "json" in takes:
        parser.add_argument("--json", action="store_true", help="print one JSON object")
