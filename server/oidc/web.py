"""Asking a provider over HTTP: bounded in time and size, and never led elsewhere."""

import json
from collections.abc import Mapping
from time import monotonic
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.exceptions import RequestException
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
    until = monotonic() + WHOLE_S
    with requests.Session() as session:
        # The environment may name the way out of a ministry's network, and its authority.
        session.trust_env = urlsplit(url).hostname not in LOOPBACK
        for scheme in ("http://", "https://"):
            session.mount(scheme, HTTPAdapter(max_retries=0))
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
                return response.status_code, _object(_body(response, until))
        except (RequestException, HTTPError, OSError) as error:
            raise ProviderAway(type(error).__name__) from error


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _body(response: requests.Response, until: float) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise ProviderAway("packed")
    found = b""
    while part := response.raw.read1(_CHUNK):
        found += part
        if len(found) > ANSWER_BYTES:
            raise ProviderAway("huge")
        if monotonic() > until:
            raise ProviderAway("slow")
    return found


def _object(body: bytes) -> Json:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProviderAway("no JSON") from error
    if not isinstance(found, dict):
        raise ProviderAway("no JSON object")
    return found
