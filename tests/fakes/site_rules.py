"""What the small site server of the tests knows and decides; a command once for each key."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from core.runtime.ids import new_id
from sync.contract.appointment_code import public_key_text, signing_key
from sync.contract.kiosk_day import reference_hash
from sync.contract.wire import to_wire

SITE_ID = "019ab0c4-7e1d-7000-8000-000000000001"
CODE_KEY = signing_key(bytes(range(32)))
KEY_ID = 7
TOKEN = "station-token"
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY_END = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
LIFE_CERT = "019ab0c4-7e1d-7000-8000-0000000000a1"
PASSPORT = "019ab0c4-7e1d-7000-8000-0000000000a2"
DAY_KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY="
VISA = "019ab0c4-7e1d-7000-8000-0000000000a3"

Answer = tuple[int, dict[str, Any]]


@dataclass
class Recorded:
    """One request as it arrived."""

    method: str
    path: str
    key: str | None
    body: dict[str, Any]


def service(service_id: str, number: int, letter: str, **changes: object) -> dict[str, Any]:
    """Return a service as `/site` shows it."""
    return {
        "id": service_id,
        "code": f"service_{number}",
        "number": number,
        "labels": {"fr": "Service"},
        "letter": letter,
        "icon": "id",
        "typical_min": 15,
        "walk_in": True,
        "walk_in_open": True,
        "sensitive": False,
        "check_in_opens_min": 30,
        "grace_min": 15,
        "late_policy": "wait",
        **changes,
    }


@dataclass
class SiteRules:
    """The site's state; tests change it as they like.

    Attributes:
        authority: PEM; None for a server from before sites had one.
    """

    now: datetime = START
    services: list[dict[str, Any]] = field(
        default_factory=lambda: [
            service(LIFE_CERT, 1, "K"),
            service(PASSPORT, 2, "P"),
            service(VISA, 3, "M", walk_in=False),
        ]
    )
    token: str = TOKEN
    epoch: int = 1
    ignores_epochs: bool = False
    lease_cap: int = 200
    expires_at: datetime = DAY_END
    refusals: dict[str, tuple[int, str, dict[str, Any]]] = field(default_factory=dict)
    visits: dict[str, dict[str, Any]] = field(default_factory=dict)
    slips: list[tuple[str, str]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    authority: str | None = None
    booked: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self._answers: dict[str, tuple[str, Answer]] = {}
        self._next: dict[tuple[str, bool], int] = {}

    def share(self, other: "SiteRules") -> None:
        """Have one memory with another server of the same site."""
        self.lock, self.visits, self.events = other.lock, other.visits, other.events
        self.slips, self.refusals = other.slips, other.refusals
        self._answers, self._next = other._answers, other._next

    def numbers(self) -> list[str]:
        """Return the numbers of all visits, in order of their arrival."""
        with self.lock:
            return [visit["number"] for visit in self.visits.values()]

    def publish(self, count: int) -> None:
        """Write events."""
        with self.lock:
            for _ in range(count):
                seq = len(self.events) + 1
                self.events.append(
                    {
                        "seq": seq,
                        "at": to_wire(self.now),
                        "kind": "step.called",
                        "facts": {"n": seq},
                    }
                )

    def answer(self, asked: Recorded) -> Answer:
        """Do a request; a command once for each key."""
        with self.lock:
            if asked.method == "GET" or asked.key is None:
                return self._do(asked)
            print_ = json.dumps([asked.path, asked.body], sort_keys=True)
            if asked.key in self._answers:
                known, answer = self._answers[asked.key]
                return answer if known == print_ else problem(422, "idempotency_key_reused")
            answer = self._do(asked)
            self._answers[asked.key] = (print_, answer)
            return answer

    def _do(self, asked: Recorded) -> Answer:
        routes: dict[str, Callable[[dict[str, Any]], Answer]] = {
            "/v1/site": self._site,
            "/v1/healthz": self._healthz,
            "/v1/authority": self._authority,
            "/v1/number-leases": self._lease,
            "/v1/kiosk-day": self._kiosk_day,
            "/v1/check-ins": self._check_in,
            "/v1/walk-ins": self._walk_in,
            "/v1/stations/pair": self._pair,
            "/v1/stations/self/health": lambda _body: (204, {}),
        }
        if asked.path in routes:
            return routes[asked.path](asked.body)
        if asked.path.endswith("/slip"):
            visit_id = asked.path.split("/")[3]
            self.slips.append((visit_id, asked.body["state"]))
            return 200, {"visit_id": visit_id, "state": asked.body["state"]}
        return problem(404, "not_found")

    def _site(self, _body: dict[str, Any]) -> Answer:
        return 200, {
            "id": SITE_ID,
            "name": "Consulat",
            "zone": "Europe/Lisbon",
            "languages": ["fr", "en", "ar"],
            "business_day": "2026-11-24",
            "now": to_wire(self.now),
            "opening": {"open": True},
            "services": self.services,
            "counters": [],
            "reference": {"min_length": 1, "max_length": 12, "letters": False, "ask_time": True},
            "addresses": self.addresses,
            "code_keys": [{"key_id": KEY_ID, "public_key": public_key_text(CODE_KEY)}],
        }

    def _healthz(self, _body: dict[str, Any]) -> Answer:
        booking = {"state": "off"}
        seq = len(self.events)
        return 200, {"status": "ok", "version": "1", "seq": seq, "booking": booking}

    def _authority(self, _body: dict[str, Any]) -> Answer:
        if self.authority is None:
            return problem(404, "not_found")
        return 200, {"certificate": self.authority}

    def _kiosk_day(self, _body: dict[str, Any]) -> Answer:
        return 200, {
            "business_day": "2026-11-24",
            "key": DAY_KEY,
            "with_time": True,
            "items": [
                {
                    "hash": reference_hash(DAY_KEY, reference, f"{at:%H:%M}"),
                    "starts_at": to_wire(at),
                    "service_id": PASSPORT,
                }
                for reference, at in self.booked.items()
            ],
        }

    def _lease(self, body: dict[str, Any]) -> Answer:
        reserve = bool(body.get("reserve"))
        what = (body["letter"], reserve)
        first = self._next.get(what, 500 if reserve else 1)
        count = min(body["count"], self.lease_cap)
        self._next[what] = first + count
        return 201, {
            "lease_id": new_id(),
            "letter": body["letter"],
            "numbers": [f"{body['letter']}{n:03d}" for n in range(first, first + count)],
            "reserve": reserve,
            "business_day": "2026-11-24",
            "epoch": self.epoch,
            "expires_at": to_wire(self.expires_at),
        }

    def _check_in(self, body: dict[str, Any]) -> Answer:
        person = body.get("code") or body.get("reference") or body.get("appointment_id")
        known = self._known(body)
        if known is not None:
            return known
        if not body.get("given"):
            if person in self.refusals:
                return problem(*self.refusals[person])
            for visit in self.visits.values():
                if visit["person"] == person:
                    return problem(409, "already_checked_in", {"number": visit["number"]})
        return self._arrive(body, "appointment", PASSPORT, person)

    def _walk_in(self, body: dict[str, Any]) -> Answer:
        if body["service_id"] in self.refusals:
            return problem(*self.refusals[body["service_id"]])
        return self._known(body) or self._arrive(body, "walk_in", body["service_id"], None)

    def _known(self, body: dict[str, Any]) -> Answer | None:
        if "lease_id" not in body:
            return None
        for visit in self.visits.values():
            if (visit["lease_id"], visit["number"]) == (body["lease_id"], body["number"]):
                return self._arrived(visit)
        return None

    def _arrive(
        self, body: dict[str, Any], kind: str, service_id: str, person: str | None
    ) -> Answer:
        visit = {
            "id": new_id(),
            "kind": kind,
            "number": body.get("number") or f"R{len(self.visits) + 1:03d}",
            "lease_id": body.get("lease_id"),
            "service_id": service_id,
            "person": person,
            "given": body.get("given", False),
        }
        self.visits[str(visit["id"])] = visit
        return self._arrived(visit)

    def _arrived(self, visit: dict[str, Any]) -> Answer:
        arrival = "on_time" if visit["kind"] == "appointment" else None
        return 201, {
            "visit": {
                "id": visit["id"],
                "number": visit["number"],
                "business_day": "2026-11-24",
                "kind": visit["kind"],
                "service_id": visit["service_id"],
                "arrival": arrival,
                "checked_in_at": to_wire(self.now),
                "language": "fr",
                "priority": False,
                "persons": 1,
                "steps": [],
            },
            "ticket": {
                "number": visit["number"],
                "letter": visit["number"][0],
                "business_day": "2026-11-24",
                "slip": "queued",
            },
            "arrival": arrival,
            "estimate": {"p50_s": 600, "p90_s": 1200, "ahead": 2},
        }

    def _pair(self, body: dict[str, Any]) -> Answer:
        if body["code"] != "ABCD-EFGH":
            return problem(409, "pairing_code_unknown")
        site = {"id": SITE_ID, "name": "Consulat", "zone": "Europe/Lisbon"}
        return 201, {"station_id": new_id(), "token": self.token, "site": site}


def problem(status: int, code: str, facts: dict[str, Any] | None = None) -> Answer:
    """Return a refusal as a problem document."""
    return status, {"title": code, "status": status, "code": code, **(facts or {})}
