"""Asking a provider over HTTP: bounded in time and size, and never led elsewhere."""

import json
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPException
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.exceptions import RequestException
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import HTTPError

from sync.contract.sign_in import LOOPBACK

ANSWER_BYTES: Final = 256 * 1024
"""The largest answer that is read; a provider's keys take some kilobytes."""
SILENCE_S: Final = 3.0
WHOLE_S: Final = 5.0
_CHUNK: Final = 16 * 1024

Json: TypeAlias = Mapping[str, Any]


class ProviderAway(Exception):
    """The provider gives no answer, or none that can be used; its text is for the log alone."""


def fetch(url: str) -> Json:
    """Read a document.

    Raises:
        ProviderAway: Anything but a JSON object of bounded size in time.
    """
    status, answer = _ask("GET", url, None, None)
    if status != 200:
        raise ProviderAway(f"status {status}")
    return answer


def send(url: str, form: Mapping[str, str], auth: tuple[str, str] | None) -> tuple[int, Json]:
    """Send a form; return the status, and the JSON object that came with it.

    Raises:
        ProviderAway: As `fetch`, whatever the status is.
    """
    return _ask("POST", url, form, auth)


def _ask(
    method: str, url: str, form: Mapping[str, str] | None, auth: tuple[str, str] | None
) -> tuple[int, Json]:
    adapter = _Bounded()
    end = threading.Timer(WHOLE_S, adapter.cut)
    end.daemon = True
    end.start()
    with requests.Session() as session:
        # The environment may name the way out of a ministry's network, and its authority.
        session.trust_env = urlsplit(url).hostname not in LOOPBACK
        for scheme in ("http://", "https://"):
            session.mount(scheme, adapter)
        try:
            with session.request(
                method,
                url,
                data=form,
                # Not None: that would look for a password in a file of the user's.
                auth=auth or _nobody,
                headers={"Accept": "application/json", "Accept-Encoding": "identity"},
                timeout=(SILENCE_S, SILENCE_S),
                allow_redirects=False,
                stream=True,
            ) as response:
                return response.status_code, _object(_body(response))
        except (RequestException, HTTPError, HTTPException, OSError) as error:
            raise ProviderAway(type(error).__name__) from error
        finally:
            end.cancel()


class _Bounded(HTTPAdapter):
    """Sends over lines that can be cut: silence is bounded elsewhere, dripping is not."""

    def __init__(self) -> None:
        super().__init__(max_retries=0)
        self._lines: list[socket.socket] = []

    def get_connection_with_tls_context(
        self,
        request: requests.PreparedRequest,
        verify: bool | str | None,
        proxies: Mapping[str, str] | None = None,
        cert: Any = None,  # noqa: ANN401 - the base's own
    ) -> HTTPConnectionPool:
        """Return the pool of a request, whose lines are known here."""
        pool = super().get_connection_with_tls_context(request, verify, proxies, cert)
        if not isinstance(pool, HTTPConnectionPool):
            raise ProviderAway("no HTTP")
        lines, base = self._lines, pool.ConnectionCls

        class Line(base):  # type: ignore[valid-type,misc]
            def connect(self) -> None:
                super().connect()
                lines.append(self.sock)

        pool.ConnectionCls = Line
        return pool

    def cut(self) -> None:
        """End every line, in whatever it is."""
        for line in self._lines:
            with suppress(OSError):
                # Not the line's own: one with TLS would change what its reader holds.
                socket.socket.shutdown(line, socket.SHUT_RDWR)


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _body(response: requests.Response) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise ProviderAway("packed")
    found = b""
    while part := response.raw.read1(_CHUNK):
        found += part
        if len(found) > ANSWER_BYTES:
            raise ProviderAway("huge")
    return found


def _object(body: bytes) -> Json:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProviderAway("no JSON") from error
    if not isinstance(found, dict):
        raise ProviderAway("no JSON object")
    return found
