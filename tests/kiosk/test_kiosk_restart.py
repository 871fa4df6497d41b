"""What a kiosk that was ended owes its visitors when it comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import SlipState, StationKind
from kiosk.assembly import Kiosk
from kiosk.options import KioskOptions, kiosk_options
from kiosk.outside import World
from sync.client.identity import Identity
from sync.client.offline.giving import Wishes
from tests.fakes.kiosk_outside import FakeWorld, service_id, slip_news
from tests.fakes.site_rules import LIFE_CERT, SITE_ID, TOKEN
from tests.fakes.site_server import SiteServer
from tests.fakes.watched_desk import Watched, given
from ui.application import start_application


@pytest.fixture
def site() -> Iterator[SiteServer]:
    server = SiteServer().start()
    yield server
    server.stop()


@pytest.fixture
def identity(site: SiteServer) -> Identity:
    return Identity(
        station_id="1",
        kind=StationKind.KIOSK,
        name="Kiosk 1",
        token=TOKEN,
        url=site.url,
        fingerprint=None,
        site_id=SITE_ID,
        site_name="Consulat",
        zone="Europe/Lisbon",
    )


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KioskOptions:
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    profile = tmp_path / "profile"
    return kiosk_options(["--profile", str(profile), "--printer", "file:slips"])


def test_a_slip_that_was_due_is_printed_at_the_next_start(
    qtbot: QtBot,
    qapp: QApplication,
    site: SiteServer,
    identity: Identity,
    options: KioskOptions,
) -> None:
    profile = options.station.profile
    earlier = Watched(profile, identity.connection(), station_id="1")
    earlier.stocked()
    ticket = given(earlier.desk.walk_in(LIFE_CERT, Wishes("ar")))
    earlier.settled()
    earlier.desk.close()
    world = World(start_application("kiosk", language="en"), identity, options)
    world.start()
    qtbot.waitUntil(lambda: bool(site.slips), timeout=10_000)
    world.stop()
    world.kiosk.window.deleteLater()
    start_application("kiosk", language="en")
    del qapp
    assert site.slips == [(ticket.visit_id, "sent")]
    assert site.numbers() == [ticket.number]


def test_a_slip_that_was_on_its_way_when_the_power_went_is_doubtful_and_not_printed_again(
    qtbot: QtBot,
    qapp: QApplication,
    site: SiteServer,
    identity: Identity,
    options: KioskOptions,
) -> None:
    profile = options.station.profile
    earlier = Watched(profile, identity.connection(), station_id="1")
    earlier.stocked()
    ticket = given(earlier.desk.walk_in(LIFE_CERT, Wishes("ar")))
    earlier.settled()
    earlier.desk.close()
    (profile / "in-hand-1").write_text(ticket.key, encoding="ascii")
    world = World(start_application("kiosk", language="en"), identity, options)
    world.start()
    qtbot.waitUntil(lambda: bool(site.slips), timeout=10_000)
    world.stop()
    world.kiosk.window.deleteLater()
    start_application("kiosk", language="en")
    del qapp
    assert site.slips == [(ticket.visit_id, "doubtful")]
    assert (profile / "slips").stat().st_size == 0


def test_the_second_printer_prints_what_the_first_cannot(
    qtbot: QtBot,
    qapp: QApplication,
    site: SiteServer,
    identity: Identity,
    options: KioskOptions,
) -> None:
    profile = options.station.profile
    earlier = Watched(profile, identity.connection(), station_id="1")
    earlier.stocked()
    ticket = given(earlier.desk.walk_in(LIFE_CERT, Wishes("ar")))
    earlier.settled()
    earlier.desk.close()
    two = ("--printer", "serial:/dev/nosuchport", "--second-printer", "file:second")
    both = kiosk_options(["--profile", str(profile), *two])
    world = World(start_application("kiosk", language="en"), identity, both)
    world.start()
    qtbot.waitUntil(lambda: bool(site.slips), timeout=10_000)
    health = world.kiosk.health.feeling
    world.stop()
    world.kiosk.window.deleteLater()
    start_application("kiosk", language="en")
    del qapp
    (told,) = site.of(f"/v1/visits/{ticket.visit_id}/slip")
    assert told.body == {"state": "sent", "way": "second_printer", "cause": ""}
    assert (profile / "second").stat().st_size > 1000
    assert (health.printer, health.second_printer) == ("error", "unknown")


def test_a_roll_that_gets_low_by_a_slip_is_told_at_once(
    qtbot: QtBot,
    qapp: QApplication,
    identity: Identity,
    options: KioskOptions,
) -> None:
    profile = options.station.profile
    earlier = Watched(profile, identity.connection(), station_id="1")
    earlier.stocked()
    given(earlier.desk.walk_in(LIFE_CERT, Wishes("ar")))
    earlier.settled()
    earlier.desk.close()
    count = '{"used_mm": 75950, "slips": 6000, "ended": false}'
    (profile / "paper-1.json").write_text(count, encoding="ascii")
    world = World(start_application("kiosk", language="en"), identity, options)
    assert world.kiosk.health.feeling.paper == "unknown"
    world.start()
    qtbot.waitUntil(lambda: world.kiosk.health.feeling.paper == "low", timeout=10_000)
    world.stop()
    world.kiosk.window.deleteLater()
    start_application("kiosk", language="en")
    del qapp


def test_a_slip_that_waits_when_the_kiosk_ends_is_not_given_up(
    kiosk: Kiosk, world: FakeWorld
) -> None:
    kiosk.walk_in.start()
    kiosk.walk_in.choose(service_id(1))
    key = kiosk.ticket.showing.key if kiosk.ticket.showing else ""
    kiosk.slip_changed(slip_news(key, SlipState.QUEUED, "paper_out"))
    kiosk.slip_changed(slip_news(key, SlipState.FAILED, "stopped"))
    assert (key, SlipState.FAILED) not in world.book.noted
    kiosk.slip_changed(slip_news(key, SlipState.FAILED, "paper_out"))
    assert (key, SlipState.FAILED) in world.book.noted
