"""The booking server's thread: appointments come in, outcomes go out, and it survives anything."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.model import AppointmentMode, OutboxState, Role
from server.booked_days import Ages, BookedDays
from server.booking import SOURCE, BookingRunner, SiteRows
from server.booking_grant import GrantKeeper
from sync.booking.gateway import BookingUndone
from sync.booking.rows import BookedPerson, Booking, DayOfBookings, RemoteStatus, SetAside
from tests.fakes.booking_grants import KeptInMemory, grants_of
from tests.fakes.booking_sandbox_runs import TOKEN, morning, sandbox_thread
from tests.fakes.booking_server import dripping_server
from tests.server.site_support import MORNING, SiteUnderTest

DAY = date(2026, 11, 24)


def eventually(true: Callable[[], bool], within_s: float = 15) -> None:
    """Wait until something is so, or fail."""
    pause = threading.Event()
    for _ in range(int(within_s / 0.05)):
        if true():
            return
        pause.wait(0.05)
    pytest.fail("it never came to be")


def configure(site: SiteUnderTest, **booking: object) -> None:
    """Change the booking part of the settings."""
    if "admin" not in site.tokens:
        site.sign_in("admin", Role.ADMIN)
    answer = site.call("GET", "/settings", as_="admin")
    document = answer.json()["settings"]
    document["booking"].update(booking)
    headers = {"If-Match": answer.headers["etag"]}
    changed = site.call("PUT", "/settings", document, as_="admin", headers=headers)
    assert changed.status_code == 200, changed.text


def test_morning_comes_in_and_what_became_of_it_goes_out(site: SiteUnderTest) -> None:
    scenario = morning()
    motifs = {str(one.id): str(one.service) for one in scenario.motifs}
    with sandbox_thread(scenario) as sandbox:
        runner = BookingRunner(site.wiring.store, site.clock, grants_of(TOKEN))
        site.wiring.store.on_commit(lambda events: runner.heard(one.kind for one in events))
        try:
            assert runner.health().state == "off"
            configure(
                site,
                gateway="rdv_service_public",
                base_url=sandbox.url,
                organisation_ids=[77],
                motifs=motifs,
                days_ahead=0,
            )
            runner.refresh()
            eventually(lambda: len(site.get("/appointments?day=2026-11-24")["items"]) >= 12)
            booked = site.get("/appointments?day=2026-11-24&status=booked")["items"]
            present = next(one for one in booked if one["starts_at"] >= "2026-11-24T09:00")
            arrived = site.post("/check-ins", {"appointment_id": present["id"]})
            site.post(f"/visits/{arrived['visit']['id']}/leave")
            eventually(lambda: any(one["status"] == "seen" for one in _written(sandbox.log())))
            assert runner.health().state == "ok"
            eventually(lambda: _unsent(site) == 0)
        finally:
            runner.stop()


def _unsent(site: SiteUnderTest) -> int:
    with site.wiring.store.read() as reader:
        return len(reader.outbox(OutboxState.PENDING))


def _written(log: list[dict[str, object]]) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in row.items()} for row in log]


def test_away_booking_server_never_troubles_the_queue(site: SiteUnderTest) -> None:
    runner = BookingRunner(site.wiring.store, site.clock, grants_of(TOKEN))
    try:
        configure(
            site,
            gateway="rdv_service_public",
            base_url="http://127.0.0.1:9",
            organisation_ids=[77],
        )
        runner.refresh()
        eventually(lambda: runner.health().state == "down")
        assert site.walk_in()["ticket"]["number"] == "K001"
        configure(site, gateway="none", base_url="")
        runner.refresh()
        assert runner.health().state == "off"
    finally:
        runner.stop()


def test_changed_settings_end_the_engine_before_even_while_its_call_never_ends(
    site: SiteUnderTest,
) -> None:
    runner = BookingRunner(site.wiring.store, site.clock, grants_of(TOKEN))
    endless = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    with dripping_server(endless) as url, sandbox_thread(morning()) as sandbox:
        try:
            settings = {"gateway": "rdv_service_public", "organisation_ids": [77]}
            configure(site, **settings, base_url=url)
            runner.refresh()
            eventually(lambda: len(_booking_threads()) == 1)
            (before,) = _booking_threads()
            threading.Event().wait(0.3)
            assert before.is_alive()
            configure(site, base_url=sandbox.url)
            runner.refresh()
            assert not before.is_alive()
            eventually(lambda: runner.health().state == "ok")
            assert len(_booking_threads()) == 1
        finally:
            runner.stop()
    assert _booking_threads() == []


def _booking_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "booking"]


def running_site(site: SiteUnderTest, url: str, motifs: dict[str, str]) -> None:
    """Let the settings name a booking server."""
    configure(
        site,
        gateway="rdv_service_public",
        base_url=url,
        organisation_ids=[77],
        motifs=motifs,
        days_ahead=2,
    )


def test_how_old_the_appointments_are_is_told_also_after_a_restart_without_internet(
    site: SiteUnderTest,
) -> None:
    scenario = morning()
    motifs = {str(one.id): str(one.service) for one in scenario.motifs}
    with sandbox_thread(scenario) as sandbox:
        runner = BookingRunner(site.wiring.store, site.clock, grants_of(TOKEN))
        running_site(site, sandbox.url, motifs)
        assert runner.health().state == "off"
        try:
            runner.refresh()
            eventually(lambda: runner.health().ahead_until == "2026-11-26")
        finally:
            runner.stop()
    read_at = site.clock.now()
    site.clock.advance(1800)
    again = BookingRunner(site.wiring.store, site.clock, grants_of(TOKEN))
    try:
        again.refresh()
        eventually(lambda: again.health().state == "down")
        health = again.health()
    finally:
        again.stop()
    assert (health.today_read_at, health.ahead_read_at) == (read_at, read_at)
    assert (health.ahead_until, health.last_success_at) == ("2026-11-26", None)


def test_it_stands_in_the_site_in_healthz_and_in_the_live_view(site: SiteUnderTest) -> None:
    configure(site, motifs={"1": "passport"})
    running_site(site, "http://127.0.0.1:9", {"1": "passport"})
    booking = site.wiring.booking
    days = BookedDays(site.wiring.store, site.clock, SOURCE)
    days.read(DAY, 12, 1)
    booking.refresh()
    try:
        site.sign_in("chef", Role.LEAD)
        told = (
            site.get("/site")["booking"],
            site.get("/healthz")["booking"],
            site.get("/live", "chef")["booking"],
        )
    finally:
        booking.stop()
    assert {one["today_read_at"] for one in told} == {"2026-11-24T09:00:00.000Z"}
    assert {one["state"] for one in told} == {"refused"}


def test_a_day_that_did_not_change_is_written_down_once_an_hour(site: SiteUnderTest) -> None:
    store, clock = site.wiring.store, site.clock
    days = BookedDays(store, clock, SOURCE)
    tomorrow = DAY + timedelta(days=1)
    commits: list[int] = []
    days.read(DAY, 12, 0)
    days.read(tomorrow, 3, 0)
    first = clock.now()
    store.on_commit(lambda _: commits.append(1))
    for _ in range(11):
        clock.advance(300)
        days.read(DAY, 12, 0)
    assert commits == []
    assert days.ages(DAY) == Ages(clock.now(), tomorrow, first)
    # Whoever is killed now knows the time of an hour ago, which is never too young.
    assert BookedDays(store, clock, SOURCE).ages(DAY).today_read_at == first
    clock.advance(300)
    days.read(DAY, 12, 0)
    assert BookedDays(store, clock, SOURCE).ages(DAY).today_read_at == clock.now()
    clock.advance(60)
    days.read(DAY, 13, 0)
    assert BookedDays(store, clock, SOURCE).ages(DAY).today_read_at == clock.now()


def test_a_server_that_another_one_has_followed_neither_reads_nor_tells(
    site: SiteUnderTest,
) -> None:
    superseded: list[bool] = []
    scenario = morning()
    with sandbox_thread(scenario) as sandbox:
        runner = BookingRunner(
            site.wiring.store, site.clock, grants_of(TOKEN), lambda: bool(superseded)
        )
        running_site(site, sandbox.url, {"1": "passport"})
        try:
            runner.refresh()
            eventually(lambda: runner.health().state == "ok")
            superseded.append(True)
            with pytest.raises(BookingUndone):
                SiteRows(site.wiring.store, site.clock, superseded=lambda: bool(superseded)).trying(
                    "any"
                )
            runner.refresh()
            assert runner.health().state == "superseded"
            assert "booking" not in {thread.name for thread in threading.enumerate()}
        finally:
            runner.stop()


def test_a_token_that_cannot_be_read_is_not_a_site_without_a_booking_server(
    site: SiteUnderTest,
) -> None:
    running_site(site, "http://127.0.0.1:9", {})
    kept = KeptInMemory(TOKEN)
    kept.damaged = True
    runner = BookingRunner(site.wiring.store, site.clock, GrantKeeper(kept))
    runner.refresh()
    assert runner.health().state == "refused"
    runner.stop()


def _booking(
    source_id: str,
    motif_id: int = 1,
    status: RemoteStatus = RemoteStatus.UNKNOWN,
    persons: tuple[BookedPerson, ...] = (),
) -> Booking:
    return Booking(
        source_id=source_id,
        day=DAY,
        code_id=(1 << 40) + int(source_id),
        reference=source_id,
        starts_at=MORNING + timedelta(minutes=10),
        zone="Europe/Lisbon",
        starts_text="2026-11-24 09:10:00",
        minutes=30,
        motif_id=motif_id,
        motif_name="Passeport",
        mode=AppointmentMode.IN_PERSON,
        status=status,
        persons=persons,
    )


def test_row_that_cannot_be_read_withdraws_nothing(site: SiteUnderTest) -> None:
    configure(site, motifs={"1": "passport"})
    rows = SiteRows(site.wiring.store, site.clock)
    assert rows.today() == DAY
    rows.take_day(DayOfBookings(DAY, (_booking("11"), _booking("12"), _booking("13", 99))))
    listed = site.get("/appointments?day=2026-11-24")["items"]
    assert sorted(one["reference"] for one in listed) == ["11", "12"]
    rows.take_day(DayOfBookings(DAY, (), (SetAside("11", ("motif.id",)),)))
    listed = site.get("/appointments?day=2026-11-24")["items"]
    assert [one["reference"] for one in listed] == ["11"]


def test_what_was_moved_is_on_its_new_day_at_once_and_stands_there(site: SiteUnderTest) -> None:
    configure(site, motifs={"1": "passport"})
    rows = SiteRows(site.wiring.store, site.clock)
    tomorrow = DAY + timedelta(days=1)
    rows.take_day(DayOfBookings(DAY, (_booking("11"), _booking("12"))))
    assert rows.standing(DAY) == {"11", "12"}
    moved = replace(_booking("12"), starts_at=MORNING + timedelta(days=1, minutes=10), day=tomorrow)
    rows.take_day(DayOfBookings(DAY, (), moved=(moved,)))
    listed = site.get("/appointments?day=2026-11-25")["items"]
    assert [one["reference"] for one in listed] == ["12"]
    assert (rows.standing(DAY), rows.standing(tomorrow)) == (set(), {"12"})


def test_motif_whose_service_is_gone_withdraws_nothing(site: SiteUnderTest) -> None:
    configure(site, motifs={"1": "passport", "2": "life_cert"})
    rows = SiteRows(site.wiring.store, site.clock)
    rows.take_day(DayOfBookings(DAY, (_booking("11"), _booking("12", 2))))
    configure(site, motifs={"2": "life_cert"})
    rows.take_day(DayOfBookings(DAY, (_booking("11"), _booking("12", 2))))
    listed = site.get("/appointments?day=2026-11-24")["items"]
    assert sorted(one["reference"] for one in listed) == ["11", "12"]
    rows.take_day(DayOfBookings(DAY, (_booking("12", 2),)))
    listed = site.get("/appointments?day=2026-11-24")["items"]
    assert [one["reference"] for one in listed] == ["12"]


def test_outcomes_on_which_the_server_always_breaks_keep_no_other_back(site: SiteUnderTest) -> None:
    running_site(site, "http://127.0.0.1:9", {"1": "passport"})
    rows = SiteRows(site.wiring.store, site.clock)
    rows.take_day(DayOfBookings(DAY, tuple(_alone(number) for number in range(60))))
    site.clock.advance(3600)
    for number in range(59):
        _missed(site, f"p{number}")
    first = rows.pending()
    assert len({one.id for one in first}) == 50
    for one in [*first, *rows.pending()]:
        rows.trying(one.id)
        rows.tried(one.id, "http_500", site.clock.now() + timedelta(hours=1))
    for one in rows.pending():
        rows.tried(one.id, "http_500", site.clock.now() + timedelta(hours=1))
    assert rows.pending() == []
    _missed(site, "p59")
    assert [one.item.person_source_id for one in rows.pending()] == ["p59"]
    site.clock.advance(3601)
    again = rows.pending()
    assert (len(again), again[0].attempts) == (50, 2)


def test_what_was_undone_while_it_was_read_is_not_written(site: SiteUnderTest) -> None:
    running_site(site, "http://127.0.0.1:9", {"1": "passport"})
    rows = SiteRows(site.wiring.store, site.clock)
    rows.take_day(DayOfBookings(DAY, (_alone(1),)))
    site.clock.advance(3600)
    booking = _missed(site, "p1")
    (one,) = rows.pending()
    site.post(f"/appointments/{booking}/reopen")
    with pytest.raises(BookingUndone):
        rows.trying(one.id)
    assert rows.pending() == []


def _alone(number: int) -> Booking:
    person = BookedPerson(f"p{number}", "Ana", f"Nom{number}", RemoteStatus.UNKNOWN)
    return _booking(str(number), persons=(person,))


def _missed(site: SiteUnderTest, target: str) -> str:
    """Give up the booking of a participation; return its id."""
    with site.wiring.store.read() as reader:
        booked = next(
            card.appointment.id
            for card in reader.appointments()
            if card.persons[0].target == target
        )
    site.post(f"/appointments/{booked}/no-show")
    return booked


def test_wholly_cancelled_booking_still_says_who_it_was(site: SiteUnderTest) -> None:
    configure(site, motifs={"1": "passport"})
    rows = SiteRows(site.wiring.store, site.clock)

    def people(*cancelled: bool) -> tuple[BookedPerson, ...]:
        return tuple(
            BookedPerson(
                f"p{place}",
                last_name=f"Nom{place}",
                first_name="Ana",
                status=RemoteStatus.EXCUSED if gone else RemoteStatus.UNKNOWN,
            )
            for place, gone in enumerate(cancelled)
        )

    def names(status: RemoteStatus, *cancelled: bool) -> list[str]:
        rows.take_day(DayOfBookings(DAY, (_booking("11", 1, status, people(*cancelled)),)))
        (one,) = site.get("/appointments?day=2026-11-24")["items"]
        return [person["family_name"] for person in one["people"]]

    assert names(RemoteStatus.UNKNOWN, False, True) == ["Nom0"]
    assert names(RemoteStatus.EXCUSED, True, True) == ["Nom0", "Nom1"]
