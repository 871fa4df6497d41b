"""The interface of RDV Service Public, as far as a reception uses it, with its traps."""

import random
from collections.abc import Iterable
from typing import Final

from starlette.responses import JSONResponse
from starlette.routing import BaseRoute

from demonstration.booking_sandbox.calls import Answer, Call, Sandbox, Trouble, guarded
from demonstration.booking_sandbox.listing import BadQuery, Page, cut, select
from demonstration.booking_sandbox.plans import Plans
from demonstration.booking_sandbox.scenario import Agent, RdvNow
from demonstration.booking_sandbox.shapes import (
    Json,
    agent_json,
    motif_json,
    organisation_json,
    place_json,
    rdv_json,
)
from demonstration.booking_sandbox.tokens import RECEPTION

_PARTS: Final = ("organisation", "motif", "lieu", "agents", "users", "participations")
_NAMES: Final = ("rdv", "absence", "plage_ouverture", "user", "user_profile", "organisation",
                 "motif", "lieu", "agent", "agent_role", "referent_assignation")  # fmt: skip
_FORBIDDEN: Final[Json] = {"errors": [{"base": "forbidden"}], "error_messages": ["forbidden"]}


def api_routes(sandbox: Sandbox) -> list[BaseRoute]:
    """Return the routes below `/api/v1`."""
    api = _Api(sandbox)
    of_organisation = "/api/v1/organisations/{organisation:int}"
    participation = "/api/v1/participations/{participation:int}"
    return [
        guarded(sandbox, f"{of_organisation}/rdvs", api.rdvs),
        guarded(sandbox, "/api/v1/rdvs", api.rdvs),
        guarded(sandbox, participation, api.set_participation, "PATCH"),
        guarded(sandbox, "/api/v1/rdvs/{rdv:int}/update_status", api.set_rdv, "PATCH"),
        guarded(sandbox, "/api/v1/agents/me", api.me),
        guarded(sandbox, "/api/v1/agents", api.agents),
        guarded(sandbox, "/api/v1/organisations", api.organisations),
        guarded(sandbox, of_organisation, api.organisation),
        guarded(sandbox, f"{of_organisation}/motifs", api.motifs),
        guarded(sandbox, "/api/v1/lieux", api.places),
        guarded(sandbox, "/api/v1/rdv_plans", api.create_plan, "POST"),
        guarded(sandbox, "/api/v1/rdv_plans/{plan:int}", api.plan),
        guarded(sandbox, "/api/v1/users/{user:int}/rdv_invitation_token", api.invite, "POST"),
        guarded(sandbox, f"{of_organisation}/webhook_endpoints", api.endpoints),
        guarded(sandbox, f"{of_organisation}/webhook_endpoints", api.put_endpoint, "POST"),
        guarded(
            sandbox,
            f"{of_organisation}/webhook_endpoints/{{endpoint:int}}",
            api.put_endpoint,
            "PATCH",
        ),
    ]


class _Api:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._state = sandbox.state
        self._scenario = sandbox.state.scenario
        self._plans = Plans(sandbox.state.database, "http://localhost")

    def rdvs(self, call: Call) -> Answer:
        organisation = call.number("organisation")
        query = call.request.query_params
        if not organisation and query.get("organisation_id", "").isdigit():
            organisation = int(query["organisation_id"])
        fault = call.fault
        if fault is not None and fault.kind == "meanwhile":
            for act in fault.acts:
                self._state.act(act, self._sandbox.now(), self._sandbox.has_begun)
        # Of an unknown organisation the real server lists nothing, and says 200.
        ours = organisation in {0, self._scenario.organisation.id}
        known = self._state.rdvs() if ours else []
        try:
            found = select(self._scenario, known, query, _agent(call))
            page = self._cut(call, found)
        except BadQuery as error:
            raise Trouble(422, {"errors": [f"bad value: {error}"]}) from error
        parts = query.get("include")
        return {
            "rdvs": [self._shown(call, now, parts) for now in page.rows],
            "meta": page.meta(),
        }

    def set_participation(self, call: Call) -> Answer:
        status = call.status("participation")
        participation = call.number("participation")
        _allow(call, self._state.rdv_of(participation))
        changed = self._state.set_participation(
            participation, status, self._sandbox.now(), self._sandbox.has_begun
        )
        return {"rdv": rdv_json(self._scenario, changed)}

    def set_rdv(self, call: Call) -> Answer:
        status = call.status("rdv")
        _allow(call, self._state.rdv(call.number("rdv")))
        self._state.set_rdv(call.number("rdv"), status, self._sandbox.now())
        return {"status": status}

    def me(self, call: Call) -> Answer:
        return {"agent": agent_json(_agent(call).id)}

    def agents(self, call: Call) -> Answer:
        del call
        agents = {one.id for one in (RECEPTION, *self._scenario.agents)}
        return _whole("agents", map(agent_json, sorted(agents)))

    def organisations(self, call: Call) -> Answer:
        del call
        return _whole("organisations", [organisation_json(self._scenario.organisation)])

    def organisation(self, call: Call) -> Answer:
        self._check_organisation(call)
        return {"organisation": organisation_json(self._scenario.organisation)}

    def motifs(self, call: Call) -> Answer:
        self._check_organisation(call)
        organisation = self._scenario.organisation
        return _whole("motifs", (motif_json(one, organisation) for one in self._scenario.motifs))

    def places(self, call: Call) -> Answer:
        del call
        return _whole("lieux", [place_json(self._scenario.place, self._scenario.organisation)])

    def create_plan(self, call: Call) -> Answer:
        body = call.json()
        user = body.get("user") if isinstance(body, dict) else None
        if not isinstance(user, dict) or not user.get("first_name") or not user.get("last_name"):
            raise Trouble(422, {"errors": ["param is missing or empty: user"]})
        known = user.get("id")
        plan = self._plans.create(known if isinstance(known, int) else None)
        return JSONResponse({"rdv_plan": plan}, 201)

    def plan(self, call: Call) -> Answer:
        plan = self._plans.get(call.number("plan"))
        if plan is None:
            raise Trouble(404, {"not_found": "rdv_plan"})
        return {"rdv_plan": plan}

    def invite(self, call: Call) -> Answer:
        user = call.number("user")
        users = {one.user for now in self._state.rdvs() for one in now.rdv.people}
        if user not in users:
            raise Trouble(404, {"not_found": "user"})
        return {"invitation_token": self._plans.invitation(user)}

    def endpoints(self, call: Call) -> Answer:
        self._check_organisation(call)
        url = call.request.query_params.get("target_url")
        found = [one.json() for one in self._state.webhooks.endpoints()
                 if url in {None, one.target_url}]  # fmt: skip
        return _whole("webhook_endpoints", found)

    def put_endpoint(self, call: Call) -> Answer:
        self._check_organisation(call)
        body = call.json()
        url, secret, names = (
            (body.get("target_url"), body.get("secret"), body.get("subscriptions"))
            if isinstance(body, dict)
            else (None, None, None)
        )
        good = isinstance(url, str) and isinstance(secret, str) and isinstance(names, list)
        if not (good and url and secret and set(names or []) <= set(_NAMES)):
            raise Trouble(422, {"errors": {"base": [{"error": "invalid"}]}})
        try:
            made = self._state.webhooks.put(
                call.number("endpoint") or None,
                str(url),
                str(secret),
                [str(one) for one in names or []],
                self._state.rdvs(),
                self._sandbox.now(),
            )
        except ValueError as error:
            raise Trouble(422, {"errors": {str(error): [{"error": "taken"}]}}) from error
        return {"webhook_endpoint": made.json()}

    def _cut(self, call: Call, found: list[RdvNow]) -> Page:
        request = next(self._sandbox.requests)
        kind = None if call.fault is None else call.fault.kind
        if kind == "empty":
            found = []
        elif kind == "thin" and call.fault is not None:
            keeps = call.fault.keeps
            # The same rows are missing each time, as where rights are: nothing moves.
            found = [one for one in found if random.Random(one.rdv.id).random() < keeps]  # noqa: S311
        another = kind == "shuffle" or self._scenario.order == "per_page"
        page = call.request.query_params.get("page")
        return cut(self._scenario, found, page, request if another else 0)

    def _shown(self, call: Call, now: RdvNow, parts: str | None) -> Json:
        row = rdv_json(self._scenario, now)
        path = f"admin/organisations/{self._scenario.organisation.id}/rdvs/{now.rdv.id}"
        row["url_for_agents"] = f"{call.request.base_url}{path}"
        if parts is None:
            return row
        named = set(parts.split(","))
        return {name: value for name, value in row.items() if name not in _PARTS or name in named}

    def _check_organisation(self, call: Call) -> None:
        if call.number("organisation") != self._scenario.organisation.id:
            raise Trouble(404, {"not_found": "organisation"})


def _agent(call: Call) -> Agent:
    if call.agent is None:
        raise Trouble(401, {"errors": ["sign in to continue"]})
    return call.agent


def _allow(call: Call, found: RdvNow) -> None:
    if not _agent(call).sees(found.rdv):
        raise Trouble(403, _FORBIDDEN)


def _whole(plural: str, rows: Iterable[Json]) -> Json:
    listed = list(rows)
    meta = {"current_page": 1, "next_page": None, "prev_page": None, "total_pages": 1}
    return {plural: listed, "meta": {**meta, "total_count": len(listed)}}
