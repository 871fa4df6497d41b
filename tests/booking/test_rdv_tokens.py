"""Tokens that end: renewed once, kept before they are used, and never in a loop."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import pytest

from server.booking_grant import Grant, GrantKeeper
from sync.booking.gateway import (
    BookingFailed,
    BookingFault,
    BookingUnauthorised,
    BookingUnreachable,
)
from sync.booking.rdv_service_public.credentials import AgentTokens, Credentials, TokenPair
from sync.booking.rdv_service_public.transport import Timeouts, Transport
from tests.fakes.booking_grants import KeptInMemory
from tests.fakes.booking_server import Asked, Reply, Script, dripping_server, reply, scripted_server

QUICK: Final = Timeouts(connect_s=2.0, read_s=0.5, whole_s=5.0)
FORM: Final = "/oauth/token"
REFUSED: Final = reply({"errors": ["…"]}, 401)
NEW: Final = {"access_token": "new", "token_type": "Bearer", "refresh_token": "r2"}


@dataclass
class Clock:
    """Unix time of a test."""

    time: float = 1_000_000.0

    def __call__(self) -> float:
        return self.time


def kept_pair(refresh: str | None = "r1", ends_at: float | None = None) -> KeptInMemory:
    pair = TokenPair("old", refresh, ends_at, 7200.0 if ends_at else 0.0)
    grant = replace(Grant.by_browser(pair, "", "app"), base_url="")
    return KeptInMemory(grant.text(), "hush")


def tokens_of(kept: KeptInMemory, clock: Clock | None = None) -> Credentials:
    grants = GrantKeeper(kept)
    grant = grants.grant()
    assert grant is not None
    return grants.credentials(grant, wait_s=5.0, now=clock or Clock())


def pair_in(kept: KeptInMemory) -> TokenPair:
    return Grant.read(kept.texts[-1]).pair


def renewing(renewal: Reply) -> Callable[[Asked], Reply]:
    def answer(asked: Asked) -> Reply:
        if asked.path == FORM:
            return renewal
        good = asked.headers.get("Authorization") == "Bearer new"
        return reply({"rdvs": []}) if good else REFUSED

    return answer


def renewals(script: Script) -> list[Asked]:
    return [one for one in script.asked if one.path == FORM]


def test_a_refused_token_is_renewed_once_and_the_new_pair_is_kept_before_it_is_used() -> None:
    kept = kept_pair()
    kept_at_use: list[TokenPair] = []

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("Authorization") == "Bearer new":
            kept_at_use.append(pair_in(kept))
        return renewing(reply({**NEW, "expires_in": 7200}))(asked)

    with scripted_server(answer) as script:
        line = Transport(script.url, tokens_of(kept), QUICK)
        assert line.get("/api/v1/rdvs", {}) == {"rdvs": []}
        (renewal,) = renewals(script)
    assert renewal.body == (
        b"grant_type=refresh_token&refresh_token=r1&client_id=app&client_secret=hush"
    )
    assert "Authorization" not in renewal.headers
    assert kept_at_use == [TokenPair("new", "r2", 1_007_200.0, 7200.0)]
    assert "r2" not in repr(kept_at_use)


def test_a_token_is_renewed_before_it_ends_and_no_call_is_refused() -> None:
    clock = Clock()
    kept = kept_pair(ends_at=clock.time + 61)

    def answer(asked: Asked) -> Reply:
        return reply({**NEW, "expires_in": 7200}) if asked.path == FORM else reply({})

    with scripted_server(answer) as script:
        line = Transport(script.url, tokens_of(kept, clock), QUICK)
        line.get("/api/v1/rdvs", {})
        assert renewals(script) == []
        script.asked.clear()
        clock.time += 2
        line.get("/api/v1/rdvs", {})
        assert [one.path for one in script.asked] == [FORM, "/api/v1/rdvs"]
        clock.time += 3600
        line.get("/api/v1/rdvs", {})
        assert len(renewals(script)) == 1


@pytest.mark.parametrize(
    ("renewal", "fault"),
    [
        (Reply(200, b"<!DOCTYPE html>"), BookingUnreachable),
        (Reply(500, b"{}"), BookingFailed),
        (Reply(503), BookingUnreachable),
        (Reply(429), BookingUnreachable),
        (Reply(403, b"<html>blocked"), BookingFault),
        (Reply(302, b"", {"Location": "http://127.0.0.1:1/"}), BookingFault),
        (Reply(200, b"[]"), BookingFailed),
        (reply({"token_type": "Bearer"}), BookingFailed),
        (reply({"access_token": "two words"}), BookingFailed),
        (reply({"access_token": "new", "refresh_token": 7}), BookingFailed),
        (Reply(200, b'{"access_token": "' + b"x" * 100_000 + b'"}'), BookingFailed),
        (Reply(hang_up=True), BookingUnreachable),
    ],
)
def test_an_endpoint_that_is_dead_or_lies_leaves_the_pair_as_it_is(
    renewal: Reply, fault: type[BookingFault]
) -> None:
    kept = kept_pair()
    with scripted_server(renewing(renewal)) as script:
        line = Transport(script.url, tokens_of(kept), QUICK)
        for _ in range(2):
            with pytest.raises(fault):
                line.get("/api/v1/rdvs", {})
    assert len(kept.texts) == 1
    with scripted_server(renewing(reply(NEW))) as script:
        assert Transport(script.url, tokens_of(kept), QUICK).get("/", {}) == {"rdvs": []}


def test_an_early_renewal_that_fails_does_not_keep_the_calls_back() -> None:
    clock = Clock()
    kept = kept_pair(ends_at=clock.time + 30)

    def answer(asked: Asked) -> Reply:
        return Reply(500) if asked.path == FORM else reply({})

    with scripted_server(answer) as script:
        line = Transport(script.url, tokens_of(kept, clock), QUICK)
        for _ in range(3):
            line.get("/", {})
        assert len(renewals(script)) == 1


def test_a_slow_endpoint_is_given_up_and_the_pair_stays() -> None:
    kept = kept_pair(ends_at=1.0)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    with dripping_server(head) as url:
        line = Transport(url, tokens_of(kept), Timeouts(2.0, 5.0, 0.3))
        with pytest.raises(BookingUnreachable, match="too_slow"):
            line.get("/", {})
    assert len(kept.texts) == 1


def test_a_refresh_token_that_is_refused_is_brought_no_second_time_not_even_after_a_restart() -> (
    None
):
    kept = kept_pair()
    with scripted_server(renewing(reply({"error": "invalid_grant"}, 400))) as script:
        for _ in range(2):
            line = Transport(script.url, tokens_of(kept), QUICK)
            for _ in range(2):
                with pytest.raises(BookingUnauthorised):
                    line.get("/", {})
        assert len(renewals(script)) == 1
    assert pair_in(kept) == TokenPair("old", None)


def test_a_wrong_secret_asks_for_a_person_and_costs_no_refresh_token() -> None:
    kept = kept_pair()
    unknown = renewing(reply({"error": "invalid_client"}, 401))
    with scripted_server(unknown) as script, pytest.raises(BookingUnauthorised):
        Transport(script.url, tokens_of(kept), QUICK).get("/", {})
    assert pair_in(kept).refresh == "r1"


def test_a_new_token_that_is_refused_at_once_is_not_renewed_again_and_again() -> None:
    def answer(asked: Asked) -> Reply:
        return reply(NEW) if asked.path == FORM else REFUSED

    with scripted_server(answer) as script:
        line = Transport(script.url, tokens_of(kept_pair()), QUICK)
        for _ in range(4):
            with pytest.raises(BookingUnauthorised):
                line.get("/", {})
        assert len(renewals(script)) == 1


def test_a_pair_that_cannot_be_kept_is_not_used() -> None:
    kept = kept_pair()
    kept.full = True
    with scripted_server(renewing(reply(NEW))) as script:
        line = Transport(script.url, tokens_of(kept), QUICK)
        for _ in range(2):
            with pytest.raises(BookingFailed, match="token_not_kept"):
                line.get("/api/v1/rdvs", {})
        assert [one.path for one in script.asked] == ["/api/v1/rdvs", FORM] * 2
        assert all(one.headers.get("Authorization") != "Bearer new" for one in script.asked)


def test_many_threads_whose_token_ended_renew_it_once() -> None:
    kept = kept_pair()
    at_once = threading.Barrier(6)
    used: list[str] = []

    def answer(asked: Asked) -> Reply:
        if asked.path != FORM:
            return renewing(REFUSED)(asked)
        used.append(json.dumps(asked.body.decode()))
        return reply(NEW)

    def call(url: str) -> None:
        line = Transport(url, tokens_of(kept), QUICK)
        at_once.wait()
        assert line.get("/", {}) == {"rdvs": []}

    with scripted_server(answer) as script:
        threads = [threading.Thread(target=call, args=(script.url,)) for _ in range(6)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert len(used) == 1
    assert len(kept.texts) == 2


def test_who_was_signed_out_or_in_anew_meanwhile_renews_nothing() -> None:
    kept = kept_pair()
    tokens = tokens_of(kept)
    kept.keep_booking_token(Grant.by_browser(TokenPair("other", "r9"), "", "app").text())
    with scripted_server(renewing(reply(NEW))) as script:
        line = Transport(script.url, tokens, QUICK)
        with pytest.raises(BookingUnauthorised):
            line.get("/", {})
        kept.forget_booking_token()
        with pytest.raises(BookingUnauthorised):
            line.get("/", {})
        assert renewals(script) == []
    assert pair_in(kept).access == "other"


def test_a_stop_lets_a_renewal_come_to_its_end_since_its_tokens_come_once() -> None:
    kept = kept_pair()
    under_way, go_on = threading.Event(), threading.Event()

    def answer(asked: Asked) -> Reply:
        if asked.path != FORM:
            return REFUSED
        under_way.set()
        assert go_on.wait(5)
        return reply(NEW)

    with scripted_server(answer) as script:
        line = Transport(script.url, tokens_of(kept), Timeouts(2.0, 5.0, 8.0))
        faults: list[BookingFault] = []

        def call() -> None:
            try:
                line.get("/", {})
            except BookingFault as fault:
                faults.append(fault)

        thread = threading.Thread(target=call)
        thread.start()
        assert under_way.wait(5)
        line.stop()
        go_on.set()
        thread.join()
    assert pair_in(kept) == TokenPair("new", "r2")
    assert [str(one) for one in faults] == ["stopped"]


def test_header_tokens_are_used_to_their_end_and_then_call_nobody() -> None:
    clock = Clock()
    with scripted_server(lambda asked: reply({})) as script:
        tokens = AgentTokens("t", "c", "a@exemple.test", clock.time + 10, clock)
        line = Transport(script.url, tokens, QUICK)
        line.get("/", {})
        clock.time += 10
        with pytest.raises(BookingUnauthorised):
            line.get("/", {})
        assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("expires_in", "ends_at"),
    [(60, 1_000_060.0), (0, None), (-1, None), ("60", None), (True, None), (None, None),
     (1e300, 1_000_000.0 + 366 * 86400)],
)  # fmt: skip
def test_how_long_a_token_lives_is_read_with_care(
    expires_in: object, ends_at: float | None
) -> None:
    pair = TokenPair.of({"access_token": "a", "expires_in": expires_in}, 1_000_000.0, "r1")
    assert (pair.ends_at, pair.refresh) == (ends_at, "r1")


@pytest.mark.parametrize(
    "text", ["{", "{}", '{"id": 1}', '{"kind": "other"}', "two words", "é", ""]
)
def test_what_is_no_grant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        Grant.read(text)
    assert not text or text not in str(caught.value)


def test_a_grant_comes_back_as_it_was_kept_and_shows_no_secret() -> None:
    pair = TokenPair("access-1", "refresh-1", 1_000_000.5, 7200.0)
    grant = replace(Grant.by_browser(pair, "https://rdv.example", "app"), account="Léa E.")
    assert Grant.read(grant.text()) == grant
    assert "access-1" not in repr(grant)
    assert "refresh-1" not in repr(grant)
    assert Grant.read("sesame-123") == Grant.read("sesame-123")
    assert Grant.read("sesame-123").pair == TokenPair("sesame-123")
