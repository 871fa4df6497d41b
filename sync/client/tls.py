"""How a station speaks TLS: as the server does, and with nobody but its own site's servers."""

import ssl
from typing import Final

from requests.adapters import HTTPAdapter
from urllib3 import HTTPSConnectionPool
from urllib3.util.ssl_ import create_urllib3_context

from core.runtime.clock import SystemClock
from sync.contract.authority import SITE_HOST, read_authority
from sync.contract.wire import CIPHERS

_POOL: Final = 8
_NO_CHECK_TIME: Final = 0x200000
"""OpenSSL's own; the library has no name for it."""


class TlsAdapter(HTTPAdapter):
    """Compares what a server shows with what this station trusts, before anything is sent.

    Args:
        authority: PEM of the site's authority, which must have signed the certificate for the name
            that all servers of sites bear.
        fingerprint: Of the one certificate that is accepted, whatever name it bears, whoever signed
            it, until whenever it is good.
        anyone: Whoever answers is spoken with; for what may be told to and heard from anybody.

    Without any of them this machine's authorities have to vouch for the server.

    Attributes:
        verifies: Whether an authority has to vouch; the session is to be told so, too.
    """

    def __init__(
        self,
        authority: str | None = None,
        fingerprint: str | None = None,
        *,
        anyone: bool = False,
    ) -> None:
        self._fingerprint = None if authority is not None else fingerprint
        self._authority = authority
        self.verifies = self._fingerprint is None and not anyone
        super().__init__(pool_maxsize=_POOL)

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,
        **pool_kwargs: object,
    ) -> None:
        """Make connections that are compared first."""
        context = create_urllib3_context(
            ssl_minimum_version=ssl.TLSVersion.TLSv1_2,
            cert_reqs=ssl.CERT_REQUIRED if self.verifies else ssl.CERT_NONE,
            ciphers=CIPHERS,
        )
        if self._authority is not None:
            context.load_verify_locations(cadata=self._authority)
            if SystemClock().now() < read_authority(self._authority).not_valid_before_utc:
                # This machine's clock lost its time, as an empty battery lets it: it can judge no
                # dates, and a kiosk is to work all the same.
                context.verify_flags |= _NO_CHECK_TIME
            pool_kwargs["server_hostname"] = SITE_HOST
        super().init_poolmanager(
            connections,
            maxsize,
            block=block,
            assert_fingerprint=self._fingerprint,
            ssl_context=context,
            **pool_kwargs,
        )

    def cert_verify(
        self,
        conn: HTTPSConnectionPool,
        url: str,
        verify: object,
        cert: object,
    ) -> None:
        """Leave out what the library would add to the site's authority: all those of the world."""
        if self._authority is None:
            super().cert_verify(conn, url, self.verifies, cert)  # type: ignore[no-untyped-call]
        else:
            conn.cert_reqs = "CERT_REQUIRED"
