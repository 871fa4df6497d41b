"""A site with its server's application, in memory of one test, and short ways to call it."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from httpx2 import Response
from sqlalchemy import text
from starlette.testclient import TestClient

from core.model import DEVICES, AccountScope, Role, StationKind
from core.runtime.clock import SimulatedClock
from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import agents, service_accounts, stations
from core.usecases.agents import CreateAgent
from core.usecases.service_accounts import OpenAccount
from core.usecases.stations import Enrol, new_token
from server.__main__ import main
from server.app import make_app
from server.auth.passwords import hash_password
from server.data_folder import DataFolder
from server.opening import open_store
from server.wiring import Wiring
from tests.support.databases import init_options

Json: TypeAlias = Any
"""What an answer holds; the assertions look closer."""

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
THE_DAY_BEFORE = "2026-11-23T12:00:00+00:00"
"""When sites are set up: no event of theirs may be later than the tests' clocks."""

PASSWORD = "une phrase assez longue pour deux langues"
HASHED = hash_password(PASSWORD, username="lea")


def init(folder: Path) -> None:
    """Set a site up in Lisbon, where the wall clock is UTC in winter, before the tests' day."""
    name = ("--name", "Consulat inventé", "--zone", "Europe/Lisbon")
    when = ("--clock", THE_DAY_BEFORE)
    code = main(["init", "--data", str(folder), *name, *when, *init_options(folder)])
    assert code == 0


@dataclass
class SiteUnderTest:
    """A running application with one token of each kind."""

    wiring: Wiring
    clock: SimulatedClock
    http: TestClient
    tokens: dict[str, str] = field(default_factory=dict)

    def call(
        self,
        method: str,
        path: str,
        body: Json = None,
        *,
        as_: str | None = "lea",
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Call the interface as the holder of a token; a POST brings a new key by itself."""
        sent = dict(headers or {})
        if as_ is not None:
            sent["Authorization"] = f"Bearer {self.tokens[as_]}"
        if method in ("POST", "PATCH"):
            sent["Idempotency-Key"] = key or new_id()
        if body is None:
            return self.http.request(method, f"/v1{path}", headers=sent)
        return self.http.request(method, f"/v1{path}", json=body, headers=sent)

    def get(self, path: str, as_: str = "lea") -> Json:
        """Read something that must be there."""
        answer = self.call("GET", path, as_=as_)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Json = None, *, as_: str = "lea", status: int = 0) -> Json:
        """Do something that must work."""
        answer = self.call("POST", path, {} if body is None else body, as_=as_)
        wanted = (status,) if status else (200, 201)
        assert answer.status_code in wanted, answer.text
        return answer.json()

    def enrol(self, name: str, kind: StationKind) -> None:
        """Let a station in."""
        token = new_token()
        self.wiring.store.write(lambda uow: stations.enrol(uow, Actor(), Enrol(token, kind, name)))
        self.tokens[name] = token

    def let_tool_in(self, name: str, *scopes: AccountScope, days: float = 365) -> str:
        """Let another tool in; return the id of its account."""
        token = new_token()
        command = OpenAccount(token, name, scopes, timedelta(days=days))
        made = self.wiring.store.write(
            lambda uow: service_accounts.open_account(uow, Actor(), command)
        )
        self.tokens[name] = token
        return str(made["station_id"])

    def sign_in(self, username: str, *roles: Role) -> None:
        """Make an account and sign it in at the counter station."""
        self.wiring.store.write(
            lambda uow: agents.create(uow, Actor(), CreateAgent(username, HASHED, roles))
        )
        self.sign_in_again(username)

    def sign_in_again(self, username: str) -> None:
        """Open a new session of somebody who has an account."""
        body = {"username": username, "password": PASSWORD}
        answer = self.call("POST", "/sessions", body, as_="counter")
        assert answer.status_code == 201, answer.text
        self.tokens[username] = answer.json()["token"]

    def sign_in_agent(self, username: str) -> None:
        """Make an agent and sign them in."""
        self.sign_in(username, Role.AGENT)

    def service(self, code: str) -> str:
        """Return the id of a service."""
        services = self.get("/site", as_="counter")["services"]
        return str(next(one["id"] for one in services if one["code"] == code))

    def counter(self, number: str) -> str:
        """Return the id of a counter."""
        counters = self.get("/site", as_="counter")["counters"]
        return str(next(one["id"] for one in counters if one["number"] == number))

    def walk_in(self, code: str = "life_cert", as_: str = "kiosk", **more: Json) -> Json:
        """Give somebody a walk-in number."""
        return self.post("/walk-ins", {"service_id": self.service(code), **more}, as_=as_)

    def serve_next(self, counter: str = "2", as_: str = "marc") -> Json:
        """Open a counter and call the next person."""
        counter_id = self.counter(counter)
        self.post(f"/counters/{counter_id}/open", {}, as_=as_)
        return self.post(f"/counters/{counter_id}/call-next", as_=as_)


@contextmanager
def running_site(folder: Path) -> Iterator[SiteUnderTest]:
    """Run the application of a site that was set up, on a clock that stands at 9 o'clock."""
    with running_again(folder) as site:
        for kind in sorted(DEVICES):
            site.enrol(kind.value, kind)
        site.sign_in("lea", Role.RECEPTION)
        site.sign_in("marc", Role.AGENT)
        _await_first_look(site)
        yield site


def _await_first_look(site: SiteUnderTest) -> None:
    """Wait until the background has sealed and counted the day of the set-up.

    It does so a breath after the start, and would else write in the middle of a test.
    """
    rows = text("SELECT (SELECT count(*) FROM seal) * (SELECT count(*) FROM noticed_change)")
    pause = threading.Event()
    for _ in range(200):
        with site.wiring.store.read() as reader:
            if reader._connection.execute(rows).scalar_one():
                return
        pause.wait(0.05)
    raise AssertionError("the background did not look at the site")


@contextmanager
def running_again(folder: Path, tokens: Mapping[str, str] | None = None) -> Iterator[SiteUnderTest]:
    """Run the application of a site that knows its stations and staff already, or none yet."""
    clock = SimulatedClock(MORNING, speed=0)
    data = DataFolder(folder)
    store = open_store(data, data.key(), clock)
    try:
        wiring = Wiring(data, store, clock, authority=None)
        with TestClient(make_app(wiring), client=("127.0.0.1", 50000)) as http:
            yield SiteUnderTest(wiring, clock, http, dict(tokens or {}))
    finally:
        store.close()
