"""Links to book again, from the sandbox and from servers that answer badly."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest

from sync.booking.follow_up import BookedThere
from sync.booking.gateway import BookingFailed, BookingFault, BookingRejected
from sync.booking.rdv_service_public.credentials import OAuthTokens, TokenPair
from sync.booking.rdv_service_public.follow_up import RdvFollowUps
from sync.booking.rdv_service_public.transport import Timeouts, Transport
from tests.fakes.booking_sandbox_runs import TOKEN, Running, morning, sandbox_thread
from tests.fakes.booking_server import Asked, Reply, reply, scripted_server

DAY: Final = date(2026, 11, 24)
SOMEBODY: Final = BookedThere("501", "7001", DAY)
USER: Final = {"id": 9001, "first_name": "Aline", "last_name": "EXEMPLE", "email": "a@exemple.test"}
ROW: Final = {
    "id": 501,
    "motif": {"id": 31, "motif_category": {"short_name": "passeport"}},
    "participations": [{"id": 7001, "user": USER}],
}


def links(url: str, department: str = "") -> RdvFollowUps:
    line = Transport(url, OAuthTokens(TokenPair(TOKEN)), Timeouts(2, 5))
    return RdvFollowUps(line, url, (77, 78), department)


@pytest.fixture
def sandbox() -> Iterator[Running]:
    with sandbox_thread(morning()) as running:
        yield running


def test_an_agent_gets_the_page_of_a_draft_at_the_address_of_the_site(sandbox: Running) -> None:
    url = links(sandbox.url).plan(SOMEBODY)
    # The server calls itself by another of its names.
    assert url == f"{sandbox.url}/agents/rdv_plans/{url.rpartition('/')[2]}"
    assert links(sandbox.url).plan(SOMEBODY) != url


def test_a_person_gets_a_key_of_their_own_the_same_each_time(sandbox: Running) -> None:
    url = links(sandbox.url, "99").invitation(SOMEBODY)
    address = urlsplit(url)
    told = parse_qs(address.query)
    assert address.path == "/prendre_rdv"
    assert (told["organisation_ids[]"], told["departement"]) == (["77"], ["99"])
    assert len(told["invitation_token"][0]) == 8
    assert links(sandbox.url, "99").invitation(SOMEBODY) == url
    assert links(sandbox.url).invitation(BookedThere("502", "7002", DAY)) != url


def test_one_who_is_there_no_more_gets_no_link(sandbox: Running) -> None:
    for gone in (BookedThere("999", "7001", DAY), BookedThere("501", "999", DAY)):
        with pytest.raises(BookingRejected) as caught:
            links(sandbox.url).plan(gone)
        assert caught.value.reason == "unknown_at_booking_server"


def test_one_whose_appointment_was_moved_is_found_all_the_same(sandbox: Running) -> None:
    sandbox.act("move", rdv=501, day=9, at="10:00")
    assert links(sandbox.url).plan(SOMEBODY)


def answering(made: Callable[[Asked], Reply], row: object = None) -> Callable[[Asked], Reply]:
    def answer(asked: Asked) -> Reply:
        if asked.method == "POST":
            return made(asked)
        ours = asked.path == "/api/v1/organisations/78/rdvs"
        return reply({"rdvs": [ROW if row is None else row] if ours else [], "meta": {}})

    return answer


def test_the_server_is_told_who_it_is_and_nothing_more() -> None:
    plan = reply({"rdv_plan": {"id": 1, "url": "https://rdv.example/agents/rdv_plans/1?a=b"}}, 201)
    with scripted_server(answering(lambda _: plan)) as script:
        assert links(script.url).plan(SOMEBODY) == f"{script.url}/agents/rdv_plans/1?a=b"
        assert script.asked[-1].body == (
            b'{"user": {"id": 9001, "first_name": "Aline", "last_name": "EXEMPLE"}}'
        )
        asked = script.asked[0].query
        assert asked["id"] == ["501"]
        assert asked["starts_after"] == ["2026-11-23 00:00:00"]


def test_a_link_names_organisation_and_kind_of_appointment() -> None:
    token = reply({"invitation_token": "AB12CD34"})
    with scripted_server(answering(lambda _: token)) as script:
        url = links(script.url, "2A").invitation(SOMEBODY)
        assert script.asked[-1].path == "/api/v1/users/9001/rdv_invitation_token"
    assert url == (
        f"{script.url}/prendre_rdv?invitation_token=AB12CD34&organisation_ids%5B%5D=78"
        "&departement=2A&motif_category_short_name=passeport"
    )


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        {"rdv_plan": None},
        {"rdv_plan": {"url": None}},
        {"rdv_plan": {"url": "https://rdv.example"}},
        {"rdv_plan": {"url": "https://[rdv/"}},
        {"rdv_plan": {"url": "https://rdv.example//evil.example/"}},
        {"rdv_plan": {"url": "https://rdv.example/a b"}},
        {"invitation_token": None},
        {"invitation_token": "A&next=https://evil.example"},
        {"invitation_token": ""},
    ],
)
def test_what_is_no_link_is_none(answer: object) -> None:
    with scripted_server(answering(lambda _: reply(answer, 201))) as script:
        for make in (links(script.url).plan, links(script.url).invitation):
            with pytest.raises(BookingFailed, match="answer_garbled"):
                make(SOMEBODY)


@pytest.mark.parametrize("user", [None, "Aline", {}, {"id": "x"}])
def test_a_participation_without_a_user_has_no_link(user: object) -> None:
    row = {**ROW, "participations": [{"id": 7001, "user": user}]}
    with scripted_server(answering(lambda _: reply({}), row)) as script:
        with pytest.raises(BookingFailed, match="answer_garbled"):
            links(script.url).plan(SOMEBODY)
        assert all(one.method == "GET" for one in script.asked)


@pytest.mark.parametrize("status", [403, 404, 422, 500, 503])
def test_a_refusal_is_a_fault_that_names_nobody(status: int) -> None:
    made = reply({"errors": ["Aline EXEMPLE"]}, status)
    with scripted_server(answering(lambda _: made)) as script:
        with pytest.raises(BookingFault) as caught:
            links(script.url).invitation(SOMEBODY)
        assert "Aline" not in str(caught.value)
        assert isinstance(caught.value, BookingRejected) == (status < 500)
