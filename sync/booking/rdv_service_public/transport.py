"""One HTTP call to RDV Service Public: bounded, paced, signed, its failures told apart."""

import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from urllib.parse import urlencode, urlsplit

import requests
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout, ReadTimeout, RequestException, SSLError

from sync.booking.backoff import Budget
from sync.booking.gateway import (
    BookingBusy,
    BookingFailed,
    BookingUnauthorised,
    BookingUnreachable,
)
from sync.booking.rdv_service_public.answers import granted, retry_after, sorted_out
from sync.booking.rdv_service_public.credentials import Credentials, Form
from sync.booking.rdv_service_public.cutting import CuttableAdapter, LineCutter, Resuming
from sync.booking.rdv_service_public.remembering import Remembered

ANSWER_BYTES: Final = 32 * 1024 * 1024
"""The largest answer that is read; a page of a hundred RDVs with all its trimmings is far below."""
TOKEN_BYTES: Final = 64 * 1024
"""The largest answer that is read where somebody signs in, or a token is renewed."""
IDLE_S: Final = 50.0
"""How long a line is used again; servers and what stands before them keep one for a minute."""
_CHUNK: Final = 64 * 1024
_TOKENS: Final = "/oauth/token"
_HEADERS: Final = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "User-Agent": "guichet",
}
_UNCHANGED, _REFUSALS, _UNAUTHORISED, _TOO_MANY, _AWAY = 304, 400, 401, 429, 503
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
        monotonic: Seconds that never run backwards.

    Raises:
        ValueError: The address is not one that may be called.
    """

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        timeouts: Timeouts | None = None,
        budget: Budget | None = None,
        monotonic: Callable[[], float] = time.monotonic,
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
        self._monotonic = monotonic
        self._used_at: float | None = None
        self._cutter = LineCutter()
        self._session = requests.Session()
        # The environment may name the way out of a ministry's network, never out of this machine.
        self._session.trust_env = host not in _LOOPBACK
        # A call is repeated by the engine, which knows what is safe, never beneath it.
        self._sessions = Resuming.make()
        adapter = CuttableAdapter(self._cutter, self._sessions)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)
        self._session.headers.update(_HEADERS)
        self._remembered = Remembered()

    def get(self, path: str, query: Mapping[str, str], *, remembered: bool = False) -> object:
        """Read a resource and return its parsed body.

        Args:
            path: Of the resource.
            query: What of it.
            remembered: It will be asked for again: an answer that is the same need not come twice.

        Raises:
            BookingFault: Any but `BookingRejected`: what may not be read is not about one outcome.
        """
        if not remembered:
            return self._signed("GET", path, query=query)
        question = f"{path}?{urlencode(sorted(query.items()))}"
        mark = self._remembered.mark(question)
        headers = {} if mark is None else {"If-None-Match": mark}
        answer = self._answer("GET", path, query=query, headers=headers)
        if mark is not None and answer.status == _UNCHANGED:
            return sorted_out("GET", 200, self._remembered.body(question))
        body = sorted_out("GET", answer.status, answer.body)
        private = "no-store" not in answer.headers.get("Cache-Control", "")
        self._remembered.keep(
            question, answer.headers.get("ETag") if private else None, answer.body
        )
        return body

    def patch(self, path: str, body: Mapping[str, object]) -> object:
        """Change a resource and return the parsed answer; None for an empty one.

        Raises:
            BookingRejected: The server, and nothing in between, refuses this one change.
            BookingFault: It was not changed, or that is not known.
        """
        return self._signed("PATCH", path, body=body)

    def post(self, path: str, body: Mapping[str, object] | None = None) -> object:
        """Make something, and return the parsed answer; None for an empty one.

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
        answer = self._answer(method, path, query=query, body=body)
        return sorted_out(method, answer.status, answer.body)

    def _answer(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        self._credentials.prepare(self.ask)
        send = partial(
            self._send, method, path, self._sign, query=query, body=body, headers=headers
        )
        answer = send()
        if answer.status == _UNAUTHORISED and self._credentials.replaced(self.ask):
            answer = send()
        if answer.status == _UNAUTHORISED:
            raise BookingUnauthorised
        if answer.status < _REFUSALS:
            self._credentials.taken()
        return answer

    def _send(
        self,
        method: str,
        path: str,
        sign: Callable[[requests.PreparedRequest], requests.PreparedRequest],
        *,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        form: Form | None = None,
        headers: Mapping[str, str] | None = None,
        most: int = ANSWER_BYTES,
        spared: bool = False,
    ) -> Answer:
        self._wait_for_turn()
        self._leave_idle_line()
        try:
            with (
                self._cutter.within(self._timeouts.whole_s, spared=spared),
                self._session.request(
                    method,
                    self._base + path,
                    params=dict(query or {}),
                    json=body,
                    data=form,
                    headers=headers,
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
                self._cutter.note_session(self._sessions)
        except RequestException as error:
            raise self._unreachable(error) from error
        if self._cutter.why is not None:
            # An answer without a length ends where it is cut, and looks whole.
            raise BookingUnreachable(self._cutter.why, answered=True)
        return answer

    def _wait_for_turn(self) -> None:
        while not self._cutter.gone.is_set():
            left = self._budget.wait(self._monotonic())
            if left <= 0.0:
                self._budget.spend(self._monotonic())
                return
            self._cutter.gone.wait(left)
        raise BookingUnreachable("stopped", answered=True)

    def _leave_idle_line(self) -> None:
        """Open a new line where the last one was not used for a while.

        Whatever lies in between may have forgotten it without a word: a call on it would be heard
        by nobody, and fail after half a minute.
        """
        now = self._monotonic()
        if self._used_at is not None and now - self._used_at > IDLE_S:
            self._session.close()
        self._used_at = now

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
    if isinstance(error, NoConnection):
        return "no_connection"
    return "no_answer" if isinstance(error, ReadTimeout) else "broken_answer"


def _has(error: BaseException, kind: type[BaseException]) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, kind) or any(isinstance(arg, kind) for arg in seen.args):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
