"""One HTTP call to RDV Service Public: bounded, paced, signed, its failures told apart."""

import json
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

import requests
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout, RequestException, SSLError

from sync.booking.backoff import Budget
from sync.booking.gateway import (
    BookingBusy,
    BookingFailed,
    BookingRefused,
    BookingRejected,
    BookingUnauthorised,
    BookingUnreachable,
)
from sync.booking.rdv_service_public.credentials import Credentials
from sync.booking.rdv_service_public.cutting import CuttableAdapter, LineCutter

ANSWER_BYTES: Final = 32 * 1024 * 1024
"""The largest answer that is read; a page of a hundred RDVs with all its trimmings is far below."""
_CHUNK: Final = 64 * 1024
_RETRY_AFTER_S: Final = 6 * 3600.0
_AWAY: Final = frozenset({502, 503, 504})
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_REFUSED: Final = {403: "forbidden", 404: "not_found", 407: "proxy", 511: "proxy"}
_REJECTED: Final = {
    400: "invalid",
    403: "forbidden",
    404: "unknown_at_booking_server",
    409: "invalid",
    410: "unknown_at_booking_server",
    422: "invalid",
}
_OF_THE_API: Final = frozenset({"errors", "error_messages", "not_found", "missing"})
"""What the server's own refusals hold; a page of something in between holds none of it."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a call may take.

    Attributes:
        connect_s: Seconds until the line stands, for each address of the host.
        read_s: Seconds between two bytes of the answer.
        whole_s: Seconds from asking for the connection to the last byte of the answer. Finding the
            host's address and connecting end by their own bounds, if those are longer.
    """

    connect_s: float = 10.0
    read_s: float = 30.0
    whole_s: float = 60.0


class Transport:
    """Calls one instance of the server, over one kept connection; one thread calls.

    Args:
        base_url: `https://rdv.example`, without a path; plain `http` on loopback only.
        credentials: What signs the calls.
        timeouts: Bounds of a call.
        budget: How fast calls may follow each other; a call waits for its turn.

    Raises:
        ValueError: The address is not one that may be called.
    """

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        timeouts: Timeouts | None = None,
        budget: Budget | None = None,
    ) -> None:
        parts = urlsplit(base_url)
        host = parts.hostname
        if parts.scheme not in {"http", "https"} or not host or parts.username or parts.query:
            raise ValueError(f"not the address of a booking server: {base_url!r}")
        if parts.scheme == "http" and host not in _LOOPBACK:
            raise ValueError(f"a booking server is called over https, not {base_url!r}")
        self._base = base_url.rstrip("/")
        self._address = (host, parts.port or (443 if parts.scheme == "https" else 80))
        self._credentials = credentials
        self._timeouts = timeouts or Timeouts()
        self._budget = budget or Budget()
        self._cutter = LineCutter()
        self._session = requests.Session()
        # The environment may name the way out of a ministry's network, never out of this machine.
        self._session.trust_env = host not in _LOOPBACK
        # A call is repeated by the engine, which knows what is safe, never beneath it.
        adapter = CuttableAdapter(self._cutter)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)
        self._session.headers["Accept"] = "application/json"

    def get(self, path: str, query: Mapping[str, str]) -> object:
        """Read a resource and return its parsed body.

        Raises:
            BookingFault: Any but `BookingRejected`: what may not be read is not about one outcome.
        """
        return self._signed("GET", path, query=query)

    def patch(self, path: str, body: Mapping[str, object]) -> object:
        """Change a resource and return the parsed answer; None for an empty one.

        Raises:
            BookingRejected: The server, and nothing in between, refuses this one change.
            BookingFault: It was not changed, or that is not known.
        """
        return self._signed("PATCH", path, body=body)

    def line_is_open(self) -> bool:
        """Try to connect, and nothing more."""
        try:
            with socket.create_connection(self._address, timeout=2.0):
                return True
        except OSError:
            return False

    def stop(self) -> None:
        """Cut the call that is under way and refuse all that follow; any thread may say so.

        Who calls gets `BookingUnreachable`, at once but while a connection is being made.
        """
        self._cutter.stop()

    def close(self) -> None:
        """Let the connection go."""
        self._session.close()

    def _signed(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> object:
        status, answer = self._send(method, path, self._sign, query=query, body=body)
        if status == 401 and self._credentials.reloaded():
            status, answer = self._send(method, path, self._sign, query=query, body=body)
        if status == 401 and self._renew():
            status, answer = self._send(method, path, self._sign, query=query, body=body)
        if status == 401:
            raise BookingUnauthorised
        return _sorted_out(method, status, answer)

    def _renew(self) -> bool:
        """Ask for a new token once.

        Returns:
            Whether there is one now; False means that a person must sign in again.
        """
        form = self._credentials.renewal()
        if form is None:
            return False
        status, answer = self._send("POST", "/oauth/token", _unsigned, form=form)
        if status in {400, 401, 403}:
            return False
        body = _sorted_out("POST", status, answer)
        return isinstance(body, dict) and self._credentials.renewed(body)

    def _send(
        self,
        method: str,
        path: str,
        sign: Callable[[requests.PreparedRequest], requests.PreparedRequest],
        *,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes]:
        self._wait_for_turn()
        try:
            with (
                self._cutter.within(self._timeouts.whole_s),
                self._session.request(
                    method,
                    self._base + path,
                    params=dict(query or {}),
                    json=body,
                    data=form,
                    # Given as `auth`, so that no `.netrc` replaces it.
                    auth=sign,
                    timeout=(self._timeouts.connect_s, self._timeouts.read_s),
                    allow_redirects=False,
                    stream=True,
                ) as response,
            ):
                status = response.status_code
                wait = _retry_after(response.headers)
                if status == 429 or (status == 503 and wait is not None):
                    raise BookingBusy(wait)
                answer = _read(response)
        except RequestException as error:
            raise self._unreachable(error) from error
        if self._cutter.why is not None:
            # An answer without a length ends where it is cut, and looks whole.
            raise BookingUnreachable(self._cutter.why, answered=True)
        return status, answer

    def _wait_for_turn(self) -> None:
        while not self._cutter.gone.is_set():
            left = self._budget.wait(time.monotonic())
            if left <= 0.0:
                self._budget.spend(time.monotonic())
                return
            self._cutter.gone.wait(left)
        raise BookingUnreachable("stopped", answered=True)

    def _unreachable(self, error: RequestException) -> BookingUnreachable:
        if self._cutter.why is not None:
            return BookingUnreachable(self._cutter.why, answered=True)
        # A wrong certificate is an answer: that the line is open would prove nothing.
        nobody = isinstance(error, NoConnection) and not isinstance(error, SSLError)
        return BookingUnreachable(_cause(error), answered=not nobody)

    def _sign(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers.update(self._credentials.headers())
        return request


def _unsigned(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _read(response: requests.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > ANSWER_BYTES:
            raise BookingFailed("answer_too_long")
    return bytes(body)


def _sorted_out(method: str, status: int, answer: bytes) -> object:
    """Return the parsed body of a good answer; raise what any other one means."""
    if 200 <= status < 300:
        return _parsed(answer)
    if status in _AWAY:
        raise BookingUnreachable(f"http_{status}", answered=True)
    if 300 <= status < 400:
        # The RDV Solidarités instance answers so where `www` misses. Following would carry the
        # token to whatever host is named.
        raise BookingRefused("redirected")
    if method == "PATCH" and status in _REJECTED and _is_of_the_api(answer):
        # An agent who lost a right gets the same for every outcome.
        raise BookingRejected(_REJECTED[status], proven=False)
    if status in _REFUSED or (400 <= status < 500 and status != 408):
        # A proxy's block page, a maintenance page, an address that moved: never about one item.
        raise BookingRefused(_REFUSED.get(status, "refused"))
    raise BookingFailed(f"http_{status}")


def _parsed(answer: bytes) -> object:
    text = answer.strip()
    if not text:
        return None
    try:
        body: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.startswith(b"<"):
            # A page for people, under a good status: something in between answered.
            raise BookingUnreachable("page_in_between", answered=True) from error
        raise BookingFailed("answer_garbled") from error
    return body


def _is_of_the_api(answer: bytes) -> bool:
    """Whether a refusal has one of the shapes that the server's own ones come in."""
    try:
        body = json.loads(answer)
    except (ValueError, RecursionError):
        return False
    return isinstance(body, dict) and not _OF_THE_API.isdisjoint(body)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Read `Retry-After`, in seconds or as a date; six hours at most, None if it says nothing."""
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), _RETRY_AFTER_S)
    try:
        # Both dates are of the server's own clock, so that ours does not matter.
        then, now = (parsedate_to_datetime(one) for one in (text, headers.get("Date", "")))
        seconds = (then - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), _RETRY_AFTER_S)


def _cause(error: RequestException) -> str:
    """Name a failure without its text, which may hold an address with a person in it."""
    if isinstance(error, ConnectTimeout):
        return "connect_timeout"
    if isinstance(error, SSLError):
        return "certificate" if _has(error, ssl.SSLCertVerificationError) else "tls"
    return type(error).__name__


def _has(error: BaseException, kind: type[BaseException]) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, kind) or any(isinstance(arg, kind) for arg in seen.args):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
