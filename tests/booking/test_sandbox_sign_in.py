"""OAuth at the sandbox: codes once, verifiers checked, tokens that end."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from core.runtime.clock import SimulatedClock
from demonstration.booking_sandbox.app import make_app
from demonstration.booking_sandbox.calls import Sandbox
from demonstration.booking_sandbox.faults import Troubles
from demonstration.booking_sandbox.state import State
from demonstration.booking_sandbox.tokens import challenge_of
from tests.fakes.booking_sandbox_runs import TOKEN, morning

HOME = "http://127.0.0.1:5555/back"
CLIENT = {"client_id": "guichet", "client_secret": "hush"}
OAUTH = {**CLIENT, "redirect_uris": [HOME], "lives_s": 600}
VERIFIER = "v" * 43


class Browser:
    """A browser at one sandbox, and whoever started it."""

    def __init__(self) -> None:
        state = State(None, morning(oauth=OAUTH), [TOKEN])
        clock = SimulatedClock(datetime(2026, 11, 24, 12, 0, tzinfo=UTC), 0)
        self.sandbox = Sandbox(state, clock)
        self.http = TestClient(make_app(self.sandbox), follow_redirects=False)

    def code(self, challenge: str = "", **more: str) -> str:
        query = {"response_type": "code", "client_id": "guichet", "redirect_uri": HOME,
                 "state": "s 1", "code_challenge": challenge,
                 "code_challenge_method": "S256", **more}  # fmt: skip
        answer = self.http.get("/oauth/authorize", params=query)
        assert answer.status_code == 307
        address = urlsplit(answer.headers["location"])
        told = parse_qs(address.query)
        assert told["state"] == ["s 1"]
        assert address.netloc == "127.0.0.1:5555"
        return told["code"][0]

    def token(self, code: str, **more: str) -> tuple[int, dict[str, Any]]:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": HOME,
                **CLIENT, **more}  # fmt: skip
        answer = self.http.post("/oauth/token", data=form)
        return answer.status_code, answer.json()

    def me(self, access: str) -> int:
        headers = {"Authorization": f"Bearer {access}"}
        return self.http.get("/api/v1/agents/me", headers=headers).status_code


@pytest.fixture
def browser() -> Iterator[Browser]:
    one = Browser()
    with one.http:
        yield one


def test_a_code_is_good_once_and_for_who_holds_its_verifier(browser: Browser) -> None:
    code = browser.code(challenge_of(VERIFIER))
    assert browser.token(code, code_verifier=VERIFIER)[0] == 200
    assert browser.token(code, code_verifier=VERIFIER) == (400, {"error": "invalid_grant"})
    stolen = browser.code(challenge_of(VERIFIER))
    assert browser.token(stolen, code_verifier="w" * 43)[0] == 400
    assert browser.token(browser.code(), redirect_uri="http://elsewhere")[0] == 400
    assert browser.token(browser.code(), client_secret="guess")[0] == 401


def test_nobody_is_sent_to_an_address_that_was_not_agreed_on(browser: Browser) -> None:
    query = {"response_type": "code", "client_id": "guichet", "redirect_uri": "http://elsewhere"}
    answer = browser.http.get("/oauth/authorize", params=query)
    assert (answer.status_code, answer.headers.get("location")) == (401, None)


def test_an_access_token_ends_and_its_refresh_token_goes_on_once(browser: Browser) -> None:
    pair = browser.token(browser.code())[1]
    assert pair["expires_in"] == 600
    assert browser.me(pair["access_token"]) == 200
    browser.sandbox.misfortune.put(Troubles(clock_ahead_s=601))
    assert browser.me(pair["access_token"]) == 401
    form = {"grant_type": "refresh_token", "refresh_token": pair["refresh_token"], **CLIENT}
    again = browser.http.post("/oauth/token", data=form).json()
    assert browser.me(again["access_token"]) == 200
    assert browser.http.post("/oauth/token", data=form).status_code == 400


def test_all_tokens_can_be_ended_and_who_directs_goes_on(browser: Browser) -> None:
    signed = {"Authorization": f"Bearer {TOKEN}"}
    assert browser.http.delete("/sandbox/tokens", headers=signed).status_code == 200
    refused = browser.http.get("/api/v1/agents/me", headers=signed)
    assert (refused.status_code, "Bearer" in refused.headers["WWW-Authenticate"]) == (401, True)
    assert browser.http.get("/sandbox/log", headers=signed).status_code == 200
