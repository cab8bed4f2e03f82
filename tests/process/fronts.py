"""Real proxies with real TLS in front of a relay on loopback, from the files that `kiosk-relay install` writes.

Only what a test cannot have is changed in them: the ports, and where certificates and logs are. It must not know what a
test is about.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import ssl
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

from tests.process.programs import PATIENCE_S

HOST = "relay.localhost"
"""A name under which Caddy makes certificates by itself."""

CADDY = shutil.which("caddy", path=sysconfig.get_path("scripts")) or shutil.which("caddy")
NGINX, OPENSSL = shutil.which("nginx"), shutil.which("openssl")

_CADDY_FRAME = """{{
	admin off
	auto_https disable_redirects
	https_port {port}
	skip_install_trust
	storage file_system {folder}/caddy
	servers {{
		protocols h1 h2
	}}
}}
import {config}
"""
_NGINX_FRAME = """daemon off;
pid {folder}/nginx.pid;
error_log stderr notice;
events {{
	worker_connections 1024;
}}
http {{
	client_body_temp_path {folder}/body;
	proxy_temp_path {folder}/proxy;
	fastcgi_temp_path {folder}/fastcgi;
	uwsgi_temp_path {folder}/uwsgi;
	scgi_temp_path {folder}/scgi;
	include {config};
}}
"""


def free_port() -> int:
    """A port that nobody holds at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextlib.contextmanager
def caddy(root: Path, relay_port: int, folder: Path) -> Iterator[tuple[int, ssl.SSLContext]]:
    """Caddy with the configuration below `root`; its port, and trust in the certificate that it made."""
    assert CADDY is not None
    port = free_port()
    config = _adapted(root / "etc/caddy/kiosk-relay.caddy", folder, relay_port)
    frame = folder / "Caddyfile"
    frame.write_text(_CADDY_FRAME.format(port=port, folder=folder, config=config))
    subprocess.run([CADDY, "validate", "--config", str(frame)], check=True, capture_output=True, timeout=60)
    # What it keeps for itself stays here, too.
    home = {**os.environ, "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with _running([CADDY, "run", "--config", str(frame)], home, b"serving initial configuration"):
        trust = ssl.create_default_context(cafile=str(folder / "caddy/pki/authorities/local/root.crt"))
        _certified(port, trust)
        yield port, trust


@contextlib.contextmanager
def nginx(root: Path, relay_port: int, folder: Path) -> Iterator[tuple[int, ssl.SSLContext]]:
    """nginx with the configuration below `root` and a certificate of its own."""
    assert NGINX is not None
    assert OPENSSL is not None
    port, plain = free_port(), free_port()
    certificates = folder / HOST
    certificates.mkdir()
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    names = ["-addext", f"subjectAltName=DNS:{HOST}"]
    where = ["-keyout", str(certificates / "privkey.pem"), "-out", str(certificates / "fullchain.pem")]
    subprocess.run([OPENSSL, *made, *names, *where], check=True, capture_output=True, timeout=60)
    config = _adapted(root / "etc/nginx/sites-available/kiosk-relay", folder, relay_port)
    text = config.read_text().replace("/etc/letsencrypt/live", str(folder)).replace("/var/log/nginx", str(folder))
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl").replace(
        "listen 80", f"listen 127.0.0.1:{plain}"
    )
    config.write_text("\n".join(line for line in text.splitlines() if "listen [::]" not in line))
    frame = folder / "nginx.conf"
    frame.write_text(_NGINX_FRAME.format(folder=folder, config=config))
    command = [NGINX, "-p", str(folder), "-e", "stderr", "-c", str(frame)]
    subprocess.run([*command, "-t"], check=True, capture_output=True, timeout=60)
    with _running(command, dict(os.environ), b"start worker process"):
        yield port, ssl.create_default_context(cafile=str(certificates / "fullchain.pem"))


def _certified(port: int, trust: ssl.SSLContext) -> None:
    """The certificate is made only after the start: until then handshakes fail."""
    by = time.monotonic() + PATIENCE_S
    while True:
        with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as line:
            try:
                trust.wrap_socket(line, server_hostname=HOST).close()
            except (ssl.SSLError, OSError):
                assert time.monotonic() < by, "no certificate was made"
            else:
                return


def _adapted(config: Path, folder: Path, relay_port: int) -> Path:
    text = config.read_text()
    assert "127.0.0.1:8780" in text
    copy = folder / config.name
    copy.write_text(text.replace("127.0.0.1:8780", f"127.0.0.1:{relay_port}"))
    return copy


@contextlib.contextmanager
def _running(command: list[str], environment: dict[str, str], ready: bytes) -> Iterator[None]:
    """A proxy as a process; it has started when it says `ready`."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    assert process.stderr is not None
    try:
        heard = b""
        while ready not in heard:
            line = process.stderr.readline()
            assert line, heard.decode("utf-8", "replace")
            heard += line
        yield
    finally:
        process.terminate()
        process.communicate(timeout=30)
