"""httpx without its own command line, codes without drawn text, memory given back; each in a process of its own."""

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


CODE = """
import sys
from kiosk.cli.lean import leave_out
leave_out()
from kiosk.adapters import qr_codec
qr_codec.load_tools()
rows = qr_codec.encode("one code")
print(len(rows), "PIL.Image" in sys.modules, "PIL._imagingft" in sys.modules)
"""


def test_a_code_is_drawn_without_the_engine_for_text() -> None:
    told = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.split() == ["21", "True", "False"]
