"""Where the relay keeps things and where it listens: command-line texts turned into checked values.

It must not open anything: it reads texts, asks the resolver what a host name means, and says what is wrong.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import platformdirs

from kiosk.relay.errors import SettingError

_SQLITE = "sqlite:///"
_EXAMPLE = "Write sqlite:///relative/path.db or sqlite:////absolute/path.db"


def database_path(url: str | None) -> Path:
    """The file behind `--database URL`; without one, a file in this user's data folder.

    Raises:
        SettingError: another kind of database, or no path.
    """
    if url is None:
        return Path(platformdirs.user_data_dir("fps-kiosk-relay", appauthor=False)) / "relay.db"
    if not url.startswith(_SQLITE):
        raise SettingError("--database is no address of a SQLite file", _EXAMPLE)
    path = unquote(url.removeprefix(_SQLITE))
    if not path or path.endswith("/") or "\0" in path or Path(path).is_dir():
        raise SettingError("--database names no file", _EXAMPLE)
    return Path(path)


@dataclass(frozen=True, slots=True)
class Listen:
    """Where to listen; port 0 lets the system choose. `descriptor` is a socket that somebody else opened there."""

    family: socket.AddressFamily
    host: str
    port: int
    descriptor: int | None = None


def listen_address(text: str, *, public: bool) -> Listen:
    """`HOST:PORT` as an address, or `fd:N` as a socket that was handed over; one that other machines reach only with
    `public`.

    Raises:
        SettingError: malformed, unknown host, no such socket, or public without the flag.
    """
    if re.fullmatch(r"fd:[0-9]{1,4}", text):
        listen = _handed_over(int(text.removeprefix("fd:")))
    else:
        listen = _written(text, "--listen")
    if not public and not _loopback(listen.host):
        raise SettingError(
            f"{listen.host} can be reached from other machines, and the relay speaks plain HTTP",
            "Listen on 127.0.0.1 behind a proxy that does TLS, or say --public if you mean it",
        )
    return listen


def metrics_address(text: str) -> Listen:
    """`HOST:PORT` of the metrics, which only this machine may read.

    Raises:
        SettingError: malformed, unknown host, or reachable from other machines.
    """
    listen = _written(text, "--metrics")
    if not _loopback(listen.host):
        raise SettingError(
            f"{listen.host} can be reached from other machines, and metrics are for this one",
            "Use 127.0.0.1, and let the collector run here or come through a tunnel",
        )
    return listen


def _loopback(host: str) -> bool:
    return ipaddress.ip_address(host.partition("%")[0]).is_loopback


def _handed_over(descriptor: int) -> Listen:
    """The address of a listening socket that another program opened for us, such as systemd."""
    try:
        with socket.socket(fileno=os.dup(descriptor)) as handed:
            place = handed.getsockname()
            if handed.type == socket.SOCK_STREAM and handed.family in (socket.AF_INET, socket.AF_INET6):
                return Listen(socket.AddressFamily(handed.family), str(place[0]), int(place[1]), descriptor)
    except OSError as fault:
        raise SettingError(f"--listen fd:{descriptor} is no socket ({fault.strerror})", _HANDED) from fault
    raise SettingError(f"--listen fd:{descriptor} is no TCP socket", _HANDED)


_HANDED = "Let the program that starts the relay open it (systemd: a .socket unit), or write HOST:PORT"


def _written(text: str, flag: str) -> Listen:
    host, colon, port_text = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port_text.isascii() or not port_text.isdecimal() or int(port_text) > 65_535:
        raise SettingError(f"{flag} is no HOST:PORT", "Write for example 127.0.0.1:8780, or [::1]:8780")
    family, address = _resolved(host, flag)
    return Listen(family, address, int(port_text))


def _resolved(host: str, flag: str) -> tuple[socket.AddressFamily, str]:
    """A numeric address is itself; a name is what the system makes of it."""
    try:
        version = ipaddress.ip_address(host).version
        return (socket.AF_INET6 if version == 6 else socket.AF_INET), host
    except ValueError:
        pass
    try:
        family, _, _, _, place = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as fault:
        raise SettingError(f"the host in {flag} is not known here", "Use an address of this machine") from fault
    return family, str(place[0])
