"""Counters, numbers, stations and staff, as the rules ask for them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from core.access import (
    Agent,
    AgentIdentity,
    DevicePin,
    Invitation,
    PairingCode,
    PairingGuard,
    ServiceAccount,
    Session,
    SigningKey,
    Station,
)
from core.numbering import Series
from core.ports.rows import Rows
from core.things import Counter, Lease


class Counters(Rows[Counter], Protocol):
    """Counters as they stand now."""

    def all(self) -> Sequence[Counter]:
        """Return every counter that is in use, in the catalogue's order."""

    def held_by(self, agent_id: str) -> Sequence[Counter]:
        """Return the counters that an agent holds, open or paused."""


class Leases(Rows[Lease], Protocol):
    """Numbers: the series of each letter and day, and who leases what."""

    def series(self, day: date, letter: str) -> Series:
        """Return what is free of a letter on a day."""

    def put_series(self, day: date, letter: str, series: Series) -> None:
        """Keep what is free of a letter on a day."""

    def on_paper(self, day: date) -> Sequence[Lease]:
        """Return the blocks that were printed for a day, by letter and number."""

    def move(self, day: date, to: date, expires_at: datetime) -> None:
        """Make the leases of one day leases of another."""


class Stations(Rows[Station], Protocol):
    """Enrolled devices and pairing."""

    def pairing_code(self, code_hash: str) -> PairingCode | None:
        """Return a pairing code."""

    def add_pairing_code(self, code: PairingCode) -> None:
        """Keep a new pairing code."""

    def unused_pairing_codes(self) -> Sequence[PairingCode]:
        """Return every pairing code that nobody used."""

    def change_pairing_code(self, code_hash: str, **values: object) -> None:
        """Change some fields of a pairing code."""

    def guard(self) -> PairingGuard:
        """Return wrong tries and lock."""

    def put_guard(self, guard: PairingGuard) -> None:
        """Keep wrong tries and lock."""

    def account(self, station_id: str) -> ServiceAccount:
        """Return a service account; `service_account_unknown`."""

    def add_account(self, account: ServiceAccount) -> None:
        """Keep a new service account."""

    def change_account(self, station_id: str, **values: object) -> None:
        """Change some fields of a service account."""


class Agents(Rows[Agent], Protocol):
    """Staff and their sessions."""

    def by_username(self, username: str) -> Agent | None:
        """Return the agent who signs in with this name."""

    def session(self, session_id: str) -> Session | None:
        """Return a session."""

    def add_session(self, session: Session) -> None:
        """Keep a new session."""

    def change_session(self, session_id: str, **values: object) -> None:
        """Change some fields of a session."""

    def open_sessions(self, agent_id: str) -> Sequence[Session]:
        """Return the sessions of an agent that were not ended."""

    def forget_sessions(self, before: datetime, limit: int) -> int:
        """Forget at most `limit` sessions that were over before a moment; return how many."""

    def all(self) -> Sequence[Agent]:
        """Return every agent, by user name."""

    def pin(self, agent_id: str, station_id: str) -> DevicePin | None:
        """Return an agent's PIN at a station."""

    def put_pin(self, pin: DevicePin) -> None:
        """Keep an agent's PIN at a station, instead of the one before."""

    def forget_pins(self, agent_id: str, station_id: str | None = None) -> None:
        """Forget an agent's PIN at one station, or at all."""

    def invitation(self, code_hash: str) -> Invitation | None:
        """Return an invitation."""

    def put_invitation(self, invitation: Invitation) -> None:
        """Keep an invitation, instead of all others of its agent."""

    def use_invitation(self, code_hash: str, used_at: datetime) -> None:
        """Note that an invitation was used."""

    def identity(self, issuer: str, subject: str) -> AgentIdentity | None:
        """Return whom a subject of a provider is linked to."""

    def add_identity(self, identity: AgentIdentity) -> None:
        """Link an agent to a subject of a provider."""

    def forget_identities(self, agent_id: str) -> int:
        """Forget who an agent is at providers; return how many links that were."""


class SigningKeys(Protocol):
    """Keys that sign appointment codes."""

    def add(self, key: SigningKey) -> None:
        """Keep a new key."""

    def all(self) -> Sequence[SigningKey]:
        """Return every key, by key id."""

    def retire(self, key_id: int, retired_at: datetime) -> None:
        """Stop signing with a key; what it signed stays valid."""
