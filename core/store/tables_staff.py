"""Tables of stations, staff, sessions, leases and calls for help."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.model import AccountScope, Role, StationKind
from core.store.tables import Base
from core.store.types import Choice, TextTuple


class StationRow(Base):
    """One enrolled device."""

    __tablename__ = "station"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[StationKind] = mapped_column(Choice(StationKind))
    name: Mapped[str]
    enrolled_at: Mapped[datetime]
    token_hash: Mapped[str] = mapped_column(unique=True)
    revoked_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    health: Mapped[dict[str, Any]]


class PairingCodeRow(Base):
    """A code that enrols one station once."""

    __tablename__ = "pairing_code"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[StationKind] = mapped_column(Choice(StationKind))
    name: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PairingGuardRow(Base):
    """Wrong pairing codes so far; one row."""

    __tablename__ = "pairing_guard"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wrong_tries: Mapped[int]
    locked_until: Mapped[datetime | None]


class AgentRow(Base):
    """A member of staff."""

    __tablename__ = "agent"

    id: Mapped[str] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    roles: Mapped[tuple[Role, ...]] = mapped_column(TextTuple(Role))
    active: Mapped[bool]
    created_at: Mapped[datetime]


class SessionRow(Base):
    """An agent signed in at a station."""

    __tablename__ = "session"

    id: Mapped[str] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agent.id"), index=True)
    station_id: Mapped[str] = mapped_column(ForeignKey("station.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    locked: Mapped[bool]


class DevicePinRow(Base):
    """What unlocks an agent's session at one device; `tries` counts wrong ones in a row."""

    __tablename__ = "device_pin"

    agent_id: Mapped[str] = mapped_column(ForeignKey("agent.id"), primary_key=True)
    station_id: Mapped[str] = mapped_column(ForeignKey("station.id"), primary_key=True)
    pin_hash: Mapped[str]
    set_at: Mapped[datetime]
    tries: Mapped[int]


class InvitationRow(Base):
    """A code with which an agent chooses a password, once."""

    __tablename__ = "invitation"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agent.id"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ServiceAccountRow(Base):
    """What a tool may do, and until when; a station's row of the same id bears its token."""

    __tablename__ = "service_account"

    station_id: Mapped[str] = mapped_column(ForeignKey("station.id"), primary_key=True)
    scopes: Mapped[tuple[AccountScope, ...]] = mapped_column(TextTuple(AccountScope))
    expires_at: Mapped[datetime]
    old_token_hash: Mapped[str | None] = mapped_column(unique=True)
    old_until: Mapped[datetime | None]


class AgentIdentityRow(Base):
    """Who an agent is at a provider of identities."""

    __tablename__ = "agent_identity"

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agent.id"), index=True)
    linked_at: Mapped[datetime]


class LeaseRow(Base):
    """Numbers in a row that one station alone, or paper, gives out on one day."""

    __tablename__ = "lease"

    id: Mapped[str] = mapped_column(primary_key=True)
    station_id: Mapped[str | None] = mapped_column(ForeignKey("station.id"))
    letter: Mapped[str]
    business_day: Mapped[date] = mapped_column(index=True)
    epoch: Mapped[int]
    first: Mapped[int]
    last: Mapped[int]
    reserve: Mapped[bool]
    granted_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class HelpRow(Base):
    """Someone at a kiosk needs a person."""

    __tablename__ = "help_call"

    id: Mapped[str] = mapped_column(primary_key=True)
    station_id: Mapped[str] = mapped_column(ForeignKey("station.id"))
    page: Mapped[str]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None]
