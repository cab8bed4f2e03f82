"""`kiosk enrol`: the code that the relay's owner read out becomes this till's token, in its place.

The code comes from the terminal or from stdin and is never an argument: arguments stand in the list of processes and
in the shell's history. The token is shown nowhere. Nothing that the settings say is changed; what they lack is told,
and the shop's address written in where there is none.
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli import places
from kiosk.cli.enrol_settings import Draft, draft, with_address
from kiosk.cli.trouble import Trouble

if TYPE_CHECKING:
    from kiosk.adapters.enrolment import Enrolled
    from kiosk.adapters.http_client import Client

NEW_CODE = "ask whoever runs the relay for a new one: kiosk-relay till enrol PROJECT TILL"
_SAME = "the code is still good: try again"
WHY = {
    "unreachable": (
        "the relay cannot be reached",
        f"Look at its address and at this computer's network; {_SAME}.",
    ),
    "tls": (
        "the connection to the relay is not safe, so nothing was sent",
        f"Set this computer's date and time, then look at the relay's address; {_SAME}.",
    ),
    "timeout": (
        "the connection to the relay broke before its answer was here",
        f"The code may be used up by this: if it is not taken any more, {NEW_CODE}",
    ),
    "busy": ("the relay cannot store anything just now", f"Wait a minute; {_SAME}."),
    "often": ("too many wrong codes came from this shop's address", f"Wait a minute; {_SAME}."),
    "code": (
        "the relay does not take this code",
        f"It works once and for ten minutes. Look at its spelling; if it is right, {NEW_CODE}",
    ),
    "other": (
        "this code is for another till than the settings say",
        "Nothing is changed, here or there. Ask for a code for this till: kiosk-relay till enrol PROJECT TILL",
    ),
    "unreadable": (
        "what answers at this address is no relay, or one of another release",
        f"Look at the relay's address. The code may be used up by this: then {NEW_CODE}",
    ),
}
"""What a person reads for each word of `NotEnrolled`."""
_CODE = re.compile(r"[A-Za-z0-9]{12}")


def command(arguments: argparse.Namespace) -> int:
    """Enrol this till. Raises Trouble."""
    from kiosk.adapters.http_client import BadAddress, client_for

    config: Path = arguments.config or places.settings_file()
    settings = draft(config)
    url = _relay(settings, arguments.relay)
    _check_place(settings)
    try:
        client = client_for(url, settings.environment)
    except BadAddress as fault:
        raise Trouble(str(fault), "The address of the relay: --relay https://relay.example") from None
    with client:
        return enrol(settings, url, client, _typed, _agreed if arguments.project is None else arguments.project)


def enrol(
    settings: Draft, url: str, client: Client, ask: Callable[[str], str], meant: str | Callable[[str], bool]
) -> int:
    """Ask for the code and change it for the token. Raises Trouble.

    Args:
        ask: shows a text, gives back what was typed.
        meant: the project that the code has to be of, or who is asked whether its project is the right one. Shops of
            two companies have a till of the same name each, and the code alone does not tell them apart.
    """
    from kiosk.adapters.enrolment import NotEnrolled
    from kiosk.adapters.enrolment import enrol as changed
    from kiosk.adapters.key_store import SecretUnavailable, keep
    from kiosk.compose.edge import mono

    code = _plain(ask("The code for this till: "))
    try:
        found = changed(client, mono, code, settings.till)
    except NotEnrolled as fault:
        raise Trouble(*WHY[fault.why]) from None
    if settings.till not in ("", found.till):
        raise Trouble(
            f"the code was for till {found.till}, and the settings say till {settings.till}; it is used up, and "
            "nothing is changed here",
            f"Ask for a code for this till: kiosk-relay till enrol {found.project} {settings.till}",
        )
    _check_project(found, meant)
    before = settings.place.file is not None and settings.place.file.exists()
    try:
        keep(settings.place, found.token)
    except SecretUnavailable as fault:
        raise Trouble(f"the token came and cannot be kept: {fault}", f"Cure that; then {NEW_CODE}") from None
    _tell(settings, url, found, before=before)
    return 0


def _check_project(found: Enrolled, meant: str | Callable[[str], bool]) -> None:
    """Raises Trouble when it is not the one that is meant."""
    if isinstance(meant, str):
        right = found.project == meant
    else:
        right = meant(f"This code makes the computer till {found.till} of {found.project}. Is that right? (y/n) ")
    if not right:
        project = meant if isinstance(meant, str) else "PROJECT"
        raise Trouble(
            f"the code was for till {found.till} of {found.project}; it is used up, and nothing is changed here",
            f"Ask for a code of the right project: kiosk-relay till enrol {project} {found.till}",
        )


def _tell(settings: Draft, url: str, found: Enrolled, *, before: bool) -> None:
    """What happened, and what is left to do."""
    print(f"This computer is now till {found.till} of {found.project}. Its token is in {settings.place}.")
    if before:
        print(
            "It took the place of the token before. A till that is running goes on with that one until it is started\n"
            f"again; after that it can be taken away: kiosk-relay till revoke --old {found.project} {found.till}"
        )
    told = _address(settings, found.address)
    if told:
        print(told)
    lacking = _lacking(settings, url, found)
    if not settings.there:
        print(f"There are no settings in {settings.path} yet. What belongs into them of this:")
    elif lacking:
        print(f"{settings.path} lacks this still; a head in brackets that is there already is not written again:")
    if lacking:
        print("\n".join(["", *lacking, ""]))
    print(f"Then see whether all is well: {places.spelled('kiosk doctor', settings.path)}")


def _lacking(settings: Draft, url: str, found: Enrolled) -> list[str]:
    """Lines that the settings need and do not have."""
    till = [] if settings.till else [f'id = "{found.till}"']
    if not settings.there:
        till += [f'customer_ip = "{found.address}"'] if _public(found.address) else []
    relay = [] if settings.relay else [f'url = "{url}"']
    relay += [] if settings.token else ['token = { file = "relay.token" }']
    return [*(["[till]", *till] if till else []), *(["[relay]", *relay] if relay else [])]


def _address(settings: Draft, address: str) -> str:
    """What is said of the shop's public address; where the settings lack it, it is written in."""
    if not _public(address):
        return (
            "The relay does not see the public address of this shop. Ask your internet provider for it, and write it\n"
            "into the settings as till.customer_ip."
        )
    if not settings.there:
        return ""
    if settings.customer_ip == address:
        return f"till.customer_ip is {address}, as the relay sees it."
    if settings.customer_ip:
        return (
            f"till.customer_ip is {settings.customer_ip}, and the relay sees this shop as {address}.\n"
            f'It was left as it is. Unless you know better, write customer_ip = "{address}"'
        )
    if _written(settings.path, address):
        return f'customer_ip = "{address}" was written into {settings.path}: the address of this shop.'
    return f'Write this below [till] in {settings.path}, the address of this shop: customer_ip = "{address}"'


def _written(path: Path, address: str) -> bool:
    from kiosk.adapters.whole_file import put_bytes

    try:
        data = with_address(path.read_bytes(), address)
        if data is None:
            return False
        # Behind a link is the file that is meant.
        put_bytes(path.resolve(), data, path.stat().st_mode & 0o777)
    except OSError:
        return False
    return True


def _public(address: str) -> bool:
    return bool(address) and ipaddress.ip_address(address).is_global


def _relay(settings: Draft, given: str | None) -> str:
    """The relay's address. Raises Trouble when there is none, or two."""
    url = (given or "").rstrip("/")
    if url and settings.relay and url != settings.relay:
        raise Trouble(
            f"the settings in {settings.path} name another relay: {settings.relay}",
            "Leave --relay out, or change relay.url in the settings first.",
        )
    if not url and not settings.relay:
        again = places.spelled("kiosk enrol", settings.path)
        where = "" if settings.there else f", and there are no settings in {settings.path}"
        raise Trouble(f"no relay is named{where}", f"Run: {again} --relay https://relay.example")
    return url or settings.relay


def _check_place(settings: Draft) -> None:
    """The token can be kept: looked at before the code is used up. Raises Trouble."""
    from kiosk.adapters.key_store import SecretUnavailable, ready

    file = settings.place.file
    if file is None:
        try:
            ready(settings.place)
        except SecretUnavailable as fault:
            raise Trouble(str(fault), "Nothing was asked yet.") from None
        return
    if not file.parent.is_dir():
        if settings.there:
            raise Trouble(f"there is no folder {file.parent} for the token", "Make it, or change relay.token.")
        try:
            file.parent.mkdir(mode=0o700, parents=True)
        except OSError as fault:
            raise Trouble(f"the folder {file.parent} cannot be made ({fault.strerror})", "Use --config FILE.") from None
    if file.is_dir() or not os.access(file.parent, os.W_OK | os.X_OK):
        raise Trouble(f"the token cannot be written to {file}", f"Give this user the right to write in {file.parent}.")


def _plain(typed: str) -> str:
    """The code without what people type between its groups. Raises Trouble for what can be none."""
    code = re.sub(r"[\s\u002d\u2010-\u2015\u2212]+", "", typed)
    if not _CODE.fullmatch(code):
        raise Trouble(
            "that is no code: it has 12 letters and digits, in three groups of four",
            "Nothing was sent; type it again as it was printed.",
        )
    return code.upper()


def _agreed(question: str) -> bool:
    """What the person at the terminal says; a program that gives the code says the project beforehand, or means it."""
    return not sys.stdin.isatty() or _typed(question).strip().lower() in ("y", "yes")


def _typed(prompt: str) -> str:
    """A line from the terminal, or from whatever stdin is. A code is good once: who looks over a shoulder is late."""
    try:
        return input(prompt) if sys.stdin.isatty() else sys.stdin.readline(256)
    except EOFError:
        print()
        return ""
