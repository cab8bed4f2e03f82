"""What the doctor makes of what he sees: lines with cures. It looks at nothing itself but paths and their modes."""

from __future__ import annotations

import ipaddress
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from kiosk.adapters.far_disk import far
from kiosk.adapters.folder import DataFolder
from kiosk.adapters.logo import LogoUnusable, check_logo
from kiosk.adapters.pin_store import exposure
from kiosk.cli import places
from kiosk.cli.awake_ways import NOT_THE_SCREENS
from kiosk.cli.doctor_lines import Line, bad, ok, warn
from kiosk.cli.doctor_probe import NoSecret, NoSound, Probe, Screen, Seen, Unreachable
from kiosk.cli.preflight import CannotStart
from kiosk.gate.standing import Standing
from kiosk.sale.money import Currency, Money
from kiosk.settings import Environment, SecretRef, Settings
from kiosk.ui.scale import LEAST_LONG, LEAST_SHORT

LITTLE_SPACE = 1_000_000_000
NO_SPACE = 100_000_000
CLOCK_WARN_S = 10
CLOCK_BAD_S = 300
"""A code lives for minutes. A clock this wrong shows its deadline wrongly, and soon TLS fails too."""

_NET_CURES = {
    "unreachable": "check this computer's network and the address in the settings",
    "timeout": "it answers too slowly; check the network, then ask who runs it",
    "tls": "check this computer's date and time, then the address; a certificate that does not fit is never taken",
    "token": "copy this till's token again; if it is lost: kiosk-relay till enrol PROJECT TILL, then kiosk enrol here",
    "elsewhere": "another machine uses this till's name; give each till its own, or switch the other one off",
    "busy": "wait a minute and ask again; then look at the relay's log",
    "refused": "the address is not that of the service; check the url in the settings",
    "libraries": "cure the line about libraries first",
    "unreadable": "something else answers at this address; check the url in the settings",
}


def settings(config: Path, found: Settings) -> Iterator[Line]:
    """What was read, and what is allowed but odd."""
    money = ", ".join(f"{limit.currency} up to {limit.grouped}" for limit in found.till.limits)
    project = f"{found.gate.environment} project {found.gate.project_id}"
    above = Money(found.till.ask_above, Currency.HKD)
    asks = f", asks above {above.currency} {above.grouped}" if above.minor else ""
    yield ok("settings", f"{config}: till {found.till.id}, {project}, {money}{asks}")
    if found.gate.environment is Environment.TEST:
        yield warn("settings", "environment is test: no real money", 'for real sales write environment = "live"')
    if not ipaddress.ip_address(found.till.customer_ip).is_global:
        yield warn(
            "settings",
            f"till.customer_ip {found.till.customer_ip} is no public address",
            "put the shop's own public address there; the platform may refuse others",
        )
    logo = found.shop.logo
    if logo is not None:
        try:
            check_logo(logo)
        except LogoUnusable as fault:
            yield warn("settings", f"shop.logo {logo} {fault}", fault.cure)


_STANDING_CURES = {
    Standing.KEY: (
        "the platform refuses the key (code {code})",
        "write the secret key of project {project} again into the {place}, whole and alone, and see whether "
        "gate.project_id in the settings is the number that belongs to it",
    ),
    Standing.PROJECT: (
        "the platform knows no project {project} (code {code})",
        "compare gate.project_id with the number ecommpay gave you; test and live have different ones",
    ),
    Standing.OTHER_KEY: (
        "the platform's answer is signed with another key, so no payment could ever be believed",
        "write the secret key of project {project} again into the {place}, and ask ecommpay which key signs its "
        "answers",
    ),
}


def secrets(found: Settings, probe: Probe) -> Iterator[Line]:
    """The platform's key and the relay's token: there, private, and two different ones."""
    held: list[object] = []
    for name, ref in (("key", found.gate.secret), ("token", found.relay.token)):
        try:
            held.append(probe.secret(ref))
        except NoSecret as fault:
            yield bad(name, *parted(str(fault), "put the secret there"))
            continue
        exposed = probe.exposure(ref)
        yield bad(name, *parted(exposed, "take the others' rights away")) if exposed else ok(name, str(ref))
    if len(held) == 2 and held[0] == held[1]:
        yield bad(
            "token",
            "it is the platform's key, which the relay must never see",
            "put the relay's token there, and ask ecommpay for a new key if the relay has seen this one",
        )


def machine(found: Settings | None, probe: Probe) -> Iterator[Line]:
    """Libraries, screens and the font."""
    try:
        probe.libraries()
    except CannotStart as fault:
        yield bad("libraries", fault.what, fault.cure)
        return
    yield ok("libraries", "Qt finds what it needs")
    text = "" if found is None else found.shop.name_en + found.shop.name_zh
    seen: Seen | None = None
    try:
        seen = probe.qt(text, screen=True)
    except CannotStart as fault:
        yield bad("screens", fault.what, fault.cure)
    else:
        yield from _screens(found, seen.screens)
        yield _awake(seen.awake)
    yield _font(text, seen, probe)


def _screens(found: Settings | None, screens: tuple[Screen, ...]) -> Iterator[Line]:
    names = [screen.name for screen in screens]
    yield ok("screens", ", ".join(f"{screen.name or 'unnamed'} {screen.width}×{screen.height}" for screen in screens))
    wanted = {} if found is None else {"staff": found.screens.staff, "customer": found.screens.customer}
    for role, name in wanted.items():
        if name and name not in names:
            cure = f"plug it in, or use one of {', '.join(names)}"
            yield warn("screens", f"screens.{role} {name!r} is not there", cure)
    scale = 1.0 if found is None else found.screens.scale
    for screen in screens:
        long, short = max(screen.width, screen.height), min(screen.width, screen.height)
        # Below that no page has room, so the window caps its scale.
        if long < LEAST_LONG * scale or short < LEAST_SHORT * scale:
            yield warn(
                "screens",
                f"{screen.name} is too small for scale {scale:g}; the window uses a smaller one",
                "lower screens.scale, or the desktop's own scale",
            )


def _awake(by: tuple[str, ...]) -> Line:
    """Whether the screens stay on. That the computer stays up is not enough: they would go dark all the same."""
    if set(by) - {NOT_THE_SCREENS}:
        return ok("awake", f"while the till runs the screens are kept on by {' and '.join(by)}")
    cure = "switch off blanking, the screen saver and sleep in the system's own settings"
    return warn("awake", "nothing here keeps the screens on for the till", cure)


def _font(text: str, seen: Seen | None, probe: Probe) -> Line:
    try:
        lacking = (seen or probe.qt(text, screen=False)).lacking
    except CannotStart as fault:
        return bad("font", fault.what, fault.cure)
    if lacking:
        return warn("font", f"the shop's names show {lacking} as boxes", "write them with other characters")
    return ok("font", "the bundled font draws everything the till says")


def sound(probe: Probe) -> Line:
    """What the tones of paid and declined come out of. A till works without."""
    try:
        return ok("sound", f"the tones come out of {probe.sound()}")
    except NoSound as fault:
        cure = "plug in or switch on a loudspeaker, or turn the sound off on the till's settings page"
        return warn("sound", f"no sound device: {fault}", cure)


def storage(folder: Path, probe: Probe) -> Iterator[Line]:
    """The data folder, the journal in it, and room for more."""
    data = DataFolder(folder)
    fault = far(folder)
    if fault:
        yield bad("data", f"{folder}: {fault}", "choose a folder on a disk of this computer: --data DIR")
    elif not folder.exists():
        yield ok("data", f"{folder} will be made by the first start")
    elif not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        cure = "give this user the folder, or name another: --data DIR"
        yield bad("data", f"{folder} cannot be used by this user", cure)
    elif sys.platform != "win32" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield warn("data", f"{folder} can be read by other users", f"run chmod 700 {folder}")
    else:
        yield ok("data", str(folder))
    if data.journal.exists():
        fault = probe.journal(data.journal)
        cure = "keep a copy of the folder and call support"
        yield bad("journal", *parted(fault, cure)) if fault else ok("journal", f"{data.journal.name} can be read")
    yield _pin(data.pin)
    free = probe.free_bytes(folder)
    room = f"{free // 1_000_000:,} MB free for {folder}"
    if free < NO_SPACE:
        yield bad("disk", room, "free space: without it no sale can be recorded, and none is started")
    elif free < LITTLE_SPACE:
        yield warn("disk", room, "free space soon")
    else:
        yield ok("disk", room)


def _pin(path: Path) -> Line:
    """The owner's PIN: whether one is set, never which."""
    if not path.exists():
        run = places.spelled("kiosk pin set", data=path.parent)
        return warn("pin", "no owner PIN: totals and leaving are open to everybody", f"run {run}")
    exposed = exposure(path)
    return warn("pin", *parted(exposed, "take the others' rights away")) if exposed else ok("pin", "the owner's is set")


def platform(found: Settings, probe: Probe) -> Iterator[Line]:
    """Whether the platform answers, and whether the two clocks agree."""
    try:
        answered = probe.platform(found)
    except Unreachable as fault:
        yield bad("gate", f"{found.gate.url}: {fault.why}", _NET_CURES.get(fault.why, _NET_CURES["unreachable"]))
        yield warn("project", "not asked: the platform does not answer", "cure the line above first")
        yield warn("clock", "nobody to compare it with", "cure the line about gate first")
        return
    yield ok("gate", f"{found.gate.url} answers")
    yield _standing(found, probe)
    if answered.theirs is None:
        yield warn("clock", "the platform does not tell its time", "compare this computer's clock yourself")
        return
    off = (answered.ours - answered.theirs).total_seconds()
    what = f"this computer is {abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} the platform"
    cure = "let the system set its clock from the network (NTP)"
    if abs(off) > CLOCK_BAD_S:
        yield bad("clock", what, cure)
    elif abs(off) > CLOCK_WARN_S:
        yield warn("clock", what, cure)
    else:
        yield ok("clock", "it agrees with the platform's")


def place(ref: SecretRef) -> str:
    """Where a secret is written, so that nobody takes the setting's name for a file's."""
    return f"file {ref.file}" if ref.file is not None else f"entry {ref.keyring!r} of this computer's keyring"


def _standing(found: Settings, probe: Probe) -> Line:
    """Whether the platform takes this key for this project: told before the first customer stands there."""
    project = found.gate.project_id
    again = "let the doctor look again before the first sale; if it stays, ask ecommpay about it"
    try:
        told = probe.standing(found)
    except NoSecret:
        return warn("project", "not asked: the key is missing", "cure the line about it first")
    except Unreachable as fault:
        return warn("project", f"whether the key is right was not told: {fault.why}", again)
    if told.standing is Standing.ACCEPTED:
        return ok("project", f"the platform accepts project {project} and its key")
    if told.standing is Standing.UNTOLD:
        return warn("project", f"whether the key is right was not told: {told.code}", again)
    what, cure = _STANDING_CURES[told.standing]
    cure = cure.format(project=project, place=place(found.gate.secret))
    return bad("project", what.format(code=told.code, project=project), cure)


def relay(found: Settings, probe: Probe) -> Iterator[Line]:
    """Whether the relay knows this till, and whether it holds letters that no till gets."""
    try:
        told = probe.relay(found)
    except NoSecret:
        yield warn("relay", "not asked: a secret is missing", "cure the line about it first")
        return
    except Unreachable as fault:
        yield bad("relay", f"{found.relay.url}: {fault.why}", _NET_CURES.get(fault.why, _NET_CURES["unreachable"]))
        return
    # With another project's token everything would look well, and no letter would ever come: a person has to see it.
    of = f" as {found.till.id} of {told.project}" if told.project else ""
    yield ok("relay", f"{found.relay.url} knows this till{of}")
    if told.refused_at:
        yield warn(
            "relay",
            f"another machine uses this till's name: one of the two was turned away, last at {told.refused_at:.40}",
            "give each till its own name, and switch off the machine that is not this till. Only if the right one "
            "shows that another computer uses its identity, let whoever runs the relay run: "
            f"kiosk-relay till readmit {told.project or 'PROJECT'} {found.till.id}",
        )
    if told.orphans:
        yield warn(
            "relay",
            f"letters that belong to no till of the project: {told.orphans}",
            "compare till.id with the tills added to the relay; other programs may use this project too. "
            "kiosk-relay project orphans says which payments; they go after 14 days",
        )


def parted(told: str, cure: str) -> tuple[str, str]:
    """What and cure of a text that holds both around its last colon; the given cure when it holds one only."""
    what, colon, rest = told.rpartition(": ")
    return (what, rest) if colon else (told, cure)
