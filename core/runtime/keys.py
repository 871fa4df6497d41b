"""The outside key of a folder of data: never kept in that folder."""

import secrets
from pathlib import Path
from typing import Final

from core.runtime.key_sources import (
    KEY_BYTES,
    KeyMissing,
    credentials,
    is_key_id,
    key_files,
)
from core.runtime.private_files import write_private

_KEY_ID_FILE: Final = "site.key-id"


def data_key(folder: Path) -> bytes:
    """Return the outside key of `folder`, which encrypts data that have no ring of keys.

    It comes from the service manager (`$CREDENTIALS_DIRECTORY/guichet-data-key`), else from a file
    of this user alone, in `$GUICHET_KEY_DIR` or the user's configuration folder.

    Raises:
        KeyMissing: There is none, what is there is not a key, or it is not kept as it must.
    """
    return outside_key(folder)[0]


def outside_key(folder: Path) -> tuple[bytes, str | None]:
    """Return the outside key as `data_key`, and its id where it stands in a file.

    Raises:
        KeyMissing: As `data_key`.
    """
    credential = credentials()[0].read("")
    if credential is not None:
        return credential, None
    key_id = named_key(folder)
    if key_id is None:
        raise KeyMissing(f"{folder} names no key: {_KEY_ID_FILE} is missing or damaged")
    return kept_key(folder, key_id), key_id


def kept_key(folder: Path, key_id: str) -> bytes:
    """Return the key of an id, from its file.

    Raises:
        KeyMissing: As `data_key`.
    """
    files = key_files(folder)
    key = files.read(key_id)
    if key is None:
        raise KeyMissing(f"the key of {folder} is not at {files.where(key_id)}")
    return key


def make_data_key(folder: Path) -> bytes:
    """Return the outside key of `folder`, making it first where the folder has none.

    Raises:
        KeyMissing: The folder names a key that is not there, or the key would lie in the folder.
        OSError: The key cannot be written.
    """
    if credentials()[0].read("") is None and not (folder / _KEY_ID_FILE).exists():
        # The key is on disk before its name is: a stop in between leaves an unused key, no lost
        # data.
        key_id = key_files(folder).keep(secrets.token_bytes(KEY_BYTES))
        write_private(folder / _KEY_ID_FILE, key_id + "\n")
    return data_key(folder)


def named_key(folder: Path) -> str | None:
    """Return the id of the key that a folder without a ring names; None if it names none."""
    try:
        key_id = (folder / _KEY_ID_FILE).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return key_id if is_key_id(key_id) else None


def forget_name(folder: Path) -> None:
    """Let a folder name no key itself: its ring does from now on.

    Raises:
        OSError: The folder cannot be written.
    """
    (folder / _KEY_ID_FILE).unlink(missing_ok=True)
