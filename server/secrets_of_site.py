"""What the server derives from the root of the ring: tokens, and fingerprints of what was asked."""

import base64
import hashlib
import hmac
import json
from typing import Final

from core.runtime.deriving import derive

# No look-alikes: people type these from one screen to another.
_CODE_LETTERS: Final = "346789ABCDEFGHJKMNPQRTVWXY"


class SiteSecrets:
    """Keys of one site, each for one purpose."""

    def __init__(self, root: bytes) -> None:
        self._tokens = derive(root, "tokens")
        self._fingerprints = derive(root, "fingerprints")
        self._kiosk_days = derive(root, "kiosk days")

    def token(self, *parts: str) -> str:
        """Return a bearer token of 256 bits; the same parts give the same token.

        Without the root it cannot be told from a random one.
        """
        text = json.dumps(parts).encode()
        digest = hmac.new(self._tokens, text, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")

    def pairing_code(self, *parts: str) -> str:
        """Return a pairing code, `ABCD-EFGH`, of 37 bits; the same parts give the same code."""
        return self._code(8, "pairing code", *parts)

    def invitation(self, *parts: str) -> str:
        """Return an agent's code, `ABCD-EFGH-JKLM-NPQR`, of 75 bits; as `pairing_code`."""
        return self._code(16, "invitation", *parts)

    def kiosk_day_key(self, station_id: str, day: str) -> str:
        """Return the key, in base64, that a day's references are hashed with for one station."""
        text = json.dumps([station_id, day]).encode()
        return base64.b64encode(hmac.digest(self._kiosk_days, text, "sha256")).decode("ascii")

    def _code(self, length: int, *parts: str) -> str:
        text = json.dumps(parts).encode()
        value = int.from_bytes(hmac.new(self._tokens, text, hashlib.sha256).digest(), "big")
        letters = []
        for _ in range(length):
            value, place = divmod(value, len(_CODE_LETTERS))
            letters.append(_CODE_LETTERS[place])
        return "-".join("".join(letters[at : at + 4]) for at in range(0, length, 4))

    def fingerprint(self, *content: object) -> str:
        """Return a keyed digest of JSON values: equal for equal ones, and no way back to a name."""
        text = json.dumps(content, sort_keys=True).encode()
        return hmac.new(self._fingerprints, text, hashlib.sha256).hexdigest()
