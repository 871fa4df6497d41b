"""Stations, staff, sessions, leases and calls for help in the store."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from core.access import AgentIdentity, DevicePin, Invitation, ServiceAccount
from core.numbering import Series
from core.store.prepared import Prepared
from core.store.rows import SqlRows, every, table_of, values_of
from core.store.tables_site import CounterRow, SeriesRow, SigningKeyRow
from core.store.tables_staff import (
    AgentIdentityRow,
    AgentRow,
    DevicePinRow,
    HelpRow,
    InvitationRow,
    LeaseRow,
    PairingCodeRow,
    PairingGuardRow,
    ServiceAccountRow,
    SessionRow,
    StationRow,
)
from core.things import (
    Agent,
    Counter,
    Help,
    Lease,
    PairingCode,
    PairingGuard,
    Session,
    SigningKey,
    Station,
)

_GUARD = table_of(PairingGuardRow)
_SERIES = table_of(SeriesRow)
_KEYS = table_of(SigningKeyRow)
_PINS = table_of(DevicePinRow)
_IDENTITIES = table_of(AgentIdentityRow)
_STATION_OF_TOKEN = Prepared(
    every(Station, StationRow).where(table_of(StationRow).c.token_hash == bindparam("token"))
)
_SESSION_OF_TOKEN = Prepared(
    every(Session, SessionRow).where(table_of(SessionRow).c.token_hash == bindparam("token"))
)
_OF_LETTER = (
    _SERIES.c.business_day == bindparam("on_day"),
    _SERIES.c.letter == bindparam("of_letter"),
)
_FREE = Prepared(select(_SERIES.c.lower, _SERIES.c.upper).where(*_OF_LETTER))
_PUT_FREE = Prepared(update(_SERIES).where(*_OF_LETTER))


class SqlStations(SqlRows[Station]):
    """`core.ports.Stations` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Station, StationRow, "station")
        self._codes = SqlRows(
            connection, PairingCode, PairingCodeRow, "pairing_code", key="code_hash"
        )
        self._accounts = SqlRows(
            connection, ServiceAccount, ServiceAccountRow, "service_account", key="station_id"
        )

    def pairing_code(self, code_hash: str) -> PairingCode | None:
        """Return a pairing code."""
        return self._codes.find(code_hash)

    def add_pairing_code(self, code: PairingCode) -> None:
        """Keep a new pairing code."""
        self._codes.add(code)

    def unused_pairing_codes(self) -> Sequence[PairingCode]:
        """Return every pairing code that nobody used."""
        codes = self._codes
        return codes.many(codes.query().where(codes.table.c.used_at.is_(None)))

    def change_pairing_code(self, code_hash: str, **values: object) -> None:
        """Change some fields of a pairing code."""
        self._codes.change(code_hash, **values)

    def guard(self) -> PairingGuard:
        """Return wrong tries and lock."""
        query = select(_GUARD.c.wrong_tries, _GUARD.c.locked_until)
        found = self.connection.execute(query).mappings().first()
        return PairingGuard() if found is None else PairingGuard(**found)

    def put_guard(self, guard: PairingGuard) -> None:
        """Keep wrong tries and lock."""
        self.connection.execute(delete(_GUARD))
        self.connection.execute(insert(_GUARD), {"id": 1, **values_of(guard)})

    def by_token_hash(self, token_hash: str) -> Station | None:
        """Return the station that a token belongs to."""
        return self.one(_STATION_OF_TOKEN, token=token_hash)

    def all(self) -> Sequence[Station]:
        """Return every station, by name."""
        return self.many(self.query().order_by(self.table.c.name, self.table.c.id))

    def account(self, station_id: str) -> ServiceAccount:
        """Return a service account; `service_account_unknown`."""
        return self._accounts.get(station_id)

    def account_by_old_token_hash(self, token_hash: str) -> ServiceAccount | None:
        """Return the service account whose token of before this is."""
        accounts = self._accounts
        return accounts.one(accounts.query().where(accounts.table.c.old_token_hash == token_hash))

    def accounts(self) -> Sequence[ServiceAccount]:
        """Return every service account, the ended ones too."""
        return self._accounts.many(self._accounts.query())

    def add_account(self, account: ServiceAccount) -> None:
        """Keep a new service account."""
        self._accounts.add(account)

    def change_account(self, station_id: str, **values: object) -> None:
        """Change some fields of a service account."""
        self._accounts.change(station_id, **values)


class SqlAgents(SqlRows[Agent]):
    """`core.ports.Agents` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Agent, AgentRow, "agent")
        self._sessions = SqlRows(connection, Session, SessionRow, "session")
        self._pins = SqlRows(connection, DevicePin, DevicePinRow, "pin", key="agent_id")
        self._invitations = SqlRows(
            connection, Invitation, InvitationRow, "invitation", key="code_hash"
        )
        self._identities = SqlRows(
            connection, AgentIdentity, AgentIdentityRow, "identity", key="subject"
        )

    def by_username(self, username: str) -> Agent | None:
        """Return the agent who signs in with this name."""
        return self.one(self.query().where(self.table.c.username == username))

    def session(self, session_id: str) -> Session | None:
        """Return a session."""
        return self._sessions.find(session_id)

    def session_by_token_hash(self, token_hash: str) -> Session | None:
        """Return the session that a token belongs to."""
        return self._sessions.one(_SESSION_OF_TOKEN, token=token_hash)

    def add_session(self, session: Session) -> None:
        """Keep a new session."""
        self._sessions.add(session)

    def change_session(self, session_id: str, **values: object) -> None:
        """Change some fields of a session."""
        self._sessions.change(session_id, **values)

    def open_sessions(self, agent_id: str) -> Sequence[Session]:
        """Return the sessions of an agent that were not ended."""
        sessions = self._sessions
        own = sessions.table.c.agent_id == agent_id
        return sessions.many(sessions.query().where(own, sessions.table.c.ended_at.is_(None)))

    def forget_sessions(self, before: datetime, limit: int) -> int:
        """Forget at most `limit` sessions that were over before a moment; return how many."""
        sessions = self._sessions.table.c
        over = or_(sessions.ended_at < before, sessions.expires_at < before)
        old = select(sessions.id).where(over).limit(limit)
        gone = self.connection.execute(delete(self._sessions.table).where(sessions.id.in_(old)))
        return gone.rowcount

    def all(self) -> Sequence[Agent]:
        """Return every agent, by user name."""
        return self.many(self.query().order_by(self.table.c.username))

    def pin(self, agent_id: str, station_id: str) -> DevicePin | None:
        """Return an agent's PIN at a station."""
        return self._pins.one(self._pins.query().where(*_pin_of(agent_id, station_id)))

    def put_pin(self, pin: DevicePin) -> None:
        """Keep an agent's PIN at a station, instead of the one before."""
        self.forget_pins(pin.agent_id, pin.station_id)
        self._pins.add(pin)

    def forget_pins(self, agent_id: str, station_id: str | None = None) -> None:
        """Forget an agent's PIN at one station, or at all."""
        self.connection.execute(delete(_PINS).where(*_pin_of(agent_id, station_id)))

    def invitation(self, code_hash: str) -> Invitation | None:
        """Return an invitation."""
        return self._invitations.find(code_hash)

    def put_invitation(self, invitation: Invitation) -> None:
        """Keep an invitation, instead of all others of its agent."""
        rows = self._invitations.table
        self.connection.execute(delete(rows).where(rows.c.agent_id == invitation.agent_id))
        self._invitations.add(invitation)

    def use_invitation(self, code_hash: str, used_at: datetime) -> None:
        """Note that an invitation was used."""
        self._invitations.change(code_hash, used_at=used_at)

    def identity(self, issuer: str, subject: str) -> AgentIdentity | None:
        """Return whom a subject of a provider is linked to."""
        return self._identities.one(
            self._identities.query().where(
                _IDENTITIES.c.issuer == issuer, _IDENTITIES.c.subject == subject
            )
        )

    def identities(self, agent_id: str | None = None) -> Sequence[AgentIdentity]:
        """Return who an agent is at providers; without an id, everybody's."""
        query = self._identities.query().order_by(_IDENTITIES.c.issuer, _IDENTITIES.c.subject)
        return self._identities.many(
            query if agent_id is None else query.where(_IDENTITIES.c.agent_id == agent_id)
        )

    def add_identity(self, identity: AgentIdentity) -> None:
        """Link an agent to a subject of a provider."""
        self._identities.add(identity)

    def forget_identities(self, agent_id: str) -> int:
        """Forget who an agent is at providers; return how many links that were."""
        gone = delete(_IDENTITIES).where(_IDENTITIES.c.agent_id == agent_id)
        return self.connection.execute(gone).rowcount


def _pin_of(agent_id: str, station_id: str | None) -> Sequence[ColumnElement[bool]]:
    own = _PINS.c.agent_id == agent_id
    return (own,) if station_id is None else (own, _PINS.c.station_id == station_id)


class SqlCounters(SqlRows[Counter]):
    """`core.ports.Counters` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Counter, CounterRow, "counter")

    def held_by(self, agent_id: str) -> Sequence[Counter]:
        """Return the counters that an agent holds, open or paused."""
        return self.many(self.query().where(self.table.c.agent_id == agent_id))

    def all(self) -> Sequence[Counter]:
        """Return every counter that is in use, in the catalogue's order."""
        counters = self.table.c
        return self.many(
            self.query().where(counters.retired.is_(False)).order_by(counters.position)
        )


class SqlLeases(SqlRows[Lease]):
    """`core.ports.Leases` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Lease, LeaseRow, "lease")

    def series(self, day: date, letter: str) -> Series:
        """Return what is free of a letter on a day."""
        found = _FREE.first(self.connection, {"on_day": day, "of_letter": letter})
        return Series() if found is None else Series(*found)

    def put_series(self, day: date, letter: str, series: Series) -> None:
        """Keep what is free of a letter on a day."""
        values = values_of(series)
        bound = {"on_day": day, "of_letter": letter, **values}
        if _PUT_FREE.change(self.connection, bound) == 0:
            self.connection.execute(
                insert(_SERIES), {"business_day": day, "letter": letter, **values}
            )

    def on_paper(self, day: date) -> Sequence[Lease]:
        """Return the blocks that were printed for a day, by letter and number."""
        leases = self.table.c
        printed = (leases.business_day == day) & leases.station_id.is_(None)
        return self.many(self.query().where(printed).order_by(leases.letter, leases.first))

    def move(self, day: date, to: date, expires_at: datetime) -> None:
        """Make the leases of one day leases of another."""
        leases = self.table
        self.connection.execute(
            update(leases)
            .where(leases.c.business_day == day)
            .values(business_day=to, expires_at=expires_at)
        )


class SqlHelpCalls(SqlRows[Help]):
    """`core.ports.HelpCalls` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Help, HelpRow, "help")

    def open_of(self, station_id: str) -> Help | None:
        """Return the call of a station that nobody answered yet."""
        calls = self.table.c
        return self.one(
            self.query().where(calls.station_id == station_id, calls.answered_at.is_(None))
        )

    def unanswered(self) -> Sequence[Help]:
        """Return every call that nobody answered yet, oldest first."""
        calls = self.table.c
        return self.many(self.query().where(calls.answered_at.is_(None)).order_by(calls.asked_at))


class SqlSigningKeys:
    """`core.ports.SigningKeys` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._rows = SqlRows(connection, SigningKey, SigningKeyRow, "key", key="key_id")

    def add(self, key: SigningKey) -> None:
        """Keep a new key."""
        self._rows.add(key)

    def all(self) -> Sequence[SigningKey]:
        """Return every key, by key id."""
        return self._rows.many(self._rows.query().order_by(_KEYS.c.key_id))

    def retire(self, key_id: int, retired_at: datetime) -> None:
        """Stop signing with a key; what it signed stays valid."""
        self._rows.connection.execute(
            update(_KEYS).where(_KEYS.c.key_id == key_id).values(retired_at=retired_at)
        )
