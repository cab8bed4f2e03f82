"""Make the bundled fonts: a subset of Noto Sans CJK HK, renamed, Regular and Bold of the same characters.

For developers only; nothing at run time reads this file. It needs fonttools and Debian's `fonts-noto-cjk`:

    python assets/make_font.py /usr/share/fonts/opentype/noto assets/fonts

Shop names and references are free text, so the characters are all of Big5-HKSCS (Hong Kong's own set) and
GB2312 (Simplified) with Latin beside them. The `locl` feature is left out: it would carry every region's
shapes, double the file and make the picture depend on the machine's language. All digits have one width.

The shapes that the till's own texts need stand first in the file, one beside the other: a system reads files into
memory in pieces of many shapes, and a till that uses a few hundred of twenty thousand would otherwise hold most of
both files.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.reorderGlyphs import reorderGlyphs

FAMILY = "Kiosk Sans HK"
SOURCE_FAMILY = "Noto Sans CJK HK"
WEIGHTS = ("Regular", "Bold")
CODECS = ("big5hkscs", "gb2312", "latin-1", "cp1252")
EXTRA = "‐‑‒–—―‘’“”„†‡•…‰′″‹›⁄€™←↑→↓⇐⇒−×÷≈≠≤≥□■▲▼◆○●✓✔✕✗"
FEATURES = ["kern", "liga", "ccmp", "mark"]
ENGLISH = 0x409
TEXTS = Path(__file__).parent.parent / "i18n"


def _encodable(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeError:
        return False
    return True


def wanted() -> set[int]:
    """The code points to keep; surrogates and private-use ones are no characters."""
    planes = [*range(0x20, 0xD800), *range(0xF900, 0x30000)]
    coded = {point for point in planes if any(_encodable(chr(point), codec) for codec in CODECS)}
    return coded | set(map(ord, EXTRA))


def _face(folder: Path, weight: str) -> TTFont:
    collection = TTCollection(str(folder / f"NotoSansCJK-{weight}.ttc"), lazy=True)
    for face in collection.fonts:
        if face["name"].getBestFamilyName() == SOURCE_FAMILY:
            return face
    sys.exit(f"{folder} has no face {SOURCE_FAMILY!r}; install Debian's fonts-noto-cjk")


def _shrink(font: TTFont) -> None:
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [ENGLISH]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)


def often() -> str:
    """The characters that every till draws: Latin, and those of its own texts."""
    texts = "".join(file.read_text(encoding="utf-8") for file in sorted(TEXTS.glob("*.ts")))
    return "".join(sorted({*map(chr, range(0x20, 0x100)), *texts}))


def _put_first(font: TTFont, characters: str) -> None:
    """Give these characters the first places in the file, behind the box that stands for what is missing."""
    before = font.getGlyphOrder()
    shapes = font.getBestCmap()
    first = dict.fromkeys([before[0], *(shapes[ord(one)] for one in characters if ord(one) in shapes)])
    after = [*first, *(name for name in before if name not in first)]
    # Which dictionary of hints a shape goes by is kept by place, and the library does not move that along.
    choice = font["CFF "].cff.topDictIndex[0].FDSelect
    of = dict(zip(before, choice.gidArray, strict=True))
    font.ensureDecompiled()
    reorderGlyphs(font, after)
    choice.gidArray = [of[name] for name in after]


def _rename(font: TTFont, weight: str) -> None:
    """Give the family its own name: no clash with an installed Noto, no use of its trademark."""
    postscript = f"{FAMILY.replace(' ', '')}-{weight}"
    full = FAMILY if weight == "Regular" else f"{FAMILY} {weight}"
    names = font["name"]
    for number, text in {1: FAMILY, 2: weight, 3: f"2.004;{postscript}", 4: full, 6: postscript}.items():
        names.setName(text, number, 3, 1, ENGLISH)
    names.names = [record for record in names.names if record.platformID == 3]
    compact = font["CFF "].cff
    compact.fontNames = [postscript]
    compact.topDictIndex[0].FamilyName = FAMILY
    compact.topDictIndex[0].FullName = full
    font["OS/2"].achVendID = "NONE"


def main(source: Path, target: Path) -> None:
    """Write `KioskSansHK-Regular.otf` and `KioskSansHK-Bold.otf` into `target`."""
    for weight in WEIGHTS:
        font = _face(source, weight)
        font.recalcTimestamp = False
        _shrink(font)
        _put_first(font, often())
        _rename(font, weight)
        path = target / f"KioskSansHK-{weight}.otf"
        font.save(path)
        print(f"{path}: {len(font.getBestCmap())} characters, {path.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
