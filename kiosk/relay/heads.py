"""The head of one request: gathered within bounds, and refused when two programs could read it differently.

The parser has refused most of that already (both lengths, a length twice, folded lines, bare line feeds). What it
leaves open is closed here: who is meant (Host), which address (the target), and where the request ends. It must not
know sockets, addresses of callbacks or tokens.
"""

from __future__ import annotations

from urllib.parse import unquote

import httptools

from kiosk.relay.limits import Limits

_NAMED = frozenset({b"host", b"content-length", b"transfer-encoding", b"expect", b"x-forwarded-for"})
_ENDS = "Send one Content-Length, or Transfer-Encoding: chunked with HTTP/1.1"


class Unreadable(Exception):
    """What came is no request that everybody would read alike. `error` and `cure` are for its sender."""

    def __init__(self, error: str, cure: str) -> None:
        super().__init__(error)
        self.error = error
        self.cure = cure


class Head:
    """One head. `check` raises `Unreadable` or fills `method`, `path` (decoded), `query` and `version`."""

    __slots__ = ("_limits", "_named", "_size", "_target", "fields", "method", "path", "query", "raw_path", "version")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._size = 0
        self._target = b""
        self._named: dict[bytes, list[bytes]] = {}
        self.fields: list[tuple[bytes, bytes]] = []
        """(lower-case name, value) in order."""

    def add_target(self, part: bytes) -> None:
        """A piece of the request's target. Raises `Unreadable`."""
        self._target += part
        self._size += len(part)
        if self._size > self._limits.max_head:
            raise self._too_large()

    def add(self, name: bytes, value: bytes) -> None:
        """One header. Raises `Unreadable`."""
        self._size += len(name) + len(value) + 4
        if self._size > self._limits.max_head:
            raise self._too_large()
        if len(self.fields) >= self._limits.max_headers:
            raise Unreadable("too many headers", f"Send at most {self._limits.max_headers}")
        name = name.lower()
        self.fields.append((name, value))
        if name in _NAMED:
            self._named.setdefault(name, []).append(value)

    @property
    def expects(self) -> bool:
        """Whether the sender waits to be told to go on."""
        values = self._named.get(b"expect")
        return values is not None and values[0].strip().lower() == b"100-continue"

    @property
    def forwarded(self) -> str:
        """What proxies say whom they speak for; "" when they say nothing."""
        values = self._named.get(b"x-forwarded-for")
        return b",".join(values).decode("latin-1") if values else ""

    @property
    def names(self) -> set[bytes]:
        """Which headers there are."""
        return {name for name, _ in self.fields}

    @property
    def room(self) -> int:
        """How many bytes more it may have."""
        return self._limits.max_head - self._size

    def check(self, method: bytes, version: str, *, upgrade: bool) -> None:
        """The head is whole. Raises `Unreadable`."""
        if version not in ("1.1", "1.0"):
            raise Unreadable("another version of HTTP", "Send HTTP/1.1")
        if upgrade:
            raise Unreadable("another protocol", "Send HTTP/1.1 without Upgrade, and no CONNECT")
        named = self._named
        hosts = len(named.get(b"host", ()))
        if hosts > 1 or (hosts == 0 and version == "1.1"):
            raise Unreadable("no Host, or several", "Send one Host")
        lengths, codings = named.get(b"content-length", ()), named.get(b"transfer-encoding", ())
        if lengths and codings:
            # Two programs that believe different ones of the two see different requests (RFC 9112, 6.3).
            raise Unreadable("Content-Length and Transfer-Encoding together", _ENDS)
        if len(lengths) > 1 or (lengths and not lengths[0].strip(b" \t").isdigit()):
            raise Unreadable("unreadable Content-Length", _ENDS)
        if codings and (version == "1.0" or [coding.strip(b" \t").lower() for coding in codings] != [b"chunked"]):
            raise Unreadable("unreadable Transfer-Encoding", _ENDS)
        self.method = method
        self.version = version
        self._find()

    def _find(self) -> None:
        """The target as path and query: `/path?query`, or the same behind `http://host` (RFC 9112, 3.2)."""
        target = self._target
        if not target.startswith(b"/"):
            target = _of_absolute(target)
        if b"#" in target:
            raise Unreadable("a fragment in the address", "Leave out what begins with #")
        self.raw_path, _, self.query = target.partition(b"?")
        try:
            path = self.raw_path.decode("ascii")
        except UnicodeDecodeError:
            raise Unreadable("unreadable address", "Send ASCII, the rest with %") from None
        self.path = unquote(path) if "%" in path else path

    def _too_large(self) -> Unreadable:
        return Unreadable("head too large", f"Send at most {self._limits.max_head} bytes before the body")


def _of_absolute(target: bytes) -> bytes:
    if target == b"*":
        return b"/*"
    try:
        if not target.lower().startswith((b"http://", b"https://")):
            raise httptools.HttpParserInvalidURLError
        url = httptools.parse_url(target)
    except httptools.HttpParserInvalidURLError:
        raise Unreadable("unreadable address", "Send /path?query") from None
    return (url.path or b"/") + (b"?" + url.query if url.query else b"")
