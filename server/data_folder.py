"""The folder that holds all of a site's state, and the lock that one server has on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from filelock import FileLock, Timeout

from core.runtime.keys import KeyMissing, data_key, write_private
from server.faults import DAMAGED, Stop
from server.tls import derive

_NONCE_BYTES = 12


class DataFolder:
    """Names and secrets of one site's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = path / "site.sqlite"
        self.certificate = path / "tls-certificate.pem"
        self.certificate_key = path / "tls-key.pem"
        self.logs = path / "logs"
        self._booking_token = path / "booking-token.bin"

    @property
    def initialised(self) -> bool:
        """Whether `init` has made a database here.

        Raises:
            Stop: The folder cannot be looked into.
        """
        try:
            return self.database.exists()
        except OSError as error:
            raise Stop(f"{self.path} cannot be read: {error.strerror}") from error

    def key(self) -> bytes:
        """Return the key of the data.

        Raises:
            Stop: It is not where it was kept, or the folder was never initialised.
        """
        if not self.initialised:
            raise Stop(f"{self.path} holds no site yet: run `guichet-server init --data …` first")
        try:
            return data_key(self.path)
        except KeyMissing as error:
            raise Stop(f"{error}; without it the data cannot be read", DAMAGED) from error

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
        """Keep the token of the booking server, encrypted with the data key."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(derive(self.key(), "booking token")).encrypt(nonce, token.encode(), None)
        write_private(self._booking_token, (nonce + sealed).hex())

    def booking_token(self) -> str | None:
        """Return the token of the booking server, or None where none was given.

        Raises:
            Stop: It was kept under another key, or is damaged.
        """
        try:
            raw = bytes.fromhex(self._booking_token.read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise Stop("the booking token is damaged: give it again", DAMAGED) from error
        cipher = AESGCM(derive(self.key(), "booking token"))
        try:
            return cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()
        except InvalidTag as error:
            raise Stop("the booking token is damaged: give it again", DAMAGED) from error
