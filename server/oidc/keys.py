"""A provider's keys, read again when one is not among them, and no oftener than each minute."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import get_default_algorithms
from jwt.exceptions import PyJWTError

from server.oidc.web import Json, ProviderAway

KEPT_S: Final = 3600.0
AGAIN_S: Final = 60.0
_MOST: Final = 100
_RSA_BITS: Final = 2048

PublicKey = RSAPublicKey | EllipticCurvePublicKey | Ed25519PublicKey
_KINDS: Final[Mapping[str, tuple[str, type[PublicKey]]]] = {
    "RS256": ("RSA", RSAPublicKey),
    "PS256": ("RSA", RSAPublicKey),
    "ES256": ("EC", EllipticCurvePublicKey),
    "EdDSA": ("OKP", Ed25519PublicKey),
}
ALGORITHMS: Final = frozenset(_KINDS)
"""With which a provider may sign: each needs a key that only the provider has."""


@dataclass(frozen=True, slots=True)
class _Read:
    rows: Sequence[Mapping[str, Any]]
    at_s: float


class Keys:
    """The keys of one provider; any thread may use it.

    Args:
        read: Asks the provider for its keys; may raise `ProviderAway`.
        monotonic: Seconds that only grow.
    """

    def __init__(self, read: Callable[[], Json], monotonic: Callable[[], float]) -> None:
        self._ask = read
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._read: _Read | None = None

    def find(self, kid: str | None, algorithm: str) -> PublicKey | None:
        """Return the key that a signature names; None where the provider has none such.

        Without a name, the provider must have one key for the algorithm alone.

        Raises:
            ProviderAway: The keys cannot be read.
        """
        # The lock is held while it is asked, so that many signatures at once ask once.
        with self._lock:
            now = self._monotonic()
            known = self._read
            if known is None or now - known.at_s >= KEPT_S:
                known = self._fresh(now)
            found = _find(known.rows, kid, algorithm)
            if found is None and now - known.at_s >= AGAIN_S:
                found = _find(self._fresh(now).rows, kid, algorithm)
            return found

    def _fresh(self, now: float) -> _Read:
        rows = self._ask().get("keys")
        if not isinstance(rows, list) or len(rows) > _MOST:
            raise ProviderAway("no list of keys")
        self._read = _Read([row for row in rows if isinstance(row, dict)], now)
        return self._read


def _find(rows: Sequence[Mapping[str, Any]], kid: str | None, algorithm: str) -> PublicKey | None:
    family, _ = _KINDS[algorithm]
    fitting = [
        row
        for row in rows
        if row.get("kty") == family
        and row.get("use", "sig") == "sig"
        and row.get("alg", algorithm) == algorithm
        and (kid is None or row.get("kid") == kid)
    ]
    return _key(fitting[0], algorithm) if len(fitting) == 1 else None


def _key(row: Mapping[str, Any], algorithm: str) -> PublicKey | None:
    try:
        key = get_default_algorithms()[algorithm].from_jwk(dict(row))
    except (PyJWTError, ValueError, TypeError, KeyError):
        return None
    # One that is private, weak or on another curve is no key to trust.
    if not isinstance(key, _KINDS[algorithm][1]):
        return None
    if isinstance(key, RSAPublicKey) and key.key_size < _RSA_BITS:
        return None
    if isinstance(key, EllipticCurvePublicKey) and key.curve.name != "secp256r1":
        return None
    return key
