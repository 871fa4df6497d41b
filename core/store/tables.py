"""The base of all tables: how Python's types map to columns."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Date, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase

from core.store.types import JsonObject, UtcDateTime


class Base(DeclarativeBase):
    """Maps Python's types to columns; names constraints, so that migrations can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        date: Date,
        str: String,
        int: Integer,
        dict[str, Any]: JsonObject,
    }
