"""The emergency kit: what another PC needs to take over, in one sealed file.

It holds the data key, the authority with its key, and the booking token. A recovery code of 128
bits opens it, which is shown once, to be printed and put away.
"""

import base64
import hashlib
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.runtime.keys import keep_data_key, write_private
from server.data_folder import DataFolder

_FORMAT: Final = "guichet emergency kit 1"
_CODE_BYTES: Final = 16
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_GROUP: Final = 4
_CODE: Final = re.compile(r"[A-Z2-7]{26}[A-Z2-7]{2}")
_FILES: Final = ("tls-key.pem", "authority.pem", "tls-certificate.pem", "booking-token.bin")


class KitRefused(Exception):
    """The file is no kit, or the code is not its own."""


@dataclass(frozen=True, slots=True)
class EmergencyKit:
    """What was sealed.

    Attributes:
        site_id: Whose it is.
        key: The data key.
        files: Further files of the data folder, by name; their secrets are sealed with the key.
    """

    site_id: str
    key: bytes = field(repr=False)
    files: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, folder: DataFolder, site_id: str) -> "EmergencyKit":
        """Gather a site's kit.

        Raises:
            OSError: A file cannot be read.
        """
        found = {name: folder.path / name for name in _FILES}
        files = {
            name: path.read_text(encoding="ascii") for name, path in found.items() if path.exists()
        }
        return cls(site_id, folder.key(), files)

    def seal(self, path: Path) -> str:
        """Write the kit; return its recovery code, which is kept nowhere.

        Raises:
            OSError: The file cannot be written.
        """
        code, salt, nonce = (os.urandom(n) for n in (_CODE_BYTES, _SALT_BYTES, _NONCE_BYTES))
        content = {"site_id": self.site_id, "key": self.key.hex(), "files": dict(self.files)}
        sealed = AESGCM(_key(code, salt)).encrypt(
            nonce, json.dumps(content).encode(), _FORMAT.encode()
        )
        told = {"format": _FORMAT, "salt": salt.hex(), "sealed": (nonce + sealed).hex()}
        write_private(path, json.dumps(told) + "\n")
        return _written(code)

    @classmethod
    def open(cls, path: Path, code: str) -> "EmergencyKit":
        """Read a kit with its recovery code; spaces, dashes and lower case do no harm.

        Raises:
            KitRefused: The file is no kit, or the code is not its own.
            OSError: The file cannot be read.
        """
        raw = path.read_bytes()
        try:
            told = json.loads(raw)
            if told["format"] != _FORMAT:
                raise KitRefused(f"{path} is no emergency kit of this version")
            salt, sealed = bytes.fromhex(told["salt"]), bytes.fromhex(told["sealed"])
        except (ValueError, KeyError, TypeError) as error:
            raise KitRefused(f"{path} is no emergency kit") from error
        try:
            nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
            content = json.loads(
                AESGCM(_key(_read(code), salt)).decrypt(nonce, rest, _FORMAT.encode())
            )
        except (InvalidTag, ValueError) as error:
            raise KitRefused("the recovery code is not the one of this kit") from error
        return cls(content["site_id"], bytes.fromhex(content["key"]), content["files"])

    def put_into(self, folder: DataFolder) -> None:
        """Keep the key in this machine's key folder, and the files in a data folder.

        Raises:
            KeyMissing: The folder has another key.
            OSError: Something cannot be written.
        """
        keep_data_key(folder.path, self.key)
        for name in _FILES:
            if name in self.files:
                write_private(folder.path / name, self.files[name])


def _key(code: bytes, salt: bytes) -> bytes:
    # The code is random in full, so that no slow derivation has to make up for a weak one.
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=_FORMAT.encode()).derive(code)


def _check(code: bytes) -> str:
    digest = hashlib.sha256(b"guichet recovery code" + code).digest()
    return base64.b32encode(digest)[:2].decode("ascii")


def _written(code: bytes) -> str:
    text = base64.b32encode(code).decode("ascii").rstrip("=") + _check(code)
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def _read(code: str) -> bytes:
    text = re.sub(r"[\s-]", "", code).upper()
    if _CODE.fullmatch(text) is None:
        raise KitRefused("a recovery code has 28 letters and digits, in seven groups")
    raw = base64.b32decode(text[:26] + "=" * 6)
    if not secrets.compare_digest(_check(raw), text[26:]):
        raise KitRefused("the recovery code has a mistake in it")
    return raw
