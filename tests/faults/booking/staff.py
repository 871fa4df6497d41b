"""The site's staff: check people in, serve them, give them up, and take it back."""

import random
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from typing import Final
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import requests

from tests.faults.booking.prepared import DAYS, PreparedPost
from tests.faults.booking.sides import Decision
from tests.faults.history import Answer, Json
from tests.faults.http_wire import HttpWire
from tests.faults.wire import Lost, Request

_LONGEST_S: Final = 90.0
_TOMORROW: Final = 0.25
"""How often somebody decides of tomorrow."""

_VERDICTS: Final = {"no-show": "noshow", "excuse": "excused", "revoke": "revoked"}


class Staff:
    """Reception and one counter, one press after the other; each is sent until it is answered.

    Args:
        prepared: Whose tokens.
        port: Of the site's server, in all its lives.
        chooser: Dice.

    Attributes:
        decisions: What was decided and answered, in order.
        sign_ins: How often a person signed the site in at the booking server.
    """

    def __init__(self, prepared: PreparedPost, port: int, chooser: random.Random) -> None:
        self.decisions: list[Decision] = []
        self.sign_ins = 0
        self._prepared = prepared
        self._port = port
        self._wire = HttpWire(port, timeout_s=10)
        self._chooser = chooser
        self._pause = threading.Event()
        self._came: dict[str, str] = {}
        self._served: list[tuple[str, str]] = []

    def close(self) -> None:
        """Let go of the connection."""
        self._wire.close()

    def settings(self, document: Json) -> None:
        """Set the site up."""
        headers = {"Authorization": f"Bearer {self._prepared.tokens['ada']}"}
        url = f"http://127.0.0.1:{self._port}/v1/settings"
        with closing(requests.Session()) as session:
            session.trust_env = False
            version = session.get(url, headers=headers, timeout=10).json()["version"]
            headers["If-Match"] = f'"{version}"'
            answer = session.put(url, json=document, headers=headers, timeout=10)
        if answer.status_code != 200:
            raise AssertionError(answer.text)

    def wait_for(self, count: int, longest_s: float) -> None:
        """Wait until so many appointments came in.

        Raises:
            TimeoutError: They did not.
        """
        self._wait(
            lambda: sum(len(self._appointments(day)) for day in DAYS) >= count,
            longest_s,
            "nobody is expected",
        )

    def wait_until_told(self, longest_s: float) -> None:
        """Wait until no outcome is to be told any more, or give up; the checker says which."""
        tried = {one["id"]: one["attempts"] for one in self._pending()}
        self.look_at_sign_in()
        with suppress(TimeoutError):
            self._wait(lambda: not self._untold(tried), longest_s, "outcomes wait")

    def sign_in(self) -> None:
        """Sign the site in at the booking server, as often as it takes.

        Raises:
            AssertionError: It never came to be.
        """
        self.sign_ins += 1
        deadline = time.monotonic() + _LONGEST_S
        while time.monotonic() < deadline:
            begun = self._do("/booking/sign-in", {"port": 40123}, "ada")
            if begun.status == 201 and (code := self._consent(begun.body["url"])):
                body = {"state": begun.body["state"], "code": code}
                if self._do("/booking/sign-in/code", body, "ada").status == 201:
                    return
            self._pause.wait(0.2)
        raise AssertionError("nobody could sign the site in")

    def _consent(self, url: str) -> str | None:
        with closing(requests.Session()) as session, suppress(requests.RequestException):
            session.trust_env = False
            answer = session.get(url, allow_redirects=False, timeout=10)
            told = parse_qs(urlsplit(answer.headers.get("Location", "")).query)
            return told.get("code", [None])[0]
        return None

    def look_at_sign_in(self) -> None:
        """Sign in again where the site asks for it: a renewal may die on its way."""
        if self._get("/booking/sign-in", "ada")["state"] == "lapsed":
            self.sign_in()

    def act(self) -> None:
        """Press one button, or the few that belong together."""
        press = self._chooser.choices(
            [self._check_in, self._serve, self._judge, self._take_back, self._reopen],
            [4, 4, 3, 2, 1],
        )[0]
        press()

    def _check_in(self) -> None:
        found = self._some(self._appointments(), "booked")
        if found is None:
            return
        answer = self._do("/check-ins", {"appointment_id": found["id"]}, "lea")
        if answer.status == 201:
            self._came[answer.body["visit"]["id"]] = found["id"]

    def _serve(self) -> None:
        at = f"/counters/{self._prepared.counter_id}"
        called = self._do(f"{at}/call-next", {}, "marc")
        if called.status != 200:
            return
        step, visit = called.body["step"]["id"], called.body["visit"]["id"]
        if self._chooser.random() < 0.25:
            done = self._do(f"/steps/{step}/absent", {"confirm": True}, "marc")
            self._decided(done, visit, step, "noshow")
            return
        self._do(f"/steps/{step}/start", {}, "marc")
        done = self._do(f"/steps/{step}/finish", {"continue_flow": False}, "marc")
        self._decided(done, visit, step, "seen")

    def _decided(self, done: Answer, visit: str, step: str, outcome: str) -> None:
        if done.status != 200 or visit not in self._came:
            return
        self.decisions.append(Decision(self._came[visit], outcome))
        self._served.append((visit, step))

    def _judge(self) -> None:
        tomorrow = self._chooser.random() < _TOMORROW
        found = self._some(self._appointments(DAYS[tomorrow]), "booked")
        if found is None:
            return
        # Nobody has missed what is to come.
        verdict = self._chooser.choice(sorted(_VERDICTS.keys() - ({"no-show"} if tomorrow else ())))
        done = self._do(f"/appointments/{found['id']}/{verdict}", {"confirm": True}, "lea")
        if done.status == 200:
            self.decisions.append(Decision(found["id"], _VERDICTS[verdict]))

    def _take_back(self) -> None:
        day = DAYS[self._chooser.random() < _TOMORROW]
        found = self._some(self._appointments(day), "no_show", "excused", "revoked")
        if found is None:
            return
        done = self._do(f"/appointments/{found['id']}/reopen", {"confirm": True}, "lea")
        if done.status == 200:
            self.decisions.append(Decision(found["id"], "unknown"))

    def _reopen(self) -> None:
        if not self._served:
            return
        visit, step = self._served.pop(self._chooser.randrange(len(self._served)))
        done = self._do(f"/steps/{step}/reopen", {}, "lea")
        if done.status == 200:
            self.decisions.append(Decision(self._came[visit], "open"))

    def _some(self, those: list[Json], *statuses: str) -> Json:
        found = [one for one in those if one["status"] in statuses]
        return self._chooser.choice(found) if found else None

    def _appointments(self, day: str = DAYS[0]) -> list[Json]:
        items: list[Json] = self._get(f"/appointments?limit=500&day={day}", "lea")["items"]
        return items

    def _untold(self, tried: Mapping[str, int]) -> bool:
        # Who is not known there once the line is good is told again for hours: nobody waits for
        # that. What was not tried since may have been called unknown by a lie.
        return any(
            one["reason"] != "unknown_at_booking_server" or one["attempts"] == tried.get(one["id"])
            for one in self._pending()
        )

    def _pending(self) -> list[Json]:
        items = self._get("/outbox?limit=500", "chef")["items"]
        return [one for one in items if one["state"] == "pending"]

    def _get(self, path: str, who: str) -> Json:
        answer = self._insist(Request("GET", path, self._prepared.tokens[who]))
        if answer.status != 200:
            raise AssertionError(f"GET {path}: {answer}")
        return answer.body

    def _do(self, path: str, body: Json, who: str) -> Answer:
        key = str(UUID(int=self._chooser.getrandbits(128), version=4))
        return self._insist(Request("POST", path, self._prepared.tokens[who], key, body))

    def _insist(self, request: Request) -> Answer:
        deadline = time.monotonic() + _LONGEST_S
        while time.monotonic() < deadline:
            try:
                answer = self._wire.send(request)
            except Lost:
                answer = None
            if answer is not None and answer.final:
                return answer
            self._pause.wait(0.05)
        raise AssertionError(f"{request.method} {request.path} was never answered")

    def _wait(self, condition: Callable[[], bool], longest_s: float, what: str) -> None:
        deadline = time.monotonic() + longest_s
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(what)
            self._pause.wait(0.1)
