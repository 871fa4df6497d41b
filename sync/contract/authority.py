"""The site's own authority, whom its stations trust, and the name that all its servers bear."""

from hashlib import sha256
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sync.contract.wire import Answer

SITE_HOST: Final = "site.guichet.internal"
"""In the certificate of every server of every site, and asked for by every station: the authority
tells one site's server from another's, so that addresses and names of machines may change."""
LONGEST_PEM: Final = 8192


class AuthorityOut(Answer):
    """The certificate of the site's authority, PEM; None on a server without TLS."""

    certificate: str | None


def read_authority(pem: str) -> x509.Certificate:
    """Return the one certificate of an authority; whatever else stands in the text is passed over.

    Raises:
        ValueError: There is none, it may not sign others, or it is not signed by itself.
    """
    if len(pem) > LONGEST_PEM:
        raise ValueError("longer than any authority")
    certificate = x509.load_pem_x509_certificate(pem.encode())
    try:
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        certificate.verify_directly_issued_by(certificate)
    except (x509.ExtensionNotFound, InvalidSignature, TypeError) as error:
        raise ValueError("no authority") from error
    if not basic.ca:
        raise ValueError("it may not sign others")
    return certificate


def pem_of(certificate: x509.Certificate) -> str:
    """Return a certificate as text."""
    return certificate.public_bytes(Encoding.PEM).decode("ascii")


def fingerprint_of(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of an authority's public key, 64 hex digits.

    Of the key and not of the certificate: the same key may sign itself anew.
    """
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return sha256(key).hexdigest()
