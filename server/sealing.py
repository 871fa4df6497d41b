"""Seals the journal: signs what stands at its end; the database keeps it, and a file outside."""

import logging
from collections.abc import Sequence
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from core.ports import Clock
from core.runtime.deriving import derive
from core.runtime.logs import describe_error
from core.seals import Seal
from core.store import Store
from core.store.sealing import due_seal
from core.store.seals import kept_seals
from server.seal_file import SealFile

_AGAIN_S: Final = 60.0
_log = logging.getLogger(__name__)


class PublicSealKey:
    """What a site's seals are checked with, by anybody.

    Args:
        public: 32 bytes.

    Raises:
        ValueError: It is no key.
    """

    def __init__(self, public: bytes) -> None:
        self._public = Ed25519PublicKey.from_public_bytes(public)

    @property
    def public(self) -> str:
        """The key in hexadecimal, for auditors to note down."""
        return self._public.public_bytes_raw().hex()

    def signed(self, seal: Seal) -> bool:
        """Tell whether this key signed a seal."""
        return self.proves(seal.signature, seal.text())

    def proves(self, signature: bytes, text: bytes) -> bool:
        """Tell whether this key signed a text."""
        try:
            self._public.verify(signature, text)
        except InvalidSignature:
            return False
        return True


class SealKey(PublicSealKey):
    """The key that signs a site's seals, derived from the ring's root: no database holds it.

    Whoever has the public half can check seals and sign none.
    """

    def __init__(self, root: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(derive(root, "journal seals"))
        super().__init__(self._private.public_key().public_bytes_raw())

    def sign(self, seal: Seal) -> Seal:
        """Return a seal with its signature."""
        return seal.signed(self.signature(seal.text()))

    def signature(self, text: bytes) -> bytes:
        """Return the signature of a text, which says itself what it is for."""
        return self._private.sign(text)


class Sealer:
    """Seals what is due, one seal at a time; only the server that writes the journal runs it.

    Args:
        store: The site's data.
        key: Signs.
        files: Where seals are kept outside the database.
        clock: Only for pauses.
    """

    def __init__(self, store: Store, key: SealKey, files: Sequence[SealFile], clock: Clock) -> None:
        self._store = store
        self._key = key
        self._files = files
        self._clock = clock
        self._owed: dict[SealFile, list[Seal]] = {}
        self._next_at = float("-inf")

    def refresh(self) -> None:
        """Seal what is due, and write down what a file has not got yet."""
        while self._seal(unfinished=False):
            pass
        if self._clock.monotonic() >= self._next_at:
            self.write_down()

    def finish(self) -> None:
        """Seal all there is, also of the present day: the server stops, or data were restored."""
        while self._seal(unfinished=True):
            pass
        self.write_down()

    def _seal(self, *, unfinished: bool) -> bool:
        with self._store.read() as reader:
            due = due_seal(reader, unfinished=unfinished)
        if due is None:
            return False
        seal = self._key.sign(due)
        self._store.write(lambda uow: uow.seals.add(seal))
        for owed in self._owed.values():
            owed.append(seal)
        return True

    def write_down(self) -> None:
        """Add to each file what it has not got; where that fails it is tried again later."""
        for file in self._files:
            try:
                if file not in self._owed:
                    self._owed[file] = self._missing(file)
                if self._owed[file]:
                    file.append(self._owed[file])
                    self._owed[file] = []
            except OSError as error:
                self._next_at = self._clock.monotonic() + _AGAIN_S
                _log.error("seals cannot be written to %s: %s", file.path, describe_error(error))

    def _missing(self, file: SealFile) -> list[Seal]:
        there = set(file.seals())
        with self._store.read() as reader:
            return [seal for seal in kept_seals(reader.connection) if seal not in there]
