"""httpx works without its own command line, and memory is given back without a word; in a process of its own."""

import subprocess
import sys

SCRIPT = """
import sys
from kiosk.cli.lean import give_back, leave_out
leave_out()
import httpx
answer = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, text="ok"))).get("http://x/")
give_back()
print(answer.text, "click" in sys.modules, "pygments" in sys.modules)
"""


def test_a_client_works_without_the_command_line() -> None:
    told = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.split() == ["ok", "False", "False"]
