"""Who is on the line: the address a request is counted under, and the connections that have shown nothing yet.

Whoever has shown a valid token or a known callback address is counted here no longer, so twenty tills behind one
address never stand in each other's way. Of those who have shown neither, each address has a bounded number of
connections; one more, and the oldest of them makes room. So an honest till is let in at once whatever its neighbours
hold open. It must not know HTTP beyond the one header that a proxy adds.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from kiosk.relay.errors import SettingError

_Line = TypeVar("_Line")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LOOPBACK = ("127.0.0.1", "::1")
"""Whom the relay believes about the address it speaks for, unless it is told otherwise."""

# Whoever rents one IPv6 address has the whole /64.
_HOUSEHOLD = 64


class Proxies:
    """The proxies that are believed about `X-Forwarded-For`.

    Args:
        texts: addresses or networks (`10.0.0.0/8`).

    Raises:
        SettingError: one of them is neither.
    """

    def __init__(self, texts: Iterable[str] = LOOPBACK) -> None:
        self._networks = tuple(_network(text) for text in texts)
        self._cached = lru_cache(maxsize=4_096)(self._nearest)

    def trust(self, host: str) -> bool:
        """Whether this address is a proxy's."""
        address = _address(host)
        return address is not None and self._covers(address)

    def speaks_for(self, proxy: str, forwarded: str) -> str:
        """The nearest address in `X-Forwarded-For` that is no proxy of ours; the proxy itself if there is none.

        What stands left of it was written by the caller and proves nothing.
        """
        return self._cached(proxy, forwarded)

    def _nearest(self, proxy: str, forwarded: str) -> str:
        for text in reversed(forwarded.split(",")):
            address = _address(text.strip())
            if address is None:
                break
            if not self._covers(address):
                return str(address)
        return proxy

    def _covers(self, address: _Address) -> bool:
        return any(address in network for network in self._networks)


class Strangers(Generic[_Line]):
    """Connections that have shown neither a token nor a callback address, by address, the oldest first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lines: dict[_Line, str] = {}
        self._groups: dict[str, dict[_Line, None]] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def enter(self, line: _Line, source: str | None) -> _Line | None:
        """Count a connection under an address (`None`: under no address, for a proxy's); gives who must go for it."""
        key = _household(source) if source is not None else ""
        self._lines[line] = key
        if not key:
            return None
        group = self._groups.setdefault(key, {})
        group[line] = None
        return self._out(next(iter(group))) if len(group) > self._most else None

    def leave(self, line: _Line) -> None:
        """It has shown something, or is gone."""
        if line in self._lines:
            self._out(line)

    def oldest(self) -> _Line | None:
        """Who must go first when there is no room for anybody; no longer counted."""
        return self._out(next(iter(self._lines))) if self._lines else None

    def _out(self, line: _Line) -> _Line:
        key = self._lines.pop(line)
        group = self._groups.get(key)
        if group is not None:
            group.pop(line, None)
            if not group:
                del self._groups[key]
        return line


def proxies(texts: Sequence[str] | None) -> Proxies:
    """Those of `--trust-proxy`; without any, this machine's own. Raises `SettingError`."""
    return Proxies(texts or LOOPBACK)


def _network(text: str) -> _Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        raise SettingError(
            f"--trust-proxy {text} is no address", "Write the proxy's address, 10.0.0.7, or a network, 10.0.0.0/24"
        ) from None


def _address(text: str) -> _Address | None:
    """An address, written as proxies write them: bare, in brackets, or with a port behind it."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


@lru_cache(maxsize=4_096)
def _household(source: str) -> str:
    address = _address(source)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _HOUSEHOLD), strict=False))
    return str(address) if address is not None else source or "unknown"
