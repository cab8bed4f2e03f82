"""The options of ``kiosk simulator``, read and checked, and the line that letters take.

Every fault names the option and its cure. It must not know Gate's answers or the server.
"""

from __future__ import annotations

import argparse
import http.client
import ipaddress
import socket
from dataclasses import fields
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from kiosk.simulator import stories
from kiosk.simulator.checks import Terms
from kiosk.simulator.display import Payee
from kiosk.simulator.plot import Pace

_POST_SECONDS = 10.0
_SCHEMES = ("demo.invalid", "hk.com.hkicl")
_EXAMPLE = r"""example:
  kiosk simulator --listen 127.0.0.1:8790 --project 383000 --secret-file gate.secret \
      --callback http://127.0.0.1:8780/callback/PATH

the phone:
  GET /simulator/payments, POST /simulator/pay/ID, POST /simulator/decline/ID

stories (HK$5.03 tells story 03):

"""


class Fault(ValueError):
    """A wrong option; the text names it and the cure."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``kiosk simulator``; the help ends with the table of stories."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = "Serve a pretend ecommpay Gate. The cents of an amount choose what happens to it."
    parser.epilog = _EXAMPLE + stories.table()
    add = parser.add_argument
    add("--listen", default="127.0.0.1:8790", metavar="HOST:PORT", help="port 0: a free one (%(default)s)")
    add("--project", required=True, type=int, metavar="N", help="the project id it answers for")
    add("--secret-file", required=True, type=Path, metavar="FILE", help="holds the project's secret key")
    add("--callback", required=True, metavar="URL", help="where letters are posted")
    add("--scheme", choices=_SCHEMES, default=_SCHEMES[0], help="what its codes claim to be (%(default)s)")
    add("--pace", default="", metavar="NAME=S,...", help=f"seconds of: {', '.join(_beats())}")
    add("--manual", action="store_true", help="nobody pays until the phone says so")
    add("--payee", default=Payee().name_en, metavar="NAME", help="payee in the codes (%(default)s)")
    add("--payee-zh", default="", metavar="NAME", help="payee in Chinese")
    add("--limit-cny", type=int, metavar="MINOR", help="most that one CNY purchase may be, in minor units")
    add("--public", action="store_true", help="allow an address that other computers can reach")


def secret(path: Path) -> str:
    """The secret key: the file's text without its line break. Raises Fault."""
    try:
        raw = path.read_bytes()
    except OSError as why:
        raise Fault(f"--secret-file {path}: {why}; name a UTF-8 file that holds the secret key") from why
    try:
        text: str | None = raw.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        text = None  # raised below: the codec's own error holds the bytes
    if text is None:
        raise Fault(f"--secret-file {path} is no text; name a UTF-8 file that holds the secret key")
    if not text:
        raise Fault(f"--secret-file {path} is empty; put the project's secret key in it")
    return text


def pace(text: str, manual: bool) -> Pace:
    """``code=0.1,pay=0.3`` as a Pace; what is not named keeps its own time. Raises Fault."""
    chosen: dict[str, float] = {}
    for pair in filter(None, text.split(",")):
        name, _, seconds = pair.partition("=")
        if name not in _beats():
            raise Fault(f"--pace {name!r} is unknown; use {', '.join(_beats())}")
        try:
            chosen[name] = float(seconds)
        except ValueError as why:
            raise Fault(f"--pace {pair!r}: give seconds, as in {name}=1.5") from why
        if not 0 <= chosen[name] < 1e6:
            raise Fault(f"--pace {pair!r}: give seconds from 0 up to a million")
    return Pace(**chosen, auto_pay=not manual)


def terms(limit_cny: int | None) -> Terms:
    """The method's own limit for HKD, and one for CNY where it is given. Raises Fault."""
    if limit_cny is None:
        return Terms()
    if limit_cny < 1:
        raise Fault(f"--limit-cny {limit_cny}: give minor units from 1, or leave it out")
    return Terms(limits={**Terms().limits, "CNY": limit_cny})


def listener(address: str, public: bool) -> socket.socket:
    """A listening socket on ``HOST:PORT``; beyond this computer only if asked. Raises Fault or OSError."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise Fault(f"--listen {address!r}: use HOST:PORT, as in 127.0.0.1:8790")
    if not public and not _is_loopback(host):
        raise Fault(f"--listen {address!r} can be reached from elsewhere; add --public when that is meant")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, int(port)), family=family)


class Callback:
    """Posts letters to one address: no redirects, no proxies, nothing of the environment."""

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise Fault(f"--callback {url!r} is no address; use http://HOST:PORT/PATH or https://HOST/PATH")
        self._parts: SplitResult = parts

    def __call__(self, body: bytes) -> int:
        """Deliver one letter and return the HTTP status; raises OSError when the line is down."""
        parts = self._parts
        connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = connect(parts.hostname or "", parts.port, timeout=_POST_SECONDS)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request("POST", target, body, {"Content-Type": "application/json"})
            return connection.getresponse().status
        except http.client.HTTPException as broken:
            raise OSError(f"no HTTP answer from the callback address: {broken!r}") from broken
        finally:
            connection.close()


def _beats() -> list[str]:
    return [beat.name for beat in fields(Pace) if beat.name != "auto_pay"]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
