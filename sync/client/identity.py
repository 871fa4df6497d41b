"""Who a station is: its token and its servers, kept for its user alone."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from core.model import StationKind
from core.runtime.logs import describe_error
from core.runtime.private_files import write_private
from sync.client.discovery import Searcher
from sync.client.http import Connection, Timeouts
from sync.client.route import Learned, Route

FILE_NAME = "station.json"
_log = logging.getLogger(__name__)


class IdentityDamaged(Exception):
    """The file of the identity cannot be read; pairing the station again makes a new one."""


class Identity(BaseModel):
    """An enrolled station.

    Attributes:
        url: The server's first address.
        authority: PEM of the site's authority, which every connection is verified against; None
            over plain HTTP, and where the site had none yet.
        fingerprint: SHA-256 of the server's certificate, 64 hex digits, of a station that was
            paired before its site had an authority.
        other_urls: Further addresses of the same site, as given or as the site told.
        other_fingerprints: Of certificates that a further server of the site holds.
        epoch: The latest of the site's data that this station has seen; 0 for none. It takes no
            answer from a server with earlier ones.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    station_id: str
    kind: StationKind
    name: str
    token: Annotated[str, Field(repr=False)]
    url: str
    fingerprint: str | None = None
    site_id: str
    site_name: str
    zone: str
    other_urls: tuple[str, ...] = ()
    other_fingerprints: tuple[str, ...] = ()
    epoch: int = 0
    authority: str | None = None
    _profile: Path | None = PrivateAttr(default=None)

    @property
    def urls(self) -> tuple[str, ...]:
        """Every address of the site, the first one first."""
        return (self.url, *self.other_urls)

    def kept_in(self, profile: Path) -> "Identity":
        """Return the same station, which keeps in a profile what its site tells of addresses."""
        kept = self.model_copy()
        kept._profile = profile  # noqa: SLF001 - its own class
        return kept

    def connection(self, timeouts: Timeouts | None = None) -> Connection:
        """Open a connection as this station; it looks for servers that moved."""
        pins = () if self.fingerprint is None else (self.fingerprint, *self.other_fingerprints)
        route = Route(self.urls, pins, self._keep, self.epoch, self.authority)
        route.on_lost = Searcher(route).look
        return Connection(route, self.token, timeouts=timeouts)

    def _keep(self, learned: Learned) -> None:
        if self._profile is None:
            return
        try:
            told = {"epoch": learned.epoch, "authority": learned.authority}
            save_identity(self._profile, self.at(*learned.urls).model_copy(update=told))
        except OSError as error:
            _log.warning("what the site told is not kept: %s", describe_error(error))

    def at(self, *urls: str) -> "Identity":
        """Return the same station with its servers at other addresses; at least one."""
        first, *others = dict.fromkeys(url.rstrip("/") for url in urls)
        return self.model_copy(update={"url": first, "other_urls": tuple(others)})

    def first_at(self, urls: Sequence[str]) -> "Identity":
        """Return the same station, which looks at these addresses before those that it knows.

        Over plain HTTP it goes nowhere else: nobody could tell who answers there.
        """
        secured = self.authority is not None or self.fingerprint is not None
        known = self.urls if secured or not urls else ()
        return self.at(*urls, *known)


def load_identity(profile: Path) -> Identity | None:
    """Read the identity of a profile; None when it has none yet.

    Raises:
        IdentityDamaged: The file is there and is no identity, or cannot be read.
    """
    path = profile / FILE_NAME
    try:
        return Identity.model_validate_json(path.read_bytes()).kept_in(profile)
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise IdentityDamaged(str(path)) from error


def save_identity(profile: Path, identity: Identity) -> None:
    """Keep an identity, readable by this user alone, whole or not at all.

    Raises:
        OSError: The profile cannot be written.
    """
    profile.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(profile / FILE_NAME, identity.model_dump_json(indent=1) + "\n")
