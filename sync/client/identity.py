"""Who a station is: its token and its server, kept for its user alone."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.model import StationKind
from core.runtime.keys import write_private
from sync.client.http import Connection, Timeouts

FILE_NAME = "station.json"


class IdentityDamaged(Exception):
    """The file of the identity cannot be read; pairing the station again makes a new one."""


class Identity(BaseModel):
    """An enrolled station.

    Attributes:
        fingerprint: SHA-256 of the server's certificate, 64 hex digits; None over plain HTTP.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    station_id: str
    kind: StationKind
    name: str
    token: Annotated[str, Field(repr=False)]
    url: str
    fingerprint: str | None
    site_id: str
    site_name: str
    zone: str

    def connection(self, timeouts: Timeouts | None = None) -> Connection:
        """Open a connection as this station."""
        return Connection(self.url, self.token, self.fingerprint, timeouts)

    def at(self, url: str) -> "Identity":
        """Return the same station with its server at another address."""
        return self.model_copy(update={"url": url.rstrip("/")})


def load_identity(profile: Path) -> Identity | None:
    """Read the identity of a profile; None when it has none yet.

    Raises:
        IdentityDamaged: The file is there and is no identity, or cannot be read.
    """
    path = profile / FILE_NAME
    try:
        return Identity.model_validate_json(path.read_bytes())
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
