"""The laws of the words: catalogues whole and reproducible, Hong Kong's words, full-width marks, no missing glyph."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.resources import data
from kiosk.ui import fonts
from kiosk.ui.text_entry import PLACEHOLDER, placeholders
from kiosk.ui.text_keys import BY_KEY, ENTRIES
from kiosk.ui.texts import Language

ROOT = Path(__file__).resolve().parents[2]
CHINESE = (Language.ZH_HK, Language.ZH_CN)
HAN = r"\u3400-\u4dbf\u4e00-\u9fff"

VENDOR = {
    "customer.vendor_1": ("QR code expiration date", "二維碼有效期"),
    "customer.vendor_2": (
        "Please download the QR code and use it in the QR scan function of your online banking application",
        "請下載二維碼並在網上銀行應用程序的二維碼掃描功能中使用",
    ),
    "customer.vendor_3": ("For one-time use only", "此二維碼僅供一次性掃描"),
}
"""The provider's lines, to be shown as they are; the only ones exempt from the word lists."""

OWN_NAMES = frozenset({"language.en", "language.zh_HK", "language.zh_CN"})
"""A language writes its own name, so these mix the scripts on purpose."""

TAIWAN = (
    "網路", "網際", "行動支付", "行動裝置", "行動電話", "行動條碼", "軟體", "硬體", "韌體", "簡訊",
    "資料庫", "程式碼", "使用者", "列印", "印表機", "結帳", "螢光幕", "數位支付", "伺服端", "存取", "QR碼",
    "掃碼", "店家", "刷卡", "帳款", "台幣", "載具", "統編", "客戶端", "智慧型", "智慧手機", "隨身碟", "網銀",
    "點選", "品項", "門市", "超商", "資安", "金流", "折價", "票券", "滑鼠",
)
MAINLAND = (
    "應用程序", "信息", "短信", "視頻", "默認", "登錄", "鼠標", "服務器", "硬盤", "激活", "賬號", "菜單",
    "存儲", "內存", "質量", "交互", "界面", "收款碼", "付款碼", "掃一掃", "手機號", "移動支付", "移動端",
    "屏幕", "網關", "後臺", "人工客服", "加載", "重啓", "文件夾", "令牌", "退貨款", "登陸", "回車", "觸摸屏",
    "支付成功", "支付失敗", "服務員", "營業員", "小票", "收銀臺", "在線", "設置", "圖標", "窗口", "鏈接", "攝像頭",
    "反饋", "郵箱", "截屏", "遠程", "卸載", "緩存", "調試", "銀行卡", "聯網", "斷網",
)
SIMPLIFIED_ONLY = (
    "网路", "软体", "硬体", "萤幕", "列印", "资讯", "简讯", "档案", "视窗", "登入", "设定", "程式", "户口", "短讯",
    "讯息", "逾时", "预设", "连线", "转帐", "帐户", "查核", "尚余", "流动电话", "手提电话",
)
"""What Hong Kong or Taiwan says and the mainland does not: simplified characters alone are no wording."""

HOUSE = (
    "掃瞄", "交易平台", "支付閘道", "付款平台", "失敗", "作廢", "二維條碼", "您", "QR Code",
)
"""Words of others for what we name otherwise, and words we never say: "failed" and "void"."""

LOOKALIKES = "后余云范几丰么"
"""Traditional characters of their own that in these texts could only be a Simplified slip."""


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CATALOGUES = _load(ROOT / "i18n" / "make_catalogues.py")


def _source(language: str) -> str:
    return data("i18n", f"{language}.ts").read_text("utf-8")


def _forms(language: str) -> Iterator[tuple[str, str]]:
    for key, forms in CATALOGUES.read(_source(language)).items():
        for form in forms:
            yield key, form


def slips(language: Language, key: str, text: str) -> list[str]:
    """What is wrong with the words of one Chinese text; the house's whole grammar of Chinese."""
    words = PLACEHOLDER.sub("{}", text)
    found = []
    if key not in VENDOR and key not in OWN_NAMES and language is Language.ZH_HK:
        found += [f"{word!r} is not said here" for word in (*TAIWAN, *MAINLAND, *HOUSE) if word in words]
    if key not in VENDOR and language is Language.ZH_CN:
        found += [f"{word!r} is not said there" for word in SIMPLIFIED_ONLY if word in words]
    charset = "big5" if language is Language.ZH_HK else "gb2312"
    if key not in OWN_NAMES:
        foreign = [c for c in re.findall(f"[{HAN}]", words) if not _encodable(c, charset)]
        foreign += [c for c in words if language is Language.ZH_HK and c in LOOKALIKES]
        found += [f"{character!r} is of the other script" for character in foreign]
    if re.search(f"[{HAN}]", words):
        found += [f"{mark!r} must be full-width" for mark in re.findall(r"[,.:;?!()\"'~]", words)]
        # A date is written without spaces: 2026年11月28日.
        close = re.findall(rf"[{HAN}][\w{{]|[\w}}][{HAN}]", words, re.ASCII)
        found += [f"{mark!r} must stand apart" for mark in close if not key.startswith("date.")]
    if language is Language.ZH_HK:
        found += [f"{mark!r} is not Hong Kong's quotation mark" for mark in words if mark in "“”‘’"]
    return found


def _encodable(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("language", "text", "slip"),
    [
        (Language.ZH_HK, "請檢查網路", "'網路'"),
        (Language.ZH_HK, "請打開應用程序", "'應用程序'"),
        (Language.ZH_HK, "付款失敗", "'失敗'"),
        (Language.ZH_HK, "请稍候", "'请'"),
        (Language.ZH_HK, "尚余時間", "'余'"),
        (Language.ZH_HK, "請稍候,正在查核", "','"),
        (Language.ZH_HK, "尚餘{left}", "'餘{'"),
        (Language.ZH_HK, "見到“已收款”", "'“'"),
        (Language.ZH_CN, "請稍候", "'請'"),
        (Language.ZH_CN, "请稍候:", "':'"),
        (Language.ZH_CN, "请设定网路", "'网路'"),
        (Language.ZH_HK, "請到收銀臺", "'收銀臺'"),
        (Language.ZH_HK, "付款成功！多謝!", "'!'"),
    ],
)
def test_the_grammar_bites(language: Language, text: str, slip: str) -> None:
    assert any(found.startswith(slip) for found in slips(language, "staff.x", text))


@pytest.mark.parametrize("language", CHINESE)
def test_chinese_is_written_as_people_here_write_it(language: Language) -> None:
    found = {key: told for key, text in _forms(language) if (told := slips(language, key, text))}
    assert found == {}


def test_the_customer_reads_chinese_in_both_scripts_and_english() -> None:
    told = {language: CATALOGUES.read(_source(language)) for language in Language}
    for key in (key for key in BY_KEY if key.startswith("customer.")):
        assert all(told[language][key] for language in Language), key
        assert not re.search(f"[{HAN}]", told[Language.EN][key][0]), key
        assert all(re.search(f"[{HAN}]", told[language][key][0]) for language in CHINESE), key


def test_what_is_counted_has_a_form_for_one_and_for_several() -> None:
    """`n` is a count, and only a count is named so."""
    counted = [entry for entry in ENTRIES if "n" in placeholders(entry.forms[-1])]
    assert counted
    assert [entry.key for entry in counted if not entry.plural or entry.plural == entry.english] == []


def test_the_providers_lines_are_verbatim() -> None:
    chinese = CATALOGUES.read(_source("zh_HK"))
    for key, (english, hong_kong) in VENDOR.items():
        assert (BY_KEY[key].english, chinese[key]) == (english, [hong_kong])


def test_the_source_catalogue_is_what_the_script_writes() -> None:
    assert _source("en") == CATALOGUES.render("en", CATALOGUES.english()), "run i18n/make_catalogues.py"


@pytest.mark.parametrize("language", CHINESE)
def test_a_translated_catalogue_follows_the_source(language: Language) -> None:
    text = _source(language)
    assert text == CATALOGUES.render(language, CATALOGUES.read(text)), "run i18n/make_catalogues.py"


@pytest.mark.parametrize("language", Language)
def test_lrelease_makes_the_same_bytes(language: Language, tmp_path: Path) -> None:
    source = tmp_path / f"{language}.ts"
    source.write_text(_source(language), "utf-8")
    CATALOGUES.release(source, tmp_path / "made.qm")
    assert (tmp_path / "made.qm").read_bytes() == data("i18n", f"{language}.qm").read_bytes()


@pytest.mark.parametrize("language", Language)
def test_every_text_is_translated_with_the_same_places(language: Language) -> None:
    told = CATALOGUES.read(_source(language))
    assert set(told) == set(BY_KEY)
    for entry in ENTRIES:
        wanted = len(entry.forms) if language is Language.EN else 1
        assert len(told[entry.key]) == wanted, entry.key
        assert all(form.strip() == form != "" for form in told[entry.key]), entry.key
        for form in told[entry.key]:
            assert placeholders(form) == placeholders(entry.forms[-1]), entry.key


@pytest.mark.parametrize("language", Language)
def test_no_character_is_missing_in_either_weight(language: Language, qapp: QApplication) -> None:
    assert fonts.missing("".join(form for _, form in _forms(language))) == ""


def _named_keys() -> Iterator[tuple[str, str]]:
    """Every string of the code that reads like a text's key, with where it stands; `gate` and its like name fields."""
    groups = "|".join(sorted({entry.context for entry in ENTRIES}))
    whole = re.compile(rf"({groups})\.[A-Za-z0-9_.]*")
    for room in ("sale", "runtime", "ui"):
        for path in sorted((ROOT / "kiosk" / room).rglob("*.py")):
            if path.name.startswith("keys_"):
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and whole.fullmatch(node.value):
                    yield node.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_key_the_code_names_is_declared() -> None:
    """A part of a key that ends in a point, and one that has a headline, is made whole at run time."""
    for key, where in _named_keys():
        made_whole = key.endswith(".") and any(known.startswith(key) for known in BY_KEY)
        declared = key in BY_KEY or f"{key}.headline" in BY_KEY or made_whole
        assert declared, f"{where} names the text {key!r}, which kiosk/ui/keys_*.py does not declare"


def _said() -> Iterator[tuple[str, frozenset[str], str]]:
    """Every `Say("key", …)` whose key and values are written out: the key, the names of its values, and where."""
    for path in sorted((ROOT / "kiosk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name("Say"), args=[ast.Constant(str(key))]):
                    yield key, frozenset(), f"{path.relative_to(ROOT)}:{node.lineno}"
                case ast.Call(func=ast.Name("Say"), args=[ast.Constant(str(key)), ast.Tuple(pairs)]):
                    names = frozenset(_name(pair) for pair in pairs)
                    yield key, names, f"{path.relative_to(ROOT)}:{node.lineno}"


def _name(pair: ast.expr) -> str:
    match pair:
        case ast.Tuple([ast.Constant(str(name)), _]):
            return name
    return ""


def test_every_text_is_given_its_values() -> None:
    for key, names, where in _said():
        missing = placeholders(BY_KEY[key].forms[-1]) - names
        assert not missing, f"{where}: {key} is said without {sorted(missing)}"
