"""A busy site with a token of every kind, its ids for calls to name, and a digest of its state."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, inspect, text

from core.model import DEVICES, Role
from core.ports import UnitOfWork
from core.things import Actor
from core.usecases import site_switches
from core.usecases.site_switches import Reopen, SetCrisis, SetFreeze
from tests.server.site_support import SiteUnderTest, init, running_site

NOT_STATE: Final = frozenset({"command", "pairing_guard", "alembic_version", "noticed_change"})
"""What a refusal may write: the answer itself, and wrong tries that a brake counts; and what
the background writes meanwhile."""

POOLS: Final[Mapping[str, str]] = {
    "service_id": "service",
    "reference": "appointment.reference",
    "number": "visit.number",
    "counter_id": "counter",
    "step_id": "step",
    "visit_id": "visit",
    "visit_ids": "visit",
    "appointment_id": "appointment",
    "help_id": "help",
    "item_id": "outbox_item",
    "agent_id": "agent",
    "lease_id": "number_lease",
    "services": "service",
    "alert_id": "discreet_alert",
}
"""Where the ids stand that a parameter or a field of this name means: a table and its column."""

STATIONS: Final = tuple(kind.value for kind in sorted(DEVICES))
ROLES: Final = tuple(role.value for role in Role)


@contextmanager
def busy_site(folder: Path) -> Iterator[SiteUnderTest]:
    """Run a site where people wait, are called, served, parked, absent and gone."""
    init(folder)
    with running_site(folder) as site:
        for role in Role:
            if role is not Role.RECEPTION and role is not Role.AGENT:
                site.sign_in(role.value, role)
        site.tokens["reception"], site.tokens["agent"] = site.tokens["lea"], site.tokens["marc"]
        make_busy(site)
        yield site


def make_busy(site: SiteUnderTest) -> None:
    """Let some people come and be served, so that most actions find somebody."""
    _turn_back(site)
    for code in ("life_cert", "life_cert", "collection", "info", "signature", "life_cert"):
        site.walk_in(code)
    for minute in (0, 10, 20):
        body = {
            "service_id": site.service("passport"),
            "starts_at": f"2026-11-24T09:{minute:02d}:00Z",
            "people": [{"family_name": "Essai", "given_name": "Un"}],
        }
        site.call("POST", "/appointments", body)
    counter = site.counter("2")
    site.call("POST", f"/counters/{counter}/open", {}, as_="marc")
    for action in ("start", "park"):
        called = site.call("POST", f"/counters/{counter}/call-next", {}, as_="marc")
        if called.status_code == 200:
            step = called.json()["step"]["id"]
            site.call("POST", f"/steps/{step}/start", {}, as_="marc")
            if action == "park":
                site.call("POST", f"/steps/{step}/park", {}, as_="marc")
            else:
                site.call("POST", f"/steps/{step}/finish", {}, as_="marc")
    site.call("POST", f"/counters/{counter}/call-next", {}, as_="marc")
    site.call("POST", "/help", {"page": "start"}, as_="kiosk")
    site.call("POST", "/number-leases", {"letter": "K", "count": 5}, as_="kiosk")


def _turn_back(site: SiteUnderTest) -> None:
    """Turn the switches of the day back that a call may have turned."""

    def turn(uow: UnitOfWork) -> None:
        site_switches.set_crisis(uow, Actor(), SetCrisis(active=False, confirm=True))
        site_switches.set_freeze(uow, Actor(), SetFreeze(active=False))
        site_switches.reopen(uow, Actor(), Reopen())

    site.wiring.store.write(turn)


def ids_of(site: SiteUnderTest) -> dict[str, list[str]]:
    """Return the ids that exist, by the name of the field that means them."""
    with _connection(site) as connection:
        tables = _tables(connection)
        found: dict[str, list[str]] = {}
        for name, place in POOLS.items():
            table, _, column = place.partition(".")
            if table in tables:
                # The newest first: what happened lately has more states.
                query = text(
                    f'SELECT {column or "id"} FROM "{table}" ORDER BY id DESC LIMIT 40'  # noqa: S608
                )
                found[name] = [str(row[0]) for row in connection.execute(query)]
        return found


def state_digest(site: SiteUnderTest) -> str:
    """Return a digest of all that the site keeps, save what a refusal may write."""
    digest = sha256()
    with _connection(site) as connection:
        for table in sorted(_tables(connection) - NOT_STATE):
            digest.update(table.encode())
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').cursor.fetchall()  # noqa: S608
            digest.update(repr(sorted(map(repr, rows))).encode())
    return digest.hexdigest()


@contextmanager
def _connection(site: SiteUnderTest) -> Iterator[Connection]:
    with site.wiring.store.read() as reader:
        yield reader._connection


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def with_real_ids(value: Any, ids: Mapping[str, list[str]], place: int, name: str = "") -> Any:  # noqa: ANN401
    """Return a value in which the ids are ones that exist, where its names say what they mean."""
    if isinstance(value, dict):
        return {key: with_real_ids(each, ids, place, str(key)) for key, each in value.items()}
    if isinstance(value, list):
        return [with_real_ids(each, ids, place + at, name) for at, each in enumerate(value)]
    pool = ids.get(name)
    return pool[place % len(pool)] if pool and isinstance(value, str) else value
