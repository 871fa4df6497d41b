"""The key that encrypts a site's data, kept outside the folder of that data."""

import os
import re
import secrets
from pathlib import Path
from typing import Final

import platformdirs

from core.runtime.durable import sync_folder

KEY_BYTES: Final = 32
_KEY_ID_FILE: Final = "site.key-id"
_CREDENTIAL: Final = "guichet-data-key"
_KEY_ID: Final = re.compile(r"[0-9a-f]{32}")


class KeyMissing(Exception):
    """The data cannot be read, since its key is not where it was kept."""


def data_key(folder: Path) -> bytes:
    """Return the key of the data in `folder`.

    It comes from the service manager (`$CREDENTIALS_DIRECTORY/guichet-data-key`), else from a file
    of this user alone, in `$GUICHET_KEY_DIR` or the user's configuration folder.

    Raises:
        KeyMissing: There is none, or what is there is not a key.
    """
    credential = _credential()
    path = credential if credential is not None else _key_file(folder)
    if path is None:
        raise KeyMissing(f"{folder} names no key: {_KEY_ID_FILE} is missing or damaged")
    try:
        text = path.read_text(encoding="ascii").strip()
        key = bytes.fromhex(text)
    except OSError as error:
        raise KeyMissing(f"the key of {folder} is not at {path}") from error
    except ValueError as error:
        raise KeyMissing(f"{path} does not hold a key") from error
    if len(key) != KEY_BYTES:
        raise KeyMissing(f"{path} does not hold a key of {KEY_BYTES} bytes")
    return key


def make_data_key(folder: Path) -> bytes:
    """Return the key of `folder`, making it first where the folder has none.

    Raises:
        KeyMissing: The folder names a key that is not there, or the key would lie in the folder.
        OSError: The key cannot be written.
    """
    if _credential() is not None or (folder / _KEY_ID_FILE).exists():
        return data_key(folder)
    _keep_new(folder, secrets.token_bytes(KEY_BYTES))
    return data_key(folder)


def keep_data_key(folder: Path, key: bytes) -> None:
    """Keep a key that was made elsewhere as the one of `folder`; the same key twice is fine.

    Raises:
        KeyMissing: The folder has another key, or names one that is not there.
        OSError: The key cannot be written.
    """
    if _credential() is not None or (folder / _KEY_ID_FILE).exists():
        if data_key(folder) != key:
            raise KeyMissing(f"{folder} has another key already")
        return
    _keep_new(folder, key)


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user may read, whole or not at all.

    Raises:
        OSError: The folder is missing or cannot be written.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _keep_new(folder: Path, key: bytes) -> None:
    key_id = secrets.token_hex(16)
    path = _key_folder() / f"{key_id}.key"
    if path.resolve().is_relative_to(folder.resolve()):
        # Whoever copies the data would have the key, too.
        raise KeyMissing(f"the key may not lie in {folder}: GUICHET_KEY_DIR names another folder")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The key is on disk before its name is: a stop in between leaves an unused key, no lost data.
    write_private(path, key.hex() + "\n")
    write_private(folder / _KEY_ID_FILE, key_id + "\n")


def _credential() -> Path | None:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    path = Path(folder) / _CREDENTIAL if folder else None
    return path if path is not None and path.is_file() else None


def _key_folder() -> Path:
    chosen = os.environ.get("GUICHET_KEY_DIR")
    if chosen:
        return Path(chosen)
    return platformdirs.user_config_path("guichet", appauthor=False) / "keys"


def _key_file(folder: Path) -> Path | None:
    try:
        key_id = (folder / _KEY_ID_FILE).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    # The name is checked, since it becomes part of a path.
    return _key_folder() / f"{key_id}.key" if _KEY_ID.fullmatch(key_id) else None
