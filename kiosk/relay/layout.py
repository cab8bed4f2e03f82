"""Where things belong on a server: the files that `install` writes, from the templates that ship with the program.

Pure but for reading the templates. It must not write anything or run anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kiosk.relay.errors import SettingError
from kiosk.resources import data

USER = "kiosk-relay"
DATA = "/var/lib/kiosk-relay"
BACKUPS = "/var/backups/kiosk-relay"
DATABASE = f"sqlite:///{DATA}/relay.db"
COMMAND = "/usr/local/bin/kiosk-relay"
CADDYFILE = "/etc/caddy/Caddyfile"
CADDY_IMPORT = "import kiosk-relay.caddy"
CERTIFICATES = "/etc/letsencrypt/live"
PORT = 8780
METRICS = 9464

_HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
_PLACE = re.compile(r"/[A-Za-z0-9._/+-]+")
_MARK = re.compile(r"@([A-Z]+)@")


@dataclass(frozen=True, slots=True)
class Placed:
    """One file: its absolute path on the server, its text, its mode, and in words what it is."""

    path: str
    text: str
    mode: int
    what: str


def files(host: str, proxy: str, program: Path) -> list[Placed]:
    """Everything to be written for a host name, `caddy` or `nginx`, and the program at an absolute path.

    Raises:
        SettingError: no public host name, or a program in a place that the unit cannot name or reach.
    """
    if not _HOST.fullmatch(host):
        raise SettingError(f"{host!r} is no public host name", "Write it in small letters, as relay.example.com")
    words = {
        "HOST": host,
        "PROGRAM": _checked(program),
        "USER": USER,
        "DATABASE": DATABASE,
        "CERTIFICATES": CERTIFICATES,
        "PORT": str(PORT),
        "METRICS": str(METRICS),
    }

    def filled(name: str) -> str:
        text = data("assets", "relay", name).read_text("utf-8")
        return _MARK.sub(lambda mark: words[mark[1]], text)

    units = "/etc/systemd/system/kiosk-relay"
    front = {"caddy": "/etc/caddy/kiosk-relay.caddy", "nginx": "/etc/nginx/sites-available/kiosk-relay"}[proxy]
    return [
        Placed(f"{units}.socket", filled("kiosk-relay.socket"), 0o644, "the socket, held by the system"),
        Placed(f"{units}.service", filled("kiosk-relay.service"), 0o644, "the service, shut in as far as it goes"),
        Placed(COMMAND, filled("kiosk-relay.sh"), 0o755, "the command kiosk-relay, as the user of the service"),
        Placed(front, filled(f"kiosk-relay.{proxy}"), 0o644, f"{proxy}: https://{host} in front of the relay"),
    ]


def _checked(program: Path) -> str:
    text = str(program)
    if not _PLACE.fullmatch(text):
        raise SettingError(f"the program's path {text} has characters that a unit cannot carry", _ELSEWHERE)
    return text


def reachable(program: Path) -> None:
    """Raises SettingError when the service could not see its own program there."""
    for closed in ("home", "root", "run/user", "tmp"):
        if program.is_relative_to(f"/{closed}"):
            raise SettingError(f"the service is shut out of /{closed}, and the program is in there", _ELSEWHERE)
    if program == Path(COMMAND):
        raise SettingError(f"the program itself is {COMMAND}", _ELSEWHERE)


_ELSEWHERE = "Install it in a virtual environment such as /usr/local/lib/fps-kiosk, and run the one in there"
