"""The contract document, held against the service that it describes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kiosk.relay import openapi
from kiosk.relay.limits import LIMITS
from kiosk.relay.values import Request, Response
from tests.relay.helpers import Desk, answered, letter

DOCUMENT: Any = json.loads(json.dumps(openapi.document(LIMITS)))
ADDRESS = "/callback/{address}"


def fits(schema: Mapping[str, Any], value: Any) -> bool:
    """Enough of JSON Schema for what the document uses; every named member must be there and no other."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if "const" in schema:
        return bool(value == schema["const"])
    kinds: dict[str, Any] = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    if isinstance(schema["type"], list):
        # Nothing, or the one kind that is named beside it.
        (kind,) = set(schema["type"]) - {"null"}
        return value is None or fits({**schema, "type": kind}, value)
    if not isinstance(value, kinds[schema["type"]]):
        return False
    if schema["type"] == "object" and "properties" in schema:
        inner: Mapping[str, Any] = schema["properties"]
        return set(value) == set(schema["required"]) == set(inner) and all(fits(inner[k], value[k]) for k in value)
    if schema["type"] == "array":
        return all(fits(schema["items"], entry) for entry in value)
    return True


def described(path: str, method: str, status: int) -> Mapping[str, Any]:
    responses: Mapping[str, Any] = DOCUMENT["paths"][path][method]["responses"]
    schema: Mapping[str, Any] = responses[str(status)]["content"]["application/json"]["schema"]
    return schema


def enrol(desk: Desk, body: bytes) -> Response:
    return answered(desk.service.handle(Request("POST", "/enrol", "", {}, body)))


def polled(desk: Desk, letter_: str, generation: int, path: str = "/letters") -> Response:
    machine = {"x-till-instance": letter_ * 16, "x-till-generation": str(generation)}
    return answered(desk.service.handle(Request("GET", path, "", {"authorization": f"Bearer {desk.token}", **machine})))


def test_every_answer_is_described_as_it_is(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    code = json.dumps({"code": desk.service.enrol_till("shop", "till2")}).encode()
    answers = [
        ("/enrol", "post", enrol(desk, code)),
        ("/enrol", "post", enrol(desk, code)),
        ("/enrol", "post", enrol(desk, b"")),
        ("/letters", "get", polled(desk, "a", 2)),
        ("/letters", "get", polled(desk, "b", 1)),
        ("/letters", "get", polled(desk, "b", -1)),
        ("/probe", "get", polled(desk, "b", 1, "/probe")),
        (ADDRESS, "post", desk.post(letter("till1-B"))),
        (ADDRESS, "post", desk.post(b"no json")),
        (ADDRESS, "post", desk.post(b"{}", "nowhere")),
        (ADDRESS, "post", desk.post(b" " * (LIMITS.max_body + 1))),
        ("/letters", "get", answered(desk.get("/letters"))),
        ("/letters", "get", answered(desk.get("/letters", "after=x"))),
        ("/letters", "get", answered(desk.get("/letters", token="x"))),
        ("/probe", "get", answered(desk.get("/probe"))),
        ("/probe", "get", answered(desk.get("/probe", token="x"))),
        ("/health", "get", answered(desk.service.handle(Request("GET", "/health")))),
        ("/ready", "get", answered(desk.service.handle(Request("GET", "/ready")))),
        ("/openapi.json", "get", answered(desk.service.handle(Request("GET", "/openapi.json")))),
    ]
    for path, method, response in answers:
        assert fits(described(path, method, response.status), json.loads(response.body)), (path, response)


def test_the_service_serves_exactly_the_described_paths(desk: Desk) -> None:
    assert set(DOCUMENT["paths"]) == {
        ADDRESS, "/letters", "/probe", "/enrol", "/health", "/ready", "/openapi.json",
    }  # fmt: skip
    for path, operations in DOCUMENT["paths"].items():
        real = path.replace("{address}", desk.address)
        for method in operations:
            response = desk.service.handle(Request(method.upper(), real, "", {}, b'{"code":""}'))
            assert answered(response).status == {"/enrol": 404, "/letters": 401, "/probe": 401}.get(path, 200)
        (only,) = operations
        assert answered(desk.service.handle(Request("PATCH", real))).headers["allow"] == only.upper()


def test_the_served_document_is_this_one_and_names_the_real_limits(desk: Desk) -> None:
    response = answered(desk.service.handle(Request("GET", "/openapi.json")))
    assert json.loads(response.body) == DOCUMENT
    assert str(LIMITS.max_body) in DOCUMENT["paths"][ADDRESS]["post"]["description"]
    assert DOCUMENT["openapi"].startswith("3.1")


def test_every_refusal_of_the_document_is_one_the_service_can_make() -> None:
    statuses = {
        int(status)
        for operations in DOCUMENT["paths"].values()
        for operation in operations.values()
        for status in operation["responses"]
    }
    assert statuses == {200, 204, 400, 401, 404, 405, 408, 409, 411, 413, 415, 429, 503}
