"""Where the outside key of a folder of data is kept: one port, and what each system offers."""

import os
import re
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

import platformdirs

from core.runtime.dpapi import Dpapi, system_api
from core.runtime.private_files import others_read, write_private

KEY_BYTES: Final = 32
CREDENTIAL: Final = "guichet-data-key"
NEXT_CREDENTIAL: Final = "guichet-data-key-next"
_KEY_ID: Final = re.compile(r"[0-9a-f]{32}")


class KeyMissing(Exception):
    """The data cannot be read, since their key is not where it was kept, or not kept as it must."""


class KeySource(Protocol):
    """A place that keys come from."""

    def read(self, key_id: str) -> bytes | None:
        """Return a key of 32 bytes; None where this place has none.

        Raises:
            KeyMissing: What is there is no key, or others can read it.
        """


class Protection(Protocol):
    """Makes of a key what may lie in a file, and back."""

    def protect(self, key: bytes, key_id: str) -> str:
        """Return a line that holds the key.

        Raises:
            OSError: The system refuses.
        """

    def unprotect(self, line: str, key_id: str) -> bytes:
        """Return the key that a line holds.

        Raises:
            ValueError: It holds none, or none of this id.
            OSError: The system refuses, as where the line comes from another account.
        """


class Credential:
    """A key that the service manager hands over: the same whatever the folder asks for.

    The manager sees to it that nobody else reads it; it does so by lists of access, which let the
    mode of the file look open to a group.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def read(self, key_id: str) -> bytes | None:
        """As `KeySource`."""
        del key_id
        folder = os.environ.get("CREDENTIALS_DIRECTORY")
        path = Path(folder) / self._name if folder else None
        if path is None or not path.is_file():
            return None
        try:
            return _sized(bytes.fromhex(path.read_text(encoding="ascii").strip()))
        except (OSError, ValueError) as error:
            raise KeyMissing(f"{path} does not hold a key") from error


class Plain:
    """Nothing but the file's mode protects the key."""

    def protect(self, key: bytes, key_id: str) -> str:
        """As `Protection`."""
        del key_id
        return key.hex()

    def unprotect(self, line: str, key_id: str) -> bytes:
        """As `Protection`."""
        del key_id
        return bytes.fromhex(line)


class KeyFiles:
    """One file a key, in a folder of this user's.

    Args:
        folder: Where they lie.
        away_from: The folder of data, in which no key may lie: who copies the data would have it.
        protection: Of the keys within the files.
    """

    def __init__(self, folder: Path, away_from: Path, protection: Protection) -> None:
        self._folder = folder
        self._away_from = away_from
        self._protection = protection

    def read(self, key_id: str) -> bytes | None:
        """As `KeySource`."""
        path = self._path(key_id)
        try:
            with path.open("rb") as file:
                if others_read(file):
                    raise KeyMissing(f"{path} can be read by others: let its owner alone read it")
                line = file.read().decode("ascii").strip()
            return _sized(self._protection.unprotect(line, key_id))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise KeyMissing(f"{path} does not hold a key") from error

    def keep(self, key: bytes) -> str:
        """Keep a key; return its id, under which it is on disk then.

        Raises:
            KeyMissing: It would lie in the folder of data.
            OSError: It cannot be written.
        """
        key_id = secrets.token_hex(16)
        path = self._path(key_id)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, self._protection.protect(key, key_id) + "\n")
        return key_id

    def forget(self, key_id: str) -> None:
        """Remove a key that opens nothing any more.

        Raises:
            KeyMissing: As `keep`.
            OSError: It cannot be removed.
        """
        self._path(key_id).unlink(missing_ok=True)

    def where(self, key_id: str) -> Path:
        """Return where a key is, or was, or would be."""
        return self._folder / f"{key_id}.key"

    def _path(self, key_id: str) -> Path:
        path = self.where(key_id)
        # Links are followed: a folder that only looks as if it were elsewhere is none.
        if path.resolve().is_relative_to(self._away_from.resolve()):
            raise KeyMissing(
                f"the key may not lie in {self._away_from}: GUICHET_KEY_DIR names another folder"
            )
        return path


def credentials() -> Sequence[KeySource]:
    """Return what the service manager may hand over: the key in use, and one to change to."""
    return Credential(CREDENTIAL), Credential(NEXT_CREDENTIAL)


def key_files(away_from: Path) -> KeyFiles:
    """Return the files of keys, in `$GUICHET_KEY_DIR` or the user's configuration folder."""
    chosen = os.environ.get("GUICHET_KEY_DIR")
    own = platformdirs.user_config_path("guichet", appauthor=False) / "keys"
    folder = Path(chosen) if chosen else own
    if sys.platform == "win32":
        return KeyFiles(folder, away_from, Dpapi(system_api()))
    return KeyFiles(folder, away_from, Plain())


def is_key_id(text: str) -> bool:
    """Tell whether a text names a key: it becomes part of a path."""
    return _KEY_ID.fullmatch(text) is not None


def _sized(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    return key
