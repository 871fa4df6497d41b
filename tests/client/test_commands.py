"""One effect per command, whatever is lost on the way."""

import json

import pytest

from core.model import SlipState
from sync.client.commands import Patience
from sync.client.errors import BadAnswer, Refused, Unauthorised, Unreachable
from sync.client.http import Connection, Timeouts
from sync.client.site import SiteClient
from sync.contract.arrivals import CheckInIn, SlipIn, WalkInIn
from sync.contract.stations import HealthIn
from tests.fakes.site_rules import LIFE_CERT, TOKEN
from tests.fakes.site_server import SiteServer

REFERENCE = CheckInIn(reference="123456", time="09:15")


class Pauses:
    """Notes pauses and takes none."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.now = 0.0

    def pause(self, seconds: float) -> None:
        self.taken.append(seconds)
        self.now += seconds

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def client(connection: Connection, pauses: Pauses) -> SiteClient:
    return SiteClient(connection, pause=pauses.pause, monotonic=pauses.monotonic)


@pytest.mark.parametrize(
    "fault", ["lose", "cut", "head", "drop", "503 store_unavailable", "500 oops"]
)
def test_a_command_whose_answer_was_lost_is_done_once(
    site: SiteServer, client: SiteClient, fault: str
) -> None:
    site.fault("/v1/check-ins", fault, times=2)
    arrived = client.check_in(REFERENCE)
    assert site.numbers() == [arrived.ticket.number]
    assert len(site.of("/v1/check-ins")) == 3
    assert len({asked.key for asked in site.of("/v1/check-ins")}) == 1


def test_a_refusal_whose_answer_was_cut_in_its_head_is_asked_for_again(
    site: SiteServer, client: SiteClient
) -> None:
    client.check_in(REFERENCE)
    site.fault("/v1/check-ins", "head")
    with pytest.raises(Refused) as caught:
        client.check_in(REFERENCE)
    assert (caught.value.code, len(site.of("/v1/check-ins"))) == ("already_checked_in", 3)


def test_a_slow_answer_is_given_up_and_fetched_under_the_same_key(
    site: SiteServer, pauses: Pauses
) -> None:
    hasty = Connection(site.url, TOKEN, timeouts=Timeouts(0.5, 0.1))
    site.fault("/v1/walk-ins", "delay", seconds=0.4)
    arrived = SiteClient(hasty, pause=pauses.pause).walk_in(WalkInIn(service_id=LIFE_CERT))
    assert site.numbers() == [arrived.ticket.number]
    hasty.close()


def test_it_is_tried_a_few_times_and_no_more(
    site: SiteServer, client: SiteClient, pauses: Pauses
) -> None:
    site.fault("/v1/check-ins", "drop", times=50)
    with pytest.raises(Unreachable):
        client.check_in(REFERENCE)
    assert len(site.of("/v1/check-ins")) == 3
    assert len(pauses.taken) == 2
    assert all(0 < pause <= 0.4 for pause in pauses.taken)


def test_no_attempt_starts_after_the_deadline(site: SiteServer, connection: Connection) -> None:
    pauses = Pauses()
    patience = Patience(tries=50, first_pause_s=1.0, longest_pause_s=2.0, deadline_s=5.0)
    site.fault("/v1/check-ins", "drop", times=50)
    with pytest.raises(Unreachable):
        SiteClient(connection, patience, pause=pauses.pause, monotonic=pauses.monotonic).check_in(
            REFERENCE
        )
    assert sum(pauses.taken) <= 5.0


def test_two_commands_have_two_keys_and_a_given_key_is_used(
    site: SiteServer, client: SiteClient
) -> None:
    key = "019ab0c4-7e1d-7000-8000-00000000beef"
    first = client.walk_in(WalkInIn(service_id=LIFE_CERT))
    second = client.walk_in(WalkInIn(service_id=LIFE_CERT), key)
    again = client.walk_in(WalkInIn(service_id=LIFE_CERT), key)
    assert first.ticket.number != second.ticket.number == again.ticket.number
    assert [asked.key for asked in site.of("/v1/walk-ins")][1:] == [key, key]


def test_a_refusal_carries_its_code_and_facts_and_is_not_repeated(
    site: SiteServer, client: SiteClient
) -> None:
    site.refusals["123456"] = (409, "too_early", {"come_back_at": "2026-11-24T09:30:00.000Z"})
    with pytest.raises(Refused) as caught:
        client.check_in(REFERENCE)
    assert (caught.value.code, caught.value.status) == ("too_early", 409)
    assert caught.value.facts == {"come_back_at": "2026-11-24T09:30:00.000Z"}
    assert len(site.of("/v1/check-ins")) == 1


def test_an_unknown_token_is_told_apart(site: SiteServer, connection: Connection) -> None:
    with pytest.raises(Unauthorised) as caught:
        SiteClient(connection.with_token("revoked")).site()
    assert caught.value.code == "unauthorised"
    assert site.of("/v1/site")


def test_nobody_listening_is_unreachable_and_surely_not_done(site: SiteServer) -> None:
    site.stop()
    client = SiteClient(Connection(site.url, TOKEN), Patience(tries=1))
    with pytest.raises(Unreachable) as caught:
        client.site()
    assert caught.value.cause == "connect"


def test_an_answer_out_of_contract_is_a_bad_answer_without_its_values(
    site: SiteServer, client: SiteClient
) -> None:
    site.services.append({"id": "Dupont"})
    with pytest.raises(BadAnswer) as caught:
        client.site()
    assert "services" in str(caught.value)
    assert "Dupont" not in str(caught.value)


def test_unknown_fields_of_a_later_server_do_no_harm(site: SiteServer, client: SiteClient) -> None:
    site.services[0]["colour"] = "blue"
    assert client.site().services[0].letter == "K"


def test_refusals_that_are_no_problem_document_have_a_code_too(
    site: SiteServer, client: SiteClient
) -> None:
    with pytest.raises(Refused) as caught:
        client.board()
    assert caught.value.status == 404


def test_health_and_slips_are_told(site: SiteServer, client: SiteClient) -> None:
    client.health(HealthIn(printer="error", paper="out"))
    visit = client.walk_in(WalkInIn(service_id=LIFE_CERT)).visit
    assert client.report_slip(visit.id, SlipIn(state=SlipState.PRINTED)).state is SlipState.PRINTED
    assert site.of("/v1/stations/self/health")[0].body == {"printer": "error", "paper": "out"}
    assert site.slips == [(visit.id, "printed")]


def test_a_password_goes_to_the_server_and_into_no_text(
    site: SiteServer, client: SiteClient
) -> None:
    with pytest.raises(Refused) as caught:
        client.sign_in("lea", "s3cret-mot")
    assert site.of("/v1/sessions")[0].body == {"username": "lea", "password": "s3cret-mot"}
    assert "s3cret" not in str(caught.value) + repr(client.connection)


def test_a_session_speaks_with_its_own_token(site: SiteServer, client: SiteClient) -> None:
    site.token = "session-token"
    assert client.with_session("session-token").site().name == "Consulat"


def test_a_key_goes_with_what_changes_something_and_only_there(
    site: SiteServer, client: SiteClient
) -> None:
    client.site()
    client.walk_in(WalkInIn(service_id=LIFE_CERT))
    assert [asked.key is not None for asked in site.requests] == [False, True]
    assert json.dumps(site.requests[1].body) == json.dumps({"service_id": LIFE_CERT})
