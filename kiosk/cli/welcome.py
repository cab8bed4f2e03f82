"""What somebody reads who typed `kiosk` and has set up nothing yet: the demo, and four steps to a till."""

from __future__ import annotations

from pathlib import Path

EXAMPLE = """\
[shop]
name_en = "Lucky Tea House"
name_zh = "好運茶室"

[till]
id = "till1"                        # a-z and 0-9, at most 16; different on every till
customer_ip = "203.0.113.7"         # a placeholder: put your shop's public address

[gate]
url = "https://api.ecommpay.com"
project_id = 383000                 # yours; ecommpay tells you
environment = "test"                # "live" for real money
secret = { file = "gate.secret" }   # a file beside this one that only you can read

[relay]
url = "https://relay.example"       # where kiosk-relay runs
token = { file = "relay.token" }    # fetched by: kiosk enrol, with a code of the relay's owner
"""


def text(settings: Path) -> str:
    """The whole page; `settings` is where the settings are looked for."""
    return f"""\
FPS Kiosk takes Hong Kong FPS payments by QR code. Nothing is set up on this computer yet.

To try it, with pretend money and a pretend bank:
  kiosk demo

To set up a till:
  1. Save this, with your own values, as {settings}
     and write the project's secret key, nothing else, into gate.secret in the
     same folder (chmod 600).
  2. kiosk enrol        fetches the till's token into relay.token: ask whoever
                        runs the relay for a code
  3. kiosk doctor       checks everything, with a cure for what is wrong
  4. kiosk run          opens the till

{EXAMPLE}
More: kiosk --help
"""
