"""Every way in which the booking server may answer badly, over real HTTP."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable

import pytest

from sync.booking.backoff import Budget
from sync.booking.gateway import (
    BookingBusy,
    BookingFailed,
    BookingFault,
    BookingRefused,
    BookingRejected,
    BookingUnreachable,
)
from sync.booking.rdv_service_public.credentials import AgentTokens, OAuthTokens, TokenPair
from sync.booking.rdv_service_public.transport import Timeouts, Transport
from tests.fakes.booking_server import (
    Asked,
    Reply,
    Script,
    dripping_server,
    reply,
    scripted_server,
)

QUICK = Timeouts(connect_s=2.0, read_s=0.5)


def transport(script: Script, tokens: OAuthTokens | None = None) -> Transport:
    return Transport(script.url, tokens or OAuthTokens(TokenPair("good")), QUICK)


def always(made: Reply) -> Callable[[Asked], Reply]:
    return lambda asked: made


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (400, {"missing": "territory"}, "invalid"),
        (403, {"errors": [{"base": "forbidden"}], "error_messages": ["…"]}, "forbidden"),
        (404, {"not_found": "user"}, "unknown_at_booking_server"),
        (404, {"errors": ["…"], "success": False}, "unknown_at_booking_server"),
        (422, {"errors": {"email": [{"error": "taken", "id": 9001}]}}, "invalid"),
        (422, {"errors": ["param is missing"]}, "invalid"),
    ],
)
def test_documented_refusals_of_a_change_reject_it_but_prove_nothing_yet(
    status: int, body: object, reason: str
) -> None:
    with scripted_server(always(reply(body, status))) as script:
        with pytest.raises(BookingRejected) as caught:
            transport(script).patch("/api/v1/participations/7001", {})
        assert (caught.value.reason, caught.value.proven) == (reason, False)
        assert len(script.asked) == 1


BLOCKED = b"<!DOCTYPE html><title>Blocked</title>"


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (301, b"", "redirected"),
        (302, BLOCKED, "redirected"),
        (403, BLOCKED, "forbidden"),
        (404, BLOCKED, "not_found"),
        (404, b'{"status":404,"error":"Not Found"}', "not_found"),
        (407, BLOCKED, "proxy"),
        (418, b'"a teapot"', "refused"),
        (451, BLOCKED, "refused"),
        (511, BLOCKED, "proxy"),
    ],
)
@pytest.mark.parametrize("method", ["get", "patch"])
def test_what_something_in_between_refuses_is_refused_to_the_site(
    method: str, status: int, body: bytes, reason: str
) -> None:
    made = Reply(status, body, {"Location": "http://127.0.0.1:1/"})
    with scripted_server(always(made)) as script:
        with pytest.raises(BookingRefused) as caught:
            getattr(transport(script), method)("/api/v1/x", {})
        assert caught.value.reason == reason
        assert len(script.asked) == 1


@pytest.mark.parametrize("status", [400, 403, 404, 410, 422])
def test_a_list_that_is_refused_is_refused_to_the_site(status: int) -> None:
    made = reply({"errors": ["…"]}, status)
    with scripted_server(always(made)) as script, pytest.raises(BookingRefused):
        transport(script).get("/api/v1/rdvs", {})


def test_a_page_for_people_under_a_good_status_is_not_the_server() -> None:
    made = Reply(200, BLOCKED)
    with scripted_server(always(made)) as script, pytest.raises(BookingUnreachable) as caught:
        transport(script).patch("/api/v1/participations/7001", {})
    assert caught.value.answered


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_gateway_in_between_that_gives_up_is_an_unreachable_server(status: int) -> None:
    with scripted_server(always(Reply(status, b"<html>"))) as script:
        with pytest.raises(BookingUnreachable) as caught:
            transport(script).get("/", {})
        assert caught.value.answered


def test_an_internal_error_concerns_this_call_alone() -> None:
    made = reply({"errors": ["Unexpected internal error"]}, 500)
    with scripted_server(always(made)) as script, pytest.raises(BookingFailed, match="http_500"):
        transport(script).get("/", {})


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "999999999999"}, 21600.0),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_too_many_calls_says_how_long_to_wait(headers: dict[str, str], wait: float | None) -> None:
    with scripted_server(always(Reply(429, b"{}", headers))) as script:
        with pytest.raises(BookingBusy) as caught:
            transport(script).get("/", {})
        assert caught.value.retry_after_s == wait


def test_a_server_in_maintenance_may_say_how_long_to_wait() -> None:
    made = Reply(503, b"", {"Retry-After": "900"})
    with scripted_server(always(made)) as script, pytest.raises(BookingBusy) as caught:
        transport(script).get("/", {})
    assert caught.value.retry_after_s == 900.0


def test_a_date_to_come_back_at_is_read_by_the_servers_own_clock() -> None:
    headers = {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}
    with scripted_server(always(Reply(429, b"", headers))) as script:
        with pytest.raises(BookingBusy) as caught:
            transport(script).get("/", {})
        assert caught.value.retry_after_s == 21600.0


@pytest.mark.parametrize("body", [b"html", b"{", b"\xff\xfe", b"[" * 100_000, b"9" * 9999])
def test_a_good_status_with_a_bad_body_is_a_failure_of_this_call(body: bytes) -> None:
    made = always(Reply(200, body))
    with scripted_server(made) as script, pytest.raises(BookingFailed, match="answer_garbled"):
        transport(script).get("/", {})


def test_an_empty_answer_is_none() -> None:
    with scripted_server(always(Reply(200))) as script:
        assert transport(script).patch("/x", {}) is None


def test_compressed_answers_are_asked_for_and_read() -> None:
    packed = gzip.compress(json.dumps({"agent": {}}).encode())
    with scripted_server(always(Reply(200, packed, {"Content-Encoding": "gzip"}))) as script:
        assert transport(script).get("/", {}) == {"agent": {}}
        assert "gzip" in script.asked[0].headers["Accept-Encoding"]


def test_broken_compression_is_a_line_that_failed() -> None:
    made = Reply(200, b"not gzip", {"Content-Encoding": "gzip"})
    with (
        scripted_server(always(made)) as script,
        pytest.raises(BookingUnreachable, match="broken_answer"),
    ):
        transport(script).get("/", {})


def test_a_line_that_is_cut_is_unreachable() -> None:
    made = always(Reply(hang_up=True))
    with (
        scripted_server(made) as script,
        pytest.raises(BookingUnreachable, match="no_connection"),
    ):
        transport(script).get("/", {})


def test_a_server_that_accepts_and_says_nothing_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"http://127.0.0.1:{mute.getsockname()[1]}"
        quiet = Transport(url, OAuthTokens(TokenPair("good")), QUICK)
        with pytest.raises(BookingUnreachable) as caught:
            quiet.get("/", {})
        assert (caught.value.reason, caught.value.answered) == ("no_answer", True)
        assert quiet.line_is_open()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"


@pytest.mark.parametrize("sent_first", [b"", HEAD, b"HTTP/1.0 200 OK\r\n\r\n[]"])
def test_a_server_that_drips_is_cut_when_the_whole_call_takes_too_long(sent_first: bytes) -> None:
    with dripping_server(sent_first) as url:
        slow = Transport(url, OAuthTokens(TokenPair("good")), Timeouts(2.0, 5.0, 0.4))
        with pytest.raises(BookingUnreachable, match="too_slow"):
            slow.get("/", {})
        # The cut concerns that call alone.
        with pytest.raises(BookingUnreachable, match="too_slow"):
            slow.get("/", {})


def test_a_call_under_way_ends_when_it_is_stopped_and_none_follows() -> None:
    with dripping_server(HEAD) as url:
        patient = Transport(url, OAuthTokens(TokenPair("good")), Timeouts(2.0, 30.0, 60.0))
        stopper = threading.Timer(0.2, patient.stop)
        stopper.start()
        with pytest.raises(BookingUnreachable, match="stopped"):
            patient.get("/", {})
        stopper.join()
    with scripted_server(always(reply({}))) as script:
        gone = transport(script)
        gone.stop()
        with pytest.raises(BookingUnreachable, match="stopped"):
            gone.patch("/x", {})
        assert script.asked == []


def test_a_call_that_came_in_time_is_not_cut_by_the_clock_of_the_one_before() -> None:
    pause = threading.Event()

    def slowly(asked: Asked) -> Reply:
        del asked
        pause.wait(0.3)
        return reply({})

    with scripted_server(slowly) as script:
        quick = Transport(script.url, OAuthTokens(TokenPair("good")), Timeouts(2.0, 2.0, 0.5))
        for _ in range(3):
            assert quick.get("/", {}) == {}


def test_each_call_waits_for_its_turn() -> None:
    with scripted_server(always(reply({}))) as script:
        paced = Transport(
            script.url, OAuthTokens(TokenPair("good")), QUICK, Budget(burst=2, per_s=20)
        )
        begun = time.monotonic()
        for _ in range(6):
            paced.get("/", {})
        # Two at once, then one in 50 ms: a wait is never shorter than asked for.
        assert time.monotonic() - begun >= 0.19


def test_who_waits_for_a_turn_is_woken_by_a_stop() -> None:
    with scripted_server(always(reply({}))) as script:
        paced = Transport(
            script.url, OAuthTokens(TokenPair("good")), QUICK, Budget(burst=1, per_s=0.001)
        )
        paced.get("/", {})
        stopper = threading.Timer(0.1, paced.stop)
        stopper.start()
        with pytest.raises(BookingUnreachable, match="stopped"):
            paced.get("/", {})
        stopper.join()
        assert len(script.asked) == 1


def test_nobody_there_is_unreachable_and_the_line_is_closed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}"
    nobody = Transport(url, OAuthTokens(TokenPair("good")), QUICK)
    with pytest.raises(BookingUnreachable) as caught:
        nobody.get("/", {})
    assert (caught.value.reason, caught.value.answered) == ("no_connection", False)
    assert not nobody.line_is_open()


def test_the_three_headers_of_old_sign_a_call() -> None:
    with scripted_server(always(reply({}))) as script:
        Transport(script.url, AgentTokens("t", "c", "a@exemple.test"), QUICK).get("/", {})
        sent = script.asked[0].headers
        assert (sent["access-token"], sent["client"], sent["uid"]) == ("t", "c", "a@exemple.test")


@pytest.mark.parametrize("token", ["", "two words", "line\nend", "é"])
def test_a_text_that_is_no_token_is_refused_before_any_call(token: str) -> None:
    with pytest.raises(ValueError, match="a token is"):
        OAuthTokens(TokenPair(token))


@pytest.mark.parametrize(
    "url",
    ["", "rdv.example", "ftp://rdv.example", "http://rdv.example", "https://u:p@rdv.example"],
)
def test_an_address_that_may_not_be_called_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="booking server"):
        Transport(url, OAuthTokens(TokenPair("good")))


def test_no_fault_says_more_than_a_code() -> None:
    with scripted_server(always(reply({"errors": ["Aline EXEMPLE"]}, 422))) as script:
        with pytest.raises(BookingFault) as caught:
            transport(script).get("/", {})
        assert "Aline" not in str(caught.value)
