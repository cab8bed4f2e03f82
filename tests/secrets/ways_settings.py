"""Ways through settings and secret files: everything that a person can get wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from kiosk.adapters.key_store import exposure, resolve
from kiosk.cli import doctor, windows
from kiosk.compose.live import live
from kiosk.settings import SecretRef, SettingsFaults, load
from tests.cli.helpers import Patient
from tests.secrets.ears import KEY, PIN, SETTINGS, TOKEN, Box, Way

WRONG = {
    "the key itself": ("secret", f'"{KEY}"'),
    "the key as a file's name with a NUL": ("secret", f'{{ file = "{KEY}\\u0000" }}'),
    "the key as a file's name": ("secret", f'{{ file = "~{KEY}" }}'),
    "the key as a keyring's entry": ("secret", f'{{ keyring = "{KEY};" }}'),
    "both": ("secret", f'{{ file = "{KEY}", keyring = "{KEY}" }}'),
    "another word": ("secret", f'{{ text = "{KEY}" }}'),
    "a list": ("secret", f'["{KEY}"]'),
    "a list in it": ("secret", f'{{ file = ["{KEY}"] }}'),
    "a PIN": ("secret", PIN),
    "a PIN in it": ("secret", f"{{ file = {PIN} }}"),
    "an open quote": ("secret", f'"{KEY}'),
    "no quotes": ("secret", KEY),
    "a bad escape": ("secret", f'"\\q{KEY}"'),
    "twice": ("secret", f'"{KEY}"\nsecret = "{KEY}"'),
    "the token itself": ("token", f'"{TOKEN}"'),
    "the token as a keyring's entry": ("token", f'{{ keyring = "{TOKEN}/" }}'),
    "the token in more lines": ("token", f'"""{TOKEN}\n"""'),
    "a date": ("token", f'{{ file = 2026-11-22, x = "{TOKEN}" }}'),
    "a password in an address": ("url", f'"https://till:{TOKEN}@relay.example"'),
    "the token in an address": ("url", f'"https://relay.example/?token={TOKEN}"'),
    "the token behind an address": ("url", f'"https://relay.example/#{TOKEN}"'),
    "a password in half an address": ("url", f'"//till:{TOKEN}@"'),
    "a password and a bad port": ("url", f'"https://till:{TOKEN}@relay.example:99999"'),
    "a password without TLS": ("url", f'"http://till:{TOKEN}@relay.example"'),
}
"""What stands in the settings, by the key it stands at."""


def _broken(key: str, value: str) -> str:
    return re.sub(rf"(?m)^{key} = .*$", lambda _: f"{key} = {value}", SETTINGS)


READERS: dict[str, Callable[[Box], object]] = {
    "settings": lambda box: load(box.settings),
    "doctor": lambda box: doctor.report(box.settings, box.data, Patient()),
}


def settings_ways() -> Iterator[Way]:
    for what, (key, value) in WRONG.items():
        for reader, read in READERS.items():

            def go(box: Box, value: str = value, key: str = key, read: Callable[[Box], object] = read) -> object:
                box.settings.write_text(_broken(key, value), "utf-8")
                return read(box)

            yield Way(f"{reader}: {what} at {key}", go)
    for cut in range(0, len(SETTINGS), 40):

        def half(box: Box, cut: int = cut) -> object:
            box.settings.write_text(SETTINGS[:cut] + f'secret = "{KEY}"\ntoken = "{TOKEN}"' + SETTINGS[cut:], "utf-8")
            return load(box.settings)

        yield Way(f"settings: secrets pasted at character {cut}", half)


Spoil = Callable[[Path, str], None]


def _chmod(mode: int) -> Spoil:
    def spoil(path: Path, words: str) -> None:
        path.chmod(mode)

    return spoil


def _text(make: Callable[[str], bytes]) -> Spoil:
    def spoil(path: Path, words: str) -> None:
        path.write_bytes(make(words))

    return spoil


def _missing(path: Path, words: str) -> None:
    path.unlink()


def _folder(path: Path, words: str) -> None:
    path.unlink()
    path.mkdir()


SPOILT: dict[str, Spoil] = {
    "missing": _missing,
    "a folder": _folder,
    "unreadable": _chmod(0o000),
    "readable by others": _chmod(0o644),
    "two lines": _text(lambda words: f"{words}\n{words}".encode()),
    "spaces around": _text(lambda words: f" {words} ".encode()),
    "a control character": _text(lambda words: f"{words}\x07".encode()),
    "no text": _text(lambda words: words.encode() + b"\xff\xfe"),
    "UTF-16": _text(lambda words: words.encode("utf-16")),
    "far too long": _text(lambda words: (words * 400).encode()),
    "empty": _text(lambda words: b""),
}


def _every_line(box: Box) -> object:
    """The doctor's report over the real files, in his own words."""
    told = []
    settings = load(box.settings)
    for ref in (settings.gate.secret, settings.relay.token):
        told.append(exposure(ref))
        try:
            told.append(repr(resolve(ref)))
        except Exception as fault:
            told.append(f"{fault} {fault!r}")
    return told


USERS: dict[str, Callable[[Box], object]] = {
    "the two references": _every_line,
    "the start of a till": lambda box: windows.check_secrets(load(box.settings), lambda: "kiosk doctor"),
    "the line to the platform": lambda box: live(load(box.settings), box.data).makers.gate(),
    "the line to the relay": lambda box: live(load(box.settings), box.data).makers.mailbox(),
}


def file_ways() -> Iterator[Way]:
    for which, words in (("key", KEY), ("token", TOKEN)):
        for what, spoil in SPOILT.items():
            for user, use in USERS.items():

                def go(
                    box: Box,
                    which: str = which,
                    words: str = words,
                    spoil: Spoil = spoil,
                    use: Callable[[Box], object] = use,
                ) -> object:
                    spoil(box.key if which == "key" else box.token, words)
                    return use(box)

                yield Way(f"{user}: the {which}'s file is {what}", go)


def _keyring(box: Box) -> object:
    """An entry of the computer's keyring; the name of one is no secret."""
    return resolve(SecretRef(keyring="till key"))


def faulty(box: Box) -> object:
    """Both secrets are one, which is a fault of its own."""
    box.settings.write_text(SETTINGS.replace("relay.token", "gate.secret"), "utf-8")
    try:
        return load(box.settings)
    except SettingsFaults as told:
        return str(told)


WAYS = (
    *settings_ways(),
    *file_ways(),
    Way("keyring: an entry that is not there", _keyring),
    Way("settings: one file for both", faulty),
)
