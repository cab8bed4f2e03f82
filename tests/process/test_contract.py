"""The contract, held against the running relay by a stranger: schemathesis makes requests from the document that the
relay serves, fitting and unfitting ones, and judges every answer by it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.process.programs import PATIENCE_S, Server, answer_of

EXAMPLES = 40
"""Drawn for each address, besides the edges of every value: about 500 requests in 10 s."""


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Server]:
    database = f"sqlite:///{tmp_path}/relay.db"
    arguments = ["-m", "kiosk.relay", "serve", "--database", database, "--listen"]
    server = Server("relay", tmp_path, lambda at: [*arguments, at])
    server.start()
    yield server
    assert server.program is not None
    server.program.end(signal.SIGTERM)


def command(relay: Server, token: str, report: Path) -> list[str]:
    """schemathesis as a command: its plugin for pytest would be one more thing that every other test loads."""
    return [
        str(Path(sys.executable).with_name("st")), "--config-file", "schemathesis.toml",
        "run", f"{relay.url}/openapi.json", "-H", f"Authorization: Bearer {token}",
        "--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES), "--generation-deterministic",
        "--request-timeout", "10", "--no-color", "--report", "ndjson", "--report-ndjson-path", str(report),
    ]  # fmt: skip


def answers(report: Path) -> dict[str, set[int]]:
    """Which statuses each address answered."""
    found: dict[str, set[int]] = defaultdict(set)
    for line in report.read_text("utf-8").splitlines():
        recorder = json.loads(line).get("ScenarioFinished", {}).get("recorder", {})
        for interaction in recorder.get("interactions", {}).values():
            found[recorder["label"]].add((interaction["response"] or {}).get("status_code", 0))
    return found


@pytest.mark.timeout(PATIENCE_S * 4)
def test_every_answer_is_one_that_the_contract_describes(relay: Server, tmp_path: Path) -> None:
    database = ["--json", "--database", f"sqlite:///{tmp_path}/relay.db"]
    path = answer_of("-m", "kiosk.relay", "project", "add", "shop", *database)["callback_path"]
    token = answer_of("-m", "kiosk.relay", "till", "add", "shop", "till1", *database)["token"]
    # With a letter in the box no poll has to wait.
    assert httpx.post(relay.url + path, content=b'{"payment":{"id":"till1-A"}}').status_code == 200
    folder = tmp_path / "st"
    folder.mkdir()
    address = path.rpartition("/")[2]
    folder.joinpath("schemathesis.toml").write_text(f'[parameters]\n"path.address" = "{address}"\n', "utf-8")
    report, began = tmp_path / "report.ndjson", time.monotonic()
    done = subprocess.run(
        command(relay, token, report), cwd=folder, capture_output=True, text=True, timeout=PATIENCE_S * 3,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, f"{time.monotonic() - began:.0f} s\n{done.stdout[-8_000:]}{done.stderr[-2_000:]}"
    heard = answers(report)
    assert heard["POST /callback/{address}"] >= {200, 400, 405}
    assert heard["GET /letters"] >= {200, 400, 401, 405, 409}
    assert heard["GET /probe"] >= {200, 400, 401, 405, 409}
    assert heard["POST /enrol"] >= {400, 404, 405, 429}
    assert heard["GET /health"] >= {200, 405}
    assert '"event":"fault"' not in (tmp_path / "relay.log").read_text("utf-8")
