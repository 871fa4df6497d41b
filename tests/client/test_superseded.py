"""A station takes no answer from a server whose data are older than what it has seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.model import StationKind
from sync.client.commands import Patience
from sync.client.errors import Superseded
from sync.client.http import Connection, Timeouts
from sync.client.identity import Identity, load_identity, save_identity
from sync.client.site import SiteClient
from sync.contract.arrivals import WalkInIn
from tests.fakes.certificates import Certificate
from tests.fakes.site_rules import LIFE_CERT, TOKEN
from tests.fakes.site_server import SiteServer

WALK = WalkInIn(service_id=LIFE_CERT)


@dataclass
class Succession:
    """The server of before, and the one that took over."""

    old: SiteServer
    new: SiteServer
    client: SiteClient


@pytest.fixture
def succession() -> Iterator[Succession]:
    """Two servers with data of their own; the new one was promoted."""
    old, new = SiteServer(), SiteServer()
    new.epoch = 2
    for server in (old, new):
        server.start()
    connection = Connection((old.url, new.url), TOKEN, timeouts=Timeouts(1.0, 1.0))
    client = SiteClient(connection, Patience(tries=2), pause=lambda _: None)
    yield Succession(old, new, client)
    connection.close()
    for server in (old, new):
        server.stop()


def test_the_server_of_before_does_nothing_for_who_has_seen_the_later_one(
    succession: Succession,
) -> None:
    old, new, client = succession.old, succession.new, succession.client
    client.walk_in(WALK)
    old.stop()
    client.walk_in(WALK)
    assert client.connection.route.epoch == 2
    old.start()
    new.stop()
    with pytest.raises(Superseded, match="taken over"):
        client.walk_in(WALK)
    assert len(old.visits) == 1
    new.start()
    client.walk_in(WALK)
    assert len(new.visits) == 2


def test_an_answer_of_older_data_is_not_taken(succession: Succession) -> None:
    route = succession.client.connection.route
    assert route.seen(2)
    # A server that does not know the header yet answers all the same.
    succession.old.ignores_epochs = True
    succession.new.stop()
    with pytest.raises(Superseded):
        succession.client.site()
    assert route.epoch == 2


def test_the_latest_epoch_is_kept_with_the_station(
    secure: SiteServer, certificate: Certificate, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    identity = Identity(
        station_id="1",
        kind=StationKind.KIOSK,
        name="K",
        token=TOKEN,
        url=secure.url,
        fingerprint=certificate.fingerprint,
        site_id="1",
        site_name="Consulat",
        zone="Europe/Lisbon",
    )
    save_identity(profile, identity)
    secure.epoch = 7
    for epoch, refused in ((7, False), (6, True)):
        secure.epoch = epoch
        known = load_identity(profile)
        assert known is not None
        connection = known.connection()
        try:
            client = SiteClient(connection, Patience(tries=1))
            if refused:
                with pytest.raises(Superseded):
                    client.site()
            else:
                client.site()
        finally:
            connection.close()


def test_answers_of_two_threads_may_come_in_any_order(succession: Succession) -> None:
    route = succession.client.connection.route
    assert [route.seen(epoch) for epoch in (1, 3, 2, 3)] == [True, True, False, True]
