"""The settings of a till: one frozen tree, read from TOML, with all faults told at once."""

from kiosk.settings.faults import Fault, SettingsFaults
from kiosk.settings.reading import load, read
from kiosk.settings.tree import Environment, Gate, Relay, Screens, SecretRef, Settings, Shop, Till

__all__ = [
    "Environment",
    "Fault",
    "Gate",
    "Relay",
    "Screens",
    "SecretRef",
    "Settings",
    "SettingsFaults",
    "Shop",
    "Till",
    "load",
    "read",
]
