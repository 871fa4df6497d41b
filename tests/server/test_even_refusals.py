"""Refusals take the same time whatever their cause, so that a clock tells nothing to who guesses.

The causes take turns and are compared with one another within one process.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

import pytest
from starlette.types import Message, Receive, Scope, Send

from core.model import StationKind
from core.things import Actor
from core.usecases import stations
from core.usecases.stations import MakePairingCode, new_pairing_code
from server.auth.even import EvenRefusals
from server.auth.rights import RIGHTS
from tests.server.site_support import PASSWORD, SiteUnderTest
from tests.server.test_arrivals import book

ROUNDS = 5
SAME = 1.15

Attempt = Callable[[], int]


def compare(causes: Mapping[str, Attempt], statuses: set[int], even_s: float) -> None:
    """Let the causes take turns; each waits for the same moment, and none is told from another.

    Compared are the fastest of each, as somebody who guesses would: all that the machine does
    beside it makes an answer later, never earlier.
    """
    fastest: dict[str, float] = {}
    for _ in range(ROUNDS):
        for cause, attempt in causes.items():
            began = time.perf_counter()
            assert attempt() in statuses, cause
            took = time.perf_counter() - began
            fastest[cause] = min(took, fastest.get(cause, took))
    assert min(fastest.values()) >= even_s, fastest
    assert max(fastest.values()) <= SAME * min(fastest.values()), fastest


def test_a_typed_reference_is_refused_in_the_same_time_for_every_cause(
    site: SiteUnderTest,
) -> None:
    book(site, "1", 0)
    book(site, "2", 30)
    site.post("/check-ins", {"reference": "1", "time": "09:00"}, as_="kiosk")

    def attempt(reference: str, at: str) -> Attempt:
        body = {"reference": reference, "time": at}

        def send() -> int:
            site.clock.advance(20)  # people need some seconds a try
            return site.call("POST", "/check-ins", body, as_="kiosk").status_code

        return send

    causes = {
        "here already": attempt("1", "09:00"),
        "another time": attempt("2", "09:31"),
        "unknown": attempt("999", "09:00"),
    }
    compare(causes, {409}, RIGHTS["POST", "/v1/check-ins"].even_s)


def test_a_pairing_code_is_refused_in_the_same_time_for_every_cause(site: SiteUnderTest) -> None:
    def made() -> str:
        command = MakePairingCode(new_pairing_code(), StationKind.DISPLAY, "écran")
        site.wiring.store.write(lambda uow: stations.make_pairing_code(uow, Actor(), command))
        return command.code

    def present(code: str, kind: str) -> int:
        body = {"code": code, "kind": kind, "name": "écran"}
        return site.call("POST", "/stations/pair", body, as_=None).status_code

    old, used = made(), made()
    assert present(used, "display") == 201
    site.clock.advance(601)

    def attempt(code: str, kind: str = "display") -> Attempt:
        def send() -> int:
            return present(code, kind)

        return send

    causes = {
        "unknown": attempt("ABCD-EFGH"),
        "used": attempt(used),
        "too old": attempt(old),
        "of another kind": lambda: present(made(), "kiosk"),  # and no lock comes in between
    }
    compare(causes, {403}, RIGHTS["POST", "/v1/stations/pair"].even_s)


def test_a_sign_in_is_refused_in_the_same_time_for_every_cause(site: SiteUnderTest) -> None:
    def attempt(username: str, password: str) -> Attempt:
        body = {"username": username, "password": password}

        def send() -> int:
            site.clock.advance(100)
            return site.call("POST", "/sessions", body, as_="counter").status_code

        return send

    causes = {
        "wrong password": attempt("lea", PASSWORD + "!"),
        "nobody": attempt("nobody", PASSWORD),
    }
    compare(causes, {401}, RIGHTS["POST", "/v1/sessions"].even_s)


async def _answer(status: int, even_s: float) -> list[str]:
    told: list[str] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        told.append(message["type"])

    with suppress(TimeoutError):
        async with asyncio.timeout(0.5):
            await EvenRefusals(app, even_s)({"type": "http"}, receive, send)
    return told


@pytest.mark.parametrize(
    ("status", "answered"),
    [(201, 2), (303, 2), (503, 2), (422, 2), (401, 0), (403, 0), (409, 0), (429, 0)],
)
def test_refusals_alone_are_held_back(status: int, answered: int) -> None:
    assert len(asyncio.run(_answer(status, 600))) == answered
