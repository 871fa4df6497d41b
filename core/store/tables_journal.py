"""Tables of the journal, of its seals, and of the commands that were answered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.model import EventKind
from core.store.tables import Base
from core.store.types import Choice


class EventRow(Base):
    """One row of the journal; a purge blanks `facts` and `salt`, and the chain holds."""

    __tablename__ = "event"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[EventKind] = mapped_column(Choice(EventKind))
    visit_id: Mapped[str | None] = mapped_column(index=True)
    step_id: Mapped[str | None]
    call_id: Mapped[str | None]
    counter_id: Mapped[str | None]
    appointment_id: Mapped[str | None]
    station_id: Mapped[str | None]
    actor_station_id: Mapped[str | None]
    actor_agent_id: Mapped[str | None]
    facts: Mapped[dict[str, Any] | None]
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class SealRow(Base):
    """One seal of the journal, as it also stands outside the database."""

    __tablename__ = "seal"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date]
    epoch: Mapped[int]
    begins: Mapped[int]
    rows: Mapped[int]
    at: Mapped[datetime]
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_at: Mapped[datetime]
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class CommandRow(Base):
    """The answer to one command, as ids and codes, by its idempotency key."""

    __tablename__ = "command"

    key: Mapped[str] = mapped_column(primary_key=True)
    station_id: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    answered_at: Mapped[datetime] = mapped_column(index=True)
    refusal: Mapped[str | None]
    code: Mapped[str | None]
    facts: Mapped[dict[str, Any]]
