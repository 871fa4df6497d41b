"""How a station asks a network where its site's server is, and what it is told: a port, no more.

Whoever answers is found at the address that the answer comes from, and is trusted for nothing. A
question names one site by a mark of its authority: who does not know that hears nothing from
anybody. It is longer than its answer, so that nobody is flooded with answers for little.
"""

import struct
import sys
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

PORT: Final = 8460
OWN_MACHINE: Final = "127.255.255.255" if sys.platform == "linux" else "127.0.0.1"
"""Where a question to this machine alone goes. On Linux it reaches each server that listens; to
127.0.0.1 it would reach one of them, whichever came last."""
"""UDP, on every server."""
GROUP: Final = "239.255.84.60"
"""Of the block that stays within an organisation."""
NONCE_BYTES: Final = 16
MARK_BYTES: Final = 16
_ASKED: Final = b"guichet?\x01"
_TOLD: Final = b"guichet!\x01"
_QUESTION: Final = struct.Struct(f"!{len(_ASKED)}s{NONCE_BYTES}s{MARK_BYTES}s23x")
_ANSWER: Final = struct.Struct(f"!{len(_TOLD)}s{NONCE_BYTES}s{MARK_BYTES}sH")
QUESTION_BYTES: Final = _QUESTION.size
ANSWER_BYTES: Final = _ANSWER.size


@dataclass(frozen=True, slots=True)
class Question:
    """Where is the server of this site?

    Attributes:
        nonce: 16 random bytes, by which an answer is known.
        mark: Of the site.
    """

    nonce: bytes
    mark: bytes

    def to_bytes(self) -> bytes:
        """Return it as it goes over the wire."""
        return _QUESTION.pack(_ASKED, self.nonce, self.mark)

    @classmethod
    def read(cls, raw: bytes) -> "Question | None":
        """Return the question in a datagram; None if it is none."""
        if len(raw) != QUESTION_BYTES:
            return None
        head, nonce, mark = _QUESTION.unpack(raw)
        return cls(nonce, mark) if head == _ASKED else None

    def answer(self, port: int) -> bytes:
        """Return the answer of a server that listens on a port, 1–65535."""
        return _ANSWER.pack(_TOLD, self.nonce, self.mark, port)

    def port_in(self, raw: bytes) -> int | None:
        """Return the port that an answer to this question tells; None if it is none."""
        if len(raw) != ANSWER_BYTES:
            return None
        head, nonce, mark, port = _ANSWER.unpack(raw)
        fits = (head, nonce, mark) == (_TOLD, self.nonce, self.mark)
        return port if fits and port > 0 else None


def mark_of(fingerprint: str) -> bytes:
    """Return the mark of a site.

    Args:
        fingerprint: Of its authority, 64 hex digits.
    """
    return sha256(b"guichet site" + bytes.fromhex(fingerprint)).digest()[:MARK_BYTES]
