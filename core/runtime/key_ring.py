"""The ring of a site's keys: one file in the data folder, sealed under the outside key.

The outside key lies elsewhere and opens nothing but the ring, so that it can be changed without a
touch to what the keys in the ring encrypt. A folder of before has no ring: there the outside key is
the key of the data and the root of everything else.
"""

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from filelock import FileLock

from core.runtime.deriving import derive
from core.runtime.key_sources import (
    KEY_BYTES,
    NEXT_CREDENTIAL,
    KeyMissing,
    credentials,
    is_key_id,
    key_files,
)
from core.runtime.keys import forget_name, kept_key, make_data_key, named_key, outside_key
from core.runtime.private_files import write_private

OLD_KEYS_KEPT: Final = timedelta(days=30)
"""As long as a backup is kept that was made under one."""

_RING_FILE: Final = "site.keys"
_LOCK_FILE: Final = "site.keys.lock"
_FORMAT: Final = "guichet keys 1"
_NONCE_BYTES: Final = 12
_BEFORE_ALL: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key of the database.

    Attributes:
        key: 32 bytes.
        made_at: When it took the place of the one before; None for a site's first one.
    """

    key: bytes = field(repr=False)
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeyRing:
    """What the outside key opens.

    Attributes:
        root: 32 bytes from which tokens, seals and the keys of other secrets are derived; it stays
            for as long as the site does.
        data: Keys of the database, the present one first; never empty.
        recovery: The public half of the recovery code, 32 bytes; None before there is a code.
    """

    root: bytes = field(repr=False)
    data: Sequence[DataKey] = field(repr=False)
    recovery: bytes | None = None

    @classmethod
    def new(cls) -> "KeyRing":
        """Return a ring of new keys."""
        return cls(secrets.token_bytes(KEY_BYTES), [DataKey(secrets.token_bytes(KEY_BYTES))])

    @classmethod
    def of_one(cls, key: bytes) -> "KeyRing":
        """Return the ring of a folder whose one key is everything at once."""
        return cls(key, [DataKey(key)])

    @property
    def keys(self) -> Sequence[bytes]:
        """The keys of the database, the present one first."""
        return [one.key for one in self.data]

    def with_data_key(self, key: bytes, now: datetime) -> "KeyRing":
        """Return the ring with another present key, and without those that no backup needs."""
        data = [DataKey(key, now), *self.data]
        kept = [
            one
            for later, one in pairwise(data)
            if later.made_at is None or now - later.made_at <= OLD_KEYS_KEPT
        ]
        return replace(self, data=[data[0], *kept])

    def joined(self, other: "KeyRing") -> "KeyRing":
        """Return the ring with what another one of the same site knows besides.

        Raises:
            KeyMissing: It is another site's.
        """
        if other.root != self.root:
            raise KeyMissing("it is the key of another site")
        data = [*self.data, *(one for one in other.data if one.key not in self.keys)]
        data.sort(key=lambda one: one.made_at or _BEFORE_ALL, reverse=True)
        return replace(self, data=data, recovery=self.recovery or other.recovery)

    def told(self) -> dict[str, Any]:
        """Return the ring as values of JSON."""
        return {
            "root": self.root.hex(),
            "data": [[one.key.hex(), one.made_at and one.made_at.isoformat()] for one in self.data],
            "recovery": self.recovery and self.recovery.hex(),
        }

    @classmethod
    def of_told(cls, told: dict[str, Any]) -> "KeyRing":
        """Return the ring that values of JSON tell.

        Raises:
            ValueError: They tell none.
        """
        try:
            data = [
                DataKey(bytes.fromhex(key), made and datetime.fromisoformat(made))
                for key, made in told["data"]
            ]
            root, code = bytes.fromhex(told["root"]), told["recovery"]
            found = cls(root, data, code and bytes.fromhex(code))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ValueError("not a ring of keys") from error
        if not data or any(len(key) != KEY_BYTES for key in (root, *found.keys)):
            raise ValueError("not a ring of keys")
        return found


def read_ring(folder: Path) -> KeyRing:
    """Return the ring of a folder; for one of before, the ring of its one key.

    Raises:
        KeyMissing: The outside key is missing, or not this ring's; or the ring is damaged.
    """
    return _opened(folder).ring


def make_ring(folder: Path) -> KeyRing:
    """Return the ring of a folder without data, making it and its outside key first if need be.

    Raises:
        KeyMissing: As `read_ring`, or the outside key would lie in the folder.
        OSError: Something cannot be written.
    """
    if not (folder / _RING_FILE).exists():
        make_data_key(folder)
        _write(folder, KeyRing.new(), *outside_key(folder))
    return read_ring(folder)


def keep_ring(folder: Path, ring: KeyRing) -> KeyRing:
    """Keep a ring that came from elsewhere as the one of a folder, under an outside key of its own.

    Returns:
        The ring of the folder: with what the folder's own knew besides, if it had one.

    Raises:
        KeyMissing: The folder has another site's ring, or the key it names is not there.
        OSError: Something cannot be written.
    """
    with _alone(folder):
        if (folder / _RING_FILE).exists() or named_key(folder) is not None:
            found = _opened(folder)
            ring = found.ring.joined(ring)
            _write(folder, ring, found.outside, found.key_id, found.before)
        else:
            make_data_key(folder)
            _write(folder, ring, *outside_key(folder))
    return ring


def change_ring(folder: Path, ring: KeyRing) -> None:
    """Put another ring in the place of a folder's, under the same outside key.

    Raises:
        KeyMissing: As `read_ring`.
        OSError: It cannot be written; the folder's ring is as it was.
    """
    with _alone(folder):
        found = _opened(folder)
        _write(folder, ring, found.outside, found.key_id, found.before)


def change_outside_key(folder: Path, ring: KeyRing) -> None:
    """Seal a ring under another outside key; a stop at any instant leaves a pair that fits.

    The new key is a file of its own, else the credential `guichet-data-key-next`, which the service
    manager then hands over as `guichet-data-key`. The file of the old one goes, last of all.

    Raises:
        KeyMissing: As `read_ring`, or the service manager hands over no other key.
        OSError: Something cannot be written.
    """
    with _alone(folder):
        found = _opened(folder)
        present, coming = (source.read("") for source in credentials())
        files = key_files(folder)
        if coming is not None and coming != found.outside:
            outside, key_id = coming, None
        elif present is not None:
            raise KeyMissing(
                "the service manager keeps the key: let it hand over the new one, too, as"
                f" {NEXT_CREDENTIAL}"
            )
        else:
            outside = secrets.token_bytes(KEY_BYTES)
            key_id = files.keep(outside)
        left = [one for one in found.before if files.where(one).exists()]
        old = [one for one in (found.key_id, named_key(folder), *left) if one is not None]
        # The one step that counts: with the ring the folder names its key, and those that go.
        _write(folder, ring, outside, key_id, old)
        for one in old:
            files.forget(one)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A folder's ring, and what opens it.

    Attributes:
        ring: The ring.
        outside: The key that opens it.
        key_id: Of that key, where it stands in a file.
        before: Ids of former keys, whose files a stop may have left.
    """

    ring: KeyRing
    outside: bytes
    key_id: str | None
    before: Sequence[str] = ()


def _opened(folder: Path) -> _Opened:
    path = folder / _RING_FILE
    try:
        told = json.loads(path.read_bytes())
        if told["format"] != _FORMAT:
            raise KeyMissing(f"{path} comes from a newer version of Guichet")
        key_id, before, raw = told["key_id"], list(told["before"]), bytes.fromhex(told["sealed"])
        wrong = [one for one in (key_id, *before) if not (one is None or is_key_id(one))]
    except FileNotFoundError:
        outside, key_id = outside_key(folder)
        return _Opened(KeyRing.of_one(outside), outside, key_id)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyMissing(f"{path} is damaged") from error
    if wrong:
        raise KeyMissing(f"{path} is damaged")
    for key, its_id in _candidates(folder, key_id):
        try:
            content = AESGCM(derive(key, "key ring")).decrypt(
                raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _FORMAT.encode()
            )
            return _Opened(KeyRing.of_told(json.loads(content)), key, its_id, before)
        except InvalidTag:
            continue
        except ValueError as error:
            raise KeyMissing(f"{path} is damaged") from error
    raise KeyMissing(f"{path} is damaged, or sealed under a key that is not handed over")


def _candidates(folder: Path, key_id: str | None) -> Iterator[tuple[bytes, str | None]]:
    for source in credentials():
        key = source.read(key_id or "")
        if key is not None:
            yield key, None
    if key_id is not None:
        yield kept_key(folder, key_id), key_id


def _write(
    folder: Path, ring: KeyRing, outside: bytes, key_id: str | None, before: Sequence[str] = ()
) -> None:
    nonce = os.urandom(_NONCE_BYTES)
    content = json.dumps(ring.told()).encode()
    sealed = AESGCM(derive(outside, "key ring")).encrypt(nonce, content, _FORMAT.encode())
    told = {
        "format": _FORMAT,
        "key_id": key_id,
        "before": sorted(set(before)),
        "sealed": (nonce + sealed).hex(),
    }
    write_private(folder / _RING_FILE, json.dumps(told) + "\n")
    # An older program must not take the outside key for the key of the data.
    forget_name(folder)


def _alone(folder: Path) -> FileLock:
    """Return the lock under which a ring is changed: two changes at once would lose one."""
    return FileLock(folder / _LOCK_FILE)
