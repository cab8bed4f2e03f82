"""What the internet may send: every fault of HTTP and every limit, with the answer each must get.

`{path}` stands for the callback's path, `{token}` for a good token. Each text is sent as it stands on a connection of
its own; the answers are the statuses in order.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.relay.limits import LIMITS

_OPEN = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
_LAST = "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True)
class Fault:
    """Bytes, the statuses that answer them, and whether the server must end the connection by itself."""

    name: str
    text: str
    answers: tuple[int, ...] = (400,)


def _post(headers: str, body: str = "{}") -> str:
    return f"POST {{path}} HTTP/1.1\r\nHost: a\r\n{headers}\r\n\r\n{body}"


def _chunked(body: str, more: str = "") -> str:
    return _post(f"Transfer-Encoding: chunked{more}", body)


LINES = (
    Fault("no HTTP", "hello\r\n\r\n"),
    Fault("TLS where HTTP is spoken", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
    Fault("no address", "GET\r\n\r\n"),
    Fault("HTTP/0.9", "GET /health\r\n\r\n"),
    Fault("HTTP/2.0", "GET /health HTTP/2.0\r\nHost: a\r\n\r\n"),
    Fault("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    Fault("another version", "GET /health HTTP/1.9\r\nHost: a\r\n\r\n"),
    Fault("an unknown method", "STEAL /health HTTP/1.1\r\nHost: a\r\n\r\n"),
    Fault("a method in small letters", "get /health HTTP/1.1\r\nHost: a\r\n\r\n"),
    Fault("NUL in the address", "GET /hea\x00lth HTTP/1.1\r\nHost: a\r\n\r\n"),
    Fault("a space in the address", "GET /hea lth HTTP/1.1\r\nHost: a\r\n\r\n"),
    Fault("bytes above ASCII in the address", "GET /h\xe9 HTTP/1.1\r\nHost: a\r\n\r\n"),
    Fault("a fragment", "GET /health#x HTTP/1.1\r\nHost: a\r\n\r\n"),
    Fault("another scheme", "GET ftp://a/health HTTP/1.1\r\nHost: a\r\n\r\n"),
    Fault("CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
    Fault("another protocol", "GET /health HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"),
    Fault("a line end without its return", "GET /health HTTP/1.1\nHost: a\n\n"),
    Fault("an address that is too long", "GET /" + "x" * LIMITS.max_head + " HTTP/1.1\r\nHost: a\r\n\r\n"),
    Fault("empty lines without end", "\r\n" * LIMITS.max_head),
)

HEADERS = (
    Fault("no Host", "GET /health HTTP/1.1\r\n\r\n"),
    Fault("two Hosts", "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
    Fault("a space before the colon", "GET /health HTTP/1.1\r\nHost : a\r\n\r\n"),
    Fault("no name", "GET /health HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n"),
    Fault("no colon", "GET /health HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n"),
    Fault("NUL in a name", "GET /health HTTP/1.1\r\nHost: a\r\nX\x00: b\r\n\r\n"),
    Fault("NUL in a value", "GET /health HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n"),
    Fault("a return alone in a value", "GET /health HTTP/1.1\r\nHost: a\r\nX: a\rY: b\r\n\r\n"),
    Fault("a folded line", "GET /health HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n"),
    Fault("a folded first line", "GET /health HTTP/1.1\r\n Host: a\r\n\r\n"),
    Fault("a line feed alone", "GET /health HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"),
    Fault("a name that is too long", f"GET /health HTTP/1.1\r\nHost: a\r\n{'x' * LIMITS.max_head}: b\r\n\r\n"),
    Fault("a name without end", f"GET /health HTTP/1.1\r\nHost: a\r\n{'x' * LIMITS.max_head * 4}"),
    Fault("a value that is too long", f"GET /health HTTP/1.1\r\nHost: a\r\nX: {'x' * LIMITS.max_head}\r\n\r\n"),
    Fault("too many headers", "GET /health HTTP/1.1\r\nHost: a\r\n" + "X: 1\r\n" * (LIMITS.max_headers + 1) + "\r\n"),
)

ENDS = (
    Fault("both lengths", _post("Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
    Fault("both lengths, turned round", _post("Transfer-Encoding: chunked\r\nContent-Length: 4", "0\r\n\r\n")),
    Fault("two lengths", _post("Content-Length: 1\r\nContent-Length: 2")),
    Fault("the same length twice", _post("Content-Length: 2\r\nContent-Length: 2")),
    Fault("a list of lengths", _post("Content-Length: 2, 2")),
    Fault("a length with a sign", _post("Content-Length: +2")),
    Fault("a length below nothing", _post("Content-Length: -2")),
    Fault("a length in another base", _post("Content-Length: 0x2")),
    Fault("a length that is no number", _post("Content-Length: two")),
    Fault("a length beyond every number", _post("Content-Length: " + "9" * 40)),
    Fault("an empty length", _post("Content-Length:")),
    Fault("no length", _post("X: 1", ""), (411,)),
    Fault("identity as a coding", _post("Transfer-Encoding: identity")),
    Fault("gzip as a coding", _post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
    Fault("chunked twice", _post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
    Fault("chunked, spelled strangely", _post("Transfer-Encoding: \x0bchunked", "0\r\n\r\n")),
    Fault("chunked in HTTP/1.0", _chunked("0\r\n\r\n").replace("HTTP/1.1", "HTTP/1.0")),
    Fault("a chunk of no size", _chunked("\r\n{}\r\n0\r\n\r\n")),
    Fault("a chunk of a size that is no number", _chunked("zz\r\n{}\r\n0\r\n\r\n")),
    Fault("a chunk below nothing", _chunked("-2\r\n{}\r\n0\r\n\r\n")),
    Fault("a chunk beyond every number", _chunked("f" * 17 + "\r\n{}\r\n0\r\n\r\n")),
    Fault("a chunk with a prefix", _chunked("0x2\r\n{}\r\n0\r\n\r\n")),
    Fault("a chunk that is longer than it says", _chunked("1\r\n{}\r\n0\r\n\r\n")),
    Fault("a chunk ended by a line feed", _chunked("2\n{}\n0\n\n")),
    Fault("an extension without end", _chunked("2;" + "x" * (LIMITS.max_head + LIMITS.max_framing))),
    Fault("more frame than chunks", _chunked("1;xxxxxxxxxxx\r\n \r\n" * 8_000)),
)

CONTENT = (
    Fault("an empty body", _post("Content-Length: 0", "")),
    Fault("no JSON", _post("Content-Length: 5", "hello")),
    Fault("half a document", _post("Content-Length: 5", '{"a":')),
    Fault("no object", _post("Content-Length: 2", "[]")),
    Fault("bad UTF-8", _post("Content-Length: 9", '{"a":"\xff"}')),
    Fault("a byte order mark", _post("Content-Length: 5", "\xef\xbb\xbf{}")),
    Fault("NaN", _post("Content-Length: 9", '{"a":NaN}')),
    Fault("a control in a text", _post("Content-Length: 9", '{"a":"\x01"}')),
    Fault("too deep", _post(f"Content-Length: {6 * 9 + 1}", '{"a":' * 9 + "1" + "}" * 9)),
    Fault("brackets without end", _post("Content-Length: 4000", "[" * 4_000)),
    Fault("too large", _post(f"Content-Length: {LIMITS.max_body + 1}", " " * (LIMITS.max_body + 1)), (413,)),
    Fault("far too large", _post("Content-Length: 99999999999"), (413,)),
    Fault("too large in chunks", _chunked(("8000\r\n" + " " * 32_768 + "\r\n") * 9), (413,)),
    Fault("a compressed body", _post("Content-Encoding: gzip\r\nContent-Length: 2"), (415,)),
)

ADDRESSES = (
    Fault("no such address", "POST /callback/guess HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}", (404,)),
    Fault("an address with a bit behind it", _post("Content-Length: 2").replace("{path}", "{path}/x"), (404,)),
    Fault("an address with NUL behind it", _post("Content-Length: 2").replace("{path}", "{path}%00"), (404,)),
    Fault("no such page", "GET /admin HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", (404,)),
    Fault("everything", "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", (404,)),
    Fault("another method", "DELETE {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", (405,)),
    Fault("HEAD", "HEAD /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", (405,)),
    Fault("no token", "GET /letters HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", (401,)),
    Fault(
        "two tokens",
        "GET /letters HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\nAuthorization: Bearer x\r\n"
        "Connection: close\r\n\r\n",
        (401,),
    ),
    Fault(
        "a question asked twice",
        "GET /letters?after=0&after=1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n"
        "Connection: close\r\n\r\n",
    ),
)

SEVERAL = (
    Fault("requests in a row", _OPEN * 3 + _LAST, (200, 200, 200, 200)),
    Fault("nonsense behind a request", _OPEN + "nonsense\r\n\r\n", (200, 400)),
    Fault("a request behind the last one", _LAST + _OPEN, (200,)),
    Fault("a request inside a body", _post(f"Content-Length: {len(_OPEN)}\r\nConnection: close", _OPEN)),
    Fault(
        "a request behind both lengths",
        _post("Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + _OPEN),
    ),
    Fault("a request behind a bad body", _post("Content-Length: 2", "[]" + _LAST), (400, 200)),
)

FAULTS = (*LINES, *HEADERS, *ENDS, *CONTENT, *ADDRESSES, *SEVERAL)
"""None of them stores anything, and none leaves a trace of Python in the log."""

TAKEN = (
    Fault("in one piece", _post("Content-Length: 2\r\nConnection: close"), (200,)),
    Fault("in chunks", _chunked("1\r\n{\r\n1;x=y\r\n}\r\n0\r\n\r\n", "\r\nConnection: close"), (200,)),
    Fault("with a trailer", _chunked("2\r\n{}\r\n0\r\nHost: b\r\n\r\n", "\r\nConnection: close"), (200,)),
    Fault("in HTTP/1.0", "POST {path} HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}", (200,)),
    Fault(
        "with the whole address", "POST http://a{path} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
        "Connection: close\r\n\r\n{}", (200,),
    ),
)  # fmt: skip
"""Unusual, and right: each stores one letter."""

OBJECTS = (
    "{}", '{"a":1}', ' \r\n\t{"a" : 1} \r\n', '{"a":null,"b":true,"c":[],"d":{}}', '{"":"","\\u0000":"\\u0000"}',
    '{"a":1e999,"b":-0,"c":123456789012345678901234567890.5}', '{"a":"\\ud83d\\ude00 好 \\n"}', '{"a":"\\ud800"}',
    '{"a":1,"a":2}', '{"payment":{"id":"till1-A"}}', '{"payment":{"id":7}}', '{"payment":null,"general":[]}',
    '{"general":{"payment_id":"till1-A"}}', '{"payment":{"id":"nobody-A"}}', '{"payment":{"id":"till1"}}',
    '{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}', '{"' + "k" * 4_000 + '":1}', '{"a":[' + "0," * 4_000 + "0]}",
    '{"a":"' + "x" * (LIMITS.max_body - 8) + '"}', '{"__proto__":{},"constructor":"x","$ref":"#"}',
    '{"a":"<script>\'\\";--${7*7}{{7*7}}%s%n../../"}',
)  # fmt: skip
"""Objects that a gateway might send: whatever they say, they are kept and acknowledged."""
