"""Tables of days in numbers: none of them can name a visit, a person or an agent."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import BigInteger, Column, Date, Index, Integer, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from core.statistics.cells import COUNTS, SUMS
from core.store.tables import Base

HOURS: Final = "hour"
DAYS: Final = "day"
MONTHS: Final = "month"
"""How fine a row of counts is: an hour of a day, a whole day, or an hour in a month.

The coarse ones are sums of the hours, so that a year is read from few rows.
"""

WHOLE_DAY: Final = -1
"""Stands for the hour in rows of whole days."""

COUNT: Final = Table(
    "day_count",
    Base.metadata,
    Column("grain", String(8), primary_key=True),
    Column("starts_on", Date, primary_key=True),
    # No foreign key: counts outlive a service of the catalogue.
    Column("service_id", String, primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    Column("agents", Integer, nullable=False),
    *(Column(name, BigInteger if name in SUMS else Integer, nullable=False) for name in COUNTS),
)
"""Counts of one service, hour and kind of visit, in one period."""


class DurationRow(Base):
    """How long something took, of nobody."""

    __tablename__ = "duration"
    __table_args__ = (
        Index("ix_duration_measure_service", "measure", "service_id", "business_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    business_day: Mapped[date] = mapped_column(index=True)
    service_id: Mapped[str]
    hour: Mapped[int]
    kind: Mapped[str]
    measure: Mapped[str]
    seconds: Mapped[int]


class CountedDayRow(Base):
    """A day that was counted; `changed` if it must be again, `closed` if it never is any more."""

    __tablename__ = "counted_day"

    business_day: Mapped[date] = mapped_column(primary_key=True)
    counted_at: Mapped[datetime]
    changed: Mapped[bool]
    closed: Mapped[bool]


class NoticedRow(Base):
    """Up to which row of the journal changes of former days were looked for; one row."""

    __tablename__ = "noticed_change"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
