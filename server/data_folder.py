"""The folder that holds all of a site's state, and the lock that one server has on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from filelock import FileLock, Timeout

from core.runtime.deriving import derive
from core.runtime.durable import sync_folder
from core.runtime.key_ring import KeyRing, make_ring, read_ring
from core.runtime.key_sources import KeyMissing
from core.runtime.private_files import write_private
from core.store.backup import fitting_key
from core.store.engine import Database
from core.store.sqlite import BESIDE, SqliteFile
from server.faults import DAMAGED, LockBusy, Stop
from server.kept_secrets import SharedSecrets, read_secrets, secrets_text

if TYPE_CHECKING:
    from core.store.postgresql import Postgresql

_NONCE_BYTES = 12
_BACKUPS = "*.backup"
_DATABASE = "site.sqlite"
COPIES_KEPT = timedelta(days=4)
"""As long as it takes to notice that an update or a restore was a mistake: copies hold names."""


class DataFolder:
    """Names and secrets of one site's folder.

    Args:
        path: The folder.
        address: Of the site's PostgreSQL database, in place of the one that the folder remembers.
    """

    def __init__(self, path: Path, address: str | None = None) -> None:
        self.path = path
        self._address_given = address
        self.database = path / _DATABASE
        self.certificate = path / "tls-certificate.pem"  # of sites from before their authority
        self.certificate_key = path / "tls-key.pem"
        self.authority = path / "authority.pem"
        self.leaf = path / "leaf.pem"
        self.logs = path / "logs"
        self.seals = path / "seals.jsonl"
        self.damage_mark = path / "damaged"
        self._booking_token = path / "booking-token.bin"
        self._booking_secret = path / "booking-secret.bin"
        self._provider_secret = path / "provider-secret.bin"
        self._shared_secrets = path / "shared-secrets.bin"
        self._address = path / "database.bin"

    @property
    def initialised(self) -> bool:
        """Whether `init` has made a database here, or was told of one.

        Raises:
            Stop: The folder cannot be looked into.
        """
        try:
            if self._address_given is not None and self.path.exists():
                return True
            return self.database.exists() or self._address.exists()
        except OSError as error:
            raise Stop(f"{self.path} cannot be read: {error.strerror}") from error

    def make_keys(self) -> KeyRing:
        """Return the site's keys, making them first unless they are there.

        Raises:
            KeyMissing: They were there, or the outside key would lie in this folder.
            OSError: They cannot be written.
        """
        opened = (self.database, self._address, self.certificate_key)
        make = not any(path.exists() for path in opened)
        return make_ring(self.path) if make else read_ring(self.path)

    def key(self) -> bytes:
        """Return the key of the database, as it is encrypted now.

        Raises:
            Stop: As `ring`.
        """
        return fitting_key(self.database, self.ring().keys)

    def ring(self) -> KeyRing:
        """Return the site's keys.

        Raises:
            Stop: They are not where they were kept, or the folder was never initialised.
        """
        if not self.initialised:
            raise Stop(f"{self.path} holds no site yet: run `guichet-server init --data …` first")
        try:
            return read_ring(self.path)
        except KeyMissing as error:
            raise Stop(f"{error}; without it the data cannot be read", DAMAGED) from error

    @property
    def replaced(self) -> Path:
        """Where a restore leaves the data in whose place it put others."""
        return self.path / f"{_DATABASE}.before-restore"

    @property
    def update_copy(self) -> Path | None:
        """Where the data are copied to before an update changes their schema.

        None for data beside the site's own: what is about to be put back is a copy already.
        """
        own = self.database == self.path / _DATABASE
        return self.path / "before-update.backup" if own else None

    def forget_copies(self, now: datetime) -> None:
        """Delete the copies from before an update or a restore once they are 4 days old.

        Args:
            now: By the machine's clock, as the times of files are.
        """
        for copy in (self.update_copy, self.replaced):
            if copy is not None and copy.exists():
                made = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
                if now - made > COPIES_KEPT:
                    for ending in ("", *BESIDE):
                        Path(f"{copy}{ending}").unlink(missing_ok=True)

    def newest_backup(self) -> Path | None:
        """Return the newest backup in this folder or its `backups`; None if there is none."""
        found = [path for place in ("", "backups") for path in (self.path / place).glob(_BACKUPS)]
        return max(found, key=lambda path: path.stat().st_mtime, default=None)

    def server_database(self) -> "Postgresql | None":
        """Return the PostgreSQL database that holds the site; None where a file does.

        Raises:
            Stop: Its address is refused, or the folder has a file of its own already.
        """
        address = self._address_given or self._unsealed(self._address, "database address")
        if address is None:
            return None
        if self.database.exists():
            raise Stop(f"{self.database} is there already: a site stands in one database")
        # Most sites have none, and start faster without the driver.
        from core.store.postgresql import Postgresql  # noqa: PLC0415

        try:
            return Postgresql(address)
        except ValueError as error:
            raise Stop(f"--database: {error}") from error

    def place(self, key: bytes) -> Database:
        """Return where the site's data stand.

        Raises:
            Stop: As `server_database`.
        """
        return self.server_database() or SqliteFile(self.database, key, self.update_copy)

    def keep_address(self, address: str) -> None:
        """Remember the address of the site's database, sealed: it may hold a password."""
        self._seal(self._address, "database address", address)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other server out of this folder.

        Raises:
            Stop: Another server works on it, or the folder cannot be written.
        """
        lock = FileLock(self.path / "server.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise Stop(f"another server is running on {self.path}") from error
        except OSError as error:
            raise Stop(f"{self.path} cannot be written: {error.strerror}") from error
        try:
            yield
        finally:
            lock.release()

    def keep_booking_token(self, token: str) -> None:
        """Keep the token of the booking server, sealed under the root of the ring.

        It is a word, or what `server.booking_grant` writes of a sign-in.
        """
        self._seal(self._booking_token, "booking token", token)

    def booking_token(self) -> str | None:
        """Return the token of the booking server, or None where none was given.

        Raises:
            Stop: It was kept under another key, or is damaged.
        """
        return self._unsealed(self._booking_token, "booking token")

    def forget_booking_token(self) -> None:
        """Remove the token of the booking server, if there is one."""
        self._booking_token.unlink(missing_ok=True)
        sync_folder(self.path)

    @contextmanager
    def locked_booking_token(self, wait_s: float) -> Iterator[None]:
        """Keep every other process and thread from replacing the token of the booking server.

        Raises:
            LockBusy: Somebody else does not let go.
        """
        # One object a caller: threads keep one another out as processes do.
        lock = FileLock(self._booking_token.with_suffix(".lock"))
        try:
            lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise LockBusy from error
        try:
            yield
        finally:
            lock.release()

    def keep_booking_secret(self, secret: str) -> None:
        """Keep what the booking server knows this site's application by, sealed as the token."""
        self._seal(self._booking_secret, "booking secret", secret)

    def booking_secret(self) -> str | None:
        """Return what the booking server knows this site's application by; None without one.

        Raises:
            Stop: It was kept under another key, or is damaged.
        """
        return self._unsealed(self._booking_secret, "booking secret")

    def keep_provider_secret(self, secret: str) -> None:
        """Keep what the provider of identities knows this site by, sealed as the booking token."""
        self._seal(self._provider_secret, "provider secret", secret)

    def provider_secret(self) -> str | None:
        """Return what the provider of identities knows this site by, or None where it knows none.

        Raises:
            Stop: It was kept under another key, or is damaged.
        """
        return self._unsealed(self._provider_secret, "provider secret")

    def keep_shared_secrets(self, secrets: dict[str, SharedSecrets]) -> None:
        """Keep what webhooks are signed with, by whom it is shared with; sealed."""
        self._seal(self._shared_secrets, "shared secrets", secrets_text(secrets))

    def shared_secrets(self) -> dict[str, SharedSecrets]:
        """Return what webhooks are signed with, by whom it is shared with.

        Raises:
            Stop: They were kept under another key, or are damaged.
        """
        text = self._unsealed(self._shared_secrets, "shared secrets")
        return read_secrets(text, "shared secrets")

    def _seal(self, path: Path, what: str, secret: str) -> None:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(derive(self.ring().root, what)).encrypt(nonce, secret.encode(), None)
        write_private(path, (nonce + sealed).hex())

    def _unsealed(self, path: Path, what: str) -> str | None:
        try:
            raw = bytes.fromhex(path.read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise Stop(f"the {what} is damaged: give it again", DAMAGED) from error
        cipher = AESGCM(derive(self.ring().root, what))
        try:
            return cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()
        except InvalidTag as error:
            raise Stop(f"the {what} is damaged: give it again", DAMAGED) from error
