"""Make the catalogues: `en.ts` from the typed keys, the others brought in line with it, all compiled.

For developers only; nothing at run time reads this file. Run it after a change of `kiosk/ui/keys_*.py`:

    python i18n/make_catalogues.py

A new key appears in `zh_HK.ts` and `zh_CN.ts` as unfinished, with its English and its note; fill it there (Qt
Linguist opens the files) and run this again. A key that is gone leaves the catalogues too.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

import PySide6
from PySide6.QtCore import QProcess, QXmlStreamReader

from kiosk.ui.text_entry import Entry
from kiosk.ui.text_keys import ENTRIES

FOLDER = Path(__file__).resolve().parent
TRANSLATED = ("zh_HK", "zh_CN")
LRELEASE = Path(PySide6.__file__).parent / "lrelease"

Translations = Mapping[str, Sequence[str]]


def english() -> Translations:
    """The English forms by key, as the source catalogue holds them."""
    return {entry.key: entry.forms for entry in ENTRIES}


def read(catalogue: str) -> Translations:
    """The forms by key in a `.ts` text; unfinished ones are left out. Raises ValueError for bad XML."""
    found: dict[str, list[str]] = {}
    reader = QXmlStreamReader(catalogue)
    key, forms, unfinished = "", [""], False
    while not reader.atEnd():
        kind = reader.readNext()
        name = reader.name()
        if kind == QXmlStreamReader.TokenType.StartElement:
            if name == "source":
                key, forms, unfinished = reader.readElementText(), [], False
            elif name == "translation":
                unfinished = reader.attributes().value("type") == "unfinished"
                forms = _forms(reader)
        elif kind == QXmlStreamReader.TokenType.EndElement and name == "message" and not unfinished:
            found[key] = forms
    if reader.hasError():
        raise ValueError(f"catalogue, line {reader.lineNumber()}: {reader.errorString()}; correct the XML")
    return found


def _forms(reader: QXmlStreamReader) -> list[str]:
    """The text of the open `translation`, or of each `numerusform` in it; leaves the reader at its end."""
    plain, forms = "", []
    while reader.readNext() != QXmlStreamReader.TokenType.EndElement and not reader.hasError():
        if reader.tokenType() == QXmlStreamReader.TokenType.Characters:
            plain += reader.text()
        elif reader.tokenType() == QXmlStreamReader.TokenType.StartElement:
            forms.append(reader.readElementText())
    return forms or [plain]


def render(language: str, translations: Translations, entries: Iterable[Entry] = ENTRIES) -> str:
    """The `.ts` text of one language; a key without translation becomes an unfinished message."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}" sourcelanguage="en">',
    ]
    ordered = sorted(entries, key=lambda entry: entry.context)
    for context, group in groupby(ordered, key=lambda entry: entry.context):
        lines += ["<context>", f"    <name>{context}</name>"]
        for entry in group:
            lines += _message(entry, translations.get(entry.key))
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def _message(entry: Entry, forms: Sequence[str] | None) -> Iterator[str]:
    yield '    <message numerus="yes">' if entry.plural else "    <message>"
    yield f"        <source>{escape(entry.key)}</source>"
    yield f"        <extracomment>{escape(' / '.join(entry.forms))}\n{escape(entry.note)}</extracomment>"
    state = ' type="unfinished"' if forms is None else ""
    if entry.plural:
        yield f"        <translation{state}>"
        for form in forms or ("",):
            yield f"            <numerusform>{escape(form)}</numerusform>"
        yield "        </translation>"
    else:
        yield f"        <translation{state}>{escape(forms[0]) if forms else ''}</translation>"
    yield "    </message>"


def release(source: Path, target: Path) -> None:
    """Compile a `.ts` to a `.qm` with Qt's own tool. Raises RuntimeError when it refuses."""
    if QProcess.execute(str(LRELEASE), ["-silent", str(source), "-qm", str(target)]) != 0:
        raise RuntimeError(f"lrelease refused {source}; its words stand above")


def main() -> int:
    """Write all catalogues; the exit code is 1 while a translation is missing."""
    unfinished = 0
    for language in ("en", *TRANSLATED):
        path = FOLDER / f"{language}.ts"
        known = english() if language == "en" else read(path.read_text("utf-8"))
        missing = [entry.key for entry in ENTRIES if entry.key not in known]
        for key in missing:
            print(f"{path.name}: {key} has no translation yet")
        unfinished += len(missing)
        path.write_text(render(language, known), "utf-8")
        release(path, path.with_suffix(".qm"))
    return 1 if unfinished else 0


if __name__ == "__main__":
    sys.exit(main())
