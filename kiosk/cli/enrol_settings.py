"""What `kiosk enrol` reads of settings that may be half written, and what it writes into them.

A till that is being set up has no settings that would be taken yet; so each value is looked at for itself, and what is
wrong with the others is the doctor's to tell. It must not know the relay.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kiosk.cli.trouble import Trouble
from kiosk.settings import SecretRef, checks
from kiosk.values import dataclass

TOKEN_FILE = "relay.token"  # noqa: S105 — the name of a file, no secret
_TILL_HEAD = re.compile(r"^[ \t]*\[[ \t]*till[ \t]*\][ \t]*(#[^\r\n]*)?(\r?\n|$)", re.MULTILINE)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Draft:
    """A settings file as far as it is there. "" and None stand for what it does not say, or says wrongly."""

    path: Path
    there: bool
    relay: str
    token: SecretRef | None
    till: str
    customer_ip: str
    environment: str

    @property
    def place(self) -> SecretRef:
        """Where the token goes: where the settings say, or beside them."""
        return self.token or SecretRef(file=self.path.parent / TOKEN_FILE)


def draft(path: Path) -> Draft:
    """The settings as far as they are there. Raises Trouble for a file that cannot be read or is no TOML."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Draft(path, False, "", None, "", "", "live")
    except OSError as fault:
        raise Trouble(f"{path}: {fault.strerror or fault}", "name the settings' file: --config FILE") from fault
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
    except ValueError as fault:
        raise Trouble(f"{path} is no TOML: {fault}", "correct that line; nothing was asked yet") from None

    def take(section: str, key: str, check: Callable[[object], _T], default: _T) -> _T:
        table = document.get(section)
        try:
            return check(table[key]) if isinstance(table, dict) and key in table else default
        except checks.Wrong:
            return default

    return Draft(
        path,
        True,
        take("relay", "url", checks.url, ""),
        take("relay", "token", checks.secret(path.parent), None),
        take("till", "id", checks.till_id, ""),
        take("till", "customer_ip", checks.text, ""),
        take("gate", "environment", checks.choice("live", "test"), "live"),
    )


def with_address(data: bytes, address: str) -> bytes | None:
    """The file with `till.customer_ip` in it, which it lacks; None where that is not plain and a person has to."""
    try:
        before = tomllib.loads(data.decode("utf-8-sig"))
        heads = list(_TILL_HEAD.finditer(data.decode("utf-8")))
        if len(heads) != 1 or "customer_ip" in before["till"]:
            return None
        text, end = data.decode("utf-8"), heads[0].end()
        line = heads[0].group(2) or "\n"
        gap = "" if heads[0].group(2) else "\n"
        after = f'{text[:end]}{gap}customer_ip = "{address}"{line}{text[end:]}'
        read = tomllib.loads(after.removeprefix("\ufeff"))
    except (ValueError, KeyError, TypeError):
        return None
    before["till"]["customer_ip"] = address
    # A head inside of a text that goes over several lines would be none.
    return after.encode("utf-8") if read == before else None
