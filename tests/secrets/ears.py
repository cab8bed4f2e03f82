"""Ears at every place where a program can be overheard, and the three words that must be heard at none of them."""

from __future__ import annotations

import io
import logging
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

KEY = "KeyMark7f3a91"
TOKEN = "TokMark5d0e66"
PIN = "480913572"
"""Like a PIN: figures alone, longer than any amount or time that could hold them by chance."""
MARKS = {"the key": KEY, "the token": TOKEN, "the PIN": PIN}

SETTINGS = """
[shop]
name_en = "Lucky Tea House"
[till]
id = "till1"
customer_ip = "203.0.113.7"
[gate]
url = "http://127.0.0.1:9"
project_id = 383000
environment = "test"
secret = { file = "gate.secret" }
[relay]
url = "http://127.0.0.1:9"
token = { file = "relay.token" }
"""


@dataclass(frozen=True)
class Box:
    """A till's files: settings, the two secrets, a data folder."""

    folder: Path

    @property
    def settings(self) -> Path:
        return self.folder / "kiosk.toml"

    @property
    def key(self) -> Path:
        return self.folder / "gate.secret"

    @property
    def token(self) -> Path:
        return self.folder / "relay.token"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def fill(self) -> Box:
        """Everything as it should be."""
        for path, words in ((self.settings, SETTINGS), (self.key, KEY), (self.token, TOKEN)):
            path.write_text(words, "utf-8")
            path.chmod(0o600)
        self.data.mkdir(mode=0o700, exist_ok=True)
        return self

    def written(self) -> bytes:
        """The bytes and names of all files but the secrets themselves and the settings that name them."""
        found = [path for path in sorted(self.folder.rglob("*")) if path not in (self.key, self.token, self.settings)]
        names = "\n".join(str(path) for path in found).encode()
        return names + b"\n".join(path.read_bytes() for path in found if path.is_file())


@dataclass(frozen=True)
class Way:
    """One way on which a secret could get out. `go` hands back what somebody outside would see beside what is heard."""

    name: str
    go: Callable[[Box], object]


@dataclass
class Heard:
    """Everything that came out, one text."""

    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.parts)

    def leaks(self) -> list[str]:
        """The secrets that were heard, in any of the spellings that print them."""
        return [name for name, mark in MARKS.items() if any(form in self.text for form in _spellings(mark))]


def _spellings(mark: str) -> tuple[str, ...]:
    """As it is, backwards as some encodings keep it, in hex, in base64 at any offset, and escaped."""
    import base64
    from urllib.parse import quote

    plain = mark.encode()
    coded = {base64.b64encode(b"\0" * shift + plain).decode()[4 if shift else 0 : -4] for shift in range(3)}
    return (mark, plain.hex(), quote(mark), "\\x".join(f"{byte:02x}" for byte in plain), *coded)


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear stdout, stderr, every log line with its traceback, warnings, and what an exception says on its way out."""
    heard = Heard()
    out, err, logged = io.StringIO(), io.StringIO(), io.StringIO()
    handler = logging.StreamHandler(logged)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s %(args)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with redirect_stdout(out), redirect_stderr(err), warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            yield heard
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        heard.parts += [out.getvalue(), err.getvalue(), logged.getvalue(), *(str(found.message) for found in warned)]


def story(fault: BaseException) -> str:
    """All that a traceback prints of an exception, causes and contexts included, and the exception in every form."""
    chain: list[BaseException] = []
    current: BaseException | None = fault
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    forms = [f"{one!s} {one!r} {one.args!r} {getattr(one, '__notes__', '')}" for one in chain]
    return "".join(traceback.format_exception(fault)) + "\n".join(forms)


def follow(way: Way, box: Box) -> Heard:
    """Go one way and hear everything."""
    with listening() as heard:
        try:
            seen = way.go(box)
        except (Exception, SystemExit) as fault:
            seen = story(fault)
    heard.parts += [str(seen), repr(seen), box.written().decode("latin-1"), " ".join(sys.argv)]
    return heard
