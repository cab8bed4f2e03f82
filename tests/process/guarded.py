"""The guard around the driver's till: `python -m tests.process.guarded --config FILE --data DIR`."""

import sys

from kiosk.cli.guard import Guard
from kiosk.compose.guard_clock import mono

if __name__ == "__main__":
    sys.exit(Guard([sys.executable, "-m", "tests.process.driver", *sys.argv[1:]], mono).run())
