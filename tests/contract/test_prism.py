"""The gateway against a server that knows the booking server's document, and only that."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from core.business_days import Days
from sync.booking.backoff import Budget
from sync.booking.gateway import (
    BookingFault,
    BookingRefused,
    BookingRejected,
    BookingUnauthorised,
    OutcomeItem,
)
from sync.booking.rdv_service_public.credentials import (
    AgentTokens,
    Credentials,
    OAuthTokens,
    TokenPair,
)
from sync.booking.rdv_service_public.gateway import RdvServicePublic, RdvServicePublicSettings
from sync.booking.rdv_service_public.parse import read_bookings
from sync.booking.rdv_service_public.transport import Timeouts, Transport
from sync.booking.rows import RemoteStatus
from tests.contract.prism import DOCUMENT, PRISM, Relay, prism, relay

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (PRISM and DOCUMENT), reason="PRISM and GUICHET_OPENAPI do not name mock and document"
    ),
    pytest.mark.xdist_group("prism"),
]
DAY = date(2026, 10, 5)
DAYS = Days(ZoneInfo("America/New_York"))
ROUNDS = 25


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with prism(tmp_path_factory.mktemp("prism") / "prism.log") as url:
        yield url


def transport(between: Relay, credentials: Credentials | None = None) -> Transport:
    signed = credentials or OAuthTokens(TokenPair("good"))
    return Transport(between.url, signed, Timeouts(2, 20), Budget(10_000, 1000))


def gateway(between: Relay, credentials: Credentials | None = None) -> RdvServicePublic:
    settings = RdvServicePublicSettings((77,), DAYS)
    return RdvServicePublic(transport(between, credentials), settings)


def outcome(target: RemoteStatus = RemoteStatus.SEEN) -> OutcomeItem:
    return OutcomeItem("501", "7001", DAY, target, frozenset(RemoteStatus))


def refusal_of(site: RdvServicePublic, target: RemoteStatus) -> str | None:
    try:
        site.set_outcome(outcome(target))
    except BookingRejected as error:
        return error.reason
    return None


@pytest.mark.parametrize(
    "credentials",
    [OAuthTokens(TokenPair("good")), AgentTokens("t", "c", "a@exemple.test")],
    ids=["bearer", "headers of old"],
)
def test_each_request_is_accepted(served: str, credentials: Credentials) -> None:
    with relay(served) as between:
        site = gateway(between, credentials)
        assert site.list_day(DAY).bookings
        found = site.get({"501"})
        assert found is not None
        # A mock without a memory shows its own example after each write.
        assert {refusal_of(site, target) for target in RemoteStatus} <= {None, "answer_differs"}
        assert between.refusals == []
        assert {one.method for one in between.asked} == {"GET", "PATCH"}


def test_an_empty_day_and_the_question_for_the_organisation_are_accepted(served: str) -> None:
    with relay(served) as between:
        transport(between).get("/api/v1/organisations/77", {})
        assert between.refusals == []


def test_a_renewal_is_accepted(served: str) -> None:
    tokens = OAuthTokens(TokenPair("old", "r1"), client_id="app", client_secret=lambda: "hush")
    with relay(served, {"GET": "code=401"}) as between:
        with pytest.raises(BookingUnauthorised):
            transport(between, tokens).get("/api/v1/rdvs", {"id": "501"})
        assert [one.method for one in between.asked] == ["GET", "POST", "GET"]
        assert between.refusals == []


@pytest.mark.parametrize(
    ("prefer", "fault"),
    [
        ({"GET": "code=401"}, BookingUnauthorised),
        ({"PATCH": "code=401"}, BookingUnauthorised),
        ({"PATCH": "code=422"}, BookingRejected),
    ],
)
def test_the_documents_refusals_mean_what_they_say(
    served: str, prefer: Mapping[str, str], fault: type[BookingFault]
) -> None:
    with relay(served, prefer) as between, pytest.raises(fault):
        gateway(between).set_outcome(outcome(RemoteStatus.REVOKED))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/v1/organisations/77", "403"),
        ("/api/v1/absences/1", "403"),
        ("/api/v1/absences/1", "404"),
        ("/api/v1/public_links", "400"),
    ],
)
def test_a_refused_reading_is_a_refusal_of_the_site(served: str, path: str, code: str) -> None:
    with relay(served, {"GET": f"code={code}"}) as between, pytest.raises(BookingFault) as caught:
        transport(between).get(path, {"territory": "75"})
    assert not isinstance(caught.value, BookingRejected)


def test_a_path_that_the_document_does_not_know_is_refused(served: str) -> None:
    with relay(served) as between:
        with pytest.raises(BookingRefused, match="not_found"):
            transport(between).get("/api/v1/rdvs/501", {})
        assert len(between.refusals) == 1


def test_of_made_up_rows_each_is_taken_or_set_aside(served: str) -> None:
    rows: list[object] = []
    with relay(served, {"GET": "dynamic=true"}) as between:
        for _ in range(ROUNDS):
            body = transport(between).get("/api/v1/rdvs", {"id": "501"})
            assert isinstance(body, dict)
            rows.extend(body["rdvs"])
    assert len(rows) >= ROUNDS
    for row in rows:
        bookings, set_aside = read_bookings([row], DAYS)
        emptied = isinstance(row, dict) and row["collectif"] and not row["participations"]
        assert bookings or set_aside or emptied, row


def test_made_up_answers_end_in_a_day_or_in_a_fault_that_is_known(served: str) -> None:
    with relay(served, {"GET": "dynamic=true", "PATCH": "dynamic=true"}) as between:
        site = gateway(between)
        for _ in range(ROUNDS // 4):
            with suppress(BookingFault):
                assert all(one.day == DAY for one in site.list_day(DAY).bookings)
            with suppress(BookingFault):
                site.get({"501", "502/7002"})
            with suppress(BookingFault):
                site.set_outcome(outcome())


def test_the_logs_hold_no_name(served: str, caplog: pytest.LogCaptureFixture) -> None:
    with relay(served) as between, caplog.at_level("DEBUG", logger="sync"):
        names = {
            person.last_name
            for one in gateway(between).list_day(DAY).bookings
            for person in one.persons
        }
    assert names
    assert not any(name and name in caplog.text for name in names)
