"""What devices in the open may be answered has no field for a person: taken from the interface."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from core.model import AccountScope, StationKind
from server.auth.rights import RIGHTS
from tests.server.site_support import SiteUnderTest

INTERFACE: Final[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "docs" / "openapi.json").read_text("utf-8")
)
PERSONAL: Final = frozenset(
    {"family_name", "given_name", "people", "members", "email", "phone", "birth_date", "note"}
    | {"body", "case_ref", "reference", "pre_application", "responsible_id", "username", "roles"}
)
"""Names of fields that say who somebody is, or what staff wrote of them."""

OF_VISITS: Final = frozenset({"initials", "needs", "priority", "companions", "agent_id"})
"""What a kiosk may be told of the visit that it made, and a display of nobody."""

# Types that staff share with screens: the screen's answer leaves these empty, shown below.
LEFT_EMPTY: Final = frozenset({("CounterOut", "agent_id")})
# What a tool is told of the rows that it sent itself.
ITS_OWN_FILE: Final = frozenset({("ImportRowOut", "reference")})
# The rule for references, not one of them.
NO_PERSON: Final = frozenset({("SiteOut", "reference")})


def fields_of(who: StationKind | AccountScope) -> set[tuple[str, str]]:
    """Return every type and field that a kind of device, or a tool, may be answered with."""
    found: set[tuple[str, str]] = set()
    for (method, path), right in RIGHTS.items():
        if who in right.stations | right.scopes:
            answers = INTERFACE["paths"][path][method.lower()]["responses"].values()
            for answer in answers:
                for content in answer.get("content", {}).values():
                    found |= set(_walk(content.get("schema", {}), path, set()))
    return found


def _walk(schema: object, name: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    if isinstance(schema, list):
        for one in schema:
            yield from _walk(one, name, seen)
    elif isinstance(schema, dict):
        reference = schema.get("$ref")
        if reference is not None:
            own = reference.rsplit("/", 1)[-1]
            if own not in seen:
                seen.add(own)
                yield from _walk(INTERFACE["components"]["schemas"][own], own, seen)
        for field, inner in schema.get("properties", {}).items():
            yield name, field
            yield from _walk(inner, name, seen)
        for key in ("anyOf", "allOf", "oneOf", "items", "prefixItems", "additionalProperties"):
            yield from _walk(schema.get(key), name, seen)


def test_the_walk_finds_names_where_staff_are_told_them() -> None:
    staff = INTERFACE["paths"]["/v1/visits/{visit_id}"]["get"]["responses"]["200"]
    schema = staff["content"]["application/json"]["schema"]
    found = {field for _, field in _walk(schema, "visit", set())}
    assert {"family_name", "given_name", "note", "case_ref"} <= found


@pytest.mark.parametrize("kind", [StationKind.KIOSK, StationKind.DISPLAY, StationKind.STANDBY])
def test_no_answer_to_a_device_in_the_open_has_a_field_for_a_person(kind: StationKind) -> None:
    found = fields_of(kind) - NO_PERSON
    assert found or kind is StationKind.STANDBY
    assert {one for one in found if one[1] in PERSONAL} == set()


@pytest.mark.parametrize("scope", AccountScope)
def test_no_answer_to_a_tool_has_a_field_for_a_person(scope: AccountScope) -> None:
    found = fields_of(scope) - NO_PERSON - ITS_OWN_FILE
    assert found or scope is AccountScope.HEALTH
    assert {one for one in found if one[1] in PERSONAL} == set()


def test_what_other_tools_are_sent_has_no_field_for_a_person_nor_for_words() -> None:
    sent = INTERFACE["webhooks"]["event"]["post"]["requestBody"]["content"]["application/json"]
    found = set(_walk(sent["schema"], "event", set()))
    assert ("OutgoingData", "visit_id") in found
    assert {field for _, field in found} & (PERSONAL | OF_VISITS | {"facts", "reason"}) == set()
    data = INTERFACE["components"]["schemas"]["OutgoingData"]["properties"]
    free = {name for name, kind in data.items() if "pattern" not in str(kind)} - {"seq", "epoch"}
    assert free == {"number"}


def test_no_answer_to_a_display_tells_of_a_visit() -> None:
    found = fields_of(StationKind.DISPLAY) - LEFT_EMPTY
    assert {one for one in found if one[1] in OF_VISITS} == set()


@pytest.mark.parametrize("name", ["kiosk", "display", "counter"])
def test_screens_are_not_told_who_sits_at_a_counter(site: SiteUnderTest, name: str) -> None:
    site.post(f"/counters/{site.counter('2')}/open", as_="marc")
    told = [one["agent_id"] for one in site.get("/site", as_="marc")["counters"]]
    assert any(told)
    assert not any(one["agent_id"] for one in site.get("/site", as_=name)["counters"])
