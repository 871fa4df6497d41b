"""A provider that is away, slow, lying or not who was asked: nobody signs in, nobody waits."""

import threading
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from httpx2 import Response

from server.data_folder import DataFolder
from server.oidc import provider as provider_module
from server.oidc import web
from server.oidc.discovery import endpoints_of
from tests.fakes.identity_provider import Provider, answer, identity_provider
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import refused
from tests.support.trusted_provider import (
    BEGIN,
    CODE,
    LOOPBACK,
    back,
    begun,
    not_signed_in,
    signed_in,
)


def _huge(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, {"keys": "x" * web.ANSWER_BYTES})


def _dead(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def _failing(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 500, {"error": "server_error"})


def _nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "3")
    handler.end_headers()
    handler.wfile.write(b"[1]")


def _packed(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", "2")
    handler.end_headers()
    handler.wfile.write(b"{}")


def _leading(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/elsewhere")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_provider_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch, head: bytes) -> None:
    monkeypatch.setattr(web, "WHOLE_S", 0.2)
    over = threading.Event()

    def dripping(handler: BaseHTTPRequestHandler) -> None:
        with suppress(OSError):
            handler.wfile.write(head)
            while not over.wait(0.02):
                handler.wfile.write(b"x")
                handler.wfile.flush()
        handler.close_connection = True

    with identity_provider(lambda: datetime.now(UTC)) as serving:
        serving.instead["/jwks"] = dripping
        try:
            with pytest.raises(web.ProviderAway):
                web.fetch(f"{serving.issuer}/jwks")
        finally:
            over.set()


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/jwks"])
def test_a_provider_that_answers_nothing_useful_is_away(
    site: SiteUnderTest, provider: Provider, path: str
) -> None:
    for how in (_huge, _dead, _failing, _nonsense, _leading, _packed):
        provider.instead[path] = how
        if path.startswith("/."):
            refused(site, BEGIN, LOOPBACK, 409, "provider_away", as_="counter")
        else:
            brought = back(provider, begun(site))
            refused(site, CODE, brought, 409, "provider_away", as_="counter")
    assert provider.asked.get("/elsewhere") is None
    provider.instead.clear()
    signed_in(site, provider)


def test_a_slow_provider_keeps_nobody_else_waiting(
    site: SiteUnderTest, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider_module, "PATIENCE_S", 0.3)
    began, over = threading.Event(), threading.Event()

    def dripping(handler: BaseHTTPRequestHandler) -> None:
        began.set()
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        while not over.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    provider.instead["/token"] = dripping
    brought = back(provider, begun(site))
    told: list[Response] = []
    asking = threading.Thread(
        target=lambda: told.append(site.call("POST", CODE, brought, as_="counter"))
    )
    asking.start()
    try:
        assert began.wait(10)
        site.get("/board", as_="display")
        busy = site.call("POST", CODE, brought, as_="counter")
        assert busy.json()["code"] in ("sign_in_busy", "provider_away")
        asking.join(10)
    finally:
        over.set()
    assert told[0].json()["code"] == "provider_away"


def test_a_provider_that_is_not_who_was_asked_is_not_followed(
    site: SiteUnderTest, provider: Provider
) -> None:
    for wrong in (
        {"issuer": f"{provider.issuer}/"},
        {"token_endpoint": "http://idp.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "https://u:p@idp.example/"},
        {"authorization_endpoint": 7},
        {"code_challenge_methods_supported": ["plain"]},
        {"response_types_supported": ["id_token"]},
        {"token_endpoint_auth_methods_supported": "client_secret_basic"},
    ):
        provider.document = wrong
        refused(site, BEGIN, LOOPBACK, 409, "provider_away", as_="counter")


def test_a_provider_elsewhere_leads_nobody_to_this_machine() -> None:
    issuer = "https://idp.example"
    good = {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/a",
        "token_endpoint": "https://tokens.example/t",
        "jwks_uri": f"{issuer}/k",
    }
    assert endpoints_of(good, issuer).token == "https://tokens.example/t"
    with pytest.raises(web.ProviderAway, match="leads to this machine"):
        endpoints_of({**good, "token_endpoint": "http://127.0.0.1:8080/t"}, issuer)


def test_the_secret_goes_where_the_provider_reads_it(
    site: SiteUnderTest, provider: Provider
) -> None:
    provider.document = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    signed_in(site, provider)


def test_a_provider_that_does_not_know_the_site_is_away_for_agents(
    site: SiteUnderTest, provider: Provider, data_folder: Path
) -> None:
    DataFolder(data_folder).keep_provider_secret("another")
    not_signed_in(site, provider, "provider_away", 409)
