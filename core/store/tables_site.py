"""Tables of what a site is set up to be."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.model import CounterState, SettingsLayer, SettingsPart
from core.store.tables import Base
from core.store.types import Choice, JsonObject, TextTuple


class SiteRow(Base):
    """The site; one row."""

    __tablename__ = "site"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    zone: Mapped[str]
    version: Mapped[int]
    epoch: Mapped[int]
    created_at: Mapped[datetime]


class SettingsRow(Base):
    """One version of the settings; a layer's newest row holds all that the layer says."""

    __tablename__ = "settings_version"

    version: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    layer: Mapped[SettingsLayer] = mapped_column(Choice(SettingsLayer))
    # The catalogue as it was imported with this version; None where it stayed.
    catalogue: Mapped[dict[str, Any] | None] = mapped_column(JsonObject)
    part: Mapped[SettingsPart] = mapped_column(Choice(SettingsPart))
    agent_id: Mapped[str | None]
    changed: Mapped[tuple[str, ...]] = mapped_column(TextTuple)


class ServiceRow(Base):
    """One service of the catalogue; `definition` is all that rules and screens read."""

    __tablename__ = "service"

    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    definition: Mapped[dict[str, Any]]
    retired: Mapped[bool]


class CounterRow(Base):
    """One counter: its equipment in `definition`, and how it stands now."""

    __tablename__ = "counter"

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    definition: Mapped[dict[str, Any]]
    retired: Mapped[bool]
    state: Mapped[CounterState] = mapped_column(Choice(CounterState))
    offered: Mapped[tuple[str, ...]] = mapped_column(TextTuple)
    agent_id: Mapped[str | None] = mapped_column(index=True)
    station_id: Mapped[str | None]
    opened_at: Mapped[datetime | None]
    pause_reason: Mapped[str | None]
    pause_until: Mapped[datetime | None]
    degraded: Mapped[tuple[str, ...]] = mapped_column(TextTuple)
    chosen: Mapped[tuple[str, ...]] = mapped_column(TextTuple)


class SeriesRow(Base):
    """What is free of one letter on one day."""

    __tablename__ = "number_series"

    business_day: Mapped[date] = mapped_column(primary_key=True)
    letter: Mapped[str] = mapped_column(primary_key=True)
    lower: Mapped[int]
    upper: Mapped[int]


class SigningKeyRow(Base):
    """A key that signs appointment codes."""

    __tablename__ = "signing_key"

    key_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seed: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[str]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class ServerRow(Base):
    """A server of the site, by the address that stations find it at."""

    __tablename__ = "server"

    url: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
