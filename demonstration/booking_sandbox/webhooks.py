"""What the booking server tells others by itself, signed, again and again until they take it."""

import hashlib
import hmac
import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import requests

from demonstration.booking_sandbox.database import Database
from demonstration.booking_sandbox.scenario import RdvNow, Scenario
from demonstration.booking_sandbox.shapes import PARIS, Json, rdv_json

SIGNATURE: Final = "X-Lapin-Signature"
MOST_ATTEMPTS: Final = 20
_TIMEOUT_S: Final = 10.0
_LOOK_EVERY_S: Final = 0.2
_TEXT: Final = "%Y-%m-%d %H:%M:%S %z"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an organisation's events are sent."""

    id: int
    target_url: str
    secret: str = field(repr=False)
    subscriptions: tuple[str, ...] = ("rdv",)

    def json(self) -> Json:
        """Return it as the interface shows it."""
        return {
            "id": self.id,
            "target_url": self.target_url,
            "secret": self.secret,
            "subscriptions": list(self.subscriptions),
        }


@dataclass(frozen=True, slots=True)
class Delivery:
    """A body that waits to be taken."""

    seq: int
    url: str
    secret: str = field(repr=False)
    body: bytes
    attempts: int


def signature(secret: str, body: bytes) -> str:
    """Return what `X-Lapin-Signature` says of a body."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


class Webhooks:
    """Endpoints, and what they are still to be told; on disk, in no particular order."""

    def __init__(self, database: Database, scenario: Scenario) -> None:
        self._database = database
        self._scenario = scenario

    def endpoints(self) -> list[Endpoint]:
        """Return all of them."""
        with self._database.look() as db:
            rows = db.execute(
                "SELECT id, target_url, secret, subscriptions FROM endpoint ORDER BY id"
            ).fetchall()
        return [Endpoint(row[0], row[1], row[2], tuple(json.loads(row[3]))) for row in rows]

    def put(
        self,
        endpoint_id: int | None,
        target_url: str,
        secret: str,
        subscriptions: Iterable[str],
        known: Iterable[RdvNow],
        now: datetime,
    ) -> Endpoint:
        """Make or change an endpoint, which is told everything from the beginning then.

        Raises:
            ValueError: Another one has this address.
        """
        texts = json.dumps(list(subscriptions))
        with self._database.change() as db:
            number = endpoint_id or self._database.next_id("endpoint")
            try:
                db.execute(
                    "INSERT INTO endpoint VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                    "target_url = excluded.target_url, secret = excluded.secret, "
                    "subscriptions = excluded.subscriptions",
                    (number, target_url, secret, texts),
                )
            except sqlite3.IntegrityError as error:
                raise ValueError("target_url") from error
            made = Endpoint(number, target_url, secret, tuple(subscriptions))
            for one in known:
                self._queue(db, [made], one, "created", now, None)
        return made

    def tell(self, rdv: RdvNow, event: str, now: datetime, reason: str | None = None) -> None:
        """Queue an event for whoever subscribed to it; call it in the transaction of its cause."""
        with self._database.change() as db:
            self._queue(db, self.endpoints(), rdv, event, now, reason)

    def due(self, at: float) -> list[Delivery]:
        """Return what is to be sent now, in seconds since 1970; the newest first."""
        with self._database.look() as db:
            rows = db.execute(
                "SELECT seq, target_url, secret, body, attempts FROM delivery "
                "JOIN endpoint ON endpoint.id = endpoint_id "
                "WHERE done IS NULL AND next_at <= ? ORDER BY seq DESC LIMIT 50",
                (at,),
            ).fetchall()
        return [Delivery(*row) for row in rows]

    def deliveries(self) -> list[Json]:
        """Return how each delivery stands, by when it was queued."""
        with self._database.look() as db:
            rows = db.execute("SELECT seq, attempts, done FROM delivery ORDER BY seq").fetchall()
        return [{"seq": seq, "attempts": tries, "done": done} for seq, tries, done in rows]

    def tried(self, delivery: Delivery, taken: bool, at: float, pace: float) -> None:
        """Note how it went; after n attempts it waits n^4 seconds times `pace`."""
        tries = delivery.attempts + 1
        done = "taken" if taken else "dropped" if tries >= MOST_ATTEMPTS else None
        with self._database.change() as db:
            db.execute(
                "UPDATE delivery SET attempts = ?, next_at = ?, done = ? WHERE seq = ?",
                (tries, at + tries**4 * pace, done, delivery.seq),
            )

    def _queue(
        self,
        db: sqlite3.Connection,
        endpoints: Iterable[Endpoint],
        rdv: RdvNow,
        event: str,
        now: datetime,
        reason: str | None,
    ) -> None:
        meta = {
            "model": "Rdv",
            "event": event,
            "webhook_reason": reason,
            "timestamp": now.astimezone(PARIS).strftime(_TEXT),
        }
        body = {"data": rdv_json(self._scenario, rdv), "meta": meta}
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        db.executemany(
            "INSERT INTO delivery (endpoint_id, body, next_at) VALUES (?, ?, 0)",
            [(one.id, text) for one in endpoints if "rdv" in one.subscriptions],
        )


class Courier:
    """Carries webhooks in a thread of its own.

    Args:
        webhooks: What there is to carry.
        now: Seconds since 1970.
        pace: Of the waits between attempts; 1 is that of the real server.
    """

    def __init__(self, webhooks: Webhooks, now: Callable[[], float], pace: float = 1.0) -> None:
        self._webhooks = webhooks
        self._now = now
        self._pace = pace
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._carry, name="courier", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Stop; what was not taken waits for the next start."""
        self._stop.set()
        self._thread.join(_TIMEOUT_S + 5)

    def _carry(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            while not self._stop.wait(_LOOK_EVERY_S):
                for delivery in self._webhooks.due(self._now()):
                    if self._stop.is_set():
                        return
                    taken = _sent(session, delivery)
                    self._webhooks.tried(delivery, taken, self._now(), self._pace)


def _sent(session: requests.Session, delivery: Delivery) -> bool:
    try:
        answer = session.post(
            delivery.url,
            data=delivery.body,
            headers={
                "Content-Type": "application/json; charset=utf-8",
                SIGNATURE: signature(delivery.secret, delivery.body),
            },
            timeout=_TIMEOUT_S,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        _log.info("webhook %d: %s", delivery.seq, type(error).__name__)
        return False
    return 200 <= answer.status_code < 300
