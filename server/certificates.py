"""What a running server shows of itself: its certificate, renewed while connections stay open."""

import logging
import ssl
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cryptography import x509

from core.runtime.logs import describe_error
from server.authority import Authority
from server.data_folder import DataFolder
from server.tls import server_context
from sync.contract.authority import SITE_HOST

_log = logging.getLogger(__name__)


class Certificates:
    """The certificates of one server; `refresh` renews them.

    Who asks for the name that all servers of all sites bear knows the authority, and is shown the
    certificate that it signed. Anybody else may have pinned the one that the site had before its
    authority, and is shown that, as long as it is there.

    Args:
        folder: The site's.
        root: Seals the keys.
        now: The machine's clock, as stations compare it with their own.

    Attributes:
        authority: The site's own.
        context: For the server; what it shows is chosen at each handshake, so that a renewal
            touches no connection that is open or being opened.

    Raises:
        OSError: A file is missing or cannot be written, or the key is not this data's.
        ValueError: A file is damaged.
    """

    def __init__(self, folder: DataFolder, root: bytes, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._root = root
        self._now = now
        self._lock = threading.Lock()
        self.authority = Authority.of(folder, root, now())
        self._leaf = self.authority.leaf(folder, root, now())
        self._told = ""
        try:
            self._shown = self._context()
        except OSError:
            # A leaf whose key cannot be read is of no use to anybody, and nobody knows it.
            self._leaf = self.authority.renew(folder, root, now())
            self._shown = self._context()
        self._seen = _version(folder.leaf)
        self._pinned = self._of_before()
        self._pinned_seen = _version(folder.certificate)
        self.context = self._context()
        self.context.sni_callback = self._choose

    def refresh(self) -> None:
        """Show what was renewed; renew what is due. Any thread may call it."""
        with self._lock:
            try:
                self._renew()
                if (seen := _version(self._folder.certificate)) != self._pinned_seen:
                    self._pinned, self._pinned_seen = self._of_before(), seen
            except (OSError, ValueError) as error:
                fault = describe_error(error)
                if fault != self._told:
                    _log.warning("the certificate is not renewed: %s", fault)
                self._told = fault
            else:
                self._told = ""

    def _renew(self) -> None:
        seen = _version(self._folder.leaf)
        if seen == self._seen and not self._leaf.is_due(self._now()):
            return
        self._seen = seen
        leaf = self.authority.leaf(self._folder, self._root, self._now())
        if leaf != self._leaf:
            self._leaf, self._shown = leaf, self._context()
            _log.info("certificate good until %s", leaf.certificate.not_valid_after_utc.date())

    def _context(self) -> ssl.SSLContext:
        return server_context(self._folder.leaf, root=self._root)

    def _of_before(self) -> ssl.SSLContext | None:
        """Return a context with the certificate of before, if the site had one."""
        path = self._folder.certificate
        if not path.exists():
            return None
        if not self.authority.is_key_of(x509.load_pem_x509_certificate(path.read_bytes())):
            return None
        return server_context(path, self._folder.certificate_key, root=self._root)

    def _choose(
        self, connection: ssl.SSLObject | ssl.SSLSocket, name: str | None, _: ssl.SSLContext
    ) -> None:
        pinned = None if name == SITE_HOST else self._pinned
        connection.context = self._shown if pinned is None else pinned


def _version(path: Path) -> tuple[int, int] | None:
    """Return what tells one writing of a file from another; None where it is not there."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns
