"""The whole schema under one import."""

from core.store import (
    tables_bookings,
    tables_day,
    tables_feedback,
    tables_journal,
    tables_outgoing,
    tables_site,
    tables_staff,
    tables_statistics,
    tables_visits,
)
from core.store.tables import Base

__all__ = [
    "metadata",
    "tables_bookings",
    "tables_day",
    "tables_feedback",
    "tables_journal",
    "tables_outgoing",
    "tables_site",
    "tables_staff",
    "tables_statistics",
    "tables_visits",
]

metadata = Base.metadata
