"""Where letters are kept and where the relay listens, from what a person types."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from kiosk.relay.errors import SettingError
from kiosk.relay.location import (
    Listen,
    Postgres,
    database,
    database_path,
    listen_address,
    metrics_address,
)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///relay.db", "relay.db"),
        ("sqlite:////var/lib/kiosk/relay.db", "/var/lib/kiosk/relay.db"),
        ("sqlite:////srv/a%20b.db", "/srv/a b.db"),
    ],
)
def test_database_addresses(url: str, path: str) -> None:
    assert database_path(url) == Path(path)


def test_without_an_address_the_data_folder_is_used() -> None:
    assert database_path(None).parts[-2:] == ("fps-kiosk-relay", "relay.db")


def test_a_file_takes_no_options() -> None:
    with pytest.raises(SettingError, match=r"\? in it.*write %3F"):
        database_path("sqlite:////srv/relay.db?mode=ro")
    assert database_path("sqlite:////srv/what%3F.db") == Path("/srv/what?.db")


@pytest.mark.parametrize("url", ["", "relay.db", "sqlite://relay.db", "sqlite:///", "postgresql://x/y", "sqlite:////",
                                 "sqlite:////usr", "sqlite:///a%00b", "sqlite:///folder/"])  # fmt: skip
def test_other_database_addresses_are_refused_with_an_example(url: str) -> None:
    with pytest.raises(SettingError, match=r"sqlite:////absolute/path\.db"):
        database_path(url)


def test_a_postgresql_address_is_shown_without_its_password() -> None:
    url = "postgresql://relay:s%40cret@db.example:5433/letters?sslmode=verify-full"
    place = database(url)
    assert isinstance(place, Postgres)
    assert place.url == url
    assert str(place) == "postgresql://db.example:5433/letters"
    said = place.without_password(f"{place!r} {place} s@cret or s%40cret were wrong")
    assert "cret" not in said
    assert "were wrong" in said
    assert Postgres("postgresql:///x").without_password("nothing to hide") == "nothing to hide"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://relay:s3cr/et@db/x", "postgresql://relay:s3cr#et@db/x", "postgresql://relay:s3cr?et@db/x",
        "postgresql://relay:s3cret@db:99999/x", "postgresql://relay@db/x?password=s3cret", "postgres://u:s3cr@db:x/y",
        "postgresql://relay:a@s3cret@db/x", "postgresql://relay:@s3cret@db/x", "postgresql://relay:s3cr%zzet@db/x",
        "postgresql://relay:s3cr et@db/x", "mysql://root:s3cret@db/x", "postgresql://[s3cret/x", "postgresql://relay:s3cr\nret@db/x#s3cr",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(SettingError) as fault:
        database(url)
    assert "s3cr" not in str(fault.value)
    assert fault.value.cure


def test_the_address_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "database"
    file.write_text("postgresql://relay:secret@db/letters\n")
    if os.name == "posix":
        file.chmod(0o644)
        with pytest.raises(SettingError, match="others may read") as open_to_others:
            database(None, str(file))
        assert "chmod 600" in open_to_others.value.cure
    file.chmod(0o600)
    assert database(None, str(file)) == Postgres("postgresql://relay:secret@db/letters")
    file.write_text("sqlite:///relay.db\n")
    assert database(None, str(file)) == Path("relay.db")
    for url, name in (("sqlite:///relay.db", file), (None, tmp_path / "missing"), (None, tmp_path)):
        with pytest.raises(SettingError, match="--database-file"):
            database(url, str(name))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device of Linux")
def test_a_file_without_an_end_is_not_read_to_its_end() -> None:
    with pytest.raises(SettingError):
        database(None, "/dev/zero")


def test_loopback_needs_no_flag() -> None:
    assert listen_address("127.0.0.1:0", public=False) == Listen(socket.AF_INET, "127.0.0.1", 0)
    assert listen_address("127.9.9.9:80", public=False) == Listen(socket.AF_INET, "127.9.9.9", 80)
    assert listen_address("[::1]:65535", public=False) == Listen(socket.AF_INET6, "::1", 65_535)
    assert listen_address("localhost:1", public=False).port == 1


@pytest.mark.parametrize("text", ["0.0.0.0:80", "[::]:80", "192.0.2.1:80", "[::ffff:192.0.2.1]:80", "10.0.0.1:0"])
def test_an_address_that_others_reach_needs_the_flag(text: str) -> None:
    with pytest.raises(SettingError, match="--public"):
        listen_address(text, public=False)


def test_with_the_flag_any_address_of_this_machine_will_do() -> None:
    assert listen_address("0.0.0.0:80", public=True) == Listen(socket.AF_INET, "0.0.0.0", 80)


@pytest.mark.parametrize("text", ["", "8080", ":8080", "localhost", "localhost:", "localhost:x", "localhost:65536",
                                  "localhost:-1", "localhost:²", "127.0.0.1:80:"])  # fmt: skip
def test_what_is_no_host_and_port_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(SettingError, match=r"127\.0\.0\.1:8780"):
        listen_address(text, public=False)


def test_a_host_that_cannot_be_one_is_refused() -> None:
    with pytest.raises(SettingError, match="not known here"):
        listen_address("a" * 70 + ":80", public=False)


def test_a_socket_that_was_handed_over_says_its_own_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as handed:
        port = handed.getsockname()[1]
        found = listen_address(f"fd:{handed.fileno()}", public=False)
        assert found == Listen(socket.AF_INET, "127.0.0.1", port, handed.fileno())
        # It was only looked at.
        assert handed.getsockname()[1] == port


def test_a_socket_for_others_needs_the_flag_like_an_address() -> None:
    with socket.create_server(("0.0.0.0", 0)) as handed:
        with pytest.raises(SettingError, match="--public"):
            listen_address(f"fd:{handed.fileno()}", public=False)
        assert listen_address(f"fd:{handed.fileno()}", public=True).descriptor == handed.fileno()


def test_what_is_no_socket_is_refused_with_a_cure() -> None:
    outlet, inlet = os.pipe()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        for number in (inlet, datagrams.fileno(), 9_999):
            with pytest.raises(SettingError, match=r"\.socket unit"):
                listen_address(f"fd:{number}", public=False)
    os.close(outlet)
    os.close(inlet)


def test_metrics_are_for_this_machine_whatever_is_said() -> None:
    assert metrics_address("127.0.0.1:9464") == Listen(socket.AF_INET, "127.0.0.1", 9464)
    for text in ("0.0.0.0:9464", "[::]:9464", "192.0.2.1:9464"):
        with pytest.raises(SettingError, match="metrics are for this one"):
            metrics_address(text)
    with pytest.raises(SettingError, match="--metrics is no HOST:PORT"):
        metrics_address("9464")
