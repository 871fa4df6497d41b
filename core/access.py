"""Who and what may speak to a site: stations, agents, their secrets' hashes, signing keys."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.model import AccountScope, AgentId, Role, SessionId, StationId, StationKind


@dataclass(frozen=True, slots=True)
class Station:
    """One enrolled device; `health` is what it last said of itself."""

    id: StationId
    kind: StationKind
    name: str
    enrolled_at: datetime
    token_hash: str = field(repr=False)
    revoked_at: datetime | None = None
    last_seen_at: datetime | None = None
    health: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PairingCode:
    """A code that enrols one station once; only its hash is kept."""

    code_hash: str = field(repr=False)
    kind: StationKind
    name: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PairingGuard:
    """Wrong pairing codes so far, and until when pairing is locked."""

    wrong_tries: int = 0
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """A member of staff who may sign in."""

    id: AgentId
    username: str
    password_hash: str = field(repr=False)
    roles: tuple[Role, ...]
    active: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """An agent signed in at a station; only the hash of the token is kept."""

    id: SessionId
    agent_id: AgentId
    station_id: StationId
    token_hash: str = field(repr=False)
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class DevicePin:
    """What unlocks an agent's sessions at one station; `tries` counts wrong ones in a row."""

    agent_id: AgentId
    station_id: StationId
    pin_hash: str = field(repr=False)
    set_at: datetime
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code with which an agent chooses a password, once; only its hash is kept."""

    code_hash: str = field(repr=False)
    agent_id: AgentId
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """What a tool may do, and until when; the station of the same id bears its name and token.

    Attributes:
        old_token_hash: Of the token before the present one, good until `old_until`.
    """

    station_id: StationId
    scopes: tuple[AccountScope, ...]
    expires_at: datetime
    old_token_hash: str | None = field(default=None, repr=False)
    old_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """Whom the site trusts to say who its agents are, by OpenID Connect.

    Attributes:
        issuer: Its address; empty where the site trusts nobody.
        client_id: What the site is called there.
        name: What the button says.
        redirect: Where a browser brings the code: empty for the desk itself, else an address (or
            `urn:ietf:wg:oauth:2.0:oob`) that shows it for pasting.
    """

    issuer: str = ""
    client_id: str = ""
    name: str = ""
    redirect: str = ""


@dataclass(frozen=True, slots=True)
class AgentIdentity:
    """Who an agent is at the provider that the site trusts: its issuer, and the subject there."""

    issuer: str
    subject: str
    agent_id: AgentId
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class Help:
    """Someone at a kiosk needs a person."""

    id: str
    station_id: StationId
    page: str
    asked_at: datetime
    answered_at: datetime | None = None
    answered_by: AgentId | None = None


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs appointment codes; the seed never leaves the server."""

    key_id: int
    seed: bytes = field(repr=False)
    public_key: str
    created_at: datetime
    retired_at: datetime | None = None
