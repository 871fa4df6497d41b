"""Enrolling a station with the string that the server printed: code and fingerprint together."""

import re
from base64 import b32decode
from binascii import Error as Base32Error
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from core.model import StationKind
from sync.client.authority import authority_of
from sync.client.commands import ONCE, Commands
from sync.client.discovery import Find, find_servers
from sync.client.errors import NotFound, Unreachable, WrongServer
from sync.client.http import Connection
from sync.client.identity import Identity, load_identity, save_identity
from sync.contract.stations import PairedOut, PairIn

_PAIRING: Final = re.compile(r"(?P<code>[0-9A-Z]{4}-[0-9A-Z]{4})(?:-(?P<fingerprint>[A-Z2-7-]+))?")
_SHA256_BYTES: Final = 32
_BASE32_BLOCK: Final = 8


class PairingInvalid(Exception):
    """The pairing string or the server's address cannot be used; nothing was sent.

    Attributes:
        code: `pairing_malformed`, `pairing_fingerprint_missing`, `server_url_malformed` or
            `server_url_insecure` (plain HTTP to another machine).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pairing string, read.

    Attributes:
        code: `ABCD-EFGH`, good once, for ten minutes.
        fingerprint: SHA-256 of the public key of the site's authority in hex, or None.
    """

    code: str = field(repr=False)
    fingerprint: str | None


def parse_pairing(string: str) -> Pairing:
    """Read a pairing string; spaces, line breaks and lower case do no harm.

    Raises:
        PairingInvalid: `pairing_malformed`.
    """
    found = _PAIRING.fullmatch("".join(string.split()).upper()) if string.isascii() else None
    if found is None:
        raise PairingInvalid("pairing_malformed")
    text = found["fingerprint"]
    return Pairing(found["code"], None if text is None else _fingerprint(text.replace("-", "")))


def pair(
    url: str | Sequence[str],
    string: str,
    kind: StationKind,
    name: str,
    find: Find = find_servers,
) -> Identity:
    """Enrol this station; over TLS the site's authority is compared before the code is sent.

    Tried once only: a code is good for one time, so that after a lost answer a new one is needed.
    Of several addresses the next one is tried as long as nobody has read the code. Without any,
    the network is asked for servers of the site that the string is of.

    Raises:
        PairingInvalid: The string or an address cannot be used.
        ApiError: The server refuses, is another one, or does not answer.
    """
    pairing = parse_pairing(string)
    given = (url,) if isinstance(url, str) else tuple(url)
    urls = given
    if not given and pairing.fingerprint is not None:
        urls = tuple(find(pairing.fingerprint))
        if not urls:
            raise NotFound
    secure = _check_urls(urls)
    if secure and pairing.fingerprint is None:
        raise PairingInvalid("pairing_fingerprint_missing")
    fingerprint = pairing.fingerprint if secure else None
    wanted = PairIn(code=pairing.code, kind=kind, name=name)
    failed: Unreachable | None = None
    for each in urls:
        try:
            trust = _Trust() if fingerprint is None else _trust(each, fingerprint)
            connection = Connection(each, fingerprint=trust.fingerprint, authority=trust.authority)
            paired = _present(connection, wanted)
        except Unreachable as error:
            if error.cause != "connect" and not (error.cause == "busy" and error.elsewhere):
                raise
            failed = failed if isinstance(error, WrongServer) and failed is not None else error
        else:
            identity = Identity(
                station_id=paired.station_id,
                kind=kind,
                name=name,
                token=paired.token,
                url=each,
                fingerprint=trust.fingerprint,
                authority=trust.authority,
                site_id=paired.site.id,
                site_name=paired.site.name,
                zone=paired.site.zone,
            )
            # Who else said that it is there may have lied.
            return identity.at(each, *given)
    if failed is None:
        raise PairingInvalid("server_url_malformed")
    raise failed


def enrol(
    profile: Path,
    *,
    url: str | Sequence[str] | None,
    string: str | None,
    kind: StationKind,
    name: str,
) -> Identity | None:
    """Return the identity of a profile: from its file, or by pairing when a string is given.

    Args:
        profile: The station's folder.
        url: Where the site's servers are, or None to ask the network; for a known station, where to
            look first now.
        string: A pairing string; a known station ignores it, so that a start script may keep it.
        kind: What the station is.
        name: What it is called at reception.

    Returns:
        None when the station is unknown and there is nothing to pair with.

    Raises:
        IdentityDamaged: The file of the identity cannot be read.
        PairingInvalid: The string or an address cannot be used.
        ApiError: The server refuses, is another one, or does not answer.
        OSError: The profile cannot be written.
    """
    urls = (url,) if isinstance(url, str) else tuple(url or ())
    known = load_identity(profile)
    if known is not None:
        if urls:
            _check_urls(urls)
        return known.first_at(urls)
    if string is None:
        return None
    identity = pair(urls, string, kind, name).kept_in(profile)
    save_identity(profile, identity)
    return identity


@dataclass(frozen=True, slots=True)
class _Trust:
    authority: str | None = None
    fingerprint: str | None = None


def _trust(url: str, fingerprint: str) -> _Trust:
    """Return by what a server is to be known, which holds what the pairing string says."""
    authority = authority_of(url, fingerprint)
    return _Trust(authority, fingerprint if authority is None else None)


def _present(connection: Connection, wanted: PairIn) -> PairedOut:
    try:
        return Commands(connection, ONCE).post("/stations/pair", wanted, PairedOut)
    finally:
        connection.close()


def _check_urls(urls: Sequence[str]) -> bool:
    """Tell whether the addresses are TLS; refuse none at all, and a mixture."""
    kinds = {_check_url(url) for url in urls}
    if not kinds:
        raise PairingInvalid("server_url_malformed")
    if len(kinds) > 1:
        raise PairingInvalid("server_url_insecure")
    return kinds.pop()


def _check_url(url: str) -> bool:
    """Tell whether the address is TLS; refuse plain HTTP beyond this machine."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise PairingInvalid("server_url_malformed") from error
    if parts.scheme not in ("http", "https") or not host or port == 0:
        raise PairingInvalid("server_url_malformed")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise PairingInvalid("server_url_malformed")
    if parts.scheme == "http" and not _is_loopback(host):
        raise PairingInvalid("server_url_insecure")
    return parts.scheme == "https"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _fingerprint(text: str) -> str:
    padded = text + "=" * (-len(text) % _BASE32_BLOCK)
    try:
        raw = b32decode(padded)
    except Base32Error as error:
        raise PairingInvalid("pairing_malformed") from error
    if len(raw) != _SHA256_BYTES:
        raise PairingInvalid("pairing_malformed")
    return raw.hex()
