"""Callers are remembered, and never longer than their rights last."""

from pathlib import Path

from core.model import Role, StationKind
from core.things import Actor
from core.usecases import agents, stations
from core.usecases.agents import ChangeAgent
from core.usecases.stations import Revoke
from server.data_folder import DataFolder
from server.opening import open_store
from tests.server.site_support import SiteUnderTest
from tests.server.test_inspection import until


def test_a_caller_is_read_once(site: SiteUnderTest) -> None:
    token = site.tokens["lea"]
    assert site.wiring.callers.known(token) is None
    site.get("/site")
    known = site.wiring.callers.known(token)
    assert known is not None
    assert known == site.wiring.callers.find(token)


def test_a_token_that_opens_nothing_is_never_remembered(site: SiteUnderTest) -> None:
    site.tokens["stranger"] = "x" * 40
    assert site.call("GET", "/site", as_="stranger").status_code == 401
    assert site.wiring.callers.known("x" * 40) is None


def test_a_revoked_station_is_refused_at_once(site: SiteUnderTest) -> None:
    site.get("/site", as_="kiosk")
    with site.wiring.store.read() as reader:
        kiosk = next(one for one in reader.stations() if one.kind is StationKind.KIOSK)
    site.wiring.store.write(lambda uow: stations.revoke(uow, Actor(), Revoke(kiosk.id)))
    assert site.call("GET", "/site", as_="kiosk").status_code == 401


def test_the_sessions_of_a_revoked_station_are_refused_at_once(site: SiteUnderTest) -> None:
    site.get("/site", as_="lea")
    with site.wiring.store.read() as reader:
        desk = next(one for one in reader.stations() if one.kind is StationKind.COUNTER)
    site.wiring.store.write(lambda uow: stations.revoke(uow, Actor(), Revoke(desk.id)))
    assert site.call("GET", "/site", as_="lea").status_code == 401


def test_roles_that_were_taken_away_are_gone_at_once(site: SiteUnderTest) -> None:
    assert site.call("GET", "/appointments").status_code == 200
    command = ChangeAgent("lea", roles=(Role.AGENT,))
    site.wiring.store.write(lambda uow: agents.change(uow, Actor(), command))
    assert site.call("GET", "/appointments").status_code == 403


def test_what_another_process_revoked_is_refused_within_moments(
    site: SiteUnderTest, data_folder: Path
) -> None:
    site.get("/site", as_="kiosk")
    folder = DataFolder(data_folder)
    with open_store(folder, folder.key(), site.clock) as beside:
        with beside.read() as reader:
            kiosk = next(one for one in reader.stations() if one.kind is StationKind.KIOSK)
        beside.write(lambda uow: stations.revoke(uow, Actor(), Revoke(kiosk.id)))
    until(lambda: site.wiring.callers.known(site.tokens["kiosk"]) is None, "forgotten")
    assert site.call("GET", "/site", as_="kiosk").status_code == 401


def test_another_password_ends_the_sessions_that_were_opened_with_the_old_one(
    site: SiteUnderTest,
) -> None:
    command = ChangeAgent("lea", password_hash="another")
    site.wiring.store.write(lambda uow: agents.change(uow, Actor(), command))
    assert site.call("GET", "/appointments").status_code == 401
    assert site.call("GET", "/site", as_="marc").status_code == 200


def test_a_session_that_was_known_ends_at_its_hour(site: SiteUnderTest) -> None:
    site.get("/site")
    site.clock.advance(60 * 60 * 24)
    assert site.call("GET", "/site").status_code == 401


def test_what_was_read_before_a_change_is_not_remembered_after_it(site: SiteUnderTest) -> None:
    callers, token = site.wiring.callers, site.tokens["marc"]
    read = callers._read

    def overtaken(asked: str) -> object:
        found = read(asked)
        command = ChangeAgent("marc", active=False)
        site.wiring.store.write(lambda uow: agents.change(uow, Actor(), command))
        return found

    callers._read = overtaken  # type: ignore[method-assign,assignment]
    assert callers.find(token) is not None
    callers._read = read  # type: ignore[method-assign]
    assert callers.known(token) is None
    assert callers.find(token) is None
