"""One station's connection to its site: the pinned servers, the token, time-outs."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace

import requests

from sync.client.errors import Superseded, Unreachable, WrongServer
from sync.client.place import Ask, Place, Timeouts, open_session, send
from sync.client.route import Route
from sync.contract.wire import EPOCH_HEADER

__all__ = ["Connection", "Timeouts"]


class Connection:
    """Calls of one station; any thread may use it.

    A site may have several addresses, of servers that share one database. A call that finds nobody
    at one of them, a server that stands by, or somebody else, goes on to the next: each is tried
    once. A command that may have been done at the first is thus sent again under the same key.

    Args:
        url: `https://HOST:PORT`, or `http://` on loopback; or several, or a route that other
            connections share.
        token: Station or session token; None before pairing.
        fingerprint: SHA-256 of the server's certificate, 64 hex digits, or several. Without it, an
            `https` server needs a certificate that this machine trusts.
        timeouts: Time-outs of each attempt.
        authority: PEM of the site's authority, in place of a fingerprint.
    """

    def __init__(
        self,
        url: str | Sequence[str] | Route,
        token: str | None = None,
        fingerprint: str | Sequence[str] | None = None,
        timeouts: Timeouts | None = None,
        authority: str | None = None,
    ) -> None:
        if not isinstance(url, Route):
            url = Route(_many(url), _many(fingerprint), authority=authority)
        self.route = url
        self.timeouts = timeouts or Timeouts()
        self._token = token
        self._lock = threading.Lock()
        self._sessions: dict[Place, requests.Session] = {}

    def __repr__(self) -> str:
        return f"Connection({self.url!r})"

    @property
    def url(self) -> str:
        """The address that is used now."""
        return self.route.now.url

    def with_token(self, token: str) -> "Connection":
        """Return a connection to the same site that speaks with another token."""
        return Connection(self.route, token, timeouts=self.timeouts)

    def with_timeouts(self, timeouts: Timeouts) -> "Connection":
        """Return a connection to the same site with other time-outs."""
        return Connection(self.route, self._token, timeouts=timeouts)

    def call(
        self,
        method: str,
        path: str,
        *,
        body: str | bytes | None = None,
        params: Mapping[str, str | int | Sequence[str]] | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        """Send one request and return the body of its answer.

        Args:
            method: `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
            path: Below `/v1`, with a leading slash.
            body: JSON text; bytes bring their own `Content-Type` among the headers.
            params: Query.
            key: Idempotency key, a UUID.
            headers: Besides those that every request has.

        Raises:
            Unauthorised: 401.
            Refused: Any other 4xx but 408 and 429.
            BadAnswer: Any other status.
            WrongServer: Nobody but somebody else answers.
            Superseded: Nobody but a server answers whose data are older than what was seen.
            Unreachable: No answer, half an answer, 408, 429, 502, 503, 504, wherever it was tried.
        """
        wanted = dict(headers or {})
        if key is not None:
            wanted["Idempotency-Key"] = key
        if isinstance(body, str):
            wanted["Content-Type"] = "application/json"
        return self._send(Ask(method, path, wanted, self.timeouts, body, params)).content

    def stream(
        self,
        path: str,
        *,
        params: Mapping[str, str | int],
        headers: Mapping[str, str],
        timeouts: Timeouts,
    ) -> requests.Response:
        """Open an answer that goes on; the caller reads `raw` and closes it.

        Raises:
            ApiError: As `call`.
        """
        wanted = {"Accept": "text/event-stream", "Accept-Encoding": "identity", **headers}
        return self._send(Ask("GET", path, wanted, timeouts, params=params, stream=True))

    def close(self) -> None:
        """Drop idle connections."""
        with self._lock:
            sessions, self._sessions = list(self._sessions.values()), {}
        for session in sessions:
            session.close()

    def _send(self, ask: Ask) -> requests.Response:
        if self._token is not None:
            headers = {**ask.headers, "Authorization": f"Bearer {self._token}"}
            ask = replace(ask, headers=headers)
        told: Unreachable | None = None
        left = set[str]()
        for place in self.route.order():
            if place.url in left:
                continue
            try:
                response = self._send_to(place, ask)
            except Unreachable as error:
                if not error.elsewhere:
                    raise
                self.route.leave(place)
                if not isinstance(error, WrongServer):
                    # Whoever else might be trusted there, it would go the same way.
                    left.add(place.url)
                told = error if told is None else max(told, error, key=_weight)
            else:
                self.route.arrive(place)
                return response
        if told is None:
            raise ValueError("a site has an address")
        self.route.lost()
        raise told

    def _send_to(self, place: Place, ask: Ask) -> requests.Response:
        """Send one request to one place, and take no answer from data that are not the latest."""
        if self.route.epoch:
            # A server of before refuses it for this, and does nothing.
            ask = replace(ask, headers={**ask.headers, EPOCH_HEADER: str(self.route.epoch)})
        response = send(self._session(place), place, ask)
        epoch = response.headers.get(EPOCH_HEADER, "")
        if epoch.isascii() and epoch.isdigit() and not self.route.seen(int(epoch)):
            response.close()
            # It did not know of the later one when it did what was asked.
            raise Superseded("broken")
        return response

    def _session(self, place: Place) -> requests.Session:
        with self._lock:
            session = self._sessions.get(place)
            if session is None:
                session = self._sessions[place] = open_session(place)
            return session


def _weight(error: Unreachable) -> int:
    """Rank what several places said: first of all, whether the command may have been done."""
    if isinstance(error, WrongServer):
        return 0
    return {"connect": 1, "busy": 2}.get(error.cause, 3)


def _many(one: str | Sequence[str] | None) -> Sequence[str]:
    if one is None:
        return ()
    return (one,) if isinstance(one, str) else one
