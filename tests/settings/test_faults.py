"""How faults are told."""

from kiosk.settings.faults import MOST_TOLD, Fault, SettingsFaults, shown


def test_a_fault_names_key_what_and_cure() -> None:
    assert str(Fault("till.id", "it is missing", "write one")) == "till.id: it is missing\n    write one"
    assert str(Fault("", "No such file", "name it")).startswith("file: ")


def test_all_are_told_and_counted() -> None:
    one = Fault("a", "b", "c")
    assert str(SettingsFaults("k.toml", (one,))).splitlines() == ["1 fault in the settings k.toml", "  a: b", "    c"]
    assert str(SettingsFaults("k.toml", (one, one))).startswith("2 faults in the settings k.toml")


def test_a_flood_is_cut_and_counted() -> None:
    told = str(SettingsFaults("k.toml", (Fault("a", "b", "c"),) * (MOST_TOLD + 7)))
    assert told.endswith("and 7 more")
    assert told.count("a: b") == MOST_TOLD


def test_a_shown_value_stays_on_its_line_and_is_short() -> None:
    assert "\n" not in shown("a\nb")
    assert "\x1b" not in shown("\x1b[31m")
    assert len(shown("x" * 10_000)) <= 40
    assert shown(1 << 20_000) == "a number without end"
    assert shown(["HKD"]) == "['HKD']"
