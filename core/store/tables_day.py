"""Tables of how the site stands today, and of the days that were closed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from core.store.tables import Base


class SiteDayRow(Base):
    """The switches of the day; one row, or none before the first was turned."""

    __tablename__ = "site_day"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    closes_early_on: Mapped[date | None]
    closes_early_at: Mapped[datetime | None]
    closed_on: Mapped[date | None]
    crisis_since: Mapped[datetime | None]
    drill: Mapped[bool]
    crisis_texts: Mapped[dict[str, Any]]
    frozen_since: Mapped[datetime | None]
    freeze_reason: Mapped[str | None]


class SiteMessageRow(Base):
    """A line of the post for its screens."""

    __tablename__ = "site_message"

    id: Mapped[str] = mapped_column(primary_key=True)
    texts: Mapped[dict[str, Any]]
    level: Mapped[str]
    created_at: Mapped[datetime]
    until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)


class DayClosingRow(Base):
    """A business day that a person closed."""

    __tablename__ = "day_closing"

    business_day: Mapped[date] = mapped_column(primary_key=True)
    closed_at: Mapped[datetime]
    agent_id: Mapped[str | None]
    counts: Mapped[dict[str, Any]]
