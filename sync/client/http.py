"""One station's connection to its site server: pinned certificate, token, time-outs."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests
from pydantic import ValidationError
from requests.adapters import HTTPAdapter

from sync.client.errors import BadAnswer, Refused, Unauthorised, Unreachable, WrongServer
from sync.contract.wire import Problem

_POOL = 8
_UNAUTHORISED = 401
_BUSY = (408, 429, 502, 503, 504)
_OTHER_SERVER = ("Fingerprints did not match", "CERTIFICATE_VERIFY_FAILED")
_CLIENT_ERRORS = range(400, 500)
_ANSWERS = range(200, 300)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a call may take, in seconds, above 0.

    Attributes:
        connect_s: Until the server has accepted the connection.
        read_s: The longest silence while an answer is awaited or read.
    """

    connect_s: float = 2.0
    read_s: float = 5.0


class _PinnedAdapter(HTTPAdapter):
    """Accepts exactly one certificate, whatever name it bears and whoever signed it."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        super().__init__(pool_maxsize=_POOL)

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,
        **pool_kwargs: object,
    ) -> None:
        """Make connections that compare the certificate before anything is sent."""
        super().init_poolmanager(
            connections, maxsize, block=block, assert_fingerprint=self._fingerprint, **pool_kwargs
        )


class Connection:
    """Calls of one station; any thread may use it.

    Args:
        url: `https://HOST:PORT`, or `http://` on loopback.
        token: Station or session token; None before pairing.
        fingerprint: SHA-256 of the server's certificate, 64 hex digits. Without it, an `https`
            server needs a certificate that this machine trusts.
        timeouts: Time-outs of each call.
    """

    def __init__(
        self,
        url: str,
        token: str | None = None,
        fingerprint: str | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self.fingerprint = fingerprint
        self.timeouts = timeouts or Timeouts()
        self._token = token
        self._session = _session(self.url, fingerprint)

    def __repr__(self) -> str:
        return f"Connection({self.url!r})"

    def with_token(self, token: str) -> "Connection":
        """Return a connection to the same server that speaks with another token."""
        return Connection(self.url, token, self.fingerprint, self.timeouts)

    def with_timeouts(self, timeouts: Timeouts) -> "Connection":
        """Return a connection to the same server with other time-outs."""
        return Connection(self.url, self._token, self.fingerprint, timeouts)

    def call(
        self,
        method: str,
        path: str,
        *,
        body: str | None = None,
        params: Mapping[str, str | int] | None = None,
        key: str | None = None,
    ) -> bytes:
        """Send one request once and return the body of its answer.

        Args:
            method: `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
            path: Below `/v1`, with a leading slash.
            body: JSON text.
            params: Query; None values are left out.
            key: Idempotency key, a UUID.

        Raises:
            Unauthorised: 401.
            Refused: Any other 4xx but 408 and 429.
            BadAnswer: Any other status.
            Unreachable: No answer, half an answer, 408, 429, 502, 503, 504.
        """
        headers = {} if key is None else {"Idempotency-Key": key}
        if body is not None:
            headers["Content-Type"] = "application/json"
        response = self._send(method, path, body, params, headers, stream=False)
        return response.content

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
        return self._send("GET", path, None, params, wanted, stream=True, timeouts=timeouts)

    def close(self) -> None:
        """Drop idle connections."""
        self._session.close()

    def _send(
        self,
        method: str,
        path: str,
        body: str | None,
        params: Mapping[str, str | int] | None,
        headers: Mapping[str, str],
        *,
        stream: bool,
        timeouts: Timeouts | None = None,
    ) -> requests.Response:
        limits = timeouts or self.timeouts
        token = {} if self._token is None else {"Authorization": f"Bearer {self._token}"}
        try:
            response = self._session.request(
                method,
                f"{self.url}/v1{path}",
                params=params,
                data=None if body is None else body.encode(),
                headers={**headers, **token},
                timeout=(limits.connect_s, limits.read_s),
                allow_redirects=False,  # the token goes to no other place
                stream=stream,
            )
        except requests.RequestException as error:
            raise _unreachable(error) from error
        if response.status_code in _ANSWERS:
            return response
        with response:
            raise _problem(response)


def _session(url: str, fingerprint: str | None) -> requests.Session:
    session = requests.Session()
    # Neither proxies nor .netrc nor cookies of this machine's user have a part in this.
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.update({"User-Agent": "guichet", "Accept": "application/json"})
    session.mount("http://", HTTPAdapter(pool_maxsize=_POOL))
    if fingerprint is not None and urlsplit(url).scheme == "https":
        session.mount("https://", _PinnedAdapter(fingerprint))
        # The certificate is the site's own; the fingerprint vouches for it, not a chain.
        session.verify = False
    return session


def _unreachable(error: requests.RequestException) -> Unreachable:
    match error:
        case requests.exceptions.SSLError() if any(sign in str(error) for sign in _OTHER_SERVER):
            return WrongServer()
        case requests.exceptions.SSLError():
            return Unreachable("connect", "no TLS")
        case requests.exceptions.ConnectTimeout():
            return Unreachable("connect", "no answer to the connection")
        case requests.exceptions.Timeout():
            return Unreachable("timeout")
        case requests.exceptions.ConnectionError() if "NewConnectionError" in repr(error):
            return Unreachable("connect", "nobody listens")
        case _:
            return Unreachable("broken", type(error).__name__)


def _problem(response: requests.Response) -> Refused | Unreachable:
    status = response.status_code
    try:
        content = response.content
    except requests.RequestException as error:
        return _unreachable(error)
    if status in _BUSY:
        return Unreachable("busy", str(status), _retry_after(response))
    if status not in _CLIENT_ERRORS:
        return BadAnswer(f"status {status}")
    try:
        problem = Problem.model_validate_json(content)
    except ValidationError:
        problem = Problem(title=response.reason or "", status=status, code=f"http_{status}")
    kind = Unauthorised if status == _UNAUTHORISED else Refused
    return kind(problem.code, status, problem.model_extra)


def _retry_after(response: requests.Response) -> float | None:
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isascii() and text.isdigit() else None
