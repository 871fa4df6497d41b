"""Rights: each route for each kind and state of a token, taken from the one table."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from httpx2 import Response

from core.model import DEVICES, AccountScope, AgentId, Role, StationId, StationKind
from core.ports import UnitOfWork
from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import agents, service_accounts, stations
from core.usecases.agents import ChangeAgent, CreateAgent, RecordSignIn, SignOut
from core.usecases.service_accounts import ChangeToken
from core.usecases.stations import Revoke, new_token
from server.auth import tool_limits
from server.auth.rights import RIGHTS, Right
from server.auth.rights_page import rights_text
from tests.server.site_support import HASHED, SiteUnderTest, init, running_site

pytestmark = pytest.mark.slow

ROUTES = sorted(RIGHTS.items())
PAGE = Path(__file__).parents[2] / "docs" / "rights.md"
OVER = ("signed out", "expired", "account closed", "station revoked")
"""What may have ended a session."""
TOOL_OVER = ("ended", "expired", "token changed")
"""What may have ended a tool's token."""
NOT_LET_IN = {"unauthorised", "session_locked", "forbidden"}


class Sessions:
    """Opens sessions of any role, and brings them into any state."""

    def __init__(self, site: SiteUnderTest) -> None:
        self._site = site

    def open(self, role: Role, *, at: str = "counter", minutes: float = 600) -> tuple[str, str]:
        """Open a session of a new account; return the account's name and the session's id."""
        site, username, token = self._site, f"{role} {new_id()}", new_token()
        expires_at = site.clock.now() + timedelta(minutes=minutes)
        with site.wiring.store.read() as reader:
            station = next(one for one in reader.stations() if one.name == at)
        create = CreateAgent(username, HASHED, (role,))
        made = site.wiring.store.write(lambda uow: agents.create(uow, Actor(), create))
        sign_in = RecordSignIn(
            AgentId(str(made["agent_id"])), StationId(station.id), token, expires_at
        )
        opened = site.wiring.store.write(lambda uow: agents.record_sign_in(uow, Actor(), sign_in))
        site.tokens[username] = token
        return username, str(opened["session_id"])

    def fresh(self, role: Role) -> str:
        """Return the name of somebody with a session that nothing has happened to."""
        return self.open(role)[0]

    def locked(self, role: Role) -> str:
        """Return the name of somebody whose session is locked."""
        username, session_id = self.open(role)
        self._site.wiring.store.write(lambda uow: agents.lock(uow, Actor(), SignOut(session_id)))
        return username

    def over(self, role: Role, why: str) -> str:
        """Return the name of somebody whose session is over, or will be in a minute."""
        at = "elsewhere" if why == "station revoked" else "counter"
        username, session_id = self.open(role, at=at, minutes=1 if why == "expired" else 600)
        # Remembered by the server while it is good, so that only what happens now ends it.
        assert self._site.call("GET", "/board", as_=username).status_code == 200
        if why == "signed out":
            end = SignOut(session_id)
            self._site.wiring.store.write(lambda uow: agents.sign_out(uow, Actor(), end))
        elif why == "account closed":
            close = ChangeAgent(username, active=False)
            self._site.wiring.store.write(lambda uow: agents.change(uow, Actor(), close))
        return username


class Everyone:
    """A site, and the names of those who hold its tokens.

    Attributes:
        sessions: By role, open ones.
        locked: By role, locked ones.
        over: By role and by what ended them.
        tools: By scope, accounts with that one alone.
        tools_over: By scope and by what ended them.
    """

    def __init__(self, site: SiteUnderTest) -> None:
        self.site = site
        self.opener = Sessions(site)
        site.enrol("elsewhere", StationKind.COUNTER)
        for kind in DEVICES:
            site.enrol(f"revoked {kind}", kind)
        self.sessions = {role: self.opener.fresh(role) for role in Role}
        self.over = {(role, why): self.opener.over(role, why) for role in Role for why in OVER}
        self.tools = {scope: self._tool(f"tool {scope}", scope) for scope in AccountScope}
        self.tools_over = {
            (scope, why): self._tool_over(scope, why) for scope in AccountScope for why in TOOL_OVER
        }
        ended = [self.tools_over[scope, "ended"] for scope in AccountScope]
        self._revoke("elsewhere", *(f"revoked {kind}" for kind in DEVICES), *ended)
        site.clock.advance(61)
        self.locked = {role: self.opener.locked(role) for role in Role}
        site.tokens["garbage"] = "x" * 43

    def _tool(self, name: str, scope: AccountScope, days: float = 365) -> str:
        self.site.let_tool_in(name, scope, days=days)
        return name

    def _tool_over(self, scope: AccountScope, why: str) -> str:
        """Return the name of a tool whose token is over, or will be in a minute."""
        name = f"{scope} {why}"
        days = 1 / 1440 if why == "expired" else 365
        account_id = self.site.let_tool_in(name, scope, days=days)
        # Remembered by the server while it is good, so that only what happens now ends it.
        assert self.site.wiring.callers.find(self.site.tokens[name]) is not None
        if why == "token changed":
            command = ChangeToken(account_id, new_token(), timedelta(days=1))
            self.site.wiring.store.write(
                lambda uow: service_accounts.change_token(uow, Actor(), command)
            )
        return name

    def _revoke(self, *names: str) -> None:
        with self.site.wiring.store.read() as reader:
            found = [StationId(one.id) for one in reader.stations() if one.name in names]
        assert len(found) == len(names)

        def all_of_them(uow: UnitOfWork) -> None:
            for station_id in found:
                stations.revoke(uow, Actor(), Revoke(station_id))

        self.site.wiring.store.write(all_of_them)

    def ask(self, route: tuple[str, str], as_: str | None) -> Response:
        """Call a route, with an id that nothing has wherever it takes one."""
        method, template = route
        parts = [new_id() if part.startswith("{") else part for part in template.split("/")]
        return self.site.call(method, "/".join(parts).removeprefix("/v1"), {}, as_=as_)


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everyone]:
    with pytest.MonkeyPatch.context() as patch:
        base = tmp_path_factory.mktemp("rights")
        patch.setenv("GUICHET_KEY_DIR", str(base / "keys"))
        patch.delenv("CREDENTIALS_DIRECTORY", raising=False)
        patch.setattr(tool_limits, "BURST", 1e6)
        init(base / "data")
        with running_site(base / "data") as site:
            yield Everyone(site)


def _code(answer: Response) -> str:
    return str(answer.json()["code"]) if answer.status_code >= 400 else ""


def _assert_opens(answer: Response, who: str) -> None:
    assert answer.status_code < 500, who
    assert _code(answer) not in NOT_LET_IN, who


def _assert_refused(answer: Response, status: int, code: str, who: str) -> None:
    assert (answer.status_code, _code(answer)) == (status, code), who


each_route = pytest.mark.parametrize(
    ("route", "right"), ROUTES, ids=[f"{method} {path}" for (method, path), _ in ROUTES]
)


@each_route
def test_route_opens_to_those_in_the_table_and_to_nobody_else(
    everyone: Everyone, route: tuple[str, str], right: Right
) -> None:
    for kind in DEVICES:
        answer = everyone.ask(route, kind.value)
        if right.free or kind in right.stations:
            _assert_opens(answer, kind)
        else:
            _assert_refused(answer, 403, "forbidden", kind)
    for scope in AccountScope:
        answer = everyone.ask(route, everyone.tools[scope])
        if right.free or scope in right.scopes:
            _assert_opens(answer, scope)
        else:
            _assert_refused(answer, 403, "forbidden", scope)
    for role in Role:
        # Some routes end or lock the very session that calls.
        own = "/sessions/self" in route[1]
        who = everyone.opener.fresh(role) if own else everyone.sessions[role]
        answer = everyone.ask(route, who)
        if right.free or role in right.roles:
            _assert_opens(answer, role)
        else:
            _assert_refused(answer, 403, "forbidden", role)


@each_route
def test_route_opens_to_no_token_that_is_none_or_good_no_more(
    everyone: Everyone, route: tuple[str, str], right: Right
) -> None:
    # Of those alone whom the route would open to: what ended their token is what refuses them.
    roles = right.roles or {Role.LEAD}
    before = everyone.site.wiring.store.seq()
    dead = [None, "garbage", *(f"revoked {kind}" for kind in right.stations or DEVICES)]
    dead += [everyone.over[role, why] for role in roles for why in OVER]
    scopes = right.scopes or {AccountScope.BOARD}
    dead += [everyone.tools_over[scope, why] for scope in scopes for why in TOOL_OVER]
    for who in dead:
        answer = everyone.ask(route, who)
        if right.free:
            _assert_opens(answer, str(who))
        else:
            _assert_refused(answer, 401, "unauthorised", str(who))
            assert answer.headers["www-authenticate"] == "Bearer"
    if not right.free:
        assert everyone.site.wiring.store.seq() == before


@each_route
def test_route_opens_to_no_locked_session_but_to_unlock_and_to_leave(
    everyone: Everyone, route: tuple[str, str], right: Right
) -> None:
    for role in right.roles or {Role.LEAD}:
        if right.when_locked:
            _assert_opens(everyone.ask(route, everyone.opener.locked(role)), role)
        elif not right.free:
            answer = everyone.ask(route, everyone.locked[role])
            _assert_refused(answer, 401, "session_locked", role)


def test_locked_sessions_are_good_for_unlocking_and_signing_out_alone() -> None:
    assert {route for route, right in RIGHTS.items() if right.when_locked} == {
        ("DELETE", "/v1/sessions/self"),
        ("POST", "/v1/sessions/self/unlock"),
    }


def test_the_page_of_rights_is_what_the_table_says() -> None:
    if PAGE.read_text(encoding="utf-8") != rights_text():
        pytest.fail(
            "the rights differ from docs/rights.md; read the change, then renew it with: "
            "python -m server.auth.rights_page > docs/rights.md"
        )


def test_a_tool_with_every_scope_opens_these_routes_alone() -> None:
    opened = {route for route, right in RIGHTS.items() if right.scopes}
    assert opened == {
        ("GET", "/v1/board"),
        ("GET", "/v1/events"),
        ("GET", "/v1/live"),
        ("GET", "/v1/outbox"),
        ("GET", "/v1/site"),
        ("GET", "/v1/statistics"),
        ("GET", "/v1/statistics/quality-sheet.pdf"),
        ("POST", "/v1/appointments/import"),
        ("PUT", "/v1/stations/self/health"),
    }
    assert set().union(*(right.scopes for right in RIGHTS.values())) == set(AccountScope)


def test_display_opens_no_route_that_could_name_a_person() -> None:
    opened = {route for route, right in RIGHTS.items() if StationKind.DISPLAY in right.stations}
    assert opened == {
        ("GET", "/v1/board"),
        ("GET", "/v1/events"),
        ("GET", "/v1/site"),
        ("PUT", "/v1/stations/self/health"),
    }


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer x", "Basic bGVhOnB3", "Bearer " + "a" * 43, "Bearer " + "é" * 30],
)
def test_tokens_that_are_none_are_401(site: SiteUnderTest, header: str) -> None:
    answer = site.http.get("/v1/site", headers={b"Authorization": header.encode("latin-1")})
    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthorised"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_revoked_station_is_shut_out_with_its_sessions(site: SiteUnderTest) -> None:
    site.sign_in("admin", Role.ADMIN)
    stations = {one["name"]: one["id"] for one in site.get("/stations", "admin")["items"]}
    assert site.call("DELETE", f"/stations/{stations['kiosk']}", as_="admin").status_code == 204
    assert site.call("GET", "/site", as_="kiosk").status_code == 401
    assert site.call("GET", "/site", as_="counter").status_code == 200
    site.call("DELETE", f"/stations/{stations['counter']}", as_="admin")
    assert site.call("GET", "/site", as_="admin").status_code == 401


def test_sessions_end_when_they_are_signed_out_or_expire(site: SiteUnderTest) -> None:
    assert site.call("DELETE", "/sessions/self", as_="lea").status_code == 204
    assert site.call("GET", "/site", as_="lea").status_code == 401
    assert site.call("GET", "/site", as_="marc").status_code == 200
    site.clock.advance(13 * 3600)
    assert site.call("GET", "/site", as_="marc").status_code == 401


def test_tokens_are_kept_as_hashes_alone(site: SiteUnderTest, data_folder: Path) -> None:
    token = site.tokens["kiosk"]
    assert site.wiring.callers.find(token) is not None
    kept = b"".join(path.read_bytes() for path in data_folder.iterdir() if path.is_file())
    assert token.encode() not in kept
