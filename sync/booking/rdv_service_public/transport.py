"""One HTTP call to RDV Service Public: bounded, paced, signed, its failures told apart."""

import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import requests
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout, RequestException, SSLError

from sync.booking.backoff import Budget
from sync.booking.gateway import (
    BookingBusy,
    BookingFailed,
    BookingUnauthorised,
    BookingUnreachable,
)
from sync.booking.rdv_service_public.answers import granted, retry_after, sorted_out
from sync.booking.rdv_service_public.credentials import Credentials, Form
from sync.booking.rdv_service_public.cutting import CuttableAdapter, LineCutter

ANSWER_BYTES: Final = 32 * 1024 * 1024
"""The largest answer that is read; a page of a hundred RDVs with all its trimmings is far below."""
TOKEN_BYTES: Final = 64 * 1024
"""The largest answer that is read where somebody signs in, or a token is renewed."""
_CHUNK: Final = 64 * 1024
_TOKENS: Final = "/oauth/token"
_REFUSALS, _UNAUTHORISED, _TOO_MANY, _AWAY = 400, 401, 429, 503
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever it means; `headers` are found in any case of letters."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


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

    def post(self, path: str, body: Mapping[str, object]) -> object:
        """Make something and return the parsed answer; None for an empty one.

        Raises:
            BookingRejected: The server, and nothing in between, refuses to make it.
            BookingFault: It was not made, or that is not known.
        """
        return self._signed("POST", path, body=body)

    def ask(self, form: Form) -> Mapping[str, object]:
        """Bring a form to the token endpoint, unsigned, and return what it says.

        Once it is on its way `stop` does not cut it: the tokens of the answer come once.

        Raises:
            GrantRefused: It gives no token.
            BookingFault: It says nothing of the tokens.
        """
        answer = self._send("POST", _TOKENS, _unsigned, form=form, most=TOKEN_BYTES, spared=True)
        return granted(answer.status, answer.body)

    def call(self, method: str, path: str, body: Mapping[str, object]) -> Answer:
        """Call once, and return whatever is answered.

        Raises:
            BookingFault: Nothing was, or a busy server asks for patience.
        """
        return self._send(method, path, self._sign, body=body, most=TOKEN_BYTES)

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
        self._credentials.prepare(self.ask)
        answer = self._send(method, path, self._sign, query=query, body=body)
        if answer.status == _UNAUTHORISED and self._credentials.replaced(self.ask):
            answer = self._send(method, path, self._sign, query=query, body=body)
        if answer.status == _UNAUTHORISED:
            raise BookingUnauthorised
        if answer.status < _REFUSALS:
            self._credentials.taken()
        return sorted_out(method, answer.status, answer.body)

    def _send(
        self,
        method: str,
        path: str,
        sign: Callable[[requests.PreparedRequest], requests.PreparedRequest],
        *,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        form: Form | None = None,
        most: int = ANSWER_BYTES,
        spared: bool = False,
    ) -> Answer:
        self._wait_for_turn()
        try:
            with (
                self._cutter.within(self._timeouts.whole_s, spared=spared),
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
                wait = retry_after(response.headers)
                if status == _TOO_MANY or (status == _AWAY and wait is not None):
                    raise BookingBusy(wait)
                answer = Answer(status, response.headers, _read(response, most))
        except RequestException as error:
            raise self._unreachable(error) from error
        if self._cutter.why is not None:
            # An answer without a length ends where it is cut, and looks whole.
            raise BookingUnreachable(self._cutter.why, answered=True)
        return answer

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


def _read(response: requests.Response, most: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > most:
            raise BookingFailed("answer_too_long")
    return bytes(body)


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
