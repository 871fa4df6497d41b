"""Tables of what visitors and staff say of the day; none of them can name a visit."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.store.tables import Base


class SatisfactionRow(Base):
    """How many gave one answer on one day."""

    __tablename__ = "satisfaction_count"

    business_day: Mapped[date] = mapped_column(primary_key=True)
    answer: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given: Mapped[int]


class DifficultyRow(Base):
    """Something that went wrong; exportable, nameless."""

    __tablename__ = "difficulty"

    id: Mapped[str] = mapped_column(primary_key=True)
    reported_at: Mapped[datetime]
    topic: Mapped[str]
    body: Mapped[str]
    service_code: Mapped[str | None]


class DiscreetAlertRow(Base):
    """A counter asks colleagues to come, without a sound."""

    __tablename__ = "discreet_alert"

    id: Mapped[str] = mapped_column(primary_key=True)
    counter_id: Mapped[str] = mapped_column(ForeignKey("counter.id"))
    raised_at: Mapped[datetime]
    coming_at: Mapped[datetime | None]
    coming_agent_id: Mapped[str | None]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
