"""How a station comes to know its site's authority."""

import socket
import ssl
import time
from contextlib import closing
from http.client import HTTPException, HTTPResponse
from io import BytesIO
from typing import Final, cast
from urllib.parse import urlsplit

from urllib3.util.ssl_ import create_urllib3_context

from sync.client.errors import ApiError, Refused, Unreachable, WrongServer
from sync.client.http import Connection
from sync.contract.authority import (
    SITE_HOST,
    AuthorityOut,
    fingerprint_of,
    pem_of,
    read_authority,
)
from sync.contract.wire import CIPHERS

_PATH: Final = "/authority"
_LONGEST_S: Final = 5.0
_MOST_BYTES: Final = 32 * 1024
_OK: Final = 200
_NOT_THERE: Final = (401, 403, 404)
_HTTPS: Final = 443


def authority_of(url: str, fingerprint: str) -> str | None:
    """Ask a server for its site's authority, and compare it with a pairing string.

    Anybody may answer, is waited for 5 s, and hears nothing but this question. What comes of it is
    the one certificate whose fingerprint fits, if it does.

    Args:
        url: Where the server is, over TLS.
        fingerprint: SHA-256 of the authority's public key, 64 hex digits.

    Returns:
        PEM; None from a server of before, which knows of no authority: the string is then of its
        one certificate.

    Raises:
        WrongServer: It is the authority of another site.
        Unreachable: Nobody answers, or not what was asked for; nothing was done.
    """
    status, body = _answer(url)
    if status in _NOT_THERE:
        return None
    if status != _OK:
        raise Unreachable("connect", f"status {status}")
    try:
        told = AuthorityOut.model_validate_json(body).certificate
        certificate = read_authority(told or "")
    except ValueError as error:
        raise Unreachable("connect", "no authority came") from error
    if fingerprint_of(certificate) != fingerprint:
        raise WrongServer
    return pem_of(certificate)


def learn_authority(connection: Connection) -> None:
    """Let a station that has pinned a certificate hear of the authority from whoever holds it."""
    if not connection.route.lacks_authority:
        return
    try:
        told = AuthorityOut.model_validate_json(connection.call("GET", _PATH)).certificate
        connection.route.trust(told)
    except (Refused, ValueError):
        # A server of before; it is asked again after the next start.
        connection.route.trust(None)
    except ApiError:
        return


class _Read:
    """What came of a connection, as the library's reader of answers wants it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def makefile(self, _mode: str) -> BytesIO:
        return BytesIO(self._content)


def _answer(url: str) -> tuple[int, bytes]:
    """Return status and body of the answer of whoever is there.

    Not through the library of all other calls, which waits as long as a byte comes now and then.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _HTTPS
    ends = time.monotonic() + _LONGEST_S
    context = create_urllib3_context(
        ssl_minimum_version=ssl.TLSVersion.TLSv1_2, cert_reqs=ssl.CERT_NONE, ciphers=CIPHERS
    )
    question = f"GET /v1{_PATH} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
    try:
        with (
            socket.create_connection((host, port), timeout=_LONGEST_S) as plain,
            context.wrap_socket(plain, server_hostname=SITE_HOST) as sock,
        ):
            sock.sendall(question.encode("ascii"))
            came = bytearray()
            while len(came) < _MOST_BYTES and (left := ends - time.monotonic()) > 0:
                sock.settimeout(left)
                if not (piece := sock.recv(4096)):
                    break
                came += piece
        with closing(HTTPResponse(cast("socket.socket", _Read(bytes(came))))) as response:
            response.begin()
            return response.status, response.read()
    except (OSError, HTTPException) as error:
        raise Unreachable("connect", type(error).__name__) from error
