"""Our requests and the sandbox's answers against the OpenAPI document, where it is at hand.

`GUICHET_OPENAPI` names the corrected document of the booking server's API. It is under another
licence and no part of this repository.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest
import requests

from core.business_days import Days
from sync.booking.gateway import OutcomeItem
from sync.booking.rdv_service_public.credentials import OAuthTokens, TokenPair
from sync.booking.rdv_service_public.gateway import RdvServicePublic, RdvServicePublicSettings
from sync.booking.rdv_service_public.parse import read_bookings
from sync.booking.rdv_service_public.transport import Transport
from sync.booking.rows import RemoteStatus
from tests.fakes.booking_sandbox_runs import SIGNED, morning, sandbox_thread
from tests.fakes.booking_server import Asked, Reply, reply, scripted_server

DOCUMENT = os.environ.get("GUICHET_OPENAPI", "")
pytestmark = pytest.mark.skipif(
    not DOCUMENT, reason="GUICHET_OPENAPI does not name the booking server's OpenAPI document"
)
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def document() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(Path(DOCUMENT).read_text(encoding="utf-8"))
    return loaded


KINDS: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}


def faults(document: Mapping[str, Any], schema: Mapping[str, Any], value: object) -> Iterator[str]:
    """Say where a value does not fit a schema, as far as this document uses schemas."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    if value is None:
        if not schema.get("nullable") and None not in schema.get("enum", ()):
            yield "null"
    elif "type" in schema and not isinstance(value, KINDS[schema["type"]]):
        yield f"not {schema['type']}"
    else:
        if "enum" in schema and value not in schema["enum"]:
            yield f"not one of {schema['enum']}"
        yield from inner_faults(document, schema, value)


def inner_faults(
    document: Mapping[str, Any], schema: Mapping[str, Any], value: object
) -> Iterator[str]:
    inside: list[tuple[str, Mapping[str, Any], object]] = []
    if isinstance(value, dict):
        yield from (f"{name} misses" for name in schema.get("required", ()) if name not in value)
        properties = schema.get("properties", {})
        inside = [(name, properties[name], value[name]) for name in properties if name in value]
    if isinstance(value, list):
        inside = [(str(place), schema.get("items", {}), one) for place, one in enumerate(value)]
    for name, of_one, one in inside:
        yield from (f"{name}: {fault}" for fault in faults(document, of_one, one))


def operation(document: Mapping[str, Any], asked: Asked) -> Mapping[str, Any]:
    for path, operations in document["paths"].items():
        pattern = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(path))
        if re.fullmatch(pattern, asked.path) and asked.method.lower() in operations:
            found: Mapping[str, Any] = operations[asked.method.lower()]
            return found
    raise AssertionError(f"the document knows no {asked.method} {asked.path}")


def test_each_request_of_the_gateway_is_one_that_the_document_knows(
    document: Mapping[str, Any],
) -> None:
    row = {"id": 501, "participations": [{"id": 7001, "status": "unknown"}]}

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("Authorization") == "Bearer old":
            return Reply(401)
        if asked.path == "/oauth/token":
            return reply({"access_token": "new"})
        if asked.method == "PATCH":
            return Reply(200)
        if asked.path == "/api/v1/organisations/77":
            return reply({"organisation": {"id": 77}})
        return reply({"rdvs": [row] if asked.path == "/api/v1/rdvs" else []})

    with scripted_server(answer) as script:
        transport = Transport(script.url, OAuthTokens(TokenPair("old", "r1"), client_id="app"))
        settings = RdvServicePublicSettings((77,), Days(ZoneInfo("Europe/Lisbon")))
        gateway = RdvServicePublic(transport, settings)
        gateway.list_day(DAY)
        item = OutcomeItem("501", "7001", DAY, RemoteStatus.SEEN)
        with pytest.raises(Exception, match="answer_differs"):
            gateway.set_outcome(item)
        asked = script.asked
    assert {one.method for one in asked} == {"GET", "PATCH", "POST"}
    for one in asked:
        known = operation(document, one)
        names = {parameter.get("name") for parameter in known.get("parameters", ())}
        assert set(one.query) <= names, one.path
        body = known.get("requestBody", {}).get("content", {})
        if one.body:
            kind = one.headers["Content-Type"].split(";")[0]
            sent: Any = (
                {name: values[0] for name, values in parse_qs(one.body.decode()).items()}
                if kind == "application/x-www-form-urlencoded"
                else json.loads(one.body)
            )
            assert list(faults(document, body[kind]["schema"], sent)) == []


def test_the_documents_own_examples_can_be_read(document: Mapping[str, Any]) -> None:
    bodies = [
        example["value"]
        for operations in document["paths"].values()
        for known in operations.values()
        if "responses" in known
        for answer in known["responses"].values()
        for content in answer.get("content", {}).values()
        for example in content.get("examples", {}).values()
    ]
    assert len(bodies) > 40
    lists = [body["rdvs"] for body in bodies if isinstance(body, dict) and "rdvs" in body]
    lists += [[body["rdv"]] for body in bodies if isinstance(body, dict) and "rdv" in body]
    assert len(lists) >= 3
    for rows in lists:
        bookings, bad = read_bookings(rows, Days(ZoneInfo("America/New_York")))
        assert bookings
        assert bad == ()
        assert {note for one in bookings for note in one.notes} == set()


@pytest.mark.parametrize("labels", ["paris", "zone"])
def test_the_sandbox_answers_as_the_document_says(document: Mapping[str, Any], labels: str) -> None:
    schemas = document["components"]["schemas"]
    with sandbox_thread(morning(labels=labels)) as running:

        def get(path: str) -> object:
            return requests.get(running.url + path, headers=SIGNED, timeout=5).json()

        assert list(faults(document, schemas["rdvs"], get("/api/v1/rdvs"))) == []
        for path, schema in (
            ("/api/v1/agents/me", "agent_with_root"),
            ("/api/v1/organisations", "organisations"),
            ("/api/v1/organisations/77", "organisation_with_root"),
            ("/api/v1/organisations/77/motifs", "motifs"),
            ("/api/v1/lieux", "lieux"),
        ):
            assert list(faults(document, schemas[schema], get(path))) == [], path
        changed = requests.patch(
            f"{running.url}/api/v1/participations/7001",
            json={"participation": {"status": "seen"}},
            headers=SIGNED,
            timeout=5,
        ).json()
        assert list(faults(document, schemas["rdv_with_root"], changed)) == []
