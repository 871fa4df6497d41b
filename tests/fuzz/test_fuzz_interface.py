"""Any call at all, made from the published description: a refusal with a code, never a fault.

For every operation and every kind of token: calls as the description allows them, with ids that
exist; calls that it forbids; and good calls in which one value was spoiled. Every answer is a
documented success or a problem with a stable code; no refusal changes the site; nothing hangs.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
import schemathesis
from fastapi import FastAPI
from httpx2 import Response
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.errors import SchemathesisError
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from core.model import Role, StationKind
from core.runtime.ids import new_id
from server.auth.rights import RIGHTS
from tests.fuzz.fuzz_site import (
    ROLES,
    STATIONS,
    busy_site,
    ids_of,
    make_busy,
    state_digest,
    with_real_ids,
)
from tests.fuzz.nasty import NASTY, spoiled
from tests.server.site_support import SiteUnderTest

Operation: TypeAlias = APIOperation[Any, Any, Any, Any]
Case: TypeAlias = schemathesis.Case[Any]
CODE: Final = re.compile(r"[a-z][a-z0-9_]{1,59}")
ENDS_ITS_OWN_TOKEN: Final = {
    ("DELETE", "/v1/sessions/self"),
    ("POST", "/v1/sessions/self/lock"),
    ("POST", "/v1/sessions/self/unlock"),
    ("PUT", "/v1/sessions/self/password"),
    ("PATCH", "/v1/agents/{agent_id}"),
    ("POST", "/v1/agents/{agent_id}/invitation"),
}
MAY_WRITE_WHEN_REFUSED: Final = {
    "/v1/stations/pair",
    "/v1/sessions",
    "/v1/sessions/invited",
    "/v1/sessions/self/pin",
    "/v1/persons/erase",
    "/v1/visits/{visit_id}/urgent",
}
"""Wrong tries are counted or journaled; each has a test of its own."""


@pytest.fixture(scope="module")
def site() -> Iterator[SiteUnderTest]:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for route, right in RIGHTS.items():
            # How long a refusal takes has a test of its own, too.
            patch.setitem(RIGHTS, route, replace(right, even_s=0.0))
        with busy_site(Path(folder) / "data") as found:
            yield found


class Caller:
    """Sends one generated call, and judges the answer."""

    def __init__(self, site: SiteUnderTest, operation: Operation, who: str | None) -> None:
        self.site = site
        self.operation = operation
        self.who = who
        self.path = operation.path
        self.method = operation.method.upper()
        self.calls = 0

    def try_one(self, case: Case, value: object, place: int, *, spoil: bool) -> None:
        """Send a case with ids that exist, perhaps with one value spoiled."""
        self.calls += 1
        ids = ids_of(self.site)
        found = with_real_ids(dict(case.path_parameters or {}), ids, place)
        path_values = {name: str(each) for name, each in found.items()}
        query = {name: str(each) for name, each in (case.query or {}).items()}
        query = with_real_ids(query, ids, place)
        before = state_digest(self.site)
        if isinstance(case.body, bytes):
            answer = self.send(path_values, query, case.body, raw=True)
        else:
            body = with_real_ids(plausible(self.path, plain(case.body), ids, place), ids, place)
            answer = self.send(path_values, query, spoiled(body, value, place) if spoil else body)
        self.judge(answer, before)

    def send(
        self, path_values: dict[str, Any], query: dict[str, Any], body: object, *, raw: bool = False
    ) -> Response:
        path = self.path
        for name, value in path_values.items():
            quoted = re.sub(r"[^A-Za-z0-9_-]", lambda found: f"%{ord(found[0]) % 256:02X}", value)
            path = path.replace(f"{{{name}}}", quoted or "x")
        headers = {"Accept": "application/json"}
        if self.who is not None:
            headers["Authorization"] = f"Bearer {self.site.tokens[self.who]}"
        if self.method in {"POST", "PATCH"}:
            headers["Idempotency-Key"] = new_id()
        if self.method == "PUT":
            headers["If-Match"] = str(query.pop("if_match", 1))
        if self.path == "/v1/events":
            query = {**query, "wait_s": 0}
        content: dict[str, Any] = {}
        if raw:
            headers["Content-Type"] = "application/json"
            content["content"] = body
        elif body is not None:
            content["json"] = body
        return self.site.http.request(self.method, path, params=query, headers=headers, **content)

    def judge(self, answer: Response, before: str) -> None:
        told = f"{self.who}: {self.method} {answer.request.url} -> {answer.status_code}"
        told += f" {answer.text[:300]}"
        assert answer.status_code < 500, told
        if answer.status_code < 400:
            return
        assert answer.headers["content-type"].startswith("application/problem+json"), told
        problem = answer.json()
        assert problem["status"] == answer.status_code, told
        assert CODE.fullmatch(problem["code"]), told
        if self.path not in MAY_WRITE_WHEN_REFUSED:
            assert state_digest(self.site) == before, f"a refusal changed the site: {told}"


def operations(site: SiteUnderTest) -> list[Operation]:
    app = site.http.app
    assert isinstance(app, FastAPI)
    schema = schemathesis.openapi.from_dict(app.openapi())
    return [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]


def holds(operation: Operation, who: str) -> bool:
    right = RIGHTS[operation.method.upper(), operation.path]
    if who in STATIONS:
        return right.free or right.holds(StationKind(who), None)
    return right.holds(StationKind.COUNTER, frozenset({Role(who)}))


def fuzz(site: SiteUnderTest, who: str, examples: int, number: int) -> int:
    """Fuzz every operation that a token opens; return how many calls were made.

    What a token does not open is refused before anything is read: the matrix of rights has a
    test of its own.
    """
    calls = 0
    for place, operation in enumerate(operations(site)):
        key = (operation.method.upper(), operation.path)
        if not holds(operation, who) or key in ENDS_ITS_OWN_TOKEN:
            continue
        if place % 5 == 0:
            make_busy(site)
        caller = Caller(site, operation, who)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            fuzz_operation(caller, mode, examples, number)
        calls += caller.calls
    return calls


def fuzz_operation(caller: Caller, mode: GenerationMode, examples: int, number: int) -> None:
    """Fuzz one operation with calls that its description allows, or with ones that it forbids."""

    @seed(number)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=caller.operation.as_strategy(generation_mode=mode),
        value=NASTY,
        place=st.integers(0, 39),
        spoil=st.sampled_from([True, False, False, False]),
    )
    def one(case: Case, value: object, place: int, spoil: bool) -> None:
        caller.try_one(case, value, place, spoil=spoil)

    try:
        one()
    except (SchemathesisError, Unsatisfiable):
        # Nothing can be wrong with a call that takes nothing.
        assert mode is GenerationMode.NEGATIVE


def plausible(path: str, body: object, ids: Mapping[str, list[str]], place: int) -> object:
    """Return a check-in that names one appointment, in one way: what no description can say."""
    if path != "/v1/check-ins" or not isinstance(body, dict) or not ids["reference"]:
        return body
    ways = ("code", "reference", "appointment_id")
    kept = {name: value for name, value in body.items() if name not in (*ways, "time")}
    way = ways[place % len(ways)]
    known = ids[way][place % len(ids[way])] if way in ids else body.get("code") or "CQ1:AAAA"
    return kept | {way: known} | ({"time": "09:00"} if way == "reference" else {})


def plain(body: object) -> object:
    """Return a body as JSON can say it; what the description left out is None."""
    return None if type(body).__name__ == "NotSet" else body


@pytest.mark.parametrize("who", [*STATIONS, *ROLES])
def test_any_call_is_answered_or_refused_with_a_code(site: SiteUnderTest, who: str) -> None:
    assert fuzz(site, who, examples=2, number=20261124) > 0


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("who", [*STATIONS, *ROLES])
def test_very_many_calls_are_answered_or_refused_with_a_code(site: SiteUnderTest, who: str) -> None:
    for number in range(4):
        assert fuzz(site, who, examples=60, number=number) > 0
