"""The emergency kit: what another PC needs to take over, in one sealed file.

It holds the ring of keys, the authority with its key, the booking token, and the secrets of
booking server, provider and webhooks. The site's recovery code opens it: of 128 bits, shown once,
to be printed and put away.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.runtime.key_ring import KeyRing, keep_ring
from core.runtime.private_files import write_private
from server.data_folder import DataFolder
from server.recovery_code import CodeRefused, RecoveryCode, sealed_for

_FORMAT: Final = "guichet emergency kit 2"
_FORMER: Final = "guichet emergency kit 1"
_NONCE_BYTES: Final = 12
_FILES: Final = (
    "tls-key.pem",
    "authority.pem",
    "tls-certificate.pem",
    "booking-token.bin",
    "booking-secret.bin",
    "provider-secret.bin",
    "shared-secrets.bin",
)


class KitRefused(Exception):
    """The file is no kit, or the code is not its own."""


@dataclass(frozen=True, slots=True)
class EmergencyKit:
    """What was sealed.

    Attributes:
        ring: The site's keys.
        files: Further files of the data folder, by name; their secrets are sealed with the keys.
    """

    ring: KeyRing = field(repr=False)
    files: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, folder: DataFolder) -> "EmergencyKit":
        """Gather a site's kit.

        Raises:
            Stop: As `DataFolder.ring`.
            OSError: A file cannot be read.
        """
        found = {name: folder.path / name for name in _FILES}
        files = {
            name: path.read_text(encoding="ascii") for name, path in found.items() if path.exists()
        }
        return cls(folder.ring(), files)

    def seal(self, path: Path) -> None:
        """Write the kit, for the recovery code whose public half is in the ring.

        Raises:
            ValueError: There is no code yet.
            OSError: The file cannot be written.
        """
        if self.ring.recovery is None:
            raise ValueError("this site has no recovery code yet")
        content = json.dumps({"ring": self.ring.told(), "files": dict(self.files)})
        sealed = sealed_for(self.ring.recovery, content.encode(), _FORMAT)
        told = {"format": _FORMAT, "sealed": sealed.hex()}
        write_private(path, json.dumps(told) + "\n")

    @classmethod
    def open(cls, path: Path, code: str) -> "EmergencyKit":
        """Read a kit, also one of the former format, with the recovery code as it was typed.

        Raises:
            KitRefused: The file is no kit, or the code is not its own.
            OSError: The file cannot be read.
        """
        raw = path.read_bytes()
        try:
            told = json.loads(raw)
            open_ = {_FORMAT: _opened, _FORMER: _opened_former}.get(told["format"])
            sealed, salt = bytes.fromhex(told["sealed"]), bytes.fromhex(told.get("salt", ""))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KitRefused(f"{path} is no emergency kit") from error
        if open_ is None:
            raise KitRefused(f"{path} is no emergency kit of this version")
        try:
            ring, files = open_(sealed, salt, RecoveryCode.read(code))
        except CodeRefused as error:
            raise KitRefused(str(error)) from error
        except (InvalidTag, ValueError, KeyError, TypeError) as error:
            raise KitRefused("the recovery code is not the one of this kit") from error
        return cls(ring, files)

    def put_into(self, folder: DataFolder) -> None:
        """Keep the ring in a data folder, under an outside key of this machine, and the files.

        Raises:
            KeyMissing: The folder has another site's keys.
            OSError: Something cannot be written.
        """
        keep_ring(folder.path, self.ring)
        for name in _FILES:
            if name in self.files:
                write_private(folder.path / name, self.files[name])


def _opened(sealed: bytes, salt: bytes, code: RecoveryCode) -> tuple[KeyRing, Mapping[str, str]]:
    del salt
    try:
        content: dict[str, Any] = json.loads(code.open(sealed, _FORMAT))
    except CodeRefused as error:
        raise ValueError from error
    return KeyRing.of_told(content["ring"]), content["files"]


def _opened_former(
    sealed: bytes, salt: bytes, code: RecoveryCode
) -> tuple[KeyRing, Mapping[str, str]]:
    """Open a kit that had a code of its own, and one key for everything."""
    info = _FORMER.encode()
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(code.secret)
    raw = AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], info)
    content: dict[str, Any] = json.loads(raw)
    return KeyRing.of_one(bytes.fromhex(content["key"])), content["files"]
