"""One head: what is read from it, and what is refused because two programs could read it differently."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.relay.heads import Head, Unreadable
from kiosk.relay.limits import LIMITS


def head(target: bytes, *fields: tuple[bytes, bytes], version: str = "1.1", upgrade: bool = False) -> Head:
    made = Head(replace(LIMITS, max_head=200, max_headers=4))
    made.add_target(target)
    for name, value in fields or ((b"Host", b"a"),):
        made.add(name, value)
    made.check(b"GET", version, upgrade=upgrade)
    return made


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        (b"/letters", "/letters", b""),
        (b"/letters?after=1&wait=2?3", "/letters", b"after=1&wait=2?3"),
        (b"/%6cetters", "/letters", b""),
        (b"//a//b", "//a//b", b""),
        (b"http://a:80/letters?x", "/letters", b"x"),
        (b"HTTPS://a", "/", b""),
        (b"*", "/*", b""),
    ],
)
def test_the_address_is_found(target: bytes, path: str, query: bytes) -> None:
    found = head(target)
    assert (found.path, found.query) == (path, query)


@pytest.mark.parametrize("target", [b"", b"letters", b"a:80", b"ftp://a/b", b"http://", b"/a#b", b"/\xe9"])
def test_an_address_that_means_nothing_is_refused(target: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        head(target)
    assert caught.value.cure


HOST = (b"Host", b"a")
CHUNKED = (b"Transfer-Encoding", b" Chunked ")


@pytest.mark.parametrize(
    "fields",
    [
        (HOST, HOST),
        ((b"X", b"1"),),
        (HOST, CHUNKED, (b"Content-Length", b"1")),
        (HOST, CHUNKED, CHUNKED),
        (HOST, (b"Transfer-Encoding", b"gzip, chunked")),
        (HOST, (b"Content-Length", b"1"), (b"Content-Length", b"1")),
        (HOST, (b"Content-Length", b"+1")),
        (HOST, (b"Content-Length", b"")),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(fields: tuple[tuple[bytes, bytes], ...]) -> None:
    with pytest.raises(Unreadable):
        head(b"/", *fields)


def test_other_versions_and_other_protocols_are_refused() -> None:
    for version, upgrade in (("2.0", False), ("0.9", False), ("1.1", True)):
        with pytest.raises(Unreadable):
            head(b"/", version=version, upgrade=upgrade)
    assert head(b"/", (b"X", b"1"), version="1.0").version == "1.0"
    with pytest.raises(Unreadable):
        head(b"/", CHUNKED, version="1.0")


def test_size_and_number_are_bounded_while_it_comes() -> None:
    for fields in (((b"x" * 200, b""),), ((b"X", b"x" * 200),), tuple((b"X%d" % n, b"1") for n in range(5))):
        with pytest.raises(Unreadable):
            head(b"/", *fields)
    with pytest.raises(Unreadable):
        head(b"/" + b"x" * 200)


def test_names_are_small_and_what_is_asked_for_is_found() -> None:
    found = head(b"/", HOST, CHUNKED, (b"Expect", b"100-Continue"), (b"X-Forwarded-For", b"192.0.2.1"))
    assert [name for name, _ in found.fields] == [b"host", b"transfer-encoding", b"expect", b"x-forwarded-for"]
    assert found.expects
    assert found.forwarded == "192.0.2.1"
    assert not head(b"/").expects
    assert head(b"/").forwarded == ""
    twice = head(b"/", HOST, (b"X-Forwarded-For", b"192.0.2.1"), (b"X-Forwarded-For", b"192.0.2.2"))
    assert twice.forwarded == "192.0.2.1,192.0.2.2"
