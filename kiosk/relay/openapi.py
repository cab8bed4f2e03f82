"""The contract as OpenAPI 3.1, made from the limits that the service really has.

A shop may build its own relay from this document: a till needs no more than what stands here. It must not
know stores or the service; a test holds the service to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from kiosk.relay import codes
from kiosk.relay.limits import Limits

CONTRACT_VERSION = "1.3.0"

_Map = dict[str, object]

_ERRORS = {
    400: "The HTTP or the JSON is broken",
    401: "No valid token; an unknown and a revoked one are answered alike",
    404: "No such address",
    409: "Another machine is this till, as x-till-instance and x-till-generation say; or the code is another till's",
    405: "Another method is wanted; see Allow",
    408: "The body took too long",
    411: "No length",
    413: "The body is too large",
    415: "The body is compressed",
    429: "Too often; see Retry-After",
    503: "It could not be stored, or the box is full; the sender sends it again",
}


def document(limits: Limits) -> Mapping[str, object]:
    """The whole document, ready for JSON."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "FPS Kiosk relay",
            "version": CONTRACT_VERSION,
            "description": (
                "Keeps the gateway's callbacks as the bytes that were sent and hands them to the till they "
                "name. It checks no signature: the till does. Every answer carries a Date header."
            ),
        },
        "paths": {
            "/callback/{address}": {"post": _callback(limits)},
            "/letters": {"get": _letters(limits)},
            "/probe": {"get": _probe()},
            "/enrol": {"post": _enrol()},
            "/health": {"get": _health()},
            "/ready": {"get": _ready()},
            "/openapi.json": {"get": _self()},
        },
        "components": {
            "securitySchemes": {"till": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Refusal": _object(error={"type": "string"}, cure={"type": "string"})},
        },
    }


def _callback(limits: Limits) -> _Map:
    return {
        "operationId": "store",
        "summary": "Store one callback of the gateway",
        "description": (
            "200 means that the bytes are on the disk. The same bytes once more are answered 200 and kept once. "
            "The text before the first `-` of `payment.id`, or else of `general.payment_id`, names the till; what "
            "names none goes to the project's orphan box. "
            f"At most {limits.max_body} bytes, {limits.max_depth} levels deep."
        ),
        "parameters": [
            {"name": "address", "in": "path", "required": True, "schema": {"type": "string"}},
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
        "responses": {
            "200": _answer("Stored", _object(status={"const": "stored"})),
            **_refusals(400, 404, 405, 408, 411, 413, 415, 429, 503),
        },
    }


def _letters(limits: Limits) -> _Map:
    letter = _object(
        position={"type": "integer"},
        received_at={"type": "string", "format": "date-time"},
        body={"type": "string", "contentEncoding": "base64"},
    )
    return {
        "operationId": "poll",
        "summary": "The till's letters above a cursor, which is also the receipt",
        "description": (
            "`after` acknowledges every letter up to it, if `epoch` is the one of the last answer. With another "
            "epoch, or none, the poll is answered as after=0 and is no receipt. The next poll sends the `last` and "
            "the `epoch` of this answer. `taken` is the newest position that was ever acknowledged: a till that never "
            "acknowledged that far has lost records. When the epoch changes, letters may be missing: ask the gateway "
            f"about every open payment. At most {limits.page_letters} letters or {limits.page_bytes} bytes at once. "
            f"`wait` is in seconds, and a longer one is cut to {limits.max_wait_s:g}."
        ),
        "security": [{"till": []}],
        "parameters": [
            _query("after", {"type": "integer", "minimum": 0, "maximum": 10**16 - 1, "default": 0}),
            _query("epoch", {"type": "string", "pattern": "^[A-Za-z0-9_.-]{0,64}$", "default": ""}),
            _query("wait", {"type": "number", "minimum": 0, "maximum": 999_999, "default": 0}),
            *_MACHINE,
        ],
        "responses": {
            "200": _answer(
                "The letters in order; an empty list when none came in time",
                _object(
                    epoch={"type": "string"},
                    till={"type": "string"},
                    last={"type": "integer"},
                    taken={"type": "integer"},
                    letters={"type": "array", "items": letter},
                ),
            ),
            "204": {"description": "A newer poll of the same till took the place of this one"},
            **_refusals(400, 401, 405, 409, 429, 503),
        },
    }


def _probe() -> _Map:
    return {
        "operationId": "probe",
        "summary": "Is the token good, what is the newest position, how many orphans has the project",
        "description": (
            "`refused_at` is when another machine with this till's name was last turned away, or null. With the "
            "headers of a poll it says 409 where that poll would; it never takes the place."
        ),
        "security": [{"till": []}],
        "parameters": _MACHINE,
        "responses": {
            "200": _answer(
                "The till's box",
                _object(
                    epoch={"type": "string"},
                    project={"type": "string"},
                    till={"type": "string"},
                    last={"type": "integer"},
                    taken={"type": "integer"},
                    orphans={"type": "integer"},
                    refused_at={"type": ["string", "null"], "format": "date-time"},
                ),
            ),
            **_refusals(400, 401, 405, 409, 429, 503),
        },
    }


def _enrol() -> _Map:
    minutes = round(codes.LIFE_S / 60)
    return {
        "operationId": "enrol",
        "summary": "Change an enrolment code for the till's token",
        "description": (
            f"A code works once and for {minutes} minutes. Case, hyphens and spaces do not count; I and L are read as "
            "1, O as 0. An unknown, a used and an expired code are answered alike. `address` is the caller's public "
            "address as the relay sees it. With `till`, a code of another till is refused (409) and left as it is. "
            "At most 1024 bytes."
        ),
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _CLAIM}},
        },
        "responses": {
            "200": _answer(
                "The token, which is not told again",
                _object(
                    project={"type": "string"},
                    till={"type": "string"},
                    token={"type": "string"},
                    address={"type": "string"},
                ),
            ),
            **_refusals(400, 404, 405, 408, 409, 411, 413, 415, 429, 503),
        },
    }


def _health() -> _Map:
    schema = _object(ok={"type": "boolean"})
    return {
        "operationId": "health",
        "summary": "Is the service well",
        "responses": {
            "200": _answer("Well", schema),
            "503": _answer("The last write to the disk failed", schema),
            **_refusals(405),
        },
    }


def _ready() -> _Map:
    schema = _object(ok={"type": "boolean"})
    return {
        "operationId": "ready",
        "summary": "Should new requests be sent here",
        "responses": {
            "200": _answer("Ready", schema),
            "503": _answer("It stops, or its store is out of reach", schema),
            **_refusals(405),
        },
    }


def _self() -> _Map:
    return {
        "operationId": "contract",
        "summary": "This document",
        "responses": {"200": _answer("OpenAPI 3.1", {"type": "object"}), **_refusals(405)},
    }


def text(limits: Limits) -> str:
    """The document as it is committed beside this file."""
    return json.dumps(document(limits), indent=2) + "\n"


def _object(**members: _Map) -> _Map:
    return {"type": "object", "required": list(members), "properties": members}


_CLAIM: _Map = {
    "type": "object",
    "required": ["code"],
    "properties": {"code": {"type": "string", "maxLength": 64}, "till": {"type": "string", "maxLength": 64}},
}


def _query(name: str, schema: _Map) -> _Map:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _header(name: str, pattern: str, description: str) -> _Map:
    schema: _Map = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "header", "required": False, "description": description, "schema": schema}


_MACHINE = [
    _header(
        "x-till-instance",
        "^[0-9a-f]{16}$",
        "Which machine asks, new at every start. With it the till is one machine at a time: of two the one with the "
        "higher generation is in, and whoever lost the place stays out until the till is readmitted. A poll without "
        "it is served as long as no machine is known to be the till.",
    ),
    _header("x-till-generation", "^[0-9]{1,15}$", "A whole number, higher at every start; without it 0."),
]


def _answer(description: str, schema: _Map) -> _Map:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _refusals(*statuses: int) -> _Map:
    return {str(status): _answer(_ERRORS[status], {"$ref": "#/components/schemas/Refusal"}) for status in statuses}
