"""Where this computer keeps the kiosk's things, unless a command is told otherwise. It opens nothing.

platformdirs is imported when it is asked: a till that is told its files starts without it.
"""

from __future__ import annotations

from pathlib import Path

NAME = "fps-kiosk"


def settings_file() -> Path:
    """The settings of this user's till."""
    import platformdirs

    return platformdirs.user_config_path(NAME, appauthor=False) / "settings.toml"


def data_folder() -> Path:
    """The journal of a till, live or test."""
    import platformdirs

    return platformdirs.user_data_path(NAME, appauthor=False)


def demo_folder() -> Path:
    """The demo's own: pretend money never meets real books."""
    import platformdirs

    return platformdirs.user_data_path(f"{NAME}-demo", appauthor=False)


def spelled(command: str, config: Path | None = None, data: Path | None = None) -> str:
    """The command as it has to be typed to mean these settings and this folder; what is this user's own goes unsaid."""
    import shlex

    words = [command]
    if config is not None and config != settings_file():
        words += ["--config", shlex.quote(str(config))]
    if data is not None and data != data_folder():
        words += ["--data", shlex.quote(str(data))]
    return " ".join(words)
