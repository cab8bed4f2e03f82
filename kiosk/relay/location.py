"""Where the relay keeps things and where it listens: command-line texts turned into checked values.

It must not open anything but a file that holds such a text: it reads texts, asks the resolver what a host name
means, and says what is wrong. It never repeats a password.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import stat
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import platformdirs

from kiosk.relay.errors import SettingError

_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgres://")
_EXAMPLE = (
    "Write sqlite:///relative/path.db or sqlite:////absolute/path.db, or postgresql://USER@HOST/DATABASE for PostgreSQL"
)
_MOST = 4_096


@dataclass(frozen=True, slots=True)
class Postgres:
    """A database of PostgreSQL. Only the driver may see `url`; people see the text of this, without a password."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        return f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"

    def without_password(self, text: str) -> str:
        """What somebody else said about it, fit to be shown."""
        password = urlsplit(self.url).password
        for secret in {password, unquote(password)} if password else ():
            text = text.replace(secret, "…")
        return text


def database(url: str | None, file: str | None = None) -> Path | Postgres:
    """Where the letters are: behind `--database URL`, or the URL in `--database-file FILE`.

    Raises:
        SettingError: neither a SQLite file nor PostgreSQL, or a file that cannot be read.
    """
    if file is not None:
        if url is not None:
            raise SettingError("--database and --database-file together", "Give one of the two")
        try:
            url = _address_in(Path(file))
        except (OSError, UnicodeDecodeError):
            raise SettingError("the file of --database-file cannot be read", "Give a file with one address") from None
    if url is None or not url.startswith(_POSTGRES):
        return database_path(url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingError("--database cannot be read", _ENCODE) from None
    # A second @ is a password's: what stands behind the first would be looked up, and shown, as a host.
    if port == 0 or parts.netloc.count("@") > 1 or re.search(r"\s|%(?![0-9A-Fa-f]{2})", url):
        raise SettingError("--database cannot be read", _ENCODE)
    if "@" in parts.path + parts.query + parts.fragment or parts.fragment or "\n" in url:
        raise SettingError("--database cannot be read", _ENCODE)
    if "password=" in parts.query.lower():
        raise SettingError("--database has its password in an unusual place", "Write postgresql://USER:PASSWORD@HOST/…")
    return Postgres(url)


def _address_in(file: Path) -> str:
    """The one address in a file that holds a password, perhaps. Raises OSError, UnicodeDecodeError, SettingError."""
    with file.open("rb") as opened:
        mode = os.fstat(opened.fileno()).st_mode
        if os.name == "posix" and stat.S_ISREG(mode) and mode & 0o077:
            raise SettingError("others may read the file of --database-file", f"chmod 600 {file}")
        return opened.read(_MOST).decode().strip()


_ENCODE = "Write / @ : # ? % in a password as %2F %40 %3A %23 %3F %25, or keep it in a password file (PGPASSFILE)"


def database_path(url: str | None) -> Path:
    """The file behind `--database URL`; without one, a file in this user's data folder.

    Raises:
        SettingError: another kind of database, or no path.
    """
    if url is None:
        return Path(platformdirs.user_data_dir("fps-kiosk-relay", appauthor=False)) / "relay.db"
    if not url.startswith(_SQLITE):
        raise SettingError("--database is no address of a database that the relay can use here", _EXAMPLE)
    if "?" in url:
        raise SettingError("--database has a ? in it, and a file takes no options", "Leave it out; in a name write %3F")
    path = unquote(url.removeprefix(_SQLITE))
    if not path or path == ":memory:" or path.endswith("/") or "\0" in path or Path(path).is_dir():
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
