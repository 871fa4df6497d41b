"""One address of the site's server, and requests to it that only the pinned server can read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Final
from urllib.parse import urlsplit

import requests
from pydantic import ValidationError
from requests.adapters import HTTPAdapter

from sync.client.errors import (
    BadAnswer,
    Refused,
    Superseded,
    Unauthorised,
    Unreachable,
    WrongServer,
)
from sync.client.tls import TlsAdapter
from sync.contract.wire import Problem

_POOL: Final = 8
_NOTHING: Final = 204
_UNAUTHORISED: Final = 401
_BUSY: Final = (408, 429, 502, 503, 504)
_GATEWAY: Final = (502, 504)
_STANDBY: Final = "standby"
_SUPERSEDED: Final = "superseded"
_OTHER_SERVER: Final = ("Fingerprints did not match", "CERTIFICATE_VERIFY_FAILED")
_CLIENT_ERRORS: Final = range(400, 500)
_ANSWERS: Final = range(200, 300)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a call may take, in seconds, above 0.

    Attributes:
        connect_s: Until the server has accepted the connection.
        read_s: The longest silence while an answer is awaited or read.
    """

    connect_s: float = 2.0
    read_s: float = 5.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server is, and whom to find there.

    Attributes:
        url: `https://HOST:PORT`, or `http://` on loopback.
        authority: PEM of the authority that signed its certificate.
        fingerprint: SHA-256 of its certificate, 64 hex digits, for a site without an authority.
            With neither, an `https` server needs a certificate that this machine trusts.
    """

    url: str
    fingerprint: str | None = None
    authority: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request.

    Attributes:
        method: `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
        path: Below `/v1`, with a leading slash.
        headers: Besides those of every request.
        stream: The caller reads `raw` of the answer, and closes it.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    timeouts: Timeouts
    body: str | bytes | None = None
    params: Mapping[str, str | int | Sequence[str]] | None = None
    stream: bool = False


def open_session(place: Place, *, anyone: bool = False) -> requests.Session:
    """Return a session that speaks to one place alone.

    Args:
        place: Where to, and whom to find there.
        anyone: Whoever answers there is spoken with: for what anybody may be told.
    """
    session = requests.Session()
    # Neither proxies nor .netrc nor cookies of this machine's user have a part in this.
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.update({"User-Agent": "guichet", "Accept": "application/json"})
    session.mount("http://", HTTPAdapter(pool_maxsize=_POOL))
    if urlsplit(place.url).scheme == "https":
        adapter = TlsAdapter(place.authority, place.fingerprint, anyone=anyone)
        session.mount("https://", adapter)
        session.verify = adapter.verifies
    return session


def send(session: requests.Session, place: Place, ask: Ask) -> requests.Response:
    """Send one request once.

    Raises:
        Unauthorised: 401.
        Refused: Any other 4xx but 408 and 429.
        BadAnswer: Any other status.
        Superseded: The server's data are older than what this station has seen.
        Unreachable: No answer, half an answer, 408, 429, 502, 503, 504.
    """
    limits = ask.timeouts
    try:
        response = session.request(
            ask.method,
            f"{place.url}/v1{ask.path}",
            params=ask.params,
            data=ask.body.encode() if isinstance(ask.body, str) else ask.body,
            headers=dict(ask.headers),
            timeout=(limits.connect_s, limits.read_s),
            allow_redirects=False,  # the token goes to no other place
            stream=ask.stream,
        )
    except requests.RequestException as error:
        raise _unreachable(error) from error
    if not ask.stream and _cut_off(response):
        raise Unreachable("broken", "half an answer")
    if response.status_code in _ANSWERS:
        return response
    with response:
        raise _problem(response)


def _cut_off(response: requests.Response) -> bool:
    """Tell whether an answer ended within its head, which the library takes for a whole one.

    What is left of a refusal would have no code, and nobody would ask again.
    """
    if response.status_code == _NOTHING or response.content:
        return False
    return response.headers.keys().isdisjoint(("Content-Length", "Transfer-Encoding"))


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
    if status not in _BUSY and status not in _CLIENT_ERRORS:
        return BadAnswer(f"status {status}")
    try:
        problem = Problem.model_validate_json(content)
    except ValidationError:
        problem = Problem(title=response.reason or "", status=status, code=f"http_{status}")
    if status in _BUSY and problem.code == _SUPERSEDED:
        return Superseded("busy")
    if status in _BUSY:
        return Unreachable(
            "busy",
            str(status),
            _retry_after(response),
            elsewhere=status in _GATEWAY or problem.code == _STANDBY,
        )
    kind = Unauthorised if status == _UNAUTHORISED else Refused
    return kind(problem.code, status, problem.model_extra)


def _retry_after(response: requests.Response) -> float | None:
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isascii() and text.isdigit() else None
