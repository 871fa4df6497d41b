"""The gateway against the sandbox, over HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.business_days import Days
from core.model import AppointmentMode
from sync.booking.gateway import (
    CHANGED,
    BookingFailed,
    BookingGateway,
    BookingRefused,
    BookingRejected,
    BookingUnauthorised,
    OutcomeItem,
    OutcomeVerdict,
)
from sync.booking.rdv_service_public.credentials import OAuthTokens, TokenPair
from sync.booking.rdv_service_public.gateway import RdvServicePublic, RdvServicePublicSettings
from sync.booking.rdv_service_public.transport import Timeouts, Transport
from sync.booking.rows import DayOfBookings, FoundRows, Oddity, RemoteStatus
from tests.fakes.booking_sandbox_runs import TOKEN, Running, morning, sandbox_thread
from tests.fakes.booking_server import Asked, Reply, reply, scripted_server

DAY = date(2026, 11, 24)
SEEN, NOSHOW = RemoteStatus.SEEN, RemoteStatus.NOSHOW


def gateway(url: str, zone: str = "Europe/Lisbon", token: str = TOKEN) -> RdvServicePublic:
    transport = Transport(url, OAuthTokens(TokenPair(token)), Timeouts(2, 5))
    return RdvServicePublic(transport, RdvServicePublicSettings((77,), Days(ZoneInfo(zone))))


@pytest.fixture
def sandbox() -> Iterator[Running]:
    with sandbox_thread(morning()) as running:
        yield running


def expected(day: DayOfBookings) -> list[str]:
    return [
        one.source_id
        for one in day.bookings
        if one.mode is AppointmentMode.IN_PERSON and not one.status.cancelled
    ]


def outcome(
    source: str = "501",
    person: str = "7001",
    target: RemoteStatus = SEEN,
    own: frozenset[RemoteStatus] = frozenset(),
    day: date = DAY,
) -> OutcomeItem:
    return OutcomeItem(source, person, day, target, own)


def test_the_twelve_appointments_of_the_morning_arrive_at_their_local_times(
    sandbox: Running,
) -> None:
    site: BookingGateway = gateway(sandbox.url)
    day = site.list_day(DAY)
    assert len(expected(day)) == 12
    assert day.set_aside == ()
    first = day.bookings[0]
    assert first.starts_at == datetime(2026, 11, 24, 8, 45, tzinfo=UTC)
    assert first.starts_text == "2026-11-24 08:45:00 +0100"
    assert all(one.notes == () for one in day.bookings)
    assert [len(one.persons) for one in day.bookings if one.source_id == "505"] == [2]


def test_the_day_after_holds_its_own_appointments(sandbox: Running) -> None:
    day = gateway(sandbox.url).list_day(date(2026, 11, 25))
    assert [one.source_id for one in day.bookings] == ["521", "522"]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Tahiti", "America/Los_Angeles"])
@pytest.mark.parametrize("labels", ["paris", "zone"])
def test_a_post_far_from_paris_reads_its_whole_day_by_its_own_clock(zone: str, labels: str) -> None:
    with sandbox_thread(morning(zone=zone, labels=labels)) as running:
        day = gateway(running.url, zone).list_day(DAY)
    assert len(expected(day)) == 12
    assert {one.starts_at.astimezone(ZoneInfo(zone)).date() for one in day.bookings} == {DAY}
    assert {one.zone for one in day.bookings} == {zone}


def test_an_outcome_is_written_once_however_often_it_is_told(sandbox: Running) -> None:
    site = gateway(sandbox.url)
    assert site.set_outcome(outcome()) is OutcomeVerdict.WRITTEN
    assert site.set_outcome(outcome()) is OutcomeVerdict.ALREADY_THERE
    assert [(one["id"], one["status"]) for one in sandbox.log()] == [(7001, "seen")]


def test_an_outcome_of_one_of_the_strangers_of_a_collective_rdv_is_written(
    sandbox: Running,
) -> None:
    site = gateway(sandbox.url)
    assert site.set_outcome(outcome("507/7009", "7009")) is OutcomeVerdict.WRITTEN
    statuses = {one.source_id: one.status for one in site.list_day(DAY).bookings}
    assert statuses["507/7009"] is SEEN
    assert statuses["507/7008"] is RemoteStatus.UNKNOWN


def test_what_somebody_else_wrote_stays_and_is_said(sandbox: Running) -> None:
    site = gateway(sandbox.url)
    with pytest.raises(BookingRejected) as caught:
        site.set_outcome(outcome("513", "7015"))
    assert caught.value.reason == "changed_at_booking_server"
    assert caught.value.found is RemoteStatus.EXCUSED
    assert sandbox.log() == []


def test_what_the_site_itself_wrote_may_be_corrected(sandbox: Running) -> None:
    site = gateway(sandbox.url)
    site.set_outcome(outcome(target=NOSHOW))
    with pytest.raises(BookingRejected, match="changed_at_booking_server"):
        site.set_outcome(outcome())
    corrected = outcome(own=frozenset({NOSHOW}))
    assert site.set_outcome(corrected) is OutcomeVerdict.WRITTEN


def test_an_rdv_that_was_moved_to_another_day_is_still_found(sandbox: Running) -> None:
    item = outcome("521", "7021", day=DAY)
    assert gateway(sandbox.url).set_outcome(item) is OutcomeVerdict.WRITTEN


@pytest.mark.parametrize(("source", "person"), [("999", "7001"), ("501", "9"), ("x", "y")])
def test_an_outcome_of_what_the_server_does_not_know_is_rejected(
    sandbox: Running, source: str, person: str
) -> None:
    with pytest.raises(BookingRejected, match="unknown_at_booking_server"):
        gateway(sandbox.url).set_outcome(outcome(source, person))


def test_a_wrong_token_is_said(sandbox: Running) -> None:
    with pytest.raises(BookingUnauthorised):
        gateway(sandbox.url, token="wrong").list_day(DAY)


def participation(status: str) -> dict[str, object]:
    return {"id": 501, "participations": [{"id": 7001, "status": status}]}


def test_an_answer_that_shows_another_value_is_rejected() -> None:
    def stubborn(asked: Asked) -> Reply:
        row = participation("unknown")
        return reply({"rdv": row} if asked.method == "PATCH" else {"rdvs": [row]})

    with scripted_server(stubborn) as script, pytest.raises(BookingRejected) as caught:
        gateway(script.url).set_outcome(outcome())
    assert (caught.value.reason, caught.value.found) == (
        "answer_differs",
        RemoteStatus.UNKNOWN,
    )


def test_an_answer_that_tells_nothing_is_checked_by_reading_again() -> None:
    written: list[bytes] = []

    def terse(asked: Asked) -> Reply:
        if asked.method == "PATCH":
            written.append(asked.body)
            return Reply(200)
        return reply({"rdvs": [participation("seen" if written else "unknown")]})

    with scripted_server(terse) as script:
        assert gateway(script.url).set_outcome(outcome()) is OutcomeVerdict.WRITTEN
    assert written == [b'{"participation": {"status": "seen"}}']


def test_an_older_server_without_the_common_list_rejects_what_left_its_day() -> None:
    def older(asked: Asked) -> Reply:
        return (
            reply({"errors": ["…"]}, 404) if asked.path == "/api/v1/rdvs" else reply({"rdvs": []})
        )

    with (
        scripted_server(older) as script,
        pytest.raises(BookingRejected, match="unknown_at_booking_server"),
    ):
        gateway(script.url).set_outcome(outcome())


def test_the_day_is_asked_for_whole_and_without_an_offset() -> None:
    with scripted_server(lambda asked: reply({"rdvs": [], "organisation": {"id": 77}})) as script:
        gateway(script.url).list_day(DAY)
        assert script.asked[0].query == {
            "starts_after": ["2026-11-24 00:00:00"],
            "starts_before": ["2026-11-24 23:59:59"],
            "page": ["1"],
            "include": ["agents,lieu,motif,participations"],
        }


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (reply({"errors": ["…"]}, 403), BookingRefused),
        (reply({"not_found": "organisation"}, 404), BookingRefused),
        (reply({"organisation": {"id": 78}}), BookingFailed),
        (reply([]), BookingFailed),
    ],
)
def test_an_empty_list_of_an_organisation_that_is_not_shown_is_not_believed(
    answer: Reply, fault: type[Exception]
) -> None:
    def stranger(asked: Asked) -> Reply:
        return reply({"rdvs": []}) if asked.path.endswith("/rdvs") else answer

    with scripted_server(stranger) as script, pytest.raises(fault):
        gateway(script.url).list_day(DAY)


def test_appointments_are_found_by_their_numbers_on_whatever_day(sandbox: Running) -> None:
    names = {"501", "507/7009", "521", "9999", "…"}
    found = gateway(sandbox.url).get(names)
    assert found is not None
    assert {one.source_id: one.day for one in found.bookings if one.source_id in names} == {
        "501": DAY,
        "507/7009": DAY,
        "521": date(2026, 11, 25),
    }


def test_more_numbers_than_a_page_holds_are_asked_for_in_parts(sandbox: Running) -> None:
    site = gateway(sandbox.url)
    names = {one.source_id for one in site.list_day(DAY).bookings}
    found = site.get(names)
    assert found is not None
    assert names <= {one.source_id for one in found.bookings}


@pytest.mark.parametrize(
    "answer", [reply({"errors": ["…"]}, 404), reply({"rdvs": [participation("seen") | {"id": 9}]})]
)
def test_an_older_server_cannot_be_asked_by_number(answer: Reply) -> None:
    with scripted_server(lambda asked: answer) as script:
        assert gateway(script.url).get({"501"}) is None


def test_an_rdv_that_went_to_another_organisation_is_not_there() -> None:
    row = participation("unknown") | {"organisation": {"id": 5}}
    with scripted_server(lambda asked: reply({"rdvs": [row]})) as script:
        assert gateway(script.url).get({"501"}) == FoundRows(())


def test_a_server_that_ignores_the_filter_by_number_is_asked_so_once() -> None:
    rows = [
        participation("unknown") | {"motif": None},
        {"id": 502, "motif": None, "participations": []},
    ]

    def older(asked: Asked) -> Reply:
        return Reply(200) if asked.method == "PATCH" else reply({"rdvs": rows})

    with scripted_server(older) as script:
        site = gateway(script.url)
        for _ in range(2):
            with pytest.raises(BookingRejected, match="answer_differs"):
                site.set_outcome(outcome())
        assert sum("id" in asked.query for asked in script.asked) == 1


def at(number: int, starts: str, zone: str | None) -> dict[str, object]:
    return participation("unknown") | {
        "id": number,
        "starts_at": starts,
        "time_zone": zone,
        "motif": {"id": 31, "location_type": "public_office"},
    }


def clerk(*rows: dict[str, object]) -> Callable[[Asked], Reply]:
    """Answer as the server does: by the digits of the wall clock."""

    def answer(asked: Asked) -> Reply:
        if not asked.path.endswith("/rdvs"):
            return reply({"organisation": {"id": 77}})
        after, before = asked.query["starts_after"][0], asked.query["starts_before"][0]
        return reply(
            {"rdvs": [one for one in rows if after <= str(one["starts_at"])[:19] <= before]}
        )

    return answer


def test_rows_that_carry_the_servers_own_zone_stay_on_the_day_of_a_post_far_away() -> None:
    row = at(501, "2026-11-24 09:30:00 +0100", "Europe/Paris")
    with scripted_server(clerk(row)) as script:
        site = gateway(script.url, "Pacific/Tahiti")
        (booking,) = site.list_day(DAY).bookings
        assert site.list_day(date(2026, 11, 23)).bookings == ()
    assert booking.starts_at.astimezone(ZoneInfo("Pacific/Tahiti")).hour == 9
    assert booking.notes == (Oddity.ZONE_TAKEN_FROM_POST,)


def test_rows_of_another_zone_are_each_on_one_day_and_found_by_it() -> None:
    # 20:00 in New York is 1 o'clock of the next day in Lisbon.
    rows = [
        at(501, "2026-11-23 20:00:00 -0500", "America/New_York"),
        at(502, f"{DAY} 20:00:00", "America/New_York"),
    ]
    with scripted_server(clerk(*rows)) as script:
        site = gateway(script.url)
        days = {
            day: [one.source_id for one in site.list_day(date(2026, 11, day)).bookings]
            for day in (24, 25, 23)
        }
    assert days == {24: ["501"], 25: ["502"], 23: []}


def test_a_status_without_a_meaning_is_never_written_over() -> None:
    def newer(asked: Asked) -> Reply:
        assert asked.method == "GET"
        return reply({"rdvs": [participation("confirmed_online")]})

    with scripted_server(newer) as script, pytest.raises(BookingRejected) as caught:
        gateway(script.url).set_outcome(outcome(own=frozenset(RemoteStatus)))
    assert (caught.value.reason, caught.value.found) == (CHANGED, None)


def test_a_status_without_a_meaning_is_written_over_once_a_person_gave_it_up() -> None:
    held = ["confirmed_online"]

    def newer(asked: Asked) -> Reply:
        if asked.method == "PATCH":
            held.append("seen")
        return reply({"rdvs": [participation(held[-1])], "rdv": participation(held[-1])})

    with scripted_server(newer) as script:
        item = replace(outcome(), over_unread=True)
        assert gateway(script.url).set_outcome(item) is OutcomeVerdict.WRITTEN
        # What is understood now is a colleague's value, and not what was given up.
        held.append("excused")
        with pytest.raises(BookingRejected):
            gateway(script.url).set_outcome(item)
